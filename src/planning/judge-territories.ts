import type { Steps } from '../core/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { meanShiftDuration } from '../market/internal.js';
import { type FieldTravel, type TripEstimator, tripEstimator } from '../travel/index.js';
import { workingDays } from './calendar.js';
import { type FilledTour, fillTours } from './fill-days.js';
import type { VisitSettings } from './plan-options.js';

/** What one rep's days look like, as they are filled for a trial; seconds in four weeks. */
export interface JudgedRep {
    /** Driving and calls that fit into his days. */
    readonly hours: number;
    /** Driving and calls that are due. */
    readonly needed: number;
    /** At the wheel, for what fits. */
    readonly driving: number;
    /** Sum of the priorities of calls that do not fit. */
    readonly lost: number;
    /** Priority a second of the best call that does not fit; 0 if all fit. */
    readonly scarcity: number;
    /** Accounts of each day, in the order of a first tour. */
    readonly days: readonly (readonly number[])[];
    /** Calls times accounts: what it took to fill the days. */
    readonly effort: number;
}

// Frequencies below once in four weeks are looked at over two periods.
const PERIODS = 2;
// What is left of a rep's hours where whole calls fill whole days.
const USABLE_SHARE = 0.94;
/** Drives that are kept. */
const MOST_PAIRS = 2 ** 21;

/** Fills days of reps with the calls on any accounts, to tell what a territory comes to. Fast, and within a few per cent of planned calendars. */
export class TerritoryJudge {
    private readonly accounts: readonly Account[];
    private readonly scores: readonly AccountScore[];
    private readonly reps: readonly Rep[];
    private readonly estimate: TripEstimator;
    private readonly shifts: Float64Array;
    private readonly capacities: Float64Array;
    private readonly factors: Float64Array;
    /** Drives between accounts that were asked for, by pair; of pairs that share a place, the last. */
    private readonly pairs: Float64Array;
    private readonly pairDurations: Float64Array;

    /** @param factors - by rep: how many times the driving here his calendar has; default 1 */
    constructor(
        accounts: readonly Account[],
        scores: readonly AccountScore[],
        reps: readonly Rep[],
        settings: VisitSettings,
        factors: Float64Array = new Float64Array(reps.length).fill(1),
    ) {
        this.factors = factors;
        const places = Math.max(1, Math.min(MOST_PAIRS, accounts.length * accounts.length));
        this.pairs = new Float64Array(places).fill(-1);
        this.pairDurations = new Float64Array(places);
        this.accounts = accounts;
        this.scores = scores;
        this.reps = reps;
        this.estimate = tripEstimator(settings.travel as FieldTravel);
        this.shifts = Float64Array.from(reps, (rep) => meanShiftDuration([rep]));
        this.capacities = Float64Array.from(reps, (rep) => {
            const days = workingDays(rep, settings);
            const total = days.reduce((sum, day) => sum + day.close - day.open, 0);
            return (USABLE_SHARE * total * 4) / settings.weeks;
        });
    }

    /** What the days of a rep come to with some accounts; those too far for a day do not count. O(calls × accounts) */
    *judge(rep: number, members: readonly number[]): Steps<JudgedRep> {
        const { accounts, scores, estimate } = this;
        const { home, maxVisitsPerDay } = this.reps[rep];
        const shiftDuration = this.shifts[rep];
        const due = members.filter((i) => {
            const { callFrequency, callDuration } = scores[i];
            if (callFrequency <= 0) return false;
            return 2 * estimate(home, accounts[i].position).duration + callDuration <= shiftDuration;
        });
        const days = yield* fillTours({
            calls: Int32Array.from(due, (i) => Math.max(1, Math.round(PERIODS * scores[i].callFrequency))),
            service: Float64Array.from(due, (i) => scores[i].callDuration),
            away: Float64Array.from(due, (i) => estimate(home, accounts[i].position).duration),
            hasHome: true,
            between: (a, b) => this.between(due[a], due[b]),
            shiftDuration,
            mostCalls: maxVisitsPerDay ?? Number.POSITIVE_INFINITY,
        });
        return this.sum(rep, due, days);
    }

    private between(account: number, other: number): number {
        const pair = account < other ? account * this.accounts.length + other : other * this.accounts.length + account;
        const place = pair % this.pairs.length;
        if (this.pairs[place] !== pair) {
            this.pairs[place] = pair;
            this.pairDurations[place] = this.estimate(this.accounts[account].position, this.accounts[other].position).duration;
        }
        return this.pairDurations[place];
    }

    // Of what is due, calls of the least priority an hour are left out until the rest fits.
    private sum(rep: number, due: readonly number[], days: readonly FilledTour[]): JudgedRep {
        const calls: { account: number; driving: number; duration: number; worth: number }[] = [];
        let needed = 0;
        for (const day of days) {
            const driving = (this.factors[rep] * day.driving) / day.accounts.length / PERIODS;
            for (const at of day.accounts) {
                const { callDuration, callFrequency, priority } = this.scores[due[at]];
                // Rarer than once in two periods: its share of a call.
                const weight = Math.min(1, PERIODS * callFrequency);
                const duration = weight * (driving + callDuration / PERIODS);
                needed += duration;
                calls.push({ account: due[at], driving: weight * driving, duration, worth: (weight * priority) / PERIODS });
            }
        }
        let hours = needed;
        let driving = calls.reduce((sum, call) => sum + call.driving, 0);
        let lost = 0;
        let scarcity = 0;
        if (needed > this.capacities[rep]) {
            calls.sort((a, b) => a.worth * b.duration - b.worth * a.duration || a.account - b.account);
            for (const call of calls) {
                if (hours <= this.capacities[rep]) break;
                hours -= call.duration;
                driving -= call.driving;
                lost += call.worth;
                scarcity = call.worth / call.duration;
            }
        }
        const effort = due.length * (1 + calls.length);
        return { hours, needed, driving, lost, scarcity, days: days.map((day) => day.accounts.map((at) => due[at])), effort };
    }
}
