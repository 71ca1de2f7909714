import { checkStructure, finite, IssueCollector, oneOf, optional, strict } from '../../core/index.js';
import { snapBorders } from '../../geo/index.js';
import { PolygonIndex, type PolygonItem, type PolygonLists } from '../../spatial/index.js';
import { neighboursByEdge } from './common-edges.js';
import { indexAreas } from './index-areas.js';

/** Options of {@link findBorders}. */
export interface BorderOptions {
    /**
     * What makes two areas neighbours: one common point at least (`'queen'`, default), or a common piece of border (`'rook'`).
     */
    readonly rule?: 'queen' | 'rook';
    /** Metres within which corners of two areas are taken for one, from 0. Default 1: maps are rounded, and computed with. */
    readonly tolerance?: number;
}

/** Which areas border on each other, and what corners had to be taken for one. */
export interface Borders {
    /** Pairs of ids, each pair once, by the order of the areas. */
    readonly edges: [string, string][];
    /** Corners that were moved to those of a neighbour; 0 where areas share them exactly. */
    readonly snapped: number;
    /** Corners that were added to edges on which a neighbour has one; 0 if both sides of each border have the same corners. */
    readonly added: number;
    /** The farthest that a corner or an edge was moved, metres. */
    readonly farthest: number;
}

/**
 * Finds which areas border on each other, as the `edges` of `buildContiguity` and of a design.
 *
 * Corners of two areas that lie within the tolerance of each other are one, as `snapBorders` of `beatplan/geo` makes them; {@link describeBorders}
 * says how many there were. Corners on the border that only one side has do not matter.
 *
 * @param areas - ids unique
 * @returns pairs of ids, each pair once, by the order of the areas; about O(corners + n log n)
 * @throws BeatplanError `invalid-input` with `duplicate-id` and `invalid-polygon`, and `unknown-option` for another rule
 * @example
 * ```ts
 * const contiguity = buildContiguity(units, { edges: findBorders(counties, { rule: 'rook' }) });
 * ```
 */
export function findBorders(areas: readonly PolygonItem[], options: BorderOptions = {}): [string, string][] {
    return bordersOf('findBorders', areas, options).edges;
}

/**
 * Finds the borders as {@link findBorders} does, and says how well they fit.
 *
 * @throws BeatplanError as {@link findBorders}
 * @example
 * ```ts
 * const { edges, snapped, farthest } = describeBorders(counties);
 * ```
 */
export function describeBorders(areas: readonly PolygonItem[], options: BorderOptions = {}): Borders {
    return bordersOf('describeBorders', areas, options);
}

function bordersOf(call: string, areas: readonly PolygonItem[], options: BorderOptions): Borders {
    const collector = new IssueCollector();
    checkStructure(optionsSchema, options, collector, ['options']);
    collector.throwIfAny(call);
    // Names what is no area.
    indexAreas(call, areas);
    const { polygons, moved, added, farthest } = snapBorders(
        areas.map(({ geometry }) => geometry),
        options.tolerance,
    );
    const neighbours =
        options.rule === 'rook'
            ? neighboursByEdge(polygons)
            : listsOf(new PolygonIndex(polygons.map((geometry, i) => ({ id: areas[i].id, geometry }))).touchingAll());
    const edges = neighbours.flatMap((others, a) =>
        [...others]
            .filter((b) => b > a)
            .sort((b, c) => b - c)
            .map((b): [string, string] => [areas[a].id, areas[b].id]),
    );
    return { edges, snapped: moved, added, farthest };
}

const optionsSchema = strict({ rule: optional(oneOf(['queen', 'rook'])), tolerance: optional(finite({ min: 0 })) });

function listsOf({ offsets, indices }: PolygonLists): Int32Array[] {
    return Array.from({ length: offsets.length - 1 }, (_, a) => indices.subarray(offsets[a], offsets[a + 1]));
}
