import type { Rep } from '../../market/index.js';
import { groupUnscheduled, type VisitPlan } from '../../planning/index.js';

const MOST_REPS = 3;

/** The visits that have no place, for a person: one line a cause, with the reps who have most of them. */
export function unscheduledLines(calendar: VisitPlan, reps: readonly Rep[]): string[] {
    const causes = groupUnscheduled(calendar);
    if (causes.length === 0 && calendar.visits.length === 0) {
        return ['no visit is due: a period shorter than four weeks leaves out accounts with less than one visit in it'];
    }
    if (causes.length === 0) return ['every due visit is planned'];
    const nameOf = new Map(reps.map(({ id, name }) => [id, name ?? id]));
    const total = calendar.unscheduled.length;
    const width = String(causes[0].visits).length;
    return [
        `visits without a place: ${total} of ${total + calendar.visits.length}; the report and visits.csv say why for each`,
        ...causes.map(({ visits, cause, byRep }) => {
            const named = byRep.slice(0, MOST_REPS).map(({ repId, visits: count }) => `${nameOf.get(repId) ?? repId} ${count}`);
            const more = byRep.length > MOST_REPS ? [`${byRep.length - MOST_REPS} more`] : [];
            const who = byRep.length === 0 ? '' : ` (${[...named, ...more].join(', ')})`;
            return `  ${String(visits).padStart(width)}  ${cause}${who}`;
        }),
    ];
}
