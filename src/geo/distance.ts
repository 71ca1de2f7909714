import { assertNumber, assertPosition } from './check-places.js';
import { type Position, wrap } from './position.js';

/** Mean radius of the Earth in metres (IUGG R1, WGS 84): the one radius that all of beatplan uses. */
export const EARTH_RADIUS = 6371008.8;

const RADIANS: number = Math.PI / 180;

/**
 * Distance on the sphere of radius {@link EARTH_RADIUS} by the haversine formula; within 0.6 % of the ellipsoid's.
 *
 * @returns metres, 0 to half the circumference (20,015,114 m); the same in both directions, bit for bit. Engines may differ in the last
 * bits of sine and cosine, so round before you compare across them.
 * @example
 * ```ts
 * greatCircleDistance([13.405, 52.52], [2.3522, 48.8566]); // 877,464 m from Berlin to Paris
 * ```
 * @see Sinnott 1984, "Virtues of the haversine", Sky and Telescope 68(2), 159
 */
export function greatCircleDistance(a: Position, b: Position): number {
    assertPosition(a, 'a');
    assertPosition(b, 'b');
    return between(a[0], a[1], b[0], b[1]);
}

/**
 * Variant of {@link greatCircleDistance} for hot loops over flat arrays: the same number, bit for bit, without positions.
 *
 * @param lng1 - degrees, as all four
 * @returns metres
 */
export function greatCircleBetween(lng1: number, lat1: number, lng2: number, lat2: number): number {
    if (!(Number.isFinite(lng1) && Number.isFinite(lat1) && Number.isFinite(lng2) && Number.isFinite(lat2))) {
        for (const [name, value] of Object.entries({ lng1, lat1, lng2, lat2 })) assertNumber(value, name);
    }
    return between(lng1, lat1, lng2, lat2);
}

function between(lng1: number, lat1: number, lng2: number, lat2: number): number {
    const product = cosineOfLatitude(lat1) * cosineOfLatitude(lat2);
    return arcOfHaversine(haversine(lng1, lat1, lng2, lat2, product));
}

/** Exactly 0 at the poles, where all longitudes are one place. */
export function cosineOfLatitude(lat: number): number {
    return lat === 90 || lat === -90 ? 0 : Math.cos(lat * RADIANS);
}

/** The haversine of the angle between two places, 0 to 1; `product` is that of their latitudes' cosines. */
export function haversine(lng1: number, lat1: number, lng2: number, lat2: number, product: number): number {
    const turn = Math.abs(lng1 - lng2);
    // The short way round, so that -180 and 180 are one meridian exactly.
    const dLng = turn > 180 ? Math.abs(360 - turn) : turn;
    const sinLat = Math.sin((lat1 - lat2) * RADIANS * 0.5);
    const sinLng = Math.sin(dLng * RADIANS * 0.5);
    return sinLat * sinLat + product * sinLng * sinLng;
}

/** Metres between two places whose angle has this haversine. */
export function arcOfHaversine(value: number): number {
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(value)));
}

/**
 * Finds the place at a share of the way along the great circle between two positions.
 *
 * @param fraction - 0 at `from` to 1 at `to`
 * @returns the position; longitude within -180 to 180. Between antipodes, where every way is shortest, the way over the north pole.
 * @example
 * ```ts
 * interpolateGreatCircle([0, 0], [90, 0], 0.5); // [45, 0]
 * ```
 */
export function interpolateGreatCircle(from: Position, to: Position, fraction: number): Position {
    assertPosition(from, 'from');
    assertPosition(to, 'to');
    assertNumber(fraction, 'fraction');
    if (fraction === 0) return [from[0], from[1]];
    if (fraction === 1) return [to[0], to[1]];
    const angle = greatCircleDistance(from, to) / EARTH_RADIUS;
    if (angle === 0) return [from[0], from[1]];
    if (Math.PI - angle < 1e-7) return overNorthPole(from, angle * fraction);
    const a = Math.sin((1 - fraction) * angle) / Math.sin(angle);
    const b = Math.sin(fraction * angle) / Math.sin(angle);
    const cosFrom = Math.cos(from[1] * RADIANS);
    const cosTo = Math.cos(to[1] * RADIANS);
    // Longitudes are measured from that of the start, which keeps a meridian a meridian.
    const turn = (to[0] - from[0]) * RADIANS;
    const x = a * cosFrom + b * cosTo * Math.cos(turn);
    const y = b * cosTo * Math.sin(turn);
    const z = a * Math.sin(from[1] * RADIANS) + b * Math.sin(to[1] * RADIANS);
    const lat = Math.atan2(z, Math.sqrt(x * x + y * y)) / RADIANS;
    return [wrap(from[0] + Math.atan2(y, x) / RADIANS), lat];
}

function overNorthPole(from: Position, angle: number): Position {
    const lat = from[1] + angle / RADIANS;
    return lat <= 90 ? [from[0], lat] : [wrap(from[0] + 180), 180 - lat];
}
