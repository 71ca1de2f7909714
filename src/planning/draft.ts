import { Random, type Steps, type StopCriteria, StopWatch } from '../core/index.js';
import { DraftState, neighbourSteps } from './draft-state.js';
import type { RepWork } from './rep-work.js';
import type { Slot, SlotPatterns } from './slots.js';

/** A first calendar: each account's pattern of weeks, and a day for most of its calls. */
export interface Draft {
    /** Week and days of each account's calls, in order of time. */
    readonly slots: readonly (readonly Slot[])[];
    /** Day that each of these calls has, -1 for none. */
    readonly days: readonly Int32Array[];
    /** Accounts of each day in the order of a short tour. */
    readonly tours: readonly (readonly number[])[];
}

// Seconds of driving.
const FIRST_TEMPERATURE = 1500;
const LAST_TEMPERATURE = 20;
// The clock is read, and the temperature set, this often.
const ITERATIONS_A_LOOK = 16;

/**
 * Decides in which weeks each account is called on, by planning all days of the period at once: groups of neighbouring accounts are
 * taken out and put back, each with the pattern of weeks and the weekday that lengthen the days least. Weeks come out compact and about
 * equally full, and calls on one account fall on about the same weekday.
 *
 * Ruin and recreate (Schrimpf, Schneider, Stamm-Wilbrandt and Dueck 2000, doi:10.1006/jcph.1999.6413) on the periodic vehicle routing
 * problem, with simulated annealing.
 *
 * @param gaps - fewest days between two calls, by account
 * @param visitValues - what an account's first visit, its second and so on are worth as shares of its priority
 * @param stop - an iteration is one time of taking out and putting back
 * @param signal - ends the search with the best so far
 */
export function* draftCalendar(
    work: RepWork,
    patterns: SlotPatterns,
    gaps: Int32Array,
    stop: StopCriteria,
    seed: number,
    visitValues: readonly number[] = [1],
    signal?: AbortSignal,
): Steps<Draft> {
    const random = new Random(seed);
    const state = new DraftState(work, patterns, gaps, visitValues, random, yield* neighbourSteps(work));
    yield;
    for (const account of state.order(Array.from({ length: work.accounts.length }, (_, i) => i))) {
        state.insertAll([account]);
        yield;
    }
    yield* improve(state, new StopWatch(stop, signal), random);
    return { slots: state.slots(), days: state.days(), tours: state.tours() };
}

function* improve(state: DraftState, watch: StopWatch, random: Random): Steps<void> {
    const current = state.blank();
    const best = state.blank();
    let cost = state.cost();
    let bestCost = cost;
    state.store(current);
    state.store(best);
    let temperature = FIRST_TEMPERATURE;
    for (let iteration = 0; !watch.isOverIterations(iteration); iteration++) {
        if (iteration % ITERATIONS_A_LOOK === 0) {
            if (watch.isOver(iteration)) break;
            yield;
            temperature = FIRST_TEMPERATURE * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** watch.fraction(iteration);
        }
        state.insertAll(state.order(state.ruin()));
        const next = state.cost();
        if (next >= cost - temperature * Math.log(1 - random.next())) {
            state.restore(current);
            continue;
        }
        cost = next;
        state.store(current);
        if (cost < bestCost - 1e-6) {
            bestCost = cost;
            state.store(best);
        }
    }
    state.restore(best);
}
