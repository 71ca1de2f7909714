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

    it('shows three of many equal ones and counts the others', () => {
        const many = Array.from({ length: 25 }, (_, i): Issue => ({ code: 'missing-key', path: [i], message: 'is missing' }));
        const lines = formatIssues(many).split('\n');
        expect(lines).toHaveLength(4);
        expect(lines[2]).toBe('  [2]: is missing [missing-key]');
        expect(lines[3]).toBe('    … and 22 more of this kind');
        expect(formatIssues(many.slice(0, 5)).split('\n')).toHaveLength(5);
        expect(formatIssues(many, 1)).toBe('  [0]: is missing [missing-key]\n    … and 24 more of this kind');
    });

    it('shows the rarest kind first, so that 510 equal issues do not bury the one that matters', () => {
        const equal = Array.from(
            { length: 510 },
            (_, i): Issue => ({ code: 'unknown-option', path: [`row ${i + 2}`, 'Rating'], message: 'is not a known tier' }),
        );
        const real: Issue = { code: 'missing-position', path: ['row 300', 'Lat'], message: 'is missing' };
        const lines = formatIssues([...equal, real]).split('\n');
        expect(lines[0]).toBe('  row 300, Lat: is missing [missing-position]');
        expect(lines.at(-1)).toBe('    … and 507 more of this kind');
    });

    it('shows 20 of many kinds and counts the others, with one hint for equal ones', () => {
        const kinds = Array.from(
            { length: 25 },
            (_, i): Issue => ({ code: 'missing-key', path: [`key${i}`], message: 'is missing' }),
        );
        const lines = formatIssues(kinds).split('\n');
        expect(lines).toHaveLength(21);
        expect(lines[20]).toBe('  … and 5 more of other kinds');
        const hinted = [1, 2].map((i): Issue => ({ code: 'missing-key', path: [i], message: 'is missing', hint: 'add it' }));
        expect(formatIssues(hinted).match(/hint/g)).toHaveLength(1);
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
