import {
    assertCollector,
    checkStructure,
    finite,
    type IssueCollector,
    type IssuePath,
    list,
    numbers,
    oneOf,
    optional,
    type Schema,
    satisfying,
    strict,
    variant,
} from '../../core/index.js';
import { isNested, matrixSize } from './flat-matrix.js';
import type { MatrixEntries, MatrixTravel, RoadSource, SpeedBand, TravelModel } from './travel-model.js';

const MOST_LISTED = 10;
// Beyond these, sums and products of travel overflow.
const LARGEST = 1e15;
const LEAST_SPEED = 1e-9;

function speed(): Schema {
    return finite({ min: LEAST_SPEED, max: LARGEST });
}

function isRoadSource(value: unknown): boolean {
    const { trip, matrix } = (value ?? {}) as Partial<RoadSource>;
    return typeof trip === 'function' && typeof matrix === 'function';
}

const modelSchema: Schema = variant('kind', {
    'great-circle': strict({
        kind: oneOf(['great-circle']),
        circuity: optional(finite({ min: 1, max: 1e6 })),
        speedBands: optional(list(strict({ upTo: optional(finite({ moreThan: 0, infinite: true })), speed: speed() }))),
    }),
    euclidean: strict({
        kind: oneOf(['euclidean']),
        speed: optional(speed()),
        rounding: optional(oneOf(['none', 'round', 'truncate', 'ceil'])),
        decimals: optional(finite({ min: 0, max: 9, integer: true })),
    }),
    roads: strict({
        kind: oneOf(['roads']),
        roads: satisfying(isRoadSource, 'does not know roads', 'a RoadGraph, or an object with trip and matrix'),
    }),
    matrix: strict({
        kind: oneOf(['matrix']),
        size: optional(finite({ min: 0, integer: true })),
        durations: numbers(),
        distances: optional(numbers()),
    }),
});

/**
 * Checks a travel model and adds an issue for each fault; of a matrix's faulty entries the first ten and then how many more.
 *
 * @param model - any value
 * @param path - where it stands in the whole input
 * @returns whether the model is sound; O(entries) for a matrix
 */
export function checkTravelModel(model: unknown, path: IssuePath, collector: IssueCollector): model is TravelModel {
    assertCollector(collector, path);
    const before = collector.issues.length;
    if (!checkStructure(modelSchema, model, collector, path)) return false;
    const sound = model as TravelModel;
    if (sound.kind === 'great-circle' && sound.speedBands !== undefined)
        checkBands(sound.speedBands, [...path, 'speedBands'], collector);
    if (sound.kind === 'matrix') checkMatrix(sound, path, collector);
    return collector.issues.length === before;
}

function checkBands(bands: readonly SpeedBand[], path: IssuePath, collector: IssueCollector): void {
    if (bands.length === 0) collector.add('empty-input', path, 'has no band', { hint: 'leave it out for the default speeds' });
    for (let i = 0; i < bands.length; i++) {
        const { upTo } = bands[i];
        const isLast = i === bands.length - 1;
        if (upTo === undefined) {
            if (!isLast)
                collector.add('missing-key', [...path, i, 'upTo'], 'is missing', {
                    expected: 'metres; only the last band may leave it out',
                });
            continue;
        }
        const previous = i === 0 ? 0 : (bands[i - 1].upTo ?? 0);
        if (upTo <= previous) {
            const expected = `more than ${previous}, the end of the band before`;
            collector.add('out-of-range', [...path, i, 'upTo'], 'does not rise', { received: upTo, expected });
        }
    }
}

function checkMatrix(travel: MatrixTravel, path: IssuePath, collector: IssueCollector): void {
    const size = matrixSize(travel);
    const { durations, distances } = travel;
    const isSquare = checkShape(durations, size, [...path, 'durations'], collector);
    if (isSquare) checkEntries(durations, durations, size, [...path, 'durations'], 'times', collector);
    if (distances === undefined || !checkShape(distances, size, [...path, 'distances'], collector)) return;
    // A distance may be infinite too, where the duration says that there is no way.
    if (isSquare) checkEntries(distances, durations, size, [...path, 'distances'], 'distances', collector);
}

function checkShape(entries: MatrixEntries, size: number, path: IssuePath, collector: IssueCollector): boolean {
    if (!isNested(entries)) {
        if (Number.isInteger(size) && entries.length === size * size) return true;
        const expected = Number.isInteger(size) ? `${size} x ${size} = ${size * size} entries` : 'a square number of entries';
        const hint = 'rows follow each other in one flat list, entry from * size + to, or are lists in a list';
        collector.add('matrix-size', path, 'has the wrong length', { received: entries.length, expected, hint });
        return false;
    }
    if (entries.length !== size) {
        collector.add('matrix-size', path, 'has the wrong length', { received: entries.length, expected: `${size} rows` });
        return false;
    }
    const before = collector.issues.length;
    for (let i = 0; i < entries.length && collector.issues.length < before + MOST_LISTED; i++) {
        const row: unknown = entries[i];
        if (!checkStructure(numbers(), row, collector, [...path, i]) || (row as ArrayLike<unknown>).length === size) continue;
        const details = { received: (row as ArrayLike<unknown>).length, expected: `${size} entries, as there are rows` };
        collector.add('matrix-size', [...path, i], 'has the wrong length', details);
    }
    return collector.issues.length === before;
}

function checkEntries(
    entries: MatrixEntries,
    durations: MatrixEntries,
    size: number,
    path: IssuePath,
    what: 'times' | 'distances',
    collector: IssueCollector,
): void {
    let faults = 0;
    for (let from = 0; from < size; from++) {
        for (let to = 0; to < size; to++) {
            const entry: unknown = entryOf(entries, size, from, to);
            if (typeof entry === 'number' && entry >= 0 && entry <= LARGEST) continue;
            if (isNoWay(entry) && isNoWay(entryOf(durations, size, from, to))) continue;
            faults++;
            const at = isNested(entries) ? [from, to] : [from * size + to];
            if (faults <= MOST_LISTED) reportEntry(entry, [...path, ...at], collector);
        }
    }
    if (faults > MOST_LISTED) {
        const message = `has ${faults - MOST_LISTED} more entries that are not travel ${what}`;
        collector.add('invalid-input', path, message, { received: `${faults} faulty entries in all` });
    }
}

function entryOf(entries: MatrixEntries, size: number, from: number, to: number): unknown {
    return isNested(entries) ? entries[from][to] : entries[from * size + to];
}

function isNoWay(entry: unknown): boolean {
    return entry === null || entry === Number.POSITIVE_INFINITY;
}

function reportEntry(entry: unknown, path: IssuePath, collector: IssueCollector): void {
    const expected = 'a number from 0 to 1e+15; null or Infinity if there is no way';
    if (typeof entry !== 'number') collector.add('invalid-type', path, 'is not a number', { received: entry, expected });
    else if (entry < 0) collector.add('negative-travel', path, 'is negative', { received: entry, expected });
    else if (Number.isFinite(entry)) collector.add('out-of-range', path, 'is out of range', { received: entry, expected });
    else collector.add('not-finite', path, 'is not a finite number', { received: entry, expected });
}
