import { clockSeconds, IssueCollector, type RunControl, runSteps, runStepsAsync, type Steps } from '../core/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { checkAccounts, checkReps, checkScore, checkScores, DAY_SECONDS } from '../market/internal.js';
import type { Route } from '../routing/index.js';
import { workingDays } from './calendar.js';
import { countDueCalls } from './due-calls.js';
import { findMissingSkill, findObstacle, type Obstacle } from './obstacle.js';
import { checkVisitOptions, type VisitOptions, type VisitSettings, visitSettings } from './plan-options.js';
import { countSearches, type Deadline, planRep, type RepCalendar } from './rep-planner.js';
import { buildRepWork, type DueWork, type RepWork } from './rep-work.js';
import type { PlannedDay, PlannedVisit, UnscheduledVisit, VisitPlan } from './visit-plan.js';

/** Who works which account: rep ids by account id. */
export type Assignment = Readonly<Record<string, string>>;

/** How far a calendar is. */
export interface VisitProgress {
    /** 0 to 1. */
    readonly fraction: number;
    readonly repsDone: number;
    readonly reps: number;
    readonly visitsPlanned: number;
    readonly visitsUnscheduled: number;
}

/** What watches over {@link planVisits} and ends it. */
export interface VisitControl extends RunControl<VisitProgress> {
    /** Ends the search, never the plan: what was not searched yet is planned by construction alone. */
    readonly signal?: AbortSignal;
    /** Called after each rep. */
    readonly onProgress?: (progress: VisitProgress) => void;
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
 * @param accounts - from 0
 * @param reps - from 0; accounts of others are reported
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
    options: VisitOptions & VisitControl,
): VisitPlan {
    return runSteps(checkedVisitSteps(accounts, reps, scores, assignment, options), { onProgress: options?.onProgress });
}

/**
 * As {@link planVisits}, and lets the event loop run after some milliseconds of work.
 *
 * @throws BeatplanError (rejects) as {@link planVisits}
 */
export async function planVisitsAsync(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: Assignment,
    options: VisitOptions & VisitControl,
): Promise<VisitPlan> {
    return runStepsAsync(checkedVisitSteps(accounts, reps, scores, assignment, options), { onProgress: options?.onProgress });
}

function* checkedVisitSteps(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: Assignment,
    options: VisitOptions & VisitControl,
): Steps<VisitPlan, VisitProgress> {
    const collector = new IssueCollector();
    const accountsAreSound = checkAccounts(accounts, collector);
    const repsAreSound = checkReps(reps, collector);
    const scoresAreSound = checkScores(scores, collector);
    if (accountsAreSound && repsAreSound && scoresAreSound) checkAssignment(accounts, scores, assignment, reps, collector);
    checkVisitOptions(options, repsAreSound ? reps : undefined, collector);
    collector.throwIfAny('the input');
    const settings = visitSettings(options);
    return yield* visitSteps(accounts, reps, scores, new Map(Object.entries(assignment)), settings, options.signal);
}

/** The work of {@link planVisits} on checked input, week by week; once the signal is aborted, constructions plan what is left. */
export function* visitSteps(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    assignment: ReadonlyMap<string, string>,
    settings: VisitSettings,
    signal: AbortSignal | undefined,
    startedAt: number = clockSeconds(),
): Steps<VisitPlan, VisitProgress> {
    const book = new CalendarBook(settings);
    const deadline: Deadline = {
        endsAt: startedAt + (settings.stop.seconds ?? Number.POSITIVE_INFINITY),
        searchesLeft: reps.length * countSearches(settings.weeks),
    };
    const accountsOf = groupByRep(accounts, scores, assignment, reps);
    for (let r = 0; r < reps.length; r++) {
        const rep = reps[r];
        const screened = yield* screenRep(rep, accountsOf.get(rep.id) ?? [], settings, book);
        if (screened === undefined || screened.accounts.length === 0) {
            deadline.searchesLeft -= countSearches(settings.weeks);
        } else {
            const calendar = yield* planRep(screened, settings, settings.seed + hashText(rep.id), deadline, signal);
            yield;
            book.enter(screened, calendar);
        }
        yield book.progress(r + 1, reps.length);
    }
    leaveOutOwnerless(accounts, scores, assignment, settings, book);
    return book.plan(accounts);
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

/** Collects what reps' calendars say, and writes it as a plan. */
class CalendarBook {
    private readonly settings: VisitSettings;
    private readonly visits: PlannedVisit[] = [];
    private readonly days: PlannedDay[] = [];
    private readonly unscheduled: UnscheduledVisit[] = [];

    constructor(settings: VisitSettings) {
        this.settings = settings;
    }

    leaveOutAll(repId: string | undefined, due: DueWork, obstacle: Obstacle): void {
        for (let n = 1; n <= due.calls; n++) this.leaveOut(`${due.account.id}#${n}`, due.account.id, repId, obstacle);
    }

    enter(work: RepWork, calendar: RepCalendar): void {
        for (const { day, route } of calendar.routes) {
            const { date, day: number } = work.days[day];
            const local = shiftRoute(route, -number * DAY_SECONDS);
            this.days.push({ repId: work.rep.id, date, route: local });
            local.stops.forEach((stop, i) => {
                const { visitId, arrival, start, departure, distance, travelDuration } = stop;
                const accountId = visitId.slice(0, visitId.lastIndexOf('#'));
                const times = { arrival, start, departure, distance, travelDuration };
                this.visits.push({ id: visitId, accountId, repId: work.rep.id, date, order: i + 1, ...times });
            });
        }
        for (const call of calendar.leftOver) {
            this.leaveOut(call.id, work.accounts[call.account].account.id, work.rep.id, call.obstacle);
        }
    }

    progress(repsDone: number, reps: number): VisitProgress {
        const visits = { visitsPlanned: this.visits.length, visitsUnscheduled: this.unscheduled.length };
        return { fraction: repsDone / reps, repsDone, reps, ...visits };
    }

    /** Unscheduled calls stand in the order of the accounts, then of their numbers. */
    plan(accounts: readonly Account[]): VisitPlan {
        const { start, weeks, holidays, absences } = this.settings;
        const place = new Map(accounts.map((account, i) => [account.id, i]));
        const number = (id: string): number => Number(id.slice(id.lastIndexOf('#') + 1));
        const unscheduled = this.unscheduled.sort(
            (a, b) => place.get(a.accountId)! - place.get(b.accountId)! || number(a.id) - number(b.id),
        );
        return { start, weeks, holidays, absences, visits: this.visits, days: this.days, unscheduled };
    }

    private leaveOut(id: string, accountId: string, repId: string | undefined, { code, message }: Obstacle): void {
        this.unscheduled.push({ id, accountId, ...(repId === undefined ? {} : { repId }), code, message });
    }
}

function shiftRoute(route: Route, seconds: number): Route {
    return {
        ...route,
        start: route.start + seconds,
        end: route.end + seconds,
        stops: route.stops.map((stop) => ({
            ...stop,
            arrival: stop.arrival + seconds,
            start: stop.start + seconds,
            departure: stop.departure + seconds,
        })),
    };
}

/** A number for a text, the same everywhere (FNV-1a), so that a rep's search does not depend on the other reps. */
export function hashText(text: string): number {
    let hash = 2166136261;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    return hash >>> 0;
}
