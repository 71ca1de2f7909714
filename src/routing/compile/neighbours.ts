import { runSteps, type Steps, WorkMeter } from '../../core/index.js';
import { nearestAllSteps } from '../../spatial/internal.js';
import type { ArcCosts } from './arc-costs.js';
import type { Metric } from './metric.js';

// Weights of unavoidable waiting and lateness in the proximity of two visits (Vidal, Crainic, Gendreau and Prins 2013,
// doi:10.1016/j.cor.2012.07.018, section 4.5).
const WAITING_WEIGHT = 0.2;
const LATENESS_WEIGHT = 1;
/** Where there are many visits, neighbours in time are chosen from this many times as many neighbours in space. */
const POOL = 2;

/**
 * The `count` nearest visits of each visit, `n x count`, nearest first, ties by index, -1 if there are fewer. Where more visits than
 * that share a place, each has the next ones there for neighbours, and some at other places: time is linear in ties.
 */
export function nearestVisits(metric: Metric, n: number, count: number): Int32Array {
    return runSteps(nearestVisitSteps(metric, n, count));
}

/** {@link nearestVisits} in steps. */
export function* nearestVisitSteps(metric: Metric, n: number, count: number): Steps<Int32Array> {
    const places = new SharedPlaces(metric.placesOf(n));
    if (places.most <= count)
        return yield* nearestAmong(
            metric,
            Int32Array.from({ length: n }, (_, v) => v),
            count,
        );
    return places.expand(yield* nearestAmong(metric, places.first, count), count);
}

/** The nearest of each of some visits among the others, as positions in the list `some`. */
function* nearestAmong(metric: Metric, some: Int32Array, count: number): Steps<Int32Array> {
    const n = some.length;
    const { coordinates } = metric;
    if (metric.hasMatrix || coordinates.length === 0) {
        const lists = new Int32Array(n * count).fill(-1);
        const keys = new Float64Array(n);
        const order = new Int32Array(n);
        const meter = new WorkMeter();
        for (let i = 0; i < n; i++) {
            if (meter.spend(4 * n)) yield;
            const u = some[i];
            let size = 0;
            for (let k = 0; k < n; k++) {
                const v = some[k];
                if (k === i) continue;
                keys[k] = metric.symmetric ? metric.distance(u, v) : Math.min(metric.distance(u, v), metric.distance(v, u));
                order[size++] = k;
            }
            takeSmallest(order, size, keys, count, lists, i * count);
        }
        return lists;
    }
    const dimensions = coordinates.length / (metric.size - 1);
    const at = new Float64Array(n * dimensions);
    for (let i = 0; i < n; i++) at.set(coordinates.subarray(some[i] * dimensions, (some[i] + 1) * dimensions), i * dimensions);
    const isPlanar = dimensions === 2;
    const found = yield* nearestAllSteps(isPlanar ? at : positionsOnSphere(at), isPlanar ? 'planar' : 'geographic', count);
    return found.indices;
}

/** Visits by the places that they share. */
class SharedPlaces {
    /** Most visits at one place. */
    readonly most: number;
    /** The first visit of each place. */
    readonly first: Int32Array;
    /** Visits of place p: `members[offset[p] .. offset[p + 1] - 1]`, in rising order. */
    private readonly members: Int32Array;
    private readonly offset: Int32Array;
    private readonly placeOf: Int32Array;

    /** @param labels - equal where visits share a place */
    constructor(labels: Int32Array) {
        const numbers = new Map<number, number>();
        const first: number[] = [];
        this.placeOf = labels.map((label, v) => {
            const known = numbers.get(label);
            if (known !== undefined) return known;
            numbers.set(label, first.length);
            return first.push(v) - 1;
        });
        this.first = Int32Array.from(first);
        this.offset = new Int32Array(first.length + 1);
        for (const p of this.placeOf) this.offset[p + 1]++;
        this.most = this.offset.reduce((most, size) => Math.max(most, size), 0);
        for (let p = 0; p < first.length; p++) this.offset[p + 1] += this.offset[p];
        this.members = new Int32Array(labels.length);
        const filled = this.offset.slice();
        this.placeOf.forEach((p, v) => {
            this.members[filled[p]++] = v;
        });
    }

    /** From the nearest places of each place to the nearest visits of each visit, `count` each. */
    expand(nearest: Int32Array, count: number): Int32Array {
        const { members, offset, placeOf, first } = this;
        const lists = new Int32Array(members.length * count).fill(-1);
        // Lists of one place alone would leave no way from one to the other.
        const here = first.length > 1 ? count - Math.ceil(count * SHARE_ELSEWHERE) : count;
        const rank = new Int32Array(members.length);
        for (let i = 0; i < members.length; i++) rank[members[i]] = i - offset[placeOf[members[i]]];
        for (let v = 0; v < members.length; v++) {
            let filled = 0;
            const add = (p: number, from: number, most: number): void => {
                const size = offset[p + 1] - offset[p];
                for (let k = 0; k < Math.min(most, size) && filled < count; k++) {
                    const w = members[offset[p] + ((from + k) % size)];
                    if (w !== v) lists[v * count + filled++] = w;
                }
            };
            const own = placeOf[v];
            add(own, rank[v] + 1, here);
            for (let k = own * count; k < (own + 1) * count && filled < count && nearest[k] >= 0; k++) {
                // All visits would have the same neighbours if not for the rank.
                add(nearest[k], rank[v], count);
            }
        }
        return lists;
    }
}

/** Share of a list that goes to other places where one place would fill it. */
const SHARE_ELSEWHERE = 0.25;

/** The first `count` of each of n lists of equal length. */
export function firstOfEach(lists: Int32Array, n: number, count: number): Int32Array {
    const length = lists.length / n;
    const shorter = new Int32Array(n * count);
    for (let u = 0; u < n; u++) shorter.set(lists.subarray(u * length, u * length + count), u * count);
    return shorter;
}

/** The first `count` of each list that some vehicle may serve along with the visit: the others are never met on a route. */
export function keepTogether(lists: Int32Array, n: number, count: number, eligible: Uint8Array): Int32Array {
    const length = lists.length / n;
    const types = eligible.length / n;
    const kept = new Int32Array(n * count).fill(-1);
    for (let u = 0; u < n; u++) {
        let size = 0;
        for (let k = u * length; k < (u + 1) * length && size < count; k++) {
            const v = lists[k];
            if (v < 0) break;
            let together = false;
            for (let t = 0; t < types && !together; t++) together = eligible[u * types + t] + eligible[v * types + t] === 2;
            if (together) kept[u * count + size++] = v;
        }
    }
    return kept;
}

/** Neighbours by travel and by how well their time windows follow on each other; from the `pool` nearest by distance. */
export function* nearestInTime(
    metric: Metric,
    n: number,
    count: number,
    windows: { open: Float64Array; close: Float64Array; service: Float64Array },
): Steps<Int32Array> {
    const { open, close, service } = windows;
    const meter = new WorkMeter();
    const pool = n <= 1000 ? n - 1 : Math.min(n - 1, POOL * count);
    const near = pool === n - 1 ? undefined : yield* nearestVisitSteps(metric, n, pool);
    const lists = new Int32Array(n * count).fill(-1);
    const keys = new Float64Array(n);
    const order = new Int32Array(n);
    for (let u = 0; u < n; u++) {
        let size = 0;
        if (meter.spend(6 * (near === undefined ? n : pool))) yield;
        for (let i = 0; i < (near === undefined ? n : pool); i++) {
            const v = near === undefined ? i : near[u * pool + i];
            if (v === u || v < 0) continue;
            const go = metric.duration(u, v);
            const back = metric.duration(v, u);
            const after =
                go +
                WAITING_WEIGHT * Math.max(0, open[v] - close[u] - service[u] - go) +
                LATENESS_WEIGHT * Math.max(0, open[u] + service[u] + go - close[v]);
            const before =
                back +
                WAITING_WEIGHT * Math.max(0, open[u] - close[v] - service[v] - back) +
                LATENESS_WEIGHT * Math.max(0, open[v] + service[v] + back - close[u]);
            keys[v] = Math.min(after, before);
            order[size++] = v;
        }
        takeSmallest(order, size, keys, count, lists, u * count);
    }
    return lists;
}

/** Orders each list of neighbours by the cost of the arc to them or back, whichever is less; ties by index. */
export function* sortByCost(
    lists: Int32Array,
    arcs: ArcCosts,
    count: number,
): Steps<{ companions: Int32Array; companionCost: Float64Array }> {
    const meter = new WorkMeter();
    const n = lists.length / count;
    const companions = lists.slice();
    const companionCost = new Float64Array(lists.length).fill(Number.POSITIVE_INFINITY);
    for (let u = 0; u < n; u++) {
        if (meter.spend(4 * count)) yield;
        for (let k = u * count; k < (u + 1) * count; k++) {
            const v = lists[k];
            if (v < 0) break;
            const cost = arcs.symmetric ? arcs.cost(u, v) : Math.min(arcs.cost(u, v), arcs.cost(v, u));
            let at = k;
            while (
                at > u * count &&
                (companionCost[at - 1] > cost || (companionCost[at - 1] === cost && companions[at - 1] > v))
            ) {
                companionCost[at] = companionCost[at - 1];
                companions[at] = companions[at - 1];
                at--;
            }
            companionCost[at] = cost;
            companions[at] = v;
        }
    }
    return { companions, companionCost };
}

function takeSmallest(order: Int32Array, size: number, keys: Float64Array, count: number, into: Int32Array, at: number): void {
    const list = order.subarray(0, size);
    if (size > 2 * count) selectSmallest(list, keys, count);
    // Insertion into a list of the smallest so far: short lists, and nothing is allocated or called.
    const end = size > 2 * count ? count : size;
    let filled = 0;
    for (let i = 0; i < end; i++) {
        const v = list[i];
        const key = keys[v];
        if (filled === count && !precedes(key, v, keys, into[at + count - 1])) continue;
        let k = filled < count ? filled++ : count - 1;
        for (; k > 0 && precedes(key, v, keys, into[at + k - 1]); k--) into[at + k] = into[at + k - 1];
        into[at + k] = v;
    }
}

function precedes(key: number, v: number, keys: Float64Array, w: number): boolean {
    return key < keys[w] || (key === keys[w] && v < w);
}

// Floyd and Rivest would be faster still; Hoare's selection is enough, since sorting dominated before.
function selectSmallest(list: Int32Array, keys: Float64Array, count: number): void {
    let left = 0;
    let right = list.length - 1;
    while (left < right) {
        const middle = list[(left + right) >> 1];
        const pivot = keys[middle];
        let i = left;
        let j = right;
        while (i <= j) {
            while (keys[list[i]] < pivot || (keys[list[i]] === pivot && list[i] < middle)) i++;
            while (keys[list[j]] > pivot || (keys[list[j]] === pivot && list[j] > middle)) j--;
            if (i <= j) {
                const kept = list[i];
                list[i++] = list[j];
                list[j--] = kept;
            }
        }
        if (count - 1 <= j) right = j;
        else if (count - 1 >= i) left = i;
        else return;
    }
}

function positionsOnSphere(at: Float64Array): Float64Array {
    const positions = new Float64Array((2 * at.length) / 3);
    for (let v = 0; v < positions.length / 2; v++) {
        positions[2 * v] = (Math.atan2(at[3 * v + 1], at[3 * v]) * 180) / Math.PI;
        positions[2 * v + 1] = (Math.asin(Math.max(-1, Math.min(1, at[3 * v + 2]))) * 180) / Math.PI;
    }
    return positions;
}
