import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { type Account, type Rep, scoreAccounts } from '../../src/market/index.js';
import {
    type PlanOptions,
    planBeats,
    planBeatsAsync,
    planVisits,
    planVisitsAsync,
    sampleDriving,
    sampleDrivingAsync,
    type VisitProgress,
} from '../../src/planning/index.js';
import { countTurns } from '../core/count-turns.js';

const random = new Random(5);
const accounts: readonly Account[] = Array.from({ length: 240 }, (_, i) => ({
    id: `a${i}`,
    position: [9 + random.next(), 50 + random.next()],
    potential: 100 + random.integer(1000),
    callFrequency: 1 + random.integer(3),
    callDuration: 1800,
}));
const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[28_800, 61_200]]]));
const reps: readonly Rep[] = [0, 1].map((i) => ({ id: `r${i}`, home: [9.3 + 0.4 * i, 50.5], hours }));
const options: PlanOptions = { start: '2026-01-05', stop: { iterations: 40 }, territory: { stop: { iterations: 5000 } } };
const scores = scoreAccounts(accounts);
const assignment = Object.fromEntries(accounts.map(({ id }, i) => [id, `r${i % 2}`]));
const { territory: _, ...visitOptions } = options;
const { alignment } = planBeats(accounts, reps, options);

function withoutTime(result: unknown): unknown {
    return JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'seconds' ? 0 : value)));
}

const calls = {
    planBeats: [() => planBeats(accounts, reps, options), () => planBeatsAsync(accounts, reps, options)],
    planVisits: [
        () => planVisits(accounts, reps, scores, assignment, visitOptions),
        () => planVisitsAsync(accounts, reps, scores, assignment, visitOptions),
    ],
    sampleDriving: [
        () => sampleDriving(alignment, accounts, scores, { reps, stop: { iterations: 60 } }),
        () => sampleDrivingAsync(alignment, accounts, scores, { reps, stop: { iterations: 60 } }),
    ],
} as const;

/** About 10 ms of compiled code. */
const MOST_BLOCKS = 2_500_000;

describe.each(Object.entries(calls))('%sAsync', (_name, [sync, async]) => {
    it('gives the answer of the sync call', async () => {
        expect(withoutTime(await async())).toEqual(withoutTime(sync()));
    });

    it('lets the event loop run often', async () => {
        const { count, mostBlocks, where } = await countTurns(async, 8);
        expect(count).toBeGreaterThan(100);
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS);
    });
});

describe('planVisitsAsync', () => {
    it('tells how far it is, and plans the rest by construction once the signal is aborted', async () => {
        const controller = new AbortController();
        const seen: VisitProgress[] = [];
        const plan = await planVisitsAsync(accounts, reps, scores, assignment, {
            ...visitOptions,
            signal: controller.signal,
            onProgress: (progress) => {
                seen.push(progress);
                controller.abort();
            },
        });
        expect(seen.map(({ fraction }) => fraction)).toEqual([0.5, 1]);
        expect(new Set(plan.visits.map(({ repId }) => repId))).toEqual(new Set(['r0', 'r1']));
    });

    it('rejects faults of its control beside those of its input', async () => {
        const wrong = { ...visitOptions, weeks: 0, signal: 'soon' } as never;
        await expect(planVisitsAsync(accounts, reps, scores, assignment, wrong)).rejects.toMatchObject({
            issues: [{ path: ['options', 'weeks'] }, { path: ['options', 'signal'] }],
        });
    });
});

describe('sampleDrivingAsync', () => {
    it('is cancelled by a timer in the middle of a territory', async () => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 1);
        const sampled = sampleDrivingAsync(alignment, accounts, scores, { reps, signal: controller.signal });
        await expect(sampled).rejects.toMatchObject({ code: 'cancelled' });
    });
});
