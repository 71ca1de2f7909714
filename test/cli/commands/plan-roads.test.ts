import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { RoadGraph, readRoads } from '../../../src/travel/index.js';
import { type FakeServer, fakeServer } from '../../travel/engines/fake-server.js';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { writeFileIn } from '../tiny-files.js';

const TOWN = fileURLToPath(new URL('../../../examples/data/roads/town.osm.pbf', import.meta.url));

const ACCOUNTS = [
    'id,latitude,longitude,call_frequency,call_duration',
    ...Array.from({ length: 10 }, (_, i) => `A${i},${49.4 + 0.0015 * i},${8.65 + 0.003 * ((i * 3) % 10)},4,30`),
    'Island,49.9,8.9,4,30',
    '',
].join('\n');
const REPS = 'id,latitude,longitude,working_hours\nR1,49.405,8.66,Mo-Fr 08:00-17:00\n';

function argumentsIn(folder: string, extra: readonly string[]): string[] {
    return [
        'plan',
        ...['--accounts', writeFileIn(folder, 'accounts.csv', ACCOUNTS)],
        ...['--reps', writeFileIn(folder, 'reps.csv', REPS)],
        ...['--out', join(folder, 'plan'), '--start', '2027-01-04', '--weeks', '1', '--json'],
        ...extra,
    ];
}

interface PlanDocument {
    readonly notes: readonly string[];
    readonly unscheduled: readonly { readonly accountId: string; readonly code: string }[];
    readonly scorecard: { readonly total: { readonly visitsPlanned: number } };
}

let server: FakeServer | undefined;
afterEach(async () => {
    await server?.close();
    server = undefined;
});

describe('beatplan plan on roads', () => {
    it('drives on the roads of an extract, draws them, and names what lies off every road', async () => {
        const folder = temporaryFolder();
        const document = documentOf(await runInMemory(argumentsIn(folder, ['--roads', TOWN]))) as unknown as PlanDocument;
        expect(document.scorecard.total.visitsPlanned).toBe(10);
        expect(document.unscheduled).toMatchObject([{ accountId: 'Island', code: 'unreachable' }]);
        expect(document.notes).toContain('No road leads to 1 account, which stays unscheduled: Island.');
        const { features } = JSON.parse(readFileSync(join(folder, 'plan', 'routes.geojson'), 'utf8')) as {
            features: { geometry: { coordinates: [number, number][] }; properties: { visits: number } }[];
        };
        const corners = features.reduce((sum, { geometry }) => sum + geometry.coordinates.length, 0);
        expect(corners).toBeGreaterThan(2 * features.reduce((sum, { properties }) => sum + properties.visits + 2, 0));
    });

    it('refuses an extract that has no road near any account', async () => {
        const folder = temporaryFolder();
        const elsewhere = writeFileIn(folder, 'elsewhere.csv', 'id,latitude,longitude\nA,32.8,-96.9\nB,32.9,-96.8\n');
        const argv = argumentsIn(folder, ['--roads', TOWN]).map((word) => (word.endsWith('accounts.csv') ? elsewhere : word));
        expect(issuesOf(await runInMemory(argv))).toMatchObject([{ code: 'outside-areas', path: [TOWN] }]);
    });

    it('takes a stored road graph as it takes the extract', async () => {
        const folder = temporaryFolder();
        const stored = join(folder, 'town.roads');
        const roads = await readRoads(new Uint8Array(readFileSync(TOWN)));
        writeFileSync(stored, new Uint8Array(roads.data));
        const visitsBy = async (file: string): Promise<string> => {
            const own = temporaryFolder();
            expect((await runInMemory(argumentsIn(own, ['--roads', file]))).code).toBe(0);
            return readFileSync(join(own, 'plan', 'visits.csv'), 'utf8');
        };
        expect(await visitsBy(stored)).toBe(await visitsBy(TOWN));
        expect(new RoadGraph(roads.data).roadCount).toBe(roads.roadCount);
    });

    it('asks a server for the trips between homes and accounts', async () => {
        server = await fakeServer(({ path }) => {
            const places = (path.split('/').at(-1) as string).split(';').map((pair) => pair.split(',').map(Number));
            const metres = (a: number[], b: number[]): number | null =>
                Math.hypot(a[0] - b[0], a[1] - b[1]) > 0.2 ? null : Math.hypot(a[0] - b[0], a[1] - b[1]) * 150_000;
            const distances = places.map((a) => places.map((b) => metres(a, b)));
            const durations = distances.map((row) => row.map((distance) => distance && distance / 8));
            return { json: { code: 'Ok', distances, durations } };
        });
        const folder = temporaryFolder();
        const document = documentOf(await runInMemory(argumentsIn(folder, ['--osrm', server.url]))) as unknown as PlanDocument;
        expect(server.asked).toHaveLength(1);
        expect(document.scorecard.total.visitsPlanned).toBe(10);
        expect(document.unscheduled).toMatchObject([{ accountId: 'Island', code: 'unreachable' }]);
    });

    it.each([
        [['--roads', TOWN, '--osrm', 'http://localhost:5000'], 'contradictory-options', '--roads'],
        [['--travel-key', 'x'], 'contradictory-options', '--travel-key'],
        [['--roads', 'nowhere.osm.pbf'], 'file-not-found', '--roads'],
        [['--osrm', 'not an address'], 'invalid-type', '--osrm'],
    ])('refuses %j', async (extra, code, path) => {
        const finished = await runInMemory(argumentsIn(temporaryFolder(), extra));
        expect(issuesOf(finished)).toMatchObject([{ code, path: [path] }]);
    });

    it('says which file holds no roads', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'roads.osm.pbf', 'not a file of roads');
        const finished = await runInMemory(argumentsIn(folder, ['--roads', file]));
        expect(issuesOf(finished)).toMatchObject([{ code: 'malformed-roads', path: [file] }]);
    });
});
