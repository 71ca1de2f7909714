import { afterEach, describe, expect, it, vi } from 'vitest';
import { mapProgress, nextTurn, runSteps, runStepsAsync, type Steps, UNITS_A_STEP, WorkMeter } from '../../src/core/index.js';

function* counting(to: number): Steps<number, { fraction: number }> {
    for (let i = 1; i <= to; i++) yield i % 2 === 0 ? { fraction: i / to } : undefined;
    return to;
}

/** A clock that moves by some milliseconds whenever it is read. */
function clockOf(milliseconds: number): void {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
        now += milliseconds;
        return now;
    });
}

async function turnsOf(work: Promise<unknown>): Promise<number> {
    let turns = 0;
    let over = false;
    void work.finally(() => (over = true)).catch(() => undefined);
    while (!over) {
        await new Promise((resolve) => setImmediate(resolve));
        turns++;
    }
    return turns;
}

afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
});

describe('turns', () => {
    it('are short at first, while code runs for the first time, and grow', async () => {
        let steps = 0;
        const stepsAt: number[] = [];
        const { setImmediate } = globalThis;
        vi.stubGlobal('setImmediate', (callback: () => void) => {
            stepsAt.push(steps);
            return setImmediate(callback);
        });
        clockOf(1);
        function* long(): Steps<void> {
            for (; steps < 400; steps++) yield;
        }
        await runStepsAsync(long());
        const lengths = stepsAt.slice(1).map((at, i) => at - stepsAt[i]);
        expect(stepsAt[0]).toBeLessThanOrEqual(4);
        expect(lengths[5]).toBeGreaterThan(lengths[0]);
        expect(Math.max(...lengths)).toBeGreaterThanOrEqual(12);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(13);
    });
});

describe('steps', () => {
    it('give the same result and progress with pauses and without', async () => {
        const seen: number[][] = [[], []];
        expect(runSteps(counting(6), { onProgress: ({ fraction }) => seen[0].push(fraction) })).toBe(6);
        await expect(runStepsAsync(counting(6), { onProgress: ({ fraction }) => seen[1].push(fraction) })).resolves.toBe(6);
        expect(seen).toEqual([
            [1 / 3, 2 / 3, 1],
            [1 / 3, 2 / 3, 1],
        ]);
    });

    it('end with cancelled at the step in which the signal is aborted', async () => {
        const cancelled = expect.objectContaining({ code: 'cancelled' });
        const control = (): { signal: AbortSignal; onProgress: () => void; calls: () => number } => {
            const controller = new AbortController();
            let calls = 0;
            const onProgress = (): void => {
                if (++calls === 2) controller.abort();
            };
            return { signal: controller.signal, onProgress, calls: () => calls };
        };
        const sync = control();
        expect(() => runSteps(counting(100), sync)).toThrow(cancelled);
        expect(sync.calls()).toBe(2);
        const async = control();
        await expect(runStepsAsync(counting(100), async)).rejects.toEqual(cancelled);
        expect(async.calls()).toBe(2);
    });

    it('let the event loop run when their time is over, not after each of them', async () => {
        clockOf(1);
        const turns = await turnsOf(runStepsAsync(counting(1200)));
        expect(turns).toBeGreaterThan(80);
        expect(turns).toBeLessThan(120);
    });

    it('see a signal that a timer aborts in between', async () => {
        const endless = function* (): Steps<void> {
            for (;;) yield;
        };
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 5);
        await expect(runStepsAsync(endless(), { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
    });

    it('pause by messages where there is no setImmediate, in order', async () => {
        vi.stubGlobal('setImmediate', undefined);
        const order: string[] = [];
        await Promise.all(['a', 'b', 'c'].map((name) => nextTurn().then(() => order.push(name))));
        expect(order).toEqual(['a', 'b', 'c']);
    });

    it('pass on progress as that of a whole', () => {
        const seen: number[] = [];
        const half = mapProgress(counting(4), ({ fraction }) => fraction / 2);
        expect(runSteps(half, { onProgress: (fraction) => seen.push(fraction) })).toBe(4);
        expect(seen).toEqual([0.25, 0.5]);
    });
});

describe('WorkMeter', () => {
    it('ends a step when enough was spent', () => {
        const meter = new WorkMeter();
        expect(meter.spend(UNITS_A_STEP - 1)).toBe(false);
        expect(meter.spend(1)).toBe(true);
        expect(meter.spend(1)).toBe(false);
    });
});
