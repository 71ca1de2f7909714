import { type IssueCollector, nearestWord } from '../core/index.js';
import type { Table } from './table.js';

/** A field that a column can hold. */
export interface Field {
    /** Names that the column may have, the most telling first; capitals, spaces and punctuation do not matter. */
    readonly names: readonly string[];
    readonly required?: boolean;
}

/** Index of each field's column; a field without one is absent. */
export type ColumnMap = ReadonlyMap<string, number>;

/**
 * Finds the column of each field: the one that the caller names, else the first that has one of the field's names.
 * A required field without a column is a `missing-column` issue.
 */
export function matchColumns(
    table: Table,
    fields: Readonly<Record<string, Field>>,
    named: Readonly<Record<string, string | undefined>>,
    collector: IssueCollector,
): ColumnMap {
    const plain = table.headers.map(plainName);
    const columns = new Map<string, number>();
    const taken = new Set<number>();
    const found = `columns found: ${table.headers.map((header) => `'${header}'`).join(', ')}`;
    for (const [field, header] of Object.entries(named)) {
        if (header === undefined) continue;
        if (!Object.hasOwn(fields, field)) {
            const near = nearestWord(field, Object.keys(fields));
            const hint = near === undefined ? `known fields: ${Object.keys(fields).join(', ')}` : `did you mean '${near}'?`;
            collector.add('unknown-key', ['columns', field], 'is not a field', { hint });
            continue;
        }
        const exact = table.headers.indexOf(header);
        const at = exact < 0 ? plain.indexOf(plainName(header)) : exact;
        if (at < 0) {
            const near = nearestWord(header, table.headers);
            const hint = near === undefined ? found : `did you mean '${near}'? ${found}`;
            collector.add('missing-column', ['columns', field], 'names a column that the table does not have', {
                received: header,
                hint,
            });
        } else {
            columns.set(field, at);
            taken.add(at);
        }
    }
    for (const [field, { names }] of Object.entries(fields)) {
        if (named[field] !== undefined) continue;
        for (const name of names) {
            const at = plain.findIndex((header, i) => header === plainName(name) && !taken.has(i));
            if (at < 0) continue;
            columns.set(field, at);
            taken.add(at);
            break;
        }
    }
    const free = table.headers.filter((_, i) => !taken.has(i));
    for (const [field, { names, required }] of Object.entries(fields)) {
        if (required !== true || columns.has(field) || named[field] !== undefined) continue;
        const near = free.find((header) => nearestWord(header, names) !== undefined && plainName(header).length > 2);
        const guess = near === undefined ? '' : `did you mean '${near}'? Then map it: columns: { ${field}: '${near}' }; `;
        collector.add('missing-column', [names[0]], 'the column is missing', {
            expected: `one of ${names.map((name) => `'${name}'`).join(', ')}`,
            hint: guess + found,
        });
    }
    return columns;
}

/** A column name without capitals, spaces and punctuation. */
export function plainName(name: string): string {
    return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
