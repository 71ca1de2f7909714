import type { Individual } from './individual.js';
import type { Model } from './model.js';

/** Routes hold at most this many times what a limit allows: beyond it no penalty is worth it (Vidal 2022). */
const STRETCH = 1.5;

/**
 * Cuts a tour into consecutive routes for vehicles of one type at least penalised cost, in time linear in its length where one load
 * decides (Vidal 2016, doi:10.1016/j.cor.2015.11.012), else by Bellman's recursion over all beginnings of each route (Prins 2004,
 * doi:10.1016/S0305-0548(03)00158-8). Where the vehicles do not suffice, the recursion counts them.
 */
export class Split {
    /** Route i holds the visits `bounds[i] .. bounds[i + 1] - 1` of the tour. */
    readonly bounds: Int32Array;
    /** Number of routes. */
    count = 0;
    /** Penalised cost of the whole. */
    cost = 0;
    private readonly model: Model;
    private readonly potential: Float64Array;
    private readonly before: Int32Array;
    private readonly distance: Float64Array;
    private readonly load: Float64Array;
    private readonly sum: Float64Array;
    private readonly queue: Int32Array;

    private readonly stretch: number;

    /** @param stretch - how many times what a limit allows a route may hold, default 1.5 */
    constructor(model: Model, stretch: number = STRETCH) {
        const { n } = model.instance;
        this.model = model;
        this.stretch = stretch;
        this.bounds = new Int32Array(n + 1);
        this.potential = new Float64Array(n + 1);
        this.before = new Int32Array(n + 1);
        this.distance = new Float64Array(n + 1);
        this.load = new Float64Array(n + 1);
        this.sum = new Float64Array(model.dimensions);
        this.queue = new Int32Array(n + 1);
    }

    /** Cuts `tour[0 .. length - 1]` into at most `most` routes of the type. */
    run(tour: Int32Array, length: number, type: number, most: number, weights: Float64Array): void {
        if (this.model.loadOnly && this.model.dimensions <= 1) this.linear(tour, length, type, weights);
        else this.recursion(tour, length, type, weights);
        if (this.trace(length) > most) this.limited(tour, length, type, most, weights);
    }

    /** Appends the routes to an individual, the first as route `first`. */
    append(individual: Individual, tour: Int32Array, first: number): void {
        let at = individual.offsets[individual.routes];
        for (let i = 0; i < this.count; i++) {
            for (let k = this.bounds[i]; k < this.bounds[i + 1]; k++) individual.visits[at++] = tour[k];
            individual.closeRoute(first + i, at);
        }
    }

    private linear(tour: Int32Array, length: number, type: number, weights: Float64Array): void {
        const { model, potential, before, distance, load, queue } = this;
        const { arcs, dimensions, demand, limit } = model;
        const { n, typeFirst } = model.instance;
        const profile = arcs.profileOf[type];
        const start = n + 2 * typeFirst[type];
        const capacity = dimensions > 0 ? limit[type] : Number.POSITIVE_INFINITY;
        const weight = dimensions > 0 ? weights[0] : 0;
        // Distances and loads up to each place of the tour, so that those of a route are differences.
        for (let i = 0; i < length; i++) {
            distance[i + 1] = i === 0 ? 0 : distance[i] + arcs.cost(profile, tour[i - 1], tour[i]);
            load[i + 1] = (i === 0 ? 0 : load[i]) + (dimensions > 0 ? demand[tour[i]] : 0);
        }
        load[0] = 0;
        potential[0] = 0;
        let head = 0;
        let tail = 0;
        queue[tail++] = 0;
        for (let i = 1; i <= length; i++) {
            // The first of the queue is the best beginning of a route that ends with the i-th visit.
            const from = queue[head];
            const out = arcs.cost(profile, start, tour[from]);
            const over = Math.max(0, load[i] - load[from] - capacity);
            potential[i] =
                potential[from] +
                out +
                distance[i] -
                distance[from + 1] +
                arcs.cost(profile, tour[i - 1], start + 1) +
                weight * over;
            before[i] = from;
            if (i === length) break;
            // What a route that begins behind i costs up to a common point: a later beginning gains on earlier ones by less load.
            const value = this.beginning(i, tour, profile, start);
            const last = queue[tail - 1];
            if (value < this.beginning(last, tour, profile, start) + weight * (load[i] - load[last])) {
                while (tail > head && value <= this.beginning(queue[tail - 1], tour, profile, start)) tail--;
                queue[tail++] = i;
            }
            while (tail - head > 1) {
                const first = queue[head];
                const second = queue[head + 1];
                const late = weight * Math.max(0, load[i + 1] - load[first] - capacity);
                const early = weight * Math.max(0, load[i + 1] - load[second] - capacity);
                if (this.beginning(first, tour, profile, start) + late < this.beginning(second, tour, profile, start) + early)
                    break;
                head++;
            }
        }
    }

    private beginning(i: number, tour: Int32Array, profile: number, start: number): number {
        return this.potential[i] + this.model.arcs.cost(profile, start, tour[i]) - this.distance[i + 1];
    }

    private recursion(tour: Int32Array, length: number, type: number, weights: Float64Array): void {
        const { potential, before } = this;
        potential.fill(Number.POSITIVE_INFINITY, 0, length + 1);
        potential[0] = 0;
        const relax = (i: number, j: number, cost: number): void => {
            if (potential[i] + cost >= potential[j]) return;
            potential[j] = potential[i] + cost;
            before[j] = i;
        };
        for (let i = 0; i < length; i++) this.extend(tour, i, length, type, weights, this.stretch, relax);
    }

    private limited(tour: Int32Array, length: number, type: number, most: number, weights: Float64Array): void {
        const width = length + 1;
        const layers = new Float64Array((most + 1) * width).fill(Number.POSITIVE_INFINITY);
        const from = new Int32Array((most + 1) * width);
        layers[0] = 0;
        const relax = (i: number, j: number, cost: number): void => {
            for (let k = 0; k < most; k++) {
                const value = layers[k * width + i] + cost;
                if (value >= layers[(k + 1) * width + j]) continue;
                layers[(k + 1) * width + j] = value;
                from[(k + 1) * width + j] = i;
            }
        };
        // Few vehicles may need routes of any length.
        for (let i = 0; i < length; i++) this.extend(tour, i, length, type, weights, Number.POSITIVE_INFINITY, relax);
        let routes = most;
        for (let k = 1; k < most; k++) if (layers[k * width + length] < layers[routes * width + length]) routes = k;
        this.count = routes;
        this.cost = layers[routes * width + length];
        for (let k = routes, j = length; k >= 0; k--) {
            this.bounds[k] = j;
            j = from[k * width + j];
        }
    }

    /** Tells the penalised cost of each route that begins with place i of the tour, up to `stretch` times a limit. */
    private extend(
        tour: Int32Array,
        i: number,
        length: number,
        type: number,
        weights: Float64Array,
        stretch: number,
        relax: (i: number, j: number, cost: number) => void,
    ): void {
        const { model, sum } = this;
        const { arcs, dimensions, demand, limit } = model;
        const { n, typeFirst, clocked: timed, distanceLimited, open, close, service } = model.instance;
        const { typeOpen, typeClose, maxDistance, maxDuration, costPerSecond } = model.instance;
        const profile = arcs.profileOf[type];
        const start = n + 2 * typeFirst[type];
        const end = start + 1;
        const horizon = stretch * Math.min(typeClose[type] - typeOpen[type], maxDuration[type]);
        sum.fill(0);
        let cost = 0;
        let distance = 0;
        let duration = 0;
        let warp = 0;
        let earliest = typeOpen[type];
        let latest = typeClose[type];
        let waiting = 0;
        for (let j = i, last = start; j < length; last = tour[j++]) {
            const v = tour[j];
            cost += arcs.cost(profile, last, v);
            let rest = 0;
            for (let d = 0; d < dimensions; d++) {
                sum[d] += demand[v * dimensions + d];
                const over = sum[d] - limit[type * dimensions + d];
                if (over > 0) rest += weights[d] * over;
                if (j > i && sum[d] > stretch * limit[type * dimensions + d]) return;
            }
            if (distanceLimited) {
                distance += arcs.distance(profile, last, v);
                const over = distance + arcs.distance(profile, v, end) - maxDistance[type];
                if (over > 0) rest += weights[dimensions] * over;
                if (j > i && distance > stretch * maxDistance[type]) return;
            }
            if (timed) {
                const travel = arcs.duration(profile, last, v);
                let reach = duration - warp + travel;
                const wait = Math.max(0, open[v] - reach - latest);
                const late = Math.max(0, earliest + reach - close[v]);
                duration += travel + wait + service[v];
                earliest = Math.max(open[v] - reach, earliest) - wait;
                latest = Math.min(close[v] - reach, latest) + late;
                warp += late;
                waiting += wait;
                if (j > i && duration - waiting > horizon) return;
                const home = arcs.duration(profile, v, end);
                reach = duration - warp + home;
                const lastWait = Math.max(0, typeOpen[type] - reach - latest);
                const lastLate = Math.max(0, earliest + reach - typeClose[type]);
                const over = duration + home + lastWait - maxDuration[type];
                if (over > 0) rest += weights[dimensions + 1] * over;
                rest += weights[dimensions + 2] * (warp + lastLate) + costPerSecond[type] * (waiting + lastWait);
            }
            relax(i, j + 1, cost + arcs.cost(profile, v, end) + rest);
        }
    }

    /** Reads the routes from the recursion; returns how many there are. */
    private trace(length: number): number {
        let count = 0;
        for (let j = length; j > 0; j = this.before[j]) count++;
        this.count = count;
        this.cost = this.potential[length];
        this.bounds[count] = length;
        for (let k = count, j = length; k > 0; k--) {
            j = this.before[j];
            this.bounds[k - 1] = j;
        }
        return count;
    }
}
