import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import {
    dissolveCells,
    greatCircleDistance,
    intersectPolygons,
    joinAtAntimeridian,
    simplifyPolygons,
} from '../../src/geo/index.js';
import { boxRing, ringsOf, squareDegrees, unmatchedEdges } from './shapes.js';

type Shape = Polygon | MultiPolygon;

const SIDE = 9;

/** A grid of cells with crooked corners, dealt out in patches: shapes with holes, islands and places where four of them meet. */
function crookedMap(seed: number, west = 10): Shape[] {
    const random = new Random(seed);
    const corners = Array.from({ length: (SIDE + 1) ** 2 }, (_, i) => {
        const lng = west + (i % (SIDE + 1)) / 10 + 0.04 * random.next();
        return [lng > 180 ? lng - 360 : lng, 48 + Math.floor(i / (SIDE + 1)) / 10 + 0.04 * random.next()];
    });
    const cells: Polygon[][] = [[], [], [], []];
    const owners: number[] = [];
    for (let i = 0; i < SIDE * SIDE; i++) {
        const from = i + Math.floor(i / SIDE);
        const ring = [from, from + 1, from + SIDE + 2, from + SIDE + 1, from].map((at) => corners[at]);
        const alike = [i - 1, i - SIDE][random.integer(2)];
        owners.push(random.next() < 0.7 ? (owners[alike] ?? 0) : random.integer(cells.length));
        cells[owners[i]].push({ type: 'Polygon', coordinates: [ring] });
    }
    return cells.filter((own) => own.length > 0).map((own) => dissolveCells(own));
}

const cornersIn = (shapes: readonly Shape[]): number => shapes.flatMap(ringsOf).reduce((sum, ring) => sum + ring.length - 1, 0);

/** Metres from a corner to the nearest of all borders, by trying all. */
function distanceToBorders(corner: readonly number[], shapes: readonly Shape[]): number {
    let nearest = Number.POSITIVE_INFINITY;
    for (const ring of shapes.flatMap(ringsOf)) {
        for (let i = 1; i < ring.length; i++) {
            const [[ax, ay], [bx, by]] = [ring[i - 1], ring[i]];
            const stretch = Math.cos((corner[1] * Math.PI) / 180) ** 2;
            const [dx, dy] = [bx - ax, by - ay];
            const along = (stretch * dx * (corner[0] - ax) + dy * (corner[1] - ay)) / (stretch * dx * dx + dy * dy);
            const share = Math.min(1, Math.max(0, along));
            const place = [ax + share * dx, ay + share * dy] as const;
            nearest = Math.min(nearest, greatCircleDistance([corner[0], corner[1]], place));
        }
    }
    return nearest;
}

describe('simplifyPolygons', () => {
    it('leaves neither gap nor overlap, crosses nothing, and stays within the tolerance', () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom(500, 3000, 20_000), (seed, tolerance) => {
                const shapes = crookedMap(seed);
                const light = simplifyPolygons(shapes, tolerance);
                light.forEach((shape, i) => {
                    expect(ringsOf(shape)).toHaveLength(ringsOf(shapes[i]).length);
                    for (const ring of ringsOf(shape)) expect(ring.length).toBeGreaterThan(3);
                });
                const whole = squareDegrees(dissolveCells(light));
                const sum = light.reduce((total, shape) => total + squareDegrees(shape), 0);
                expect(Math.abs(sum / whole - 1)).toBeLessThan(1e-9);
                light.forEach((a, i) => {
                    for (const b of light.slice(i + 1)) expect(squareDegrees(intersectPolygons(a, b))).toBeLessThan(1e-12);
                });
                const left = new Set(light.flatMap(ringsOf).flat().map(String));
                for (const corner of shapes.flatMap(ringsOf).flat()) {
                    if (!left.has(String(corner))) expect(distanceToBorders(corner, light)).toBeLessThan(1.001 * tolerance);
                }
            }),
            { numRuns: 40 },
        );
    });

    it('leaves most corners of a real map out, and its borders together', () => {
        const topology = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('us-atlas/states-10m.json')), 'utf8'));
        const states = (feature(topology, topology.objects.states) as unknown as FeatureCollection<Shape>).features;
        const shapes = states.map(({ geometry }) => dissolveCells([geometry]));
        const light = simplifyPolygons(shapes, 5000);
        expect(cornersIn(light)).toBeLessThan(0.3 * cornersIn(shapes));
        expect(unmatchedEdges(light)).toHaveLength(unmatchedEdges([dissolveCells(light)]).length);
    });

    it('leaves out corners on straight lines without any tolerance, but not where borders meet', () => {
        const square = (ring: number[][]): Polygon => ({ type: 'Polygon', coordinates: [ring] });
        const west = square([
            [0, 0],
            [1, 0],
            [2, 0],
            [2, 1],
            [2, 2],
            [0, 2],
            [0, 0],
        ]);
        const east = square(boxRing(2, 0, 4, 1));
        const [light, same] = simplifyPolygons([west, east], 0);
        expect(light.coordinates).toEqual([
            [
                [0, 0],
                [2, 0],
                [2, 1],
                [2, 2],
                [0, 2],
                [0, 0],
            ],
        ]);
        expect(same).toEqual(east);
    });

    it('keeps an island however small, and a hole that is filled', () => {
        const island: Polygon = {
            type: 'Polygon',
            coordinates: [
                Array.from({ length: 41 }, (_, i) => (i % 40) * 9).map((degrees) => {
                    const angle = (degrees * Math.PI) / 180;
                    return [10 + 0.001 * Math.cos(angle), 50 + 0.001 * Math.sin(angle)];
                }),
            ],
        };
        const lake: Polygon = { type: 'Polygon', coordinates: [boxRing(9, 49, 11, 51), island.coordinates[0].slice().reverse()] };
        const [lightIsland, lightLake] = simplifyPolygons([island, lake], 5000);
        expect(ringsOf(lightIsland)[0]).toHaveLength(4);
        expect(new Set(ringsOf(lightLake)[1].map(String))).toEqual(new Set(ringsOf(lightIsland)[0].map(String)));
        expect(ringsOf(lightLake)[0]).toHaveLength(5);
    });

    it('does not let a border pass over a corner of another', () => {
        // The bay of the coast is within the tolerance, and an islet lies in it.
        const coast: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [0, 0],
                    [2, 0],
                    [2, 1],
                    [1, 0.9],
                    [0, 1],
                    [0, 0],
                ],
            ],
        };
        const islet: Polygon = { type: 'Polygon', coordinates: [boxRing(0.99, 0.95, 1.01, 0.96)] };
        expect(ringsOf(simplifyPolygons([coast], 20_000)[0])[0]).toHaveLength(5);
        expect(ringsOf(simplifyPolygons([coast, islet], 20_000)[0])[0]).toHaveLength(6);
    });

    it('works across the antimeridian as elsewhere', () => {
        const placesIn = (shapes: readonly Shape[], west: number): string[] =>
            shapes
                .map(joinAtAntimeridian)
                .flatMap(ringsOf)
                .map((ring) => {
                    // Where it was cut a border has a corner more.
                    const corners = ring.slice(1).filter(([lng]) => Math.abs(lng) !== 180);
                    return corners
                        .map(([lng, lat]) => `${((lng - west + 360) % 360).toFixed(6)} ${lat.toFixed(6)}`)
                        .sort()
                        .join();
                });
        expect(placesIn(simplifyPolygons(crookedMap(7, 179.5), 3000), 179.5)).toEqual(
            placesIn(simplifyPolygons(crookedMap(7, 10), 3000), 10),
        );
    });

    it('leaves a ring without area as it is', () => {
        // The map of the United States has one along the Delaware.
        const flat: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [0, 0.001],
                    [1, 0],
                    [1, 0],
                    [0, 0.001],
                ],
            ],
        };
        const around: Polygon = {
            type: 'Polygon',
            coordinates: [
                [
                    [-1, 0],
                    [0, 0.001],
                    [1, 0],
                    [2, 0],
                    [2, 2],
                    [-1, 0],
                ],
            ],
        };
        const [same, light] = simplifyPolygons([flat, around], 1000);
        expect(same).toEqual(flat);
        expect(light.coordinates).toEqual([
            [
                [-1, 0],
                [2, 0],
                [2, 2],
                [-1, 0],
            ],
        ]);
    });

    it('makes nothing of nothing', () => {
        expect(simplifyPolygons([], 10)).toEqual([]);
        expect(simplifyPolygons([{ type: 'MultiPolygon', coordinates: [] }], 10)).toEqual([
            { type: 'MultiPolygon', coordinates: [] },
        ]);
    });
});
