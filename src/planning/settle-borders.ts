import type { Steps } from '../core/index.js';
import type { JudgedRep, TerritoryJudge } from './judge-territories.js';
import { TerritoryLinks } from './territory-links.js';
import { marginalUnfairness, unfairness } from './unfairness.js';

/** What a settling uses. */
export interface SettleProblem {
    readonly judge: TerritoryJudge;
    /** Share of a full workload, by rep; they sum to 1. */
    readonly shares: Float64Array;
    /** What the square of a deviation costs, in the rep's fair hours. */
    readonly price: number;
    /** Seconds that a unit of priority is worth. */
    readonly worth: number;
    /** Whether a rep can call on an account. */
    readonly canServe: (account: number, rep: number) => boolean;
    /**
     * Seconds in four weeks that an account is estimated to be worth to a rep beyond its driving and the price of his hours, which is a
     * multiple of them; calls that are not worth that count nothing.
     */
    readonly gainOf: (account: number, rep: number, hourPrice: number) => number;
    /** 1 if an account stays with its rep. */
    readonly held: Uint8Array;
    /** Links between accounts in compressed rows. */
    readonly offsets: Int32Array;
    readonly neighbours: Int32Array;
    readonly contiguous: boolean;
    /** Seconds that a link between two territories costs. */
    readonly linkCost: number;
}

interface Candidate {
    readonly members: readonly number[];
    readonly from: number;
    readonly to: number;
    readonly gain: number;
}

/** A move as judged: the giver and the receiver before and after it, and what it changes. */
interface Trial {
    readonly before: readonly [JudgedRep, JudgedRep];
    readonly after: readonly [JudgedRep, JudgedRep];
    readonly change: number;
}

/** Gains below this many seconds are within what filling days can tell apart. */
const LEAST_GAIN = 600;
/** Candidates whose estimated gain is worse than this, in seconds an account, are not tried. */
const LEAST_HOPE = -5400;
/** If a move loses no more than this many seconds, this many moves are tried that pass work on from its receiver. */
const MOST_LOSS = 7200;
const FOLLOWERS = 5;

/**
 * Moves accounts over the borders of a division where the days of both reps, filled again, come out better: single accounts, and whole days
 * of a rep. What a formula gets wrong, because a trip is shared or is not, days tell. Where the receiver has no room for what helps the
 * giver, moves are tried that pass work on to a third rep.
 */
export class BorderSettling {
    readonly division: Int32Array;
    private readonly problem: SettleProblem;
    private readonly links: TerritoryLinks;
    private readonly members: Set<number>[];
    private readonly judged: JudgedRep[] = [];
    private readonly tried = new Set<string>();
    /** Calls times accounts, summed over all days that were filled. */
    effort = 0;

    /** Judges a division, in steps. */
    static *start(problem: SettleProblem, division: Int32Array): Steps<BorderSettling> {
        const settling = new BorderSettling(problem, division);
        for (let rep = 0; rep < settling.members.length; rep++) {
            settling.judged.push(yield* settling.judge(rep, settling.members[rep]));
            yield;
        }
        return settling;
    }

    private constructor(problem: SettleProblem, division: Int32Array) {
        this.problem = problem;
        this.links = new TerritoryLinks(problem.offsets, problem.neighbours);
        this.division = division.slice();
        this.members = Array.from(problem.shares, () => new Set<number>());
        division.forEach((rep, account) => {
            if (rep !== -1) this.members[rep].add(account);
        });
    }

    /** Seconds in four weeks that the division costs: driving, lost value and unevenness. */
    get cost(): number {
        let cost = this.unevenness() + this.problem.linkCost * this.links.countCut(this.division);
        for (const judged of this.judged) cost += this.costOf(judged);
        return cost;
    }

    /** What each rep's days come to. */
    get reps(): readonly JudgedRep[] {
        return this.judged;
    }

    /** Tries moves in order of hope until none helps or so much effort is spent; yields now and then. */
    *improve(budget: number, isOver: () => boolean): Steps<void> {
        const most = this.effort + budget;
        for (let isBetter = true; isBetter && this.effort < most && !isOver(); ) {
            isBetter = false;
            const stamps = new Int32Array(this.members.length);
            for (const candidate of this.candidates(this.members.keys())) {
                if (this.effort >= most || isOver()) return;
                // Of reps who changed already in this round other candidates are better known.
                if (stamps[candidate.from] + stamps[candidate.to] > 0) continue;
                for (const rep of yield* this.tryMove(candidate)) {
                    stamps[rep] = 1;
                    isBetter = true;
                }
                yield;
            }
        }
    }

    /** Makes a move that helps, or that helps together with one that passes work on; the reps that it changed. */
    private *tryMove(candidate: Candidate): Steps<readonly number[]> {
        const { from, to, members } = candidate;
        const trial = yield* this.tryStep(candidate, -LEAST_GAIN);
        if (trial === undefined) return [];
        const { before, after, change } = trial;
        if (change <= -LEAST_GAIN) return [from, to];
        if (change > MOST_LOSS || this.costOf(after[0]) > this.costOf(before[0]) - LEAST_GAIN) return [];
        this.apply(candidate, after);
        const followers = this.candidates([to]).filter((next) => next.to !== from && !members.includes(next.members[0]));
        for (const next of followers.slice(0, FOLLOWERS)) {
            const second = yield* this.tryStep(next, -LEAST_GAIN - change);
            if (second !== undefined && second.change <= -LEAST_GAIN - change) return [from, to, next.to];
        }
        this.apply({ ...candidate, from: to, to: from }, [before[1], before[0]]);
        return [];
    }

    /** Judges a move, and makes it if it changes the cost by `most` or less; undefined if it was tried before or tears a territory. */
    private *tryStep(candidate: Candidate, most: number): Steps<Trial | undefined> {
        const { members, from, to } = candidate;
        const before = [this.judged[from], this.judged[to]] as const;
        const state = [from, to].map((rep) => `${rep} ${this.members[rep].size} ${Math.round(this.judged[rep].needed)}`);
        const key = `${state.join()} ${members.join()}`;
        if (this.tried.has(key)) return undefined;
        this.tried.add(key);
        if (this.members[from].size <= members.length || !this.keepsConnected(members, from, to)) return undefined;
        const less = new Set(this.members[from]);
        for (const account of members) less.delete(account);
        const after = [yield* this.judge(from, less), yield* this.judge(to, [...this.members[to], ...members])] as const;
        let change = this.problem.linkCost * this.links.cutChange(members, from, to, this.division) - this.unevenness();
        for (let k = 0; k < 2; k++) change += this.costOf(after[k]) - this.costOf(before[k]);
        this.judged[from] = after[0];
        this.judged[to] = after[1];
        change += this.unevenness();
        this.judged[from] = before[0];
        this.judged[to] = before[1];
        if (change <= most) this.apply(candidate, after);
        return { before, after, change };
    }

    private apply({ members, from, to }: Candidate, [giver, receiver]: readonly [JudgedRep, JudgedRep]): void {
        for (const account of members) {
            this.members[from].delete(account);
            this.members[to].add(account);
            this.division[account] = to;
        }
        this.judged[from] = giver;
        this.judged[to] = receiver;
    }

    /** Moves of some reps' accounts that may help, the most hopeful first: border accounts, and days of a rep that lie at a border. */
    private candidates(reps: Iterable<number>): Candidate[] {
        const { division, judged, links } = this;
        const { held, canServe, gainOf } = this.problem;
        const found = new Map<string, Candidate>();
        const prices = this.hourPrices();
        const add = (members: readonly number[]): void => {
            const from = division[members[0]];
            if (members.some((account) => held[account] === 1)) return;
            for (const to of links.repsAround(members, division)) {
                const key = `${to} ${members.join()}`;
                if (found.has(key) || members.some((account) => !canServe(account, to))) continue;
                let gain = 0;
                for (const account of members) gain += gainOf(account, to, prices[to]) - gainOf(account, from, prices[from]);
                if (gain > LEAST_HOPE * members.length) found.set(key, { members, from, to, gain });
            }
        };
        for (const rep of reps) {
            for (const account of this.members[rep]) add([account]);
            for (const day of judged[rep].days) {
                const members = [...new Set(day)].sort((a, b) => a - b);
                if (members.length > 1) add(members);
            }
        }
        return [...found.values()].sort((a, b) => b.gain - a.gain || a.members[0] - b.members[0] || a.to - b.to);
    }

    /** What an hour of work costs in addition to itself, by rep: the more, the more hours he has, and what calls are worth that do not fit. */
    private hourPrices(): Float64Array {
        const { price, shares, worth } = this.problem;
        const total = this.totalHours();
        return Float64Array.from(
            this.judged,
            ({ hours, scarcity }, rep) => price * marginalUnfairness(hours, shares[rep] * total) + worth * scarcity,
        );
    }

    private *judge(rep: number, members: Iterable<number>): Steps<JudgedRep> {
        const judged = yield* this.problem.judge.judge(
            rep,
            [...members].sort((a, b) => a - b),
        );
        this.effort += judged.effort;
        return judged;
    }

    private costOf({ driving, lost }: JudgedRep): number {
        return driving + this.problem.worth * lost;
    }

    private totalHours(): number {
        let total = 0;
        for (const { hours } of this.judged) total += hours;
        return total;
    }

    // As the design prices it, and more for what a rep would call unfair.
    private unevenness(): number {
        const { price, shares } = this.problem;
        const total = this.totalHours();
        let cost = 0;
        for (let rep = 0; rep < shares.length; rep++) {
            const target = shares[rep] * total;
            cost += price * unfairness(this.judged[rep].hours, target);
        }
        return cost;
    }

    // Neither territory may fall into more parts than it has.
    private keepsConnected(moved: readonly number[], from: number, to: number): boolean {
        if (!this.problem.contiguous) return true;
        const { links, members } = this;
        const less = new Set(members[from]);
        for (const account of moved) less.delete(account);
        if (links.countParts(less) > links.countParts(members[from])) return false;
        return links.countParts(new Set([...members[to], ...moved])) <= links.countParts(members[to]);
    }
}
