import type { Position } from '../../src/geo/index.js';

const MOST_STEPS = 3000;
/** Steps without a better bound before the next ones are shorter, by how much, and when they are too short to go on. */
const PATIENCE = 30;
const SHORTER = 0.7;
const SHORTEST = 1e-4;

/**
 * No division into `count` parts has a lower sum of distances to the parts' medians, balanced and connected or not: the Lagrangean bound
 * of the p-median problem, by subgradients (Cornuéjols, Fisher and Nemhauser, 1977, doi:10.1287/mnsc.23.8.789). O(n²) a step.
 *
 * @param goal - the sum of a known division
 */
export function medianBound(places: readonly Position[], count: number, goal: number): number {
    const size = places.length;
    const distances = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
            distances[i * size + j] = Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]);
        }
    }
    // What each place would pay to be served at most, and what its whole surroundings would save if it were a median.
    const prices = new Float64Array(size).fill((2 * goal) / size);
    const savings = new Float64Array(size);
    const direction = new Float64Array(size);
    let best = 0;
    let stride = 1.5;
    let idle = 0;
    for (let step = 0; step < MOST_STEPS && stride > SHORTEST; step++) {
        for (let j = 0; j < size; j++) {
            savings[j] = 0;
            for (let i = 0; i < size; i++) savings[j] += Math.min(0, distances[j * size + i] - prices[i]);
        }
        const medians = Array.from(savings.keys())
            .sort((a, b) => savings[a] - savings[b])
            .slice(0, count);
        let bound = 0;
        for (let i = 0; i < size; i++) bound += prices[i];
        for (const j of medians) bound += savings[j];
        idle = bound > best + 1e-6 ? 0 : idle + 1;
        best = Math.max(best, bound);
        if (idle > PATIENCE) {
            stride *= SHORTER;
            idle = 0;
        }
        let norm = 0;
        for (let i = 0; i < size; i++) {
            const served = medians.reduce((sum, j) => sum + (distances[j * size + i] < prices[i] ? 1 : 0), 0);
            direction[i] = 0.5 * direction[i] + 1 - served;
            norm += direction[i] * direction[i];
        }
        if (norm === 0) break;
        for (let i = 0; i < size; i++) prices[i] += (stride * (goal * 1.001 - bound) * direction[i]) / norm;
    }
    return best;
}
