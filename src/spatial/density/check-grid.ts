import { assertArguments, IssueCollector, list, loose, numberList, type Schema, satisfying } from '../../core/index.js';
import type { CellLayout } from './cell-layout.js';

const gridSchema: Schema = loose({
    keys: list(satisfying(isKey, 'is not a cell', 'the name of a cell')),
    counts: numberList(),
    sums: numberList(),
    layout: satisfying(isLayout, 'is not a layout of cells', 'the layout of a grid that densityGrid made'),
});

/**
 * Throws `invalid-input` unless a value is a grid whose lists belong together.
 *
 * @param what - the call as a person calls it
 */
export function assertGrid(grid: unknown, what: string): void {
    assertArguments(what, { grid: gridSchema }, { grid });
    const { keys, counts, sums } = grid as Readonly<Record<'keys' | 'counts' | 'sums', ArrayLike<unknown>>>;
    const collector = new IssueCollector();
    for (const [name, { length }] of Object.entries({ counts, sums })) {
        if (length === keys.length) continue;
        const details = { received: length, expected: `${keys.length}, one a cell` };
        collector.add('dimension-mismatch', ['grid', name], 'are not as many as the cells', details);
    }
    collector.throwIfAny(what);
}

function isKey(value: unknown): boolean {
    return typeof value === 'string' || Number.isSafeInteger(value);
}

function isLayout(value: unknown): boolean {
    const { outline, disk } = (value ?? {}) as Partial<CellLayout>;
    return typeof outline === 'function' && typeof disk === 'function';
}
