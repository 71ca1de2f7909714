import type { Position } from '../geo/index.js';

const RADIANS = Math.PI / 180;
// Fewer points than this say nothing about where the others lie.
const FEWEST = 5;
// At most this share of the points may be strays; a rule about exceptions needs a rule first.
const STRAY_SHARE = 0.05;
// A slip of the coordinates has a proof, a place among the others, so that more of them are believed.
const SLIP_SHARE = 0.2;
// A stray lies this many times as far from the centre as the outermost of the others, and at least this angle (about 1,000 km).
const STRAY_FACTOR = 3;
const STRAY_ANGLE = 0.157;
// What belongs among the others lies this many times as far from the centre as most of them.
const NEAR_FACTOR = 1.5;

/** A position far away from nearly all others. */
export interface Stray {
    readonly index: number;
    /** What would put it among the others: exchanging longitude and latitude, or the other sign of one or both. */
    readonly slip?: 'swapped' | 'mirrored';
    /** Where it would lie then. */
    readonly position?: Position;
}

/**
 * Finds the few positions that lie far away from where nearly all others are, and tells which of them would lie among the
 * others if their coordinates were exchanged or had another sign. O(n log n).
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
    const sorted = Float64Array.from(angles).sort();
    const radiusOf = (share: number): number => sorted[n - 1 - Math.max(1, Math.floor(n * share))];
    const limit = Math.max(STRAY_ANGLE, radiusOf(STRAY_SHARE) * STRAY_FACTOR);
    const slipLimit = Math.max(STRAY_ANGLE, radiusOf(SLIP_SHARE) * STRAY_FACTOR);
    const near = Math.max(radiusOf(SLIP_SHARE) * NEAR_FACTOR, STRAY_ANGLE / 10);
    const isNear = ([longitude, latitude]: Position): boolean => {
        const cos = Math.cos(latitude * RADIANS);
        return (
            angleTo(cos * Math.cos(longitude * RADIANS), cos * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)) <=
            near
        );
    };

    const strays: Stray[] = [];
    for (let i = 0; i < n; i++) {
        if (angles[i] <= slipLimit) continue;
        const [longitude, latitude] = positions[i];
        const swapped: Position = [latitude, longitude];
        const mirrored: readonly Position[] = [
            [-longitude, latitude],
            [longitude, -latitude],
            [-longitude, -latitude],
        ];
        const there = mirrored.find(isNear);
        if (Math.abs(longitude) <= 90 && isNear(swapped)) strays.push({ index: i, slip: 'swapped', position: swapped });
        else if (there !== undefined) strays.push({ index: i, slip: 'mirrored', position: there });
        else if (angles[i] > limit) strays.push({ index: i });
    }
    return strays;
}
