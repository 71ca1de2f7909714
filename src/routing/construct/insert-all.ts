import { type Random, runSteps, type Steps, WorkMeter } from '../../core/index.js';
import type { Sequence } from '../build-solution.js';
import type { Groups } from '../compile/groups.js';
import type { Instance } from '../compile/instance.js';
import { isBetter } from '../compile/ranking.js';
import { ChainInsertion } from '../moves/chain-insertion.js';
import { GroupInsertion } from '../moves/group-insertion.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { GroupCounts } from '../state/group-counts.js';
import type { State } from '../state/state.js';

/**
 * Inserts every absent visit at its cheapest place: required and valuable ones first, then far ones. Visits that are worth their
 * prize only together are not judged alone: all go in, and what then costs more than it brings is taken out again. Groups come first.
 *
 * @param isTimeUp - ends it early where it says so
 */
export function insertAll(state: State, random: Random, isTimeUp?: () => boolean): void {
    runSteps(insertAllSteps(state, random, isTimeUp));
}

/** {@link insertAll} in steps. */
export function* insertAllSteps(state: State, random: Random, isTimeUp: () => boolean = () => false): Steps<void> {
    const { instance } = state;
    const standing = state.standing();
    const before = instance.optional ? routesOf(state) : [];
    const finder = new InsertionFinder(state, random);
    const order = Int32Array.from(state.absent.subarray(0, state.absentCount)).sort(
        (a, b) =>
            instance.absentTier[b] - instance.absentTier[a] ||
            instance.absentCost[b] - instance.absentCost[a] ||
            instance.depotDistance[b] - instance.depotDistance[a] ||
            a - b,
    );
    if (instance.groups !== null && state.groups !== null)
        yield* insertGroups(state, finder, instance.groups, state.groups, random, isTimeUp);
    const neighbourly = instance.n > MANY ? new SamePlace(state, finder) : undefined;
    for (const v of order) {
        if (isGrouped(instance, v)) continue;
        if (instance.absentTier[v] === 0 && instance.absentCost[v] === 0) continue;
        if (isTimeUp()) break;
        yield;
        if (neighbourly?.insert(v) === true) continue;
        // Where there are many, the search finds what places those who may be left out could have far away.
        finder.find(v, instance.required[v] === 1 || instance.n <= MANY || instance.neighbourCount === 0);
        if (finder.bestPrev < 0) continue;
        const r = state.route[finder.bestPrev];
        state.insertAfter(v, finder.bestPrev);
        state.refresh(r);
        neighbourly?.note(v);
    }
    if (instance.shortcuts) yield* insertChains(state, order, isTimeUp);
    for (let r = 0; r < instance.routes && !isTimeUp(); r++) yield* dropUnprofitable(state, r);
    // What pays only with others that found no place may stay: rather the routes as they were.
    const { tier, absentCount, total } = standing;
    if (before.length === 0 || !isBetter(instance.ranking, tier, absentCount, total, state.standing())) return;
    for (const { route } of before) state.clear(route);
    for (const { route, visits } of before) state.assign(route, visits, 0, visits.length);
}

/** Inserts visits beside the last one at their place, as long as its route takes them: thousands at one place need no search each. */
class SamePlace {
    private readonly state: State;
    private readonly finder: InsertionFinder;
    private readonly placeOf: Int32Array;
    /** By place: the visit that was inserted last, in a list of one; -1 for none. */
    private readonly last: Int32Array;
    private readonly beside: Int32Array = new Int32Array(1);

    constructor(state: State, finder: InsertionFinder) {
        const { n, metrics, typeMetric } = state.instance;
        this.state = state;
        this.finder = finder;
        this.placeOf = metrics[typeMetric[0]].placesOf(n);
        let places = 0;
        for (const place of this.placeOf) places = Math.max(places, place + 1);
        this.last = new Int32Array(places).fill(-1);
    }

    /** Remembers where a visit went. */
    note(v: number): void {
        this.last[this.placeOf[v]] = v;
    }

    insert(v: number): boolean {
        const { state, finder, beside } = this;
        beside[0] = this.last[this.placeOf[v]];
        if (beside[0] < 0) return false;
        const r = state.route[beside[0]];
        finder.reset();
        if (r >= 0 && finder.fits(v, r)) finder.judgeBeside(v, beside, r);
        if (finder.bestPrev < 0) return false;
        state.insertAfter(v, finder.bestPrev);
        if (!state.keepsUp) state.refresh(r);
        this.note(v);
        return true;
    }
}

/** Tries each visit that fits nowhere alone together with others; after some in vain, no more. */
function* insertChains(state: State, order: Int32Array, isTimeUp: () => boolean): Steps<void> {
    const chains = new ChainInsertion(state);
    let misses = 0;
    for (const v of order) {
        if (state.route[v] >= 0 || isGrouped(state.instance, v)) continue;
        if (misses >= MOST_MISSES || isTimeUp()) return;
        yield;
        if (!chains.insert(v, MOST_TRIES)) misses++;
    }
}

function routesOf(state: State): Sequence[] {
    const visits = new Int32Array(state.instance.n);
    return Array.from(state.size, (_, route) => ({ route, visits: visits.slice(0, state.copyRoute(route, visits, 0)) }));
}

function isGrouped(instance: Instance, v: number): boolean {
    return instance.groups !== null && instance.groups.groupOf[v] >= 0;
}

/** Inserts absent groups by their cheapest patterns: what is required first, then what is visited most often, then what is far. */
function* insertGroups(
    state: State,
    finder: InsertionFinder,
    groups: Groups,
    counts: GroupCounts,
    random: Random,
    isTimeUp: () => boolean,
): Steps<void> {
    const { instance } = state;
    const { members, memberOffset, patternOffset, visitOffset } = groups;
    const insertion = new GroupInsertion(state, finder, groups, random, 0);
    const frequency = (g: number): number => visitOffset[patternOffset[g] + 1] - visitOffset[patternOffset[g]];
    const distance = (g: number): number => instance.depotDistance[members[memberOffset[g]]];
    const order = Int32Array.from(counts.absent.subarray(0, counts.absentCount)).sort(
        (a, b) =>
            groups.absentTier[b] - groups.absentTier[a] || frequency(b) - frequency(a) || distance(b) - distance(a) || a - b,
    );
    for (const g of order) {
        if (isTimeUp()) return;
        yield;
        insertion.insert(g, 0);
    }
}

/** Takes visits out of route r, one by one, as long as that saves more than their prizes; then the whole route if that does. */
function* dropUnprofitable(state: State, r: number): Steps<void> {
    const meter = new WorkMeter();
    const { instance } = state;
    const visits = new Int32Array(state.size[r]);
    for (let dropped = true; dropped && state.size[r] > 0; ) {
        dropped = false;
        const count = state.copyRoute(r, visits, 0);
        for (let i = 0; i < count; i++) {
            const v = visits[i];
            if (instance.absentTier[v] > 0 || isGrouped(instance, v)) continue;
            if (meter.spend(20 * count)) yield;
            const before = state.total();
            const p = state.prev[v];
            state.remove(v);
            state.refresh(r);
            if (state.feasible[r] === 1 && state.total() < before - GAIN * Math.abs(before)) dropped = true;
            else {
                state.insertAfter(v, p);
                state.refresh(r);
            }
        }
    }
    const count = state.copyRoute(r, visits, 0);
    if (visits.subarray(0, count).some((v) => instance.absentTier[v] > 0 || isGrouped(instance, v))) return;
    const before = state.total();
    state.clear(r);
    state.refresh(r);
    if (state.total() > before) state.assign(r, visits, 0, count);
}

/** Visits in vain after which no more chains are tried, and places that are tried for each. */
const MOST_MISSES = 50;
const MOST_TRIES = 100;

/** Up to this many visits, every route is looked at for those who may be left out, too. */
const MANY = 2000;

// A gain below rounding is ignored.
const GAIN = 1e-12;
