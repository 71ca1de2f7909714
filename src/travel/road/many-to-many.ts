import type { Steps } from '../../core/index.js';
import { Climb } from './climb.js';
import type { Hierarchy } from './hierarchy.js';
import type { RoadEnd } from './road-ends.js';

/**
 * Finds the weights of the shortest ways between sources and targets, row by row (buckets: Knopp, Sanders, Schultes, Schulz and Wagner
 * 2007, doi:10.1137/1.9781611972870.4). About one search for each source and each target.
 */
export function* manyToManySteps(
    hierarchy: Hierarchy,
    sources: readonly (readonly RoadEnd[])[],
    targets: readonly (readonly RoadEnd[])[],
): Steps<Float64Array> {
    const { ranks, up, down } = hierarchy;
    const weights = new Float64Array(sources.length * targets.length).fill(Number.POSITIVE_INFINITY);
    const buckets = new Buckets();
    const descent = new Climb(ranks.length, down, up);
    for (let target = 0; target < targets.length; target++) {
        descent.from(targets[target], ranks);
        for (const rank of descent.settled) buckets.add(rank, target, descent.weightTo(rank));
        if (target % SEARCHES_A_STEP === 0) yield;
    }
    const packed = buckets.pack(ranks.length);
    const ascent = new Climb(ranks.length, up, down);
    for (let source = 0; source < sources.length; source++) {
        ascent.from(sources[source], ranks);
        const row = source * targets.length;
        for (const rank of ascent.settled) {
            const weight = ascent.weightTo(rank);
            for (let i = packed.offsets[rank]; i < packed.offsets[rank + 1]; i++) {
                const sum = weight + packed.weights[i];
                const cell = row + packed.targets[i];
                if (sum < weights[cell]) weights[cell] = sum;
            }
        }
        if (source % SEARCHES_A_STEP === 0) yield;
    }
    return weights;
}

const SEARCHES_A_STEP = 4;

/** By rank: the targets that are reached from there, and how far it is. */
class Buckets {
    private readonly ranks: number[] = [];
    private readonly targets: number[] = [];
    private readonly weights: number[] = [];

    add(rank: number, target: number, weight: number): void {
        this.ranks.push(rank);
        this.targets.push(target);
        this.weights.push(weight);
    }

    pack(rankCount: number): { readonly offsets: Uint32Array; readonly targets: Int32Array; readonly weights: Float64Array } {
        const offsets = new Uint32Array(rankCount + 1);
        for (const rank of this.ranks) offsets[rank + 1]++;
        for (let rank = 0; rank < rankCount; rank++) offsets[rank + 1] += offsets[rank];
        const next = Uint32Array.from(offsets);
        const targets = new Int32Array(this.targets.length);
        const weights = new Float64Array(targets.length);
        this.ranks.forEach((rank, i) => {
            const place = next[rank]++;
            targets[place] = this.targets[i];
            weights[place] = this.weights[i];
        });
        return { offsets, targets, weights };
    }
}
