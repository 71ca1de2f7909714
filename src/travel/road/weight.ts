// A weight holds a duration and, below it, the length of the same way, in one number: of two ways equally quick the shorter one wins,
// sums stay exact, and so every search finds the same trip.
const LENGTHS = 2 ** 25;

/** The longest trip that a weight can hold, in metres: 3,355 km. */
export const LONGEST_TRIP: number = LENGTHS / 10;

/** The weight of a stretch, whole milliseconds and whole decimetres. */
export function toWeight(milliseconds: number, decimetres: number): number {
    return milliseconds * LENGTHS + decimetres;
}

/** Seconds of a weight; `Infinity` where there is no way. */
export function weightDuration(weight: number): number {
    return weight === Number.POSITIVE_INFINITY ? weight : Math.floor(weight / LENGTHS) / 1000;
}

/** Metres of a weight; `Infinity` where there is no way. */
export function weightDistance(weight: number): number {
    return weight === Number.POSITIVE_INFINITY ? weight : (weight % LENGTHS) / 10;
}

/** The part of a stretch from its beginning; the rest is the whole less this, to the last bit. */
export function shareOf(weight: number, share: number): number {
    return toWeight(Math.round(Math.floor(weight / LENGTHS) * share), Math.round((weight % LENGTHS) * share));
}
