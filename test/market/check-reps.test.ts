import { describe, expect, it } from 'vitest';
import { IssueCollector } from '../../src/core/index.js';
import type { Rep } from '../../src/market/index.js';
import { checkReps } from '../../src/market/internal.js';

function issuesOf(reps: unknown): { code: string; path: readonly (string | number)[] }[] {
    const collector = new IssueCollector();
    expect(checkReps(reps, collector)).toBe(collector.issues.length === 0);
    return collector.issues.map(({ code, path }) => ({ code, path }));
}

const rep: Rep = {
    id: 'r',
    home: [8.7, 49.4],
    hours: { mon: [[28_800, 61_200]], fri: [[28_800, 50_000]] },
    skills: [],
    maxVisitsPerDay: 10,
    share: 0.5,
    timeZone: 'Europe/Berlin',
    data: {},
};

describe('checkReps', () => {
    it('takes sound reps, none included', () => {
        expect(issuesOf([])).toEqual([]);
        expect(issuesOf([rep])).toEqual([]);
    });

    it.each([
        ['home', [49, 98], 'swapped-coordinates', ['home']],
        ['home', 'home', 'invalid-type', ['home']],
        ['hours', {}, 'no-shift', ['hours']],
        ['hours', { mon: [], tue: [[5, 5]] }, 'no-shift', ['hours']],
        ['hours', { mon: [[61_200, 28_800]] }, 'inverted-window', ['hours', 'mon', 0]],
        [
            'hours',
            {
                mon: [
                    [0, 10],
                    [20, 30],
                ],
            },
            'invalid-hours',
            ['hours', 'mon'],
        ],
        ['maxVisitsPerDay', 0, 'out-of-range', ['maxVisitsPerDay']],
        ['maxVisitsPerDay', 2.5, 'not-an-integer', ['maxVisitsPerDay']],
        ['share', 0, 'out-of-range', ['share']],
        ['timeZone', 'Mars/Olympus', 'unknown-option', ['timeZone']],
        ['position', [1, 2], 'unknown-key', ['position']],
    ])('finds %s = %o', (key, value, code, path) => {
        expect(issuesOf([{ ...rep, [key]: value }])).toEqual([{ code, path: ['reps', 0, ...path] }]);
    });

    it('finds ids that stand twice, and what is no list', () => {
        expect(issuesOf([rep, rep])).toEqual([{ code: 'duplicate-id', path: ['reps', 1, 'id'] }]);
        expect(issuesOf({})).toEqual([{ code: 'invalid-type', path: ['reps'] }]);
    });
});
