import type { Position } from '../../geo/index.js';

/** Speed that applies to trips up to a distance. */
export interface SpeedBand {
    /** Road distance in metres up to which this band applies; the last band may use `Infinity` or leave it out. */
    readonly upTo?: number;
    /** Average speed in metres per second, more than 0. */
    readonly speed: number;
}

/** Great-circle distance times a circuity factor, at a speed that depends on how far the trip is. */
export interface GreatCircleTravel {
    readonly kind: 'great-circle';
    /** Road distance / great-circle distance, from 1; default 1.3 (Ballou, Rahardja and Sakai 2002, doi:10.1016/S0965-8564(01)00044-1). */
    readonly circuity?: number;
    /**
     * Speeds by distance, in rising order of `upTo`. A trip is driven piecewise: its first metres at the first band's speed and so
     * on, so that longer trips never take less time. Default: 8.3 m/s to 5 km, 16.7 m/s to 50 km, 25 m/s beyond.
     */
    readonly speedBands?: readonly SpeedBand[];
}

/** Straight lines in the plane: `[x, y]` positions, duration = distance / speed. What benchmark instances use. */
export interface EuclideanTravel {
    readonly kind: 'euclidean';
    /** Units of distance per second; default 1. */
    readonly speed?: number;
    /** What becomes of each single distance; default `none`. `round` to the nearest integer (TSPLIB), `truncate` or `ceil` after scaling. */
    readonly rounding?: 'none' | 'round' | 'truncate' | 'ceil';
    /** Distances are rounded at this many decimals; default 0. Solomon instances under DIMACS rules truncate at 1. */
    readonly decimals?: number;
}

/**
 * n x n numbers: rows one after another in a flat list, entry `from * n + to`, or a list of n rows, as OSRM and Google give them. `null` or
 * `Infinity` where there is no way.
 */
export type MatrixEntries = ArrayLike<number | null> | ArrayLike<ArrayLike<number | null>>;

/** Distances and durations that the caller knows. */
export interface MatrixTravel {
    readonly kind: 'matrix';
    /** Number of locations n; default as the durations say. */
    readonly size?: number;
    /** n x n durations in seconds. */
    readonly durations: MatrixEntries;
    /** n x n distances in metres; default: the durations. */
    readonly distances?: MatrixEntries;
}

/** Knows the trips between places on roads: a {@link RoadGraph}, or a source of your own that answers at once. */
export interface RoadSource {
    /** The quickest trip; `Infinity` if there is no way. */
    trip(from: Position, to: Position): Trip;
    /** The quickest trips between all pairs of places, equal to those of `trip`. */
    matrix(positions: readonly Position[]): { readonly travel: MatrixTravel };
}

/** Quickest ways on roads. */
export interface RoadTravel {
    readonly kind: 'roads';
    readonly roads: RoadSource;
}

/** How long and how far it is between two places. Plain data, except for roads. */
export type TravelModel = GreatCircleTravel | EuclideanTravel | MatrixTravel | RoadTravel;

/** One trip. */
export interface Trip {
    /** Metres. */
    readonly distance: number;
    /** Seconds. */
    readonly duration: number;
}

/** Travel that follows from how far two places lie apart in a straight line. */
export type StraightTravel = GreatCircleTravel | EuclideanTravel;

/** Travel that is found from positions alone. */
export type PositionTravel = GreatCircleTravel | EuclideanTravel | RoadTravel;

/** Travel between places on the globe. */
export type FieldTravel = GreatCircleTravel | RoadTravel;

/** Estimates one trip between two positions. */
export type TripEstimator = (from: Position, to: Position) => Trip;
