import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
    abortSignal,
    anything,
    callback,
    checkStructure,
    finite,
    flag,
    type Issue,
    IssueCollector,
    list,
    numbers,
    oneOf,
    optional,
    pair,
    record,
    type Schema,
    strict,
    text,
    variant,
} from '../../src/core/index.js';

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    const sound = checkStructure(schema, value, collector);
    expect(sound).toBe(collector.issues.length === 0);
    return collector.issues;
}

function codesOf(schema: Schema, value: unknown): string[] {
    return issuesOf(schema, value).map((issue) => issue.code);
}

describe('text', () => {
    it('takes a string that is not empty', () => {
        expect(codesOf(text(), 'a')).toEqual([]);
        expect(codesOf(text(), '')).toEqual(['out-of-range']);
        expect(codesOf(text(), 5)).toEqual(['invalid-type']);
        expect(codesOf(text(), null)).toEqual(['invalid-type']);
    });
});

describe('oneOf', () => {
    it('takes the given strings only', () => {
        expect(codesOf(oneOf(['cost', 'prize']), 'prize')).toEqual([]);
        expect(issuesOf(oneOf(['cost', 'prize']), 'prise')).toEqual([
            {
                code: 'unknown-option',
                path: [],
                message: 'is not a known option',
                received: 'prise',
                expected: "one of 'cost', 'prize'",
                hint: "did you mean 'prize'?",
            },
        ]);
        expect(issuesOf(oneOf(['cost', 'prize']), 5)[0]).not.toHaveProperty('hint');
    });
});

describe('flag', () => {
    it('takes true and false', () => {
        expect(codesOf(flag(), false)).toEqual([]);
        expect(codesOf(flag(), 'true')).toEqual(['invalid-type']);
        expect(codesOf(flag(), 0)).toEqual(['invalid-type']);
    });
});

describe('finite', () => {
    it.each([
        [{}, 0, []],
        [{}, -1e120, []],
        [{}, -1e308, ['out-of-range']],
        [{ min: 0 }, 1e308, ['out-of-range']],
        [{ infinite: true }, 1e308, []],
        [{}, '5', ['invalid-type']],
        [{}, 5n, ['invalid-type']],
        [{}, Number.NaN, ['not-finite']],
        [{}, Number.POSITIVE_INFINITY, ['not-finite']],
        [{ infinite: true }, Number.POSITIVE_INFINITY, []],
        [{ infinite: true }, Number.NEGATIVE_INFINITY, ['not-finite']],
        [{ infinite: true }, Number.NaN, ['not-finite']],
        [{ infinite: true, integer: true }, Number.POSITIVE_INFINITY, []],
        [{ min: 0, max: 100 }, 0, []],
        [{ min: 0, max: 100 }, 100, []],
        [{ min: 0, max: 100 }, -0.1, ['out-of-range']],
        [{ min: 0, max: 100 }, 100.1, ['out-of-range']],
        [{ moreThan: 0 }, Number.MIN_VALUE, []],
        [{ moreThan: 0 }, 0, ['out-of-range']],
        [{ integer: true }, 3, []],
        [{ integer: true }, 3.5, ['not-an-integer']],
        [{ integer: true, min: 1 }, 0.5, ['out-of-range']],
    ])('%j finds %s %j', (bounds, value, codes) => {
        expect(codesOf(finite(bounds), value)).toEqual(codes);
    });

    it.each([
        [{}, 'a number'],
        [{ min: 1, integer: true }, 'a whole number from 1'],
        [{ max: 5 }, 'a number up to 5'],
        [{ min: 0, max: 1 }, 'a number from 0 to 1'],
        [{ moreThan: 0 }, 'a number above 0'],
        [{ moreThan: 0, max: 1 }, 'a number above 0, at most 1'],
    ])('%j expects %s', (bounds, expected) => {
        expect(issuesOf(finite(bounds), 'x')[0].expected).toBe(expected);
    });
});

describe('list, numbers and pair', () => {
    it('finds every faulty item of a list', () => {
        expect(issuesOf(list(text()), ['a', 1, 'b', ''])).toMatchObject([
            { code: 'invalid-type', path: [1], received: 1 },
            { code: 'out-of-range', path: [3], received: '' },
        ]);
        expect(codesOf(list(text()), [])).toEqual([]);
        expect(codesOf(list(text()), { 0: 'a', length: 1 })).toEqual(['invalid-type']);
    });

    it('takes lists and typed arrays of numbers', () => {
        for (const value of [[1, 2], new Float64Array(2), new Uint8Array(0)]) expect(codesOf(numbers(), value)).toEqual([]);
        for (const value of [new DataView(new ArrayBuffer(8)), new BigInt64Array(2), new ArrayBuffer(8), 'abc', { length: 2 }]) {
            expect(codesOf(numbers(), value)).toEqual(['invalid-type']);
        }
    });

    it('takes exactly two items', () => {
        const window = pair(finite(), '[open, close]');
        expect(codesOf(window, [0, 1])).toEqual([]);
        expect(issuesOf(window, [0, 1, 2])).toMatchObject([{ code: 'invalid-type', path: [], expected: '[open, close]' }]);
        expect(codesOf(window, [0])).toEqual(['invalid-type']);
        expect(issuesOf(window, [0, 'x'])).toMatchObject([{ code: 'invalid-type', path: [1] }]);
    });
});

describe('record', () => {
    it('checks the value of every key', () => {
        expect(issuesOf(record(finite()), { a: 1, 'b c': 'x' })).toMatchObject([{ code: 'invalid-type', path: ['b c'] }]);
        expect(codesOf(record(finite()), {})).toEqual([]);
    });

    it('refuses what is no plain object', () => {
        for (const value of [[], null, 'text', undefined]) expect(codesOf(record(finite()), value)).toEqual(['invalid-type']);
    });

    it('refuses keys that JavaScript reserves', () => {
        expect(codesOf(record(finite()), JSON.parse('{ "__proto__": "x" }'))).toEqual(['unknown-key']);
        expect(codesOf(record(finite()), { constructor: 'x' })).toEqual(['unknown-key']);
    });
});

describe('anything', () => {
    it('takes any value', () => {
        fc.assert(fc.property(fc.anything(), (value) => codesOf(anything(), value).length === 0));
    });
});

describe('variant', () => {
    const travel = variant('kind', {
        euclidean: strict({ kind: text(), speed: finite({ moreThan: 0 }) }),
        matrix: strict({ kind: text(), size: finite() }),
    });

    it('checks the object that the key names', () => {
        expect(codesOf(travel, { kind: 'euclidean', speed: 5 })).toEqual([]);
        expect(issuesOf(travel, { kind: 'euclidean', speed: 0 })).toMatchObject([{ code: 'out-of-range', path: ['speed'] }]);
        expect(issuesOf(travel, { kind: 'matrix', speed: 5 }).map(({ code, path }) => [code, ...path])).toEqual([
            ['missing-key', 'size'],
            ['unknown-key', 'speed'],
        ]);
    });

    it('tells which kinds there are', () => {
        expect(issuesOf(travel, { kind: 'euclidian', speed: 5 })).toEqual([
            {
                code: 'unknown-option',
                path: ['kind'],
                message: 'is not a known option',
                received: 'euclidian',
                expected: "one of 'euclidean', 'matrix'",
                hint: "did you mean 'euclidean'?",
            },
        ]);
        expect(issuesOf(travel, { kind: 'toString' })).toMatchObject([{ code: 'unknown-option', path: ['kind'] }]);
    });

    it('tells a missing kind from a value that is no object', () => {
        expect(issuesOf(travel, { speed: 5 })).toMatchObject([{ code: 'missing-key', path: ['kind'] }]);
        for (const value of [null, undefined, 5, 'euclidean', ['euclidean']]) {
            expect(issuesOf(travel, value)).toMatchObject([{ code: 'invalid-type', path: [] }]);
        }
    });
});

describe('strict', () => {
    const visit = strict({ id: text(), priority: optional(finite({ min: 0, max: 100 })), skills: optional(list(text())) });

    it('takes the keys that it knows, optional ones undefined or left out', () => {
        expect(codesOf(visit, { id: 'a' })).toEqual([]);
        expect(codesOf(visit, { id: 'a', priority: undefined, skills: ['x'] })).toEqual([]);
        expect(codesOf(visit, { id: 'a', priority: null })).toEqual(['invalid-type']);
    });

    it('tells a missing key from one of the wrong type', () => {
        expect(issuesOf(visit, {})).toEqual([{ code: 'missing-key', path: ['id'], message: 'is missing' }]);
        expect(issuesOf(visit, { id: 5 })).toMatchObject([{ code: 'invalid-type', path: ['id'], received: 5 }]);
        expect(issuesOf(visit, { id: undefined })).toMatchObject([{ code: 'invalid-type', path: ['id'] }]);
    });

    it('names the key that was probably meant', () => {
        expect(issuesOf(visit, { id: 'a', prioritty: 5 })).toEqual([
            {
                code: 'unknown-key',
                path: ['prioritty'],
                message: 'is not a known key',
                received: 5,
                hint: "did you mean 'priority'?",
            },
        ]);
        expect(issuesOf(visit, { id: 'a', colour: 'red' })[0].hint).toBe('known keys: id, priority, skills');
        expect(issuesOf(strict({}), { colour: 'red' })[0]).not.toHaveProperty('hint');
    });

    it('refuses what is no plain object', () => {
        for (const value of [[], null, 'text', 5, undefined]) expect(codesOf(visit, value)).toEqual(['invalid-type']);
        expect(codesOf(visit, JSON.parse('{ "id": "a", "__proto__": 1 }'))).toEqual(['unknown-key']);
    });

    it('finds every fault of a nested input at once, below the given path', () => {
        const problem = strict({ visits: list(visit), seed: finite({ integer: true }) });
        const collector = new IssueCollector();
        const value = { visits: [{ id: '' }, { priority: 101, skills: [1] }, 5], seed: 0.5, sead: 1 };
        expect(checkStructure(problem, value, collector, ['files', 2])).toBe(false);
        expect(collector.issues.map(({ code, path }) => [code, path.join('.')])).toEqual([
            ['out-of-range', 'files.2.visits.0.id'],
            ['missing-key', 'files.2.visits.1.id'],
            ['out-of-range', 'files.2.visits.1.priority'],
            ['invalid-type', 'files.2.visits.1.skills.0'],
            ['invalid-type', 'files.2.visits.2'],
            ['not-an-integer', 'files.2.seed'],
            ['unknown-key', 'files.2.sead'],
        ]);
    });

    it('never throws and never changes the value', () => {
        fc.assert(
            fc.property(fc.anything(), (value) => {
                const nested = { id: 'a', skills: value };
                const before = fc.stringify(nested);
                codesOf(visit, value);
                codesOf(visit, nested);
                expect(fc.stringify(nested)).toBe(before);
            }),
        );
    });

    it('takes what follows the schema', () => {
        const sound = fc.record(
            {
                id: fc.string({ minLength: 1 }),
                priority: fc.integer({ min: 0, max: 100 }),
                skills: fc.array(fc.string({ minLength: 1 })),
            },
            { requiredKeys: ['id'] },
        );
        fc.assert(fc.property(sound, (value) => codesOf(visit, value).length === 0));
    });
});

describe('checkStructure', () => {
    it('refuses schemas that carry no code', () => {
        expect(() => checkStructure(v.string(), 5, new IssueCollector())).toThrow(
            expect.objectContaining({ name: 'BeatplanError', code: 'internal' }),
        );
    });
});

describe('callback and abortSignal', () => {
    it('take what can be called, and what can be aborted', () => {
        expect(codesOf(callback(), () => 1)).toEqual([]);
        expect(codesOf(callback(), 'f')).toEqual(['invalid-type']);
        expect(codesOf(abortSignal(), new AbortController().signal)).toEqual([]);
        expect(codesOf(abortSignal(), new AbortController())).toEqual(['invalid-type']);
        expect(codesOf(abortSignal(), null)).toEqual(['invalid-type']);
    });
});

describe('bounds', () => {
    it('are written so that they can be read', () => {
        expect(issuesOf(finite({ min: -1e15, max: 1e15 }), 1e16)[0]).toMatchObject({
            code: 'out-of-range',
            expected: 'a number from -1e+15 to 1e+15',
        });
        const amount = finite({ min: 0, max: 1e15, infinite: true });
        expect(codesOf(amount, Number.POSITIVE_INFINITY)).toEqual([]);
        expect(issuesOf(amount, Number.NEGATIVE_INFINITY)[0]).toMatchObject({
            code: 'not-finite',
            expected: 'a number from 0 to 1e+15 or Infinity',
        });
        expect(codesOf(finite({ moreThan: 0, max: 1e15, infinite: true }), 2e15)).toEqual(['out-of-range']);
    });
});

describe('the quick test', () => {
    it('says yes to nothing that valibot would refuse', () => {
        // Values near to the schema, so that sound ones are common and faults are single.
        const mostly = <T, U>(sound: fc.Arbitrary<T>, faulty: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
            fc.oneof({ weight: 30, arbitrary: sound }, { weight: 1, arbitrary: faulty });
        const number = mostly(fc.integer({ min: 1, max: 3 }), fc.constantFrom(-1, 4, 0.5, NaN, Infinity, -Infinity, '1', null));
        const item = fc.record(
            {
                id: mostly(fc.constantFrom('a', 'b'), fc.constantFrom('', 7, undefined)),
                count: number,
                window: mostly(fc.tuple(number, number), fc.array(number, { maxLength: 3 })),
                tags: mostly(fc.array(fc.constant('x')), fc.constantFrom(undefined, null, 'x', ['', 1])),
                kind: mostly(fc.constantFrom('p', 'q', undefined), fc.constant('r')),
                any: fc.anything(),
                free: mostly(
                    fc.constant({ k: true }),
                    fc.dictionary(fc.constantFrom('k', 'constructor', '__proto__'), fc.boolean()),
                ),
                extra: fc.constant(1),
            },
            { requiredKeys: ['id', 'any'] },
        );
        const items = fc
            .array(fc.tuple(item, fc.nat(9)), { maxLength: 2 })
            .map((pairs) =>
                pairs.map(([{ extra, ...rest }, chance]) => (chance === 0 && extra !== undefined ? { ...rest, extra } : rest)),
            );
        const entries = {
            id: text(),
            count: optional(finite({ min: 0, integer: true, infinite: true })),
            window: optional(pair(finite({ moreThan: 0, max: 3 }), 'two')),
            tags: optional(list(text())),
            kind: optional(oneOf(['p', 'q'])),
            any: anything(),
            free: optional(record(flag())),
        };
        const schema = list(strict(entries));
        // A copy of the schema's shape without any quick test: valibot alone.
        const slow = v.pipe(
            schema,
            v.check(() => true),
        );
        let sound = 0;
        fc.assert(
            fc.property(items, (value) => {
                const expected = v.safeParse(slow, value).success;
                if (expected && value.length > 0) sound++;
                const collector = new IssueCollector();
                expect(checkStructure(schema, value, collector)).toBe(expected);
            }),
            { numRuns: 3000 },
        );
        expect(sound).toBeGreaterThan(10);
    });
});
