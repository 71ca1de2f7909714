import type { MultiPolygon, Polygon } from 'geojson';
import { assertPolygon } from './check-polygon.js';
import { joinCells } from './dissolve-cells.js';
import { polygonRings } from './unwrap.js';

/**
 * Joins the parts of a polygon that meet at the antimeridian: the inverse of {@link cutAtAntimeridian}, for those who count parts and holes
 * or walk along the border.
 *
 * @param polygon - GeoJSON geometry
 * @returns a geometry whose rings may run on over the antimeridian, from 179 to -179; the polygon itself where no corner lies on it.
 *   O(corners log corners)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 */
export function joinAtAntimeridian(polygon: Polygon | MultiPolygon): Polygon | MultiPolygon {
    assertPolygon(polygon, ['polygon'], 'the polygon');
    const parts = polygonRings(polygon);
    const lats = new Set<number>();
    for (const ring of parts.flat()) for (const [lng, lat] of ring) if (Math.abs(lng) === 180) lats.add(lat);
    if (lats.size === 0) return polygon;
    const sorted = [...lats].sort((a, b) => a - b);
    const split = parts.map((rings) => rings.map((ring) => splitAlong(ring, sorted)));
    return joinCells([{ type: 'MultiPolygon', coordinates: split }]);
}

/** Puts every corner that either side has on the antimeridian into the edges along it, so that both sides have the same edges. */
function splitAlong(ring: readonly (readonly number[])[], lats: readonly number[]): number[][] {
    const split: number[][] = [];
    ring.forEach(([lng, lat], i) => {
        split.push([lng, lat]);
        const next = ring[(i + 1) % ring.length];
        if (Math.abs(lng) !== 180 || Math.abs(next[0]) !== 180 || lat === next[1]) return;
        const between = lats.filter((other) => (other - lat) * (other - next[1]) < 0);
        if (next[1] < lat) between.reverse();
        for (const other of between) split.push([lng, other]);
    });
    return split;
}
