import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError, IssueCollector } from '../../src/core/index.js';

/** The error that a collector throws about one value. */
function errorAbout(received: unknown, key = 'value'): BeatplanError {
    const collector = new IssueCollector();
    collector.add('invalid-type', [key], 'is not a text', { received, expected: 'a text', hint: `did you mean '${key}'?` });
    try {
        collector.throwIfAny('the input');
    } catch (error) {
        if (error instanceof BeatplanError) return error;
    }
    throw new Error('nothing was thrown');
}

function nest(depth: number): unknown {
    let value: unknown = 1;
    for (let i = 0; i < depth; i++) value = [value];
    return value;
}

describe('what an issue received', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const trap = new Proxy(
        {},
        {
            getPrototypeOf: () => {
                throw new Error('trap');
            },
            ownKeys: () => {
                throw new Error('trap');
            },
        },
    );
    const untidy = { toJSON: () => 12n };
    it.each([
        ['a bigint', 12n, '12'],
        ['a list with a bigint', [12n], 'a list of 1'],
        ['a cycle', cycle, 'an object with self'],
        ['deep nesting', nest(100_000), 'a list of 1'],
        ['a function', () => 1, 'a function'],
        ['a symbol', Symbol('s'), 'Symbol(s)'],
        ['a long list', new Array(1e6).fill(0), 'a list of 1000000'],
        ['a list that is empty but for its length', new Array(4e9), 'a list of 4000000000'],
        ['an object without a form in JSON', untidy, 'an object with toJSON'],
        ['a proxy that throws', trap, 'a value that cannot be read'],
    ])('describes %s', (_, value, shown) => {
        const error = errorAbout(value);
        expect(error.issues[0].received).toBe(shown);
        expect(() => JSON.stringify(error.issues)).not.toThrow();
    });

    it.each([[[1, 2]], [{ lat: 1, lng: 'x' }], ['text'], [Number.NaN], [null], [false]])('keeps %j', (value) => {
        expect(errorAbout(value).issues[0].received).toEqual(value);
    });

    it('holds no reference into the input', () => {
        const value = [1, { a: 2 }];
        const error = errorAbout(value);
        value[0] = 5;
        expect(error.issues[0].received).toEqual([1, { a: 2 }]);
    });

    it('can be made JSON and printed, whatever the value', () => {
        const anything = fc.anything({
            withBigInt: true,
            withDate: true,
            withMap: true,
            withTypedArray: true,
            withSparseArray: true,
        });
        fc.assert(
            fc.property(anything, (value) => {
                const error = errorAbout(value);
                return JSON.stringify(error.issues).length < 70_000 && error.message.length < 1_000;
            }),
        );
    });
});

describe('messages', () => {
    it('stay short where values, keys, hints and paths are megabytes', () => {
        const megabytes = 'x'.repeat(5_000_000);
        expect(errorAbout(megabytes, megabytes).message.length).toBeLessThan(1_500);
        expect(String(errorAbout(megabytes).issues[0].received).length).toBe(1_000);
        expect(new BeatplanError('internal', megabytes).message.length).toBeLessThan(5_000);
        const deep = new BeatplanError('internal', 'Deep:', [
            { code: 'internal', path: new Array(100_000).fill('a'), message: megabytes, expected: megabytes },
        ]);
        expect(deep.message.length).toBeLessThan(2_000);
    });
});
