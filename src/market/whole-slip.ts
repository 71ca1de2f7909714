import type { Position } from '../geo/index.js';
import { isNearLand } from './land-cells.js';

const RADIANS = Math.PI / 180;
// Fewer positions than this say nothing about their whole table.
const FEWEST = 5;
// As many as this, spread over the table, say where it lies.
const MOST = 2000;
// Accounts lie about where reps live: this many times nearer with a slip than without, the slip is certain.
const NEARER = 4;
// About 250 km: below that a table is where its reps are.
const FAR_ANGLE = 0.04;
// A market lies on land. Small islands and coasts that are drawn coarsely may not.
const MOST_AT_SEA = 0.85;
const LEAST_ON_LAND = 0.97;

/** What is wrong with all positions of a table. */
export interface WholeSlip {
    readonly slip: 'swapped' | 'mirrored';
    /** How it shows: other accounts than the reps' surroundings, or accounts at sea. */
    readonly evidence: 'homes' | 'sea';
}

type Variant = (position: Position) => Position;

// From the least to the most that has to be wrong.
const SLIPS: readonly { readonly slip: WholeSlip['slip']; readonly mend: Variant }[] = [
    { slip: 'swapped', mend: ([lng, lat]) => [lat, lng] },
    { slip: 'mirrored', mend: ([lng, lat]) => [-lng, lat] },
    { slip: 'mirrored', mend: ([lng, lat]) => [lng, -lat] },
    { slip: 'mirrored', mend: ([lng, lat]) => [-lng, -lat] },
    { slip: 'swapped', mend: ([lng, lat]) => [-lat, lng] },
    { slip: 'swapped', mend: ([lng, lat]) => [lat, -lng] },
];

/**
 * Finds a slip that all or most positions of a table have: latitude and longitude exchanged, or a sign lost. Homes of reps show it for
 * certain; without them, accounts at sea that would be on land do. O(n + h) for h homes.
 *
 * @param positions - valid positions
 * @param homes - valid positions; may be empty
 */
export function findWholeSlip(positions: readonly Position[], homes: readonly Position[]): WholeSlip | undefined {
    if (positions.length < FEWEST) return undefined;
    const step = Math.max(1, Math.floor(positions.length / MOST));
    const sample = positions.filter((_, i) => i % step === 0);
    return homes.length > 0 ? slipFromHomes(sample, homes) : slipFromSea(sample);
}

function slipFromHomes(sample: readonly Position[], homes: readonly Position[]): WholeSlip | undefined {
    const homeVectors = homes.slice(0, MOST / 10).map(vectorOf);
    const usualAngle = (mend: Variant): number => {
        const mended = sample.map(mend);
        if (mended.some(isOffEarth)) return Number.POSITIVE_INFINITY;
        const angles = mended.map((position) => nearestAngle(vectorOf(position), homeVectors));
        return Float64Array.from(angles).sort()[angles.length >> 1];
    };
    const asGiven = usualAngle((position) => position);
    if (asGiven < FAR_ANGLE) return undefined;
    let best: (typeof SLIPS)[number] | undefined;
    let least = asGiven / NEARER;
    for (const slip of SLIPS) {
        const angle = usualAngle(slip.mend);
        if (angle >= least) continue;
        best = slip;
        least = angle;
    }
    return best && { slip: best.slip, evidence: 'homes' };
}

function slipFromSea(sample: readonly Position[]): WholeSlip | undefined {
    const shareOnLand = (mend: Variant): number => {
        const mended = sample.map(mend);
        if (mended.some(isOffEarth)) return 0;
        return mended.filter(isNearLand).length / sample.length;
    };
    if (shareOnLand((position) => position) > MOST_AT_SEA) return undefined;
    let best: (typeof SLIPS)[number] | undefined;
    let most = LEAST_ON_LAND;
    for (const slip of SLIPS) {
        const share = shareOnLand(slip.mend);
        if (share < most || (share === most && best !== undefined)) continue;
        best = slip;
        most = share;
    }
    return best && { slip: best.slip, evidence: 'sea' };
}

function isOffEarth([, latitude]: Position): boolean {
    return Math.abs(latitude) > 90;
}

type Vector = readonly [number, number, number];

function vectorOf([longitude, latitude]: Position): Vector {
    const cos = Math.cos(latitude * RADIANS);
    return [cos * Math.cos(longitude * RADIANS), cos * Math.sin(longitude * RADIANS), Math.sin(latitude * RADIANS)];
}

function nearestAngle([x, y, z]: Vector, homes: readonly Vector[]): number {
    let cos = -1;
    for (const home of homes) cos = Math.max(cos, x * home[0] + y * home[1] + z * home[2]);
    return Math.acos(Math.min(1, cos));
}
