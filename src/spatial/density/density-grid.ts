import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import {
    anything,
    assertArguments,
    checkStructure,
    conformsTo,
    finite,
    IssueCollector,
    jsonReady,
    LARGEST_AMOUNT,
    numberList,
    numbers,
    optional,
    record,
    type Schema,
    satisfying,
    strict,
    variant,
} from '../../core/index.js';
import { cutAtAntimeridian, type Position, sphericalMean } from '../../geo/index.js';
import { checkPolygon } from '../../geo/internal.js';
import { type PointSource, readPoints } from '../points/point-source.js';
import { type CellKey, type CellLayout, HexagonLayout, SquareLayout } from './cell-layout.js';
import { assertGrid } from './check-grid.js';
import { type H3Functions, H3Layout } from './h3-layout.js';

/**
 * The cells of a {@link densityGrid}: hexagons or squares of one area whose neighbours in a row are `size` metres apart, or those of H3 at a
 * resolution from 0 to 15 (`h3` is the package h3-js, which is imported only by who wants it).
 */
export type GridCells =
    | { readonly kind: 'hexagon' | 'square'; readonly size: number }
    | { readonly kind: 'h3'; readonly h3: H3Functions; readonly resolution: number };

/** Options of {@link densityGrid}. */
export interface DensityGridOptions {
    readonly cells: GridCells;
    /** What each point counts for, from 0 to 1e100: sales, say. Default 1 each. */
    readonly weights?: ArrayLike<number>;
    /**
     * Cells with their centre in this area are there even where they hold no point, and {@link hotSpots} needs them; at most five million in
     * the box around it. Default: none are.
     */
    readonly area?: Polygon | MultiPolygon;
}

const planeCells: Schema = strict({ kind: anything(), size: finite({ min: 1, max: 1e7 }) });
const h3Schema: Schema = satisfying(
    (value) => typeof (value as Partial<H3Functions> | null | undefined)?.latLngToCell === 'function',
    'is not h3-js',
    "the package h3-js, version 4: import * as h3 from 'h3-js'",
);
const optionsSchema: Schema = strict({
    cells: variant('kind', {
        hexagon: planeCells,
        square: planeCells,
        h3: strict({ kind: anything(), h3: h3Schema, resolution: finite({ min: 0, max: 15, integer: true }) }),
    }),
    weights: optional(numberList({ min: 0, max: LARGEST_AMOUNT })),
    area: optional(anything()),
});

/** Points counted by cell. Cells stand from south to north, in a row from west to east; those of H3 in the order of their names. */
export interface DensityGrid {
    /** The name of each cell. */
    readonly keys: readonly CellKey[];
    /** How many points each cell holds. */
    readonly counts: Int32Array;
    /** What they weigh together. */
    readonly sums: Float64Array;
    /** The cell of each point, by its place among the cells. */
    readonly cellOf: Int32Array;
    /** How the cells are laid out. */
    readonly layout: CellLayout;
}

/**
 * Counts points by cell: the figures of a density map.
 *
 * Hexagons and squares lie in the equal-area plane around the points' mean, so that all have the same area, with the antimeridian and the
 * poles like any other place; up to 2,000 km from there they also look alike. For the whole Earth take H3.
 *
 * @param points - any number
 * @returns the cells that hold a point, and those of `area`; O(n log n)
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const grid = densityGrid([[13.4, 52.5], [13.41, 52.5], [13.9, 52.5]], { cells: { kind: 'hexagon', size: 5_000 } });
 * grid.counts; // Int32Array [2, 1]
 * ```
 */
export function densityGrid(points: PointSource, options: DensityGridOptions): DensityGrid {
    const collector = new IssueCollector();
    const flat = readPoints(points, 'geographic', collector, ['points']);
    const size = flat.length / 2;
    checkGridOptions(options, size, collector);
    collector.throwIfAny('densityGrid');
    const layout = layoutOf(options, flat);
    const keyOf: CellKey[] = new Array(size);
    const keys = new Set<CellKey>(options.area === undefined ? [] : layout.cellsIn(options.area));
    for (let i = 0; i < size; i++) {
        keyOf[i] = layout.keyAt(flat[2 * i], flat[2 * i + 1]);
        keys.add(keyOf[i]);
    }
    const sorted = [...keys].sort(layout.compare);
    const places = new Map(sorted.map((key, place) => [key, place]));
    const counts = new Int32Array(sorted.length);
    const sums = new Float64Array(sorted.length);
    const cellOf = new Int32Array(size);
    for (let i = 0; i < size; i++) {
        const cell = places.get(keyOf[i]) ?? 0;
        cellOf[i] = cell;
        counts[cell]++;
        sums[cell] += options.weights === undefined ? 1 : options.weights[i];
    }
    return jsonReady({ keys: sorted, counts, sums, cellOf, layout });
}

/**
 * Draws the cells of a grid.
 *
 * @param values - further numbers for each cell, by name: z-scores of {@link hotSpots}, say
 * @returns one feature for each cell in their order, its `id` the cell's name, with `cell`, `count`, `sum` and the values as properties; cells
 *   over the antimeridian are cut there (RFC 7946, 3.1.9)
 * @throws BeatplanError `invalid-input` with `dimension-mismatch` for values that are not as many as the cells
 */
export function densityShapes(
    grid: DensityGrid,
    values: Readonly<Record<string, ArrayLike<number>>> = {},
): FeatureCollection<Polygon | MultiPolygon, Record<string, CellKey>> {
    assertGrid(grid, 'densityShapes');
    const { keys, counts, sums, layout } = grid;
    checkCellValues(values, keys.length);
    const features = keys.map((key, i): Feature<Polygon | MultiPolygon, Record<string, CellKey>> => {
        const properties: Record<string, CellKey> = { cell: key, count: counts[i], sum: sums[i] };
        for (const [name, list] of Object.entries(values)) properties[name] = list[i];
        const coordinates = [layout.outline(key).map(([lng, lat]) => [lng, lat])];
        return { type: 'Feature', id: key, properties, geometry: cutAtAntimeridian({ type: 'Polygon', coordinates }) };
    });
    return { type: 'FeatureCollection', features };
}

function checkCellValues(values: Readonly<Record<string, ArrayLike<number>>>, size: number): void {
    assertArguments('densityShapes', { values: record(numberList()) }, { values });
    const collector = new IssueCollector();
    for (const [name, list] of Object.entries(values)) {
        if (list.length === size) continue;
        const details = { received: list.length, expected: `${size}, one a cell` };
        collector.add('dimension-mismatch', ['values', name], 'are not as many as the cells', details);
    }
    collector.throwIfAny('densityShapes');
}

function layoutOf({ cells, area }: DensityGridOptions, flat: Float64Array): CellLayout {
    if (cells.kind === 'h3') return new H3Layout(cells.h3, cells.resolution);
    const places: Position[] = [];
    for (let i = 0; i < flat.length; i += 2) places.push([flat[i], flat[i + 1]]);
    if (places.length === 0 && area !== undefined) {
        const ring = area.type === 'Polygon' ? area.coordinates[0] : area.coordinates[0]?.[0];
        for (const [lng, lat] of ring ?? []) places.push([lng, lat]);
    }
    // The mean depends in its last bits on the order of the points; cells must not.
    const [lng, lat] = places.length === 0 ? [0, 0] : sphericalMean(places);
    const center: Position = [Math.round(lng * 100) / 100, Math.round(lat * 100) / 100];
    return cells.kind === 'square' ? new SquareLayout(center, cells.size) : new HexagonLayout(center, cells.size);
}

const anyNumbers: Schema = numbers();

function checkGridOptions(options: DensityGridOptions, size: number, collector: IssueCollector): void {
    checkStructure(optionsSchema, options ?? {}, collector, ['options']);
    const { weights, area }: Partial<DensityGridOptions> = options ?? {};
    if (area !== undefined) checkPolygon(area, ['options', 'area'], collector, { leastCorners: 3 });
    if (weights === undefined || !conformsTo(anyNumbers, weights) || weights.length === size) return;
    const details = { received: weights.length, expected: `${size}, one a point` };
    collector.add('dimension-mismatch', ['options', 'weights'], 'are not as many as the points', details);
}
