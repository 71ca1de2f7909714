import type { VisitPlan } from '../../../src/planning/index.js';
import type { Answer } from '../plain/market.js';

/** A calendar of the library as the judge reads it. */
export function beatplanAnswer({ visits, unscheduled, days }: VisitPlan, owners: Answer['owners']): Omit<Answer, 'cpuSeconds'> {
    const visitById = new Map(visits.map((visit) => [visit.id, visit]));
    const due: Record<string, number> = {};
    for (const { accountId } of [...visits, ...unscheduled]) due[accountId] = (due[accountId] ?? 0) + 1;
    return {
        owners,
        due,
        days: days.map(({ repId, date, visitIds }) => ({
            repId,
            date,
            accountIds: visitIds.map((id) => visitById.get(id)!.accountId),
            starts: visitIds.map((id) => visitById.get(id)!.start),
        })),
    };
}
