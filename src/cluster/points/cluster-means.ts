import { squaredDistance } from '../trees/squared-distance.js';

/** Points of each cluster; labels below 0 are of none. */
export function countSizes(labels: Int32Array, count: number): Int32Array {
    const sizes = new Int32Array(count);
    for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) sizes[labels[i]]++;
    return sizes;
}

/** Puts each centre on the first point of its cluster; those of no points stay. */
export function placeOnFirst(coordinates: Float64Array, labels: Int32Array, centers: Float64Array): void {
    for (let i = labels.length - 1; i >= 0; i--) {
        if (labels[i] < 0) continue;
        for (let axis = 0; axis < 3; axis++) centers[3 * labels[i] + axis] = coordinates[3 * i + axis];
    }
}

/**
 * Moves each centre to the weighted mean of its points; one whose points weigh nothing stays, and so does one whose points have no
 * mean on the sphere. Sums offsets, so that a centre on equal points stays exactly there.
 *
 * @param spherical - keeps centres on the unit sphere
 */
export function moveCenters(
    coordinates: Float64Array,
    weights: Float64Array,
    labels: Int32Array,
    centers: Float64Array,
    spherical: boolean,
): void {
    const count = centers.length / 3;
    const sums = new Float64Array(3 * count);
    const total = new Float64Array(count);
    for (let i = 0; i < labels.length; i++) {
        const j = labels[i];
        if (j < 0) continue;
        const weight = weights[i];
        total[j] += weight;
        sums[3 * j] += weight * (coordinates[3 * i] - centers[3 * j]);
        sums[3 * j + 1] += weight * (coordinates[3 * i + 1] - centers[3 * j + 1]);
        sums[3 * j + 2] += weight * (coordinates[3 * i + 2] - centers[3 * j + 2]);
    }
    for (let j = 0; j < count; j++) if (total[j] > 0) moveCenter(centers, j, sums, total[j], spherical);
}

/** Moves centre j by its sum of offsets over its mass; returns how far. Opposite points have no mean on the sphere. */
export function moveCenter(centers: Float64Array, j: number, offsets: Float64Array, mass: number, spherical: boolean): number {
    let x = centers[3 * j] + offsets[3 * j] / mass;
    let y = centers[3 * j + 1] + offsets[3 * j + 1] / mass;
    let z = centers[3 * j + 2] + offsets[3 * j + 2] / mass;
    if (spherical) {
        const length = Math.sqrt(x * x + y * y + z * z);
        if (length <= 1e-12) return 0;
        x /= length;
        y /= length;
        z /= length;
    }
    const moved = Math.hypot(x - centers[3 * j], y - centers[3 * j + 1], z - centers[3 * j + 2]);
    centers[3 * j] = x;
    centers[3 * j + 1] = y;
    centers[3 * j + 2] = z;
    return moved;
}

/** Weighted sum of the squared distances to the own centres; labels below 0 do not count. */
export function inertiaOf(coordinates: Float64Array, weights: Float64Array, labels: Int32Array, centers: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < labels.length; i++) {
        if (labels[i] >= 0) sum += weights[i] * squaredDistance(coordinates, i, centers, labels[i]);
    }
    return sum;
}
