import fc from 'fast-check';
import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { alignmentToCsv, isDistricting, parseAlignmentCsv, readDistricting, unitsFromGeoJson } from '../../src/formats/index.js';

const TINY = `3
0 1.5 2 10 20 30 0
1 2 2 1 2 3 0
7 3 2 1 2 3 0
2
0 1
1 7
2 3 0.05 0.05 0.05 0.05
`;

function issuesOf(action: () => unknown): string[] {
    try {
        action();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
    }
    return [];
}

describe('readDistricting', () => {
    it('reads units, edges, the first number of territories and the tolerance', () => {
        expect(isDistricting(TINY)).toBe(true);
        expect(isDistricting('id,lat,lng\n1,2,3\n')).toBe(false);
        expect(readDistricting(TINY, { name: 'tiny' })).toEqual({
            name: 'tiny',
            units: [
                { id: '0', position: [1.5, 2], measures: { w1: 10, w2: 20, w3: 30 } },
                { id: '1', position: [2, 2], measures: { w1: 1, w2: 2, w3: 3 } },
                { id: '7', position: [3, 2], measures: { w1: 1, w2: 2, w3: 3 } },
            ],
            edges: [
                ['0', '1'],
                ['1', '7'],
            ],
            territories: 2,
            tolerance: 0.05,
        });
    });

    it('names every faulty line, and no line for the fault of another', () => {
        expect(issuesOf(() => readDistricting(TINY.replace('1 2 2 1', '1 2 2 -1')))).toEqual(['malformed-instance line 3']);
        expect(issuesOf(() => readDistricting(TINY.replace('1 7\n', '1 9\n').replace('7 3 2', '1 3 2')))).toEqual([
            'malformed-instance line 4',
            'malformed-instance line 7',
        ]);
        expect(issuesOf(() => readDistricting(TINY.replace(/2 3 0.05.*/, 'two')))).toEqual(['malformed-instance line 8']);
        expect(issuesOf(() => readDistricting('3\n0 1 1 1 1 1 0\n'))).toContain('malformed-instance line 2');
        expect(issuesOf(() => readDistricting(''))).toEqual(['empty-input ']);
    });
});

describe('alignmentToCsv', () => {
    it('is read back as it was, whatever the names', () => {
        const someName = fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name.trim() === name && name !== '');
        fc.assert(
            fc.property(fc.uniqueArray(someName, { minLength: 1, maxLength: 9 }), fc.nat(2), (names, split) => {
                const territories = [
                    { id: 'a, "b"', unitIds: names.slice(0, split + 1) },
                    { id: 'c', unitIds: names.slice(split + 1) },
                ].filter(({ unitIds }) => unitIds.length > 0);
                expect(parseAlignmentCsv(alignmentToCsv({ territories }))).toEqual({ territories });
            }),
        );
    });

    it('is read from a table of accounts with owners too', () => {
        const table = 'Account ID;Owner;City\nA1;Ann;x\nA2;;y\nA3;Bob;z\nA4;Ann;\n';
        expect(parseAlignmentCsv(table)).toEqual({
            territories: [
                { id: 'Ann', unitIds: ['A1', 'A4'] },
                { id: 'Bob', unitIds: ['A3'] },
            ],
        });
        expect(issuesOf(() => parseAlignmentCsv('a,b\n1,2\n'))).toEqual(['missing-column unit', 'missing-column territory']);
        expect(issuesOf(() => parseAlignmentCsv('unit,territory\n1,x\n1,y\n'))).toEqual(['duplicate-id row 3']);
    });
});

describe('unitsFromGeoJson', () => {
    const square = [
        [
            [0, 0],
            [2, 0],
            [2, 2],
            [0, 2],
            [0, 0],
        ],
    ];

    it('makes units of points and areas, with the numbers they hold', () => {
        const collection = {
            type: 'FeatureCollection',
            features: [
                {
                    type: 'Feature',
                    id: 5,
                    properties: { sales: 3, note: 'x', debt: -1 },
                    geometry: { type: 'Point', coordinates: [1, 2] },
                },
                { type: 'Feature', properties: { GEOID: '01', sales: 4 }, geometry: { type: 'Polygon', coordinates: square } },
            ],
        } as FeatureCollection;
        const [point, area] = unitsFromGeoJson(collection);
        expect(point).toEqual({ id: '5', position: [1, 2], measures: { sales: 3 } });
        expect(area.id).toBe('01');
        expect(area.position[0]).toBeCloseTo(1, 3);
        expect(area.measures).toEqual({ sales: 4 });
    });

    it('takes no code for a measure', () => {
        const properties = {
            id: 'a',
            zip: 10115,
            ZIPCODE: 10115,
            postal_code: 1,
            plz: 1,
            fips: 6037,
            STATEFP: 6,
            GEOID10: 6,
            lat: 1,
            zips: 3,
            codes: 2,
        };
        const feature = { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [1, 2] } };
        const [unit] = unitsFromGeoJson({ type: 'FeatureCollection', features: [feature] } as FeatureCollection);
        expect(unit.measures).toEqual({ zips: 3, codes: 2 });
    });

    it('refuses invalid corners and points, and names where they are', () => {
        const features = [
            { type: 'Polygon', coordinates: [[[0, 0], [1], [1, 1], [0, 0]]] },
            { type: 'Point', coordinates: [1] },
            { type: 'Point', coordinates: [1e9, 1] },
            {
                type: 'MultiPolygon',
                coordinates: [
                    square,
                    [
                        [
                            [0, 0],
                            [1e9, 0],
                            [1, 1],
                            [0, 0],
                        ],
                    ],
                ],
            },
        ].map((geometry, id) => ({ type: 'Feature', id, properties: {}, geometry }));
        expect(issuesOf(() => unitsFromGeoJson({ type: 'FeatureCollection', features } as unknown as FeatureCollection))).toEqual(
            [
                'invalid-polygon collection.features.0.geometry',
                'invalid-type collection.features.1.geometry.coordinates',
                'invalid-longitude collection.features.2.geometry.coordinates',
                'invalid-polygon collection.features.3.geometry',
            ],
        );
    });

    it('names what is no unit', () => {
        const features = [
            { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [1, 2] } },
            {
                type: 'Feature',
                id: 'line',
                properties: null,
                geometry: {
                    type: 'LineString',
                    coordinates: [
                        [1, 2],
                        [2, 3],
                    ],
                },
            },
        ];
        expect(issuesOf(() => unitsFromGeoJson({ type: 'FeatureCollection', features } as FeatureCollection))).toEqual([
            'missing-key collection.features.0.id',
            'invalid-type collection.features.1.geometry',
        ]);
        const twins = [5, '5'].map((id) => ({ ...features[0], id }));
        expect(issuesOf(() => unitsFromGeoJson({ type: 'FeatureCollection', features: twins } as FeatureCollection))).toEqual([
            'duplicate-id collection.features.1.id',
        ]);
        expect(issuesOf(() => unitsFromGeoJson({} as FeatureCollection))).toEqual(['empty-input collection.features']);
    });
});
