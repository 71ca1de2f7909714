import type { Random } from '../core/index.js';

// Flat coordinates have three numbers a point everywhere in here. Glossary: i point, j centre.

/** Squared distance between a point and a centre. */
export function squaredDistance(coordinates: Float64Array, i: number, centers: Float64Array, j: number): number {
    const dx = coordinates[3 * i] - centers[3 * j];
    const dy = coordinates[3 * i + 1] - centers[3 * j + 1];
    const dz = coordinates[3 * i + 2] - centers[3 * j + 2];
    return dx * dx + dy * dy + dz * dz;
}

/**
 * First centres: each is drawn with a probability that grows with weight and squared distance to the centres so far, and of
 * several draws the one that lowers the inertia most is kept (greedy k-means++). O(n k log k).
 *
 * @see Arthur, Vassilvitskii (2007) "k-means++: The Advantages of Careful Seeding", Proc. SODA, 1027-1035
 */
export function seedCenters(coordinates: Float64Array, weights: Float64Array, count: number, random: Random): Float64Array {
    const n = weights.length;
    const centers = new Float64Array(3 * count);
    const draws = 2 + Math.floor(Math.log(count));
    let nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    let trial = new Float64Array(n);
    let best = new Float64Array(n);
    let total = 0;
    for (let i = 0; i < n; i++) total += weights[i];
    for (let j = 0; j < count; j++) {
        let bestTotal = Number.POSITIVE_INFINITY;
        let bestPoint = 0;
        for (let draw = 0; draw < (j === 0 ? 1 : draws); draw++) {
            const point = drawPoint(weights, nearest, j === 0, total, random);
            let sum = 0;
            for (let i = 0; i < n; i++) {
                const d = Math.min(nearest[i], squaredDistance(coordinates, i, coordinates, point));
                trial[i] = d;
                sum += weights[i] * d;
            }
            if (sum >= bestTotal) continue;
            bestTotal = sum;
            bestPoint = point;
            const kept = best;
            best = trial;
            trial = kept;
        }
        const kept = nearest;
        nearest = best;
        best = kept;
        total = bestTotal;
        for (let axis = 0; axis < 3; axis++) centers[3 * j + axis] = coordinates[3 * bestPoint + axis];
    }
    return centers;
}

function drawPoint(weights: Float64Array, nearest: Float64Array, first: boolean, total: number, random: Random): number {
    let rest = random.next() * total;
    let last = 0;
    for (let i = 0; i < weights.length; i++) {
        const share = first ? weights[i] : weights[i] * nearest[i];
        if (share <= 0) continue;
        last = i;
        rest -= share;
        if (rest < 0) break;
    }
    return last;
}

/** Labels, centres and what they cost, as the kernel leaves them. */
export interface KmeansState {
    readonly labels: Int32Array;
    readonly centers: Float64Array;
    /** Weighted sum of squared distances. */
    inertia: number;
    iterations: number;
}

/**
 * Lloyd's algorithm from the given centres until no label changes. Bounds by the triangle inequality spare most distances:
 * `upper` on the own centre, `lower` on the second nearest. Every cluster keeps at least one point.
 *
 * @param spherical - keeps centres on the unit sphere
 * @param onIteration - called after each iteration; may throw to end the search
 * @see Hamerly (2010) "Making k-means Even Faster", Proc. SDM, 130-140, https://doi.org/10.1137/1.9781611972801.12
 */
export function runKmeans(
    coordinates: Float64Array,
    weights: Float64Array,
    centers: Float64Array,
    spherical: boolean,
    maxIterations: number,
    onIteration: (state: KmeansState) => void,
): KmeansState {
    const n = weights.length;
    const count = centers.length / 3;
    const state: KmeansState = { labels: new Int32Array(n), centers, inertia: 0, iterations: 0 };
    const { labels } = state;
    const upper = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    const lower = new Float64Array(n);
    const halfGap = new Float64Array(count);
    const moved = new Float64Array(count);
    while (state.iterations < maxIterations) {
        measureGaps(centers, halfGap);
        let changed = assignNearest(coordinates, centers, labels, upper, lower, halfGap) || state.iterations === 0;
        if (fillEmptyClusters(coordinates, weights, centers, labels, upper, lower)) changed = true;
        state.iterations++;
        if (changed) {
            moveCenters(coordinates, weights, labels, centers, spherical, moved);
            loosenBounds(labels, upper, lower, moved);
        }
        state.inertia = inertiaOf(coordinates, weights, labels, centers);
        onIteration(state);
        if (!changed) break;
    }
    return state;
}

/** Half the distance from each centre to its nearest other. */
function measureGaps(centers: Float64Array, halfGap: Float64Array): void {
    halfGap.fill(Number.POSITIVE_INFINITY);
    for (let a = 0; a < halfGap.length; a++) {
        for (let b = a + 1; b < halfGap.length; b++) {
            const half = Math.sqrt(squaredDistance(centers, a, centers, b)) / 2;
            if (half < halfGap[a]) halfGap[a] = half;
            if (half < halfGap[b]) halfGap[b] = half;
        }
    }
}

function assignNearest(
    coordinates: Float64Array,
    centers: Float64Array,
    labels: Int32Array,
    upper: Float64Array,
    lower: Float64Array,
    halfGap: Float64Array,
): boolean {
    const count = halfGap.length;
    let changed = false;
    for (let i = 0; i < labels.length; i++) {
        const label = labels[i];
        const bound = Math.max(halfGap[label], lower[i]);
        if (upper[i] < bound) continue;
        upper[i] = Math.sqrt(squaredDistance(coordinates, i, centers, label));
        if (upper[i] < bound) continue;
        let first = Number.POSITIVE_INFINITY;
        let second = Number.POSITIVE_INFINITY;
        let nearest = label;
        const x = coordinates[3 * i];
        const y = coordinates[3 * i + 1];
        const z = coordinates[3 * i + 2];
        for (let j = 0; j < count; j++) {
            const dx = x - centers[3 * j];
            const dy = y - centers[3 * j + 1];
            const dz = z - centers[3 * j + 2];
            const d = dx * dx + dy * dy + dz * dz;
            if (d < first) {
                second = first;
                first = d;
                nearest = j;
            } else if (d < second) second = d;
        }
        // A point keeps its label among equals, so that coinciding centres share their points for good.
        if (nearest !== label && first < squaredDistance(coordinates, i, centers, label)) {
            labels[i] = nearest;
            changed = true;
        }
        upper[i] = Math.sqrt(first);
        lower[i] = Math.sqrt(second);
    }
    return changed;
}

/** Gives each cluster without points the one that is most costly where it is; false where nothing was to do. */
function fillEmptyClusters(
    coordinates: Float64Array,
    weights: Float64Array,
    centers: Float64Array,
    labels: Int32Array,
    upper: Float64Array,
    lower: Float64Array,
): boolean {
    const count = centers.length / 3;
    const sizes = countSizes(labels, count);
    let filled = false;
    for (let j = 0; j < count; j++) {
        if (sizes[j] > 0) continue;
        let farthest = -1;
        let most = -1;
        for (let i = 0; i < labels.length; i++) {
            if (sizes[labels[i]] < 2) continue;
            const cost = weights[i] * squaredDistance(coordinates, i, centers, labels[i]);
            if (cost <= most) continue;
            most = cost;
            farthest = i;
        }
        sizes[labels[farthest]]--;
        sizes[j] = 1;
        labels[farthest] = j;
        upper[farthest] = 0;
        lower[farthest] = 0;
        for (let axis = 0; axis < 3; axis++) centers[3 * j + axis] = coordinates[3 * farthest + axis];
        filled = true;
    }
    // The new centres lie nearer than any bound knows.
    if (filled) lower.fill(0);
    return filled;
}

/** Points of each cluster; labels below 0 are of none. */
export function countSizes(labels: Int32Array, count: number): Int32Array {
    const sizes = new Int32Array(count);
    for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) sizes[labels[i]]++;
    return sizes;
}

/** Moves each centre to the weighted mean of its points and tells how far; one whose points weigh nothing stays. */
export function moveCenters(
    coordinates: Float64Array,
    weights: Float64Array,
    labels: Int32Array,
    centers: Float64Array,
    spherical: boolean,
    moved: Float64Array,
): void {
    const count = moved.length;
    const sums = new Float64Array(3 * count);
    const total = new Float64Array(count);
    for (let i = 0; i < labels.length; i++) {
        const j = labels[i];
        if (j < 0) continue;
        const weight = weights[i];
        total[j] += weight;
        sums[3 * j] += weight * coordinates[3 * i];
        sums[3 * j + 1] += weight * coordinates[3 * i + 1];
        sums[3 * j + 2] += weight * coordinates[3 * i + 2];
    }
    for (let j = 0; j < count; j++) {
        moved[j] = 0;
        // Opposite points have no mean on the sphere.
        const length = spherical ? Math.hypot(sums[3 * j], sums[3 * j + 1], sums[3 * j + 2]) : total[j];
        if (total[j] === 0 || length <= (spherical ? 1e-12 * total[j] : 0)) continue;
        let square = 0;
        for (let axis = 3 * j; axis < 3 * j + 3; axis++) {
            const value = sums[axis] / length;
            square += (value - centers[axis]) * (value - centers[axis]);
            centers[axis] = value;
        }
        moved[j] = Math.sqrt(square);
    }
}

function loosenBounds(labels: Int32Array, upper: Float64Array, lower: Float64Array, moved: Float64Array): void {
    let farthest = 0;
    for (let j = 1; j < moved.length; j++) if (moved[j] > moved[farthest]) farthest = j;
    let second = 0;
    for (let j = 0; j < moved.length; j++) if (j !== farthest && moved[j] > second) second = moved[j];
    const first = moved[farthest];
    for (let i = 0; i < labels.length; i++) {
        upper[i] += moved[labels[i]];
        lower[i] -= labels[i] === farthest ? second : first;
    }
}

/** Weighted sum of the squared distances to the own centres; labels below 0 do not count. */
export function inertiaOf(coordinates: Float64Array, weights: Float64Array, labels: Int32Array, centers: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < labels.length; i++) {
        if (labels[i] >= 0) sum += weights[i] * squaredDistance(coordinates, i, centers, labels[i]);
    }
    return sum;
}
