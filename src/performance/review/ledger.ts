import { DayNumbers } from '../figures/day-numbers.js';
import { millionths, multiplyCents } from '../figures/exact-share.js';
import { type DateSpan, daysOf } from '../figures/periods.js';
import type { Places } from './check-review.js';
import type { PeriodResults, ReviewPlan } from './review-data.js';

const DEFAULT_CALL = 1800;
const MOST_SLICES = 12;

/** What the ledger reckons with. */
export interface LedgerRates {
    readonly margin: number;
    readonly costPerHour: number;
    readonly previous: DateSpan | undefined;
}

/** Calls and orders of a period, summed up in flat arrays: one pass over each list. */
export class Ledger {
    readonly length: number;
    readonly weeks: number;
    readonly slices: number;
    /** Days of each week; the last holds what is left of the period. */
    readonly weekLength: Float64Array;
    /** Rep of each account, -1 for none. */
    readonly repOf: Int32Array;
    // By rep and week.
    readonly hours: Float64Array;
    readonly travel: Float64Array;
    /** Calls on the rep's own accounts, by any rep. */
    readonly made: Float64Array;
    /** Calls by the rep, on whichever accounts. */
    readonly callsBy: Float64Array;
    // By rep.
    readonly service: Float64Array;
    readonly sales: Float64Array;
    readonly salesBefore: Float64Array;
    readonly orders: Float64Array;
    readonly potential: Float64Array;
    readonly accounts: Float64Array;
    /** Calls a day that frequencies ask for, and their seconds on site. */
    readonly dueRate: Float64Array;
    readonly dueService: Float64Array;
    readonly ownMargin: Float64Array;
    // By rep and slice.
    readonly salesBySlice: Float64Array;
    readonly callsBySlice: Float64Array;
    /** By rep and day, for forecasts; undefined without quotas. */
    readonly dailySales: Float64Array | undefined;
    // By account.
    readonly callsOf: Float64Array;
    readonly secondsOf: Float64Array;
    readonly ordersOf: Float64Array;
    readonly salesOf: Float64Array;
    readonly squaresOf: Float64Array;
    readonly largestOf: Float64Array;
    /** Days of the calls on each account, from `callStart[i]`. */
    readonly callStart: Int32Array;
    readonly callDays: Int32Array;
    readonly callsOutside: number;
    readonly ordersOutside: number;
    /** Whether the time at the wheel is known of all calls that count. */
    readonly knowsTravel: boolean;
    readonly currency: string | undefined;
    /** Cents. */
    readonly meanOrder: number;
    private readonly marginOf: Int32Array;
    private readonly costPerHour: number;

    constructor(
        plan: ReviewPlan,
        results: PeriodResults,
        places: Places,
        period: DateSpan,
        { margin, costPerHour, previous }: LedgerRates,
    ) {
        const { accounts, reps } = plan;
        this.length = daysOf(period);
        this.weeks = Math.max(1, Math.floor(this.length / 7));
        this.slices = Math.max(1, Math.min(MOST_SLICES, Math.floor(this.length / 7)));
        this.weekLength = new Float64Array(this.weeks).fill(7);
        this.weekLength[this.weeks - 1] = this.length - 7 * (this.weeks - 1);
        this.costPerHour = costPerHour;
        const repAt = new Map(reps.map(({ id }, r) => [id, r]));
        this.hours = new Float64Array(reps.length * this.weeks);
        this.travel = new Float64Array(reps.length * this.weeks);
        this.made = new Float64Array(reps.length * this.weeks);
        this.callsBy = new Float64Array(reps.length * this.weeks);
        this.salesBySlice = new Float64Array(reps.length * this.slices);
        this.callsBySlice = new Float64Array(reps.length * this.slices);
        this.dailySales = results.quotas === undefined ? undefined : new Float64Array(reps.length * this.length);
        const ofReps = (): Float64Array => new Float64Array(reps.length);
        this.service = ofReps();
        this.sales = ofReps();
        this.salesBefore = ofReps();
        this.orders = ofReps();
        this.potential = ofReps();
        this.accounts = ofReps();
        this.dueRate = ofReps();
        this.dueService = ofReps();
        this.ownMargin = ofReps();
        const ofAccounts = (): Float64Array => new Float64Array(accounts.length);
        this.callsOf = ofAccounts();
        this.secondsOf = ofAccounts();
        this.ordersOf = ofAccounts();
        this.salesOf = ofAccounts();
        this.squaresOf = ofAccounts();
        this.largestOf = ofAccounts();
        this.repOf = new Int32Array(accounts.length).fill(-1);
        this.marginOf = new Int32Array(accounts.length);
        this.enterAccounts(plan, repAt, margin);
        const calls = this.enterCalls(plan, results, places, repAt);
        this.callsOutside = calls.outside;
        this.knowsTravel = calls.knowsTravel;
        [this.callStart, this.callDays] = groupDays(places.callAccounts, places.callDays, accounts.length, this.length);
        const days = new DayNumbers(period.start);
        const before =
            previous === undefined ? { from: 0, to: -1 } : { from: days.of(previous.start), to: days.of(previous.end) };
        const orders = this.enterOrders(results, places, repAt, before);
        this.ordersOutside = orders.outside;
        this.meanOrder = orders.mean;
        this.currency = results.orders.find(({ currency }) => currency !== undefined)?.currency;
        for (let i = 0; i < accounts.length; i++) if (this.repOf[i] >= 0) this.ownMargin[this.repOf[i]] += this.grossMargin(i);
    }

    private enterAccounts({ accounts }: ReviewPlan, repAt: ReadonlyMap<string, number>, margin: number): void {
        accounts.forEach(({ repId, potential = 0, callFrequency = 0, callDuration = DEFAULT_CALL, margin: own }, i) => {
            this.marginOf[i] = millionths(own ?? margin);
            if (repId === undefined) return;
            const r = repAt.get(repId)!;
            this.repOf[i] = r;
            this.accounts[r]++;
            this.potential[r] += potential;
            this.dueRate[r] += callFrequency / 28;
            this.dueService[r] += (callFrequency / 28) * callDuration;
        });
    }

    private enterCalls(
        { accounts, reps }: ReviewPlan,
        { calls }: PeriodResults,
        { callAccounts, callDays }: Places,
        repAt: ReadonlyMap<string, number>,
    ): { readonly outside: number; readonly knowsTravel: boolean } {
        let outside = 0;
        let knowsTravel = true;
        for (let c = 0; c < calls.length; c++) {
            const call = calls[c];
            const day = callDays[c];
            const account = callAccounts[c];
            if (day < 0 || day >= this.length) {
                outside++;
                continue;
            }
            const rep = repAt.get(call.repId)!;
            const service = call.duration ?? accounts[account].callDuration ?? DEFAULT_CALL;
            const known = call.travelDuration ?? reps[rep].travelPerCall;
            if (known === undefined) knowsTravel = false;
            const travel = known ?? 0;
            const week = Math.min(this.weeks - 1, Math.floor(day / 7));
            this.hours[rep * this.weeks + week] += service + travel;
            this.travel[rep * this.weeks + week] += travel;
            this.service[rep] += service;
            this.callsBy[rep * this.weeks + week]++;
            const owner = this.repOf[account];
            if (owner >= 0) this.made[owner * this.weeks + week]++;
            this.callsBySlice[rep * this.slices + this.sliceOf(day)]++;
            this.callsOf[account]++;
            this.secondsOf[account] += service + travel;
        }
        return { outside, knowsTravel };
    }

    /** @param before - days of the earlier period; `to` below `from` for none */
    private enterOrders(
        { orders }: PeriodResults,
        { orderAccounts, orderDays }: Places,
        repAt: ReadonlyMap<string, number>,
        before: { readonly from: number; readonly to: number },
    ): { readonly outside: number; readonly mean: number } {
        let outside = 0;
        let count = 0;
        let sum = 0;
        for (let o = 0; o < orders.length; o++) {
            const { amount, repId } = orders[o];
            const day = orderDays[o];
            const account = orderAccounts[o];
            const rep = repId === undefined ? this.repOf[account] : repAt.get(repId)!;
            if (day < 0 || day >= this.length) {
                if (day < before.from || day > before.to) outside++;
                else if (rep >= 0) this.salesBefore[rep] += amount;
                continue;
            }
            this.ordersOf[account]++;
            this.salesOf[account] += amount;
            this.squaresOf[account] += amount * amount;
            if (amount > this.largestOf[account]) this.largestOf[account] = amount;
            count++;
            sum += amount;
            if (rep < 0) continue;
            this.sales[rep] += amount;
            this.orders[rep]++;
            this.salesBySlice[rep * this.slices + this.sliceOf(day)] += amount;
            if (this.dailySales !== undefined) this.dailySales[rep * this.length + day] += amount;
        }
        return { outside, mean: count === 0 ? 0 : sum / count };
    }

    /** Slice of a day of the period. */
    sliceOf(day: number): number {
        return Math.floor((day * this.slices) / this.length);
    }

    /** First day of a slice, after the period's first. */
    sliceStart(slice: number): number {
        return Math.ceil((slice * this.length) / this.slices);
    }

    /** Cents that an account's sales leave. */
    grossMargin(account: number): number {
        return multiplyCents(this.salesOf[account], this.marginOf[account]);
    }

    /** Share of sales that is left of an account. */
    marginShare(account: number): number {
        return this.marginOf[account] / 1e6;
    }

    /** Cents that an account's calls cost. */
    callCost(account: number): number {
        return this.costOf(this.secondsOf[account]);
    }

    /** Cents that time costs. */
    costOf(seconds: number): number {
        return Math.round((seconds * this.costPerHour) / 3600);
    }

    /** Sum of a rep's weeks. */
    total(byWeek: Float64Array, rep: number): number {
        let sum = 0;
        for (let w = 0; w < this.weeks; w++) sum += byWeek[rep * this.weeks + w];
        return sum;
    }
}

/** Days of calls by account, those before the period included: a counting sort. */
function groupDays(accountOf: Int32Array, dayOf: Int32Array, accounts: number, length: number): [Int32Array, Int32Array] {
    const start = new Int32Array(accounts + 1);
    const counts = (c: number): boolean => dayOf[c] < length;
    for (let c = 0; c < accountOf.length; c++) if (counts(c)) start[accountOf[c] + 1]++;
    for (let i = 0; i < accounts; i++) start[i + 1] += start[i];
    const days = new Int32Array(start[accounts]);
    const next = start.slice();
    for (let c = 0; c < accountOf.length; c++) if (counts(c)) days[next[accountOf[c]]++] = dayOf[c];
    return [start, days];
}
