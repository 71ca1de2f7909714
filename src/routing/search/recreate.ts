import type { Random } from '../../core/index.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';
import type { Journal } from './journal.js';

/** Chance that a place is overlooked; the paper's value. */
const BLINK_RATE = 0.01;

/**
 * Puts absent visits back one by one, each in its cheapest place, in an order drawn anew each time: greedy insertion with blinks
 * (Christiaens and Vanden Berghe 2020, doi:10.1287/trsc.2019.0914, section 5.2).
 */
export class Recreate {
    /** How much more than its prize an optional visit may cost, on the mean: what annealing would accept. */
    temperature = 0;
    private readonly state: State;
    private readonly random: Random;
    private readonly journal: Journal;
    private readonly finder: InsertionFinder;
    private readonly keys: Float64Array;
    private readonly orders: readonly (Float64Array | null)[];

    constructor(state: State, random: Random, journal: Journal) {
        this.state = state;
        this.random = random;
        this.journal = journal;
        this.finder = new InsertionFinder(state, random);
        this.finder.blinkAt(BLINK_RATE);
        this.keys = new Float64Array(state.instance.n);
        this.orders = insertionOrders(state);
    }

    /** Inserts what is worth it of `visits[0 .. count - 1]`; the rest stays absent. */
    run(visits: Int32Array, count: number): void {
        const { state, finder, journal } = this;
        const { absentTier, absentCost, required } = state.instance;
        this.sort(visits, count);
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            finder.find(v, required[v] === 1 || i < 2);
            if (finder.bestPrev < 0) continue;
            if (absentTier[v] === 0 && finder.bestDelta > absentCost[v] - this.temperature * Math.log(1 - this.random.next()))
                continue;
            const r = state.route[finder.bestPrev];
            journal.touch(r);
            state.insertAfter(v, finder.bestPrev);
            state.refresh(r);
        }
    }

    private sort(visits: Int32Array, count: number): void {
        const { random, keys } = this;
        const order = this.orders[random.integer(this.orders.length)];
        if (order === null) {
            for (let i = count - 1; i > 0; i--) {
                const j = random.integer(i + 1);
                const kept = visits[i];
                visits[i] = visits[j];
                visits[j] = kept;
            }
            return;
        }
        // Few visits at a time: insertion sort beats the built-in one and allocates nothing.
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            const key = order[v];
            let j = i - 1;
            while (j >= 0 && keys[j] > key) {
                visits[j + 1] = visits[j];
                keys[j + 1] = keys[j];
                j--;
            }
            visits[j + 1] = v;
            keys[j + 1] = key;
        }
    }
}

/** The orders to draw from, each as often as its weight; null is a random one. Lower keys come first. */
function insertionOrders(state: State): (Float64Array | null)[] {
    const { n, dimensions, delivery, pickup, depotDistance, open, close, absentTier, absentCost, timed, optional } =
        state.instance;
    const key = (value: (v: number) => number): Float64Array => Float64Array.from({ length: n }, (_, v) => value(v));
    const repeat = (order: Float64Array | null, times: number): (Float64Array | null)[] => new Array(times).fill(order);
    const far = key((v) => -depotDistance[v]);
    const close_ = key((v) => depotDistance[v]);
    const orders = [...repeat(null, 4), ...repeat(far, 2), ...repeat(close_, 1)];
    if (dimensions > 0) {
        const demand = key((v) => {
            let sum = 0;
            for (let d = 0; d < dimensions; d++) sum -= delivery[v * dimensions + d] + pickup[v * dimensions + d];
            return sum;
        });
        orders.push(...repeat(demand, 4));
    }
    if (timed && close.some(Number.isFinite)) {
        orders.push(
            ...repeat(
                key((v) => close[v] - open[v]),
                2,
            ),
            ...repeat(open, 2),
            ...repeat(
                key((v) => -close[v]),
                2,
            ),
        );
    }
    if (optional) {
        const worth = key((v) => -(absentTier[v] > 0 ? absentTier[v] : absentCost[v]));
        orders.push(...repeat(worth, 4));
        orders.push(
            ...repeat(
                key((v) => worth[v] / Math.max(depotDistance[v], 1e-9)),
                2,
            ),
        );
    }
    return orders;
}
