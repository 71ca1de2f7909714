import type { Individual } from './individual.js';
import type { Model } from './model.js';

/** Numbers of a time segment: duration, time warp, earliest and latest beginning, waiting. */
export const SEGMENT = 5;
const CIRCLE = 65536;
// Additions that the judgement of a move may round, in sums as large as a limit.
const ROUNDINGS = 32;
// Rounding: an excess below this share of the limit is ignored.
const NOISE = 1e-9;

/**
 * Routes that may exceed limits for a penalty, as linked lists with what proposals are judged from in O(1): loads, lengths and time
 * segments from the start to each node and from each node to the end (Vidal, Crainic, Gendreau and Prins 2013,
 * doi:10.1016/j.cor.2012.07.018, section 4.3). Nodes are numbered as in the instance.
 */
export class Routes {
    readonly model: Model;
    readonly next: Int32Array;
    readonly prev: Int32Array;
    /** Route of each node; -1 if a visit is absent. */
    readonly route: Int32Array;
    readonly position: Int32Array;
    readonly size: Int32Array;
    /** Profile and type of each route. */
    readonly profile: Int32Array;
    readonly type: Int32Array;
    /** Cost of the arc to each node. */
    readonly arcTo: Float64Array;
    /** `nodes x dimensions`: load from the start up to and with each node. */
    readonly loadTo: Float64Array;
    readonly lengthTo: Float64Array;
    /** `nodes x SEGMENT`: from the start to each node, and from each node to the end. */
    readonly before: Float64Array;
    readonly after: Float64Array;
    /** What each route costs in addition to its arcs: penalties, and paid waiting. */
    readonly rest: Float64Array;
    /** When each route changed last, by the count of changes. */
    readonly changed: Int32Array;
    changes = 0;
    /** Price of all absent visits. */
    absentPrice = 0;
    /** The penalty weights that {@link rest} is made with. */
    readonly weights: Float64Array;
    /** Sector of directions of each used route. */
    private readonly sectorFrom: Int32Array;
    private readonly sectorTo: Int32Array;
    private readonly direction: Int32Array;
    /** No route of a type below this one is empty. */
    private readonly firstEmpty: Int32Array;
    private readonly order: number[] = [];
    private readonly angle: Float64Array;
    private readonly given: Int32Array;

    constructor(model: Model) {
        const { instance, dimensions, layout } = model;
        const { n, routes, routeType } = instance;
        const nodes = n + 2 * routes;
        this.model = model;
        this.next = new Int32Array(nodes);
        this.prev = new Int32Array(nodes);
        this.route = new Int32Array(nodes).fill(-1);
        this.position = new Int32Array(nodes);
        this.size = new Int32Array(routes);
        this.type = routeType;
        this.profile = Int32Array.from(routeType, (type) => model.arcs.profileOf[type]);
        this.arcTo = new Float64Array(nodes);
        this.loadTo = new Float64Array(nodes * dimensions);
        this.lengthTo = new Float64Array(instance.distanceLimited ? nodes : 0);
        this.before = new Float64Array(instance.clocked ? nodes * SEGMENT : 0);
        this.after = new Float64Array(instance.clocked ? nodes * SEGMENT : 0);
        this.rest = new Float64Array(routes);
        this.changed = new Int32Array(routes);
        this.weights = new Float64Array(model.limits);
        this.sectorFrom = new Int32Array(routes);
        this.sectorTo = new Int32Array(routes);
        this.direction = new Int32Array(n);
        for (let v = 0; v < n; v++) {
            const turn = Math.atan2(layout.y[v] - layout.centreY, layout.x[v] - layout.centreX) / (2 * Math.PI);
            this.direction[v] = Math.floor((turn + 1) * CIRCLE) % CIRCLE;
        }
        this.firstEmpty = instance.typeFirst.slice();
        this.angle = new Float64Array(routes);
        this.given = new Int32Array(instance.types);
        for (let r = 0; r < routes; r++) {
            this.route[n + 2 * r] = r;
            this.route[n + 2 * r + 1] = r;
            this.next[n + 2 * r] = n + 2 * r + 1;
            this.prev[n + 2 * r + 1] = n + 2 * r;
            this.update(r);
        }
    }

    start(r: number): number {
        return this.model.instance.n + 2 * r;
    }

    /** A route of the type without visits, or -1. */
    emptyRoute(type: number): number {
        const { typeFirst, types, routes } = this.model.instance;
        const end = type + 1 < types ? typeFirst[type + 1] : routes;
        let r = this.firstEmpty[type];
        while (r < end && this.size[r] > 0) r++;
        this.firstEmpty[type] = r;
        return r < end ? r : -1;
    }

    /** Takes over the routes of an individual. */
    load(individual: Individual): void {
        const { instance, price } = this.model;
        const { n, routes } = instance;
        this.route.fill(-1, 0, n);
        this.changes = 0;
        this.absentPrice = 0;
        for (let r = 0; r < routes; r++) {
            if (this.size[r] === 0) continue;
            this.next[n + 2 * r] = n + 2 * r + 1;
            this.prev[n + 2 * r + 1] = n + 2 * r;
            this.update(r);
        }
        this.changes = 0;
        this.changed.fill(0);
        for (let i = 0; i < individual.routes; i++) {
            const r = individual.routeIds[i];
            let p = n + 2 * r;
            for (let k = individual.offsets[i]; k < individual.offsets[i + 1]; k++) {
                const v = individual.visits[k];
                this.next[p] = v;
                this.prev[v] = p;
                p = v;
            }
            this.next[p] = n + 2 * r + 1;
            this.prev[n + 2 * r + 1] = p;
            this.update(r);
        }
        this.changes = 0;
        this.changed.fill(0);
        for (let v = 0; v < n; v++) if (this.route[v] < 0) this.absentPrice += price[v];
    }

    /** Writes the routes to an individual, in the order of their directions, with all that they cost and exceed. */
    save(individual: Individual): void {
        const { instance, price } = this.model;
        const { n, routes, absentTier, absentCost, typeFirst } = instance;
        const { order, angle, given, next } = this;
        order.length = 0;
        for (let r = 0; r < routes; r++) {
            if (this.size[r] === 0) continue;
            order.push(r);
            angle[r] = this.directionOf(r);
        }
        order.sort((a, b) => angle[a] - angle[b] || a - b);
        given.set(typeFirst);
        individual.clear();
        individual.excess.fill(0);
        let at = 0;
        let cost = 0;
        for (const r of order) {
            for (let v = next[n + 2 * r]; v < n; v = next[v]) individual.visits[at++] = v;
            // Routes of one type are alike: renumbering them keeps their numbers low.
            individual.closeRoute(given[this.type[r]]++, at);
            cost += this.costOf(r);
            this.addExcess(r, individual.excess);
        }
        individual.link();
        individual.tier = 0;
        individual.cost = cost;
        individual.total = cost;
        for (let v = 0; v < n; v++) {
            if (this.route[v] >= 0) continue;
            individual.tier += absentTier[v];
            individual.total += absentCost[v];
            individual.cost += price[v];
        }
        individual.feasible = true;
        for (let i = 0; i < individual.excess.length; i++) if (individual.excess[i] > 0) individual.feasible = false;
    }

    /** What rounding of loads, lengths and moments may make of a change of the penalised cost, at the present weights. */
    noise(): number {
        const { model, weights } = this;
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i] * model.magnitude[i];
        return ROUNDINGS * Number.EPSILON * (sum + model.dearestSecond * model.magnitude[model.limits - 1]);
    }

    /** All arcs, penalties and prices. */
    penalised(): number {
        let sum = this.absentPrice;
        for (let r = 0; r < this.size.length; r++) {
            if (this.size[r] === 0) continue;
            sum += this.rest[r];
            for (let v = this.next[this.start(r)]; ; v = this.next[v]) {
                sum += this.arcTo[v];
                if (v >= this.model.instance.n) break;
            }
        }
        return sum;
    }

    /** Whether the directions in which two routes go have some in common. */
    overlap(r: number, s: number): boolean {
        const { sectorFrom, sectorTo } = this;
        const shift = (sectorFrom[s] - sectorFrom[r]) & (CIRCLE - 1);
        const back = (sectorFrom[r] - sectorFrom[s]) & (CIRCLE - 1);
        return shift <= ((sectorTo[r] - sectorFrom[r]) & (CIRCLE - 1)) || back <= ((sectorTo[s] - sectorFrom[s]) & (CIRCLE - 1));
    }

    /** Recomputes what is cached for route r after its list changed. */
    update(r: number): void {
        const { model, next, route, position, arcTo, loadTo, lengthTo, direction } = this;
        const { instance, arcs, dimensions, demand } = model;
        const { n, clocked: timed, distanceLimited } = instance;
        const profile = this.profile[r];
        const start = n + 2 * r;
        let p = start;
        let size = 0;
        let from = 0;
        let to = 0;
        for (let v = next[start]; ; v = next[v]) {
            arcTo[v] = arcs.cost(profile, p, v);
            if (distanceLimited) lengthTo[v] = lengthTo[p] + arcs.distance(profile, p, v);
            for (let d = 0; d < dimensions; d++) {
                loadTo[v * dimensions + d] = loadTo[p * dimensions + d] + (v < n ? demand[v * dimensions + d] : 0);
            }
            position[v] = ++size;
            if (v >= n) break;
            route[v] = r;
            const turn = direction[v];
            if (size === 1) {
                from = turn;
                to = turn;
            } else if (((turn - from) & (CIRCLE - 1)) > ((to - from) & (CIRCLE - 1))) {
                if (((turn - to) & (CIRCLE - 1)) <= ((from - turn) & (CIRCLE - 1))) to = turn;
                else from = turn;
            }
            p = v;
        }
        this.sectorFrom[r] = from;
        this.sectorTo[r] = to;
        this.size[r] = size - 1;
        if (size === 1) {
            const type = this.type[r];
            if (r < this.firstEmpty[type]) this.firstEmpty[type] = r;
        }
        if (timed) this.updateTimes(r);
        this.rest[r] = this.restOf(r);
        this.changed[r] = ++this.changes;
    }

    private updateTimes(r: number): void {
        const { model, next, prev, before, after } = this;
        const { instance, arcs } = model;
        const { n, service, open, close, typeOpen, typeClose } = instance;
        const profile = this.profile[r];
        const type = this.type[r];
        const start = n + 2 * r;
        let duration = 0;
        let warp = 0;
        let earliest = typeOpen[type];
        let latest = typeClose[type];
        let waiting = 0;
        writeSegment(before, start, duration, warp, earliest, latest, waiting);
        for (let u = start; u !== start + 1; u = next[u]) {
            const v = next[u];
            const travel = arcs.duration(profile, u, v);
            const opens = v < n ? open[v] : typeOpen[type];
            const closes = v < n ? close[v] : typeClose[type];
            const reach = duration - warp + travel;
            const wait = Math.max(0, opens - reach - latest);
            const late = Math.max(0, earliest + reach - closes);
            duration += travel + wait + (v < n ? service[v] : 0);
            earliest = Math.max(opens - reach, earliest) - wait;
            latest = Math.min(closes - reach, latest) + late;
            warp += late;
            waiting += wait;
            writeSegment(before, v, duration, warp, earliest, latest, waiting);
        }
        duration = 0;
        warp = 0;
        earliest = typeOpen[type];
        latest = typeClose[type];
        waiting = 0;
        writeSegment(after, start + 1, duration, warp, earliest, latest, waiting);
        for (let v = start + 1; v !== start; v = prev[v]) {
            const u = prev[v];
            const opens = u < n ? open[u] : typeOpen[type];
            const closes = u < n ? close[u] : typeClose[type];
            const own = u < n ? service[u] : 0;
            const travel = arcs.duration(profile, u, v);
            const reach = own + travel;
            const wait = Math.max(0, earliest - reach - closes);
            const late = Math.max(0, opens + reach - latest);
            duration += own + travel + wait;
            earliest = Math.max(earliest - reach, opens) - wait;
            latest = Math.min(latest - reach, closes) + late;
            warp += late;
            waiting += wait;
            writeSegment(after, u, duration, warp, earliest, latest, waiting);
        }
    }

    /** Penalties and paid waiting of route r as it stands. */
    private restOf(r: number): number {
        if (this.size[r] === 0) return 0;
        const { model, weights, loadTo, before } = this;
        const { instance, dimensions, limit } = model;
        const type = this.type[r];
        const end = instance.n + 2 * r + 1;
        let rest = 0;
        for (let d = 0; d < dimensions; d++) {
            const over = loadTo[end * dimensions + d] - limit[type * dimensions + d];
            if (over > 0) rest += weights[d] * over;
        }
        if (instance.distanceLimited) {
            const over = this.lengthTo[end] - instance.maxDistance[type];
            if (over > 0) rest += weights[dimensions] * over;
        }
        if (instance.clocked) {
            const over = before[end * SEGMENT] - instance.maxDuration[type];
            if (over > 0) rest += weights[dimensions + 1] * over;
            rest += weights[dimensions + 2] * before[end * SEGMENT + 1];
            rest += instance.costPerSecond[type] * before[end * SEGMENT + 4];
        }
        return rest;
    }

    /** Cost of route r without penalties. */
    private costOf(r: number): number {
        const { instance } = this.model;
        let cost = 0;
        for (let v = this.next[this.start(r)]; ; v = this.next[v]) {
            cost += this.arcTo[v];
            if (v >= instance.n) break;
        }
        if (!instance.clocked) return cost;
        return cost + instance.costPerSecond[this.type[r]] * this.before[(this.start(r) + 1) * SEGMENT + 4];
    }

    private addExcess(r: number, excess: Float64Array): void {
        const { model, loadTo, before } = this;
        const { instance, dimensions, limit } = model;
        const type = this.type[r];
        const end = this.start(r) + 1;
        for (let d = 0; d < dimensions; d++) {
            excess[d] += beyond(loadTo[end * dimensions + d], limit[type * dimensions + d]);
        }
        if (instance.distanceLimited) excess[dimensions] += beyond(this.lengthTo[end], instance.maxDistance[type]);
        if (!instance.clocked) return;
        excess[dimensions + 1] += beyond(before[end * SEGMENT], instance.maxDuration[type]);
        const warp = before[end * SEGMENT + 1];
        if (warp > NOISE * Math.max(1, before[end * SEGMENT])) excess[dimensions + 2] += warp;
    }

    /** Where the middle of route r lies, as an angle. */
    private directionOf(r: number): number {
        const { x, y, centreX, centreY } = this.model.layout;
        let dx = 0;
        let dy = 0;
        for (let v = this.next[this.start(r)]; v < this.model.instance.n; v = this.next[v]) {
            dx += x[v] - centreX;
            dy += y[v] - centreY;
        }
        return Math.atan2(dy, dx);
    }
}

function beyond(value: number, limit: number): number {
    const over = value - limit;
    return over > NOISE * Math.max(1, limit) ? over : 0;
}

function writeSegment(
    into: Float64Array,
    node: number,
    duration: number,
    warp: number,
    earliest: number,
    latest: number,
    waiting: number,
): void {
    const at = node * SEGMENT;
    into[at] = duration;
    into[at + 1] = warp;
    into[at + 2] = earliest;
    into[at + 3] = latest;
    into[at + 4] = waiting;
}
