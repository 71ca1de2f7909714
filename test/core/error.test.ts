import { describe, expect, it } from 'vitest';
import { BeatplanError, formatIssues, type Issue } from '../../src/core/index.js';

const ISSUES: readonly Issue[] = [
    {
        code: 'out-of-range',
        path: ['visits', 0, 'priority'],
        message: 'is out of range',
        received: 101,
        expected: 'a number from 0 to 100',
        hint: 'priorities are percentages',
    },
    { code: 'empty-input', path: [], message: 'there are no vehicles' },
];

describe('formatIssues', () => {
    it('tells where, what, expected, received, code and hint', () => {
        expect(formatIssues(ISSUES)).toBe(
            [
                '  visits[0].priority: is out of range, expected a number from 0 to 100, received 101 [out-of-range]',
                '    hint: priorities are percentages',
                '  there are no vehicles [empty-input]',
            ].join('\n'),
        );
    });

    it('shows null and false as received, and leaves undefined out', () => {
        const issue = (received: unknown): Issue => ({ code: 'invalid-type', path: ['id'], message: 'is not a text', received });
        expect(formatIssues([issue(null), issue(false), issue(undefined)])).toBe(
            [
                '  id: is not a text, received null [invalid-type]',
                '  id: is not a text, received false [invalid-type]',
                '  id: is not a text [invalid-type]',
            ].join('\n'),
        );
    });

    it('lists 20 and counts the rest', () => {
        const many = Array.from({ length: 25 }, (_, i): Issue => ({ code: 'missing-key', path: [i], message: 'is missing' }));
        const lines = formatIssues(many).split('\n');
        expect(lines).toHaveLength(21);
        expect(lines[19]).toBe('  [19]: is missing [missing-key]');
        expect(lines[20]).toBe('  … and 5 more');
        expect(formatIssues(many.slice(0, 20)).split('\n')).toHaveLength(20);
        expect(formatIssues(many, 1)).toBe('  [0]: is missing [missing-key]\n  … and 24 more');
    });
});

describe('BeatplanError', () => {
    it('is an error with code, issues and a message that lists them', () => {
        const error = new BeatplanError('invalid-input', 'the problem has 2 problems:', ISSUES);
        expect(error).toBeInstanceOf(Error);
        expect(error.name).toBe('BeatplanError');
        expect(error.code).toBe('invalid-input');
        expect(error.issues).toEqual(ISSUES);
        expect(error.message).toBe(`the problem has 2 problems:\n${formatIssues(ISSUES)}`);
    });

    it('has the bare message where there are no issues', () => {
        const error = new BeatplanError('cancelled', 'stopped');
        expect(error.message).toBe('stopped');
        expect(error.issues).toEqual([]);
    });
});
