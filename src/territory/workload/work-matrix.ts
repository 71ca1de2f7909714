import { checkStructure, finite, type IssueCollector, type IssuePath, list, optional, strict, text } from '../../core/index.js';

/**
 * What every unit means in work for every territory whose rep can serve it, in compressed rows: entries of the unit `unitIds[i]` stand from
 * `offsets[i]` to `offsets[i + 1]`. A territory without an entry may not own the unit; a unit without any entry is reached by no rep.
 * Plain data.
 */
export interface WorkMatrix {
    /** Ids of the units, a row each. */
    readonly unitIds: readonly string[];
    /** Ids of the territories, a column each. */
    readonly territoryIds: readonly string[];
    /** As many as units, and one more. */
    readonly offsets: readonly number[];
    /** Column of each entry, ascending by work within a row. */
    readonly columns: readonly number[];
    /** Seconds in four weeks that the unit takes this territory's rep: calls and the driving for them. */
    readonly durations: readonly number[];
    /** Seconds that each territory's rep works in four weeks; work above it counts twice. Default: no limit. */
    readonly capacities?: readonly number[];
}

/** The measure that a work matrix gives, whatever units say. */
export const WORKLOAD = 'workload';

const matrixSchema = strict({
    unitIds: list(text()),
    territoryIds: list(text()),
    offsets: list(finite({ min: 0, integer: true })),
    columns: list(finite({ min: 0, integer: true })),
    durations: list(finite({ min: 0 })),
    capacities: optional(list(finite({ min: 0 }))),
});

/** Checks a work matrix against the units and territories of a design, and adds an issue for each fault. */
export function checkWorkMatrix(
    work: unknown,
    unitIds: readonly string[],
    territoryIds: readonly string[],
    path: IssuePath,
    collector: IssueCollector,
): work is WorkMatrix {
    if (!checkStructure(matrixSchema, work, collector, path)) return false;
    const matrix = work as WorkMatrix;
    const before = collector.issues.length;
    const rows = matrix.unitIds.length;
    const { offsets, columns, durations, capacities } = matrix;
    const hasOrder = offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1]);
    if (offsets.length !== rows + 1 || offsets[0] !== 0 || offsets[rows] !== columns.length || !hasOrder) {
        const expected = `${rows + 1} places in ascending order, from 0 to the ${columns.length} of the entries`;
        collector.add('matrix-size', [...path, 'offsets'], 'do not part the entries into rows', {
            received: offsets.length,
            expected,
        });
    }
    if (durations.length !== columns.length) {
        const expected = `${columns.length}, one for each entry`;
        collector.add('matrix-size', [...path, 'durations'], 'has the wrong length', { received: durations.length, expected });
    }
    const outside = columns.findIndex((column) => column >= matrix.territoryIds.length);
    if (outside !== -1) {
        const expected = `less than the ${matrix.territoryIds.length} territories`;
        collector.add('out-of-range', [...path, 'columns', outside], 'is no column', { received: columns[outside], expected });
    }
    if (capacities !== undefined && capacities.length !== matrix.territoryIds.length) {
        const expected = `${matrix.territoryIds.length}, one for each territory`;
        collector.add('matrix-size', [...path, 'capacities'], 'has the wrong length', { received: capacities.length, expected });
    }
    const hint = 'estimate the work of all accounts and reps at once';
    reportMissing(unitIds, matrix.unitIds, 'unit', [...path, 'unitIds'], hint, collector);
    reportMissing(territoryIds, matrix.territoryIds, 'territory', [...path, 'territoryIds'], hint, collector);
    return collector.issues.length === before;
}

function reportMissing(
    needed: readonly string[],
    given: readonly string[],
    what: string,
    path: IssuePath,
    hint: string,
    collector: IssueCollector,
): void {
    const known = new Set(given);
    if (known.size < given.length) {
        const twice = given.find((id, i) => given.indexOf(id) < i);
        collector.add('duplicate-id', path, `names a ${what} twice`, { received: twice });
    }
    const missing = needed.filter((id) => !known.has(id));
    if (missing.length === 0) return;
    const received = missing.length === 1 ? missing[0] : `${missing[0]} and ${missing.length - 1} more`;
    collector.add('missing-key', path, `lacks a ${what} of the design`, { received, hint });
}

/** Entry of a unit's row for a territory, -1 if that may not own the unit. */
export function findEntry(work: WorkMatrix, row: number, column: number): number {
    for (let at = work.offsets[row]; at < work.offsets[row + 1]; at++) if (work.columns[at] === column) return at;
    return -1;
}
