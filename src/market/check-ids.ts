import { formatPath, type IssueCollector, type IssuePath, isReservedKey } from '../core/index.js';

/** Finds ids that a list has twice, or that cannot be keys of a record; items that have no id at all are left to the structure check. */
export function checkUniqueIds(items: readonly unknown[], path: IssuePath, collector: IssueCollector): void {
    const firstById = new Map<string, number>();
    for (let i = 0; i < items.length; i++) {
        const id = (items[i] as { readonly id?: unknown } | null | undefined)?.id;
        if (typeof id !== 'string' || id === '') continue;
        if (isReservedKey(id)) {
            const expected = 'another id';
            collector.add('unknown-option', [...path, i, 'id'], 'is a word that JavaScript reserves', { received: id, expected });
        }
        const first = firstById.get(id);
        if (first === undefined) firstById.set(id, i);
        else {
            collector.add('duplicate-id', [...path, i, 'id'], `stands at ${formatPath([...path, first])} already`, {
                received: id,
                expected: 'a unique id',
            });
        }
    }
}
