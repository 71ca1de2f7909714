import { BeatplanError } from './error.js';
import { finite, optional, type Schema, strict } from './schema.js';

/**
 * When a search ends: at the first limit that is reached. Plain data, so that it travels to workers and into files.
 * A budget of iterations gives the same answer everywhere; a budget of seconds does not.
 */
export interface StopCriteria {
    /** Wall-clock seconds, more than 0. */
    readonly seconds?: number;
    /** Iterations of the search, a whole number from 0. */
    readonly iterations?: number;
    /** Iterations in a row that bring no better solution, a whole number from 1. */
    readonly noImprovement?: number;
    /** Stop as soon as the objective is at least as good as this value: what that is, the search says. */
    readonly target?: number;
}

/** What `checkStructure` takes for {@link StopCriteria}. */
export function stopCriteria(): Schema {
    return strict({
        seconds: optional(finite({ moreThan: 0 })),
        iterations: optional(finite({ min: 0, integer: true })),
        noImprovement: optional(finite({ min: 1, integer: true })),
        target: optional(finite()),
    });
}

/** {@link StopCriteria} of a call whose searches have no one objective that a target could be held against. */
export type StopLimits = Omit<StopCriteria, 'target'>;

/** What `checkStructure` takes for {@link StopLimits}. */
export function stopLimits(): Schema {
    return strict({
        seconds: optional(finite({ moreThan: 0 })),
        iterations: optional(finite({ min: 0, integer: true })),
        noImprovement: optional(finite({ min: 1, integer: true })),
    });
}

/** What limits of a search were called elsewhere or before: keys of the options, for the hint of `strict`. */
export const RENAMED_LIMITS: Readonly<Record<string, string>> = {
    iterations: 'stop.iterations',
    maxIterations: 'stop.iterations',
    timeLimit: 'stop.seconds',
};

/** The wall clock in seconds; monotonic. */
export function clockSeconds(): number {
    return performance.now() / 1000;
}

/** Follows one search against its {@link StopCriteria} and its signal. */
export class StopWatch {
    readonly startedAt: number;
    /** The value that is good enough; what it is compared with, the search knows. */
    readonly target: number | undefined;
    private readonly deadline: number;
    private readonly iterations: number;
    private readonly noImprovement: number;
    private readonly seconds: number;
    private readonly signal: AbortSignal | undefined;
    private readonly usual: number;
    // How many iterations had been made when the best solution was found.
    private improvedAfter = 0;

    /**
     * @param criteria - limits; those left out do not limit. `target` is left to the search, which knows its objective.
     * @param signal - ends the search when it is aborted
     * @param startedAt - when the search began, as {@link clockSeconds} tells it; default now
     * @param usual - iterations over which a search cools whose criteria limit neither seconds nor iterations; default unlimited
     */
    constructor(
        criteria: StopCriteria,
        signal?: AbortSignal,
        startedAt: number = clockSeconds(),
        usual: number = Number.POSITIVE_INFINITY,
    ) {
        this.usual = usual;
        this.startedAt = startedAt;
        this.target = criteria.target;
        this.seconds = criteria.seconds ?? Number.POSITIVE_INFINITY;
        this.deadline = startedAt + this.seconds;
        this.iterations = criteria.iterations ?? Number.POSITIVE_INFINITY;
        this.noImprovement = criteria.noImprovement ?? Number.POSITIVE_INFINITY;
        this.signal = signal;
    }

    /** Tells the watch that `iteration` brought a better solution. */
    improved(iteration: number): void {
        this.improvedAfter = iteration + 1;
    }

    /** Whether the search is over before `iteration` (counted from 0). Reads the clock: call it every 2^k iterations. */
    isOver(iteration: number): boolean {
        return this.isOverIterations(iteration) || clockSeconds() >= this.deadline || this.signal?.aborted === true;
    }

    /** As {@link isOver}, without the clock and the signal: cheap enough for every iteration. */
    isOverIterations(iteration: number): boolean {
        return iteration >= this.iterations || iteration - this.improvedAfter >= this.noImprovement;
    }

    /**
     * The share of the budget used before `iteration`, 0 to 1: of the seconds or of the iterations, whichever is larger; where neither is
     * limited, of the usual number of iterations. Reads the clock.
     */
    fraction(iteration: number): number {
        const byTime = shareOf(this.elapsed(), this.seconds);
        const isLimited = Number.isFinite(this.seconds) || Number.isFinite(this.iterations);
        const byIterations = shareOf(iteration, isLimited ? this.iterations : this.usual);
        return Math.min(1, Math.max(byTime, byIterations));
    }

    /** Seconds since the start. */
    elapsed(): number {
        return clockSeconds() - this.startedAt;
    }
}

function shareOf(used: number, budget: number): number {
    if (budget <= 0) return 1;
    return Number.isFinite(budget) ? used / budget : 0;
}

/** Throws `cancelled` when the signal was aborted: for calls that have no partial answer to give. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
    if (signal?.aborted === true) throw new BeatplanError('cancelled', 'The call was cancelled before it had an answer.');
}
