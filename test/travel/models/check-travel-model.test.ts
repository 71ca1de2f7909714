import { describe, expect, it } from 'vitest';
import { IssueCollector } from '../../../src/core/index.js';
import { DEFAULT_TRAVEL, travelMatrix } from '../../../src/travel/index.js';
import { checkTravelModel } from '../../../src/travel/internal.js';

const UNLIMITED = Number.POSITIVE_INFINITY;

function issuesOf(model: unknown): [string, string][] {
    const collector = new IssueCollector();
    const isSound = checkTravelModel(model, ['travel'], collector);
    expect(isSound).toBe(collector.issues.length === 0);
    return collector.issues.map(({ code, path }) => [code, path.join('.')]);
}

describe('checkTravelModel', () => {
    it.each([
        [{ kind: 'great-circle' }],
        [DEFAULT_TRAVEL],
        [{ kind: 'great-circle', circuity: 1, speedBands: [{ upTo: UNLIMITED, speed: 20 }] }],
        [{ kind: 'great-circle', speedBands: [{ upTo: 5, speed: 1 }, { upTo: 6, speed: 2 }, { speed: 1 }] }],
        [{ kind: 'euclidean' }],
        [{ kind: 'euclidean', speed: 0.5, rounding: 'truncate', decimals: 1 }],
        [{ kind: 'matrix', size: 0, durations: [] }],
        [{ kind: 'matrix', size: 2, durations: [0, UNLIMITED, 1, 0] }],
        [{ kind: 'matrix', size: 2, durations: [0, UNLIMITED, 1, 0], distances: new Float64Array([0, UNLIMITED, 3, 0]) }],
        [
            travelMatrix(
                [
                    [0, 0],
                    [1, 1],
                ],
                DEFAULT_TRAVEL,
            ),
        ],
    ])('%#: accepts a sound model', (model) => {
        expect(issuesOf(model)).toEqual([]);
    });

    it.each<[unknown, [string, string][]]>([
        [undefined, [['invalid-type', 'travel']]],
        [{ kind: 'car' }, [['unknown-option', 'travel.kind']]],
        [{ kind: 'great-circle', circuty: 1.2 }, [['unknown-key', 'travel.circuty']]],
        [{ kind: 'great-circle', circuity: 0.9 }, [['out-of-range', 'travel.circuity']]],
        [{ kind: 'great-circle', speedBands: [] }, [['empty-input', 'travel.speedBands']]],
        [{ kind: 'great-circle', speedBands: [{ speed: 0 }] }, [['out-of-range', 'travel.speedBands.0.speed']]],
        [{ kind: 'great-circle', speedBands: [{ speed: 1 }, { speed: 2 }] }, [['missing-key', 'travel.speedBands.0.upTo']]],
        [
            {
                kind: 'great-circle',
                speedBands: [
                    { upTo: 9, speed: 1 },
                    { upTo: 9, speed: 2 },
                    { upTo: 8, speed: 2 },
                ],
            },
            [
                ['out-of-range', 'travel.speedBands.1.upTo'],
                ['out-of-range', 'travel.speedBands.2.upTo'],
            ],
        ],
        [{ kind: 'euclidean', rounding: 'floor' }, [['unknown-option', 'travel.rounding']]],
        [{ kind: 'euclidean', decimals: 1.5 }, [['not-an-integer', 'travel.decimals']]],
        [{ kind: 'euclidean', speed: Number.NaN }, [['not-finite', 'travel.speed']]],
        [{ kind: 'matrix', size: 2, durations: [0, 1, 2] }, [['matrix-size', 'travel.durations']]],
        [{ kind: 'matrix', size: 2, durations: 'none' }, [['invalid-type', 'travel.durations']]],
        [
            { kind: 'matrix', size: 2, durations: [0, -1, Number.NaN, 0], distances: [0, UNLIMITED, '7', 0] },
            [
                ['negative-travel', 'travel.durations.1'],
                ['not-finite', 'travel.durations.2'],
                ['not-finite', 'travel.distances.1'],
                ['invalid-type', 'travel.distances.2'],
            ],
        ],
    ])('%#: reports every fault with its place', (model, expected) => {
        expect(issuesOf(model)).toEqual(expected);
    });

    it('lists ten faulty entries and counts the rest', () => {
        const durations = new Float64Array(25).fill(-1);
        const collector = new IssueCollector();
        checkTravelModel({ kind: 'matrix', size: 5, durations }, [], collector);
        expect(collector.issues).toHaveLength(11);
        expect(collector.issues[9]).toMatchObject({ code: 'negative-travel', path: ['durations', 9], received: -1 });
        expect(collector.issues[10]).toMatchObject({ code: 'invalid-input', path: ['durations'] });
        expect(collector.issues[10].message).toContain('15 more');
    });
});
