import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { readAccountsCsv, readRepsCsv } from '../../src/formats/index.js';
import { ACCOUNT_FIELDS, ACCOUNT_SOURCES } from '../../src/formats/tables/account-fields.js';
import type { Field } from '../../src/formats/tables/columns.js';
import { FOREIGN_ACCOUNT_NAMES, FOREIGN_REP_NAMES } from '../../src/formats/tables/foreign-names.js';
import { REP_FIELDS, REP_SOURCES } from '../../src/formats/tables/rep-fields.js';
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
    visitValues: true,
    costs: true,
    seed: true,
    stop: true,
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
function columnNames(fields: Readonly<Record<string, Field>>): Record<string, readonly string[]> {
    return Object.fromEntries(Object.entries(fields).map(([field, { names }]) => [field, names]));
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

const PARTNERS: Readonly<Record<string, string>> = { lat: 'lng', latitude: 'longitude', y: 'x' };

/** A table with a column of one name for a field, and the usual columns for all others that are needed. */
function headersWith(field: string, name: string, required: readonly string[], documented: Record<string, string[]>): string[] {
    // One column of positions is looked for where there are no two.
    const isWhole = field === 'position';
    const needed = required.filter((other) => other !== field && !(isWhole && COORDINATES.includes(other)));
    const others = needed.map((other) => documented[other][0]);
    // The partner of a coordinate, so that both are of one source.
    const partner = Object.entries(PARTNERS)
        .find((pair) => pair.includes(name))
        ?.find((other) => other !== name);
    const fits = (header: string): string => (partner !== undefined && COORDINATES.includes(header) ? partner : header);
    return [...others.map(fits), name];
}

const COORDINATES = ['latitude', 'longitude'];

describe(COLUMNS, () => {
    it.each([
        ['## Accounts', 'ACCOUNT_FIELDS', ACCOUNT_FIELDS, ACCOUNT_SOURCES, FOREIGN_ACCOUNT_NAMES, readAccountsCsv],
        ['## Reps', 'REP_FIELDS', REP_FIELDS, REP_SOURCES, FOREIGN_REP_NAMES, readRepsCsv],
    ] as const)('lists under "%s" the names that %s knows', (heading, _, fields, sources, foreign, read) => {
        const documented = documentedNames(heading);
        expect(documented).toEqual(columnNames(fields));
        const required = Object.keys(fields).filter((field) => (fields as Record<string, Field>)[field].required === true);
        const columnOf = (headers: readonly string[], name: string): string | undefined =>
            Object.entries(read(`${headers.map((header) => `"${header}"`).join(',')}\n`).columns).find(
                ([, header]) => header === name,
            )?.[0];
        for (const [field, names] of Object.entries(documented)) {
            for (const name of names) {
                expect({ name, field: columnOf(headersWith(field, name, required, documented), name) }).toEqual({ name, field });
            }
        }
        const page = readText(COLUMNS);
        for (const source of sources.filter((word) => word !== '')) {
            expect(page).toContain(`\`${source}\``);
            const headers = [
                ...required.filter((field) => !COORDINATES.includes(field)),
                `${source} Latitude`,
                `longitude (${source})`,
            ];
            expect({ source, field: columnOf(headers, `longitude (${source})`) }).toEqual({ source, field: 'longitude' });
        }
        for (const [language, names] of Object.entries<Readonly<Partial<Record<string, readonly string[]>>>>(foreign)) {
            expect({ language, names: foreignNamesIn(page, heading, language) }).toEqual({ language, names });
            for (const [field, list] of Object.entries(names)) {
                if (COORDINATES.includes(field)) continue;
                for (const name of list ?? []) {
                    const others = required.filter((other) => other !== field);
                    expect({ language, name, field: columnOf([...others, name], name) }).toEqual({ language, name, field });
                }
            }
            const pair = [names['latitude']?.[0] ?? '', names['longitude']?.[0] ?? ''];
            const { columns } = read(`${[...required.filter((field) => !COORDINATES.includes(field)), ...pair].join(',')}\n`);
            expect([columns.latitude, columns.longitude]).toEqual(pair);
        }
    });
});

/** Names by field in the row of a language, below the heading that belongs to a table. */
function foreignNamesIn(page: string, heading: string, language: string): Record<string, string[]> {
    const section = page
        .split(/^(?=### )/m)
        .find((part) => part.startsWith(`### ${language}\n`))
        ?.split(/^(?=\*\*)/m)
        .find((part) => part.startsWith(`**${heading.slice(3)}**`));
    return Object.fromEntries(
        tableRows(section ?? '').map(([field, names]) => [
            field.replaceAll('`', ''),
            [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
        ]),
    );
}

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
        // The reference is written by typedoc; `build/check-links.mjs` follows the links of the built site.
        if (/^(?:https?:|\/api\/)/.test(target)) return false;
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
