import { IssueCollector, optional, type Schema, strict } from '../../core/index.js';
import { isDate } from '../../market/index.js';
import type { IncumbentPlan } from '../../planning/index.js';
import { assertReading, textSchema } from './check-arguments.js';
import { type Field, type FieldSet, matchColumns } from './columns.js';
import { readTable } from './table.js';

/** Options of {@link parseVisitsCsv}. */
export interface VisitsTableOptions {
    /** Between cells; default: found by structure. */
    readonly delimiter?: string;
}

const NAMES = ['status', 'date', 'rep_id', 'order', 'account_id', 'visit_id'] as const;

const FIELDS: FieldSet = {
    fields: Object.fromEntries(NAMES.map((name): [string, Field] => [name, { names: [name], required: true }])),
    sources: [],
};

const optionsSchema: Schema = strict({ delimiter: optional(textSchema) });

/**
 * Reads a table of visits, as `visitsToCsv` writes it, back into what a plan goes on from: who works which account, and who calls where on
 * which day, in which order.
 *
 * @param text - a table with the columns `status`, `date`, `rep_id`, `order`, `account_id` and `visit_id`; others are ignored
 * @returns an `incumbent` for `planBeats`; its `calendar` one for `planVisits`
 * @throws BeatplanError `empty-input`, `line-too-long`; `invalid-input` with `missing-column`, `malformed-table`, `missing-key`,
 *   `invalid-date`, `not-a-number` and `duplicate-id`
 */
export function parseVisitsCsv(text: string, options: VisitsTableOptions = {}): IncumbentPlan {
    assertReading(text, options, optionsSchema);
    const collector = new IssueCollector();
    const { headers, rows } = readTable(text, collector, {
        delimiter: options.delimiter,
        isHeader: (cells) => NAMES.every((name) => cells.some((cell) => cell.trim().toLowerCase() === name)),
    });
    const { columns } = matchColumns(headers, FIELDS, {}, collector);
    collector.throwIfAny('the table of visits');
    const at = Object.fromEntries(NAMES.map((name) => [name, columns.get(name)!])) as Record<(typeof NAMES)[number], number>;
    const visits: IncumbentPlan['calendar']['visits'][number][] = [];
    const repOf = new Map<string, string>();
    const seen = new Set<string>();
    for (const { number, cells } of rows) {
        const cell = (name: (typeof NAMES)[number]): string => cells[at[name]].trim();
        const [id, accountId, repId] = [cell('visit_id'), cell('account_id'), cell('rep_id')];
        const path = [`row ${number}`];
        if (accountId === '')
            collector.add('missing-key', [...path, 'account_id'], 'is empty', { expected: 'the id of an account' });
        else if (repId !== '' && !repOf.has(accountId)) repOf.set(accountId, repId);
        if (cell('status') !== 'planned') continue;
        if (id === '') collector.add('missing-key', [...path, 'visit_id'], 'is empty', { expected: 'the id of a visit' });
        if (repId === '') collector.add('missing-key', [...path, 'rep_id'], 'is empty', { expected: 'the id of a rep' });
        if (id !== '' && seen.has(id))
            collector.add('duplicate-id', [...path, 'visit_id'], 'names a visit again', { received: id });
        seen.add(id);
        const date = cell('date');
        if (!isDate(date))
            collector.add('invalid-date', [...path, 'date'], 'is not a date', { received: date, expected: 'YYYY-MM-DD' });
        const order = Number(cell('order'));
        if (!(Number.isInteger(order) && order > 0)) {
            const details = { received: cell('order'), expected: 'a whole number from 1' };
            collector.add('not-a-number', [...path, 'order'], 'is no place in a day', details);
        }
        visits.push({ id, accountId, repId, date, order });
    }
    collector.throwIfAny('the table of visits');
    const unitIds = new Map<string, string[]>();
    for (const [accountId, repId] of repOf) {
        const own = unitIds.get(repId);
        if (own === undefined) unitIds.set(repId, [accountId]);
        else own.push(accountId);
    }
    const territories = [...unitIds].map(([id, ids]) => ({ id, unitIds: ids }));
    return { alignment: { territories }, calendar: { visits } };
}
