import {
    assertArguments,
    checkStructure,
    conformsTo,
    finite,
    IssueCollector,
    jsonReady,
    loose,
    numberList,
    numbers,
    oneOf,
    optional,
    type Schema,
    strict,
} from '../../core/index.js';
import { assertGrid } from './check-grid.js';
import type { DensityGrid } from './density-grid.js';
import { normalTail } from './normal-tail.js';

/** Lists of neighbours, as {@link PointIndex.withinAll} and {@link PolygonIndex.touchingAll} give them. */
export interface Neighbours {
    /** The neighbours of item `i` are entries `offsets[i]` to `offsets[i + 1] - 1`. */
    readonly offsets: Int32Array;
    readonly indices: Int32Array;
}

/** How far each item and its neighbours stand out. */
export interface HotSpots {
    /** Standard deviations above (hot) or below (cold) what chance would give; 0 if nothing can be said. */
    readonly z: Float64Array;
    /** The probability of standing out so far, either way, by chance. */
    readonly p: Float64Array;
    /**
     * 3, 2 or 1 for hot spots at 99, 95 or 90 % confidence, -3 to -1 for cold ones, 0 for neither; with many items tested at once, so that of
     * those named at most this many in a hundred are there by chance.
     */
    readonly level: Int8Array;
}

/** Options of {@link hotSpots}. */
export interface HotSpotOptions {
    /** How many rings of cells around each count as its neighbours, a whole number from 1; default 1. */
    readonly rings?: number;
    /** What is looked at: the cells' `sums` (default) or their `counts`. */
    readonly of?: 'sums' | 'counts';
}

const optionsSchema: Schema = strict({
    rings: optional(finite({ min: 1, max: 100, integer: true })),
    of: optional(oneOf(['sums', 'counts'])),
});

/**
 * Finds the cells of a grid where high values gather, and where low ones do (Getis-Ord Gi*). Give the grid an `area`, so that cells without
 * points count as zero.
 *
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const grid = densityGrid(points, { cells: { kind: 'hexagon', size: 5_000 }, area: country });
 * const { z, level } = hotSpots(grid);
 * densityShapes(grid, { z, level });
 * ```
 */
export function hotSpots(grid: DensityGrid, options: HotSpotOptions = {}): HotSpots {
    assertArguments('hotSpots', { options: optionsSchema }, { options });
    assertGrid(grid, 'hotSpots');
    const { rings = 1, of = 'sums' } = options;
    return getisOrd(of === 'sums' ? grid.sums : grid.counts, cellNeighbours(grid, rings));
}

/** The cells of the grid within a number of rings of each, itself left out. */
function cellNeighbours({ keys, layout }: DensityGrid, rings: number): Neighbours {
    const places = new Map(keys.map((key, place) => [key, place]));
    const offsets = new Int32Array(keys.length + 1);
    const indices: number[] = [];
    for (let i = 0; i < keys.length; i++) {
        const near = layout.disk(keys[i], rings).map((key) => places.get(key));
        const others = near.filter((place): place is number => place !== undefined && place !== i);
        // Sums run in one order whatever order a layout lists its cells in.
        indices.push(...others.sort((a, b) => a - b));
        offsets[i + 1] = indices.length;
    }
    return { offsets, indices: Int32Array.from(indices) };
}

/**
 * Measures for each of many items how far its value and those of its neighbours stand out together: the statistic Gi* with weights of 0
 * and 1, each item among its own neighbours.
 *
 * @param values - one an item, finite
 * @param neighbours - lists in which no item stands itself, `index.withinAll(5_000)` for example
 * @returns scores in the order of the items; O(n log n + neighbours)
 * @throws BeatplanError `invalid-input`
 * @see Getis and Ord 1992, doi:10.1111/j.1538-4632.1992.tb00261.x; Ord and Getis 1995, doi:10.1111/j.1538-4632.1995.tb00912.x, equation
 * for Gi*; Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x, for the levels (Caldas de Castro and Singer 2006,
 * doi:10.1111/j.0016-7363.2006.00682.x)
 */
export function getisOrd(values: ArrayLike<number>, neighbours: Neighbours): HotSpots {
    checkValues(values, neighbours);
    const { offsets, indices } = neighbours;
    const size = values.length;
    values = withinSquares(values);
    let mean = 0;
    for (let i = 0; i < size; i++) mean += values[i] / size;
    let variance = 0;
    for (let i = 0; i < size; i++) variance += (values[i] - mean) ** 2 / size;
    // Equal values differ from their mean by rounding only.
    const deviation = isLevel(values) ? 0 : Math.sqrt(variance);
    const z = new Float64Array(size);
    const p = new Float64Array(size).fill(1);
    for (let i = 0; i < size; i++) {
        let sum = values[i] - mean;
        for (let k = offsets[i]; k < offsets[i + 1]; k++) sum += values[indices[k]] - mean;
        const weight = offsets[i + 1] - offsets[i] + 1;
        const spread = deviation * Math.sqrt((weight * (size - weight)) / (size - 1));
        if (!(spread > 0)) continue;
        z[i] = sum / spread;
        p[i] = 2 * normalTail(Math.abs(z[i]));
    }
    return jsonReady({ z, p, level: levelsOf(z, p) });
}

/** The values, or a multiple of them where their squares would overflow or vanish: scores are the same for both. */
function withinSquares(values: ArrayLike<number>): ArrayLike<number> {
    let largest = 0;
    for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
    if (largest === 0 || (largest > 1e-120 && largest < 1e120)) return values;
    return Array.from(values, (value) => value / largest);
}

function isLevel(values: ArrayLike<number>): boolean {
    for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
    return true;
}

const valuesSchema: Schema = numberList({ min: -Number.MAX_VALUE, max: Number.MAX_VALUE });
const anyNumbers: Schema = numbers();
const neighboursSchema: Schema = loose({ offsets: numberList({ min: 0, integer: true }), indices: numberList() });

function checkValues(values: ArrayLike<number>, neighbours: Neighbours): void {
    const collector = new IssueCollector();
    checkStructure(valuesSchema, values, collector, ['values']);
    if (checkStructure(neighboursSchema, neighbours, collector, ['neighbours']) && conformsTo(anyNumbers, values)) {
        checkNeighbours(neighbours, values.length, collector);
    }
    collector.throwIfAny('getisOrd');
}

function checkNeighbours({ offsets, indices }: Neighbours, size: number, collector: IssueCollector): void {
    if (offsets.length !== size + 1 || !isRising(offsets)) {
        const details = { received: offsets.length, expected: `${size + 1}, one more than the values, rising from 0` };
        collector.add('dimension-mismatch', ['neighbours', 'offsets'], 'are not lists for the values', details);
    } else {
        // Lists made for other values are wrong all over: one issue says so.
        for (let k = 0; k < offsets[size]; k++) {
            if (indices[k] >= 0 && indices[k] < size) continue;
            const details = { received: indices[k], expected: `a place among the ${size} values` };
            collector.add('out-of-range', ['neighbours', 'indices', k], 'is no neighbour', details);
            break;
        }
    }
}

function isRising(offsets: ArrayLike<number>): boolean {
    for (let i = 1; i < offsets.length; i++) if (offsets[i] < offsets[i - 1]) return false;
    return offsets[0] === 0;
}

/** The largest rank whose probability is no more than its share of the tolerated one, and all before it, stand out. */
function levelsOf(z: Float64Array, p: Float64Array): Int8Array {
    const sorted = p.slice().sort();
    const levels = new Int8Array(p.length);
    for (const [level, tolerated] of [
        [1, 0.1],
        [2, 0.05],
        [3, 0.01],
    ]) {
        let threshold = -1;
        for (let rank = 1; rank <= sorted.length; rank++) {
            if (sorted[rank - 1] <= (tolerated * rank) / sorted.length) threshold = sorted[rank - 1];
        }
        for (let i = 0; i < p.length; i++) if (p[i] <= threshold) levels[i] = z[i] > 0 ? level : -level;
    }
    return levels;
}
