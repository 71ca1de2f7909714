import { EARTH_RADIUS, type Position } from '../../../geo/index.js';
import { DEFAULT_CIRCUITY, DEFAULT_SPEED_BANDS } from '../../../travel/index.js';
import { flattenMatrix } from '../../../travel/internal.js';
import type { UnitTravel } from '../design-options.js';
import type { Distances } from './distances.js';

/** A pair without a way counts as this many times the longest way there is. */
const NO_WAY = 10;

/**
 * Prepares how far units lie apart: straight, or where a travel model is given, by the seconds of the drive; a matrix by the mean of both
 * directions.
 *
 * @param inputIndex - the unit of the input, and so the row of a matrix, that each position belongs to
 */
export function compileDistances(
    positions: readonly Position[],
    inputIndex: Int32Array,
    metric: 'geographic' | 'planar',
    travel: UnitTravel | undefined,
): Distances {
    const size = positions.length;
    const coordinates = new Float64Array(size * 3);
    for (let i = 0; i < size; i++) coordinates.set(spacePoint(positions[i], metric), 3 * i);
    return { coordinates, ...paceOf(travel), matrix: matrixOf(inputIndex, travel) };
}

/** The same for groups of units that are kept together, which stand in the middle of their units. */
export function contractDistances(distances: Distances, nodeOf: Int32Array, masses: Float64Array): Distances {
    const size = masses.length;
    const coordinates = new Float64Array(size * 3);
    for (let i = 0; i < nodeOf.length; i++) {
        for (let axis = 0; axis < 3; axis++) coordinates[3 * nodeOf[i] + axis] += distances.coordinates[3 * i + axis];
    }
    for (let at = 0; at < coordinates.length; at++) coordinates[at] /= masses[Math.floor(at / 3)];
    const isMatrix = distances.matrix.length > 0;
    const matrix = new Float64Array(isMatrix ? size * size : 0);
    for (let at = 0; at < distances.matrix.length; at++) {
        const a = nodeOf[Math.floor(at / nodeOf.length)];
        const b = nodeOf[at % nodeOf.length];
        if (a !== b) matrix[a * size + b] += distances.matrix[at] / (masses[a] * masses[b]);
    }
    return { ...distances, coordinates, matrix };
}

/** On the globe a place is a point of space: chords order pairs as great circles do and fall short by 0.1 % at 1,000 km. */
export function spacePoint(position: Position, metric: 'geographic' | 'planar'): [number, number, number] {
    if (metric === 'planar') return [position[0], position[1], 0];
    const lng = (position[0] * Math.PI) / 180;
    const lat = (position[1] * Math.PI) / 180;
    const radius = EARTH_RADIUS * Math.cos(lat);
    return [radius * Math.cos(lng), radius * Math.sin(lng), EARTH_RADIUS * Math.sin(lat)];
}

// The seconds of a drive as a function of the straight distance.
function paceOf(travel: UnitTravel | undefined): Pick<Distances, 'ends' | 'bases' | 'slopes'> {
    if (travel === undefined || travel.kind === 'matrix') {
        return { ends: new Float64Array(0), bases: new Float64Array(0), slopes: new Float64Array(0) };
    }
    const isPlanar = travel.kind === 'euclidean';
    const circuity = isPlanar ? 1 : (travel.circuity ?? DEFAULT_CIRCUITY);
    const bands = isPlanar ? [{ speed: travel.speed ?? 1 }] : (travel.speedBands ?? DEFAULT_SPEED_BANDS);
    const ends = Float64Array.from(bands, ({ upTo }, k) =>
        k === bands.length - 1 ? Number.POSITIVE_INFINITY : (upTo ?? Number.POSITIVE_INFINITY) / circuity,
    );
    const slopes = Float64Array.from(bands, ({ speed }) => circuity / speed);
    const bases = new Float64Array(bands.length);
    for (let k = 1; k < bands.length; k++) bases[k] = bases[k - 1] + (slopes[k - 1] - slopes[k]) * ends[k - 1];
    return { ends, bases, slopes };
}

function matrixOf(inputIndex: Int32Array, travel: UnitTravel | undefined): Float64Array {
    if (travel === undefined || travel.kind !== 'matrix') return new Float64Array(0);
    const size = inputIndex.length;
    const { durations } = flattenMatrix(travel);
    const matrix = new Float64Array(size * size);
    let longest = 0;
    for (let a = 0; a < size; a++) {
        for (let b = 0; b < a; b++) {
            const from = inputIndex[a];
            const to = inputIndex[b];
            const both = (durations[from * size + to] + durations[to * size + from]) / 2;
            matrix[a * size + b] = both;
            if (both < Number.POSITIVE_INFINITY && both > longest) longest = both;
        }
    }
    for (let a = 0; a < size; a++) {
        for (let b = 0; b < a; b++) {
            const both = Math.min(matrix[a * size + b], (longest || 1) * NO_WAY);
            matrix[a * size + b] = both;
            matrix[b * size + a] = both;
        }
    }
    return matrix;
}
