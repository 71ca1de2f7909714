import { greatCircleDistance, type Position } from '../../geo/index.js';
import type { MatrixEntries, TravelModel } from '../../travel/index.js';
import { travelModelOf } from '../default-values.js';
import type { Place, Problem, Vehicle } from '../problem.js';

// Written apart from the travel room on purpose: the checker shares no arithmetic with what it checks.

/** Distance and duration of one leg; a missing end of it is nowhere and costs nothing. */
export type Leg = (from: Place | undefined, to: Place | undefined) => readonly [distance: number, duration: number];

const DEFAULT_CIRCUITY = 1.3;
const DEFAULT_BANDS = [
    { upTo: 5_000, speed: 8.3 },
    { upTo: 50_000, speed: 16.7 },
    { upTo: Number.POSITIVE_INFINITY, speed: 25 },
];

/** How a vehicle travels. */
export function legOf(problem: Problem, vehicle: Vehicle): Leg {
    const factor = vehicle.durationFactor ?? 1;
    const measure = measureOf(travelModelOf(problem, vehicle));
    return (from, to) => {
        if (from === undefined || to === undefined) return [0, 0];
        const [distance, duration] = measure(from, to);
        return [distance, duration * factor];
    };
}

function measureOf(model: TravelModel): (from: Place, to: Place) => readonly [number, number] {
    if (model.kind === 'matrix') {
        const { durations, distances = durations } = model;
        const size = model.size ?? (isFlat(durations) ? Math.sqrt(durations.length) : durations.length);
        const entry = (entries: MatrixEntries, from: Place, to: Place): number => {
            const [row, column] = [from.location as number, to.location as number];
            return (isFlat(entries) ? entries[row * size + column] : entries[row][column]) ?? Number.POSITIVE_INFINITY;
        };
        return (from, to) => [entry(distances, from, to), entry(durations, from, to)];
    }
    if (model.kind === 'euclidean') {
        const { speed = 1, rounding = 'none', decimals = 0 } = model;
        const scale = 10 ** decimals;
        return (from, to) => {
            const [x1, y1] = from.position as Position;
            const [x2, y2] = to.position as Position;
            const exact = Math.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2);
            let distance = exact;
            if (rounding === 'round') distance = Math.floor(exact * scale + 0.5) / scale;
            else if (rounding === 'truncate') distance = Math.floor(exact * scale) / scale;
            else if (rounding === 'ceil') distance = Math.ceil(exact * scale) / scale;
            return [distance, distance / speed];
        };
    }
    if (model.kind === 'roads') {
        return (from, to) => {
            const { distance, duration } = model.roads.trip(from.position as Position, to.position as Position);
            return [distance, duration];
        };
    }
    const { circuity = DEFAULT_CIRCUITY, speedBands = DEFAULT_BANDS } = model;
    return (from, to) => {
        const distance = thousandths(greatCircleDistance(from.position as Position, to.position as Position) * circuity);
        let duration = 0;
        let driven = 0;
        for (let i = 0; i < speedBands.length; i++) {
            const end = i === speedBands.length - 1 ? distance : Math.min(distance, speedBands[i].upTo ?? distance);
            if (end > driven) {
                duration += (end - driven) / speedBands[i].speed;
                driven = end;
            }
        }
        return [distance, thousandths(duration)];
    };
}

function isFlat(entries: MatrixEntries): entries is ArrayLike<number | null> {
    return typeof entries[0] !== 'object' || entries[0] === null;
}

function thousandths(value: number): number {
    return Math.round(value * 1000) / 1000;
}
