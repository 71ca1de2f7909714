import { multiPolygon, polygon } from '@turf/helpers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../../src/core/index.js';
import { polygonContains } from '../../../src/geo/index.js';
import { PolygonIndex, type PolygonItem } from '../../../src/spatial/index.js';
import { anyPosition } from '../../geo/arbitraries.js';
import { boxRing } from '../../geo/shapes.js';

describe('PolygonIndex', () => {
    const index = new PolygonIndex([
        { id: 'west', geometry: polygon([boxRing(0, 0, 1, 1)]).geometry },
        { id: 'east', geometry: polygon([boxRing(1, 0, 2, 1)]).geometry },
        { id: 'around', geometry: polygon([boxRing(-1, -1, 3, 2), boxRing(0.25, 0.25, 0.75, 0.75)]).geometry },
        { id: 'fiji', geometry: polygon([boxRing(177, -20, -178, -15)]).geometry },
        {
            id: 'cap',
            geometry: polygon([
                [
                    [0, 60],
                    [90, 60],
                    [180, 60],
                    [-90, 60],
                    [0, 60],
                ],
            ]).geometry,
        },
    ]);

    it.each<[[number, number], string[]]>([
        [
            [0.5, 0.1],
            ['west', 'around'],
        ],
        [[0.5, 0.5], ['west']],
        [
            [1, 0.5],
            ['west', 'east', 'around'],
        ],
        [[2.5, 0.5], ['around']],
        [[180, -17], ['fiji']],
        [[-180, -17], ['fiji']],
        [[-179, -17], ['fiji']],
        [[33, 90], ['cap']],
        [[-179.99, 61], ['cap']],
        [[100, 0], []],
    ])('%j lies in %j', (position, expected) => {
        expect(index.containing(position)).toEqual(expected);
    });

    it('holds nothing when empty', () => {
        expect(new PolygonIndex([]).containing([0, 0])).toEqual([]);
        expect(index.size).toBe(5);
    });

    it('names shared ids and polygons without corners', () => {
        const geometry = polygon([boxRing(0, 0, 1, 1)]).geometry;
        const features = [
            { id: 'a', geometry },
            { id: 'a', geometry },
            { id: 'b', geometry: multiPolygon([]).geometry },
            {
                id: 'c',
                geometry: {
                    type: 'Polygon' as const,
                    coordinates: [
                        [
                            [Number.NaN, 0],
                            [1, 0],
                            [1, 1],
                            [Number.NaN, 0],
                        ],
                    ],
                },
            },
        ];
        expect(() => new PolygonIndex(features)).toThrow(
            expect.objectContaining({
                code: 'invalid-input',
                issues: [
                    expect.objectContaining({ code: 'duplicate-id', path: ['polygons', 1, 'id'] }),
                    expect.objectContaining({ code: 'invalid-polygon', path: ['polygons', 2, 'geometry'] }),
                    expect.objectContaining({ code: 'invalid-polygon', path: ['polygons', 3, 'geometry'] }),
                ],
            }),
        );
        expect(() => index.containing([0, 100])).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    });

    it('names what is no list of polygons, no id and no metric', () => {
        const geometry = polygon([boxRing(0, 0, 1, 1)]).geometry;
        const issuesOf = (features: unknown, options = {}): unknown => {
            try {
                new PolygonIndex(features as PolygonItem[], options);
            } catch (error) {
                return (error as BeatplanError).issues.map(({ code, path }) => [code, path]);
            }
            return [];
        };
        expect(issuesOf({ type: 'Polygon', coordinates: [] })).toEqual([['invalid-type', ['polygons']]]);
        expect(
            issuesOf([null, { id: Number.NaN, geometry }, { id: 'a', geometry: { type: 'Polygon', coordinates: [null] } }]),
        ).toEqual([
            ['missing-key', ['polygons', 0, 'id']],
            ['invalid-polygon', ['polygons', 0, 'geometry']],
            ['invalid-type', ['polygons', 1, 'id']],
            ['invalid-polygon', ['polygons', 2, 'geometry']],
        ]);
        expect(issuesOf([], { metric: 'plane' })).toEqual([['unknown-option', ['options', 'metric']]]);
    });

    it('says which list is too short for a join', () => {
        const points = Float64Array.of(0, 0, 1, 1);
        const tooShort = (name: string): unknown =>
            expect.objectContaining({ issues: [expect.objectContaining({ code: 'out-of-range', path: [name] })] });
        expect(() => index.joinInto(points, new Int32Array(1))).toThrow(tooShort('out'));
        expect(() => index.joinAllInto(points, new Int32Array(2), new Int32Array(9))).toThrow(tooShort('offsets'));
    });

    it('agrees with asking every polygon', () => {
        const shape = fc.array(anyPosition, { minLength: 3, maxLength: 6 }).map((corners) => {
            return polygon([[...corners, corners[0]].map((corner) => [...corner])]).geometry;
        });
        fc.assert(
            fc.property(fc.array(shape, { maxLength: 8 }), anyPosition, (shapes, position) => {
                const features = shapes.map((geometry, i) => ({ id: `p${i}`, geometry }));
                const expected = features.filter(({ geometry }) => polygonContains(geometry, position)).map(({ id }) => id);
                expect(new PolygonIndex(features).containing(position)).toEqual(expected);
            }),
            { numRuns: 200 },
        );
    });
});
