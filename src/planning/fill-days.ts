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

/** Calls to be grouped into days, with the drives between their accounts. */
export interface ToursToFill extends Pick<CallsToFill, 'calls' | 'service' | 'shiftDuration' | 'mostCalls'> {
    /** Seconds from home, or from the middle of the territory, to each account. */
    readonly away: Float64Array;
    /** Whether days start and end at home. */
    readonly hasHome: boolean;
    /** Seconds between two accounts. */
    readonly between: (account: number, other: number) => number;
}

/** The calls of a day in the order of a first tour, and the seconds that it drives. */
export interface FilledTour {
    readonly accounts: readonly number[];
    readonly driving: number;
}

/**
 * Groups calls into full days: each begins with the call farthest away and takes, for as long as the shift has room, the call that
 * lengthens the tour least against the drive to it alone. That is Solomon's first insertion heuristic with λ = 1 and time for the cost.
 *
 * @param work - a call must fit a day of its own
 * @returns days from the outside inwards; every call stands in one, and no account twice in one. O(calls × accounts)
 * @see Solomon 1987, doi:10.1287/opre.35.2.254
 */
export function* fillTours(work: ToursToFill): Steps<FilledTour[]> {
    const { away } = work;
    const left = Int32Array.from(work.calls);
    let open = Int32Array.from(away.keys()).sort((a, b) => away[b] - away[a] || a - b);
    const filling = new TourFilling(work);
    const tours: FilledTour[] = [];
    while (true) {
        open = open.filter((account) => left[account] > 0);
        if (open.length === 0) return tours;
        yield;
        const tour = filling.fill(open);
        for (const account of tour.accounts) left[account]--;
        tours.push(tour);
    }
}

/** As {@link fillTours}, for accounts with positions. */
export function* fillDays(work: CallsToFill, estimate: TripEstimator): Steps<DraftDay[]> {
    const { positions, home, center } = work;
    const tours = yield* fillTours({
        calls: work.calls,
        service: work.service,
        shiftDuration: work.shiftDuration,
        mostCalls: work.mostCalls,
        away: Float64Array.from(positions, (position) => estimate(home ?? center, position).duration),
        hasHome: home !== undefined,
        between: (account, other) => estimate(positions[account], positions[other]).duration,
    });
    return tours.map(({ accounts }) => ({ accounts, ...driveTour(accounts, work, estimate) }));
}

// The tour is a ring of slots; slot 0 is home. Without a home, the way from there and back takes no time.
class TourFilling {
    private readonly work: ToursToFill;
    private readonly accountAt: number[] = [-1];
    /** By slot: seconds from there to each account outside the tour, the slot after it, and seconds to that. */
    private readonly durations: Float64Array[];
    private readonly next: number[] = [0];
    private readonly leg: number[] = [0];
    /** By account: seconds by which it lengthens the tour where it fits best, and the slot before it there. */
    private readonly cost: Float64Array;
    private readonly after: Int32Array;
    /** Accounts outside the tour, the farthest first. */
    private readonly open: Int32Array;
    private openCount = 0;

    constructor(work: ToursToFill) {
        const size = work.away.length;
        this.work = work;
        this.durations = [work.hasHome ? work.away : new Float64Array(size)];
        this.cost = new Float64Array(size);
        this.after = new Int32Array(size);
        this.open = new Int32Array(size);
    }

    /** A day that begins with the first of some accounts. */
    fill(accounts: Int32Array): FilledTour {
        const { service, shiftDuration, mostCalls, away } = this.work;
        const { cost, open } = this;
        const [stem] = this.durations;
        open.set(accounts);
        this.openCount = accounts.length;
        for (let k = 0; k < accounts.length; k++) {
            cost[accounts[k]] = 2 * stem[accounts[k]];
            this.after[accounts[k]] = 0;
        }
        this.accountAt.length = 1;
        this.next[0] = 0;
        this.leg[0] = 0;
        let duration = 0;
        for (let chosen = 0; chosen >= 0; ) {
            const account = open[chosen];
            duration += cost[account] + service[account];
            open.copyWithin(chosen, chosen + 1, this.openCount--);
            this.insert(account);
            chosen = -1;
            if (this.accountAt.length > mostCalls) break;
            let least = Number.POSITIVE_INFINITY;
            for (let k = 0; k < this.openCount; k++) {
                const other = open[k];
                if (cost[other] - away[other] >= least || duration + cost[other] + service[other] > shiftDuration) continue;
                least = cost[other] - away[other];
                chosen = k;
            }
        }
        return this.tour();
    }

    private insert(account: number): void {
        const { cost, after, next, leg, durations, open } = this;
        const { between, away } = this.work;
        const slot = this.accountAt.length;
        const before = after[account];
        const behind = next[before];
        this.accountAt.push(account);
        durations[slot] ??= new Float64Array(away.length);
        const [fromBefore, fromHere, fromBehind] = [durations[before], durations[slot], durations[behind]];
        const [first, second] = [fromBefore[account], fromBehind[account]];
        next[slot] = behind;
        leg[slot] = second;
        next[before] = slot;
        leg[before] = first;
        for (let k = 0; k < this.openCount; k++) {
            const other = open[k];
            const here = between(account, other);
            fromHere[other] = here;
            const detourBefore = fromBefore[other] + here - first;
            const detourAfter = here + fromBehind[other] - second;
            if (Math.min(detourBefore, detourAfter) <= cost[other]) {
                cost[other] = Math.min(detourBefore, detourAfter);
                after[other] = detourBefore <= detourAfter ? before : slot;
            } else if (after[other] === before) this.findPlace(other);
        }
    }

    private findPlace(account: number): void {
        const { durations, next, leg } = this;
        let least = Number.POSITIVE_INFINITY;
        for (let slot = 0; slot < this.accountAt.length; slot++) {
            const detour = durations[slot][account] + durations[next[slot]][account] - leg[slot];
            if (detour >= least) continue;
            least = detour;
            this.after[account] = slot;
        }
        this.cost[account] = least;
    }

    private tour(): FilledTour {
        const accounts: number[] = [];
        let driving = this.leg[0];
        for (let slot = this.next[0]; slot !== 0; slot = this.next[slot]) {
            accounts.push(this.accountAt[slot]);
            driving += this.leg[slot];
        }
        return { accounts, driving };
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
