import { describe, expect, it } from 'vitest';
import { sortByKey } from '../../../src/cluster/points/sort-by-key.js';
import { Random } from '../../../src/core/index.js';

describe('sortByKey', () => {
    it('sorts few and many numbers of any size, equal ones by index', () => {
        const random = new Random(1);
        for (const n of [0, 1, 2, 100, 5000]) {
            const keys = Float64Array.from({ length: n }, (_, i) =>
                i % 3 === 0 ? random.integer(5) : i % 3 === 1 ? 10 ** (600 * random.next() - 300) : -0,
            );
            const expected = [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
            expect([...sortByKey(keys)]).toEqual(expected);
        }
        const endless = Float64Array.from({ length: 3000 }, (_, i) => (i % 2 === 0 ? Number.POSITIVE_INFINITY : i % 7));
        expect([...sortByKey(endless)]).toEqual(
            [...endless.keys()].sort((a, b) => (endless[a] === endless[b] ? a - b : endless[a] - endless[b])),
        );
        expect([...sortByKey(Float64Array.of(Number.POSITIVE_INFINITY, Number.MIN_VALUE, 0))]).toEqual([2, 1, 0]);
    });
});
