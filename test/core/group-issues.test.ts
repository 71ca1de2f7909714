import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIssues, groupIssues, type Issue } from '../../src/core/index.js';

const issues = fc.array(
    fc.record({
        code: fc.constantFrom('missing-key' as const, 'out-of-range' as const),
        path: fc.tuple(
            fc.integer({ min: 2, max: 9 }).map((row) => `row ${row}`),
            fc.constantFrom('address1', 'address2'),
        ),
        message: fc.constantFrom('is missing', 'has 3 cells', 'has 4 cells'),
    }),
    { maxLength: 60 },
);

describe('groupIssues', () => {
    it('keeps every issue once, in input order within a group, the smallest group first', () => {
        fc.assert(
            fc.property(issues, (list: Issue[]) => {
                const groups = groupIssues(list);
                expect(groups.reduce((sum, group) => sum + group.issues.length, 0)).toBe(list.length);
                for (const { issues: group } of groups) {
                    const places = group.map((issue) => list.indexOf(issue));
                    expect(places).toEqual([...places].sort((a, b) => a - b));
                    expect(new Set(group.map(({ code, path }) => `${code} ${path[1]}`)).size).toBe(1);
                }
                const sizes = groups.map((group) => group.issues.length);
                expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
            }),
        );
    });

    it('shows at least one issue of each kind where there is room, and counts add up', () => {
        fc.assert(
            fc.property(issues, (list: Issue[]) => {
                const text = formatIssues(list, 60);
                const shown = text.split('\n').filter((line) => line.startsWith('  row')).length;
                const counted = [...text.matchAll(/… and (\d+) more/g)].reduce((sum, [, count]) => sum + Number(count), 0);
                expect(shown + counted).toBe(list.length);
                for (const { code, issues: group } of groupIssues(list)) {
                    expect(text).toMatch(new RegExp(`${group[0].path[1]}: .*${code}`));
                }
            }),
        );
    });
});
