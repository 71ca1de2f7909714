import { assertArguments, type Schema } from '../../core/index.js';
import type { Unit } from '../../territory/index.js';
import { assertReading, readerOptions, textSchema } from '../tables/check-arguments.js';
import { type Column, InstanceLines } from './instance-lines.js';

/** A districting instance in the text format of Ríos-Mercado and Fernández's generator. */
export interface Districting {
    readonly name: string;
    /** Ids as in the file, positions in a plane, measures `w1`, `w2` and `w3`. */
    readonly units: readonly Unit[];
    /** Units that touch, by id. */
    readonly edges: readonly (readonly [string, string])[];
    readonly territories: number;
    /** On every measure. */
    readonly tolerance: number;
}

/** What {@link readDistricting} takes. */
export interface DistrictingOptions {
    /** Default empty: the files hold no name. */
    readonly name?: string;
}

const MEASURES = ['w1', 'w2', 'w3'] as const;
const UNIT: readonly Column[] = [
    { name: 'id', integer: true },
    { name: 'x' },
    { name: 'y' },
    ...MEASURES.map((name) => ({ name, min: 0 })),
];
const EDGE: readonly Column[] = [
    { name: 'unit', integer: true },
    { name: 'unit', integer: true },
];

/** Whether a text looks like a districting instance: its first line is a number alone, as no line of column names is. */
export function isDistricting(text: string): boolean {
    assertArguments('the call', { text: textSchema }, { text });
    return /^\uFEFF?\s*\d+[ \t]*\r?\n/.test(text);
}

const optionsSchema: Schema = readerOptions('name');

/**
 * Reads a districting instance: the number of units, `id x y w1 w2 w3 …` a unit, the number of edges, an edge a line, and a last line
 * whose first number is the number of territories and whose first number with a decimal point is the tolerance on every measure.
 *
 * @param text - the file
 * @param options - a name
 * @returns units and edges as `designTerritories` takes them with `metric: 'planar'`
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @example
 * ```ts
 * const { units, edges, territories: count, tolerance } = readDistricting(text);
 * const balance = ['w1', 'w2', 'w3'].map((measure) => ({ measure, tolerance }));
 * const plan = designTerritories(units, { count, balance, edges, metric: 'planar' });
 * ```
 * @see Ríos-Mercado and Fernández 2009, doi:10.1016/j.cor.2007.10.024
 */
export function readDistricting(text: string, options: DistrictingOptions = {}): Districting {
    assertReading(text, options, optionsSchema);
    const name = options.name ?? '';
    const lines = new InstanceLines(text);
    const units: Unit[] = [];
    const known = new Set<string>();
    for (let left = readCount(lines, 'the number of units'); left > 0; left--) {
        const line = lines.expect('a unit a line');
        if (line === undefined) break;
        const row = lines.row(line, UNIT, true);
        if (row === undefined) {
            // Its edges are no fault of their own.
            known.add(line.text.split(/\s+/)[0]);
            continue;
        }
        const id = String(row[0]);
        if (known.has(id)) lines.fail(line, 'has the id of another unit', { received: id });
        known.add(id);
        units.push({ id, position: [row[1], row[2]], measures: { w1: row[3], w2: row[4], w3: row[5] } });
    }
    const edges: [string, string][] = [];
    for (let left = readCount(lines, 'the number of edges'); left > 0; left--) {
        const line = lines.expect('an edge a line');
        if (line === undefined) break;
        const row = lines.row(line, EDGE);
        if (row === undefined) continue;
        const ends = [String(row[0]), String(row[1])] as [string, string];
        for (const end of ends) if (!known.has(end)) lines.fail(line, 'unknown unit id', { received: end });
        edges.push(ends);
    }
    const last = lines.expect('the number of territories, and the tolerance');
    const words = last?.text.split(/\s+/) ?? [];
    const territories = Number(words[0]);
    const tolerance = Number(words.find((word) => word.includes('.')) ?? Number.NaN);
    if (last !== undefined && !(Number.isInteger(territories) && territories > 0 && tolerance >= 0)) {
        const expected = 'the number of territories, and a tolerance with a decimal point';
        lines.fail(last, 'does not tell the territories', { received: last.text, expected });
    }
    lines.expectEnd();
    lines.throwIfAny(name, 'districting');
    return { name, units, edges, territories, tolerance };
}

function readCount(lines: InstanceLines, what: string): number {
    const line = lines.expect(what);
    if (line === undefined) return 0;
    return lines.row(line, [{ name: what, min: 0, integer: true }])?.[0] ?? 0;
}
