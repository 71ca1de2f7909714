import { afterEach, describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import { greatCircleDistance, type Position } from '../../../src/geo/index.js';
import { type FetchTravelMatrixOptions, fetchTravelMatrix, type TravelEngine } from '../../../src/travel/index.js';
import { type Answer, type Asked, type FakeServer, fakeServer } from './fake-server.js';

const places = (count: number): Position[] =>
    Array.from({ length: count }, (_, i) => [9 + 0.013 * (i % 7), 47 + 0.017 * Math.floor(i / 7)]);

const metres = (from: Position, to: Position): number => Math.round(1.3 * greatCircleDistance(from, to) * 1000) / 1000;
const seconds = (from: Position, to: Position): number => metres(from, to) / 10;

type Table = (number | null)[][];
const tableOf = (from: readonly Position[], to: readonly Position[], cell: (a: Position, b: Position) => number | null): Table =>
    from.map((a) => to.map((b) => cell(a, b)));

/** The sources and targets that a request names, in any of the four dialects. */
function placesOf({ path, query, body }: Asked): { from: Position[]; to: Position[] } {
    const toPositions = (list: unknown): Position[] => (list as { lon: number; lat: number }[]).map(({ lon, lat }) => [lon, lat]);
    if (path.startsWith('/table')) {
        const all = (path.split('/').at(-1) as string)
            .split(';')
            .map((pair) => pair.split(',').map(Number) as unknown as Position);
        const pick = (name: string): Position[] =>
            query
                .get(name)
                ?.split(';')
                .map((i) => all[Number(i)]) ?? all;
        return { from: pick('sources'), to: pick('destinations') };
    }
    if (path.endsWith('/sources_to_targets')) return { from: toPositions(body['sources']), to: toPositions(body['targets']) };
    if (path.startsWith('/v2/matrix')) {
        const all = body['locations'] as Position[];
        const pick = (name: string): Position[] => (body[name] as number[] | undefined)?.map((i) => all[i]) ?? all;
        return { from: pick('sources'), to: pick('destinations') };
    }
    return {
        from: (body['from_points'] ?? body['points']) as Position[],
        to: (body['to_points'] ?? body['points']) as Position[],
    };
}

type Cell = (from: Position, to: Position) => number | null;

function answerOf(asked: Asked, duration: Cell = seconds, distance: Cell = metres, snap = 5): unknown {
    const { from, to } = placesOf(asked);
    const durations = tableOf(from, to, duration);
    const distances = tableOf(from, to, distance);
    if (asked.path.endsWith('/sources_to_targets')) {
        const moved = (list: Position[]): unknown => list.map(([lon, lat]) => ({ lon, lat: lat + snap / 111_195 }));
        const cells = durations.map((row, i) =>
            row.map((time, j) => ({ time, distance: distances[i][j] && (distances[i][j] as number) / 1000 })),
        );
        return { sources_to_targets: cells, sources: moved(from), targets: moved(to), units: 'kilometers' };
    }
    const snaps = (list: Position[]): unknown => list.map((location) => ({ location, distance: snap, snapped_distance: snap }));
    if (asked.path === '/matrix') return { times: durations, distances };
    return { code: 'Ok', durations, distances, sources: snaps(from), destinations: snaps(to) };
}

let server: FakeServer;
afterEach(() => server.close());

const start = async (answer: (asked: Asked, count: number) => Answer): Promise<void> => {
    server = await fakeServer(answer);
};
const fetchAt = (positions: readonly Position[], options: Partial<FetchTravelMatrixOptions> = {}) =>
    fetchTravelMatrix(positions, { engine: 'osrm', url: server.url, retries: 0, ...options });

async function faultOf(promise: Promise<unknown>): Promise<BeatplanError> {
    const error = await promise.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BeatplanError);
    return error as BeatplanError;
}

const ENGINES: readonly TravelEngine[] = ['osrm', 'valhalla', 'openrouteservice', 'graphhopper'];

describe.each(ENGINES)('fetchTravelMatrix from %s', (engine) => {
    it.each([1, 3, 20])('puts blocks of %i places together', async (blockSize) => {
        await start((asked) => ({ json: answerOf(asked) }));
        const positions = places(20);
        const { travel, snapDistances, offRoad } = await fetchAt(positions, { engine, blockSize });
        expect(server.asked).toHaveLength(Math.ceil(20 / blockSize) ** 2);
        positions.forEach((from, row) => {
            positions.forEach((to, column) => {
                expect(travel.durations[row * 20 + column]).toBeCloseTo(seconds(from, to), 3);
                expect(travel.distances[row * 20 + column]).toBeCloseTo(metres(from, to), 3);
            });
        });
        expect(offRoad).toEqual([]);
        if (engine === 'graphhopper') expect(snapDistances).toBeUndefined();
        else for (const snap of snapDistances as Float64Array) expect(snap).toBeCloseTo(5, 1);
    });

    it('knows no way where the server answers null', async () => {
        const positions = places(4);
        const isCut = ([lng]: Position): boolean => lng === positions[2][0];
        const cut =
            (cell: Cell): Cell =>
            (from, to) =>
                isCut(from) !== isCut(to) ? null : cell(from, to);
        await start((asked) => ({ json: answerOf(asked, cut(seconds), cut(metres)) }));
        const { travel, offRoad } = await fetchAt(positions, { engine });
        expect(travel.durations[2]).toBe(Number.POSITIVE_INFINITY);
        expect(travel.distances[2 * 4]).toBe(Number.POSITIVE_INFINITY);
        expect(travel.durations[1]).toBeGreaterThan(0);
        expect(offRoad).toEqual([2]);
    });

    it('asks for less at a time while the server finds it too much', async () => {
        const refusal: Record<TravelEngine, unknown> = {
            osrm: { code: 'TooBig', message: 'Too many table coordinates' },
            valhalla: { error_code: 150, error: 'Exceeded max locations: 20' },
            openrouteservice: { error: { code: 6004, message: 'Request parameters exceed the server configuration limits.' } },
            graphhopper: { message: 'Too many points for Matrix API' },
        };
        await start((asked) => {
            const { from, to } = placesOf(asked);
            return from.length * to.length > 9 ? { status: 400, json: refusal[engine] } : { json: answerOf(asked) };
        });
        const positions = places(8);
        const { travel } = await fetchAt(positions, { engine });
        expect(travel.durations[7]).toBeCloseTo(seconds(positions[0], positions[7]), 3);
        expect(travel.durations.every(Number.isFinite)).toBe(true);
    });

    it("says in the server's words why it refuses", async () => {
        await start(() => ({
            status: 403,
            json: { code: 'InvalidValue', message: 'no such profile', error: 'no such profile' },
        }));
        const error = await faultOf(fetchAt(places(3), { engine, retries: 3 }));
        expect([error.code, server.asked.length]).toEqual(['server-refused', 1]);
        expect(error.message).toContain('no such profile');
    });
});

describe('fetchTravelMatrix', () => {
    it('finds the one place that fails a whole request', async () => {
        const positions = places(6);
        const bad = positions[4];
        await start((asked) => {
            const { from, to } = placesOf(asked);
            const isIn = [...from, ...to].some(([lng, lat]) => lng === bad[0] && lat === bad[1]);
            return isIn
                ? { status: 400, json: { error_code: 171, error: 'No suitable edges near location' } }
                : { json: answerOf(asked) };
        });
        const { travel, offRoad } = await fetchAt(positions, { engine: 'valhalla' });
        expect(offRoad).toEqual([4]);
        expect([...travel.durations].filter((value) => value === Number.POSITIVE_INFINITY)).toHaveLength(10);
    });

    it('gives no trips to places far from every road, and lists them', async () => {
        await start((asked) => ({ json: answerOf(asked, seconds, metres, 27_000) }));
        const { travel, offRoad, snapDistances } = await fetchAt(places(3));
        expect(offRoad).toEqual([0, 1, 2]);
        expect(snapDistances?.[1]).toBe(27_000);
        expect(travel.durations[1]).toBe(Number.POSITIVE_INFINITY);
    });

    it.each([
        [{ status: 429, headers: { 'retry-after': '0' }, json: {} }],
        [{ status: 503, headers: { 'retry-after': '0' }, text: '<html>busy</html>' }],
    ])('tries again after %o', async (fault) => {
        await start((asked, count) => (count < 3 ? fault : { json: answerOf(asked) }));
        await fetchAt(places(3), { retries: 2 });
        expect(server.asked).toHaveLength(3);
    });

    it('tries again when the connection breaks, and then says so', async () => {
        await start(() => ({ hangUp: true }));
        const error = await faultOf(fetchAt(places(3), { retries: 1 }));
        expect([error.code, server.asked.length]).toEqual(['server-unreachable', 2]);
        expect(error.message).toContain('after 2 attempts');
    });

    it('says that nothing runs at the address', async () => {
        await start(() => ({}));
        const { url } = server;
        await server.close();
        server = await fakeServer(() => ({}));
        const error = await faultOf(fetchTravelMatrix(places(2), { engine: 'osrm', url, retries: 0 }));
        expect(error.message).toMatch(/ECONNREFUSED, after 1 attempt/);
    });

    it('ends the wait for a server that does not answer in time', async () => {
        await start((asked) => ({ json: answerOf(asked), delay: 5_000 }));
        const error = await faultOf(fetchAt(places(2), { timeout: 0.05 }));
        expect(error.message).toContain('no answer within 0.05 s');
    });

    it.each<[string, (asked: Asked) => Answer]>([
        ['HTML', () => ({ text: '<!doctype html><title>Log in</title>' })],
        ['half a JSON', (asked) => ({ text: JSON.stringify(answerOf(asked)).slice(0, 100) })],
        ['a list', () => ({ json: [1, 2] })],
        ['nothing', () => ({ text: '' })],
        ['no table', () => ({ json: { code: 'Ok' } })],
        ['too few rows', () => ({ json: { durations: [[0, 1, 2]], distances: [[0, 1, 2]] } })],
        ['rows of the wrong length', () => ({ json: { durations: [[0], [1], [2]], distances: [[0], [1], [2]] } })],
        ['texts', (asked) => ({ json: answerOf(asked, (from, to) => String(seconds(from, to)) as unknown as number) })],
        ['negative times', (asked) => ({ json: answerOf(asked, () => -1) })],
        ['kilometres', (asked) => ({ json: answerOf(asked, seconds, (from, to) => metres(from, to) / 1000) })],
        ['milliseconds as if they were nothing', (asked) => ({ json: answerOf(asked, () => 0) })],
    ])('refuses an answer of %s', async (_, answer) => {
        await start(answer);
        expect((await faultOf(fetchAt(places(3)))).code).toBe('malformed-answer');
    });

    it('never prints a key', async () => {
        await start(() => ({ status: 401, json: { message: 'Wrong credentials' } }));
        const error = await faultOf(fetchAt(places(2), { engine: 'graphhopper', key: 'topsecret' }));
        expect(server.asked[0].query.get('key')).toBe('topsecret');
        expect(`${error.message} ${JSON.stringify(error.issues)}`).not.toContain('topsecret');
    });

    it('does not ask twice for what a cache holds', async () => {
        await start((asked) => ({ json: answerOf(asked) }));
        const cache = new Map<string, string>();
        const first = await fetchAt(places(5), { cache, blockSize: 2 });
        const requests = server.asked.length;
        const second = await fetchAt(places(5), { cache, blockSize: 2, key: 'other' });
        expect(second).toEqual(first);
        expect(server.asked).toHaveLength(requests);
        await fetchAt(places(5), { cache, blockSize: 2, profile: 'foot' });
        expect(server.asked).toHaveLength(2 * requests);
    });

    it('keeps as many requests under way as it may, and tells how far it is', async () => {
        let open = 0;
        let most = 0;
        server = await fakeServer(async (asked) => {
            most = Math.max(most, ++open);
            await new Promise((resolve) => setTimeout(resolve, 5));
            open--;
            return { json: answerOf(asked) };
        });
        const fractions: number[] = [];
        await fetchAt(places(12), { blockSize: 3, concurrency: 3, onProgress: ({ fraction }) => fractions.push(fraction) });
        expect(most).toBe(3);
        expect(fractions).toHaveLength(16);
        expect(fractions.at(-1)).toBe(1);
        expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    });

    it('stops when its signal is aborted', async () => {
        const controller = new AbortController();
        await start((asked) => {
            controller.abort();
            return { json: answerOf(asked), delay: 50 };
        });
        const error = await faultOf(fetchAt(places(12), { blockSize: 3, signal: controller.signal, concurrency: 1 }));
        expect([error.code, server.asked.length]).toEqual(['cancelled', 1]);
    });

    it('names every fault of its options', async () => {
        await start(() => ({}));
        const error = await faultOf(
            fetchTravelMatrix(
                [
                    [9, 47],
                    [9, Number.NaN],
                ],
                { engine: 'google', url: 'localhost:5000', timeout: 0, blok: 1 } as never,
            ),
        );
        expect(error.issues.map(({ path }) => path.join('.')).sort()).toEqual([
            'options.blok',
            'options.engine',
            'options.timeout',
            'options.url',
            'positions.1.1',
        ]);
    });
});
