import { describe, expect, it } from 'vitest';
import { readMarketFile } from '../../../src/cli/files/market-file.js';
import { runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { writeFileIn } from '../tiny-files.js';

function rectangle(id: string, west: number, south: number, east: number, north: number) {
    const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ];
    return { type: 'Feature', id, properties: { population: 10 }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function mapOf(...features: object[]): string {
    return JSON.stringify({ type: 'FeatureCollection', features });
}

// The strip between west and east reaches far north: by centroids, east would touch the areas in the west.
const northWest = rectangle('north-west', 10, 51, 11, 52);
const southWest = rectangle('south-west', 10, 50, 11, 51);
const strip = {
    ...rectangle('strip', 0, 0, 1, 1),
    geometry: {
        type: 'Polygon',
        coordinates: [
            [
                [11, 50],
                [11.1, 50],
                [11.1, 51],
                [11.1, 80],
                [11, 80],
                [11, 52],
                [11, 51],
                [11, 50],
            ],
        ],
    },
};
const east = rectangle('east', 11.1, 50, 12, 51);
const island = rectangle('island', 14, 50, 15, 51);

describe('readMarketFile', () => {
    it('links areas by the borders that they have in common', async () => {
        const file = writeFileIn(temporaryFolder(), 'map.geojson', mapOf(northWest, southWest, strip, east));
        const { edges, notes } = await readMarketFile(file);
        expect(edges).toEqual([
            ['north-west', 'south-west'],
            ['north-west', 'strip'],
            ['south-west', 'strip'],
            ['strip', 'east'],
        ]);
        expect(notes).toEqual([]);
    });

    it('says how many areas border on none, and a design joins them to the nearest', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'map.geojson', mapOf(northWest, southWest, island, east));
        const { notes } = await readMarketFile(file);
        expect(notes).toEqual(['2 of 4 areas have no border in common with another: they count as touching the nearest']);
        const argv = ['design', file, '--territories', '2', '--balance', 'population', '--iterations', '2000'];
        const finished = await runInMemory([...argv, '--out', `${folder}/plan.csv`]);
        expect(finished.code).toBe(0);
        expect(finished.stdout).toContain(notes[0]);
    });

    it('leaves points, and maps of points and areas, to their positions', async () => {
        const point = { type: 'Feature', id: 'shop', properties: {}, geometry: { type: 'Point', coordinates: [10, 50] } };
        const file = writeFileIn(temporaryFolder(), 'map.geojson', mapOf(northWest, southWest, point));
        expect((await readMarketFile(file)).edges).toBeUndefined();
    });
});
