import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CRM_REPS, inventExport, SYSTEMS } from './crm-exports.js';
import { documentOf, issuesOf, runInMemory } from './run-in-memory.js';
import { temporaryFolder } from './temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from './tiny-files.js';

interface Document {
    readonly inputs: readonly {
        readonly file: string;
        readonly rows: number;
        readonly columns: object;
        readonly unused: string[];
        readonly notes: string[];
    }[];
    readonly rejected: readonly { readonly code: string; readonly path: string[]; readonly leftOut: string }[];
    readonly notes: readonly string[];
}

function rowsOf(path: string): Record<string, string>[] {
    return Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
}

const FAST = ['--start', '2027-01-04', '--weeks', '1'];

describe.each(SYSTEMS)('an export of %s', (system) => {
    it('is planned as it is, and what is left out is listed', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', CRM_REPS);
        const { text, sound, rejected, columns } = inventExport(system, 7);
        const accounts = writeFileIn(folder, 'accounts.csv', text);
        const out = join(folder, 'plan');
        const finished = await runInMemory(['plan', '--accounts', accounts, '--reps', reps, '--out', out, ...FAST, '--json']);
        expect(finished.code).toBe(0);
        const document = documentOf(finished) as unknown as Document;
        expect(document.inputs[0]).toMatchObject({ file: accounts, rows: sound, columns });
        const rows = document.rejected.filter(({ leftOut }) => leftOut === 'row');
        expect(new Set(rows.map(({ path }) => path[0])).size).toBe(rejected);
        expect(document.rejected.filter(({ leftOut }) => leftOut === 'cell').map(({ code }) => code)).toEqual(['unknown-id']);
        expect(rowsOf(join(out, 'rejected.csv'))).toHaveLength(document.rejected.length);
        expect(document.notes.join()).toMatch(/ accounts stay with the rep who owns them/);
        const strict = await runInMemory([
            'plan',
            '--accounts',
            accounts,
            '--reps',
            reps,
            '--out',
            out,
            ...FAST,
            '--strict',
            '--json',
        ]);
        expect(strict.code).toBe(2);
    });

    it.each([1, 2, 3, 4, 5])('is designed, audited and assigned as it is (seed %i)', async (seed) => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', CRM_REPS);
        const { text, sound, rejected } = inventExport(system, seed);
        const accounts = writeFileIn(folder, 'accounts.csv', text);
        const out = join(folder, 'territories.csv');
        const count = (document: Document): number =>
            new Set(document.rejected.filter(({ leftOut }) => leftOut === 'row').map(({ path }) => path[0])).size;
        const search = ['--iterations', '200', '--tolerance', '200%'];
        const design = await runInMemory(['design', accounts, '--reps', reps, '--out', out, ...search, '--json']);
        expect(documentOf(design)).toMatchObject({ units: sound });
        expect(count(documentOf(design) as unknown as Document)).toBe(rejected);
        expect(rowsOf(join(folder, 'rejected.csv')).length).toBeGreaterThan(0);
        const audit = documentOf(
            await runInMemory(['audit', out, '--accounts', accounts, '--reps', reps, '--json']),
        ) as unknown as Document;
        expect([audit.inputs[0].rows, count(audit)]).toEqual([sound, rejected]);
        const assign = documentOf(await runInMemory(['assign', accounts, '--reps', reps, '--json'])) as unknown as Document & {
            leads: number;
        };
        expect([assign.leads, count(assign)]).toEqual([sound, rejected]);
        const next = join(folder, 'next.csv');
        const rebalance = await runInMemory(['rebalance', accounts, '--incumbent', out, '--out', next, ...search, '--json']);
        expect(count(documentOf(rebalance) as unknown as Document)).toBe(rejected);
    });
});

describe('faulty rows', () => {
    it('are counted by kind, the rarest first, and planned around', async () => {
        const folder = temporaryFolder();
        const missing = Array.from({ length: 12 }, (_, i) => `B${i},Lost ${i},,,10,1,30,`).join('\n');
        const accounts = writeFileIn(folder, 'accounts.csv', `${ACCOUNTS}${missing}\nA9,Odd hours,32.8,-96.9,1,1,30,sometimes\n`);
        const reps = writeFileIn(folder, 'reps.csv', `${REPS}R9,Nora,32.8,-96.9,never\n`);
        const out = join(folder, 'plan');
        const { code, stdout } = await runInMemory(['plan', '--accounts', accounts, '--reps', reps, '--out', out, ...FAST]);
        expect(code).toBe(0);
        expect(stdout).toContain(`${accounts}: 12 rows and 1 cell left out; the row of that cell is used.`);
        expect(stdout).toMatch(
            / {2}1 x row 19, opening_hours .*; assumed: open at all times\n {6}hint: .*\n {2}12 x row 7, latitude the latitude and the longitude are missing .*\n {6}hint: find the position/,
        );
        expect(stdout).toContain(`${reps}: 1 row left out.`);
        expect(stdout).toContain(`Nora (R9) is left out (row 4 of ${reps}) and owns no account.`);
        expect(stdout).toContain(`The whole list is in ${join(out, 'rejected.csv')}`);
        const rows = rowsOf(join(out, 'rejected.csv'));
        expect(rows).toHaveLength(14);
        expect(rows[0]).toMatchObject({
            file: accounts,
            row: '7',
            column: 'latitude',
            code: 'missing-position',
            'left out': 'row',
        });
        expect(rows[0]['hint']).toMatch(/find the position/);
    });

    it('empty the list of an earlier run once they are mended', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const out = join(folder, 'plan');
        const plan = async (text: string) => {
            const accounts = writeFileIn(folder, 'accounts.csv', text);
            return runInMemory(['plan', '--accounts', accounts, '--reps', reps, '--out', out, ...FAST]);
        };
        await plan(`${ACCOUNTS}A9,Lost,,,1,1,30,\n`);
        expect(rowsOf(join(out, 'rejected.csv'))).toHaveLength(1);
        await plan(ACCOUNTS);
        expect(rowsOf(join(out, 'rejected.csv'))).toHaveLength(0);
    });

    it('write no list where there is nothing to list', async () => {
        const folder = temporaryFolder();
        const argv = ['--accounts', writeFileIn(folder, 'a.csv', ACCOUNTS), '--reps', writeFileIn(folder, 'r.csv', REPS)];
        await runInMemory(['plan', ...argv, '--out', join(folder, 'plan'), ...FAST]);
        expect(existsSync(join(folder, 'plan', 'rejected.csv'))).toBe(false);
    });

    it('are told on stderr where the table goes to stdout, and go where --rejected says', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', 'Lead ID,lat,lng\nL1,32.8,-96.9\nL2,,\n');
        const piped = await runInMemory(['assign', leads, '--reps', reps]);
        expect(piped.stdout.trim().split('\r\n')).toHaveLength(2);
        expect(piped.stderr).toContain(`${leads}: 1 row left out.`);
        const list = join(folder, 'list.csv');
        const listed = await runInMemory(['assign', leads, '--reps', reps, '--rejected', list]);
        expect(listed.stderr).toContain(list);
        expect(rowsOf(list)).toHaveLength(1);
        expect(issuesOf(await runInMemory(['assign', leads, '--reps', reps, '--rejected', leads, '--json']))).toEqual([
            { code: 'output-is-input', path: [leads] },
        ]);
    });

    it('refuse the file where no row is sound', async () => {
        const folder = temporaryFolder();
        const argv = [
            '--accounts',
            writeFileIn(folder, 'a.csv', 'id,lat,lng\n1,,\n2,x,y\n'),
            '--reps',
            writeFileIn(folder, 'r.csv', REPS),
        ];
        expect((await runInMemory(['plan', ...argv, '--out', join(folder, 'plan')])).code).toBe(2);
    });

    it('in the rows of a plan in place are left out as well', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const rows = 'Account ID,Account Name,Account Owner\nA1,x,N\nA2,x,N\nA3,x,S\nA4,x,S\nA5,x,S\n"Copyright (c) 2027"\n';
        const file = writeFileIn(folder, 'plan.csv', rows);
        const document = documentOf(await runInMemory(['audit', file, '--accounts', accounts, '--json'])) as unknown as Document;
        expect(document.rejected).toMatchObject([{ code: 'malformed-table', path: ['row 7'] }]);
        expect(issuesOf(await runInMemory(['audit', file, '--accounts', accounts, '--strict', '--json']))).toEqual([
            { code: 'malformed-table', path: [file, 'row 7'] },
        ]);
    });
});

describe('misplaced accounts', () => {
    const around = Array.from({ length: 20 }, (_, i) => `G${i},Shop ${i},${32.5 + (i % 5) / 10},${-97 + Math.floor(i / 5) / 10}`);

    it('are left out before they stretch a territory to Africa', async () => {
        const folder = temporaryFolder();
        const bad = [
            'N1,Null,0,0',
            'S1,Swapped,-96.9,32.7',
            'S2,Swapped too,-96.8,32.6',
            'M1,Mirrored,32.7,96.9',
            'M2,Mirrored,-32.6,-96.8',
        ];
        const doubtful = ['D1,Shop 3,32.8,-97', 'F1,Far off,45.5,-122.6'];
        const accounts = writeFileIn(folder, 'a.csv', `id,name,lat,lng\n${[...around, ...bad, ...doubtful].join('\n')}\n`);
        const argv = ['design', accounts, '--territories', '2', '--iterations', '100', '--out', join(folder, 'out.csv')];
        const { inputs, rejected } = documentOf(await runInMemory([...argv, '--json'])) as unknown as Document;
        expect(inputs[0].rows).toBe(22);
        expect(rejected.map(({ code, path }) => `${path[0]} ${code}`).sort()).toEqual([
            'row 22 null-island',
            'row 23 swapped-coordinates',
            'row 24 swapped-coordinates',
            'row 25 mirrored-coordinates',
            'row 26 mirrored-coordinates',
        ]);
        expect(inputs[0].notes).toEqual([
            expect.stringMatching(/^2 accounts \(G3 in row \d+, D1 in row \d+\) have the same name .* \[likely-duplicate\]\.$/),
            expect.stringMatching(/^1 account \(F1 in row \d+\) lies far away .* \[far-outlier\]\.$/),
        ]);
        expect((await runInMemory([...argv, '--strict', '--force'])).code).toBe(2);
    });

    it.each([
        ['exchanged', 'S1,Swapped,-97,32.6', 'swapped-coordinates'],
        ['of another sign', 'M1,Mirrored,32.6,97', 'mirrored-coordinates'],
    ])('that are %s are found behind one at (0, 0), in a table of six', async (_, slip, code) => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(
            folder,
            'a.csv',
            `id,name,lat,lng\n${[slip, 'N1,Null,0,0', ...around.slice(0, 6)].join('\n')}\n`,
        );
        const reps = writeFileIn(folder, 'r.csv', 'id,lat,lng,working_hours\nR1,32.6,-96.9,Mo-Fr 08:00-17:00\n');
        const argv = ['plan', '--accounts', accounts, '--reps', reps, '--out', join(folder, 'plan'), ...FAST, '--json'];
        const { inputs, rejected } = documentOf(await runInMemory(argv)) as unknown as Document;
        expect(inputs[0].rows).toBe(6);
        expect(rejected.map(({ code, path }) => `${path[0]} ${code}`)).toEqual([`row 2 ${code}`, 'row 3 null-island']);
    });

    it('stand beside all other faults where the rules are strict', async () => {
        const folder = temporaryFolder();
        const bad = ['N1,Null,0,0', 'G3,Twice,32.5,-97', 'E1,Empty,,'];
        const accounts = writeFileIn(folder, 'a.csv', `id,name,lat,lng\n${[...around, ...bad].join('\n')}\n`);
        const argv = ['design', accounts, '--territories', '2', '--strict', '--out', join(folder, 'out.csv'), '--json'];
        expect(
            issuesOf(await runInMemory(argv))
                .map(({ code }) => code)
                .sort(),
        ).toEqual(['duplicate-id', 'missing-position', 'null-island']);
    });

    it('at (0, 0) are planned where the market is there', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(
            folder,
            'a.csv',
            `id,lat,lng\n${Array.from({ length: 9 }, (_, i) => `G${i},${i / 10},0`).join('\n')}\n`,
        );
        const argv = [
            'design',
            accounts,
            '--territories',
            '2',
            '--iterations',
            '100',
            '--out',
            join(folder, 'out.csv'),
            '--json',
        ];
        expect(documentOf(await runInMemory(argv))).toMatchObject({ units: 9, rejected: [] });
    });
});

describe('columns', () => {
    it('are named on every command line, or in a settings file', async () => {
        const folder = temporaryFolder();
        const odd = (text: string): string => text.replace('id,name,latitude,longitude', 'Nr X,name,N X,E X');
        const accounts = writeFileIn(folder, 'accounts.csv', odd(ACCOUNTS));
        const reps = writeFileIn(folder, 'reps.csv', odd(REPS));
        const names = { id: 'Nr X', latitude: ['nothing', 'N X'], longitude: 'E X' };
        const config = [
            '--config',
            writeFileIn(folder, 'c.json', JSON.stringify({ weeks: 1, columns: { accounts: names, reps: names } })),
        ];
        const flags = ['accounts', 'reps'].flatMap((table) =>
            ['id=Nr X', 'latitude = N X', 'longitude=E X'].flatMap((pair) => [
                '--columns',
                table === 'reps' ? `reps.${pair}` : pair,
            ]),
        );
        const plan = join(folder, 'territories.csv');
        const map = join(folder, 'map.geojson');
        for (const given of [config, flags]) {
            const force = ['--force', '--json'];
            const run = async (...argv: string[]): Promise<unknown> =>
                documentOf(await runInMemory([...argv, ...given, ...force]));
            const read = { inputs: [{ rows: 5 }, { rows: 2 }] };
            const search = ['--iterations', '100', '--tolerance', '200%'];
            expect(await run('plan', '--accounts', accounts, '--reps', reps, '--out', join(folder, 'p'), ...FAST)).toMatchObject(
                read,
            );
            expect(await run('design', accounts, '--reps', reps, '--out', plan, ...search)).toMatchObject(read);
            expect(await run('design', accounts, '--reps', reps, '--out', map, ...search)).toMatchObject(read);
            expect(
                await run('rebalance', accounts, '--reps', reps, '--incumbent', map, '--out', join(folder, 'n.csv'), ...search),
            ).toMatchObject(read);
            expect(await run('audit', plan, '--accounts', accounts, '--reps', reps)).toMatchObject(read);
            expect(await run('assign', accounts, '--reps', reps, '--territories', map)).toMatchObject(read);
        }
    });

    it('that are missing are named as the command line takes them', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'a.csv', 'id,lat,Longitudee\n1,48,11\n');
        const reps = writeFileIn(folder, 'r.csv', 'id,lat,lng,Attendance\nR,48,11,Mo-Fr 8-17\n');
        const { stderr } = await runInMemory(['plan', '--accounts', accounts, '--reps', reps, '--out', join(folder, 'out')]);
        expect(stderr).toContain('name it with --columns "longitude=Longitudee"; did you mean \'Longitudee\'? columns found: ');
        expect(stderr).toContain('name it with --columns "reps.hours=YOUR COLUMN"; columns found: ');
        expect(stderr).not.toContain('columns: {');
    });

    it('are left alone, and faults of the settings are told', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'a.csv', 'id,lat,lng,tier\n1,32.8,-96.8,E\n2,32.7,-96.8,F\n');
        const argv = ['design', accounts, '--territories', '1', '--iterations', '1', '--out', join(folder, 'o.csv'), '--json'];
        expect(documentOf(await runInMemory([...argv, '--columns', 'tier=']))).toMatchObject({ units: 2, rejected: [] });
        const config = writeFileIn(folder, 'c.json', JSON.stringify({ columms: {}, columns: { account: {} } }));
        expect(issuesOf(await runInMemory([...argv, '--columns', 'nonsense', '--config', config]))).toEqual([
            { code: 'unknown-key', path: [config, 'columns', 'account'] },
            { code: 'invalid-type', path: ['--columns'] },
            { code: 'unknown-key', path: [config, 'columms'] },
        ]);
        expect(issuesOf(await runInMemory([...argv, '--columns', 'id=Nr']))).toEqual([
            { code: 'missing-column', path: [accounts, 'columns', 'id'] },
        ]);
    });

    it('are told with what was not used and what was assumed', async () => {
        const folder = temporaryFolder();
        const text = ACCOUNTS.replace('id,name,latitude', 'Account ID,Phone,latitude');
        const argv = ['--accounts', writeFileIn(folder, 'a.csv', text), '--reps', writeFileIn(folder, 'r.csv', REPS)];
        const { stdout } = await runInMemory(['plan', ...argv, '--out', join(folder, 'plan'), ...FAST]);
        expect(stdout).toContain('5 accounts with id (Account ID), latitude, longitude, potential, callFrequency');
        expect(stdout).toContain('; not used: Phone.');
        expect(stdout).toContain("'call_duration' was read in minutes.");
    });
});

describe('GeoJSON and JSON', () => {
    const [header, ...lines] = ACCOUNTS.trim().split('\n');
    const rows = Papa.parse<Record<string, string>>([header, ...lines].join('\n'), { header: true }).data;
    const reps = Papa.parse<Record<string, string>>(REPS.trim(), { header: true }).data;
    const points = (list: readonly Record<string, string>[]): string =>
        JSON.stringify({
            type: 'FeatureCollection',
            features: list.map(({ latitude, longitude, ...properties }) => ({
                type: 'Feature',
                properties,
                geometry: { type: 'Point', coordinates: [Number(longitude), Number(latitude)] },
            })),
        });

    it.each([
        ['GeoJSON', points],
        ['JSON rows', JSON.stringify],
    ] as const)('%s gives every command what the table gives', async (_, write) => {
        const [csv, json] = [temporaryFolder(), temporaryFolder()];
        const answers = await Promise.all(
            [csv, json].map(async (folder) => {
                const accounts = writeFileIn(folder, 'accounts.any', folder === csv ? ACCOUNTS : write(rows));
                const staff = writeFileIn(folder, 'reps.any', folder === csv ? REPS : write(reps));
                const out = join(folder, 'territories.csv');
                const given = [
                    ['plan', '--accounts', accounts, '--reps', staff, '--out', join(folder, 'plan'), ...FAST],
                    ['design', accounts, '--reps', staff, '--out', out, '--iterations', '100', '--tolerance', '200%'],
                    ['audit', out, '--accounts', accounts, '--reps', staff],
                    ['assign', accounts, '--reps', staff],
                    [
                        'rebalance',
                        accounts,
                        '--incumbent',
                        out,
                        '--out',
                        join(folder, 'n.csv'),
                        '--iterations',
                        '100',
                        '--tolerance',
                        '200%',
                    ],
                ];
                const documents: unknown[] = [];
                for (const argv of given) {
                    const { seconds, files, file, inputs, ...document } = documentOf(await runInMemory([...argv, '--json']));
                    documents.push(document);
                }
                return documents;
            }),
        );
        expect(answers[1]).toEqual(answers[0]);
    });

    it('names the line of a fault in JSON, and features that are no points', async () => {
        const folder = temporaryFolder();
        const broken = writeFileIn(folder, 'a.geojson', '[\n  {"id": 1,,}\n]');
        const staff = writeFileIn(folder, 'r.csv', REPS);
        const argv = ['plan', '--reps', staff, '--out', join(folder, 'plan'), ...FAST, '--json', '--accounts'];
        expect(issuesOf(await runInMemory([...argv, broken]))).toEqual([{ code: 'malformed-json', path: [broken, 'line 2'] }]);
        const area = { type: 'Feature', properties: { id: 'X' }, geometry: { type: 'Polygon', coordinates: [] } };
        const collection = JSON.parse(points(rows)) as { features: object[] };
        collection.features.push(area);
        const mixed = writeFileIn(folder, 'm.geojson', JSON.stringify(collection));
        const document = documentOf(await runInMemory([...argv, mixed])) as unknown as Document;
        expect(document.rejected.map(({ code }) => code)).toContain('invalid-type');
        expect(document.inputs[0].rows).toBe(5);
    });
});

describe('a table with exchanged coordinates', () => {
    const rows = Array.from({ length: 12 }, (_, i) => [`A${i}`, (47.5 + i / 3).toFixed(2), (8 + (i % 5)).toFixed(2)]);
    const reps = 'id,latitude,longitude,working_hours\nR1,49,10,Mo-Fr 08:00-17:00\nR2,51,9,Mo-Fr 08:00-17:00\n';
    const exchanged = `id,latitude,longitude\n${rows.map(([id, lat, lng]) => `${id},${lng},${lat}`).join('\n')}\n`;
    const mirrored = `id,latitude,longitude\n${rows.map(([id, lat, lng]) => `${id},-${lat},${lng}`).join('\n')}\n`;

    it('is refused where reps live elsewhere, with the words that mend it', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', exchanged);
        const homes = writeFileIn(folder, 'reps.csv', reps);
        const commands = [
            ['plan', '--accounts', accounts, '--reps', homes, '--out', join(folder, 'plan'), ...FAST],
            ['design', accounts, '--reps', homes, '--out', join(folder, 'map.geojson')],
            ['assign', accounts, '--reps', homes],
        ];
        for (const argv of commands) {
            const issues = issuesOf(await runInMemory([...argv, '--json']));
            expect(issues).toEqual([expect.objectContaining({ code: 'swapped-coordinates', path: [accounts] })]);
        }
        const { code } = await runInMemory([
            ...commands[0],
            '--columns',
            'latitude=longitude',
            '--columns',
            'longitude=latitude',
        ]);
        expect(code).toBe(0);
        const flipped = writeFileIn(folder, 'mirrored.csv', mirrored);
        const issues = issuesOf(await runInMemory(['assign', flipped, '--reps', homes, '--json']));
        expect(issues).toEqual([expect.objectContaining({ code: 'mirrored-coordinates', path: [flipped] })]);
    });

    it('is named where only the sea tells', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', exchanged);
        const argv = ['design', accounts, '--territories', '2', '--iterations', '5000', '--out', join(folder, 'rows.csv')];
        const finished = await runInMemory(argv);
        expect(finished.stdout + finished.stderr).toContain('lie on land only if their coordinates are exchanged');
    });
});
