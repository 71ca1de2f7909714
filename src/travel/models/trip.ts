import {
    assertArguments,
    coordinates,
    finite,
    IssueCollector,
    jsonReady,
    list,
    runSteps,
    type Schema,
    type Steps,
    WorkMeter,
} from '../../core/index.js';
import { greatCircleDistance, type Position } from '../../geo/index.js';
import { checkTravelModel } from './check-travel-model.js';
import { flattenMatrix } from './flat-matrix.js';
import type {
    EuclideanTravel,
    GreatCircleTravel,
    MatrixTravel,
    PositionTravel,
    RoadTravel,
    SpeedBand,
    StraightTravel,
    Trip,
    TripEstimator,
} from './travel-model.js';

/** Road distance / great-circle distance where a model names none (Ballou, Rahardja and Sakai 2002, doi:10.1016/S0965-8564(01)00044-1). */
export const DEFAULT_CIRCUITY = 1.3;

/** Speeds where a model names none: 30 km/h in town, 60 km/h on roads, 90 km/h beyond, about. */
export const DEFAULT_SPEED_BANDS: readonly SpeedBand[] = [
    { upTo: 5_000, speed: 8.3 },
    { upTo: 50_000, speed: 16.7 },
    { speed: 25 },
];

/** The travel model where none is given. */
export const DEFAULT_TRAVEL: GreatCircleTravel = {
    kind: 'great-circle',
    circuity: DEFAULT_CIRCUITY,
    speedBands: DEFAULT_SPEED_BANDS,
};

/**
 * Finds how long a drive of some distance takes: its first metres at the first band's speed, the next at the second's, and so on.
 *
 * @param distance - metres on the road, from 0
 * @returns seconds, rounded to milliseconds; never less for a longer distance
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * driveDuration(15_000, { kind: 'great-circle', speedBands: [{ upTo: 5_000, speed: 10 }, { speed: 20 }] }); // 1000
 * ```
 */
export function driveDuration(distance: number, model: GreatCircleTravel): number {
    assertArguments('the drive', { distance: metres }, { distance });
    return driveEstimator(model)(distance);
}

/**
 * Makes a function that estimates many drives by their distances, of which the model is checked once.
 *
 * @returns `(distance) => seconds`, as {@link driveDuration} answers; distances are not checked
 * @throws BeatplanError `invalid-input`
 */
export function driveEstimator(model: GreatCircleTravel): (distance: number) => number {
    assertModel(model, ['great-circle']);
    return (distance) => durationOver(distance, model);
}

function durationOver(distance: number, model: GreatCircleTravel): number {
    const bands = model.speedBands ?? DEFAULT_SPEED_BANDS;
    const last = bands.length - 1;
    let duration = 0;
    let driven = 0;
    for (let i = 0; i < last; i++) {
        const end = Math.min(distance, bands[i].upTo ?? distance);
        if (end > driven) {
            duration += (end - driven) / bands[i].speed;
            driven = end;
        }
    }
    if (distance > driven) duration += (distance - driven) / bands[last].speed;
    return toThousandths(duration);
}

const metres: Schema = finite({ min: 0 });

function assertModel(model: unknown, kinds: readonly string[]): void {
    const collector = new IssueCollector();
    if (checkTravelModel(model, ['model'], collector) && !kinds.includes(model.kind)) {
        const expected = `one of ${kinds.map((kind) => `'${kind}'`).join(', ')}`;
        collector.add('unknown-option', ['model', 'kind'], 'does not fit this call', { received: model.kind, expected });
    }
    collector.throwIfAny('the travel model');
}

const POSITION_KINDS = ['great-circle', 'euclidean', 'roads'];

/** Drops the last bits, in which engines' sines and cosines may differ. */
function toThousandths(value: number): number {
    return Math.round(value * 1000) / 1000;
}

/**
 * Makes a function that estimates single trips between positions.
 *
 * Great-circle trips are rounded to millimetres and milliseconds, so that the last bits of an engine's sines and cosines do not show.
 * Euclidean distances are rounded as the model says, durations follow from the rounded distance.
 *
 * @param model - checked once; the positions of single trips are not
 * @throws BeatplanError `invalid-input`
 * @returns `(from, to) => {distance, duration}` in metres and seconds; O(1) a trip
 * @example
 * ```ts
 * const estimate = tripEstimator({ kind: 'great-circle' });
 * estimate([13.405, 52.52], [13.1, 52.4]).duration;
 * ```
 */
export function tripEstimator(model: PositionTravel): TripEstimator {
    assertModel(model, POSITION_KINDS);
    if (model.kind === 'roads') return (from, to) => model.roads.trip(from, to);
    const trip = straightTrip(model);
    if (model.kind === 'euclidean') {
        return (from, to) => {
            const dx = from[0] - to[0];
            const dy = from[1] - to[1];
            return trip(Math.sqrt(dx * dx + dy * dy));
        };
    }
    return (from, to) => trip(greatCircleDistance(from, to));
}

/** Makes a function that tells the trip between two places that lie so far apart in a straight line, or on a great circle. */
export function straightTrip(model: StraightTravel): (straight: number) => Trip {
    if (model.kind === 'euclidean') {
        const round = rounder(model);
        const speed = model.speed ?? 1;
        return (straight) => {
            const distance = round(straight);
            return { distance, duration: distance / speed };
        };
    }
    const circuity = model.circuity ?? DEFAULT_CIRCUITY;
    return (straight) => {
        const distance = toThousandths(straight * circuity);
        return { distance, duration: durationOver(distance, model) };
    };
}

function rounder({ rounding = 'none', decimals = 0 }: EuclideanTravel): (straight: number) => number {
    const scale = 10 ** decimals;
    if (rounding === 'round') return (straight) => Math.floor(straight * scale + 0.5) / scale;
    if (rounding === 'truncate') return (straight) => Math.floor(straight * scale) / scale;
    if (rounding === 'ceil') return (straight) => Math.ceil(straight * scale) / scale;
    return (straight) => straight;
}

// Elementary operations of estimating a trip.
const TRIP_UNITS = 10;

/** What {@link travelMatrix} returns. */
export interface TravelMatrix extends MatrixTravel {
    readonly size: number;
    readonly durations: Float64Array;
    readonly distances: Float64Array;
}

/**
 * Estimates the trips between all pairs of positions, for places that are few or asked about often.
 *
 * @param positions - n places; memory is 16 n² bytes, so 5,000 places take 400 MB
 * @throws BeatplanError `invalid-input`
 * @returns a matrix model with typed arrays: entry `from * n + to`; O(n²)
 */
export function travelMatrix(positions: readonly Position[], model: PositionTravel): TravelMatrix {
    return jsonReady(runSteps(travelMatrixSteps(positions, model)));
}

/** The trips on roads, as flat typed arrays whatever the source gives. */
function roadMatrix({ roads }: RoadTravel, positions: readonly Position[]): TravelMatrix {
    const { size, durations, distances = durations } = flattenMatrix(roads.matrix(positions).travel);
    const typed = (entries: ArrayLike<number>): Float64Array =>
        entries instanceof Float64Array ? entries : Float64Array.from(entries);
    return { kind: 'matrix', size, durations: typed(durations), distances: typed(distances) };
}

/** {@link travelMatrix} in steps. */
export function* travelMatrixSteps(positions: readonly Position[], model: PositionTravel): Steps<TravelMatrix> {
    assertArguments('the matrix', { positions: list(coordinates()) }, { positions });
    assertModel(model, POSITION_KINDS);
    if (model.kind === 'roads') return roadMatrix(model, positions);
    const size = positions.length;
    const distances = new Float64Array(size * size);
    const durations = new Float64Array(size * size);
    const estimate = tripEstimator(model);
    const meter = new WorkMeter();
    for (let from = 0; from < size; from++) {
        if (meter.spend(TRIP_UNITS * from)) yield;
        for (let to = 0; to < from; to++) {
            const { distance, duration } = estimate(positions[from], positions[to]);
            distances[from * size + to] = distance;
            distances[to * size + from] = distance;
            durations[from * size + to] = duration;
            durations[to * size + from] = duration;
        }
    }
    return { kind: 'matrix', size, durations, distances };
}
