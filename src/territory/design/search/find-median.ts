import { type Distances, sumDistances } from './distances.js';

/** Members nearest to the place that is nearest in sum, which are tried. */
const CANDIDATES = 4;
/** Of so few members all are tried. */
const FEW_MEMBERS = 16;

/**
 * Finds about the median of many nodes, the one nearest in sum to the others: some steps of Weiszfeld's towards the place that is nearest
 * in sum (Weiszfeld, 1937; translated by Weiszfeld and Plastria, 2009, doi:10.1007/s10479-008-0352-z), then the best of the nodes around
 * it. O(nodes).
 *
 * @param members - of which the first `size`, from 1, count
 * @param middle - three coordinates to start from, such as the mean or what was found last; receives the place
 * @param steps - towards the place; few where `middle` is near already
 */
export function findMedian(
    distances: Distances,
    masses: Float64Array,
    members: Int32Array,
    size: number,
    middle: Float64Array,
    steps: number = 4,
): number {
    for (let step = 0; step < steps; step++) stepToMiddle(distances, masses, members, size, middle);
    const candidates =
        size <= FEW_MEMBERS ? members.subarray(0, size) : nearestMembers(distances.coordinates, members, size, middle);
    let best = candidates[0];
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
        const sum = sumDistances(distances, masses, members, size, candidate, least);
        if (sum >= least) continue;
        least = sum;
        best = candidate;
    }
    return best;
}

function stepToMiddle(
    { coordinates, ends, slopes }: Distances,
    masses: Float64Array,
    members: Int32Array,
    size: number,
    middle: Float64Array,
): void {
    let x = 0;
    let y = 0;
    let z = 0;
    let total = 0;
    for (let at = 0; at < size; at++) {
        const v = members[at];
        const dx = coordinates[3 * v] - middle[0];
        const dy = coordinates[3 * v + 1] - middle[1];
        const dz = coordinates[3 * v + 2] - middle[2];
        const straight = Math.sqrt(dx * dx + dy * dy + dz * dz);
        if (straight === 0) continue;
        let k = 0;
        while (k < ends.length && straight > ends[k]) k++;
        const weight = (masses[v] * (ends.length === 0 ? 1 : slopes[k])) / straight;
        x += weight * coordinates[3 * v];
        y += weight * coordinates[3 * v + 1];
        z += weight * coordinates[3 * v + 2];
        total += weight;
    }
    if (total === 0) return;
    middle[0] = x / total;
    middle[1] = y / total;
    middle[2] = z / total;
}

function nearestMembers(coordinates: Float64Array, members: Int32Array, size: number, middle: Float64Array): number[] {
    const nearest: number[] = [];
    const squares: number[] = [];
    for (let at = 0; at < size; at++) {
        const v = members[at];
        const dx = coordinates[3 * v] - middle[0];
        const dy = coordinates[3 * v + 1] - middle[1];
        const dz = coordinates[3 * v + 2] - middle[2];
        const square = dx * dx + dy * dy + dz * dz;
        if (nearest.length === CANDIDATES && square >= squares[CANDIDATES - 1]) continue;
        let k = Math.min(nearest.length, CANDIDATES - 1);
        for (; k > 0 && squares[k - 1] > square; k--) {
            nearest[k] = nearest[k - 1];
            squares[k] = squares[k - 1];
        }
        nearest[k] = v;
        squares[k] = square;
    }
    return nearest;
}
