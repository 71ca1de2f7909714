import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { addDays } from '../../../src/market/index.js';
import { checkGoal, type Goal, type PeriodResult } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const goal: Goal = {
    metric: 'orders',
    ownerId: 'ann',
    target: 104,
    unit: 'orders',
    supports: 'grow-north',
    start: '2027-01-04',
    end: '2027-01-31',
};

/** Four-week periods that end before the goal starts. */
function fourWeeks(values: readonly number[]): PeriodResult[] {
    return values.map((value, i) => {
        const start = addDays('2027-01-04', 28 * (i - values.length));
        return { start, end: addDays(start, 27), value };
    });
}

const failing = (verdict: ReturnType<typeof checkGoal>) =>
    verdict.checks.filter(({ passes }) => passes === false).map(({ criterion }) => criterion);

describe('checkGoal', () => {
    it('passes a goal that was reached about every other time', () => {
        const verdict = checkGoal(goal, fourWeeks([96, 104, 100, 108, 92, 112]));
        expect(verdict.isSmart).toBe(true);
        expect(verdict.past).toMatchObject({ periods: 6, mean: 102, min: 92, median: 102, max: 112, reading: 'sound' });
        expect(verdict.past?.reached).toMatchObject({ part: 3, whole: 6, reading: 'small-sample' });
        expect(verdict.chance).toBeGreaterThan(0.35);
        expect(verdict.chance).toBeLessThan(0.5);
    });

    it('names the letters that fail, and why', () => {
        const bare = checkGoal({}, []);
        expect(failing(bare)).toEqual(['specific', 'measurable', 'relevant', 'time-bound']);
        expect(bare.checks[2]).toEqual({
            criterion: 'achievable',
            passes: null,
            reasons: ['cannot be told without a target and dates'],
        });
        const past = { ...goal, target: 200 };
        expect(failing(checkGoal(past, fourWeeks([96, 104, 100, 108, 92, 112])))).toEqual(['achievable']);
        expect(failing(checkGoal(goal, fourWeeks([100, 110]), { objectives: ['cut-costs'], asOf: '2027-02-01' }))).toEqual([
            'relevant',
            'time-bound',
        ]);
    });

    it('fails what exceeds the potential, even without history', () => {
        const verdict = checkGoal(goal, [], { potential: 365.25 });
        expect(failing(verdict)).toEqual(['achievable']);
        expect(verdict.shareOfPotential).toBeCloseTo(104 / 28, 9);
        expect(checkGoal(goal, [], { potential: 0 }).checks[2].reasons).toContain('there is no potential');
    });

    it('tells small samples and goals that are too easy', () => {
        const [, , achievable] = checkGoal({ ...goal, target: 10 }, fourWeeks([100, 101, 99])).checks;
        expect(achievable.passes).toBe(true);
        expect(achievable.reasons.join('; ')).toMatch(/too easy.*small sample: 3 past periods/);
        expect(checkGoal(goal, fourWeeks([100])).checks[2]).toMatchObject({ passes: null });
    });

    it('scales periods of other lengths, and turns around where less is better', () => {
        const weeks = fourWeeks([100, 100, 100]);
        expect(checkGoal({ ...goal, end: '2027-01-17', target: 50 }, weeks).chance).toBe(1);
        expect(checkGoal({ ...goal, end: '2027-01-17', target: 51 }, weeks).chance).toBe(0);
        expect(checkGoal({ ...goal, target: 90, direction: 'at-most' }, weeks).chance).toBe(0);
        expect(checkGoal({ ...goal, target: 110, direction: 'at-most' }, weeks).chance).toBe(1);
    });

    it('gives chances that come true: a goal of chance p is reached in about p of 1,000 drawn futures', () => {
        const random = new Random(5);
        let expected = 0;
        let reached = 0;
        for (let i = 0; i < 1000; i++) {
            const values = Array.from({ length: 7 }, () => 1000 + 100 * random.normal());
            const future = values.pop()!;
            const target = 1000 + 150 * random.normal();
            expected += checkGoal({ ...goal, target }, fourWeeks(values)).chance!;
            if (future >= target) reached++;
        }
        // Standard deviation of the difference: below sqrt(1000) / 2 = 16.
        expect(Math.abs(expected - reached)).toBeLessThan(50);
    });

    it('names periods that overlap, leave gaps, are inverted or are invalid', () => {
        const history = [
            { start: '2026-01-01', end: '2026-01-31', value: 1 },
            { start: '2026-01-31', end: '2026-02-28', value: 1 },
            { start: '2026-03-02', end: '2026-03-31', value: 1 },
        ];
        expect(issuesOf(() => checkGoal(goal, history))).toEqual(['overlapping-periods at history.1', 'period-gap at history.2']);
        const broken = [
            { start: '2026-02-30', end: '2026-03-31', value: 1 },
            { start: '2026-05-02', end: '2026-04-01', value: 1 },
        ];
        expect(issuesOf(() => checkGoal({ ...goal, end: '2026-01-01' }, broken, { fewestChance: 1 }))).toEqual([
            'inverted-period at goal',
            'invalid-date at history.0.start',
            'inverted-period at history.1',
            'contradictory-options at options.fewestChance',
        ]);
        expect(issuesOf(() => checkGoal({ ...goal, metrik: 'x' } as Goal, [{ start: 'a', end: 'b', value: -1 }]))).toEqual([
            'unknown-key at goal.metrik',
            'out-of-range at history.0.value',
        ]);
    });
});
