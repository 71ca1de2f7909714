import {
    anything,
    checkStructure,
    ERROR_CODES,
    type ErrorCode,
    IssueCollector,
    list,
    optional,
    record,
    strict,
    text,
} from '../core/index.js';
import type { UnscheduledVisit, VisitPlan } from './visit-plan.js';

/** Visits that are due and have no place in a plan, for the same cause. */
export interface UnscheduledCause {
    readonly code: ErrorCode;
    /** What the code means for a rep: `the days of the rep are full`. */
    readonly cause: string;
    readonly visits: number;
    readonly accounts: number;
    /** Visits by rep id, most first; visits of accounts without a rep are not in it. */
    readonly byRep: readonly { readonly repId: string; readonly visits: number }[];
}

const CAUSES: Readonly<Partial<Record<ErrorCode, string>>> = {
    'no-room': 'the days of the rep are full',
    'shift-exceeded': 'the drive and the visit take longer than a day of the rep',
    'window-missed': 'the rep cannot be there in opening hours and home in time',
    'no-working-day': 'the rep does not work while the account is open',
    'frequency-exceeds-days': 'more visits are due in a week than there are days for them',
    'skill-missing': 'the rep lacks a skill that the account needs',
    'no-owner': 'no rep works the account',
    'not-yet-planned': 'the calendar of the rep had not been begun',
    unreachable: 'no way to the account is known',
};

const SCHEMA = strict({
    id: text(),
    accountId: text(),
    repId: optional(text()),
    code: text(),
    message: anything(),
});

/**
 * Groups the visits of a plan that have no place by their cause, so that a person reads one line for each.
 *
 * @param calendar - `unscheduled` is read
 * @returns causes with the most visits first, ties by code; O(visits)
 * @throws BeatplanError `invalid-input` if the calendar has another shape
 * @example
 * ```ts
 * for (const { visits, cause } of groupUnscheduled(plan.calendar)) console.log(`${visits} visits: ${cause}`);
 * ```
 */
export function groupUnscheduled(calendar: Pick<VisitPlan, 'unscheduled'>): UnscheduledCause[] {
    const collector = new IssueCollector();
    if (checkStructure(record(anything()), calendar, collector, ['calendar'])) {
        checkStructure(list(SCHEMA), calendar.unscheduled, collector, ['calendar', 'unscheduled']);
    }
    collector.throwIfAny('groupUnscheduled');
    const groups = new Map<ErrorCode, UnscheduledVisit[]>();
    for (const visit of calendar.unscheduled) {
        const group = groups.get(visit.code);
        if (group === undefined) groups.set(visit.code, [visit]);
        else group.push(visit);
    }
    const causes = [...groups].map(([code, visits]): UnscheduledCause => {
        const counts = new Map<string, number>();
        for (const { repId } of visits) if (repId !== undefined) counts.set(repId, (counts.get(repId) ?? 0) + 1);
        return {
            code,
            cause: describeCause(code),
            visits: visits.length,
            accounts: new Set(visits.map(({ accountId }) => accountId)).size,
            byRep: [...counts]
                .map(([repId, count]) => ({ repId, visits: count }))
                .sort((a, b) => b.visits - a.visits || (a.repId < b.repId ? -1 : 1)),
        };
    });
    return causes.sort((a, b) => b.visits - a.visits || (a.code < b.code ? -1 : 1));
}

function describeCause(code: ErrorCode): string {
    return CAUSES[code] ?? ERROR_CODES[code] ?? code;
}
