import type { Random, Steps, StopWatch } from '../../../core/index.js';
import { constructDivision } from './construct.js';
import { type DesignInstance, MANY_UNITS } from './instance.js';
import { tryShift, trySwap } from './moves.js';
import { Prices } from './prices.js';
import { Recombination } from './recombine.js';
import { DesignState } from './state.js';

/** The best division of a search. */
export interface SearchResult {
    readonly division: Int32Array;
    readonly violation: number;
    readonly cost: number;
    readonly iterations: number;
}

/** How far a search has come. */
export interface DesignProgress {
    /** Share of the budget used, 0 to 1. */
    readonly fraction: number;
    readonly iterations: number;
    /** What exceeds the tolerances, in shares of the targets; large excess counts more than several small ones of its sum. 0 is within. */
    readonly violation: number;
    /** Sum of distances to the territories' centres, metres (seconds with a travel model), and what moves and wishes cost in addition. */
    readonly cost: number;
}

/** Moves tried between two looks at the clock and two settings of temperature and penalty. */
const BLOCK = 256;
/** Moves tried for each link between territories before prices are updated: that costs time in proportion to the links. */
const TRIES_PER_CUT = 0.1;
const SWAP_SHARE = 0.3;
/** Share of the tries near territories that exceed a tolerance, if there are any. */
const FOCUS = 0.5;
/**
 * While no division within the tolerances is known it is hotter there: as hot as such a share of an average unit's excess is dear, so that
 * what exceeds them little gets past others at their own bounds.
 */
const FOCUS_HEAT = 0.1;
const START_TEMPERATURE = 0.5;
/** The mean distance that temperatures are measured in, and that penalties are, is so much of the typical one at least. */
const LEAST_STEP = 0.01;
const LEAST_PENALTY = 0.3;
/**
 * Where every centre is pinned, where there are many units, or where an incumbent is given, the start is nearly the best division already:
 * heat would only stir it up.
 */
const MILD_TEMPERATURE = 0.03;
/** Work is weighed in whole units of it, of which rep and rep differ by a part only. */
const WORK_TEMPERATURE = 0.2;
/** With pinned centres, what repairing contiguity did to the balance is mended before anything else. */
const PINNED_PENALTY = 30;
/** Where there are many units, what excess costs rises from the first value, by the second as a factor, over the first half of the budget. */
const LARGE_PENALTY = 10;
const LARGE_PRESSURE = 100;
const END_TEMPERATURE = 0.004;
/** How much more than usual a pressing cycle weighs what exceeds the tolerances. */
const PRESSURES = [10, 100] as const;
/** Differences that rounding may leave in a sum of excesses. */
const VIOLATION_EPSILON = 1e-12;

/** Moves tried where nothing else is said. */
export function defaultIterations(size: number): number {
    return Math.max(200_000, Math.min(size * 1000, 4_000_000));
}

/** Moves tried in one cooling from hot to cold. */
function cycleLength(size: number): number {
    return Math.max(10_000, Math.min(size * 500, 2_000_000));
}

/**
 * Looks for the division that exceeds the tolerances least and, among those, is the least dispersed: simulated annealing (Kirkpatrick,
 * Gelatt and Vecchi, 1983, doi:10.1126/science.220.4598.671) over moves and swaps of units at the borders, in cycles: the first and every
 * third from a new start, the others, less hot, from the best. Excess costs a penalty that rises while there is more of it than there need
 * be and falls while there is not (strategic oscillation), and has its {@link Prices} around where it is.
 * Many units cool once over the whole budget, with a penalty that rises up to its half.
 */
export function* searchDivision(
    instance: DesignInstance,
    watch: StopWatch,
    random: Random,
    limits: { readonly iterations: number; readonly cost: number },
): Steps<SearchResult, DesignProgress> {
    const first = yield* constructDivision(instance, random);
    const search = new Search(instance, watch, random, limits, first);
    for (let cycle = 0; search.canImprove(); cycle++) yield* search.anneal(cycle);
    yield search.progress(1);
    return search.result();
}

class Search {
    private readonly instance: DesignInstance;
    private readonly watch: StopWatch;
    private readonly random: Random;
    private readonly limits: { readonly iterations: number; readonly cost: number };
    private readonly state: DesignState;
    private readonly recombination: Recombination;
    private readonly prices: Prices;
    private pricedAt = 0;
    private readonly best: Int32Array;
    private readonly hasMoves: boolean;
    private readonly pinned: boolean;
    private readonly isLarge: boolean;
    /** Of moving an average unit out of its incumbent territory. */
    private readonly moveCost: number;
    private violation: number;
    private cost: number;
    private iterations = 0;

    constructor(
        instance: DesignInstance,
        watch: StopWatch,
        random: Random,
        limits: { readonly iterations: number; readonly cost: number },
        first: Int32Array,
    ) {
        this.instance = instance;
        this.watch = watch;
        this.random = random;
        this.limits = limits;
        this.best = first;
        this.state = new DesignState(instance, this.best);
        if (instance.work !== undefined) this.state.retarget(this.best);
        this.recombination = new Recombination(this.state);
        this.prices = new Prices(this.state);
        this.hasMoves = canMove(instance);
        this.moveCost = instance.moveCosts.reduce((sum, cost) => sum + cost, 0) / instance.size;
        this.isLarge = instance.size > MANY_UNITS;
        this.pinned = instance.pinned.every((flag) => flag === 1);
        this.violation = this.state.violation();
        this.cost = this.state.cost;
    }

    result(): SearchResult {
        const { best, violation, cost, iterations } = this;
        return { division: best, violation, cost, iterations };
    }

    canImprove(): boolean {
        if (!this.hasMoves || this.watch.isOver(this.iterations)) return false;
        return this.violation > 0 || (this.cost > 0 && this.cost > this.limits.cost);
    }

    /**
     * One cooling, or as much of it as the budget allows. While no division within the tolerances is known, every other cycle presses: what
     * a division exceeds outweighs its dispersion, and temperatures rise in proportion, so that the search still moves.
     */
    *anneal(cycle: number): Steps<void, DesignProgress> {
        const { state, watch, instance } = this;
        const isFresh = cycle % 3 === 0;
        const pressure = this.violation > 0 && cycle % 2 === 1 ? PRESSURES[(cycle >> 1) % PRESSURES.length] : 1;
        this.prices.clear();
        if (cycle > 0) {
            if (instance.work !== undefined) {
                state.retarget(this.best);
                this.violation = state.violation();
                this.cost = state.cost;
            }
            state.reset(isFresh ? yield* constructDivision(instance, this.random) : this.best);
        }
        // What lies at few places costs next to nothing at first.
        const least = instance.typicalDistance * LEAST_STEP;
        const step = pressure * (Math.max(state.cost / instance.size, this.cost / instance.size, least) || 1);
        const start = startTemperature(instance, this.pinned);
        // As hot as a move out of the incumbent is dear: otherwise none would ever be exchanged for another.
        const hot = Math.max(step * (isFresh || pressure > 1 ? start : start / 4), this.moveCost);
        const cooling = Math.log((step * END_TEMPERATURE) / hot);
        // One unit changes the excess by about count / size and the dispersion by about one step.
        const usual = (Math.max(step, pressure * instance.typicalDistance * LEAST_PENALTY) * instance.size) / instance.count;
        const length = this.isLarge ? Number.POSITIVE_INFINITY : cycleLength(instance.size);
        const pace = 1 + Math.max(0.03, Math.min(0.3, (40 * BLOCK) / length));
        let penalty = this.pinned ? usual * PINNED_PENALTY : usual;
        const first = this.iterations;
        const used = watch.fraction(first);
        while (this.canImprove() && this.iterations - first < length) {
            if (pressure > 1 && this.violation === 0) break;
            const ofCycle = (this.iterations - first) / length;
            const ofRest = (watch.fraction(this.iterations) - used) / (1 - used);
            const temperature = hot * Math.exp(cooling * Math.min(1, Math.max(ofCycle, ofRest)));
            if (this.isLarge) penalty = usual * LARGE_PENALTY * LARGE_PRESSURE ** Math.min(1, 2 * ofRest);
            const share = this.tryBlock(temperature, penalty, (1e-9 * step) / pressure, cycle === 0);
            if (pressure === 1 && !this.isLarge) {
                penalty = share < 0.5 ? Math.min(usual * 1000, penalty * pace) : Math.max(usual / 50, penalty / pace);
            }
            if (this.iterations % (BLOCK * 64) === 0) yield this.progress(watch.fraction(this.iterations));
            else yield;
        }
    }

    progress(fraction: number): DesignProgress {
        const { iterations, violation, cost } = this;
        return { fraction, iterations, violation, cost };
    }

    /**
     * Tries moves at one temperature and penalty.
     *
     * @returns the share of tries after which the division exceeded no more than the best, or with `isStrict` nothing at all
     */
    private tryBlock(temperature: number, penalty: number, least: number, isStrict: boolean): number {
        const { state, prices, random, instance } = this;
        const tries = Math.min(BLOCK, this.limits.iterations - this.iterations);
        let inside = 0;
        let improvedAt = -1;
        state.startLog();
        if (this.iterations - this.pricedAt >= state.cutCount * TRIES_PER_CUT) {
            prices.update();
            this.pricedAt = this.iterations;
        }
        const focusHeat = this.violation > 0 ? (FOCUS_HEAT * penalty * instance.count) / instance.size : 0;
        for (let tried = 0; tried < tries; tried++) {
            const isFocused = state.overCount > 0 && random.next() < FOCUS;
            const heat = isFocused ? Math.max(temperature, focusHeat) : temperature;
            const moved =
                tried === 0 && instance.contiguous && instance.work === undefined && state.overCount > 0
                    ? this.recombination.attempt(random, temperature, penalty)
                    : random.next() < SWAP_SHARE
                      ? trySwap(state, prices, random, heat, penalty, isFocused)
                      : tryShift(state, prices, random, heat, penalty, isFocused);
            const violation = state.violation();
            const excess = violation - this.violation;
            if (violation === 0 || (!isStrict && excess <= VIOLATION_EPSILON)) inside++;
            if (excess > VIOLATION_EPSILON) continue;
            if (!moved || (excess >= -VIOLATION_EPSILON && state.cost >= this.cost - least)) continue;
            this.violation = violation;
            this.cost = state.cost;
            improvedAt = state.log.length;
        }
        this.iterations += tries;
        if (improvedAt >= 0) {
            state.copyAt(improvedAt, this.best);
            this.watch.improved(this.iterations);
        }
        if (this.violation === 0) state.straightenExcess();
        return inside / tries;
    }
}

// As a share of the mean distance of a unit.
function startTemperature({ size, count, incumbent, work, prices }: DesignInstance, isPinned: boolean): number {
    if (incumbent.length > 0) return MILD_TEMPERATURE;
    // Where territories have few units, what one more costs them in balance is a multiple of its work.
    if (work !== undefined) return WORK_TEMPERATURE * (1 + (2 * (prices[work.measure] ?? 0) * count) / size);
    return isPinned || size > MANY_UNITS ? MILD_TEMPERATURE : START_TEMPERATURE;
}

function canMove({ size, count, locks }: DesignInstance): boolean {
    if (count < 2 || size === count) return false;
    for (let i = 0; i < size; i++) if (locks[i] === -1) return true;
    return false;
}
