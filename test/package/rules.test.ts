import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOMS = 'core geo spatial travel cluster market routing territory planning performance formats report cli'.split(' ');

// The first sub-room of each room that has any, and its last.
const SUB_ROOMS: Readonly<Record<string, readonly [first: string, last: string]>> = {
    travel: ['models', 'engines'],
    territory: ['model', 'assign'],
    spatial: ['query', 'density'],
    cluster: ['trees', 'quality'],
    formats: ['tables', 'calendars'],
    cli: ['terminal', 'commands'],
};

/** Where a file of a room lies, and how it leads to `src/`. */
function placeIn(room: string): { readonly folder: string; readonly up: string } {
    const subRooms = SUB_ROOMS[room];
    return subRooms === undefined ? { folder: room, up: '..' } : { folder: `${room}/${subRooms[0]}`, up: '../..' };
}

// Each file breaks, or keeps, the rules with the one import that it holds.
const BREAKING: Readonly<Record<string, readonly [imported: string, rule: string]>> = {
    ...Object.fromEntries(
        ROOMS.slice(1).map((room, place) => {
            const { folder, up } = placeIn(ROOMS[place]);
            return [`${folder}/upwards.ts`, [`import type { Face } from '${up}/${room}/index.js'`, `one-way-${ROOMS[place]}`]];
        }),
    ),
    ...Object.fromEntries(
        Object.entries(SUB_ROOMS).flatMap(([room, [first, last]]) => [
            [`${room}/${first}/onwards.ts`, [`import type { Face } from '../${last}/index.js'`, `one-way-${room}-${first}`]],
            [`${room}/${first}/outwards.ts`, [`import type { Face } from '../index.js'`, `one-way-${room}-${first}`]],
            [`${room}/loose.ts`, [`import type { Face } from '../core/index.js'`, `only-known-sub-rooms-${room}`]],
        ]),
    ),
    'geo/whole.ts': [`import type { Face } from '../index.js'`, 'one-way-geo'],
    'territory/model/routes.ts': [`import type { Face } from '../../routing/index.js'`, 'territory-not-to-routing'],
    'attic/index.ts': [`import type { Face } from '../core/index.js'`, 'only-known-rooms'],
    'geo/inside.ts': [`import { inner } from '../core/inner.js'`, 'rooms-by-their-index'],
    'index.ts': [`import { face } from './report/index.js'`, 'package-by-indexes'],
    'geo/circle.ts': [`import { face } from './round.js'`, 'no-circles'],
    'routing/check.ts': [`import { inner } from './inner.js'`, 'checker-stands-alone'],
    'routing/check/times.ts': [`import { face } from '../../travel/index.js'`, 'checker-takes-types-of-travel'],
    'geo/files.ts': [`import { readFileSync } from 'node:fs'`, 'node-in-cli-only'],
    'geo/paths.ts': [`import { join } from 'path'`, 'node-in-cli-only'],
    'geo/map.ts': [`import { map } from 'leaflet'`, 'no-development-packages'],
    'geo/nowhere.ts': [`import { face } from './nowhere-else.js'`, 'resolvable'],
};

const KEEPING: Readonly<Record<string, string>> = {
    'geo/circle-half.ts': `import type { Face } from '../core/index.js'`,
    'geo/round.ts': `import { face } from './circle.js'`,
    'geo/types.ts': `import type { Polygon } from 'geojson'`,
    'planning/both.ts': `import { face } from '../routing/index.js'`,
    'routing/check/types.ts': `import type { Face } from '../../travel/index.js'`,
    'routing/check/distance.ts': `import { face } from '../../geo/index.js'`,
    'report/map.ts': `import { map } from 'leaflet'`,
    'cli/files/text.ts': `import { readFileSync } from 'node:fs'`,
    'territory/assign/back.ts': `import type { Face } from '../model/index.js'`,
    'planning/sister.ts': `import { face } from '../territory/internal.js'`,
};

const folder = mkdtempSync(join(tmpdir(), 'beatplan-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
}

function writeImport(path: string, imported: string): void {
    const names = imported.replace(/^import (?:type )?\{ (\w+) \}.*/, '$1');
    const isType = imported.startsWith('import type');
    write(`src/${path}`, `${imported};\n${isType ? `export type Used = ${names};` : `export const face = ${names};`}`);
}

interface Violation {
    readonly from: string;
    readonly rule: { readonly name: string };
}

function violations(): readonly string[] {
    for (const name of ['node_modules', 'package.json', 'tsconfig.json']) symlinkSync(resolve(name), join(folder, name));
    const subRooms = Object.entries(SUB_ROOMS).flatMap(([room, names]) => names.map((name) => `${room}/${name}`));
    for (const room of [...ROOMS, ...subRooms]) {
        write(`src/${room}/index.ts`, 'export interface Face { readonly id: string }\nexport const face = 1;');
        write(`src/${room}/internal.ts`, 'export const face = 1;');
        write(`src/${room}/inner.ts`, 'export const inner = 1;');
    }
    for (const [path, [imported]] of Object.entries(BREAKING)) writeImport(path, imported);
    for (const [path, imported] of Object.entries(KEEPING)) writeImport(path, imported);
    const parameters = ['--config', resolve('.dependency-cruiser.cjs'), '--output-type', 'json', 'src'];
    const { stdout } = spawnSync(resolve('node_modules/.bin/depcruise'), parameters, { cwd: folder, encoding: 'utf8' });
    const found = (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
    return found.map(({ from, rule }) => `${from.slice('src/'.length)}: ${rule.name}`).sort();
}

describe('the rules of who imports whom', { timeout: 60_000 }, () => {
    it('fire at each breach and at nothing else', () => {
        const expected = Object.entries(BREAKING).map(([path, [, rule]]) => `${path}: ${rule}`);
        expect(violations()).toEqual(expected.sort());
    });
});
