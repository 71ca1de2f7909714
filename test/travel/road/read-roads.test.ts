import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import { greatCircleDistance, type Position } from '../../../src/geo/index.js';
import { RoadGraph, readRoads } from '../../../src/travel/index.js';
import { type OsmExtract, type OsmNode, writeExtract } from './osm-extract.js';

// A block of streets: nodes 1-9 in a grid of about 111 m, 50 km/h where nothing else is said.
//   7 8 9
//   4 5 6
//   1 2 3
const STEP = 0.001;
const grid: OsmNode[] = Array.from({ length: 9 }, (_, i) => ({
    id: i + 1,
    position: [(i % 3) * STEP, Math.floor(i / 3) * STEP],
}));
const street = { highway: 'residential', maxspeed: '50' };
const streets = [
    { id: 11, nodes: [1, 2, 3], tags: street },
    { id: 12, nodes: [4, 5], tags: street },
    { id: 13, nodes: [5, 6], tags: street },
    { id: 14, nodes: [7, 8, 9], tags: street },
    { id: 21, nodes: [1, 4, 7], tags: street },
    { id: 22, nodes: [2, 5], tags: street },
    { id: 23, nodes: [5, 8], tags: street },
    { id: 24, nodes: [3, 6, 9], tags: street },
];
const at = (id: number): Position => grid[id - 1].position as Position;
const block = (changes: Partial<Record<number, Record<string, string>>> = {}, rest: Partial<OsmExtract> = {}): OsmExtract => ({
    nodes: grid,
    ways: streets.map((way) => ({ ...way, tags: { ...way.tags, ...changes[way.id] } })),
    ...rest,
});
const read = (extract: OsmExtract): Promise<RoadGraph> => readRoads(writeExtract(extract));
/** Blocks that a trip is long. */
const blocks = (roads: RoadGraph, from: number, to: number): number | undefined => {
    const route = roads.route([at(from), at(to)]);
    return route && Math.round(route.distance / greatCircleDistance(at(1), at(2)));
};

describe('readRoads', () => {
    it('drives the shortest of equal streets, at a share of the posted limit', async () => {
        const roads = await read(block());
        const matrix = roads.matrix([at(1), at(9), at(5)]);
        expect(matrix.travel.distances[1]).toBeCloseTo(4 * greatCircleDistance(at(1), at(2)), 0);
        expect(matrix.travel.durations[1]).toBeCloseTo(matrix.travel.distances[1] / ((50 / 3.6) * 0.93), 0);
        expect([...matrix.travel.distances].filter((_, i) => i % 4 === 0)).toEqual([0, 0, 0]);
        expect([...matrix.snapDistances]).toEqual([0, 0, 0]);
        expect(matrix.offRoad).toEqual([]);
    });

    it.each([
        ['yes', 22, 2, 5, 1],
        ['yes', 22, 5, 2, 3],
        ['-1', 22, 2, 5, 3],
        ['-1', 22, 5, 2, 1],
        ['no', 22, 5, 2, 1],
    ] as const)('obeys oneway=%s on way %i from %i to %i', async (oneway, way, from, to, expected) => {
        expect(blocks(await read(block({ [way]: { oneway } })), from, to)).toBe(expected);
    });

    it('lets bicycles and people on foot pass where cars may not', async () => {
        const file = writeExtract(block({ 22: { oneway: 'yes', 'oneway:bicycle': 'no' } }));
        expect(blocks(await readRoads(file), 5, 2)).toBe(3);
        expect(blocks(await readRoads(file, { profile: 'bicycle' }), 5, 2)).toBe(1);
        expect(blocks(await readRoads(file, { profile: 'foot' }), 5, 2)).toBe(1);
    });

    it.each(['private', 'no', 'agricultural'])('keeps off access=%s', async (access) => {
        expect(blocks(await read(block({ 22: { access } })), 2, 8)).toBe(4);
    });

    it("drives onto a customer's yard", async () => {
        expect(blocks(await read(block({ 22: { access: 'destination' } })), 2, 8)).toBe(2);
    });

    it.each([
        // From way 22 (2 -> 5) into 12 (5 -> 4): once around the other way.
        ['no_left_turn', 12, 2, 4, { before: 2, after: 2 }],
        ['only_straight_on', 23, 2, 6, { before: 2, after: 2 }],
    ] as const)('keeps %s at a crossing', async (restriction, toWay, from, to, { before }) => {
        const relation = {
            members: [
                { kind: 1, id: 22, role: 'from' },
                { kind: 0, id: 5, role: 'via' },
                { kind: 1, id: toWay, role: 'to' },
            ],
            tags: { type: 'restriction', restriction },
        } as const;
        // Streets around the crossing are closed, so that the forbidden turn is the only short way.
        const changes = { 21: { access: 'no' }, 24: { access: 'no' } };
        const open = await read(block(changes));
        expect(blocks(open, from, to)).toBe(before);
        const closed = await read(block(changes, { relations: [relation] }));
        // On to the next end, round, and back: 5 -> 8 -> 7 or 9 -> 8 -> 5.
        expect(blocks(closed, from, to)).toBeGreaterThan(before);
        const bicycle = { ...relation, tags: { ...relation.tags, except: 'motorcar' } };
        expect(blocks(await read(block(changes, { relations: [bicycle] })), from, to)).toBe(before);
    });

    it('reads plain nodes and unpacked blocks as dense and packed ones', async () => {
        const [dense, plain] = [writeExtract(block()), writeExtract(block(), { dense: false, packed: false })];
        expect((await readRoads(plain)).matrix([at(1), at(9)])).toEqual((await readRoads(dense)).matrix([at(1), at(9)]));
    });

    it('tells of places that lie off every road, and gives them no way', async () => {
        const roads = await read(block());
        const matrix = roads.matrix([at(1), [0.5, 0.5], at(2)]);
        expect(matrix.offRoad).toEqual([1]);
        expect(matrix.travel.durations[1]).toBe(Number.POSITIVE_INFINITY);
        expect(matrix.travel.durations[2]).toBeGreaterThan(0);
        expect(matrix.snapDistances[1]).toBeGreaterThan(70_000);
        expect(roads.route([at(1), [0.5, 0.5]])).toBeUndefined();
        expect(roads.route([at(1), [0.5, 0.5]], { maxSnapDistance: 1e6 })?.distance).toBeGreaterThan(0);
    });

    it('leaves out roads without a way out', async () => {
        const trap = { id: 31, nodes: [5, 10], tags: { ...street, oneway: 'yes' } };
        const roads = await read({ nodes: [...grid, { id: 10, position: [0.0015, 0.0015] }], ways: [...streets, trap] });
        expect(roads.snap([0.0015, 0.0015]).distance).toBeGreaterThan(50);
    });

    it('starts and ends in the middle of a road', async () => {
        const roads = await read(block());
        const matrix = roads.matrix([
            [0.0002, 0],
            [0.0008, 0],
            [0.0005, 0.002],
        ]);
        const blockLength = greatCircleDistance(at(1), at(2));
        expect(matrix.travel.distances[1]).toBeCloseTo(0.6 * blockLength, 0);
        expect(matrix.travel.distances[3]).toBeCloseTo(0.6 * blockLength, 0);
        expect(matrix.travel.distances[2]).toBeCloseTo(2.7 * blockLength, 0);
        const route = roads.route([
            [0.0002, 0],
            [0.0005, 0.002],
        ]);
        expect(route?.line[0]).toEqual([0.0002, 0]);
        expect(route?.line.at(-1)).toEqual([0.0005, 0.002]);
    });

    it.each([
        ['cut off', (file: Uint8Array) => file.subarray(0, file.length - 5)],
        ['empty', () => new Uint8Array(0)],
        ['text', () => new TextEncoder().encode('<osm version="0.6">')],
    ])('says what is wrong with a file that is %s', async (_, spoil) => {
        await expect(readRoads(spoil(writeExtract(block())))).rejects.toThrow(/malformed-roads/);
    });

    it('refuses features that it does not know', async () => {
        await expect(readRoads(writeExtract(block(), { features: ['HistoricalInformation'] }))).rejects.toThrow(/Historical/);
    });

    it('says that a file holds no road', async () => {
        await expect(read({ nodes: grid, ways: [{ id: 1, nodes: [1, 2], tags: { waterway: 'river' } }] })).rejects.toThrow(
            /no road for a car/,
        );
    });

    it('reads any spoilt file, or says that it cannot', async () => {
        const file = writeExtract(block(), { packed: false });
        await fc.assert(
            fc.asyncProperty(
                fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
                async (changes) => {
                    const spoilt = file.slice();
                    for (const [place, byte] of changes) spoilt[place] = byte;
                    try {
                        (await readRoads(spoilt)).matrix([at(1), at(9)]);
                    } catch (error) {
                        expect(error).toBeInstanceOf(BeatplanError);
                        expect((error as BeatplanError).code).not.toBe('internal');
                    }
                },
            ),
            { numRuns: 300 },
        );
    });

    it('ends when its signal is aborted', async () => {
        await expect(readRoads(writeExtract(block()), { signal: AbortSignal.abort() })).rejects.toThrow(/cancelled/);
    });
});

describe('RoadGraph', () => {
    it('is the same after a way through its data', async () => {
        const roads = await read(block({ 22: { oneway: 'yes' } }));
        const copy = new RoadGraph(roads.data);
        const places = grid.map(({ position }) => position as Position);
        expect(copy.matrix(places)).toEqual(roads.matrix(places));
        expect(copy.route([at(5), at(2)])).toEqual(roads.route([at(5), at(2)]));
        expect([copy.profile, copy.roadCount]).toEqual(['car', roads.roadCount]);
    });

    it('finds the same trips in matrices, tables and routes', async () => {
        const roads = await read(block({ 22: { oneway: 'yes' }, 14: { maxspeed: '10' } }));
        fc.assert(
            fc.property(
                fc.array(
                    fc.tuple(fc.double({ min: 0, max: 0.002, noNaN: true }), fc.double({ min: 0, max: 0.002, noNaN: true })),
                    {
                        minLength: 2,
                        maxLength: 5,
                    },
                ),
                (places) => {
                    const matrix = roads.matrix(places);
                    const table = roads.table(places, places);
                    places.forEach((from, row) => {
                        places.forEach((to, column) => {
                            const cell = row * places.length + column;
                            if (row === column) return;
                            expect(table.durations[cell]).toBe(matrix.travel.durations[cell]);
                            const route = roads.route([from, to]);
                            expect(route?.duration).toBe(matrix.travel.durations[cell]);
                            expect(route?.distance).toBe(matrix.travel.distances[cell]);
                            const length = (route?.line ?? [])
                                .slice(1)
                                .reduce((sum, position, i) => sum + greatCircleDistance(route?.line[i] as Position, position), 0);
                            expect(Math.abs(length - (route?.distance ?? 0))).toBeLessThan(1);
                        });
                    });
                },
            ),
            { numRuns: 60 },
        );
    });

    it('snaps to the nearest of all roads', async () => {
        const roads = await read(block());
        fc.assert(
            fc.property(
                fc.double({ min: -0.01, max: 0.012, noNaN: true }),
                fc.double({ min: -0.01, max: 0.012, noNaN: true }),
                (lng, lat) => {
                    const { distance } = roads.snap([lng, lat]);
                    let nearest = Number.POSITIVE_INFINITY;
                    for (const line of [0, 0.001, 0.002]) {
                        const inside = (value: number): number => Math.min(0.002, Math.max(0, value));
                        nearest = Math.min(
                            nearest,
                            greatCircleDistance([lng, lat], [line, inside(lat)]),
                            greatCircleDistance([lng, lat], [inside(lng), line]),
                        );
                    }
                    expect(Math.abs(distance - nearest)).toBeLessThan(0.02);
                },
            ),
        );
    });

    it('refuses any spoilt data', async () => {
        const data = (await read(block())).data;
        fc.assert(
            fc.property(fc.nat(data.byteLength - 1), fc.nat(255), (place, byte) => {
                const spoilt = new Uint8Array(data.slice(0));
                spoilt[place] = byte;
                try {
                    const roads = new RoadGraph(spoilt.buffer);
                    roads.matrix([at(1), at(9)]);
                    roads.route([at(1), at(9)]);
                } catch (error) {
                    expect((error as BeatplanError).code).toBe('malformed-roads');
                }
            }),
            { numRuns: 500 },
        );
        expect(() => new RoadGraph(data.slice(0, 40))).toThrow(/malformed-roads/);
        expect(() => new RoadGraph(data.slice(0, data.byteLength - 8))).toThrow(/malformed-roads/);
    });
});
