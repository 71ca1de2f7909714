import type { VisitPlan } from '../../../src/planning/index.js';
import type { Answer } from '../plain/market.js';

/** A calendar of the library as the judge reads it. */
export function beatplanAnswer({ visits, unscheduled, days }: VisitPlan, owners: Answer['owners']): Omit<Answer, 'cpuSeconds'> {
    const due: Record<string, number> = {};
    for (const { accountId } of [...visits, ...unscheduled]) due[accountId] = (due[accountId] ?? 0) + 1;
    return {
        owners,
        due,
        days: days.map(({ repId, date, route }) => ({
            repId,
            date,
            accountIds: route.stops.map(({ visitId }) => visitId.slice(0, visitId.lastIndexOf('#'))),
            starts: route.stops.map(({ start }) => start),
        })),
    };
}
