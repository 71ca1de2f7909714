import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAlignmentCsv } from '../../../src/formats/index.js';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from '../tiny-files.js';

const quick = ['--iterations', '20000'];

// A grid of 6 x 4 as a districting instance.
function gridInstance(): string {
    const units: string[] = [];
    const edges: string[] = [];
    for (let y = 0; y < 4; y++) {
        for (let x = 0; x < 6; x++) {
            const id = y * 6 + x;
            units.push(`${id} ${x} ${y} 1 ${1 + (id % 2)} 2 0`);
            if (x < 5) edges.push(`${id} ${id + 1}`);
            if (y < 3) edges.push(`${id} ${id + 6}`);
        }
    }
    return `${[units.length, ...units, edges.length, ...edges, '4 6 0.1 0.1 0.1'].join('\n')}\n`;
}

function accountsTable(): string {
    const rows = Array.from({ length: 24 }, (_, i) => `A${i},${48 + (i % 6) / 10},${11 + Math.floor(i / 6) / 10},${100 + i},7`);
    return `id,latitude,longitude,potential,beds\n${rows.join('\n')}\n`;
}

function squares(): string {
    const features = Array.from({ length: 12 }, (_, i) => {
        const [x, y] = [10 + (i % 4), 50 + Math.floor(i / 4)];
        const ring = [
            [x, y],
            [x + 1, y],
            [x + 1, y + 1],
            [x, y + 1],
            [x, y],
        ];
        const properties = { name: `area ${i}`, population: 100 };
        return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
    });
    return JSON.stringify({ type: 'FeatureCollection', features }, undefined, 1);
}

describe('beatplan design', () => {
    it('divides a districting instance as the file says', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'grid.dat', gridInstance());
        const out = join(folder, 'plan.csv');
        const finished = await runInMemory(['design', file, ...quick, '--out', out]);
        expect(finished).toMatchObject({ code: 0, stderr: '' });
        expect(finished.stdout).toContain('24 units into 4 territories');
        const { territories } = parseAlignmentCsv(readFileSync(out, 'utf8'));
        expect(territories.map(({ unitIds }) => unitIds.length)).toEqual([6, 6, 6, 6]);
    });

    it('says which barriers cannot be kept, and which parts touch nothing', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'grid.dat', gridInstance());
        const line = (coordinates: number[][]) => ({ type: 'LineString', coordinates });
        const barriers = writeFileIn(
            folder,
            'rivers.geojson',
            JSON.stringify({
                type: 'FeatureCollection',
                features: [
                    {
                        type: 'Feature',
                        properties: {},
                        geometry: line([
                            [2.5, -1],
                            [2.5, 5],
                        ]),
                    },
                ],
            }),
        );
        const out = join(folder, 'plan.csv');
        const argv = ['design', file, ...quick, '--territories', '1', '--out', out];
        const finished = await runInMemory([...argv, '--barriers', barriers]);
        expect(finished.stdout).toMatch(
            /1 link crosses a barrier, since nothing leads around it: \d+ and \d+ \(1\.0, territory-1\)/,
        );
        const points = writeFileIn(folder, 'points.geojson', JSON.stringify({ type: 'Point', coordinates: [0, 0] }));
        const issues = issuesOf(await runInMemory([...argv, '--force', '--barriers', points, '--json']));
        expect(issues).toEqual([expect.objectContaining({ code: 'invalid-type', path: [points, 'type'] })]);
        const short = writeFileIn(folder, 'short.geojson', JSON.stringify(line([[0, 0]])));
        const faults = issuesOf(await runInMemory([...argv, '--force', '--barriers', short, '--json']));
        expect(faults).toEqual([expect.objectContaining({ path: ['--barriers'] })]);

        const islands = JSON.parse(squares()) as { features: { geometry: { coordinates: number[][][] } }[] };
        for (const feature of islands.features.slice(0, 2)) {
            for (const corner of feature.geometry.coordinates[0]) corner[0] += 40;
        }
        const areas = writeFileIn(folder, 'areas.geojson', JSON.stringify(islands));
        const told = await runInMemory(['design', areas, ...quick, '--territories', '1', '--out', join(folder, 'map.geojson')]);
        expect(told.stdout).toMatch(
            /1 part of the market touches nothing near and counts? as touching the nearest: .+ km, territory-1\)/,
        );
    });

    it('divides accounts by a column of the table, and draws them', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', accountsTable());
        const out = join(folder, 'map.geojson');
        const argv = [
            'design',
            file,
            '--territories',
            '3',
            '--balance',
            'beds,potential',
            '--tolerance',
            '0.1',
            ...quick,
            '--out',
            out,
        ];
        const document = documentOf(await runInMemory([...argv, '--json']));
        expect(document).toMatchObject({ ok: true, command: 'design', units: 24, violations: [], cancelled: false });
        const { features } = JSON.parse(readFileSync(out, 'utf8'));
        expect(features.map(({ properties }: { properties: { beds: number } }) => properties.beds)).toEqual([56, 56, 56]);
    });

    it('dissolves areas into territories', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'areas.geojson', squares());
        const out = join(folder, 'map.geojson');
        const argv = ['design', file, '--territories', '2', '--balance', 'population', ...quick, '--out', out];
        expect((await runInMemory(argv)).code).toBe(0);
        const { features } = JSON.parse(readFileSync(out, 'utf8'));
        expect(features.map(({ geometry }: { geometry: { type: string } }) => geometry.type)).toEqual(['Polygon', 'Polygon']);
    });

    it('draws areas in colours by their borders, and simplifies the map', async () => {
        const folder = temporaryFolder();
        const corners = (x: number): number[] => [10 + x / 10, 50 + Math.abs((x % 10) - 5) / 1000];
        const border = Array.from({ length: 41 }, (_, x) => corners(x));
        const north = [...border, [14, 51], [10, 51], border[0]];
        const south = [...border, [14, 49], [10, 49], border[0]];
        const areas = [north, south].map((ring, i) => ({
            type: 'Feature',
            id: `a${i}`,
            properties: {},
            geometry: { type: 'Polygon', coordinates: [ring] },
        }));
        const file = writeFileIn(folder, 'areas.geojson', JSON.stringify({ type: 'FeatureCollection', features: areas }));
        const out = join(folder, 'map.geojson');
        const argv = ['design', file, '--territories', '2', '--balance', 'count', ...quick, '--out', out];
        expect((await runInMemory([...argv, '--simplify', '1000', '--border-weight', '1'])).code).toBe(0);
        const { features } = JSON.parse(readFileSync(out, 'utf8'));
        const rings = features.map(({ geometry }: { geometry: { coordinates: number[][][] } }) => geometry.coordinates[0]);
        expect(rings.map((ring: number[][]) => ring.length)).toEqual([5, 5]);
        expect(new Set(features.map(({ properties }: { properties: { fill: string } }) => properties.fill)).size).toBe(2);
        const table = await runInMemory([...argv.slice(0, -1), 'plan.csv', '--simplify', '0', '--json']);
        expect(issuesOf(table)).toEqual([{ code: 'out-of-range', path: ['--simplify'] }]);
        const rows = await runInMemory([...argv.slice(0, -1), 'plan.csv', '--simplify', '10', '--json']);
        expect(issuesOf(rows)).toEqual([{ code: 'contradictory-options', path: ['--simplify'] }]);
    });

    it('says which units lack what is balanced', async () => {
        const folder = temporaryFolder();
        const collection = JSON.parse(squares());
        const odd = [-5, '1,234', null, undefined];
        for (const [i, population] of odd.entries()) collection.features[i].properties.population = population;
        const file = writeFileIn(folder, 'areas.geojson', JSON.stringify(collection));
        const argv = [
            'design',
            file,
            '--territories',
            '2',
            '--balance',
            'population',
            ...quick,
            '--out',
            join(folder, 'plan.csv'),
        ];
        const { code, stdout } = await runInMemory(argv);
        expect(code).toBe(0);
        expect(stdout).toContain('4 of 12 units have no number from 0 as population, and count 0: area 0, area 1, area 2, …\n');
        const accounts = writeFileIn(
            folder,
            'accounts.csv',
            'id,latitude,longitude,potential\nA1,48,11,5\nA2,48,12,\nA3,48,13,5\n',
        );
        const sparse = [
            'design',
            accounts,
            '--territories',
            '2',
            '--balance',
            'potential',
            ...quick,
            '--out',
            join(folder, 'p.csv'),
        ];
        expect((await runInMemory(sparse)).stdout).toContain(
            '1 of 3 units have no number from 0 as potential, and count 0: A2\n',
        );
    });

    it('shows small workloads with a decimal, and counts one territory', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', 'id,latitude,longitude\nA1,48,11\n');
        const { stdout } = await runInMemory(['design', file, '--territories', '1', '--out', join(folder, 'plan.csv')]);
        expect(stdout).toContain('1 unit into 1 territory\n');
        expect(stdout).toMatch(/^territory-1 +1 +0\.3 +0\.0 %$/m);
    });

    it('ends with 1 where a tolerance cannot be met, and says why', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'grid.dat', gridInstance());
        const argv = ['design', file, '--territories', '5', '--tolerance', '0', ...quick, '--out', join(folder, 'plan.csv')];
        const finished = await runInMemory(argv);
        expect(finished.code).toBe(1);
        expect(finished.stdout).toContain('[tolerance-not-met]');
    });

    it('names every fault of the command line, the file and the request', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', accountsTable());
        const out = join(folder, 'plan.csv');
        const faults = async (...argv: string[]) => issuesOf(await runInMemory(['design', ...argv, '--json']));
        expect(await faults(file, '--territories', 'many', '--tolerance', '-1', '--border-weight', '-1')).toEqual([
            { code: 'not-a-number', path: ['--territories'] },
            { code: 'missing-key', path: ['--out'] },
            { code: 'out-of-range', path: ['--tolerance'] },
            { code: 'out-of-range', path: ['--border-weight'] },
        ]);
        expect(await faults(file, '--out', out)).toEqual([{ code: 'missing-key', path: ['--territories'] }]);
        expect(await faults(file, '--out', 'plan.xls')).toEqual([{ code: 'unknown-option', path: ['--out'] }]);
        expect(await faults(file, '--territories', '99', '--out', out)).toEqual([
            { code: 'too-many-territories', path: ['--territories'] },
        ]);
        expect(await faults(file, '--territories', '3', '--balance', 'height', '--out', out)).toEqual([
            { code: 'unknown-id', path: ['--balance'] },
        ]);
        const broken = writeFileIn(folder, 'broken.dat', gridInstance().replace('0 0 0 1', '0 0 zero 1'));
        expect(await faults(broken, '--out', out)).toMatchObject([{ code: 'malformed-instance', path: [broken, 'line 2'] }]);
        const unfinished = writeFileIn(folder, 'unfinished.geojson', '{ "type": ');
        expect(await faults(unfinished, '--territories', '2', '--out', out)).toEqual([
            { code: 'malformed-json', path: [unfinished, 'line 1'] },
        ]);
        const grid = writeFileIn(folder, 'grid.dat', gridInstance());
        expect(await faults(grid, '--out', join(folder, 'map.geojson'))).toEqual([{ code: 'unknown-option', path: ['--out'] }]);
    });
});

interface Written {
    readonly features: readonly { readonly id: string; readonly properties: Readonly<Record<string, unknown>> }[];
}

function readMap(file: string): Written {
    return JSON.parse(readFileSync(file, 'utf8')) as Written;
}

describe('beatplan design --reps', () => {
    const owned = (owners: Readonly<Record<string, string>>): string => {
        const [heading, ...rows] = ACCOUNTS.trim().split('\n');
        return [`${heading},owner`, ...rows.map((row) => `${row},${owners[row.slice(0, 2)] ?? ''}`), ''].join('\n');
    };
    const loose = ['--tolerance', '0.9', ...quick];

    it('puts a territory around each home, and names the rep', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const out = join(folder, 'map.geojson');
        expect((await runInMemory(['design', file, '--reps', reps, ...loose, '--out', out])).code).toBe(0);
        expect(readMap(out).features.map(({ id, properties }) => [id, properties['repId'], properties['repName']])).toEqual([
            ['R1', 'R1', 'Rep 1'],
            ['R2', 'R2', 'Rep 2'],
        ]);
        const rows = join(folder, 'plan.csv');
        await runInMemory(['design', file, '--reps', reps, '--territories', '3', ...loose, '--out', rows]);
        const { territories } = parseAlignmentCsv(readFileSync(rows, 'utf8'));
        expect(territories.map(({ id }) => id)).toEqual(['R1', 'R2', 'territory-1']);
        expect(territories[0].unitIds).toContain('A3');
        expect(territories[1].unitIds).toContain('A5');
    });

    it('keeps owners and shares', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', owned({ A5: 'R1', A1: 'stranger' }));
        const half = REPS.replace('working_hours', 'working_hours,share')
            .replace('17:00\n', '17:00,1\n')
            .replace('18:00\n', '18:00,0.25\n');
        const reps = writeFileIn(folder, 'reps.csv', half);
        const out = join(folder, 'plan.csv');
        const document = documentOf(await runInMemory(['design', file, '--reps', reps, ...loose, '--out', out, '--json']));
        const targets = (document as { territories: { targets: { workload: number } }[] }).territories.map(
            ({ targets: { workload } }) => workload,
        );
        expect(targets[0] / targets[1]).toBeCloseTo(4, 9);
        expect(parseAlignmentCsv(readFileSync(out, 'utf8')).territories[0].unitIds).toContain('A5');
    });

    it('names every fault of all files, and what does not fit', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', 'id,latitude,longitude\nA1,95,0\n');
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const out = join(folder, 'plan.csv');
        const faults = async (...argv: string[]) => issuesOf(await runInMemory(['design', ...argv, '--out', out, '--json']));
        const missing = join(folder, 'none.csv');
        expect((await faults(file, '--reps', file, '--incumbent', missing)).map(({ code, path }) => [code, path[0]])).toEqual([
            ['swapped-coordinates', file],
            ['file-not-found', missing],
            ['missing-column', file],
        ]);
        const grid = writeFileIn(folder, 'grid.dat', gridInstance());
        expect(await faults(grid, '--reps', reps)).toEqual([{ code: 'unknown-option', path: ['--reps'] }]);
        const one = writeFileIn(folder, 'one.csv', 'id,latitude,longitude\nA1,32,-97\n');
        expect(await faults(one, '--reps', reps)).toEqual([{ code: 'too-many-territories', path: ['--reps'] }]);
        const accounts = writeFileIn(folder, 'five.csv', ACCOUNTS);
        expect(await faults(accounts, '--reps', reps, '--territories', '1')).toEqual([
            { code: 'out-of-range', path: ['--territories'] },
        ]);
    });
});

describe('a plan in place as a map', () => {
    it('is read again as it was written, reps included', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const map = join(folder, 'map.geojson');
        const loose = ['--tolerance', '0.9', ...quick];
        await runInMemory(['design', file, '--reps', reps, ...loose, '--out', map]);
        const next = join(folder, 'next.geojson');
        const argv = ['rebalance', file, '--incumbent', map, ...loose, '--out', next, '--json'];
        expect(documentOf(await runInMemory([...argv, '--reps', reps]))).toMatchObject({ changes: { moves: [] }, notes: [] });
        expect(readMap(next).features.map(({ properties }) => properties['repId'])).toEqual(['R1', 'R2']);
        const without = documentOf(await runInMemory(argv)) as { notes: string[] };
        expect(without.notes).toEqual([expect.stringContaining('with --reps')]);
        expect(readMap(next).features.map(({ properties }) => properties['repId'])).toEqual(['R1', 'R2']);
        const joined = join(folder, 'joined.csv');
        const joining = ['rebalance', file, '--incumbent', map, '--reps', reps, '--leave', 'R1', '--join', 'north', ...loose];
        await runInMemory([...joining, '--out', joined]);
        expect(parseAlignmentCsv(readFileSync(joined, 'utf8')).territories.map(({ id }) => id)).toEqual(['R2', 'north']);
    });

    it('places areas by where they are, though a centroid may lie elsewhere', async () => {
        const folder = temporaryFolder();
        const bay = [
            [10, 50],
            [13, 50],
            [13, 51],
            [11, 51],
            [11, 52],
            [13, 52],
            [13, 53],
            [10, 53],
            [10, 52],
            [10, 51],
            [10, 50],
        ];
        const shapes = {
            bay,
            inlet: [
                [11, 51],
                [13, 51],
                [13, 52],
                [11, 52],
                [11, 51],
            ],
            west: [
                [9, 50],
                [10, 50],
                [10, 51],
                [10, 52],
                [10, 53],
                [9, 53],
                [9, 50],
            ],
        };
        const features = Object.entries(shapes).map(([id, ring]) => ({
            type: 'Feature',
            id,
            properties: {},
            geometry: { type: 'Polygon', coordinates: [ring] },
        }));
        const file = writeFileIn(folder, 'areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
        const rows = writeFileIn(folder, 'plan.csv', 'unit,territory\nbay,a\nwest,a\ninlet,b\n');
        const stay = ['--balance', 'count', '--tolerance', '0.5', '--max-moved', '0', ...quick];
        const map = join(folder, 'map.geojson');
        await runInMemory(['rebalance', file, '--incumbent', rows, ...stay, '--out', map]);
        const again = join(folder, 'again.csv');
        const finished = await runInMemory(['design', file, '--incumbent', map, ...stay.slice(0, 4), ...quick, '--out', again]);
        expect(finished.code).toBe(0);
        expect(finished.stdout).not.toContain('are new');
        expect(parseAlignmentCsv(readFileSync(again, 'utf8'))).toEqual(parseAlignmentCsv(readFileSync(rows, 'utf8')));
    });

    it('says what is new, and refuses what does not fit', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const map = join(folder, 'map.geojson');
        await runInMemory(['design', file, '--territories', '2', '--tolerance', '0.9', ...quick, '--out', map]);
        const more = writeFileIn(folder, 'more.csv', `${ACCOUNTS}A6,Far off,45,-90,70,1,45,Mo-Fr 08:00-17:00\n`);
        const out = join(folder, 'next.csv');
        const rebalance = (market: string) =>
            runInMemory(['rebalance', market, '--incumbent', map, '--tolerance', '900%', ...quick, '--out', out]);
        expect((await rebalance(more)).stdout).toContain(`1 of 6 units are new: they are in no territory of ${map}`);
        const elsewhere = writeFileIn(folder, 'elsewhere.csv', 'id,latitude,longitude\nA1,45,-90\nA2,46,-90\n');
        expect((await rebalance(elsewhere)).stderr).toContain('has none of the units in its outlines [unknown-id]');
        const grid = writeFileIn(folder, 'grid.dat', gridInstance());
        expect((await rebalance(grid)).stderr).toContain('[unknown-format]');
    });
});

describe('beatplan rebalance', () => {
    it('moves little, and lets a territory end', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'grid.dat', gridInstance());
        const plan = join(folder, 'plan.csv');
        await runInMemory(['design', file, ...quick, '--out', plan]);
        const out = join(folder, 'next.csv');
        const same = documentOf(await runInMemory(['rebalance', file, '--incumbent', plan, ...quick, '--out', out, '--json']));
        expect(same).toMatchObject({ ok: true, changes: { moves: [] } });
        const argv = [
            'rebalance',
            file,
            '--incumbent',
            plan,
            '--leave',
            'territory-2',
            '--tolerance',
            '0.3',
            ...quick,
            '--out',
            out,
        ];
        const finished = await runInMemory(argv);
        expect(finished).toMatchObject({ code: 0, stderr: '' });
        expect(finished.stdout).toMatch(/^moved +(\d+) units, .+ %, 6 of them from territories that end$/m);
        const { territories } = parseAlignmentCsv(readFileSync(out, 'utf8'));
        expect(territories.map(({ id }) => id)).toEqual(['territory-1', 'territory-3', 'territory-4']);
    });

    it('says what is wrong with the incumbent', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'grid.dat', gridInstance());
        const out = join(folder, 'plan.csv');
        const faults = async (table: string) => {
            const incumbent = writeFileIn(folder, 'incumbent.csv', table);
            return issuesOf(await runInMemory(['rebalance', file, '--incumbent', incumbent, '--out', out, '--strict', '--json']));
        };
        expect((await faults('place,who\n1,a\n')).map(({ code }) => code)).toEqual(['missing-column', 'missing-column']);
        expect((await faults('unit,territory\n1,a\n1,b\n')).map(({ code }) => code)).toEqual(['duplicate-id']);
        expect((await faults('unit,territory\nnobody,a\n')).map(({ code }) => code)).toEqual(['unknown-id']);
        const bare = await runInMemory(['rebalance', file, '--json']);
        expect(issuesOf(bare).map(({ path }) => path)).toEqual([['--incumbent'], ['--out']]);
    });
});
