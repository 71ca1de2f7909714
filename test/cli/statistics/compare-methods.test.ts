import { describe, expect, it } from 'vitest';
import { type ComparedRun, compareMethods } from '../../../src/cli/statistics/compare-methods.js';

function runs(method: string, values: Readonly<Record<string, readonly (number | undefined)[]>>, best?: number): ComparedRun[] {
    return Object.entries(values).flatMap(([instance, list]) =>
        list.map((value) => ({
            instance,
            method,
            isScore: false,
            ...(value === undefined ? {} : { value }),
            ...(best === undefined ? {} : { bestKnown: best }),
        })),
    );
}

describe('compareMethods', () => {
    it('averages seeds first, so that the instance is what counts', () => {
        const { methods, instances } = compareMethods(runs('a', { x: [110, 120, 130], y: [100] }, 100));
        expect(instances.map(({ gap }) => gap)).toEqual([0.2, 0]);
        expect(methods[0].gap?.mean).toBeCloseTo(0.1, 12);
        expect(methods[0]).toMatchObject({ instances: 2, wins: 2, faults: 0 });
    });

    it('pairs methods on the instances that both solved', () => {
        const all = [
            ...runs('a', { p: [100], q: [105], r: [110], s: [undefined] }, 100),
            ...runs('b', { p: [100], q: [110], r: [120], s: [100] }, 100),
        ];
        const { pairs, methods } = compareMethods(all);
        expect(pairs).toHaveLength(1);
        expect(pairs[0]).toMatchObject({ first: 'a', second: 'b', instances: 3, wins: 2, ties: 1, losses: 0 });
        expect(pairs[0].difference?.mean).toBeCloseTo(-0.05, 12);
        // Two differences of one sign: 2 of 4 assignments are as extreme.
        expect(pairs[0].test.p).toBe(0.5);
        expect(methods.map(({ wins, faults }) => [wins, faults])).toEqual([
            [3, 1],
            [2, 0],
        ]);
    });

    it('measures from the best of all runs where no value is known', () => {
        const { instances } = compareMethods([...runs('a', { p: [100] }), ...runs('b', { p: [90, 95] })]);
        expect(instances[0].reference).toBe(90);
        expect(instances[0].gap).toBeCloseTo(1 / 9, 12);
    });

    it('turns gaps around for scores', () => {
        const { instances } = compareMethods([{ instance: 'p', method: 'a', isScore: true, value: 90, bestKnown: 100 }]);
        expect(instances[0].gap).toBeCloseTo(0.1, 12);
    });

    it('adjusts p by the number of pairs', () => {
        const values = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`i${i}`, [110 + i]]));
        const better = Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, [value - 5]]));
        const { pairs } = compareMethods([...runs('a', values, 100), ...runs('b', better, 100), ...runs('c', values, 100)]);
        expect(pairs.map(({ test }) => test.p)).toEqual([2 / 256, 1, 2 / 256]);
        expect(pairs.map(({ adjustedP }) => adjustedP)).toEqual([6 / 256, 1, 6 / 256]);
    });
});
