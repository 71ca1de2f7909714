import type { CheckedWork } from '../../workload/checked-work.js';
import { straightDistance } from './distances.js';

/** What a metre counts, in seconds, for units without any work: enough to bring them to the nearest rep. */
const IDLE_PACE = 0.04;

/**
 * The work that each node means for each territory, in compressed rows. A node whose row is empty is reached by no rep and has no work
 * anywhere.
 */
export class NodeWork {
    /** Place of workload among the balanced and limited measures, -1 if it is not one. */
    readonly measure: number;
    /** Seconds that each territory's rep works in four weeks. */
    readonly capacities: Float64Array;
    /** Mean of the least work that a node means. */
    readonly typicalWork: number;
    readonly offsets: Int32Array;
    readonly territories: Int32Array;
    readonly seconds: Float64Array;
    private readonly coordinates: Float64Array;
    private readonly seeds: Float64Array;

    constructor(
        rows: Pick<NodeWork, 'offsets' | 'territories' | 'seconds' | 'capacities' | 'measure'>,
        coordinates: Float64Array,
        seeds: Float64Array,
    ) {
        this.offsets = rows.offsets;
        this.territories = rows.territories;
        this.seconds = rows.seconds;
        this.capacities = rows.capacities;
        this.measure = rows.measure;
        this.coordinates = coordinates;
        this.seeds = seeds;
        const size = rows.offsets.length - 1;
        let total = 0;
        for (let i = 0; i < size; i++) total += this.leastOf(i);
        this.typicalWork = total / size;
    }

    /** Seconds that a node takes for the rep who does it best, 0 if no rep reaches it. */
    leastOf(node: number): number {
        const first = this.offsets[node];
        return first < this.offsets[node + 1] ? this.seconds[first] : 0;
    }

    /** Entry of a node for a territory, -1 if there is none. */
    find(node: number, territory: number): number {
        const { offsets, territories } = this;
        for (let at = offsets[node]; at < offsets[node + 1]; at++) if (territories[at] === territory) return at;
        return -1;
    }

    /** Seconds that a node takes a territory's rep; 0 if he cannot serve it. */
    secondsIn(node: number, territory: number): number {
        const at = this.find(node, territory);
        return at === -1 ? 0 : this.seconds[at];
    }

    /** Whether another territory could have the node, and this one cannot. */
    isBarred(node: number, territory: number): boolean {
        return this.offsets[node] < this.offsets[node + 1] && this.find(node, territory) === -1;
    }

    /** What a node in a territory counts: its work, the largest of all reps where it is barred, and the way if there is none. */
    costIn(node: number, territory: number): number {
        const { offsets, seconds } = this;
        const end = offsets[node + 1];
        if (offsets[node] === end || seconds[end - 1] === 0) {
            const way = straightDistance(this.coordinates, node, this.seeds, territory);
            return Number.isNaN(way) ? 0 : IDLE_PACE * way;
        }
        const at = this.find(node, territory);
        return at === -1 ? seconds[end - 1] : seconds[at];
    }
}

/**
 * Work by node: that of units that are kept together is summed, over the territories that can serve most of them. Who holds a locked unit
 * has an entry for it even where he cannot serve it.
 */
export function compileNodeWork(
    work: CheckedWork,
    nodeOf: Int32Array,
    locks: Int32Array,
    places: { readonly coordinates: Float64Array; readonly seeds: Float64Array },
    measure: number,
): NodeWork {
    const size = locks.length;
    const count = work.capacities.length;
    const members: number[][] = Array.from({ length: size }, () => []);
    for (let i = 0; i < nodeOf.length; i++) members[nodeOf[i]].push(i);
    const offsets = new Int32Array(size + 1);
    const territories: number[] = [];
    const seconds: number[] = [];
    const served = new Int32Array(count);
    const sums = new Float64Array(count);
    for (let node = 0; node < size; node++) {
        const touched: number[] = [];
        let most = 0;
        for (const unit of members[node]) {
            for (let at = work.offsets[unit]; at < work.offsets[unit + 1]; at++) {
                const territory = work.territories[at];
                if (served[territory] === 0) touched.push(territory);
                served[territory]++;
                sums[territory] += work.seconds[at];
                most = Math.max(most, served[territory]);
            }
        }
        const held = locks[node];
        if (held !== -1 && touched.length > 0 && served[held] === 0) touched.push(held);
        const open = touched.filter((territory) => served[territory] === most || territory === held);
        open.sort((a, b) => sums[a] - sums[b] || a - b);
        for (const territory of open) {
            territories.push(territory);
            seconds.push(sums[territory]);
        }
        for (const territory of touched) {
            served[territory] = 0;
            sums[territory] = 0;
        }
        offsets[node + 1] = territories.length;
    }
    const rows = {
        offsets,
        territories: Int32Array.from(territories),
        seconds: Float64Array.from(seconds),
        capacities: work.capacities,
        measure,
    };
    return new NodeWork(rows, places.coordinates, places.seeds);
}
