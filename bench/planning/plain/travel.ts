import type { MarketTravel, Place } from './market.js';

const EARTH_RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres on the road and seconds at the wheel. */
export interface Drive {
    readonly metres: number;
    readonly seconds: number;
}

/** Metres on the road: the great circle by the spherical law of haversines, times the circuity. */
export function driveMetres(from: Place, to: Place, { circuity }: MarketTravel): number {
    const latitude = Math.sin(((to[1] - from[1]) * RADIANS) / 2);
    const longitude = Math.sin(((to[0] - from[0]) * RADIANS) / 2);
    const half = latitude * latitude + Math.cos(from[1] * RADIANS) * Math.cos(to[1] * RADIANS) * longitude * longitude;
    return circuity * 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, half)));
}

/** Seconds for a drive: the first metres at the first band's speed, the next at the second's. */
export function driveSeconds(metres: number, { speedBands }: MarketTravel): number {
    let from = 0;
    let seconds = 0;
    for (const { upTo = Number.POSITIVE_INFINITY, speed } of speedBands) {
        seconds += Math.max(0, Math.min(metres, upTo) - from) / speed;
        from = upTo;
    }
    return seconds;
}

export function driveBetween(from: Place, to: Place, travel: MarketTravel): Drive {
    const metres = driveMetres(from, to, travel);
    return { metres, seconds: driveSeconds(metres, travel) };
}
