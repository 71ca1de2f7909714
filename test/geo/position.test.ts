import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssueCollector } from '../../src/core/index.js';
import { wrapLongitude } from '../../src/geo/index.js';
import { checkPosition, positionIssue } from '../../src/geo/internal.js';

describe('wrapLongitude', () => {
    it('leaves what is in range, both names of the antimeridian included', () => {
        expect([-180, -0.5, 0, 180].map(wrapLongitude)).toEqual([-180, -0.5, 0, 180]);
    });

    it('takes whole turns away', () => {
        expect([190, -190, 540, 720.5].map(wrapLongitude)).toEqual([-170, 170, -180, 0.5]);
    });

    it('always lands in range, a whole number of turns away', () => {
        fc.assert(
            fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (lng) => {
                const wrapped = wrapLongitude(lng);
                const turns = (lng - wrapped) / 360;
                expect(wrapped).toBeGreaterThanOrEqual(-180);
                expect(wrapped).toBeLessThanOrEqual(180);
                expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-9);
            }),
        );
    });
});

describe('positionIssue', () => {
    it.each([
        [[13.4, 52.5], undefined],
        [[-180, -90], undefined],
        [[180, 90], undefined],
        [[0, 0], undefined],
        [[13.4, 52.5, 34], undefined],
        [undefined, 'missing-position'],
        [null, 'missing-position'],
        ['13.4,52.5', 'invalid-type'],
        [[13.4], 'invalid-type'],
        [['13.4', 52.5], 'invalid-type'],
        [[Number.NaN, 52.5], 'not-finite'],
        [[13.4, Number.NEGATIVE_INFINITY], 'not-finite'],
        [[180.1, 52.5], 'invalid-longitude'],
        [[40.7, -122.4], 'swapped-coordinates'],
        [[170, 91], 'invalid-latitude'],
        [[40, 181], 'invalid-latitude'],
    ])('%j -> %s', (position, code) => {
        expect(positionIssue(position)).toBe(code);
    });
});

describe('checkPosition', () => {
    it('reports code, path and what was probably meant', () => {
        const collector = new IssueCollector();
        expect(checkPosition([37.8, -122.4], ['accounts', 3, 'position'], collector)).toBe(false);
        expect(collector.issues).toHaveLength(1);
        expect(collector.issues[0]).toMatchObject({ code: 'swapped-coordinates', path: ['accounts', 3, 'position'] });
        expect(collector.issues[0].hint).toContain('[-122.4, 37.8]');
    });

    it('recognises projected metres', () => {
        const collector = new IssueCollector();
        checkPosition([1_490_000, 6_890_000], [], collector);
        expect(collector.issues[0].code).toBe('invalid-latitude');
        expect(collector.issues[0].hint).toContain('metres');
    });

    it('reports each kind of fault once, and nothing for a sound position', () => {
        const collector = new IssueCollector();
        for (const position of [undefined, [1], [Number.NaN, 0], [200, 0]]) checkPosition(position, ['p'], collector);
        expect(checkPosition([1, 2], ['p'], collector)).toBe(true);
        expect(collector.issues.map((issue) => issue.code)).toEqual([
            'missing-position',
            'invalid-type',
            'not-finite',
            'invalid-longitude',
        ]);
    });
});
