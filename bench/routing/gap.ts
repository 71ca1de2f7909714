import { gapOf } from '../../src/cli/statistics/gap.js';
import type { TracePoint } from '../../src/routing/index.js';

/** A trace, and what its values are compared with. */
export interface TracedRun {
    readonly trace: readonly TracePoint[];
    readonly reference: number;
    readonly isScore: boolean;
}

/**
 * Mean gap of several runs at some moments; a run counts as its last point up to then.
 *
 * @param seconds - the moments, rising
 * @returns `[seconds, gap]` from the first moment at which every run has a solution
 */
export function meanGapOverTime(runs: readonly TracedRun[], seconds: readonly number[]): (readonly [number, number])[] {
    const curve: (readonly [number, number])[] = [];
    for (const moment of seconds) {
        let sum = 0;
        let known = 0;
        for (const { trace, reference, isScore } of runs) {
            const point = pointAt(trace, moment);
            const gap = point === undefined ? undefined : gapOf(point.value, reference, isScore);
            if (gap === undefined) break;
            sum += gap;
            known++;
        }
        if (known > 0 && known === runs.length) curve.push([moment, sum / known]);
    }
    return curve;
}

/** Moments from `first` to `last` whose ratios are equal. */
export function geometricMoments(first: number, last: number, count: number): number[] {
    return Array.from({ length: count }, (_, i) => first * (last / first) ** (i / (count - 1)));
}

/**
 * A shorter trace with about the same curve: the first point, the last, and for each moment in between the last before it.
 *
 * @param most - number of moments
 */
export function thinTrace(trace: readonly TracePoint[], most: number): TracePoint[] {
    if (trace.length <= most) return [...trace];
    const [first, last] = [trace[0], trace[trace.length - 1]];
    const kept = new Set<TracePoint>([first]);
    for (const moment of geometricMoments(Math.max(first.seconds, 1e-4), Math.max(last.seconds, 2e-4), most)) {
        const point = pointAt(trace, moment);
        if (point !== undefined) kept.add(point);
    }
    return [...kept, last].filter((point, i, all) => point !== all[i - 1]);
}

/** The last point up to a moment, by bisection. */
function pointAt(trace: readonly TracePoint[], seconds: number): TracePoint | undefined {
    let low = 0;
    let high = trace.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (trace[middle].seconds <= seconds) low = middle + 1;
        else high = middle;
    }
    return trace[low - 1];
}
