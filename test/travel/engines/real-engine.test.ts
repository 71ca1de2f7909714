import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Position } from '../../../src/geo/index.js';
import { fetchTravelMatrix, readRoads } from '../../../src/travel/index.js';
import type { FakeServer } from './fake-server.js';
import { valhallaServer } from './valhalla-server.js';

const EXTRACT = `${process.env['BEATPLAN_DATA']}/osm/liechtenstein.osm.pbf`;

// Vaduz, Schaan, Balzers, Ruggell, Triesenberg, Malbun.
const TOWNS: Position[] = [
    [9.5215, 47.141],
    [9.5095, 47.165],
    [9.5022, 47.0681],
    [9.526, 47.238],
    [9.5419, 47.1181],
    [9.6092, 47.1023],
];

describe.skipIf(!existsSync(EXTRACT))('a real engine on the roads of Liechtenstein', () => {
    let server: FakeServer;
    beforeAll(async () => {
        server = await valhallaServer(EXTRACT);
    });
    afterAll(() => server.close());

    it('answers alike in both dialects', async () => {
        const valhalla = await fetchTravelMatrix(TOWNS, { engine: 'valhalla', url: server.url, blockSize: 4, retries: 0 });
        const osrm = await fetchTravelMatrix(TOWNS, { engine: 'osrm', url: server.url, blockSize: 4, retries: 0 });
        expect(valhalla.offRoad).toEqual([]);
        for (let cell = 0; cell < TOWNS.length ** 2; cell++) {
            expect(osrm.travel.durations[cell]).toBe(valhalla.travel.durations[cell]);
            expect(Math.abs(osrm.travel.distances[cell] - valhalla.travel.distances[cell])).toBeLessThanOrEqual(1);
        }
        TOWNS.forEach((_, i) => {
            expect(Math.abs((osrm.snapDistances?.[i] ?? 0) - (valhalla.snapDistances?.[i] ?? 0))).toBeLessThan(1);
        });
    });

    it('drives as our own graph of the same roads does', async () => {
        const { travel } = await fetchTravelMatrix(TOWNS, { engine: 'valhalla', url: server.url });
        const roads = await readRoads(new Uint8Array(readFileSync(EXTRACT)));
        const { travel: ours } = roads.matrix(TOWNS);
        const ratios = [...ours.durations]
            .map((duration, cell) => duration / travel.durations[cell])
            .filter(Number.isFinite)
            .sort((a, b) => a - b);
        expect(ratios).toHaveLength(30);
        expect(Math.abs(ratios[15] - 1)).toBeLessThan(0.05);
        expect(ratios[1]).toBeGreaterThan(0.75);
        expect(ratios[28]).toBeLessThan(1.25);
    });

    it('lists a place that lies far outside of the extract', async () => {
        const { offRoad, snapDistances } = await fetchTravelMatrix([...TOWNS.slice(0, 2), [9.9, 47.0]], {
            engine: 'valhalla',
            url: server.url,
        });
        expect(offRoad).toEqual([2]);
        expect(snapDistances?.[2]).toBeGreaterThan(20_000);
    });
});
