import { BeatplanError } from '../core/index.js';
import { assertBox, assertPlace, assertPositions } from './check-places.js';
import { type Position, wrap } from './position.js';

/**
 * A box of longitudes and latitudes as GeoJSON writes it: `[west, south, east, north]` in degrees, borders included.
 * `west` greater than `east` means that the box crosses the antimeridian.
 */
export type Bbox = readonly [west: number, south: number, east: number, north: number];

/**
 * Finds the narrowest box that holds all positions; it crosses the antimeridian where that is narrower.
 *
 * For a polygon use {@link polygonBbox}: its borders may be longer than half a turn, which its corners alone do not tell.
 *
 * @param positions - at least one, in any order
 * @returns the box; O(n log n)
 * @throws BeatplanError `empty-input` for no positions
 * @example
 * ```ts
 * bboxOf([[179, -17], [-179, -16]]); // [179, -17, -179, -16]
 * ```
 */
export function bboxOf(positions: readonly Position[]): Bbox {
    assertPositions(positions);
    if (positions.length === 0) throw new BeatplanError('empty-input', 'There is no box around no positions.');
    const longitudes = new Float64Array(positions.length);
    let south = Number.POSITIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < positions.length; i++) {
        const [lng, lat] = positions[i];
        // Adding 0 turns -0 into 0, which would make answers depend on the order.
        longitudes[i] = wrap(lng) + 0;
        if (lat < south) south = lat + 0;
        if (lat > north) north = lat + 0;
    }
    longitudes.sort();
    const last = longitudes.length - 1;
    let west = longitudes[0];
    let east = longitudes[last];
    // The box is what the widest gap between neighbouring longitudes leaves; the gap over the antimeridian wins ties.
    let widest = 360 - (east - west);
    for (let i = 0; i < last; i++) {
        const gap = longitudes[i + 1] - longitudes[i];
        if (gap > widest) {
            widest = gap;
            west = longitudes[i + 1];
            east = longitudes[i];
        }
    }
    return [west, south, east, north];
}

/** Whether a position lies in a box or on its border. At a pole only the latitude counts. */
export function bboxContains(bbox: Bbox, position: Position): boolean {
    assertBox(bbox);
    assertPlace(position);
    const [west, south, east, north] = bbox;
    const [lng, lat] = position;
    if (!(lat >= south && lat <= north)) return false;
    if (lat === 90 || lat === -90) return true;
    if (isBetween(lng, west, east)) return true;
    // Either name of the antimeridian is the same place.
    return (lng === 180 && isBetween(-180, west, east)) || (lng === -180 && isBetween(180, west, east));
}

function isBetween(lng: number, west: number, east: number): boolean {
    return west <= east ? lng >= west && lng <= east : lng >= west || lng <= east;
}

/**
 * Splits a box at the antimeridian, for indexes and programs that know plain boxes only.
 *
 * @returns one box, or two with the western (positive) one first; each has `west <= east`
 */
export function splitBbox(bbox: Bbox): Bbox[] {
    assertBox(bbox);
    const [west, south, east, north] = bbox;
    if (west <= east) return [[west, south, east, north]];
    return [
        [west, south, 180, north],
        [-180, south, east, north],
    ];
}

/**
 * Brings the longitudes of a box into -180 to 180 degrees, as a map's view may need: one that runs on past the antimeridian (170 to 190) comes
 * back as one that crosses it, one as wide as the Earth as the whole of it.
 *
 * @param bbox - one with a longitude past 180 degrees has its `west` no more than its `east`
 * @returns the same box where there is nothing to wrap
 * @example
 * ```ts
 * wrapBbox([170, -20, 190, -10]); // [170, -20, -170, -10]
 * ```
 */
export function wrapBbox(bbox: Bbox): Bbox {
    assertBox(bbox);
    const [west, south, east, north] = bbox;
    if (west >= -180 && east <= 180 && west <= 180 && east >= -180) return bbox;
    if (east - west >= 360) return [-180, south, 180, north];
    return [wrap(west), south, wrap(east), north];
}
