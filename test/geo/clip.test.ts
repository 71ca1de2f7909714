import { polygon } from '@turf/helpers';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { dissolvePolygons, intersectPolygons, polygonArea, wrapLongitude } from '../../src/geo/index.js';
import { boxRing, squareDegrees } from './shapes.js';

const left = polygon([boxRing(0, 0, 2, 2)]).geometry;
const right = polygon([boxRing(1, 1, 3, 3)]).geometry;
const far = polygon([boxRing(10, 10, 11, 11)]).geometry;

describe('dissolvePolygons', () => {
    it('joins what overlaps and keeps what lies apart', () => {
        const joined = dissolvePolygons([left, right, far]);
        expect(joined.type).toBe('MultiPolygon');
        expect(joined.coordinates).toHaveLength(2);
        expect(squareDegrees(joined)).toBeCloseTo(4 + 4 - 1 + 1, 12);
        expect(dissolvePolygons([left, right]).type).toBe('Polygon');
    });

    it('joins neighbours along their border', () => {
        const next = polygon([boxRing(2, 0, 4, 2)]).geometry;
        expect(dissolvePolygons([left, next])).toEqual(polygon([boxRing(0, 0, 4, 2)]).geometry);
    });

    it('leaves the inputs alone and shares nothing with them', () => {
        const before = JSON.stringify(left);
        const single = dissolvePolygons([left]);
        (single.coordinates as number[][][])[0][0][0] = 99;
        expect(JSON.stringify(left)).toBe(before);
    });

    it('makes nothing of nothing', () => {
        const nothing = { type: 'MultiPolygon', coordinates: [] };
        expect(dissolvePolygons([])).toEqual(nothing);
        expect(dissolvePolygons([{ type: 'Polygon', coordinates: [] }])).toEqual(nothing);
    });
});

describe('intersectPolygons', () => {
    it('border-not-closed: finds the area in common where an edge passes a corner by next to nothing', () => {
        const triangle = polygon([
            [
                [4, 0],
                [0, 4],
                [0, 0],
                [4, 0],
            ],
        ]).geometry;
        const splinter = polygon([
            [
                [4, 5],
                [3, 1],
                [3, 0],
                [4, 5],
            ],
        ]).geometry;
        expect(squareDegrees(intersectPolygons(triangle, splinter))).toBeCloseTo(1 / 12, 9);
    });

    it('finds the common area', () => {
        expect(intersectPolygons(left, right)).toEqual(polygon([boxRing(1, 1, 2, 2)]).geometry);
    });

    it('has no part if there is none', () => {
        const nothing = { type: 'MultiPolygon', coordinates: [] };
        expect(intersectPolygons(left, far)).toEqual(nothing);
        expect(intersectPolygons(left, polygon([boxRing(2, 0, 4, 2)]).geometry)).toEqual(nothing);
        expect(intersectPolygons(left, { type: 'MultiPolygon', coordinates: [] })).toEqual(nothing);
    });

    it('finds the same wherever the antimeridian runs', () => {
        const ring = polygon([boxRing(-10, 0, 10, 10), boxRing(4, 2, 6, 4)]).geometry;
        const backwards = polygon([[...boxRing(-10, 0, 10, 10)].reverse()]).geometry;
        const others = [backwards, ...[-20, 3, 5, 8].map((west) => polygon([boxRing(west, -1, west + 15, 11)]).geometry)];
        const turned = ({ coordinates }: Polygon): Polygon => ({
            type: 'Polygon',
            coordinates: coordinates.map((corners) => corners.map(([lng, lat]) => [wrapLongitude(lng + 180), lat])),
        });
        for (const other of others) {
            const common = polygonArea(intersectPolygons(ring, other));
            expect(common).toBeGreaterThan(0);
            expect(polygonArea(intersectPolygons(turned(ring), turned(other))) / common).toBeCloseTo(1, 9);
            expect(polygonArea(intersectPolygons(turned(other), turned(ring))) / common).toBeCloseTo(1, 9);
        }
        // Corners to the east and west of it do not make a polygon lie over the middle of the map.
        const middle = polygon([boxRing(-80, 0, 80, 10)]).geometry;
        expect(intersectPolygons(turned(ring), middle).coordinates).toEqual([]);
    });

    it('keeps holes', () => {
        const frame = polygon([boxRing(0, 0, 4, 4), boxRing(1, 1, 3, 3)]).geometry;
        expect(squareDegrees(intersectPolygons(frame, polygon([boxRing(0, 0, 2, 4)]).geometry))).toBeCloseTo(8 - 2, 12);
    });
});
