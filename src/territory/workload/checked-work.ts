import type { WorkMatrix } from './work-matrix.js';

/** The work of every sorted unit for every territory, in compressed rows, ascending by work within a row. */
export interface CheckedWork {
    readonly offsets: Int32Array;
    readonly territories: Int32Array;
    readonly seconds: Float64Array;
    /** By territory; Infinity if there is no limit. */
    readonly capacities: Float64Array;
}

/** Entry of a sorted unit for a territory, -1 if there is none. */
export function findWork({ offsets, territories }: CheckedWork, unit: number, territory: number): number {
    for (let at = offsets[unit]; at < offsets[unit + 1]; at++) if (territories[at] === territory) return at;
    return -1;
}

/** Territories whose rep can serve a sorted unit, ascending. */
export function territoriesOf({ offsets, territories }: CheckedWork, unit: number): Int32Array {
    return territories.slice(offsets[unit], offsets[unit + 1]).sort();
}

/** Seconds that a sorted unit takes a territory's rep, 0 if he cannot serve it. */
export function workOf(work: CheckedWork, unit: number, territory: number): number {
    const at = findWork(work, unit, territory);
    return at === -1 ? 0 : work.seconds[at];
}

/** Rows in the order of the sorted units, columns in that of the territories; what the design does not know is left out. */
export function sortWork(
    work: WorkMatrix,
    rankOf: ReadonlyMap<string, number>,
    territoryOf: ReadonlyMap<string, number>,
): CheckedWork {
    const territories: number[] = [];
    const seconds: number[] = [];
    const offsets = new Int32Array(rankOf.size + 1);
    const rowOf = new Map(work.unitIds.map((id, row) => [id, row]));
    const columns = work.territoryIds.map((id) => territoryOf.get(id) ?? -1);
    for (const [id, rank] of [...rankOf].sort((a, b) => a[1] - b[1])) {
        const row = rowOf.get(id)!;
        const entries: [territory: number, duration: number][] = [];
        for (let at = work.offsets[row]; at < work.offsets[row + 1]; at++) {
            const territory = columns[work.columns[at]];
            if (territory !== -1) entries.push([territory, work.durations[at]]);
        }
        entries.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
        for (const [territory, duration] of entries) {
            territories.push(territory);
            seconds.push(duration);
        }
        offsets[rank + 1] = territories.length;
    }
    const capacities = new Float64Array(territoryOf.size).fill(Number.POSITIVE_INFINITY);
    work.territoryIds.forEach((id, column) => {
        const territory = territoryOf.get(id);
        if (territory !== undefined && work.capacities !== undefined) capacities[territory] = work.capacities[column];
    });
    return {
        offsets,
        territories: Int32Array.from(territories),
        seconds: Float64Array.from(seconds),
        capacities,
    };
}
