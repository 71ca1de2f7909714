import { type PlanOptions, planBeats } from '../../src/planning/index.js';
import { answerAssignment } from './plain/answer-assignment.js';
import type { Answer, Assignment } from './plain/market.js';

answerAssignment(({ market, seed, effort, options = {} }: Assignment): Omit<Answer, 'cpuSeconds'> => {
    const { start, weeks, travel } = market;
    const settings: PlanOptions = {
        start,
        weeks,
        travel,
        seed,
        ...(effort === 1 ? {} : { iterations: Math.round(500 * effort) }),
        ...options,
    };
    const { calendar, territories } = planBeats(market.accounts, market.reps, settings);
    const due: Record<string, number> = {};
    for (const { accountId } of [...calendar.visits, ...calendar.unscheduled]) due[accountId] = (due[accountId] ?? 0) + 1;
    return {
        owners: Object.fromEntries(territories.territories.flatMap(({ repId, unitIds }) => unitIds.map((id) => [id, repId!]))),
        due,
        days: calendar.days.map(({ repId, date, route }) => ({
            repId,
            date,
            accountIds: route.stops.map(({ visitId }) => visitId.slice(0, visitId.lastIndexOf('#'))),
            starts: route.stops.map(({ start: begin }) => begin),
        })),
    };
});
