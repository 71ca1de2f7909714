import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf, issuesOf, runInMemory } from './run-in-memory.js';
import { temporaryFolder } from './temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from './tiny-files.js';

const box = (west: number, east: number): unknown => ({
    type: 'Polygon',
    coordinates: [
        [
            [west, 32],
            [east, 32],
            [east, 33],
            [west, 33],
            [west, 32],
        ],
    ],
});
const territories = (middle: number, rep = 'R1'): string =>
    JSON.stringify({
        type: 'FeatureCollection',
        features: [
            { type: 'Feature', id: 'T2', properties: null, geometry: box(-98, middle) },
            { type: 'Feature', properties: { id: 'T1', repId: rep, color: 1 }, geometry: box(-97, -96) },
        ],
    });

interface Audited {
    readonly territories: readonly { readonly repId?: string; readonly deviations: Readonly<Record<string, number>> }[];
}

const LEADS = `id,latitude,longitude,owner,segment
L1,32.8,-96.5,,shop
L2,32.8,-97.5,R1,shop
L3,32.8,-97.5,,shop
`;

describe('beatplan audit', () => {
    it('finds nothing where nothing is wrong', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const file = writeFileIn(folder, 'territories.geojson', territories(-97));
        const { code, stdout, stderr } = await runInMemory(['audit', file, '--accounts', accounts]);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout).toContain('2 territories, 5 accounts');
        expect(stdout).toMatch(/^T1 +R1 +3 /m);
        expect(stdout).toMatch(/^overlaps: 0$/m);
        expect(stdout).toMatch(/^workload +furthest from the mean \d+\.\d %/m);
    });

    it('lists overlaps, gaps and exceptions, and says so by its exit code', async () => {
        const folder = temporaryFolder();
        const [heading, ...rows] = ACCOUNTS.trim().split('\n');
        const owned = [`${heading},owner`, ...rows.map((row) => `${row},${row.startsWith('A3') ? 'R2' : ''}`), ''].join('\n');
        const accounts = writeFileIn(folder, 'accounts.csv', `${owned}A6,Out at sea,20,-90,70,1,45,Mo-Fr 08:00-17:00,\n`);
        const file = writeFileIn(folder, 'territories.geojson', territories(-96.9));
        const { code, stdout } = await runInMemory(['audit', file, '--accounts', accounts]);
        expect(code).toBe(1);
        expect(stdout).toMatch(/^overlaps: 1\n {2}T2 and T1 share [\d.]+ km²$/m);
        expect(stdout).toMatch(/^accounts in no territory: 1\n {2}A6, potential 70$/m);
        expect(stdout).toMatch(/^accounts with another owner: 1\n {2}A3 of R2 in T1$/m);
        const document = documentOf(await runInMemory(['audit', file, '--accounts', accounts, '--json']));
        expect(document).toMatchObject({
            ok: false,
            command: 'audit',
            sound: false,
            exceptions: [{ accountId: 'A3', owner: 'R2' }],
        });
    });

    it('finds a gap where an account has an owner and is in no row of the plan', async () => {
        const folder = temporaryFolder();
        const [heading, ...rows] = ACCOUNTS.trim().split('\n');
        const owned = [`${heading},owner`, ...rows.map((row) => `${row},`), ''].join('\n');
        const accounts = writeFileIn(folder, 'accounts.csv', `${owned}A6,Forgotten,32.5,-96.9,70,1,45,Mo-Fr 08:00-17:00,R1\n`);
        const plan = writeFileIn(folder, 'plan.csv', 'unit,territory\nA1,T1\nA2,T1\nA3,T1\nA4,T2\nA5,T2\n');
        const { code, stdout } = await runInMemory(['audit', plan, '--accounts', accounts]);
        expect(stdout).toMatch(/^accounts in no territory: 1\n {2}A6, potential 70, owner R1$/m);
        expect(code).toBe(1);
    });

    it('shows the driving of sampled days beside the estimate', async () => {
        const folder = temporaryFolder();
        const far = 'A6,Far store,32.5,-96.5,70,1,600,Mo-Fr 08:00-17:00\n';
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS + far);
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const file = writeFileIn(folder, 'territories.geojson', territories(-97));
        const call = ['audit', file, '--accounts', accounts, '--sample-days', '3', '--reps', reps];
        const { code, stdout } = await runInMemory(call);
        expect(code).toBe(0);
        expect(stdout).toMatch(/ h driving +± h +by formula +parts /);
        expect(stdout).toMatch(/^accounts for which a day is too short: 1\n {2}A6 in T1$/m);
        expect(stdout).toMatch(/^sampled days start at the first visit, because there is no rep: 1\n {2}T2$/m);
        const document = documentOf(await runInMemory([...call, '--json'])) as {
            territories: { territoryId: string; driveDuration: number }[];
            driving: { territoryId: string; driveDuration: number; outOfReach: string[] }[];
        };
        expect(document.territories.map(({ driveDuration }) => driveDuration)).toEqual(
            document.driving.map(({ driveDuration }) => driveDuration),
        );
        const open = documentOf(await runInMemory([...call.slice(0, 6), '--json'])) as typeof document;
        const eastOf = ({ driving }: typeof document) => driving.find(({ territoryId }) => territoryId === 'T1')!;
        expect(eastOf(document).outOfReach).toEqual(['A6']);
        expect(eastOf(open).driveDuration).toBeLessThan(eastOf(document).driveDuration);
    });

    it('samples two days at least', async () => {
        const call = ['audit', 'x.geojson', '--accounts', 'a.csv', '--json'];
        expect(issuesOf(await runInMemory([...call, '--sample-days', '1']))).toEqual([
            { code: 'out-of-range', path: ['--sample-days'] },
        ]);
    });

    it('names what is wrong with the files and the command line', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        expect(issuesOf(await runInMemory(['audit', 'x.geojson', '--json']))).toEqual([
            { code: 'missing-key', path: ['--accounts'] },
        ]);
        const none = writeFileIn(folder, 'none.geojson', '{"type":"Feature"}');
        expect(issuesOf(await runInMemory(['audit', none, '--accounts', accounts, '--json']))).toEqual([
            { code: 'invalid-type', path: [none] },
        ]);
        const bare = writeFileIn(folder, 'bare.geojson', '{"type":"FeatureCollection","features":[]}');
        expect(issuesOf(await runInMemory(['audit', bare, '--accounts', accounts, '--json']))).toEqual([
            { code: 'empty-input', path: [bare, 'features'] },
        ]);
        const point = '{"type":"FeatureCollection","features":[{"properties":{},"geometry":{"type":"Point"}}, null]}';
        const odd = writeFileIn(folder, 'odd.geojson', point);
        expect(issuesOf(await runInMemory(['audit', odd, '--accounts', accounts, '--json']))).toEqual([
            { code: 'missing-key', path: [odd, 'features', 0, 'properties', 'id'] },
            { code: 'invalid-type', path: [odd, 'features', 0, 'geometry'] },
            { code: 'missing-key', path: [odd, 'features', 1, 'properties', 'id'] },
            { code: 'invalid-type', path: [odd, 'features', 1, 'geometry'] },
        ]);
        const twice = JSON.parse(territories(-97)) as { features: { id?: string; geometry: { coordinates: unknown } }[] };
        twice.features[0].id = 'T1';
        twice.features.unshift({
            id: 'T0',
            geometry: { ...twice.features[0].geometry, ...{ type: 'MultiPolygon' }, coordinates: [] },
        });
        twice.features.push({ id: 'T3', geometry: { ...twice.features[1].geometry, coordinates: [[[0, 0]]] } });
        const unsound = writeFileIn(folder, 'unsound.geojson', JSON.stringify(twice));
        expect(issuesOf(await runInMemory(['audit', unsound, '--accounts', accounts, '--json']))).toEqual([
            { code: 'duplicate-id', path: [unsound, 'features', 2, 'id'] },
            { code: 'invalid-polygon', path: [unsound, 'features', 3, 'geometry'] },
        ]);
        const rows = writeFileIn(folder, 'rows.csv', 'unit,who\nX1,north\n');
        const broken = writeFileIn(folder, 'broken.csv', 'id,latitude,longitude\nA1,95,0\n');
        const all = issuesOf(await runInMemory(['audit', rows, '--accounts', broken, '--reps', broken, '--json']));
        expect(all.map(({ code, path }) => [code, path[0]])).toEqual([
            ['swapped-coordinates', broken],
            ['missing-column', broken],
            ['missing-column', rows],
        ]);
        const strange = writeFileIn(folder, 'strange.csv', 'unit,territory\nX1,north\n');
        expect(issuesOf(await runInMemory(['audit', strange, '--accounts', accounts, '--json']))).toEqual([
            { code: 'unknown-id', path: [strange] },
        ]);
    });

    it('takes rows of units and territories as well', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const rows = ['A1,east', 'A2,east', 'A3,east', 'A4,west', 'gone,west'];
        const file = writeFileIn(folder, 'territories.csv', `unit,territory\n${rows.join('\n')}\n`);
        const { code, stdout } = await runInMemory(['audit', file, '--accounts', accounts]);
        expect(code).toBe(1);
        expect(stdout).toMatch(/^east +3 .+ 1 +0 +0\.\d\d$/m);
        expect(stdout).toMatch(/^overlaps: 0\naccounts in no territory: 1\n {2}A5, potential 90$/m);
        expect(stdout).toContain(`1 of 5 units of ${file} are left out: 1 that the market does not hold`);
        const faulty = writeFileIn(folder, 'faulty.csv', ACCOUNTS.replace('A2,South store,32.70', 'A2,South store,'));
        const second = await runInMemory(['audit', file, '--accounts', faulty]);
        expect(second.stdout).toContain(
            `2 of 5 units of ${file} are left out: 1 whose rows were left out as faulty, and 1 that the market does not hold`,
        );
    });

    it('compares no owners in a plan without reps, and says so', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', 'id,latitude,longitude,owner\nA1,48,11,R1\nA2,48,12,R1\n');
        const note = 'Owners were not compared: no territory names a rep, or is called as the owner of an account.';
        const audit = async (rows: string): Promise<string> => {
            const file = writeFileIn(folder, 'territories.csv', `unit,territory\n${rows}`);
            return (await runInMemory(['audit', file, '--accounts', accounts])).stdout;
        };
        const unnamed = await audit('A1,1\nA2,2\n');
        expect(unnamed).toContain(note);
        expect(unnamed).toContain('accounts with another owner: 0');
        const named = await audit('A1,R1\nA2,2\n');
        expect(named).not.toContain(note);
        expect(named).toContain('accounts with another owner: 1');
    });

    it('knows territories that are called by the name of a rep', async () => {
        const folder = temporaryFolder();
        const text = 'id,latitude,longitude,owner\nA1,32.8,-96.8,Rep 1\nA2,32.7,-97.1,R2\n';
        const accounts = writeFileIn(folder, 'accounts.csv', text);
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const file = writeFileIn(folder, 'territories.csv', 'unit,territory\nA1,rep 1\nA2,Rep 2\n');
        const { stdout } = await runInMemory(['audit', file, '--accounts', accounts, '--reps', reps]);
        expect(stdout).toContain('accounts with another owner: 0');
        expect(stdout).toMatch(/^rep 1 +R1 +1 /m);
    });

    it('counts the parts of accounts, as the plan does, however its outlines are drawn', async () => {
        const folder = temporaryFolder();
        // Two groups of accounts for each rep, far apart: outlines in pieces.
        const rows = Array.from({ length: 24 }, (_, i) => {
            const [lat, lng] = [32.5 + (i % 4) / 20, -97 + Math.floor(i / 4) / 3];
            return `A${i},${lat},${lng},2,30,${i < 6 || (i >= 12 && i < 18) ? 'R1' : 'R2'}`;
        });
        const head = 'id,latitude,longitude,call_frequency,call_duration,owner';
        const accounts = writeFileIn(folder, 'accounts.csv', `${head}\n${rows.join('\n')}\n`);
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const out = join(folder, 'plan');
        await runInMemory([
            'plan',
            '--accounts',
            accounts,
            '--reps',
            reps,
            '--out',
            out,
            '--start',
            '2027-01-04',
            '--weeks',
            '4',
        ]);
        const map = join(out, 'territories.geojson');
        const planned = (
            JSON.parse(readFileSync(map, 'utf8')) as { features: { properties: { id: string; parts?: number } }[] }
        ).features
            .filter(({ properties: { parts } }) => parts !== undefined)
            .map(({ properties: { id, parts } }) => [id, parts]);
        expect(planned.length).toBe(2);
        const audited = documentOf(
            await runInMemory(['audit', map, '--accounts', accounts, '--reps', reps, '--json']),
        ) as unknown as { readonly territories: readonly { readonly territoryId: string; readonly parts: number }[] };
        expect(audited.territories.map(({ territoryId, parts }) => [territoryId, parts])).toEqual(planned);
    });

    it('reckons work from the homes of reps, as the plan that was made for them', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const out = join(folder, 'territories.geojson');
        const argv = ['design', accounts, '--reps', reps, '--tolerance', '0.5', '--iterations', '1000', '--out', out, '--json'];
        const designed = documentOf(await runInMemory(argv)) as { territories: { measures: { workload: number } }[] };
        const audited = documentOf(await runInMemory(['audit', out, '--accounts', accounts, '--reps', reps, '--json']));
        const worked = (audited as unknown as typeof designed).territories.map(({ measures }) => measures.workload);
        expect(worked).toEqual(designed.territories.map(({ measures }) => measures.workload));
        const { stdout } = await runInMemory(['audit', out, '--accounts', accounts]);
        expect(stdout).toMatch(/with --reps, the way from their homes counts/);
    });

    it('holds each territory against the share of its rep, as the plan does', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS);
        const [heading, first, ...others] = REPS.trim().split('\n');
        const reps = writeFileIn(
            folder,
            'reps.csv',
            [`${heading},share`, `${first},0.25`, ...others.map((row) => `${row},1`)].join('\n'),
        );
        const file = writeFileIn(folder, 'territories.geojson', territories(-97));
        const all = documentOf(await runInMemory(['audit', file, '--accounts', accounts, '--json'])) as unknown as Audited;
        const shared = documentOf(
            await runInMemory(['audit', file, '--accounts', accounts, '--reps', reps, '--json']),
        ) as unknown as Audited;
        const count = (audited: Audited): number =>
            audited.territories.find(({ repId }) => repId === 'R1')?.deviations.count ?? 0;
        // Three of five accounts: of a half they are a fifth more, of a fifth three times as many.
        expect(count(all)).toBeCloseTo(0.2, 9);
        expect(count(shared)).toBeCloseTo(2, 9);
        const { stdout } = await runInMemory(['audit', file, '--accounts', accounts, '--reps', reps]);
        expect(stdout).toMatch(/^count +furthest from its share 200\.0 %/m);
    });

    it('shows no figure of a potential that no account has', async () => {
        const folder = temporaryFolder();
        const without = ACCOUNTS.replace('potential', 'shelf');
        const accounts = writeFileIn(
            folder,
            'accounts.csv',
            `${without.trim()}\nA9,Out at sea,20,-90,70,1,45,Mo-Fr 08:00-17:00\n`,
        );
        const file = writeFileIn(folder, 'territories.geojson', territories(-97));
        const { stdout } = await runInMemory(['audit', file, '--accounts', accounts]);
        expect(stdout).toMatch(/^accounts in no territory: 1\n {2}A9$/m);
        expect(stdout).not.toMatch(/^potential|potential /m);
    });
});

describe('beatplan assign', () => {
    it('names a lead so far away that its position is more likely wrong', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'leads.csv', 'id,latitude,longitude\nL1,32.8,-96.8\nL2,50,8\n');
        const dallas = writeFileIn(folder, 'reps.csv', 'id,latitude,longitude,working_hours\nR1,32.78,-96.8,Mo-Fr 08:00-17:00\n');
        const { notes } = documentOf(await runInMemory(['assign', file, '--reps', dallas, '--json'])) as { notes: string[] };
        expect(notes.join(' ')).toMatch(/1 lead lies over 500 km from the home of the rep: L2 \([\d,]+ km\)/);
        const near = await runInMemory(['assign', file, '--reps', dallas, '--max-distance', '100', '--json']);
        expect(documentOf({ ...near, code: 0 })).toMatchObject({ leads: 2, assigned: 1 });
    });

    it('says that rows are no outlines', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', LEADS);
        const rows = writeFileIn(folder, 'rows.csv', 'unit,territory\nA1,north\n');
        expect(issuesOf(await runInMemory(['assign', leads, '--reps', reps, '--territories', rows, '--json']))).toEqual([
            { code: 'unknown-format', path: [rows] },
        ]);
    });

    it('prints who has each lead, and why', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', LEADS);
        const file = writeFileIn(folder, 'territories.geojson', territories(-97));
        const { code, stdout } = await runInMemory(['assign', leads, '--reps', reps, '--territories', file]);
        expect(code).toBe(0);
        const rows = stdout.trim().split('\r\n');
        expect(rows[0]).toBe('lead_id,rep_id,rule,territory_id,distance_km,reasons');
        expect(rows[1]).toBe('L1,R1,territory-shape,T1,,territory-shape: R1 in T1');
        expect(rows[2]).toBe('L2,R1,named-owner,,,named-owner: R1');
        // Territory T2 has no rep of the table.
        expect(rows[3]).toMatch(/^L3,R\d,nearest-home,,[\d.]+,territory-shape: T2 refused \(no-owner\); nearest-home: R\d$/);
    });

    it('leads faults of leads back to the file', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', LEADS.replace('L2', 'L1'));
        expect(issuesOf(await runInMemory(['assign', leads, '--reps', reps, '--strict', '--json']))).toEqual([
            { code: 'duplicate-id', path: [leads, 'row 3', 'id'] },
        ]);
    });

    it('passes over an owner who has left, and says so in the rows', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', LEADS.replace('R1', 'R9'));
        const out = join(folder, 'assigned.csv');
        expect((await runInMemory(['assign', leads, '--reps', reps, '--out', out])).code).toBe(0);
        expect(readFileSync(out, 'utf8')).toMatch(/^L2,R\d,nearest-home,.*named-owner: R9 refused \(no-owner\)/m);
    });

    it('says which territories have no rep, and lists only reps with leads', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', 'id,latitude,longitude,owner\nL1,32.8,-96.5,R1\n');
        const file = writeFileIn(folder, 'territories.geojson', territories(-97));
        const out = join(folder, 'assigned.csv');
        const { stdout } = await runInMemory(['assign', leads, '--reps', reps, '--territories', file, '--out', out]);
        expect(stdout).toMatch(/\n {2}R1: 1\n {2}without a lead: 1\n[\s\S]*\n1 of 2 territories name no rep of the table/);
    });

    it('keeps caps, writes a file, and says where no rep is left', async () => {
        const folder = temporaryFolder();
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const leads = writeFileIn(folder, 'leads.csv', LEADS);
        const out = join(folder, 'new', 'assigned.csv');
        const argv = ['assign', leads, '--reps', reps, '--capacity', '1', '--out', out];
        const { code, stdout } = await runInMemory([...argv, '--max-distance', '1', '--round-robin']);
        expect(code).toBe(1);
        expect(stdout).toContain('3 leads, 1 of them unassigned');
        expect(stdout).toMatch(/\n {2}R1: 1\n {2}R2: 1\n/);
        expect(readFileSync(out, 'utf8')).toMatch(/^L1,R1,round-robin/m);
        const document = documentOf(await runInMemory(['assign', leads, '--reps', reps, '--json']));
        expect(document).toMatchObject({ ok: true, leads: 3, assigned: 3 });
        expect(issuesOf(await runInMemory(['assign', leads, '--capacity', '-1', '--json']))).toEqual([
            { code: 'missing-key', path: ['--reps'] },
            { code: 'out-of-range', path: ['--capacity'] },
        ]);
    });
});
