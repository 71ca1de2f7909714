import { clockSeconds, IssueCollector, type RunControl, runSteps, runStepsAsync, type Steps } from '../core/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { checkAccounts, checkReps, checkScore, checkScores } from '../market/internal.js';
import { workingDays } from './calendar.js';
import { CalendarBook } from './calendar-book.js';
import { countDueCalls } from './due-calls.js';
import { checkIncumbentCalendar, type IncumbentCalendar } from './incumbent.js';
import { findMissingSkill, findObstacle, type Obstacle } from './obstacle.js';
import { checkVisitOptions, type VisitOptions, type VisitSettings, visitSettings } from './plan-options.js';
import { countSearches, type Deadline, isBetterCalendar, keepRep, planRep, type RepCalendar, resumeRep } from './rep-planner.js';
import { buildRepWork, type DueWork, type RepWork } from './rep-work.js';
import type { VisitPlan, VisitProgress } from './visit-plan.js';

/** How {@link planVisits} makes a calendar, and what it goes on from. */
export interface VisitCallOptions extends VisitOptions {
    /**
     * An earlier calendar of the period: visits that can still be made on their days are kept, and each week is searched from there. No
     * rep's calendar gets worse. Default none.
     */
    readonly incumbent?: IncumbentCalendar;
}

/** Who works which account: rep ids by account id. */
export type Assignment = Readonly<Record<string, string>>;

/** What watches over {@link planVisits} and ends it. */
export interface VisitControl extends RunControl<VisitProgress> {
    /** Ends the search, never the plan: what was not searched yet is planned by construction alone. */
    readonly signal?: AbortSignal;
    /** Called after each rep. */
    readonly onProgress?: (progress: VisitProgress) => void;
    /**
     * Called with the whole calendar so far, plain data to be kept: at first after short constructions for all reps, then whenever a rep's
     * calendar has been searched. It is later the `incumbent` of a call that goes on from there. The answer is the same with and without.
     */
    readonly onCheckpoint?: (plan: VisitPlan) => void;
}

// A rep cannot call on more accounts than this in a period, and matrices grow by the square.
const MOST_ACCOUNTS = 2000;

/**
 * Plans who is called on when: the calls that accounts are due in a period, on the rep's working days and within opening hours, the most
 * valuable calls first and then for the least travel.
 *
 * Use it where accounts have reps already; `planBeats` finds the reps as well.
 *
 * An account is due `callFrequency x weeks / 4` calls; fractions are rounded such that nothing is lost or doubled over periods that
 * follow each other ({@link countDueCalls}). Calls on one account lie evenly in the period, and weekly ones keep their weekday. Each
 * rep's week is one routing problem with the objective `priority`. The answer does not depend on the order of accounts or reps, apart
 * from the order of its lists.
 *
 * @param accounts - may be empty
 * @param reps - may be empty; accounts of others are reported
 * @param scores - one for each account, as `scoreAccounts` gives them
 * @param assignment - rep ids by account id; accounts that are left out are reported as `no-owner`
 * @param options - `start` is needed
 * @returns every due call, either planned or unscheduled with the reason
 * @throws BeatplanError `invalid-input` with every problem of accounts, reps, scores, assignment and options
 */
export function planVisits(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: Assignment,
    options: VisitCallOptions & VisitControl,
): VisitPlan {
    return runSteps(checkedVisitSteps(accounts, reps, scores, assignment, options), { onProgress: options?.onProgress });
}

/**
 * As {@link planVisits}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link planVisits}
 */
export async function planVisitsAsync(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: Assignment,
    options: VisitCallOptions & VisitControl,
): Promise<VisitPlan> {
    return runStepsAsync(checkedVisitSteps(accounts, reps, scores, assignment, options), { onProgress: options?.onProgress });
}

function* checkedVisitSteps(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: Assignment,
    options: VisitCallOptions & VisitControl,
): Steps<VisitPlan, VisitProgress> {
    const collector = new IssueCollector();
    const accountsAreSound = checkAccounts(accounts, collector);
    const repsAreSound = checkReps(reps, collector);
    const scoresAreSound = checkScores(scores, collector);
    if (accountsAreSound && repsAreSound && scoresAreSound) checkAssignment(accounts, scores, assignment, reps, collector);
    checkVisitOptions(options, repsAreSound ? reps : undefined, collector);
    if (options?.incumbent !== undefined) checkIncumbentCalendar(options.incumbent, collector, ['options', 'incumbent']);
    collector.throwIfAny('planVisits');
    const settings = visitSettings(options);
    return yield* visitSteps(accounts, reps, scores, new Map(Object.entries(assignment)), settings, options);
}

/** What runs in addition to {@link visitSteps}, and what they go on from. */
export interface VisitRun {
    readonly signal?: AbortSignal | undefined;
    readonly onCheckpoint?: ((plan: VisitPlan) => void) | undefined;
    readonly incumbent?: IncumbentCalendar | undefined;
    /** As `clockSeconds` counts; default now. */
    readonly startedAt?: number;
}

/** The work of {@link planVisits} on checked input, week by week; once the signal is aborted, constructions plan what is left. */
export function* visitSteps(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: ReadonlyMap<string, string>,
    settings: VisitSettings,
    { signal, startedAt = clockSeconds(), onCheckpoint, incumbent }: VisitRun,
): Steps<VisitPlan, VisitProgress> {
    const book = new CalendarBook(reps, settings);
    const deadline: Deadline = {
        endsAt: startedAt + (settings.stop.seconds ?? Number.POSITIVE_INFINITY),
        searchesLeft: reps.length * countSearches(settings.weeks),
    };
    const accountsOf = groupByRep(accounts, scores, assignment, reps);
    leaveOutOwnerless(accounts, scores, assignment, settings, book);
    const earlier = incumbent === undefined ? undefined : visitsByRep(incumbent, assignment);
    const seedOf = (rep: Rep): number => settings.seed + hashText(rep.id);
    if (onCheckpoint !== undefined) {
        for (const rep of reps) book.postpone(rep, dueWork(rep, accountsOf.get(rep.id) ?? [], settings));
        onCheckpoint(book.plan(accounts));
        yield;
        for (const rep of reps) {
            const own = earlier?.get(rep.id);
            book.clear(rep.id);
            const screened = yield* screenRep(rep, accountsOf.get(rep.id) ?? [], settings, book);
            if (screened !== undefined && screened.accounts.length > 0) {
                const calendar = yield* constructRep(screened, settings, seedOf(rep), signal, own);
                book.enter(screened, calendar, own?.isFinished === true);
            }
            onCheckpoint(book.plan(accounts));
            yield;
        }
    }
    for (let r = 0; r < reps.length; r++) {
        const rep = reps[r];
        book.clear(rep.id);
        const screened = yield* screenRep(rep, accountsOf.get(rep.id) ?? [], settings, book);
        if (screened === undefined || screened.accounts.length === 0) {
            deadline.searchesLeft -= countSearches(settings.weeks);
        } else {
            const calendar = yield* searchRep(screened, settings, seedOf(rep), deadline, signal, earlier?.get(rep.id));
            yield;
            book.enter(screened, calendar, signal?.aborted !== true);
        }
        onCheckpoint?.(book.plan(accounts));
        yield book.progress(r + 1, reps.length);
    }
    return book.plan(accounts);
}

/** Visits of an earlier calendar that one rep made. */
interface EarlierCalendar {
    readonly visits: IncumbentCalendar['visits'];
    readonly isFinished: boolean;
}

/** Visits of an earlier calendar by rep, of accounts that are still the rep's. */
function visitsByRep(
    { visits, unfinished = [] }: IncumbentCalendar,
    assignment: ReadonlyMap<string, string>,
): ReadonlyMap<string, EarlierCalendar> {
    const byRep = new Map<string, IncumbentCalendar['visits'][number][]>();
    for (const visit of visits) {
        if (assignment.get(visit.accountId) !== visit.repId) continue;
        const own = byRep.get(visit.repId);
        if (own === undefined) byRep.set(visit.repId, [visit]);
        else own.push(visit);
    }
    return new Map([...byRep].map(([id, own]) => [id, { visits: own, isFinished: !unfinished.includes(id) }]));
}

/** A calendar in a moment: the earlier one, or a construction. */
function* constructRep(
    work: RepWork,
    settings: VisitSettings,
    seed: number,
    signal: AbortSignal | undefined,
    earlier: EarlierCalendar | undefined,
): Steps<RepCalendar> {
    if (earlier !== undefined) return yield* keepRep(work, earlier.visits, settings);
    const deadline = { endsAt: Number.POSITIVE_INFINITY, searchesLeft: countSearches(settings.weeks) };
    return yield* planRep(work, { ...settings, stop: { iterations: 0 } }, seed, deadline, signal);
}

function* searchRep(
    work: RepWork,
    settings: VisitSettings,
    seed: number,
    deadline: Deadline,
    signal: AbortSignal | undefined,
    earlier: EarlierCalendar | undefined,
): Steps<RepCalendar> {
    if (earlier === undefined) return yield* planRep(work, settings, seed, deadline, signal);
    if (earlier.isFinished) return yield* resumeRep(work, earlier.visits, settings, seed, deadline, signal);
    const before = yield* keepRep(work, earlier.visits, settings);
    const after = yield* planRep(work, settings, seed, deadline, signal);
    return isBetterCalendar(before, after) ? before : after;
}

/** A rep's work without the accounts that cannot be called on at all: those are entered as unscheduled. */
function* screenRep(
    rep: Rep,
    owned: readonly Omit<DueWork, 'calls'>[],
    settings: VisitSettings,
    book: CalendarBook,
): Steps<RepWork | undefined> {
    const days = workingDays(rep, settings);
    const due = dueWork(rep, owned, settings).filter((account) => {
        const skill = findMissingSkill(account.account.skills, rep.skills);
        if (skill === undefined) return true;
        book.leaveOutAll(rep.id, account, {
            code: 'skill-missing',
            message: `${rep.name ?? rep.id} lacks the skill '${skill}'.`,
        });
        return false;
    });
    if (due.length === 0) return undefined;
    yield;
    const work = yield* buildRepWork(rep, keepMostValuable(rep, due, book), days, settings.weeks, settings.travel);
    const callable: DueWork[] = [];
    work.accounts.forEach((account, i) => {
        const obstacle = findObstacle(work, i);
        if (obstacle === undefined) callable.push(account);
        else book.leaveOutAll(rep.id, account, obstacle);
    });
    return callable.length === work.accounts.length
        ? work
        : yield* buildRepWork(rep, callable, days, settings.weeks, settings.travel);
}

/** The accounts of a rep that are due, in the order of their ids, with their calls. */
function dueWork(rep: Rep, owned: readonly Omit<DueWork, 'calls'>[], settings: VisitSettings): DueWork[] {
    const sorted = [...owned].sort((a, b) => (a.account.id < b.account.id ? -1 : 1));
    const frequencies = sorted.map(({ account, score }) => ({
        id: account.id,
        position: account.position,
        callFrequency: score.callFrequency,
    }));
    const counts = countDueCalls(frequencies, rep.home, settings.start, settings.weeks);
    return sorted.map((work, i) => ({ ...work, calls: counts[i] })).filter((work) => work.calls > 0);
}

function keepMostValuable(rep: Rep, due: readonly DueWork[], book: CalendarBook): readonly DueWork[] {
    if (due.length <= MOST_ACCOUNTS) return due;
    const ranked = [...due].sort((a, b) => b.score.priority - a.score.priority || (a.account.id < b.account.id ? -1 : 1));
    const message = `${rep.name ?? rep.id} has ${due.length} accounts that are due; only the ${MOST_ACCOUNTS} of the highest priority are planned.`;
    for (const account of ranked.slice(MOST_ACCOUNTS)) book.leaveOutAll(rep.id, account, { code: 'no-room', message });
    const kept = new Set(ranked.slice(0, MOST_ACCOUNTS));
    return due.filter((account) => kept.has(account));
}

/** Accounts without a rep: each is its own group, so that its calls are counted from its frequency alone. */
function leaveOutOwnerless(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    assignment: ReadonlyMap<string, string>,
    settings: VisitSettings,
    book: CalendarBook,
): void {
    accounts.forEach((account, i) => {
        if (assignment.has(account.id)) return;
        const { callFrequency } = scores[i];
        const frequencies = [{ id: account.id, position: account.position, callFrequency }];
        const [calls] = countDueCalls(frequencies, account.position, settings.start, settings.weeks);
        const obstacle: Obstacle = { code: 'no-owner', message: 'No rep works this account.' };
        book.leaveOutAll(undefined, { account, score: scores[i], calls }, obstacle);
    });
}

function groupByRep(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    assignment: ReadonlyMap<string, string>,
    reps: readonly Rep[],
): Map<string, Omit<DueWork, 'calls'>[]> {
    const groups = new Map<string, Omit<DueWork, 'calls'>[]>(reps.map((rep) => [rep.id, []]));
    accounts.forEach((account, i) => {
        if (assignment.has(account.id)) groups.get(assignment.get(account.id)!)!.push({ account, score: scores[i] });
    });
    return groups;
}

function checkAssignment(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    assignment: Assignment,
    reps: readonly Rep[],
    collector: IssueCollector,
): void {
    accounts.forEach((account, i) => {
        if (scores[i]?.accountId === account.id) {
            checkScore(scores[i], ['scores', i], collector);
            return;
        }
        const hint = 'give the scores in the order of the accounts, as scoreAccounts returns them';
        collector.add('unknown-id', ['scores', i], 'is not the score of the account at this place', {
            received: scores[i]?.accountId,
            expected: `the score of '${account.id}'`,
            hint,
        });
    });
    const known = new Set(accounts.map((account) => account.id));
    const repIds = new Set(reps.map((rep) => rep.id));
    for (const [accountId, repId] of Object.entries(assignment)) {
        if (!known.has(accountId))
            collector.add('unknown-id', ['assignment', accountId], 'is not the id of an account', { received: accountId });
        if (!repIds.has(repId))
            collector.add('unknown-id', ['assignment', accountId], 'is not the id of a rep', { received: repId });
    }
}

/** A number for a text, the same everywhere (FNV-1a), so that a rep's search does not depend on the other reps. */
export function hashText(text: string): number {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
}
