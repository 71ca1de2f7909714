import { checkStructure, IssueCollector, oneOf, optional, strict } from '../core/index.js';
import { PolygonIndex, type PolygonItem, type PolygonLists } from '../spatial/index.js';
import { neighboursByEdge } from './common-edges.js';

/** Options of {@link findBorders}. */
export interface BorderOptions {
    /**
     * What makes two areas neighbours: one common point at least (`'queen'`, default), or a common piece of border (`'rook'`), an edge
     * between two corners that both have.
     */
    readonly rule?: 'queen' | 'rook';
}

/**
 * Finds which areas border on each other, as the `edges` of `buildContiguity` and of a design.
 *
 * Coordinates count as given: areas cut from one map share corners exactly. By `'rook'`, where one area has a corner on the border that
 * its neighbour lacks, the two edges beside it are not common; by `'queen'` that does not matter.
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
    const collector = new IssueCollector();
    checkStructure(strict({ rule: optional(oneOf(['queen', 'rook'])) }), options, collector, ['options']);
    collector.throwIfAny('the search for borders');
    const index = new PolygonIndex(areas);
    const neighbours =
        options.rule === 'rook' ? neighboursByEdge(areas.map(({ geometry }) => geometry)) : listsOf(index.touchingAll());
    return neighbours.flatMap((others, a) =>
        [...others]
            .filter((b) => b > a)
            .sort((b, c) => b - c)
            .map((b): [string, string] => [areas[a].id, areas[b].id]),
    );
}

function listsOf({ offsets, indices }: PolygonLists): Int32Array[] {
    return Array.from({ length: offsets.length - 1 }, (_, a) => indices.subarray(offsets[a], offsets[a + 1]));
}
