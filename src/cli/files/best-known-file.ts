import Papa from 'papaparse';
import { BeatplanError, IssueCollector } from '../../core/index.js';
import { readNumberOption } from '../terminal/number-option.js';
import { readTextFile } from './read-text-file.js';

const INSTANCE_COLUMN = /^(?:instance|name|file)$/i;
const BEST_COLUMN = /^(?:best|bks|best[ _-]?known.*|optimum|value)$/i;

/**
 * Reads best known values: a number, or a table with a column `instance` and a column `best` (or `best_known`, `bks`).
 *
 * @param given - the number or the path of the table
 * @param option - its option, for issues
 * @returns the value of an instance by its name, without the ending of its file
 * @throws BeatplanError `invalid-input` with `missing-column` and `not-a-number` issues; as reading a file
 */
export async function readBestKnown(given: string, option: string): Promise<(instance: string) => number | undefined> {
    if (given.trim() !== '' && !Number.isNaN(Number(given))) {
        const collector = new IssueCollector();
        const value = readNumberOption(given, option, {}, collector);
        collector.throwIfAny('The command line');
        return () => value;
    }
    const { text } = await readTextFile(given);
    const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
    const instance = meta.fields?.find((field) => INSTANCE_COLUMN.test(field.trim()));
    const best = meta.fields?.find((field) => BEST_COLUMN.test(field.trim()));
    const collector = new IssueCollector();
    if (instance === undefined || best === undefined) {
        const missing = instance === undefined ? 'instance' : 'best';
        const hint = `give a number, or a table with the columns 'instance' and 'best'`;
        collector.add('missing-column', [given], `has no column '${missing}'`, { received: meta.fields ?? [], hint });
        throw new BeatplanError('missing-column', 'The best known values cannot be read:', collector.issues);
    }
    const values = new Map<string, number>();
    for (const [i, row] of data.entries()) {
        const cell = (row[best] ?? '').trim();
        if (cell === '') continue;
        const value = Number(cell);
        if (Number.isFinite(value)) values.set(nameOf(row[instance] ?? ''), value);
        else collector.add('not-a-number', [given, i + 2, best], 'is not a number', { received: cell });
    }
    collector.throwIfAny('The table of best known values');
    return (name) => values.get(nameOf(name));
}

function nameOf(text: string): string {
    return text
        .trim()
        .replace(/^.*[\\/]/, '')
        .replace(/\.[a-z]+$/i, '')
        .toLowerCase();
}
