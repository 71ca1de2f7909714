import type { Random, StopWatch } from '../../core/index.js';
import type { State } from '../state/state.js';
import { GroupRuin } from './group-ruin.js';
import { Recreate } from './recreate.js';
import { StringRuin } from './ruin.js';
import type { Search } from './search.js';
import { Snapshot } from './snapshot.js';

/** First and last temperature, in mean costs of an arc of the first solution. */
const FIRST_TEMPERATURE = 1;
const LAST_TEMPERATURE = 0.01;
/** Chance that a step begins a new route. */
const OPENING_RATE = 0.03;
/** Chance that a step leaves the patterns of groups as they are. */
const KEEPING_RATE = 0.5;
/** Iterations between two looks at the clock. */
const CLOCK_STEP = 32;
/** Most absent visits near the ruin that each recreation tries beside the removed ones. */
const MOST_ABSENT = 8;
/** Chance to try an absent visit, so that others than the nearest get their turn. */
const ABSENT_RATE = 0.5;

/**
 * Slack induction by string removals: ruin and recreate under simulated annealing (Christiaens and Vanden Berghe 2020,
 * doi:10.1287/trsc.2019.0914). The temperature falls with the share of the budget that is used.
 */
export class Sisr implements Search {
    readonly state: State;
    readonly best: Snapshot;
    iterations = 0;
    private readonly random: Random;
    private readonly ruin: StringRuin;
    private readonly recreate: Recreate;
    private readonly candidates: Int32Array;
    private readonly arcCost: number;
    private readonly tierWeight: number;
    /** Visits may be worth a new route together that none of them is worth alone. */
    private readonly opens: boolean;
    private readonly groupRuin: GroupRuin | null;
    private temperature = 0;
    private current: number;

    /** @param state - a first solution, which may leave visits out */
    constructor(state: State, random: Random) {
        this.state = state;
        this.random = random;
        this.ruin = new StringRuin(state, random);
        this.recreate = new Recreate(state, random);
        this.candidates = new Int32Array(state.instance.n);
        this.best = new Snapshot(state);
        this.best.take(state);
        this.arcCost = meanArcCost(state);
        this.tierWeight = tierWeight(state, this.arcCost);
        this.current = this.score();
        const { groups } = state.instance;
        this.groupRuin = groups === null || state.groups === null ? null : new GroupRuin(state, random, groups, state.groups);
        this.opens = state.instance.optional && !state.instance.scored;
        state.record();
    }

    run(watch: StopWatch, slice: number): boolean {
        const until = this.iterations + slice;
        if (this.state.instance.n === 0 || this.best.reaches(watch.target)) return true;
        while (this.iterations < until) {
            if (this.iterations % CLOCK_STEP === 0) {
                if (watch.isOver(this.iterations)) return true;
                this.temperature =
                    this.arcCost * FIRST_TEMPERATURE * (LAST_TEMPERATURE / FIRST_TEMPERATURE) ** watch.fraction(this.iterations);
                this.recreate.temperature = this.temperature;
            } else if (watch.isOverIterations(this.iterations)) return true;
            const better = this.step(watch);
            this.iterations++;
            if (better && this.best.reaches(watch.target)) return true;
        }
        return false;
    }

    /** One ruin and recreation; returns whether it brought a better solution. */
    private step(watch: StopWatch): boolean {
        const { state, ruin, best, candidates } = this;
        ruin.run();
        let count = ruin.removedCount;
        for (let i = 0; i < count; i++) candidates[i] = ruin.removed[i];
        if (this.groupRuin !== null) count = this.ruinGroups(this.groupRuin, count);
        else if (state.absentCount > count) {
            count = this.addAbsent(count);
            if (this.opens && this.random.next() < OPENING_RATE) this.recreate.openRoute(candidates[this.random.integer(count)]);
        }
        this.recreate.run(candidates, count);
        const score = this.score();
        const bar = this.current - this.temperature * Math.log(1 - this.random.next());
        // A better solution may have a higher score: what counts before cost has only a weight in it.
        if (score >= bar && !best.isBeatenBy(state)) {
            state.rollback();
            return false;
        }
        state.commit();
        this.current = score;
        if (!best.isBeatenBy(state)) return false;
        best.take(state);
        watch.improved(this.iterations);
        return true;
    }

    private ruinGroups(groupRuin: GroupRuin, from: number): number {
        const { state, candidates, random } = this;
        let count = from;
        if (random.next() < KEEPING_RATE) {
            const grouped = groupRuin.partGrouped(candidates, from);
            const failed = this.recreate.keepPatterns(candidates, grouped);
            for (let i = grouped; i < from; i++) candidates[failed + i - grouped] = candidates[i];
            count = failed + from - grouped;
        }
        count = groupRuin.complete(candidates, count);
        if (state.absentCount > count && (state.tier > 0 || state.instance.optional)) {
            count = groupRuin.addAbsent(candidates, this.addAbsent(count));
            if (this.opens && random.next() < OPENING_RATE) this.recreate.openRoute(candidates[random.integer(count)]);
        }
        return count;
    }

    /** Adds absent visits near the ruin, and one from anywhere, to the candidates. */
    private addAbsent(from: number): number {
        const { state, ruin, candidates, random } = this;
        const { neighbours, neighbourCount } = state.instance;
        let count = from;
        const row = ruin.seed * neighbourCount;
        // The removed ones are absent as well: they stand among the candidates already.
        for (let k = -1; k < neighbourCount && count < from + MOST_ABSENT; k++) {
            const v = k < 0 ? ruin.seed : neighbours[row + k];
            if (v < 0) break;
            if (state.route[v] < 0 && random.next() < ABSENT_RATE && !contains(candidates, from, v)) candidates[count++] = v;
        }
        const anywhere = state.absent[random.integer(state.absentCount)];
        if (!contains(candidates, count, anywhere)) candidates[count++] = anywhere;
        return count;
    }

    private score(): number {
        return this.tierWeight * this.state.tier + this.state.total();
    }
}

function contains(list: Int32Array, count: number, value: number): boolean {
    for (let i = 0; i < count; i++) if (list[i] === value) return true;
    return false;
}

function meanArcCost(state: State): number {
    let arcs = 0;
    for (let r = 0; r < state.instance.routes; r++) if (state.size[r] > 0) arcs += state.size[r] + 1;
    return arcs === 0 ? 1 : Math.max(state.routeCost / arcs, Number.MIN_VALUE);
}

/**
 * What a unit of tier is worth in cost while annealing. Where prizes count, the mean visit stands for a few arcs, so that good visits
 * may go for better ones; elsewhere for more than any trip to it, so that nobody is left behind for the sake of a short route.
 */
function tierWeight(state: State, arcCost: number): number {
    const { n, absentTier, depotDistance, scored, costPerDistance, required, groups } = state.instance;
    let sum = 0;
    let longest = 0;
    // What is required outweighs all the rest; it must not make the rest look worthless.
    let optionalSum = 0;
    let optionalCount = 0;
    for (let v = 0; v < n; v++) {
        sum += absentTier[v];
        if (Number.isFinite(depotDistance[v])) longest = Math.max(longest, depotDistance[v]);
        if (required[v] === 1) continue;
        optionalSum += absentTier[v];
        optionalCount++;
    }
    if (groups !== null) for (const tier of groups.absentTier) sum += tier;
    const worth = scored ? SCORE_ARCS * arcCost : 2 * Math.max(longest * costPerDistance[0], SCORE_ARCS * arcCost);
    if (optionalSum > 0) return (worth * optionalCount) / optionalSum;
    return sum === 0 ? 0 : (worth * n) / sum;
}

/** What the mean prize is worth where prizes count, in mean arcs. */
const SCORE_ARCS = 2;
