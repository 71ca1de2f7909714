import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { parseAccounts, parseAccountsCsv, parseReps, readAccounts, readReps } from '../../src/formats/index.js';
import { type Account, TIERS } from '../../src/market/index.js';
import { places, thrownError, thrownIssues } from './thrown-issues.js';

const point = (id: unknown, coordinates: unknown, properties: object | null = {}): object => ({
    type: 'Feature',
    ...(id === undefined ? {} : { id }),
    properties,
    geometry: { type: 'Point', coordinates },
});
const collection = (...features: object[]): object => ({ type: 'FeatureCollection', features });

describe('parseAccounts', () => {
    it('reads GeoJSON points, as text or parsed', () => {
        const given = collection(
            point('A1', [11.5, 48.1, 520], { name: 'Main', 'Annual Revenue': 12_500.5, tier: 'B', City: 'Ulm', open: true }),
            point(7, [11.6, 48.2], { latitude: 1, longitude: 2, skills: ['wine', 'beer'], hours: 'Mo 8-12' }),
        );
        const expected = [
            {
                id: 'A1',
                name: 'Main',
                position: [11.5, 48.1],
                sales: 12_500.5,
                tier: 'B',
                data: { City: 'Ulm', open: 'true' },
            },
            {
                id: '7',
                position: [11.6, 48.2],
                skills: ['wine', 'beer'],
                hours: { mon: [[28_800, 43_200]] },
            },
        ];
        expect(parseAccounts(given)).toEqual(expected);
        expect(parseAccounts(`\uFEFF ${JSON.stringify(given)}`)).toEqual(expected);
    });

    it('takes an id from the properties, and rejects what is no point', () => {
        const area = { type: 'Feature', id: 'X', properties: {}, geometry: { type: 'Polygon', coordinates: [] } };
        const nowhere = { type: 'Feature', id: 'Y', properties: {}, geometry: null };
        const { items, issues, rejectedRows } = readAccounts(
            collection(point(undefined, [1, 2], { id: 'A' }), area, nowhere, point(undefined, [181, 2], { id: 'Z' })),
        );
        expect(items.map(({ id }) => id)).toEqual(['A']);
        expect(rejectedRows).toEqual([2, 3, 4]);
        expect(places(issues)).toEqual(
            expect.arrayContaining([
                ['invalid-type', 'row 2/geometry'],
                ['missing-position', 'row 3/latitude'],
                ['invalid-longitude', 'row 4/longitude'],
            ]),
        );
    });

    it.each([
        [
            'Salesforce',
            {
                totalSize: 1,
                records: [
                    {
                        attributes: { type: 'Account', url: '/x' },
                        Id: '1',
                        Name: 'N',
                        Owner: { Name: 'Jane' },
                        BillingAddress: { latitude: 2, longitude: 3, city: 'U' },
                        AnnualRevenue: 5,
                    },
                ],
            },
        ],
        [
            'HubSpot',
            {
                results: [
                    { id: '1', properties: { name: 'N', latitude: '2', longitude: '3', annualrevenue: '5', owner: 'Jane' } },
                ],
            },
        ],
        [
            'Dynamics 365',
            { value: [{ accountid: '1', name: 'N', address1_latitude: 2, address1_longitude: 3, revenue: 5, owner: 'Jane' }] },
        ],
        ['rows', [{ id: 1, name: 'N', lat: 2, lng: 3, sales: 5, rep: 'Jane' }]],
        ['rows with a point', [{ id: 1, name: 'N', location: { type: 'Point', coordinates: [3, 2] }, sales: 5, rep: 'Jane' }]],
        ['rows with a place', [{ id: 1, name: 'N', location: { lat: 2, lng: 3 }, sales: 5, rep: 'Jane' }]],
    ])('reads rows of %s', (_, given) => {
        expect(parseAccounts(JSON.stringify(given))).toMatchObject([
            { id: '1', name: 'N', position: [3, 2], sales: 5, owner: 'Jane' },
        ]);
    });

    it('reads numbers as JSON has them, whatever they look like', () => {
        const rows = [1.234, 12.5, 1234, 1e21, 1e-7, -0].map((sales, i) => ({ id: i, lat: 48.123, lng: 11.123, sales }));
        expect(parseAccounts(rows).map(({ sales }) => sales)).toEqual([1.234, 12.5, 1234, 1e21, 1e-7, 0]);
    });

    it('gives back accounts and reps that were written as JSON', () => {
        const word = fc.stringMatching(/^[a-z]{1,8}$/);
        const hours = fc.constantFrom(
            { mon: [[28_800, 43_200]] as [number, number][] },
            { sat: [[0, 86_400]] as [number, number][] },
        );
        const account = fc.record(
            {
                id: word,
                position: fc.tuple(fc.double({ min: 5, max: 15, noNaN: true }), fc.double({ min: 45, max: 50, noNaN: true })),
                name: word,
                potential: fc.double({ min: 0, max: 1e9, noNaN: true }),
                tier: fc.constantFrom(...TIERS),
                callDuration: fc.integer({ min: 0, max: 36_000 }),
                callFrequency: fc.constantFrom(0, 0.5, 1, 4),
                skills: fc.uniqueArray(fc.constantFrom('wine', 'beer'), { minLength: 1 }),
                hours,
                owner: word,
                data: fc.record({ City: word }),
            },
            { requiredKeys: ['id', 'position'] },
        );
        fc.assert(
            fc.property(fc.uniqueArray(account, { minLength: 1, maxLength: 6, selector: ({ id }) => id }), (list: Account[]) => {
                expect(parseAccounts(JSON.stringify(list))).toEqual(list);
            }),
            { numRuns: 50 },
        );
        const reps = [
            { id: 'R', home: [11, 48] as [number, number], hours: { mon: [[0, 3600]] as [number, number][] }, share: 0.5 },
        ];
        expect(parseReps(reps)).toEqual(reps);
        expect(parseReps(collection(point('R', [11, 48], { hours: 'Mo 0-1', share: 0.5 })))).toEqual(reps);
    });

    it('reads tables as the other readers do', () => {
        const text = 'id;lat;lng\n1;48,5;11,5\n';
        expect(parseAccounts(text)).toEqual(parseAccountsCsv(text));
        expect(readReps('id,lat,lng,hours\n1,2,3,Mo 8-17\n').items).toHaveLength(1);
    });

    it('maps columns of JSON, and leaves them alone', () => {
        const rows = [{ Nr: 1, n: 2, e: 3, tier: 'A' }];
        const columns = { id: 'Nr', latitude: 'n', longitude: 'e', tier: null };
        expect(parseAccounts(rows, { columns })).toEqual([{ id: '1', position: [3, 2], data: { tier: 'A' } }]);
    });

    it('names what is wrong', () => {
        expect(thrownError(() => parseAccounts('{"a": ')).code).toBe('malformed-json');
        expect(thrownError(() => parseAccounts('{"a": 1}')).code).toBe('invalid-type');
        expect(thrownError(() => parseAccounts('[]')).code).toBe('empty-input');
        expect(places(thrownIssues(() => parseAccounts('[1, {"id": 1, "lat": 2, "lng": 3}]')))).toEqual([
            ['malformed-table', 'row 1'],
        ]);
        expect(thrownError(() => parseAccountsCsv('[{"id": 1}]')).code).toBe('unknown-format');
        expect(thrownError(() => parseAccountsCsv('{"type": "FeatureCollection"}')).issues[0].hint).toMatch(/parseAccounts/);
    });

    it('reads any JSON or throws a BeatplanError', () => {
        const cyclic: Record<string, unknown> = { id: 1 };
        cyclic['self'] = { deep: cyclic };
        const values = fc.oneof(
            fc.jsonValue(),
            fc.array(
                fc.dictionary(
                    fc.constantFrom('id', 'lat', 'lng', 'geometry', 'position', 'hours', 'data', 'type'),
                    fc.jsonValue(),
                ),
            ),
            fc.constant([cyclic]),
            fc.constant([{ id: 10n, lat: Symbol('x'), lng: () => 1 }]),
        );
        fc.assert(
            fc.property(values, (value) => {
                for (const read of [readAccounts, readReps]) {
                    try {
                        read(value as object);
                    } catch (error) {
                        if (!(error instanceof BeatplanError)) throw error;
                    }
                }
            }),
            { numRuns: 300 },
        );
    });
});
