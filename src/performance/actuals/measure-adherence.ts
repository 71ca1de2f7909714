import { checkStructure, finite, IssueCollector, optional, strict, text } from '../../core/index.js';
import { daysBetween } from '../../market/index.js';
import { checkDate } from '../figures/periods.js';
import { type Proportion, proportionOf } from '../figures/ratio.js';

/** A call that was planned, or made. */
export interface DatedVisit {
    readonly accountId: string;
    readonly repId: string;
    /** `YYYY-MM-DD`. */
    readonly date: string;
}

/** Options of {@link measureAdherence}. */
export interface AdherenceOptions {
    /** Days that a call may be early or late and still count as the planned one, from 0; default 3. */
    readonly moveDays?: number;
    /** Last day that counts, `YYYY-MM-DD`: calls planned or made later are left out. Default all. */
    readonly asOf?: string;
}

/** What became of a call. */
export interface VisitOutcome {
    readonly accountId: string;
    /** Who planned to make it; for an extra call, who made it. */
    readonly repId: string;
    readonly status: 'as-planned' | 'moved' | 'missed' | 'extra';
    readonly plannedDate?: string;
    readonly doneDate?: string;
    /** Set if another rep made the call. */
    readonly doneBy?: string;
}

/** Calls by what became of them. */
export interface AdherenceFigures {
    readonly planned: number;
    readonly asPlanned: number;
    readonly moved: number;
    readonly missed: number;
    readonly extra: number;
    /** As planned / planned: beat adherence. */
    readonly adherence: Proportion;
    /** (as planned + moved) / planned. */
    readonly completion: Proportion;
}

/** What {@link measureAdherence} returns. */
export interface Adherence {
    /** Planned calls in input order, then extra ones in theirs. */
    readonly visits: readonly VisitOutcome[];
    readonly total: AdherenceFigures;
    /** By rep, in order of first appearance. */
    readonly reps: readonly (AdherenceFigures & { readonly repId: string })[];
}

/**
 * Compares calls made with calls planned: as planned, moved, missed or extra.
 *
 * Calls of an account on the planned day match first. The others match in order of date, as many as lie within `moveDays`, then with the
 * fewest days moved in all; each call matches once.
 *
 * @param planned - `plan.calendar.visits`, or any list with these keys
 * @param done - such as the check-ins of `matchCheckIns`
 * @returns O(n log n + sum over accounts of planned * done)
 * @throws BeatplanError `invalid-input` with `invalid-date`
 * @example
 * ```ts
 * const planned = [{ accountId: 'a', repId: 'ann', date: '2027-01-04' }, { accountId: 'b', repId: 'ann', date: '2027-01-04' }];
 * const done = [{ accountId: 'a', repId: 'ann', date: '2027-01-05' }];
 * measureAdherence(planned, done).visits.map(({ status }) => status); // ['moved', 'missed']
 * ```
 */
export function measureAdherence(
    planned: readonly DatedVisit[],
    done: readonly DatedVisit[],
    options: AdherenceOptions = {},
): Adherence {
    checkAdherence(planned, done, options);
    const { moveDays = 3, asOf = '9999-12-31' } = options;
    const plans = planned.filter(({ date }) => date <= asOf);
    const visits = done.filter(({ date }) => date <= asOf);
    const partner = new Int32Array(plans.length).fill(-1);
    const isUsed = new Uint8Array(visits.length);
    const doneOf = groupByAccount(visits);
    for (const [accountId, own] of groupByAccount(plans)) {
        const made = doneOf.get(accountId);
        if (made !== undefined) matchAccount(own, made, plans, visits, moveDays, partner, isUsed);
    }
    const outcomes = plans.map(({ accountId, repId, date }, i): VisitOutcome => {
        const match = visits[partner[i]];
        if (match === undefined) return { accountId, repId, status: 'missed', plannedDate: date };
        return {
            accountId,
            repId,
            status: match.date === date ? 'as-planned' : 'moved',
            plannedDate: date,
            doneDate: match.date,
            ...(match.repId === repId ? {} : { doneBy: match.repId }),
        };
    });
    visits.forEach(({ accountId, repId, date }, i) => {
        if (isUsed[i] === 0) outcomes.push({ accountId, repId, status: 'extra', doneDate: date });
    });
    const byRep = new Map<string, VisitOutcome[]>();
    for (const outcome of outcomes) {
        const own = byRep.get(outcome.repId);
        if (own === undefined) byRep.set(outcome.repId, [outcome]);
        else own.push(outcome);
    }
    return {
        visits: outcomes,
        total: countOutcomes(outcomes),
        reps: [...byRep].map(([repId, own]) => ({ repId, ...countOutcomes(own) })),
    };
}

function checkAdherence(planned: readonly DatedVisit[], done: readonly DatedVisit[], options: AdherenceOptions): void {
    const collector = new IssueCollector();
    const check = (visits: readonly DatedVisit[], key: string): void => {
        if (!Array.isArray(visits)) {
            collector.add('invalid-type', [key], 'is not a list', { received: visits, expected: 'a list of calls' });
            return;
        }
        visits.forEach((visit: Partial<DatedVisit> | null, i) => {
            // Calls come from plans and check-ins: what else they hold is theirs.
            const own = Object.fromEntries(KEYS.filter((key) => visit?.[key] !== undefined).map((key) => [key, visit?.[key]]));
            if (checkStructure(VISIT, own, collector, [key, i])) checkDate(own['date'] as string, collector, [key, i, 'date']);
        });
    };
    check(planned, 'planned');
    check(done, 'done');
    const keys = { moveDays: optional(finite({ min: 0, max: 366, integer: true })), asOf: optional(text()) };
    if (checkStructure(strict(keys), options, collector, ['options']) && options.asOf !== undefined)
        checkDate(options.asOf, collector, ['options', 'asOf']);
    collector.throwIfAny('measureAdherence');
}

const KEYS = ['accountId', 'repId', 'date'] as const;
const VISIT = strict({ accountId: text(), repId: text(), date: text() });

function groupByAccount(visits: readonly DatedVisit[]): Map<string, number[]> {
    const groups = new Map<string, number[]>();
    visits.forEach(({ accountId }, i) => {
        const group = groups.get(accountId);
        if (group === undefined) groups.set(accountId, [i]);
        else group.push(i);
    });
    return groups;
}

/** Matches the calls of one account: same day first, then as many as possible with the fewest days moved. */
function matchAccount(
    own: readonly number[],
    made: readonly number[],
    plans: readonly DatedVisit[],
    visits: readonly DatedVisit[],
    moveDays: number,
    partner: Int32Array,
    isUsed: Uint8Array,
): void {
    for (const i of own) {
        const same = made.find((j) => isUsed[j] === 0 && visits[j].date === plans[i].date);
        if (same === undefined) continue;
        partner[i] = same;
        isUsed[same] = 1;
    }
    const first = plans[own[0]].date;
    const dayOf = (visit: DatedVisit): number => daysBetween(first, visit.date);
    const a = own.filter((i) => partner[i] < 0).sort((i, j) => dayOf(plans[i]) - dayOf(plans[j]) || i - j);
    const b = made.filter((j) => isUsed[j] === 0).sort((i, j) => dayOf(visits[i]) - dayOf(visits[j]) || i - j);
    if (a.length === 0 || b.length === 0) return;
    // Matching in order is never worse on a line, so the table of the best matching of prefixes decides (as in sequence alignment).
    const width = b.length + 1;
    const worth = new Float64Array((a.length + 1) * width);
    const gainOf = (i: number, j: number): number => {
        const days = Math.abs(dayOf(plans[a[i]]) - dayOf(visits[b[j]]));
        return days > moveDays ? Number.NEGATIVE_INFINITY : MATCH - days;
    };
    for (let i = 1; i <= a.length; i++) {
        for (let j = 1; j <= b.length; j++) {
            const skip = Math.max(worth[(i - 1) * width + j], worth[i * width + j - 1]);
            worth[i * width + j] = Math.max(skip, worth[(i - 1) * width + j - 1] + gainOf(i - 1, j - 1));
        }
    }
    for (let i = a.length, j = b.length; i > 0 && j > 0; ) {
        const value = worth[i * width + j];
        if (value === worth[(i - 1) * width + j]) i--;
        else if (value === worth[i * width + j - 1]) j--;
        else {
            i--;
            j--;
            partner[a[i]] = b[j];
            isUsed[b[j]] = 1;
        }
    }
}

// More than all days that an account's calls could move in all.
const MATCH = 1e9;

function countOutcomes(outcomes: readonly VisitOutcome[]): AdherenceFigures {
    const counts = { 'as-planned': 0, moved: 0, missed: 0, extra: 0 };
    for (const { status } of outcomes) counts[status]++;
    const { moved, missed, extra, 'as-planned': asPlanned } = counts;
    const planned = asPlanned + moved + missed;
    return {
        planned,
        asPlanned,
        moved,
        missed,
        extra,
        adherence: proportionOf(asPlanned, planned),
        completion: proportionOf(asPlanned + moved, planned),
    };
}
