import type { MatrixEntries, MatrixTravel } from './travel-model.js';

/** A {@link MatrixTravel} as flat lists: entry `from * size + to`, `Infinity` where there is no way. */
export interface FlatMatrix extends MatrixTravel {
    readonly size: number;
    readonly durations: ArrayLike<number>;
    readonly distances?: ArrayLike<number>;
}

/** Whether entries are a list of rows. */
export function isNested(entries: MatrixEntries): entries is ArrayLike<ArrayLike<number | null>> {
    return entries.length > 0 && typeof entries[0] === 'object' && entries[0] !== null;
}

/** Number of locations: as stated, else as many as there are rows; of a flat list that is no square, a fraction. */
export function matrixSize({ size, durations }: MatrixTravel): number {
    return size ?? (isNested(durations) ? durations.length : Math.sqrt(durations.length));
}

/** The same matrix as flat lists; itself where it is flat already. O(entries) */
export function flattenMatrix(travel: MatrixTravel): FlatMatrix {
    const size = matrixSize(travel);
    const durations = flatten(travel.durations, size);
    if (travel.distances === undefined) return { kind: 'matrix', size, durations };
    return { kind: 'matrix', size, durations, distances: flatten(travel.distances, size) };
}

function flatten(entries: MatrixEntries, size: number): ArrayLike<number> {
    if (!isNested(entries)) return hasGaps(entries) ? Float64Array.from(entries, lengthOf) : (entries as ArrayLike<number>);
    const flat = new Float64Array(size * size);
    for (let from = 0; from < size; from++) {
        const row = entries[from];
        for (let to = 0; to < size; to++) flat[from * size + to] = lengthOf(row[to]);
    }
    return flat;
}

function hasGaps(entries: ArrayLike<number | null>): boolean {
    return Array.isArray(entries) && entries.includes(null);
}

function lengthOf(entry: number | null): number {
    return entry ?? Number.POSITIVE_INFINITY;
}
