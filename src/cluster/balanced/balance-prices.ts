import type { NearestFilter } from '../kmeans/nearest-filter.js';
import { squaredDistance } from '../trees/squared-distance.js';

/** What each cluster should weigh. */
export interface LoadBounds {
    readonly low: number;
    readonly high: number;
}

/**
 * What a cluster with this price must weigh for the assignment to be optimal (complementary slackness): a raised price is paid
 * only at the upper bound, a lowered one only at the lower.
 */
export function requiredLoad(load: number, price: number, { low, high }: LoadBounds): number {
    if (price > 0) return high;
    if (price < 0) return low;
    return Math.min(high, Math.max(low, load));
}

const MOST_ROUNDS = 60;
const MOST_IDLE = 6;

/**
 * Raises the price of clusters that weigh too much and lowers that of those that weigh too little, until little is left to move.
 * The filter's prices are changed in place; exact balance is left to what follows.
 *
 * @param rest - the weight in excess that is small enough to stop at
 * @returns the excess that is left
 * @see Aurenhammer, Hoffmann, Aronov (1998) "Minkowski-type theorems and least-squares clustering", Algorithmica 20, 61-76
 */
export function adjustPrices(filter: NearestFilter, bounds: LoadBounds, rest: number): number {
    const { centers, masses, prices } = filter;
    const count = prices.length;
    const mean = (Math.max(0, bounds.low) + bounds.high) / 2;
    // What moves a border by its share of a cluster's width grows with the square of that width.
    const reach = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) if (a !== b) reach[a] = Math.min(reach[a], squaredDistance(centers, a, centers, b));
    }
    const best = Float64Array.from(prices);
    let bestExcess = Number.POSITIVE_INFINITY;
    let idle = 0;
    // Each cluster has a step of its own, which grows while it goes one way and shrinks where it went too far.
    const steps = new Float64Array(count).fill(0.25);
    const last = new Float64Array(count);
    for (let round = 0; round < MOST_ROUNDS && idle < MOST_IDLE; round++) {
        filter.assign();
        let excess = 0;
        for (let j = 0; j < count; j++) excess += Math.abs(masses[j] - requiredLoad(masses[j], prices[j], bounds));
        idle = excess > 0.95 * bestExcess ? idle + 1 : 0;
        if (excess < bestExcess) {
            bestExcess = excess;
            best.set(prices);
        }
        if (excess <= rest) break;
        for (let j = 0; j < count; j++) {
            const deviation = Math.max(-1, Math.min(1, (masses[j] - requiredLoad(masses[j], prices[j], bounds)) / mean));
            steps[j] = Math.min(2, steps[j] * (deviation * last[j] > 0 ? 1.2 : deviation * last[j] < 0 ? 0.6 : 1));
            last[j] = deviation;
            const price = prices[j] + steps[j] * reach[j] * deviation;
            // A price that changes its sign rests at 0, where the cluster is free within its bounds.
            prices[j] = price * prices[j] < 0 ? 0 : price;
        }
    }
    prices.set(best);
    return bestExcess;
}
