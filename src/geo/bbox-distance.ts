import type { Bbox } from './bbox.js';
import { assertBox, assertPosition } from './check-places.js';
import { arcOfHaversine, cosineOfLatitude, haversine } from './distance.js';
import type { Position } from './position.js';

const RADIANS: number = Math.PI / 180;

/**
 * Finds how far a position is from the nearest place of a box, on the sphere.
 *
 * @returns metres; 0 inside and on the border
 */
export function bboxDistance(bbox: Bbox, position: Position): number {
    assertBox(bbox);
    assertPosition(position);
    const [west, south, east, north] = bbox;
    const [lng, lat] = position;
    const width = west <= east ? east - west : east - west + 360;
    const offset = lng >= west ? lng - west : lng - west + 360;
    // 180 and -180 are one meridian: a whole turn east of the western border is that border.
    if (offset <= width || offset >= 360) {
        const away = lat < south ? south - lat : lat > north ? lat - north : 0;
        return arcOfHaversine(haversine(0, away, 0, 0, 1));
    }
    const toWest = Math.min(360 - offset, offset);
    const toEast = Math.min(offset - width, 360 - offset + width);
    const turn = Math.min(toWest, toEast);
    return meridianDistance(turn, lat, south, north);
}

/** How far a place is from a stretch of a meridian that lies `turn` degrees (0 to 180) away. */
function meridianDistance(turn: number, lat: number, south: number, north: number): number {
    const cosTurn = Math.cos(turn * RADIANS);
    let nearest = lat > 0 ? 90 : -90;
    // Where the great circle through the place meets the meridian at a right angle.
    if (cosTurn > 0 && Math.abs(lat) < 90) nearest = Math.atan(Math.tan(lat * RADIANS) / cosTurn) / RADIANS;
    const ends = Math.min(distanceTo(turn, lat, south), distanceTo(turn, lat, north));
    return nearest > south && nearest < north ? Math.min(ends, distanceTo(turn, lat, nearest)) : ends;
}

function distanceTo(turn: number, lat: number, other: number): number {
    return arcOfHaversine(haversine(0, lat, turn, other, cosineOfLatitude(lat) * cosineOfLatitude(other)));
}
