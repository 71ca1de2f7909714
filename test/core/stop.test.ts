import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
    BeatplanError,
    checkStructure,
    clockSeconds,
    IssueCollector,
    StopWatch,
    stopCriteria,
    throwIfAborted,
} from '../../src/core/index.js';

beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
    vi.useRealTimers();
});

describe('stopCriteria', () => {
    it('takes any set of sound limits', () => {
        const collector = new IssueCollector();
        for (const value of [{}, { seconds: 0.1 }, { iterations: 0, noImprovement: 1, target: -5 }]) {
            expect(checkStructure(stopCriteria(), value, collector)).toBe(true);
        }
    });

    it('finds every invalid limit', () => {
        const collector = new IssueCollector();
        checkStructure(
            stopCriteria(),
            { seconds: 0, iterations: 1.5, noImprovement: 0, target: Number.NaN, second: 1 },
            collector,
        );
        expect(collector.issues.map(({ code, path }) => [code, path[0]])).toEqual([
            ['out-of-range', 'seconds'],
            ['not-an-integer', 'iterations'],
            ['out-of-range', 'noImprovement'],
            ['not-finite', 'target'],
            ['unknown-key', 'second'],
        ]);
    });
});

describe('StopWatch', () => {
    it('never ends a search without limits', () => {
        const watch = new StopWatch({});
        vi.advanceTimersByTime(1e9);
        expect(watch.isOver(1e12)).toBe(false);
        expect(watch.fraction(1e12)).toBe(0);
    });

    it('allows as many iterations as the budget says', () => {
        const watch = new StopWatch({ iterations: 3 });
        expect([0, 1, 2, 3, 4].map((iteration) => watch.isOver(iteration))).toEqual([false, false, false, true, true]);
        expect([0, 1, 2, 3, 4].map((iteration) => watch.isOverIterations(iteration))).toEqual([false, false, false, true, true]);
        expect(watch.fraction(1)).toBeCloseTo(1 / 3, 12);
        expect(watch.fraction(9)).toBe(1);
    });

    it('is over at once with a budget of none', () => {
        expect(new StopWatch({ iterations: 0 }).isOver(0)).toBe(true);
        expect(new StopWatch({ iterations: 0 }).fraction(0)).toBe(1);
        expect(new StopWatch({ seconds: 0 }).isOver(0)).toBe(true);
        expect(new StopWatch({ seconds: 0 }).fraction(0)).toBe(1);
    });

    it('ends after that many iterations in a row without improvement', () => {
        const watch = new StopWatch({ noImprovement: 2 });
        expect([0, 1, 2].map((iteration) => watch.isOverIterations(iteration))).toEqual([false, false, true]);
        watch.improved(1);
        expect([2, 3, 4].map((iteration) => watch.isOverIterations(iteration))).toEqual([false, false, true]);
    });

    it('ends at the deadline', () => {
        const watch = new StopWatch({ seconds: 2 });
        expect(watch.startedAt).toBe(clockSeconds());
        vi.advanceTimersByTime(1500);
        expect(watch.isOver(0)).toBe(false);
        expect(watch.elapsed()).toBeCloseTo(1.5, 9);
        expect(watch.fraction(0)).toBeCloseTo(0.75, 9);
        vi.advanceTimersByTime(500);
        expect(watch.isOver(0)).toBe(true);
        expect(watch.isOverIterations(0)).toBe(false);
    });

    it('counts time from an earlier start', () => {
        const startedAt = clockSeconds();
        vi.advanceTimersByTime(3000);
        const watch = new StopWatch({ seconds: 4 }, undefined, startedAt);
        expect(watch.fraction(0)).toBeCloseTo(0.75, 9);
    });

    it('takes the larger of the shares of time and iterations', () => {
        const watch = new StopWatch({ seconds: 10, iterations: 100 });
        vi.advanceTimersByTime(5000);
        expect(watch.fraction(20)).toBeCloseTo(0.5, 9);
        expect(watch.fraction(80)).toBeCloseTo(0.8, 9);
    });

    it('ends when the signal is aborted', () => {
        const controller = new AbortController();
        const watch = new StopWatch({ iterations: 10 }, controller.signal);
        expect(watch.isOver(0)).toBe(false);
        controller.abort();
        expect(watch.isOver(0)).toBe(true);
    });
});

describe('throwIfAborted', () => {
    it('throws only where the signal was aborted', () => {
        expect(() => throwIfAborted(undefined)).not.toThrow();
        expect(() => throwIfAborted(new AbortController().signal)).not.toThrow();
        expect(() => throwIfAborted(AbortSignal.abort())).toThrow(
            new BeatplanError('cancelled', 'The call was cancelled before it had an answer.'),
        );
    });
});
