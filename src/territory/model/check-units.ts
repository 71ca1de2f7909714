import {
    checkStructure,
    coordinates,
    finite,
    type IssueCollector,
    LARGEST_AMOUNT,
    list,
    record,
    type Schema,
    strict,
    text,
} from '../../core/index.js';
import { checkPosition } from '../../geo/internal.js';
import type { Unit } from './unit.js';

/** Structure of a unit. */
export const unitSchema: Schema = strict({
    id: text(),
    position: coordinates(),
    measures: record(finite({ min: 0, max: LARGEST_AMOUNT })),
});

/** Checks units and adds an issue for each fault; the index of every id. */
export function checkUnits(
    units: readonly Unit[],
    metric: 'geographic' | 'planar',
    collector: IssueCollector,
    argument = 'units',
): ReadonlyMap<string, number> {
    const indexOf = new Map<string, number>();
    if (!checkStructure(list(unitSchema), units, collector, [argument])) return indexOf;
    for (let i = 0; i < units.length; i++) {
        const { id, position } = units[i];
        if (indexOf.has(id))
            collector.add('duplicate-id', [argument, i, 'id'], 'is already used by another unit', { received: id });
        else indexOf.set(id, i);
        if (metric === 'geographic') checkPosition(position, [argument, i, 'position'], collector);
    }
    return indexOf;
}
