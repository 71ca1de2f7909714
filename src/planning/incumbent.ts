import {
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    loose,
    optional,
    type Schema,
    text,
} from '../core/index.js';
import type { PlannedVisit } from './visit-plan.js';

/** Visits of an earlier calendar: a {@link VisitPlan}, or what a table of visits holds of one. */
export interface IncumbentCalendar {
    readonly visits: readonly Pick<PlannedVisit, 'id' | 'accountId' | 'repId' | 'date' | 'order'>[];
    /** Reps whose calendar is planned afresh, unless this one turns out to be better. Default none. */
    readonly unfinished?: readonly string[];
}

/** An earlier plan: a {@link BeatPlan}, or what tables hold of one. */
export interface IncumbentPlan {
    readonly alignment: {
        readonly territories: readonly {
            readonly id: string;
            /** Default `id`. */
            readonly repId?: string;
            readonly unitIds: readonly string[];
        }[];
    };
    readonly calendar: IncumbentCalendar;
}

const calendarSchema: Schema = loose({
    visits: list(loose({ id: text(), accountId: text(), repId: text(), date: text(), order: finite() })),
    unfinished: optional(list(text())),
});

const planSchema: Schema = loose({
    alignment: loose({ territories: list(loose({ id: text(), repId: optional(text()), unitIds: list(text()) })) }),
    calendar: calendarSchema,
});

/** Adds an issue for each fault in the structure of an earlier plan; ids that are not there any more are not faults. */
export function checkIncumbentPlan(plan: unknown, collector: IssueCollector, path: IssuePath): plan is IncumbentPlan {
    return checkStructure(planSchema, plan, collector, path);
}

/** As {@link checkIncumbentPlan}, for a calendar. */
export function checkIncumbentCalendar(plan: unknown, collector: IssueCollector, path: IssuePath): plan is IncumbentCalendar {
    return checkStructure(calendarSchema, plan, collector, path);
}

/** Rep of each account in an earlier plan, by id. */
export function incumbentReps({ alignment: { territories } }: IncumbentPlan): Map<string, string> {
    return new Map(territories.flatMap(({ id, repId = id, unitIds }) => unitIds.map((unitId) => [unitId, repId] as const)));
}
