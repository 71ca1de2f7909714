import { type Steps, WorkMeter } from '../../core/index.js';
import { ArcLists } from './arc-lists.js';
import type { Hierarchy, RankedArcs } from './hierarchy.js';
import { KeyHeap } from './key-heap.js';
import { type RoadNetwork, stateCount } from './road-network.js';

// Searches for a way around may end early: a shortcut too many costs time, never truth.
const MOST_SETTLED_TO_ESTIMATE = 24;
const MOST_SETTLED_TO_CONTRACT = 80;

/** Builds the hierarchy of a network: takes out state after state, the least important first, and keeps shortest ways by shortcuts. */
export function* contractSteps(network: RoadNetwork): Steps<Hierarchy, { readonly fraction: number }> {
    const contraction = new Contraction(network);
    const meter = new WorkMeter();
    const count = stateCount(network);
    for (let state = 0; state < count; state++) {
        if (meter.spend(contraction.enqueue(state))) yield { fraction: (0.1 * state) / count };
    }
    for (let done = 0; done < count; done++) {
        if (meter.spend(contraction.contractNext())) yield { fraction: 0.1 + (0.9 * done) / count };
    }
    return contraction.finish();
}

class Contraction {
    private readonly count: number;
    private readonly out: ArcLists;
    private readonly into: ArcLists;
    private readonly order: number[] = [];
    private readonly levels: Int32Array;
    private readonly priorities: Float64Array;
    private readonly queue = new KeyHeap();
    private readonly frontier = new KeyHeap();
    private readonly reached: Float64Array;
    private readonly stamps: Int32Array;
    private readonly wanted: Int32Array;
    private readonly contracted: Uint8Array;
    private readonly renewed: Int32Array;
    private stamp = 0;
    private work = 0;
    private readonly up: GrowingArcs;
    private readonly down: GrowingArcs;

    constructor(network: RoadNetwork) {
        const count = stateCount(network);
        this.count = count;
        this.out = new ArcLists(count, 2 * network.arcs.length);
        this.into = new ArcLists(count, 2 * network.arcs.length);
        this.levels = new Int32Array(count);
        this.priorities = new Float64Array(count);
        this.reached = new Float64Array(count);
        this.stamps = new Int32Array(count);
        this.wanted = new Int32Array(count);
        this.contracted = new Uint8Array(count);
        this.renewed = new Int32Array(count);
        this.up = new GrowingArcs(count);
        this.down = new GrowingArcs(count);
        for (let state = 0; state < count; state++) {
            for (let i = network.arcOffsets[state]; i < network.arcOffsets[state + 1]; i++) {
                const arc = network.arcs[i];
                const head = network.heads[arc];
                if (head === state) continue;
                this.out.offer(state, head, network.weights[arc], -1 - arc, 1);
                this.into.offer(head, state, network.weights[arc], -1 - arc, 1);
            }
        }
    }

    /** Puts a state into the queue; answers with the work that it took. */
    enqueue(state: number): number {
        this.work = 0;
        this.priorities[state] = this.priorityOf(state);
        this.queue.push(this.priorities[state], state);
        return this.work + 10;
    }

    /** Takes out the least important state that is left; answers with the work that it took. */
    contractNext(): number {
        this.work = 0;
        const state = this.leastImportant();
        this.shortcuts(state, true);
        this.contracted[state] = 1;
        this.order.push(state);
        const { out, into } = this;
        const level = this.levels[state] + 1;
        for (let entry = out.first[state]; entry >= 0; entry = out.next[entry]) {
            const end = out.ends[entry];
            this.up.add(end, out.weights[entry], out.vias[entry]);
            into.remove(end, state);
            this.levels[end] = Math.max(this.levels[end], level);
        }
        for (let entry = into.first[state]; entry >= 0; entry = into.next[entry]) {
            const start = into.ends[entry];
            this.down.add(start, into.weights[entry], into.vias[entry]);
            out.remove(start, state);
            this.levels[start] = Math.max(this.levels[start], level);
        }
        this.up.close(state);
        this.down.close(state);
        for (let entry = out.first[state]; entry >= 0; entry = out.next[entry]) this.renew(out.ends[entry]);
        for (let entry = into.first[state]; entry >= 0; entry = into.next[entry]) this.renew(into.ends[entry]);
        return this.work + 10;
    }

    finish(): Hierarchy {
        const ranks = new Int32Array(this.count);
        this.order.forEach((state, place) => {
            ranks[state] = this.count - 1 - place;
        });
        const byRank = this.order.reverse();
        return { ranks, up: this.up.ranked(byRank, ranks), down: this.down.ranked(byRank, ranks) };
    }

    private renew(state: number): void {
        // Once after each contraction, whether it lay before what was taken out, behind it, or both.
        if (this.renewed[state] === this.order.length) return;
        this.renewed[state] = this.order.length;
        const priority = this.priorityOf(state);
        if (priority === this.priorities[state]) return;
        this.priorities[state] = priority;
        this.queue.push(priority, state);
    }

    private leastImportant(): number {
        for (;;) {
            const key = this.queue.topKey;
            const state = this.queue.pop();
            if (this.contracted[state] === 0 && this.priorities[state] === key) return state;
        }
    }

    // Level, shortcuts against arcs that go, and how much of the network the shortcuts replace: as RoutingKit weighs them.
    private priorityOf(state: number): number {
        const { out, into } = this;
        const removed = out.degrees[state] + into.degrees[state];
        if (removed === 0) return this.levels[state];
        let removedHops = 0;
        for (let entry = out.first[state]; entry >= 0; entry = out.next[entry]) removedHops += out.hops[entry];
        for (let entry = into.first[state]; entry >= 0; entry = into.next[entry]) removedHops += into.hops[entry];
        const added = this.shortcuts(state, false);
        return this.levels[state] + added.arcs / removed + added.hops / removedHops;
    }

    private shortcuts(state: number, isReal: boolean): { arcs: number; hops: number } {
        const { out, into } = this;
        const added = { arcs: 0, hops: 0 };
        for (let entry = into.first[state]; entry >= 0; entry = into.next[entry]) {
            const start = into.ends[entry];
            const weight = into.weights[entry];
            this.searchAround(start, state, weight, isReal ? MOST_SETTLED_TO_CONTRACT : MOST_SETTLED_TO_ESTIMATE);
            for (let leaving = out.first[state]; leaving >= 0; leaving = out.next[leaving]) {
                const end = out.ends[leaving];
                if (end === start) continue;
                const through = weight + out.weights[leaving];
                if (this.stamps[end] === this.stamp && this.reached[end] <= through) continue;
                const hops = into.hops[entry] + out.hops[leaving];
                added.arcs += 2;
                added.hops += 2 * hops;
                if (!isReal) continue;
                out.offer(start, end, through, state, hops);
                into.offer(end, start, through, state, hops);
            }
        }
        return added;
    }

    /** Searches from `start` for ways to the ends of `avoided`'s arcs that do not pass `avoided`. */
    private searchAround(start: number, avoided: number, weight: number, mostSettled: number): void {
        const { out, reached, stamps, wanted, frontier } = this;
        const stamp = ++this.stamp;
        let bound = 0;
        let open = 0;
        for (let entry = out.first[avoided]; entry >= 0; entry = out.next[entry]) {
            const end = out.ends[entry];
            if (end === start) continue;
            wanted[end] = stamp;
            open++;
            bound = Math.max(bound, weight + out.weights[entry]);
        }
        if (open === 0) return;
        frontier.clear();
        frontier.push(0, start);
        reached[start] = 0;
        stamps[start] = stamp;
        let settled = 0;
        while (frontier.size > 0) {
            const key = frontier.topKey;
            const state = frontier.pop();
            if (key > reached[state]) continue;
            if (wanted[state] === stamp && --open === 0) break;
            if (++settled > mostSettled) break;
            for (let entry = out.first[state]; entry >= 0; entry = out.next[entry]) {
                const end = out.ends[entry];
                if (end === avoided) continue;
                const sum = key + out.weights[entry];
                this.work++;
                if (sum > bound || (stamps[end] === stamp && reached[end] <= sum)) continue;
                stamps[end] = stamp;
                reached[end] = sum;
                frontier.push(sum, end);
            }
        }
    }
}

/** Arcs by state in the order of contraction. */
class GrowingArcs {
    private readonly ends: number[] = [];
    private readonly weights: number[] = [];
    private readonly vias: number[] = [];
    private readonly starts: Uint32Array;
    private readonly stops: Uint32Array;
    private start = 0;

    constructor(states: number) {
        this.starts = new Uint32Array(states);
        this.stops = new Uint32Array(states);
    }

    add(end: number, weight: number, via: number): void {
        this.ends.push(end);
        this.weights.push(weight);
        this.vias.push(via);
    }

    close(state: number): void {
        this.starts[state] = this.start;
        this.stops[state] = this.start = this.ends.length;
    }

    ranked(byRank: readonly number[], ranks: Int32Array): RankedArcs {
        const offsets = new Uint32Array(byRank.length + 1);
        const ends = new Int32Array(this.ends.length);
        const weights = new Float64Array(ends.length);
        const vias = new Int32Array(ends.length);
        let at = 0;
        byRank.forEach((state, rank) => {
            for (let i = this.starts[state]; i < this.stops[state]; i++, at++) {
                ends[at] = ranks[this.ends[i]];
                weights[at] = this.weights[i];
                vias[at] = this.vias[i] < 0 ? this.vias[i] : ranks[this.vias[i]];
            }
            offsets[rank + 1] = at;
        });
        return { offsets, ends, weights, vias };
    }
}
