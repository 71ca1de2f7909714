import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { readAccountsCsv, readRepsCsv } from '../../src/formats/index.js';
import type { ScoreFactor, ScoreOptions, ScoreTierOptions } from '../../src/market/index.js';
import { type PlanOptions, planBeats, type TerritoryOptions } from '../../src/planning/index.js';
import type { VehicleCosts } from '../../src/routing/index.js';
import type { GreatCircleTravel } from '../../src/travel/index.js';
import { firstColumn, pages, readText, tableRows } from './markdown.js';

const CONFIGURATION = 'docs/configuration.md';
const COLUMNS = 'docs/csv-columns.md';

// The compiler holds these lists to the types, the tests hold the page to these lists and to what the planner takes.
type Keys<T> = Readonly<Record<keyof Required<T>, true>>;
const PLAN: Keys<PlanOptions> = {
    start: true,
    weeks: true,
    travel: true,
    holidays: true,
    absences: true,
    dueAfter: true,
    costs: true,
    iterations: true,
    seed: true,
    timeLimit: true,
    scoring: true,
    territory: true,
};
const TRAVEL: Keys<GreatCircleTravel> = { kind: true, circuity: true, speedBands: true };
const COSTS: Keys<VehicleCosts> = { fixed: true, perHour: true, perKm: true };
const SCORING: Keys<ScoreOptions> = { factors: true, tiers: true, frequencies: true, durations: true, priorities: true };
const FACTOR: Keys<ScoreFactor> = { weight: true, field: true, values: true, scale: true, prefer: true };
const TIERS: Keys<ScoreTierOptions> = { by: true, share: true, cuts: true };
const TERRITORY: Keys<TerritoryOptions> = { balance: true, contiguity: true, near: true, stop: true };

function unknownKeys(options: object): string[] {
    try {
        planBeats([], [], { start: '2027-01-04', ...options });
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        return error.issues.filter(({ code }) => code === 'unknown-key').map(({ path }) => path.join('.'));
    }
    return [];
}

/** An object with these keys and values that no option takes. */
function absurd(keys: Readonly<Record<string, true>>): Record<string, unknown> {
    return Object.fromEntries(Object.keys(keys).map((key) => [key, null]));
}

describe(CONFIGURATION, () => {
    it.each([
        ['## Keys', [...Object.keys(PLAN), 'columns']],
        ['## Travel', Object.keys(TRAVEL)],
        ['## Costs', Object.keys(COSTS)],
        ['## Scoring', [SCORING, FACTOR, TIERS].flatMap(Object.keys)],
        ['## Territory', Object.keys(TERRITORY)],
    ])('lists the keys under "%s" and no others', (heading, keys) => {
        expect(firstColumn(CONFIGURATION, heading).sort()).toEqual([...keys].sort());
    });

    it('lists keys that the planner knows, and the planner would tell if not', () => {
        expect(unknownKeys({ ...absurd(PLAN), start: '2027-01-04' })).toEqual([]);
        expect(unknownKeys({ travel: absurd(TRAVEL), costs: absurd(COSTS), territory: absurd(TERRITORY) })).toEqual([]);
        expect(unknownKeys({ scoring: absurd(SCORING) })).toEqual([]);
        expect(unknownKeys({ scoring: { factors: { a: absurd(FACTOR) }, tiers: absurd(TIERS) } })).toEqual([]);
        expect(unknownKeys({ week: 4, scoring: { weights: 1 } })).toEqual(['options.week', 'options.scoring.weights']);
    });
});

/** The names of each field's column in the source. */
function columnNames(path: string): Record<string, string[]> {
    const source = readText(path);
    const fields = source.slice(source.indexOf('const FIELDS'), source.indexOf('\n};'));
    const entries = [...fields.matchAll(/(\w+): \{\s*names: \[([^\]]*)\]/g)];
    return Object.fromEntries(
        entries.map(([, field, names]) => [field, [...names.matchAll(/'([^']+)'/g)].map(([, name]) => name)]),
    );
}

function documentedNames(heading: string): Record<string, string[]> {
    const section = readText(COLUMNS)
        .split(/^(?=## )/m)
        .find((part) => part.startsWith(`${heading}\n`));
    const rows = tableRows(section ?? '');
    return Object.fromEntries(
        rows.map(([field, , , names]) => [field.replaceAll('`', ''), [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name)]),
    );
}

describe(COLUMNS, () => {
    it.each([
        ['## Accounts', 'src/formats/accounts-csv.ts', readAccountsCsv],
        ['## Reps', 'src/formats/reps-csv.ts', readRepsCsv],
    ] as const)('lists under "%s" the names that %s knows', (heading, source, read) => {
        const documented = documentedNames(heading);
        expect(documented).toEqual(columnNames(source));
        const required = ['id', 'latitude', 'longitude', 'hours'];
        for (const [field, names] of Object.entries(documented)) {
            for (const name of names) {
                const headers = [...required.filter((other) => other !== field).map((other) => documented[other][0]), name];
                const { columns } = read(`${headers.join(',')}\n`);
                expect({ name, field: Object.entries(columns).find(([, header]) => header === name)?.[0] }).toEqual({
                    name,
                    field,
                });
            }
        }
    });
});

function anchorOf(heading: string): string {
    return heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-');
}

/** Links of a page to files or headings that are not there. */
function brokenLinks(page: string): string[] {
    const targets = [...readText(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    return targets.filter((target) => {
        if (/^https?:/.test(target)) return false;
        const [path, anchor] = target.split('#');
        const file = path === '' ? page : join(dirname(page), path);
        if (!existsSync(file)) return true;
        if (anchor === undefined) return false;
        const headings = [...readText(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));
        return !headings.includes(anchor);
    });
}

/** All that the rooms' faces export, and the fields of every interface, as text. */
function exportsAndFields(): { readonly names: ReadonlySet<string>; readonly fields: ReadonlySet<string> } {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const texts = files.map((file) => ({ isFace: file.endsWith('index.ts'), text: readText(`src/${file}`) }));
    const names = texts.filter(({ isFace }) => isFace).flatMap(({ text }) => text.match(/\w+/g) ?? []);
    const fields = texts.flatMap(({ text }) => [...text.matchAll(/readonly (\w+)\??:/g)].map(([, field]) => field));
    return { names: new Set(names), fields: new Set(fields) };
}

describe('docs/glossary.md', () => {
    it('names types, fields and functions that are there', () => {
        const { names, fields } = exportsAndFields();
        const words = tableRows(readText('docs/glossary.md')).flatMap(([, , where]) =>
            [...where.matchAll(/`(\w+)(?:\.(\w+))?`/g)].map(([, name, field]) => ({ name, field })),
        );
        expect(words.length).toBeGreaterThan(50);
        expect(words.filter(({ name, field }) => !names.has(name) || (field !== undefined && !fields.has(field)))).toEqual([]);
    });
});

describe('links', () => {
    it.each(pages())('of %s lead somewhere', (page) => {
        expect(brokenLinks(page)).toEqual([]);
    });
});

/** Files and folders of this repository that a page names in backticks. */
function namedFiles(page: string): string[] {
    const named = [...readText(page).matchAll(/`((?:src|test|examples|build|bench)\/[a-z\d./-]+)`/g)].map(([, path]) => path);
    return [...new Set(named)];
}

describe('files', () => {
    it.each(pages().filter((page) => namedFiles(page).length > 0))('that %s names are there', (page) => {
        expect(namedFiles(page).filter((path) => !existsSync(path))).toEqual([]);
    });
});
