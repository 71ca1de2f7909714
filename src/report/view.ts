import { bboxOf, type Position } from '../geo/index.js';

/** West, south, east, north with west <= east: longitudes pass 180 where the places lie on both sides of the dateline. */
export type View = readonly [west: number, south: number, east: number, north: number];

const WHOLE_WORLD: View = [-170, -55, 190, 75];

/** The smallest view of all positions; the whole world if there are none. */
export function viewOf(positions: readonly Position[]): View {
    if (positions.length === 0) return WHOLE_WORLD;
    const [west, south, east, north] = bboxOf(positions);
    return [west, south, west <= east ? east : east + 360, north];
}

/** The longitude in the middle of a view. */
export function middleLongitude(view: View): number {
    return (view[0] + view[2]) / 2;
}
