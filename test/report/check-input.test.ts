import { describe, expect, it } from 'vitest';
import { BeatplanError, formatPath } from '../../src/core/index.js';
import { type ReportInput, renderReport } from '../../src/report/index.js';
import { makeReportInput } from './fixture.js';

const INPUT = makeReportInput({ accounts: 40, reps: 2, weeks: 1 });

function issuesOf(input: unknown): string[] {
    try {
        renderReport(input as ReportInput);
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => `${code} ${formatPath(path)}`);
        throw error;
    }
    return [];
}

describe('renderReport', () => {
    it('names every fault at once', () => {
        const [first, second, ...others] = INPUT.accounts;
        const accounts = [first, { ...second, id: first.id }, { ...others[0], position: [120, 95] as const }, ...others.slice(1)];
        const found = issuesOf({ ...INPUT, accounts, tiles: { url: 'tiles.example.org', attribution: 'me' } });
        expect(found).toContain('duplicate-id accounts[1].id');
        expect(found.some((issue) => issue.startsWith('invalid-latitude accounts[2].position'))).toBe(true);
        expect(found).toContain('out-of-range tiles.url');
    });

    it('refuses a plan that speaks of others', () => {
        const { calendar } = INPUT.plan;
        const accounts = INPUT.accounts.filter(({ id }) => id !== calendar.visits[0].accountId);
        expect(issuesOf({ ...INPUT, accounts })).toContain('unknown-id plan.calendar.visits[0].accountId');
        expect(issuesOf({ ...INPUT, reps: INPUT.reps.slice(0, 1) })).toContain('unknown-id plan.alignment.territories[1].repId');
        const visits = calendar.visits.slice(1);
        const found = issuesOf({ ...INPUT, plan: { ...INPUT.plan, calendar: { ...calendar, visits } } });
        expect(found).toEqual(['unknown-id plan.calendar.days[0].visitIds[0]']);
    });

    it('refuses a start that is no date', () => {
        const plan = { ...INPUT.plan, calendar: { ...INPUT.plan.calendar, start: '2027-13-45' } };
        expect(issuesOf({ ...INPUT, plan })).toEqual(['invalid-date plan.calendar.start']);
    });

    it('reports misspelt and missing keys', () => {
        expect(issuesOf({ ...INPUT, tile: {} })).toEqual(['unknown-key tile']);
        const { scorecard: _, ...rest } = INPUT;
        expect(issuesOf(rest)).toEqual(['missing-key scorecard']);
    });

    it('takes a good input', () => {
        const tiles = { url: 'https://{s}.tile.example.org/{z}/{x}/{y}.png', attribution: 'Example' };
        expect(issuesOf({ ...INPUT, tiles })).toEqual([]);
    });
});
