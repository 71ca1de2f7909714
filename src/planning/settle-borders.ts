import type { Steps } from '../core/index.js';
import type { JudgedRep, TerritoryJudge } from './judge-territories.js';
import { unfairness } from './unfairness.js';

/** What a settling goes by. */
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
    /** Seconds of work that an account is estimated to be for a rep. */
    readonly estimate: (account: number, rep: number) => number;
    /** 1 where an account stays with its rep. */
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

/** Gains below this many seconds are within what filling days can tell apart. */
const LEAST_GAIN = 600;
/** Candidates whose estimated gain is worse than this, in seconds an account, are not tried. */
const LEAST_HOPE = -5400;

/**
 * Moves accounts over the borders of a division where the days of both reps, filled anew, come out better: single accounts, and whole days
 * of a rep. What a formula gets wrong, because a trip is shared or is not, days tell.
 */
export class BorderSettling {
    readonly division: Int32Array;
    private readonly problem: SettleProblem;
    private readonly members: Set<number>[];
    private readonly judged: JudgedRep[] = [];
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
        this.division = division.slice();
        this.members = Array.from(problem.shares, () => new Set<number>());
        division.forEach((rep, account) => {
            if (rep !== -1) this.members[rep].add(account);
        });
    }

    /** Seconds in four weeks that the division costs: driving, lost value and unevenness. */
    get cost(): number {
        const { worth, linkCost } = this.problem;
        let cost = this.unevenness();
        for (const { driving, lost } of this.judged) cost += driving + worth * lost;
        return cost + linkCost * this.countLinks();
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
            for (const candidate of this.candidates()) {
                if (this.effort >= most || isOver()) return;
                // Of reps who changed already in this round other candidates are better known.
                if (stamps[candidate.from] + stamps[candidate.to] > 0) continue;
                if (yield* this.tryMove(candidate)) {
                    stamps[candidate.from] = 1;
                    stamps[candidate.to] = 1;
                    isBetter = true;
                }
                yield;
            }
        }
    }

    private readonly tried = new Set<string>();

    private *tryMove({ members, from, to }: Candidate): Steps<boolean> {
        const { worth, linkCost } = this.problem;
        const key = `${from} ${to} ${members.join()} ${this.members[from].size} ${this.members[to].size} ${Math.round(this.judged[from].needed)} ${Math.round(this.judged[to].needed)}`;
        if (this.tried.has(key)) return false;
        this.tried.add(key);
        if (this.members[from].size <= members.length || !this.keepsConnected(members, from, to)) return false;
        const less = new Set(this.members[from]);
        for (const account of members) less.delete(account);
        const more = new Set([...this.members[to], ...members]);
        const after = [yield* this.judge(from, less), yield* this.judge(to, more)] as const;
        const before = [this.judged[from], this.judged[to]] as const;
        let change = linkCost * this.linkChange(members, from, to);
        for (let k = 0; k < 2; k++) change += after[k].driving - before[k].driving + worth * (after[k].lost - before[k].lost);
        change -= this.unevenness();
        this.judged[from] = after[0];
        this.judged[to] = after[1];
        change += this.unevenness();
        if (change > -LEAST_GAIN) {
            this.judged[from] = before[0];
            this.judged[to] = before[1];
            return false;
        }
        this.members[from] = less;
        this.members[to] = more;
        for (const account of members) this.division[account] = to;
        return true;
    }

    /** Moves that may help, the most hopeful first: border accounts, and days of a rep that lie at a border. */
    private candidates(): Candidate[] {
        const { problem, division, judged } = this;
        const { held, offsets, neighbours, canServe, estimate, price, shares } = problem;
        const found = new Map<string, Candidate>();
        // What an hour of work costs beside itself, by rep.
        const total = this.totalHours();
        const prices = judged.map(({ hours }, rep) => 2 * price * (hours / (shares[rep] * total) - 1));
        const add = (members: readonly number[], to: number): void => {
            const from = division[members[0]];
            const key = `${to} ${members.join()}`;
            if (found.has(key) || members.some((account) => held[account] === 1 || !canServe(account, to))) return;
            let gain = 0;
            for (const account of members) {
                gain += estimate(account, from) * (1 + prices[from]) - estimate(account, to) * (1 + prices[to]);
            }
            if (gain > LEAST_HOPE * members.length) found.set(key, { members, from, to, gain });
        };
        const around = (members: readonly number[]): Set<number> => {
            const reps = new Set<number>();
            for (const account of members) {
                for (let e = offsets[account]; e < offsets[account + 1]; e++) reps.add(division[neighbours[e]]);
            }
            reps.delete(division[members[0]]);
            reps.delete(-1);
            return reps;
        };
        for (let account = 0; account < division.length; account++) {
            if (division[account] === -1 || held[account] === 1) continue;
            for (const rep of around([account])) add([account], rep);
        }
        for (const { days } of judged) {
            for (const day of days) {
                const members = [...new Set(day)].sort((a, b) => a - b);
                if (members.length > 1) for (const rep of around(members)) add(members, rep);
            }
        }
        return [...found.values()].sort((a, b) => b.gain - a.gain || a.members[0] - b.members[0] || a.to - b.to);
    }

    private *judge(rep: number, members: ReadonlySet<number>): Steps<JudgedRep> {
        const judged = yield* this.problem.judge.judge(
            rep,
            [...members].sort((a, b) => a - b),
        );
        this.effort += judged.effort;
        return judged;
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
            if (target <= 0) continue;
            cost += price * unfairness(this.judged[rep].hours, target);
        }
        return cost;
    }

    private countLinks(): number {
        const { offsets, neighbours } = this.problem;
        let links = 0;
        for (let u = 0; u < this.division.length; u++) {
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                if (neighbours[e] > u && this.division[u] !== this.division[neighbours[e]]) links++;
            }
        }
        return links;
    }

    private linkChange(members: readonly number[], from: number, to: number): number {
        const { offsets, neighbours } = this.problem;
        const moved = new Set(members);
        let links = 0;
        for (const account of members) {
            for (let e = offsets[account]; e < offsets[account + 1]; e++) {
                const other = neighbours[e];
                if (moved.has(other)) continue;
                if (this.division[other] === from) links++;
                else if (this.division[other] === to) links--;
            }
        }
        return links;
    }

    // Neither territory may fall into more parts than it has.
    private keepsConnected(members: readonly number[], from: number, to: number): boolean {
        if (!this.problem.contiguous) return true;
        const moved = new Set(members);
        const less = new Set(this.members[from]);
        for (const account of moved) less.delete(account);
        if (this.countParts(less) > this.countParts(this.members[from])) return false;
        return this.countParts(new Set([...this.members[to], ...moved])) <= this.countParts(this.members[to]);
    }

    private countParts(members: ReadonlySet<number>): number {
        const { offsets, neighbours } = this.problem;
        const left = new Set(members);
        let parts = 0;
        for (const first of members) {
            if (!left.delete(first)) continue;
            parts++;
            const queue = [first];
            for (let account = queue.pop(); account !== undefined; account = queue.pop()) {
                for (let e = offsets[account]; e < offsets[account + 1]; e++) {
                    if (left.delete(neighbours[e])) queue.push(neighbours[e]);
                }
            }
        }
        return parts;
    }
}
