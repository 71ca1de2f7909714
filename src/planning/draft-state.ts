import { type Random, type Steps, WorkMeter } from '../core/index.js';
import { worthOfVisit } from './plan-options.js';
import { priceAbsence } from './price-absence.js';
import { earliestStart, type RepWork } from './rep-work.js';
import type { Slot, SlotPatterns } from './slots.js';

// Seconds of driving that a visit on the day after the usual weekday is worth, and one on any other.
const DRIFT = 500;
const STRAY = 4000;
// Weeks may be this much fuller than the mean before it costs anything, and then by the square of what is above.
const BALANCE_SLACK = 1.03;
const BALANCE_WEIGHT = 3;
const MOST_REMOVED = 12;
const MOST_RETRIED = 6;
const NEIGHBOURS = 32;
const SKIPPED_DAYS = 0.03;
// How often the accounts of a day are taken out, rather than neighbours.
const DISSOLVED_DAYS = 0.15;

/** What a {@link DraftState} keeps of one solution, in flat arrays that are copied as a whole. */
export interface DraftMemory {
    readonly tours: Int32Array;
    readonly lengths: Int32Array;
    readonly travel: Float64Array;
    readonly service: Float64Array;
    readonly pattern: Int32Array;
    readonly callDay: Int32Array;
    readonly extra: Float64Array;
}

/**
 * All days of a rep's period as tours of accounts, cheap to change: accounts are taken out and put back with all their calls.
 * A tour keeps opening hours, the shift and the most calls a day.
 */
export class DraftState {
    private readonly work: RepWork;
    private readonly patterns: SlotPatterns;
    private readonly gaps: Int32Array;
    private readonly random: Random;
    private readonly size: number;
    private readonly width: number;
    private readonly neighbours: Int32Array;
    private readonly neighbourCount: number;
    /** Seconds that a visit left out costs, by account, if it is worth the whole priority. */
    private readonly absence: Float64Array;
    /** Share of the priority that an account's n-th visit is worth, n from 0. */
    private readonly worth: Float64Array;
    /** First call of each account; its calls follow. */
    private readonly firstCall: Int32Array;
    private readonly now: DraftMemory;
    private readonly weekCapacity: Float64Array;
    private readonly weekLoad: Float64Array;
    private readonly weekTarget: Float64Array;
    /** By day, for the account at hand: what its cheapest place adds to the tour, and that place. */
    private readonly added: Float64Array;
    private readonly place: Int32Array;
    private readonly isOut: Uint8Array;
    /** What {@link choose} found: the day of each call, and what calls left out and weekdays off the usual cost. */
    private readonly chosenDay: Int32Array;
    private chosenExtra = 0;
    /** Day that takes no account until the next {@link insertAll} is done, -1 for none. */
    private closedDay = -1;

    /** @param neighbours - of {@link neighbourSteps} */
    constructor(
        work: RepWork,
        patterns: SlotPatterns,
        gaps: Int32Array,
        visitValues: readonly number[],
        random: Random,
        neighbours: Int32Array,
    ) {
        const count = work.accounts.length;
        this.work = work;
        this.patterns = patterns;
        this.gaps = gaps;
        this.random = random;
        this.size = count + 1;
        this.width = Math.min(count, work.rep.maxVisitsPerDay ?? count);
        this.firstCall = new Int32Array(count + 1);
        for (let i = 0; i < count; i++) this.firstCall[i + 1] = this.firstCall[i] + work.calls[i];
        this.now = this.blank();
        this.now.callDay.fill(-1);
        const most = work.calls.reduce((most, calls) => Math.max(most, calls), 0);
        this.worth = Float64Array.from({ length: most }, (_, n) => worthOfVisit(visitValues, n));
        this.absence = priceAbsence(work);
        this.weekCapacity = new Float64Array(work.weeks);
        for (const day of work.days) this.weekCapacity[day.week] += day.close - day.open;
        this.weekLoad = new Float64Array(work.weeks);
        this.weekTarget = new Float64Array(work.weeks);
        let load = 0;
        for (let i = 0; i < count; i++) load += work.calls[i] * work.service[i];
        this.aim(load);
        this.added = new Float64Array(work.days.length);
        this.place = new Int32Array(work.days.length);
        this.isOut = new Uint8Array(count).fill(1);
        this.chosenDay = new Int32Array(most);
        this.neighbourCount = neighbourCountOf(work);
        this.neighbours = neighbours;
    }

    /** Memory for one solution. */
    blank(): DraftMemory {
        const { work, width } = this;
        return {
            tours: new Int32Array(work.days.length * width),
            lengths: new Int32Array(work.days.length),
            travel: new Float64Array(work.days.length),
            service: new Float64Array(work.days.length),
            pattern: new Int32Array(work.accounts.length),
            callDay: new Int32Array(this.firstCall[work.accounts.length]),
            extra: new Float64Array(work.accounts.length),
        };
    }

    store(memory: DraftMemory): void {
        copyMemory(this.now, memory);
    }

    restore(memory: DraftMemory): void {
        copyMemory(memory, this.now);
        this.measureWeeks();
    }

    /** Seconds: driving, what calls left out and weekdays off the usual cost, and what uneven weeks cost. */
    cost(): number {
        const { now, weekLoad, weekCapacity, weekTarget, work } = this;
        this.aim(this.measureWeeks());
        let total = 0;
        for (let d = 0; d < work.days.length; d++) total += now.travel[d];
        for (let i = 0; i < now.extra.length; i++) total += now.extra[i];
        for (let w = 0; w < work.weeks; w++) {
            const above = weekLoad[w] - weekTarget[w];
            if (above > 0 && weekCapacity[w] > 0) total += (BALANCE_WEIGHT * above * above) / weekCapacity[w];
        }
        return total;
    }

    /** Sums up the weeks' loads, and all of them. */
    private measureWeeks(): number {
        const { now, weekLoad, work } = this;
        weekLoad.fill(0);
        let total = 0;
        for (let d = 0; d < work.days.length; d++) {
            const load = now.travel[d] + now.service[d];
            weekLoad[work.days[d].week] += load;
            total += load;
        }
        return total;
    }

    /** Sets how full weeks should be for a load of the whole period. */
    private aim(load: number): void {
        let capacity = 0;
        for (let w = 0; w < this.work.weeks; w++) capacity += this.weekCapacity[w];
        if (capacity === 0) return;
        for (let w = 0; w < this.work.weeks; w++) {
            this.weekTarget[w] = (BALANCE_SLACK * load * this.weekCapacity[w]) / capacity;
        }
    }

    /** Takes out accounts that lie together; the answer names them, and some that have calls left out. */
    ruin(): number[] {
        const { now, isOut, random } = this;
        const count = now.extra.length;
        const isDay = random.next() < DISSOLVED_DAYS && !now.callDay.includes(-1);
        const out = isDay ? this.closeDay(random.integer(now.lengths.length)) : this.chooseNeighbours();
        for (const account of out) this.remove(account);
        for (let k = 0; k < MOST_RETRIED; k++) {
            const account = random.integer(count);
            if (isOut[account] === 1 || !this.lacksVisits(account)) continue;
            this.remove(account);
            out.push(account);
        }
        return out;
    }

    private chooseNeighbours(): number[] {
        const { neighbours, neighbourCount, random } = this;
        const count = this.now.extra.length;
        const wanted = 1 + random.integer(Math.min(MOST_REMOVED, count));
        const seed = random.integer(count);
        const out = [seed];
        for (let k = 0; k < neighbourCount && out.length < wanted; k++) {
            if (random.next() < 0.8) out.push(neighbours[seed * neighbourCount + k]);
        }
        return out;
    }

    // The accounts of a day, which takes none of them back: days with room may take them all.
    private closeDay(day: number): number[] {
        const { now, width } = this;
        this.closedDay = day;
        return Array.from(now.tours.subarray(day * width, day * width + now.lengths[day]));
    }

    /** Sorts accounts for {@link insertAll}, by one of several rules. */
    order(accounts: number[]): number[] {
        const { random, work } = this;
        random.shuffle(accounts);
        const rule = random.integer(4);
        if (rule === 0) return accounts;
        const { priority, calls, durations } = work;
        const rank = rule === 1 ? priority : rule === 2 ? calls : durations.subarray(1, this.size);
        return accounts.sort((a, b) => rank[b] - rank[a]);
    }

    insertAll(accounts: readonly number[]): void {
        for (let k = 0; k < accounts.length; k++) this.insert(accounts[k]);
        this.closedDay = -1;
    }

    /** Each account's slots. */
    slots(): (readonly Slot[])[] {
        return this.patterns.map((patterns, i) => patterns[this.now.pattern[i]]);
    }

    /** The day of each of an account's calls, -1 for none. */
    days(): Int32Array[] {
        const { now, firstCall } = this;
        return this.patterns.map((_, i) => now.callDay.slice(firstCall[i], firstCall[i + 1]));
    }

    /** Each day's accounts in order. */
    tours(): number[][] {
        return Array.from(this.now.lengths, (length, d) =>
            Array.from(this.now.tours.subarray(d * this.width, d * this.width + length)),
        );
    }

    private lacksVisits(account: number): boolean {
        const { now, firstCall } = this;
        for (let call = firstCall[account]; call < firstCall[account + 1]; call++) if (now.callDay[call] < 0) return true;
        return false;
    }

    private remove(account: number): void {
        const { now, width, size, work, firstCall } = this;
        const { durations } = work;
        const node = account + 1;
        this.isOut[account] = 1;
        for (let call = firstCall[account]; call < firstCall[account + 1]; call++) {
            const d = now.callDay[call];
            if (d < 0) continue;
            now.callDay[call] = -1;
            const base = d * width;
            const last = now.lengths[d] - 1;
            let p = 0;
            while (now.tours[base + p] !== account) p++;
            const before = p === 0 ? 0 : now.tours[base + p - 1] + 1;
            const after = p === last ? 0 : now.tours[base + p + 1] + 1;
            const saved = durations[before * size + node] + durations[node * size + after] - durations[before * size + after];
            now.tours.copyWithin(base + p, base + p + 1, base + last + 1);
            now.lengths[d] = last;
            this.charge(d, -saved, -work.service[account]);
        }
    }

    /** Puts an account back with the pattern and the days that cost least. */
    private insert(account: number): void {
        const { work, now, added, firstCall } = this;
        const random = this.random;
        const chosenDay = this.chosenDay;
        const count = work.days.length;
        for (let d = 0; d < count; d++) {
            const isTried = work.reachable[account * count + d] === 1 && random.next() >= SKIPPED_DAYS && d !== this.closedDay;
            added[d] = isTried ? this.price(account, d) : Number.POSITIVE_INFINITY;
        }
        const first = firstCall[account];
        const calls = work.calls[account];
        const options = this.patterns[account];
        const usualDays = calls > 1 && calls <= work.weeks ? 7 : 1;
        const offset = random.integer(options.length);
        let best = Number.POSITIVE_INFINITY;
        for (let k = 0; k < options.length; k++) {
            const p = (k + offset) % options.length;
            for (let usual = 0; usual < usualDays; usual++) {
                const cost = this.choose(account, options[p], usualDays === 7 ? usual : -1);
                if (cost >= best) continue;
                best = cost;
                now.extra[account] = this.chosenExtra;
                now.pattern[account] = p;
                for (let c = 0; c < calls; c++) now.callDay[first + c] = chosenDay[c];
            }
        }
        for (let call = first; call < first + calls; call++) {
            if (now.callDay[call] >= 0) this.put(account, now.callDay[call]);
        }
        this.isOut[account] = 0;
    }

    /** The days of a pattern's slots that cost least, in order of time, with the account's gap between them; Infinity days are not used. */
    private choose(account: number, slots: readonly Slot[], usual: number): number {
        const { work, added, chosenDay, weekLoad, weekTarget, weekCapacity } = this;
        const gap = this.gaps[account];
        let total = 0;
        let extra = 0;
        let kept = slots.length;
        let previous = Number.NEGATIVE_INFINITY;
        for (let c = 0; c < slots.length; c++) {
            const { week, days } = slots[c];
            const above = weekLoad[week] + work.service[account] - weekTarget[week];
            const slope = above > 0 && weekCapacity[week] > 0 ? (2 * BALANCE_WEIGHT * above) / weekCapacity[week] : 0;
            let least = Number.POSITIVE_INFINITY;
            let drift = 0;
            chosenDay[c] = -1;
            for (let k = 0; k < days.length; k++) {
                const d = days[k];
                if (added[d] === Number.POSITIVE_INFINITY || work.days[d].day - previous < gap) continue;
                const off = usual < 0 ? 0 : weekdayCost(work.weekdays[d] - usual);
                const cost = added[d] + slope * (added[d] + work.service[account]) + off;
                if (cost >= least) continue;
                least = cost;
                drift = off;
                chosenDay[c] = d;
            }
            if (chosenDay[c] < 0) {
                kept--;
                least = this.absence[account] * this.worth[kept];
                drift = least;
            } else {
                previous = work.days[chosenDay[c]].day;
            }
            total += least;
            extra += drift;
        }
        this.chosenExtra = extra;
        return total;
    }

    /** What the cheapest place on a day adds to its driving, Infinity if no place keeps the day's limits; notes the place. */
    private price(account: number, d: number): number {
        const { work, now, width, size } = this;
        const { durations } = work;
        const length = now.lengths[d];
        if (length >= width) return Number.POSITIVE_INFINITY;
        const node = account + 1;
        const room = work.days[d].close - work.days[d].open - now.travel[d] - now.service[d] - work.service[account];
        let least = Number.POSITIVE_INFINITY;
        let before = 0;
        for (let p = 0; p <= length; p++) {
            const after = p === length ? 0 : now.tours[d * width + p] + 1;
            const delta = durations[before * size + node] + durations[node * size + after] - durations[before * size + after];
            if (delta < least && delta <= room && this.fits(account, d, p)) {
                least = delta;
                this.place[d] = p;
            }
            before = after;
        }
        return least;
    }

    /** Whether a day stays within opening hours and shift with the account at place `p`. */
    private fits(account: number, d: number, p: number): boolean {
        const { work, now, width, size } = this;
        const { durations, service } = work;
        const base = d * width;
        const length = now.lengths[d];
        let time = work.days[d].open;
        let before = 0;
        for (let k = 0; k <= length; k++) {
            const visited = k < p ? now.tours[base + k] : k === p ? account : now.tours[base + k - 1];
            time = earliestStart(work, visited, d, time + durations[before * size + visited + 1]);
            if (time === Number.POSITIVE_INFINITY) return false;
            time += service[visited];
            before = visited + 1;
        }
        return time + durations[before * size] <= work.days[d].close;
    }

    /** Adds an account to a day at the place that {@link price} noted. */
    private put(account: number, d: number): void {
        const { now, width, work } = this;
        const base = d * width;
        const p = this.place[d];
        now.tours.copyWithin(base + p + 1, base + p, base + now.lengths[d]);
        now.tours[base + p] = account;
        now.lengths[d]++;
        this.charge(d, this.added[d], work.service[account]);
    }

    private charge(d: number, travel: number, service: number): void {
        this.now.travel[d] += travel;
        this.now.service[d] += service;
        this.weekLoad[this.work.days[d].week] += travel + service;
    }
}

function weekdayCost(shift: number): number {
    return shift === 0 ? 0 : shift === 1 ? DRIFT : STRAY;
}

function copyMemory(from: DraftMemory, to: DraftMemory): void {
    to.tours.set(from.tours);
    to.lengths.set(from.lengths);
    to.travel.set(from.travel);
    to.service.set(from.service);
    to.pattern.set(from.pattern);
    to.callDay.set(from.callDay);
    to.extra.set(from.extra);
}

function neighbourCountOf({ accounts }: RepWork): number {
    return Math.min(NEIGHBOURS, Math.max(0, accounts.length - 1));
}

/** Elementary operations of putting one account in its place among others, about. */
const UNITS_A_RANK = 20;

/** The nearest accounts of each account by driving time there, nearest first, ties by index. */
export function* neighbourSteps(work: RepWork): Steps<Int32Array> {
    const count = neighbourCountOf(work);
    const meter = new WorkMeter();
    const accounts = work.accounts.length;
    const neighbours = new Int32Array(accounts * count);
    const others = new Int32Array(accounts);
    for (let i = 0; i < accounts; i++) {
        if (meter.spend(UNITS_A_RANK * accounts)) yield;
        const row = (i + 1) * (accounts + 1) + 1;
        for (let j = 0; j < accounts; j++) others[j] = j;
        others.sort((a, b) => work.durations[row + a] - work.durations[row + b] || a - b);
        let found = 0;
        for (let k = 0; found < count; k++) if (others[k] !== i) neighbours[i * count + found++] = others[k];
    }
    return neighbours;
}
