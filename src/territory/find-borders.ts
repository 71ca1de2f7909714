import type { Position as Corner } from 'geojson';
import { PolygonIndex, type PolygonItem } from '../spatial/index.js';

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
 * @throws BeatplanError `invalid-input` with `duplicate-id` and `invalid-polygon`
 * @example
 * ```ts
 * const contiguity = buildContiguity(units, { edges: findBorders(counties, { rule: 'rook' }) });
 * ```
 */
export function findBorders(areas: readonly PolygonItem[], options: BorderOptions = {}): [string, string][] {
    const index = new PolygonIndex(areas);
    const { offsets, indices } = index.touchingAll();
    const edgesOf = options.rule === 'rook' ? areas.map(borderEdges) : undefined;
    const borders: [string, string][] = [];
    for (let a = 0; a < areas.length; a++) {
        for (let k = offsets[a]; k < offsets[a + 1]; k++) {
            const b = indices[k];
            if (b < a || (edgesOf !== undefined && !haveCommon(edgesOf[a], edgesOf[b]))) continue;
            borders.push([areas[a].id, areas[b].id]);
        }
    }
    return borders;
}

/** The edges of all rings, each by its two ends, whichever way it is walked. */
function borderEdges({ geometry }: PolygonItem): Set<string> {
    const edges = new Set<string>();
    for (const rings of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) {
        for (const ring of rings) {
            for (let i = 0; i < ring.length; i++) {
                const from = nameOf(ring[i]);
                const to = nameOf(ring[(i + 1) % ring.length]);
                if (from !== to) edges.add(from < to ? `${from} ${to}` : `${to} ${from}`);
            }
        }
    }
    return edges;
}

/** The antimeridian has two names, and so has zero. */
function nameOf([lng, lat]: Corner): string {
    return `${lng === -180 ? 180 : lng + 0},${lat + 0}`;
}

function haveCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
    const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
    for (const edge of fewer) if (more.has(edge)) return true;
    return false;
}
