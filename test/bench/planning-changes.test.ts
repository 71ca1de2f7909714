import { describe, expect, it } from 'vitest';
import { makeChange } from '../../bench/planning/changes/make-change.js';
import { judgeChange } from '../../bench/planning/judge/judge-change.js';
import type { Answer, Market } from '../../bench/planning/plain/market.js';

const HOUR = 3600;

/** Twelve reps on a line, an hour apart, each with fourteen accounts at his home. */
const market: Market = {
    name: 'line',
    start: '2027-01-04',
    weeks: 4,
    travel: { kind: 'great-circle', circuity: 1, speedBands: [{ speed: 30 }] },
    reps: Array.from({ length: 12 }, (_, r) => ({ id: `r${r}`, home: [r, 0], hours: { mon: [[8 * HOUR, 18 * HOUR]] } })),
    accounts: Array.from({ length: 12 * 14 }, (_, i) => ({
        id: `a${i}`,
        position: [Math.floor(i / 14), 0.001 * (i % 14)],
        potential: 1,
        priority: 1,
        callFrequency: 1,
        callDuration: HOUR,
    })),
};

function answerOf(owners: (account: number) => string): Answer {
    return {
        owners: Object.fromEntries(market.accounts.map(({ id }, i) => [id, owners(i)])),
        due: Object.fromEntries(market.accounts.map(({ id }) => [id, 1])),
        days: market.reps.map(({ id }, r) => ({ repId: id, date: market.start, accountIds: [`a${14 * r}`] })),
        cpuSeconds: 0,
    };
}

const before = answerOf((i) => `r${Math.floor(i / 14)}`);

describe('makeChange', () => {
    it('drifts every account by up to 40 %, equally for equal seeds', () => {
        const { market: drifted, change } = makeChange(market, 'drift', before, 3);
        expect(change).toEqual({});
        const factors = drifted.accounts.map(({ callDuration }) => callDuration / HOUR);
        expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.6);
        expect(Math.max(...factors)).toBeLessThanOrEqual(1.4);
        expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.7);
        expect(makeChange(market, 'drift', before, 3).market).toEqual(drifted);
        expect(makeChange(market, 'drift', before, 4).market).not.toEqual(drifted);
    });

    it('lets the rep with the median number of accounts leave', () => {
        const uneven = answerOf((i) => `r${i < 100 ? 0 : i < 150 ? 1 : 2}`);
        const three = { ...market, reps: market.reps.slice(0, 3) };
        const { market: left, change } = makeChange(three, 'leave', uneven, 1);
        expect(change).toEqual({ leave: 'r1' });
        expect(left.reps.map(({ id }) => id)).toEqual(['r0', 'r2']);
    });

    it('lets a rep join where the one who drives most drives farthest', () => {
        const far = answerOf((i) => (i === 167 ? 'r0' : `r${Math.floor(i / 14)}`));
        const { market: joined, change } = makeChange(market, 'join', far, 1);
        expect(joined.reps).toHaveLength(13);
        expect(joined.reps[12]).toMatchObject({ id: change.join, home: market.accounts[167].position });
    });
});

describe('judgeChange', () => {
    it('counts whom a rep who leaves touches, near and far', () => {
        const staying = { ...market, reps: market.reps.filter(({ id }) => id !== 'r5') };
        // His accounts go to both neighbours; one account moves between two reps far away.
        const answer = answerOf((i) =>
            Math.floor(i / 14) === 5 ? (i % 2 === 0 ? 'r4' : 'r6') : i === 0 ? 'r1' : before.owners[`a${i}`],
        );
        const after = { ...answer, days: answer.days.filter(({ repId }) => repId !== 'r5' && repId !== 'r0') };
        const { change } = judgeChange({ market, answer: before }, { market: staying, answer: after }, { leave: 'r5' });
        expect(change).toMatchObject({ accounts: 168, inherited: 14, taken: 0, moved: 1, touched: 4, farTouched: 2 });
    });

    it('counts whom a rep who joins touches', () => {
        const { market: joined, change: happened } = makeChange(market, 'join', before, 1);
        const answer = answerOf((i) => (i > 150 && i < 160 ? happened.join! : i === 0 ? 'r1' : before.owners[`a${i}`]));
        const after = { ...answer, days: [] };
        const { change } = judgeChange({ market, answer: before }, { market: joined, answer: after }, happened);
        expect(change).toMatchObject({ inherited: 0, taken: 9, moved: 1, touched: 4, farTouched: 2 });
    });

    it('tells planned hours as they would be without a new plan', () => {
        const slow = market.accounts.map((account, i) => (i === 0 ? { ...account, callDuration: 3 * HOUR } : account));
        const drifted = { ...market, accounts: slow };
        const { change } = judgeChange({ market, answer: before }, { market: drifted, answer: before }, {});
        // One visit of three hours and eleven of one hour: fair are 14 / 12.
        expect(change.hoursBefore).toBeCloseTo(3 / (14 / 12) - 1, 9);
        expect(change.hoursAfter).toBeCloseTo(change.hoursBefore, 9);
        expect(change).toMatchObject({ moved: 0, touched: 0, farTouched: 0 });
    });
});
