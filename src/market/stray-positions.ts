import type { Position } from '../geo/index.js';

const RADIANS = Math.PI / 180;
// Fewer points than this say nothing about where the others lie.
const FEWEST = 5;
// At most this share of the points may be strays; a rule about exceptions needs a rule first.
const STRAY_SHARE = 0.05;
// A stray lies this many times as far from the centre as the outermost of the others, and at least this angle (about 1,000 km).
const STRAY_FACTOR = 3;
const STRAY_ANGLE = 0.157;

/** A position far away from nearly all others. */
export interface Stray {
    readonly index: number;
    /** Whether it would lie among the others if its longitude and latitude were exchanged. */
    readonly swapped: boolean;
}

/**
 * Finds the few positions that lie far away from where nearly all others are, and tells which of them would lie among the
 * others if their coordinates were exchanged. O(n log n).
 *
 * @param positions - valid positions
 * @returns by index; empty for fewer than 5 positions
 */
export function findStrays(positions: readonly Position[]): Stray[] {
    const n = positions.length;
    if (n < FEWEST) return [];
    const axes = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    for (let i = 0; i < n; i++) {
        const latitude = positions[i][1] * RADIANS;
        const longitude = positions[i][0] * RADIANS;
        axes[0][i] = Math.cos(latitude) * Math.cos(longitude);
        axes[1][i] = Math.cos(latitude) * Math.sin(longitude);
        axes[2][i] = Math.sin(latitude);
    }
    // The median of each axis, unlike the mean, is not drawn away by the strays themselves.
    const median = axes.map((axis) => Float64Array.from(axis).sort()[n >> 1]);
    const length = Math.hypot(median[0], median[1], median[2]);
    if (length === 0) return [];
    const [x, y, z] = median.map((value) => value / length);
    const angleTo = (a: number, b: number, c: number): number => Math.acos(Math.min(1, Math.max(-1, a * x + b * y + c * z)));

    const angles = new Float64Array(n);
    for (let i = 0; i < n; i++) angles[i] = angleTo(axes[0][i], axes[1][i], axes[2][i]);
    const most = Math.max(1, Math.floor(n * STRAY_SHARE));
    const usual = Float64Array.from(angles).sort()[n - 1 - most];
    const limit = Math.max(STRAY_ANGLE, usual * STRAY_FACTOR);

    const strays: Stray[] = [];
    for (let i = 0; i < n; i++) {
        if (angles[i] <= limit) continue;
        const [longitude, latitude] = positions[i];
        let swapped = false;
        if (Math.abs(longitude) <= 90) {
            const cos = Math.cos(longitude * RADIANS);
            const angle = angleTo(
                cos * Math.cos(latitude * RADIANS),
                cos * Math.sin(latitude * RADIANS),
                Math.sin(longitude * RADIANS),
            );
            swapped = angle <= Math.max(usual, STRAY_ANGLE / 10);
        }
        strays.push({ index: i, swapped });
    }
    return strays;
}
