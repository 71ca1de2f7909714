import { describe, expect, it } from 'vitest';
import { checkStructure, finite, type Issue, IssueCollector, list, numberList, pair, type Schema } from '../../src/core/index.js';

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    checkStructure(schema, value, collector, ['values']);
    return collector.issues;
}

function faultsOf(schema: Schema, value: unknown): [code: string, path: string][] {
    return issuesOf(schema, value).map(({ code, path }) => [code, path.join('.')]);
}

describe('numberList', () => {
    const shares = numberList({ min: 0, max: 1 });

    it('takes lists and typed arrays of numbers within bounds', () => {
        for (const value of [[], [0, 0.5, 1], Float64Array.of(0, 1), Uint8Array.of(1)])
            expect(issuesOf(shares, value)).toEqual([]);
        for (const value of [undefined, null, 'x', 5, { length: 1e15 }, BigInt64Array.of(1n), new DataView(new ArrayBuffer(8))]) {
            expect(faultsOf(shares, value)).toEqual([['invalid-type', 'values']]);
        }
    });

    it('names each invalid item, whatever it is', () => {
        const circle: unknown[] = [];
        circle.push(circle);
        const given = [0, -1, Number.NaN, '1', null, undefined, Symbol('x'), 1n, Object.create(null), circle];
        expect(faultsOf(shares, given)).toEqual([
            ['out-of-range', 'values.1'],
            ['not-finite', 'values.2'],
            ...[3, 4, 5, 6, 7, 8, 9].map((i) => ['invalid-type', `values.${i}`]),
        ]);
        expect(faultsOf(shares, Float64Array.of(0, 2))).toEqual([['out-of-range', 'values.1']]);
    });
});

describe('a list of faulty items', () => {
    it('gets ten thousand issues, and the number of the others', () => {
        for (const schema of [list(finite()), numberList()]) {
            const issues = issuesOf(schema, Array(1_000_000));
            expect(issues).toHaveLength(10_001);
            expect(issues.at(-1)).toMatchObject({ code: 'invalid-input', path: ['values'] });
            expect(issues.at(-1)?.message).toBe('has 990000 more items with a problem');
        }
    });

    it('is refused by its length where that is all it has', () => {
        expect(faultsOf(list(finite()), Array(2e8))).toEqual([['out-of-range', 'values']]);
        expect(faultsOf(pair(finite(), 'a pair'), Array(2e8))).toEqual([['out-of-range', 'values']]);
    });

    it('names the places inside of its items', () => {
        expect(faultsOf(list(pair(finite(), 'a pair')), [[0, 'x'], [0, 1], [0]])).toEqual([
            ['invalid-type', 'values.0.1'],
            ['invalid-type', 'values.2'],
        ]);
    });
});
