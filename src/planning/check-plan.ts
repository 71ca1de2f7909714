import {
    anything,
    assertCollector,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    loose,
    optional,
    type Schema,
    satisfying,
    text,
} from '../core/index.js';
import { isDate } from '../market/index.js';
import { checkScores } from '../market/internal.js';
import { checkTerritoryPlan } from '../territory/internal.js';
import type { BeatPlan } from './beat-plan.js';
import type { VisitPlan } from './visit-plan.js';

const anyText: Schema = satisfying((value) => typeof value === 'string', 'is not a text', 'a text');
const date: Schema = satisfying(
    (value) => typeof value === 'string' && isDate(value),
    'is not a date',
    'YYYY-MM-DD',
    'invalid-date',
);
// Seconds or metres, as problems of routing bound them.
const moment = finite({ min: -1e15, max: 1e15 });
const extent = finite({ min: 0, max: 1e15 });
const visit: Schema = loose({
    id: text(),
    accountId: text(),
    repId: text(),
    date,
    order: finite(),
    arrival: moment,
    start: moment,
    departure: moment,
    distance: extent,
    travelDuration: extent,
});
const day: Schema = loose({
    repId: text(),
    date,
    visitIds: list(text()),
    start: moment,
    end: moment,
    distance: extent,
    duration: moment,
    travelDuration: extent,
    serviceDuration: extent,
    waitingDuration: moment,
});
const calendarSchema: Schema = loose({
    start: date,
    weeks: finite({ min: 1, max: 520, integer: true }),
    holidays: optional(list(text())),
    absences: optional(list(loose({ repId: text(), dates: list(text()) }))),
    visits: list(visit),
    days: list(day),
    unfinished: optional(list(text())),
    unscheduled: list(loose({ id: text(), accountId: text(), repId: optional(text()), code: text(), message: anyText })),
});
const partsSchema: Schema = loose({ scores: anything(), alignment: anything(), calendar: anything() });

/**
 * Finds everything that is wrong with the structure of a calendar of visits, as `planVisits` makes it and as files keep it.
 *
 * @param plan - any value
 * @param collector - takes the issues
 * @param path - where the plan stands in the whole input; default `['plan']`
 * @returns whether nothing was found
 */
export function checkVisitPlan(plan: unknown, collector: IssueCollector, path: IssuePath = ['plan']): plan is VisitPlan {
    assertCollector(collector, path);
    return checkStructure(calendarSchema, plan, collector, path);
}

/** As {@link checkVisitPlan}, for a whole plan with its scores and territories. */
export function checkBeatPlan(plan: unknown, collector: IssueCollector, path: IssuePath = ['plan']): plan is BeatPlan {
    assertCollector(collector, path);
    if (!checkStructure(partsSchema, plan, collector, path)) return false;
    const { scores, alignment, calendar } = plan as BeatPlan;
    const areScores = checkScores(scores, collector, [...path, 'scores']);
    const areTerritories = checkTerritoryPlan(alignment, collector, [...path, 'alignment']);
    return checkVisitPlan(calendar, collector, [...path, 'calendar']) && areScores && areTerritories;
}
