import type { RankedArcs } from './hierarchy.js';
import { KeyHeap } from './key-heap.js';
import type { RoadEnd } from './road-ends.js';

/** A search from some ends to ever more important ranks, along `climbed` arcs; `other` are those of the opposite direction. */
export class Climb {
    /** Ranks in the order in which they were settled, without those that a shorter way comes down to. */
    readonly settled: number[] = [];
    private readonly climbed: RankedArcs;
    private readonly other: RankedArcs;
    private readonly reached: Float64Array;
    private readonly parents: Int32Array;
    private readonly stamps: Int32Array;
    private readonly frontier = new KeyHeap();
    private stamp = 0;

    constructor(ranks: number, climbed: RankedArcs, other: RankedArcs) {
        this.climbed = climbed;
        this.other = other;
        this.reached = new Float64Array(ranks);
        this.parents = new Int32Array(ranks);
        this.stamps = new Int32Array(ranks);
    }

    /** Starts a new search. */
    from(ends: readonly RoadEnd[], ranks: Int32Array): void {
        this.stamp++;
        this.settled.length = 0;
        this.frontier.clear();
        ends.forEach((end, place) => {
            this.reach(ranks[end.state], end.weight, -1 - place);
        });
        const { climbed, frontier, reached } = this;
        while (frontier.size > 0) {
            const key = frontier.topKey;
            const rank = frontier.pop();
            if (key > reached[rank] || this.comesDown(rank, key)) continue;
            this.settled.push(rank);
            for (let i = climbed.offsets[rank]; i < climbed.offsets[rank + 1]; i++) {
                this.reach(climbed.ends[i], key + climbed.weights[i], i);
            }
        }
    }

    /** The weight to a rank; `Infinity` where the search did not come. */
    weightTo(rank: number): number {
        return this.stamps[rank] === this.stamp ? this.reached[rank] : Number.POSITIVE_INFINITY;
    }

    /** The arc in `climbed` by which a rank was reached, or `-1 - place` of the end where the search began there. */
    parentOf(rank: number): number {
        return this.parents[rank];
    }

    private reach(rank: number, weight: number, parent: number): void {
        if (this.stamps[rank] === this.stamp && this.reached[rank] <= weight) return;
        this.stamps[rank] = this.stamp;
        this.reached[rank] = weight;
        this.parents[rank] = parent;
        this.frontier.push(weight, rank);
    }

    // A rank that is reached sooner from above lies on no shortest way that still climbs there.
    private comesDown(rank: number, key: number): boolean {
        const { other } = this;
        for (let i = other.offsets[rank]; i < other.offsets[rank + 1]; i++) {
            if (this.weightTo(other.ends[i]) + other.weights[i] < key) return true;
        }
        return false;
    }
}
