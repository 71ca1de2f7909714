import type { RoadNetwork } from './road-network.js';
import type { SnappedPoint } from './snap.js';
import { shareOf } from './weight.js';

/** Where a trip enters the network or leaves it, and the weight from the point to there or from there to the point. */
export interface RoadEnd {
    readonly state: number;
    readonly weight: number;
    /** The arc on which the point lies. */
    readonly arc: number;
}

/** By arc: the states at which it may be taken. */
export class ArcTails {
    private readonly offsets: Uint32Array;
    private readonly tails: Int32Array;

    constructor({ arcOffsets, arcs, heads }: RoadNetwork) {
        this.offsets = new Uint32Array(heads.length + 1);
        for (const arc of arcs) this.offsets[arc + 1]++;
        for (let arc = 0; arc < heads.length; arc++) this.offsets[arc + 1] += this.offsets[arc];
        this.tails = new Int32Array(arcs.length);
        const next = Uint32Array.from(this.offsets);
        for (let state = 0; state + 1 < arcOffsets.length; state++) {
            for (let i = arcOffsets[state]; i < arcOffsets[state + 1]; i++) this.tails[next[arcs[i]]++] = state;
        }
    }

    of(arc: number): Int32Array {
        return this.tails.subarray(this.offsets[arc], this.offsets[arc + 1]);
    }
}

/** How one leaves from a point: on to the end of its road in each open direction. */
export function leavingEnds(network: RoadNetwork, { road, share }: SnappedPoint): RoadEnd[] {
    return openArcs(network, road).map((arc) => ({
        state: network.heads[arc],
        weight: network.weights[arc] - shareOf(network.weights[arc], (arc & 1) === 0 ? share : 1 - share),
        arc,
    }));
}

/** How one arrives at a point: from each state at which its road may be entered. */
export function arrivingEnds(network: RoadNetwork, tails: ArcTails, { road, share }: SnappedPoint): RoadEnd[] {
    return openArcs(network, road).flatMap((arc) =>
        Array.from(tails.of(arc), (state) => ({
            state,
            weight: shareOf(network.weights[arc], (arc & 1) === 0 ? share : 1 - share),
            arc,
        })),
    );
}

/** The weight from a point to one on the same road without leaving it, and the arc; `Infinity` where it lies behind on a one-way street. */
export function alongRoad(
    network: RoadNetwork,
    from: SnappedPoint,
    to: SnappedPoint,
): { readonly weight: number; readonly arc: number } {
    let best = { weight: Number.POSITIVE_INFINITY, arc: -1 };
    if (from.road !== to.road) return best;
    for (const arc of openArcs(network, from.road)) {
        const [start, end] = (arc & 1) === 0 ? [from.share, to.share] : [1 - from.share, 1 - to.share];
        if (end < start) continue;
        const weight = shareOf(network.weights[arc], end) - shareOf(network.weights[arc], start);
        if (weight < best.weight) best = { weight, arc };
    }
    return best;
}

function openArcs({ heads }: RoadNetwork, road: number): number[] {
    return [2 * road, 2 * road + 1].filter((arc) => heads[arc] >= 0);
}
