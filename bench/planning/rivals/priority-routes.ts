import { type Problem, solve, type Vehicle, type Visit } from '../../../src/routing/index.js';
import type { Field } from '../plain/field.js';
import type { AnswerDay } from '../plain/market.js';
import { type RepDay, windowsOn } from '../plain/rep-days.js';

/** An account that may be visited, and how much that matters, 0 to 100. */
export interface Candidate {
    readonly account: number;
    readonly priority: number;
}

const DAY = 86_400;
const COSTS = { perHour: 30, perKm: 0.3 };

/**
 * Routes some days of a rep the way VROOM is used for it: a vehicle for each day, a job for each account, priorities, and nothing that
 * looks beyond these days. The search is beatplan's own, so that only the way of planning differs.
 */
export function routeByPriority(
    field: Field,
    rep: number,
    days: readonly RepDay[],
    candidates: readonly Candidate[],
    search: { readonly iterations: number; readonly seed: number },
): AnswerDay[] {
    const { accounts, reps, travel } = field.market;
    const { home, skills, maxVisitsPerDay } = reps[rep];
    const vehicles = days.map(
        ({ date, day, open, close }): Vehicle => ({
            id: date,
            start: { position: home },
            end: { position: home },
            shift: [day * DAY + open, day * DAY + close],
            costs: COSTS,
            ...(skills && { skills }),
            ...(maxVisitsPerDay && { maxVisits: maxVisitsPerDay }),
        }),
    );
    const visits = candidates.flatMap(({ account, priority }): Visit[] => {
        const { id, position, callDuration, hours, skills: needed } = accounts[account];
        const usable = days.filter((day) => field.reachesOn(rep, day, account));
        if (usable.length === 0) return [];
        const timeWindows = usable.flatMap((day) =>
            windowsOn(hours, day.weekday)
                .map(
                    ([open, close]) =>
                        [day.day * DAY + Math.max(open, day.open), day.day * DAY + Math.min(close, day.close)] as const,
                )
                .filter(([open, close]) => open <= close),
        );
        return [
            {
                id,
                position,
                serviceDuration: callDuration,
                timeWindows,
                priority: Math.min(100, priority),
                ...(needed && { skills: needed }),
            },
        ];
    });
    if (visits.length === 0) return [];
    const problem: Problem = { visits, vehicles, travel, objective: { kind: 'priority' } };
    const { routes } = solve(problem, { seed: search.seed, stop: { iterations: search.iterations } });
    return routes
        .filter(({ stops }) => stops.length > 0)
        .map(({ vehicleId, stops }) => ({
            repId: reps[rep].id,
            date: vehicleId,
            accountIds: stops.map(({ visitId }) => visitId),
        }));
}
