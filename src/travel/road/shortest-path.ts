import { Climb } from './climb.js';
import type { Hierarchy, RankedArcs } from './hierarchy.js';
import type { RoadEnd } from './road-ends.js';

/** A shortest way between two points. */
export interface RoadPath {
    readonly weight: number;
    /** The arcs of the network between the two ends, in order. */
    readonly arcs: readonly number[];
    readonly from: RoadEnd;
    readonly to: RoadEnd;
}

/** Finds the shortest way from some ends to others; `undefined` if there is none. */
export function shortestPath(
    hierarchy: Hierarchy,
    sources: readonly RoadEnd[],
    targets: readonly RoadEnd[],
): RoadPath | undefined {
    const { ranks, up, down } = hierarchy;
    const ascent = new Climb(ranks.length, up, down);
    const descent = new Climb(ranks.length, down, up);
    ascent.from(sources, ranks);
    descent.from(targets, ranks);
    let weight = Number.POSITIVE_INFINITY;
    let top = -1;
    for (const rank of ascent.settled) {
        const sum = ascent.weightTo(rank) + descent.weightTo(rank);
        if (sum < weight) [weight, top] = [sum, rank];
    }
    if (top < 0) return undefined;
    const climbed = trace(ascent, up, top, ranks, sources);
    const descended = trace(descent, down, top, ranks, targets);
    const arcs: number[] = [];
    for (const step of climbed.steps.reverse()) unpack(hierarchy, step, 'up', arcs);
    for (const step of descended.steps) unpack(hierarchy, step, 'down', arcs);
    return { weight, arcs, from: climbed.end, to: descended.end };
}

interface ClimbedArc {
    /** The less important end. */
    readonly rank: number;
    readonly entry: number;
}

function trace(
    climb: Climb,
    arcs: RankedArcs,
    top: number,
    ranks: Int32Array,
    ends: readonly RoadEnd[],
): { readonly steps: ClimbedArc[]; readonly end: RoadEnd } {
    const steps: ClimbedArc[] = [];
    let rank = top;
    for (;;) {
        const entry = climb.parentOf(rank);
        if (entry < 0) return { steps, end: ends[-1 - entry] };
        rank = ownerOf(arcs, entry);
        steps.push({ rank, entry });
        if (steps.length > ranks.length) throw new RangeError('a way that never ends');
    }
}

/** The rank whose list holds an entry. */
function ownerOf({ offsets }: RankedArcs, entry: number): number {
    let low = 0;
    let high = offsets.length - 2;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (offsets[middle] <= entry) low = middle;
        else high = middle - 1;
    }
    return low;
}

function unpack({ up, down }: Hierarchy, first: ClimbedArc, side: 'up' | 'down', arcs: number[]): void {
    const open: { readonly rank: number; readonly entry: number; readonly side: 'up' | 'down' }[] = [{ ...first, side }];
    while (open.length > 0) {
        const step = open.pop() as (typeof open)[number];
        const list = step.side === 'up' ? up : down;
        const via = list.vias[step.entry];
        if (via < 0) {
            arcs.push(-1 - via);
            continue;
        }
        const end = list.ends[step.entry];
        const [tail, head] = step.side === 'up' ? [step.rank, end] : [end, step.rank];
        // Driven first: down to the middle, then up from it.
        open.push({ rank: via, entry: entryTo(up, via, head), side: 'up' });
        open.push({ rank: via, entry: entryTo(down, via, tail), side: 'down' });
    }
}

function entryTo({ offsets, ends }: RankedArcs, rank: number, end: number): number {
    let entry = offsets[rank];
    while (ends[entry] !== end) entry++;
    return entry;
}
