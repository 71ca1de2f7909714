import { assertCollector, type ErrorCode, type IssueCollector, type IssuePath } from '../core/index.js';
import { assertNumber } from './check-places.js';

/**
 * A place as GeoJSON writes it: `[longitude, latitude]` in degrees (WGS 84), or `[x, y]` where a call is planar. What follows, an altitude, is
 * passed over; fewer than two numbers are refused.
 */
export type Position = readonly [lng: number, lat: number] | readonly number[];

/** The farthest longitude that is wrapped: three worlds side by side, as web maps draw them. Beyond it, numbers are taken for mistakes. */
export const FARTHEST_LONGITUDE = 540;

/**
 * Brings a longitude into -180 (included) to 180 (excluded) degrees.
 *
 * @param lng - degrees, any finite number; 180 itself stays 180
 * @returns degrees; values that are in range already come back unchanged
 * @example
 * ```ts
 * wrapLongitude(190); // -170
 * ```
 */
export function wrapLongitude(lng: number): number {
    if (!Number.isFinite(lng)) assertNumber(lng, 'lng');
    return wrap(lng);
}

/** {@link wrapLongitude} without a check, for loops. */
export function wrap(lng: number): number {
    if (lng >= -180 && lng <= 180) return lng;
    return lng - 360 * Math.floor((lng + 180) / 360);
}

/**
 * Says what is wrong with a position, if anything.
 *
 * @param position - any value
 * @returns the code of the first fault, or undefined for a position on Earth. `null-island` is no fault here.
 */
export function positionIssue(position: unknown): ErrorCode | undefined {
    if (position === undefined || position === null) return 'missing-position';
    if (!Array.isArray(position) || position.length < 2) return 'invalid-type';
    const [lng, lat] = position as readonly unknown[];
    if (typeof lng !== 'number' || typeof lat !== 'number') return 'invalid-type';
    if (!Number.isFinite(lng) || !Number.isFinite(lat)) return 'not-finite';
    const isLatitude = Math.abs(lat) <= 90;
    if (isLatitude && Math.abs(lng) <= 180) return undefined;
    if (isLatitude) return 'invalid-longitude';
    return Math.abs(lat) <= 180 && Math.abs(lng) <= 90 ? 'swapped-coordinates' : 'invalid-latitude';
}

/**
 * Checks one position and adds an issue if it is not a place on Earth.
 *
 * @param position - any value
 * @param path - where it stands in the whole input
 * @returns whether the position is sound
 */
export function checkPosition(position: unknown, path: IssuePath, collector: IssueCollector): boolean {
    assertCollector(collector, path);
    const code = positionIssue(position);
    if (code === undefined) return true;
    const expected = '[lng, lat] in degrees, lng from -180 to 180, lat from -90 to 90';
    const received = position;
    if (code === 'missing-position') collector.add(code, path, 'is missing', { expected });
    else if (code === 'invalid-type') collector.add(code, path, 'is not a position', { received, expected });
    else {
        const [lng, lat] = position as Position;
        const shown = `[${lng}, ${lat}]`;
        if (code === 'not-finite') {
            collector.add(code, path, 'has a coordinate that is not a finite number', { received: shown, expected });
        } else if (code === 'swapped-coordinates') {
            const hint = `longitude comes first; did you mean [${lat}, ${lng}]?`;
            collector.add(code, path, 'has latitude and longitude exchanged', { received: shown, expected, hint });
        } else {
            const what = code === 'invalid-latitude' ? 'has a latitude beyond a pole' : 'has a longitude beyond 180 degrees';
            const isProjected = Math.max(Math.abs(lng), Math.abs(lat)) > 1000;
            const hint = isProjected ? { hint: 'these look like projected metres; degrees are needed' } : {};
            collector.add(code, path, what, { received: shown, expected, ...hint });
        }
    }
    return false;
}
