import type { Steps } from '../core/index.js';
import type { Position } from '../geo/index.js';
import type { Trip, TripEstimator } from '../travel/index.js';

/** Calls that are to be grouped into working days of one rep. */
export interface CallsToFill {
    readonly positions: readonly Position[];
    /** Calls due on each account, on a day of its own each. */
    readonly calls: Int32Array;
    /** Seconds of a call on each account. */
    readonly service: Float64Array;
    /** Where days start and end; left out: at the first and the last call. */
    readonly home?: Position;
    /** Where the territory has its middle. */
    readonly center: Position;
    /** Seconds of a day. */
    readonly shiftDuration: number;
    readonly mostCalls: number;
}

/** The calls of a day in the order of a first tour, and what that tour drives. */
export interface DraftDay extends Trip {
    /** Indices of the accounts. */
    readonly accounts: readonly number[];
}

/**
 * Groups calls into full days: each begins with the call farthest away and takes, for as long as the shift has room, the call that
 * lengthens the tour least against the drive to it alone. That is Solomon's first insertion heuristic with λ = 1 and time for the cost.
 *
 * @param work - a call must fit a day of its own
 * @returns days from the outside inwards; every call stands in one, and no account twice in one. O(calls × accounts)
 * @see Solomon 1987, doi:10.1287/opre.35.2.254
 */
export function* fillDays(work: CallsToFill, estimate: TripEstimator): Steps<DraftDay[]> {
    const { positions, home, center } = work;
    const left = Int32Array.from(work.calls);
    const away = Float64Array.from(positions, (position) => estimate(home ?? center, position).duration);
    const outsideIn = Array.from(positions.keys()).sort((a, b) => away[b] - away[a] || a - b);
    const day = new DayFilling(work, away, estimate);
    const days: DraftDay[] = [];
    for (const seed of outsideIn) {
        while (left[seed] > 0) {
            yield;
            const accounts = day.fill(
                seed,
                outsideIn.filter((account) => left[account] > 0),
            );
            for (const account of accounts) left[account]--;
            days.push({ accounts, ...driveTour(accounts, work, estimate) });
        }
    }
    return days;
}

// The tour is a ring of slots; slot 0 is home. Without a home, the way from there and back takes no time.
class DayFilling {
    private readonly work: CallsToFill;
    private readonly away: Float64Array;
    private readonly estimate: TripEstimator;
    private readonly stem: Float64Array;
    /** By slot: the account there, seconds from there to each account outside the tour, the slot after it, and seconds to that. */
    private readonly accountAt: number[] = [-1];
    private readonly durations: Float64Array[];
    private readonly next: number[] = [0];
    private readonly leg: number[] = [0];
    /** By account: seconds by which it lengthens the tour where it fits best, and the slot before it there. */
    private readonly cost: Float64Array;
    private readonly after: Int32Array;

    constructor(work: CallsToFill, away: Float64Array, estimate: TripEstimator) {
        this.work = work;
        this.away = away;
        this.estimate = estimate;
        this.stem = work.home === undefined ? new Float64Array(away.length) : away;
        this.durations = [this.stem];
        this.cost = new Float64Array(away.length);
        this.after = new Int32Array(away.length);
    }

    /** The accounts of a day out of `candidates`, in the order of its tour; the seed is one of them. */
    fill(seed: number, candidates: readonly number[]): number[] {
        const { service, shiftDuration, mostCalls } = this.work;
        const { cost, away } = this;
        for (const account of candidates) {
            cost[account] = 2 * this.stem[account];
            this.after[account] = 0;
        }
        this.accountAt.length = 1;
        this.next[0] = 0;
        this.leg[0] = 0;
        let open = candidates;
        let duration = 0;
        for (let chosen = seed; chosen >= 0; ) {
            duration += cost[chosen] + service[chosen];
            open = open.filter((account) => account !== chosen);
            this.insert(chosen, open);
            chosen = -1;
            if (this.accountAt.length > mostCalls) break;
            for (const account of open) {
                if (duration + cost[account] + service[account] > shiftDuration) continue;
                if (chosen < 0 || cost[account] - away[account] < cost[chosen] - away[chosen]) chosen = account;
            }
        }
        return this.tour();
    }

    private insert(account: number, open: readonly number[]): void {
        const { cost, after, next, leg, durations } = this;
        const { positions } = this.work;
        const slot = this.accountAt.length;
        const before = after[account];
        const behind = next[before];
        this.accountAt.push(account);
        durations[slot] ??= new Float64Array(this.away.length);
        for (const other of open) durations[slot][other] = this.estimate(positions[account], positions[other]).duration;
        next[slot] = behind;
        leg[slot] = durations[behind][account];
        next[before] = slot;
        leg[before] = durations[before][account];
        for (const other of open) {
            const first = this.detour(other, before);
            const second = this.detour(other, slot);
            const isBroken = after[other] === before;
            if (Math.min(first, second) <= cost[other]) {
                cost[other] = Math.min(first, second);
                after[other] = first <= second ? before : slot;
            } else if (isBroken) this.findPlace(other);
        }
    }

    private findPlace(account: number): void {
        this.cost[account] = Number.POSITIVE_INFINITY;
        for (let slot = 0; slot < this.accountAt.length; slot++) {
            const detour = this.detour(account, slot);
            if (detour >= this.cost[account]) continue;
            this.cost[account] = detour;
            this.after[account] = slot;
        }
    }

    private detour(account: number, slot: number): number {
        return this.durations[slot][account] + this.durations[this.next[slot]][account] - this.leg[slot];
    }

    private tour(): number[] {
        const accounts: number[] = [];
        for (let slot = this.next[0]; slot !== 0; slot = this.next[slot]) accounts.push(this.accountAt[slot]);
        return accounts;
    }
}

function driveTour(accounts: readonly number[], { positions, home }: CallsToFill, estimate: TripEstimator): Trip {
    const ends = home === undefined ? [] : [home];
    const places = [...ends, ...accounts.map((account) => positions[account]), ...ends];
    let distance = 0;
    let duration = 0;
    for (let i = 1; i < places.length; i++) {
        const trip = estimate(places[i - 1], places[i]);
        distance += trip.distance;
        duration += trip.duration;
    }
    return { distance, duration };
}
