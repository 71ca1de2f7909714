import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import {
    cutAtAntimeridian,
    dissolveCells,
    dissolvePolygons,
    intersectPolygons,
    joinAtAntimeridian,
    PreparedPolygon,
    polygonArea,
    polygonBbox,
    polygonCentroid,
    polygonContains,
    polygonsTouch,
    polygonTester,
    positionInside,
    simplifyPolygons,
    unprojectPositions,
    voronoiCells,
} from '../../src/geo/index.js';
import { boxRing } from './shapes.js';

const sound: Polygon = { type: 'Polygon', coordinates: [boxRing(0, 0, 1, 1)] };

/** Every function that takes a polygon, as one of it. */
const CALLS: Readonly<Record<string, (polygon: Polygon) => unknown>> = {
    cutAtAntimeridian,
    joinAtAntimeridian,
    dissolveCells: (polygon) => dissolveCells([sound, polygon]),
    dissolvePolygons: (polygon) => dissolvePolygons([sound, polygon]),
    intersectPolygons: (polygon) => intersectPolygons(sound, polygon),
    'intersectPolygons, first': (polygon) => intersectPolygons(polygon, sound),
    PreparedPolygon: (polygon) => new PreparedPolygon(polygon),
    polygonArea,
    polygonBbox,
    polygonCentroid,
    polygonContains: (polygon) => polygonContains(polygon, [0, 0]),
    polygonTester,
    polygonsTouch: (polygon) => polygonsTouch(sound, polygon),
    positionInside,
    simplifyPolygons: (polygon) => simplifyPolygons([sound, polygon], 10),
    voronoiCells: (polygon) => voronoiCells([[0, 0]], polygon),
};

const withCorner = (corner: unknown): unknown => ({ type: 'Polygon', coordinates: [[[0, 0], [1, 0], corner, [0, 0]]] });

const HOSTILE: Readonly<Record<string, unknown>> = {
    'a longitude of 1e9': withCorner([1e9, 1]),
    'a longitude of 541': withCorner([541, 1]),
    'the largest number': withCorner([Number.MAX_VALUE, 1]),
    'a latitude of 91': withCorner([1, 91]),
    'a corner of one number': withCorner([1]),
    'a corner of no number': withCorner([]),
    'a corner of texts': withCorner(['1', '1']),
    'an invalid corner': withCorner(null),
    NaN: withCorner([Number.NaN, 1]),
    'an infinite latitude': withCorner([1, Number.POSITIVE_INFINITY]),
    'a bigint': withCorner([1n, 1n]),
    'a ring that is a text': { type: 'Polygon', coordinates: ['ring'] },
    'a ring with nothing but a length': { type: 'Polygon', coordinates: [{ length: 1e15 }] },
    'a ring with holes between its corners': { type: 'Polygon', coordinates: [new Array(1e9)] },
    'coordinates with nothing but a length': { type: 'Polygon', coordinates: { length: 1e15 } },
    'parts with nothing but a length': { type: 'MultiPolygon', coordinates: [{ length: 1e15 }] },
    'a polygon among the parts of another': { type: 'MultiPolygon', coordinates: [boxRing(0, 0, 1, 1)] },
    'a point': { type: 'Point', coordinates: [0, 0] },
    'a feature': { type: 'Feature', properties: {}, geometry: sound },
    'no type': { coordinates: [boxRing(0, 0, 1, 1)] },
    null: null,
    undefined: undefined,
    'a text': 'POLYGON((0 0, 1 0, 1 1, 0 0))',
    'a number': 1e15,
};

describe.each(Object.entries(CALLS))('%s', (_, call) => {
    it.each(Object.entries(HOSTILE))('refuses %s', (__, polygon) => {
        let thrown: unknown;
        try {
            call(polygon as Polygon);
        } catch (error) {
            thrown = error;
        }
        expect(thrown).toBeInstanceOf(BeatplanError);
        const { issues, message } = thrown as BeatplanError;
        expect(issues.map(({ code }) => code)).toEqual(['invalid-polygon']);
        expect(message.length).toBeLessThan(600);
        expect(() => JSON.stringify(issues)).not.toThrow();
    });

    it('takes longitudes of three worlds', () => {
        expect(() => call({ type: 'Polygon', coordinates: [boxRing(530, 0, 540, 1)] })).not.toThrow();
    });
});

describe('invalid lists', () => {
    it.each([[{ length: 1e15 }], [null], ['polygons']])('are refused: %j', (list) => {
        for (const call of [dissolveCells, dissolvePolygons, (polygons: Polygon[]) => simplifyPolygons(polygons, 1)]) {
            expect(() => call(list as unknown as Polygon[])).toThrow(BeatplanError);
        }
    });

    it('are refused where numbers are meant', () => {
        expect(() => unprojectPositions({ length: 1e15 }, [0, 0])).toThrow(BeatplanError);
    });

    it('name every invalid polygon', () => {
        try {
            dissolveCells([sound, null, withCorner([1])] as unknown as Polygon[]);
        } catch (error) {
            expect((error as BeatplanError).issues.map(({ path }) => path)).toEqual([
                ['cells', 1],
                ['cells', 2],
            ]);
        }
        expect.hasAssertions();
    });
});

it('simplifyPolygons refuses an invalid tolerance', () => {
    for (const tolerance of [-1, Number.NaN, Number.POSITIVE_INFINITY, '1']) {
        expect(() => simplifyPolygons([sound], tolerance as number)).toThrow(BeatplanError);
    }
});
