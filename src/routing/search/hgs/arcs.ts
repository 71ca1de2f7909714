import type { Instance } from '../../compile/instance.js';

// Beyond this many entries (256 MiB), arcs are computed each time.
const MOST_ENTRIES = 1 << 25;

/**
 * Cost, distance and duration of going from one node straight to another. The arcs of a route sum up to all that it costs but for
 * waiting and penalties: what an hour costs is in its arcs, with half of the service at either end, and so is the fixed cost, half
 * in the first arc and half in the last. The arc of an empty route, from its start to its end, costs nothing.
 *
 * Vehicle types that differ in nothing of this share a profile.
 */
export class Arcs {
    /** Profile of each type. */
    readonly profileOf: Int32Array;
    readonly profiles: number;
    /** The arcs between visits cost the same both ways. */
    readonly symmetric: boolean;
    private readonly instance: Instance;
    private readonly firstType: Int32Array;
    /** Costs lie in a matrix for each profile, one behind the other: `costs[profile x area + row[from] + column[to]]`. */
    readonly hasMatrix: boolean;
    readonly area: number;
    /** Row and column of each node: visits themselves, n for starts, n + 1 for ends. */
    readonly column: Int32Array;
    readonly row: Int32Array;
    readonly costs: Float64Array;
    private readonly distances: Float64Array;
    private readonly durations: Float64Array;

    constructor(instance: Instance) {
        const { n, routes, types } = instance;
        this.instance = instance;
        this.profileOf = new Int32Array(types);
        const keys = new Map<string, number>();
        const firstType: number[] = [];
        for (let t = 0; t < types; t++) {
            const start = n + 2 * instance.typeFirst[t];
            const key = [
                instance.typeMetric[t],
                instance.place[start],
                instance.place[start + 1],
                instance.costPerDistance[t],
                instance.costPerSecond[t],
                instance.fixedCost[t],
            ].join();
            const known = keys.get(key);
            this.profileOf[t] = known ?? firstType.length;
            if (known !== undefined) continue;
            keys.set(key, firstType.length);
            firstType.push(t);
        }
        this.profiles = firstType.length;
        this.firstType = Int32Array.from(firstType);
        this.symmetric = instance.metrics.every((metric) => metric.symmetric);
        const size = n + 2;
        this.area = size * size;
        this.column = new Int32Array(n + 2 * routes);
        this.row = new Int32Array(n + 2 * routes);
        for (let node = 0; node < n + 2 * routes; node++) {
            this.column[node] = node < n ? node : n + ((node - n) & 1);
            this.row[node] = this.column[node] * size;
        }
        this.hasMatrix = instance.metrics.every((metric) => metric.hasMatrix) && this.profiles * this.area <= MOST_ENTRIES;
        const entries = this.hasMatrix ? this.profiles * this.area : 0;
        this.costs = new Float64Array(entries);
        const plain = firstType.every(
            (t) => instance.costPerDistance[t] === 1 && instance.costPerSecond[t] === 0 && instance.fixedCost[t] === 0,
        );
        const alike = instance.metrics.every((metric) => metric.durations === metric.distances);
        // One matrix for all three where they do not differ, which keeps more of it in the cache.
        this.distances = plain || !instance.distanceLimited ? this.costs : new Float64Array(entries);
        this.durations = !instance.clocked || (alike && plain) ? this.costs : new Float64Array(entries);
        for (let p = 0; entries > 0 && p < this.profiles; p++) this.fill(p, size);
    }

    cost(profile: number, from: number, to: number): number {
        return this.hasMatrix
            ? this.costs[profile * this.area + this.row[from] + this.column[to]]
            : this.computeCost(profile, from, to);
    }

    /** Needed only where distance is limited. */
    distance(profile: number, from: number, to: number): number {
        return this.hasMatrix
            ? this.distances[profile * this.area + this.row[from] + this.column[to]]
            : this.computeDistance(profile, from, to);
    }

    /** Needed only where time matters. */
    duration(profile: number, from: number, to: number): number {
        return this.hasMatrix
            ? this.durations[profile * this.area + this.row[from] + this.column[to]]
            : this.computeDuration(profile, from, to);
    }

    private fill(profile: number, size: number): void {
        const { n } = this.instance;
        const first = n + 2 * this.instance.typeFirst[this.firstType[profile]];
        for (let a = 0; a < size; a++) {
            for (let b = 0; b < size; b++) {
                const entry = profile * this.area + a * size + b;
                const from = a < n ? a : first + a - n;
                const to = b < n ? b : first + b - n;
                if (this.durations !== this.costs) this.durations[entry] = this.computeDuration(profile, from, to);
                if (this.distances !== this.costs) this.distances[entry] = this.computeDistance(profile, from, to);
                this.costs[entry] = this.computeCost(profile, from, to);
            }
        }
    }

    private computeCost(profile: number, from: number, to: number): number {
        const { n, costPerDistance, costPerSecond, fixedCost, service } = this.instance;
        const type = this.firstType[profile];
        if (from >= n && to >= n) return 0;
        let cost = costPerDistance[type] * this.computeDistance(profile, from, to);
        if (from >= n || to >= n) cost += fixedCost[type] / 2;
        if (costPerSecond[type] === 0) return cost;
        const served = (from < n ? service[from] : 0) + (to < n ? service[to] : 0);
        return cost + costPerSecond[type] * (this.computeDuration(profile, from, to) + served / 2);
    }

    private computeDistance(profile: number, from: number, to: number): number {
        const type = this.firstType[profile];
        return this.instance.metrics[this.instance.typeMetric[type]].distance(this.placeOf(type, from), this.placeOf(type, to));
    }

    private computeDuration(profile: number, from: number, to: number): number {
        const type = this.firstType[profile];
        return this.instance.metrics[this.instance.typeMetric[type]].duration(this.placeOf(type, from), this.placeOf(type, to));
    }

    /** Where a node lies for vehicles of the type: the ends of a tail that changes routes are those of its new route. */
    private placeOf(type: number, node: number): number {
        const { n, place, typeFirst } = this.instance;
        return place[node < n ? node : n + 2 * typeFirst[type] + ((node - n) & 1)];
    }
}
