import type { Position } from '../../geo/index.js';
import type { EuclideanTravel, TravelModel } from '../../travel/index.js';
import type { DistanceConvention } from './instance.js';
import type { VrplibText } from './vrplib-text.js';
import { countWeights, decimalDegrees, expandWeights, MATRIX_FORMATS, measureNodes, NODE_DISTANCES } from './vrplib-weights.js';

/** How far it is between the nodes of a VRPLIB file, and in which unit. */
export interface VrplibTravel {
    readonly travel: TravelModel;
    /** One a node, where the file has coordinates. */
    readonly positions?: readonly Position[];
    /** Factor on coordinates, times and prizes: 10 where all is in tenths. */
    readonly scale: number;
    readonly convention: string;
    readonly decimals?: number;
}

const EUCLIDEAN: Readonly<Record<string, EuclideanTravel>> = {
    EUC_2D: { kind: 'euclidean', rounding: 'round' },
    CEIL_2D: { kind: 'euclidean', rounding: 'ceil' },
    FLOOR_2D: { kind: 'euclidean', rounding: 'truncate' },
    EXACT_2D: { kind: 'euclidean' },
};

const KNOWN = ['EXPLICIT', ...Object.keys(EUCLIDEAN), ...Object.keys(NODE_DISTANCES)];

// A full matrix of more nodes than this would not fit the memory of a browser tab.
const MOST_MATRIX_NODES = 10_000;

/** Finds the travel model of a VRPLIB file; issues are collected in `file.source`. */
export function readVrplibTravel(file: VrplibText, size: number, rounding: DistanceConvention): VrplibTravel {
    const type = (file.keyword('EDGE_WEIGHT_TYPE') ?? '').toUpperCase();
    const coordinates = file.byNumber('NODE_COORD_SECTION', size, 2);
    const needsMatrix = type === 'EXPLICIT' || type in NODE_DISTANCES;
    if (!KNOWN.includes(type)) {
        file.failKeyword('EDGE_WEIGHT_TYPE', 'EDGE_WEIGHT_TYPE is not known', { expected: `one of ${KNOWN.join(', ')}` });
    } else if (needsMatrix && size > MOST_MATRIX_NODES) {
        const expected = `at most ${MOST_MATRIX_NODES} nodes where EDGE_WEIGHT_TYPE is ${type}`;
        file.failKeyword('DIMENSION', 'there are too many nodes for a matrix', { expected });
    } else if (type === 'EXPLICIT') {
        const durations = readMatrix(file, size);
        return {
            travel: { kind: 'matrix', size, durations },
            ...(coordinates === undefined ? {} : { positions: toPositions(coordinates, 1) }),
            scale: 1,
            convention: 'total distance of the matrix',
            ...(durations.every(Number.isInteger) ? { decimals: 0 } : {}),
        };
    } else if (coordinates === undefined) {
        file.source.collector.add('malformed-instance', ['NODE_COORD_SECTION'], 'the section is missing', {
            hint: `EDGE_WEIGHT_TYPE ${type} needs coordinates`,
        });
    } else if (needsMatrix) {
        return {
            travel: { kind: 'matrix', size, durations: measureNodes(coordinates, NODE_DISTANCES[type]) },
            positions:
                type === 'GEO'
                    ? coordinates.map(([x, y]) => [decimalDegrees(y), decimalDegrees(x)])
                    : toPositions(coordinates, 1),
            scale: 1,
            convention: `total distance, each distance by TSPLIB's rule ${type}`,
            decimals: 0,
        };
    } else {
        return euclidean(coordinates, type, rounding);
    }
    return { travel: { kind: 'euclidean' }, scale: 1, convention: '' };
}

function euclidean(coordinates: readonly (readonly number[])[], type: string, rounding: DistanceConvention): VrplibTravel {
    if (type === 'EUC_2D' && rounding === 'tenths') {
        return {
            travel: { kind: 'euclidean', rounding: 'truncate' },
            positions: toPositions(coordinates, 10),
            scale: 10,
            convention: 'in tenths: sum of floor(10 x distance) + 10 x uncollected prizes',
            decimals: 0,
        };
    }
    const positions = toPositions(coordinates, 1);
    if (type === 'EUC_2D' && rounding === 'dimacs') {
        const convention = 'total distance, each distance and time truncated to one decimal';
        return { travel: { kind: 'euclidean', rounding: 'truncate', decimals: 1 }, positions, scale: 1, convention, decimals: 1 };
    }
    const travel: EuclideanTravel = type === 'EUC_2D' && rounding === 'none' ? { kind: 'euclidean' } : { ...EUCLIDEAN[type] };
    if (travel.rounding === undefined) return { travel, positions, scale: 1, convention: 'total real distance' };
    const done = { round: 'rounded to the nearest integer', ceil: 'rounded up', truncate: 'truncated', none: '' }[
        travel.rounding
    ];
    return { travel, positions, scale: 1, convention: `total distance, each distance ${done}`, decimals: 0 };
}

function toPositions(coordinates: readonly (readonly number[])[], scale: number): Position[] {
    return coordinates.map(([x, y]) => [x * scale, y * scale]);
}

function readMatrix(file: VrplibText, size: number): Float64Array {
    const format = (file.keyword('EDGE_WEIGHT_FORMAT') ?? '').toUpperCase();
    const section = file.section('EDGE_WEIGHT_SECTION');
    if (!MATRIX_FORMATS.includes(format)) {
        const expected = `one of ${MATRIX_FORMATS.join(', ')}`;
        file.failKeyword('EDGE_WEIGHT_FORMAT', 'EDGE_WEIGHT_FORMAT is not known', { expected });
    } else if (section === undefined) {
        file.source.collector.add('malformed-instance', ['EDGE_WEIGHT_SECTION'], 'the section is missing', {
            hint: 'EDGE_WEIGHT_TYPE EXPLICIT needs it',
        });
    } else {
        const weights: number[] = [];
        for (const { line, values } of section.rows) {
            for (const value of values) {
                if (value < 0) file.source.fail(line, 'a distance is negative', { received: value, expected: 'a number from 0' });
                weights.push(value);
            }
        }
        const expected = countWeights(format, size);
        if (weights.length === expected) return expandWeights(weights, format, size);
        const details = { expected: `${expected} for ${size} nodes as ${format}` };
        file.source.fail(section.line, `EDGE_WEIGHT_SECTION has ${weights.length} numbers`, details);
    }
    return new Float64Array(0);
}
