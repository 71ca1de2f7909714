import { type Steps, type StopLimits, stepsWithOwnIssues } from '../core/index.js';
import { projectPositions } from '../geo/index.js';
import type { Problem, Vehicle, Visit } from '../routing/index.js';
import { solveSteps } from '../routing/internal.js';
import type { FieldTravel, Trip } from '../travel/index.js';
import type { CallsToFill, DraftDay } from './fill-days.js';
import { DEFAULT_COSTS } from './plan-options.js';

/** How days are routed. */
export interface DayRouting {
    readonly travel: FieldTravel;
    readonly stop: StopLimits;
    readonly seed: number;
}

// Seconds: what the sums of a tour in another order may differ by is no reason to leave a call out.
const SLACK = 1;

/**
 * Finds the days whose calls lie nearest to those of another.
 *
 * @returns index of that day and then those of the `count` days nearest to it, by the middles of their calls
 */
export function nearestDays(days: readonly DraftDay[], day: number, count: number, work: CallsToFill): number[] {
    const plane = projectPositions(work.positions, work.center);
    const middleOf = ({ accounts }: DraftDay): [number, number] => {
        let x = 0;
        let y = 0;
        for (const account of accounts) {
            x += plane[2 * account] / accounts.length;
            y += plane[2 * account + 1] / accounts.length;
        }
        return [x, y];
    };
    const [x, y] = middleOf(days[day]);
    const distances = days.map((other) => {
        const [otherX, otherY] = middleOf(other);
        return Math.hypot(otherX - x, otherY - y);
    });
    const others = days.map((_, other) => other).filter((other) => other !== day);
    others.sort((a, b) => distances[a] - distances[b] || a - b);
    return [day, ...others.slice(0, count)];
}

/** What some days drive together by the best routes that a search finds, beginning with their first tours. */
export function* routeDays(days: readonly DraftDay[], work: CallsToFill, { travel, stop, seed }: DayRouting): Steps<Trip> {
    const ends = work.home === undefined ? {} : { start: { position: work.home }, end: { position: work.home } };
    const maxVisits = Number.isFinite(work.mostCalls) ? { maxVisits: work.mostCalls } : {};
    const vehicles = days.map((_, day): Vehicle => {
        const shift = [0, work.shiftDuration + SLACK] as const;
        return { id: `${day}`, shift, costs: DEFAULT_COSTS, ...ends, ...maxVisits };
    });
    const visitId = (account: number, day: number): string => `${account}#${day}`;
    const visits = days.flatMap(({ accounts }, day) =>
        accounts.map((account): Visit => {
            const isTwin = days.some((other, at) => at !== day && other.accounts.includes(account));
            return {
                id: visitId(account, day),
                position: work.positions[account],
                serviceDuration: work.service[account],
                ...(isTwin ? { allowedVehicles: [`${day}`] } : {}),
            };
        }),
    );
    const problem: Problem = { visits, vehicles, travel };
    const initial = days.map(({ accounts }, day) => ({
        vehicleId: `${day}`,
        visitIds: accounts.map((account) => visitId(account, day)),
    }));
    const steps = solveSteps(problem, { initial, stop, seed });
    const { distance, travelDuration } = yield* stepsWithOwnIssues('the day', steps);
    return { distance, duration: travelDuration };
}
