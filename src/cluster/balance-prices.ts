import { squaredDistance } from './squared-distance.js';

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

/** Labels each point with the cluster of least squared distance plus price: a power diagram. Returns loads. */
export function assignByPrice(
    coordinates: Float64Array,
    weights: Float64Array,
    centers: Float64Array,
    prices: Float64Array,
    labels: Int32Array,
): Float64Array {
    const count = prices.length;
    const loads = new Float64Array(count);
    for (let i = 0; i < labels.length; i++) {
        const x = coordinates[3 * i];
        const y = coordinates[3 * i + 1];
        const z = coordinates[3 * i + 2];
        let least = Number.POSITIVE_INFINITY;
        let label = 0;
        for (let j = 0; j < count; j++) {
            const dx = x - centers[3 * j];
            const dy = y - centers[3 * j + 1];
            const dz = z - centers[3 * j + 2];
            const cost = dx * dx + dy * dy + dz * dz + prices[j];
            if (cost >= least) continue;
            least = cost;
            label = j;
        }
        labels[i] = label;
        loads[label] += weights[i];
    }
    return loads;
}

const MOST_ROUNDS = 40;
const MOST_IDLE = 3;

/**
 * Raises the price of clusters that weigh too much and lowers that of those that weigh too little, until little is left to move.
 * Prices are changed in place; exact balance is left to what follows. O(n k) a round.
 *
 * @param rest - the weight in excess that is small enough to stop at
 * @see Aurenhammer, Hoffmann, Aronov (1998) "Minkowski-type theorems and least-squares clustering", Algorithmica 20, 61-76
 */
export function adjustPrices(
    coordinates: Float64Array,
    weights: Float64Array,
    centers: Float64Array,
    prices: Float64Array,
    bounds: LoadBounds,
    rest: number,
): void {
    const count = prices.length;
    const labels = new Int32Array(weights.length);
    const mean = (bounds.low + bounds.high) / 2;
    // What moves a border by its share of a cluster's width grows with the square of that width.
    const reach = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) if (a !== b) reach[a] = Math.min(reach[a], squaredDistance(centers, a, centers, b));
    }
    const best = Float64Array.from(prices);
    let bestExcess = Number.POSITIVE_INFINITY;
    let step = 0.25;
    let idle = 0;
    for (let round = 0; round < MOST_ROUNDS && idle < MOST_IDLE; round++) {
        const loads = assignByPrice(coordinates, weights, centers, prices, labels);
        let excess = 0;
        for (let j = 0; j < count; j++) excess += Math.abs(loads[j] - requiredLoad(loads[j], prices[j], bounds));
        idle = excess > 0.95 * bestExcess ? idle + 1 : 0;
        if (excess < bestExcess) {
            bestExcess = excess;
            best.set(prices);
            step *= 1.1;
        } else step *= 0.6;
        if (excess <= rest) break;
        for (let j = 0; j < count; j++) {
            const deviation = (loads[j] - requiredLoad(loads[j], prices[j], bounds)) / mean;
            const price = prices[j] + step * reach[j] * Math.max(-1, Math.min(1, deviation));
            // A price that changes its sign rests at 0, where the cluster is free within its bounds.
            prices[j] = price * prices[j] < 0 ? 0 : price;
        }
    }
    prices.set(best);
}
