import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitWeek, weekPatterns } from '../../src/planning/patterns.js';

const lists = (patterns: Int32Array[]): number[][] => patterns.map((pattern) => Array.from(pattern));

describe('weekPatterns', () => {
    it('knows the usual ones', () => {
        expect(lists(weekPatterns(2, 4))).toEqual([
            [0, 1, 0, 1],
            [1, 0, 1, 0],
        ]);
        expect(lists(weekPatterns(4, 4))).toEqual([[1, 1, 1, 1]]);
        expect(lists(weekPatterns(6, 4))).toEqual([
            [1, 2, 1, 2],
            [2, 1, 2, 1],
        ]);
        expect(lists(weekPatterns(1, 2))).toEqual([
            [0, 1],
            [1, 0],
        ]);
    });

    it('has a pattern that begins in any week for a call that comes once', () => {
        expect(
            weekPatterns(1, 12)
                .map((pattern) => pattern.indexOf(1))
                .sort((a, b) => a - b),
        ).toEqual([...Array(12).keys()]);
    });

    it('spreads calls so evenly that every run of weeks is less than one call off', () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), (calls, weeks) => {
                const patterns = weekPatterns(calls, weeks);
                expect(new Set(lists(patterns).map(String)).size).toBe(patterns.length);
                for (const pattern of patterns) {
                    expect(pattern.reduce((sum, count) => sum + count, 0)).toBe(calls);
                    for (let from = 0; from < weeks; from++) {
                        let sum = 0;
                        for (let to = from; to < weeks; to++) {
                            sum += pattern[to];
                            expect(Math.abs(sum - (calls * (to - from + 1)) / weeks)).toBeLessThan(1);
                        }
                    }
                }
            }),
        );
    });
});

describe('splitWeek', () => {
    it('leaves a day between calls where it can', () => {
        expect(splitWeek([0, 1, 2, 3, 4], 2)).toEqual([
            [0, 1],
            [3, 4],
        ]);
        expect(splitWeek([0, 1, 2, 3, 4], 3)).toEqual([[0], [2], [4]]);
        expect(splitWeek([7, 9], 2)).toEqual([[7], [9]]);
    });

    it('uses neighbouring days where it must', () => {
        expect(splitWeek([0, 1, 2, 3, 4], 5)).toEqual([[0], [1], [2], [3], [4]]);
        expect(splitWeek([3, 4], 2)).toEqual([[3], [4]]);
    });

    it('gives a single call every day, and only as many calls as there are days', () => {
        expect(splitWeek([0, 2, 4], 1)).toEqual([[0, 2, 4]]);
        expect(splitWeek([0, 2], 3)).toHaveLength(2);
        expect(splitWeek([], 2)).toEqual([]);
    });

    it('never lets two calls share a day or change their order', () => {
        const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((list) => list.sort((a, b) => a - b));
        fc.assert(
            fc.property(days, fc.integer({ min: 1, max: 7 }), (week, calls) => {
                const groups = splitWeek(week, calls);
                const flat = groups.flat();
                expect(flat).toEqual([...flat].sort((a, b) => a - b));
                expect(new Set(flat).size).toBe(flat.length);
                expect(flat.every((day) => week.includes(day))).toBe(true);
                expect(groups.every((group) => group.length > 0)).toBe(true);
                expect(groups).toHaveLength(Math.min(calls, week.length));
            }),
        );
    });
});
