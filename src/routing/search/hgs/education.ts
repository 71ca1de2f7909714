import type { Random, StopWatch } from '../../../core/index.js';
import type { Individual } from './individual.js';
import type { Model } from './model.js';
import { Moves } from './moves.js';
import { Routes } from './routes.js';
import { SwapStar } from './swap-star.js';

/** Visits between two looks at the clock. */
const CLOCK_STEP = 64;
/** Gains below this share of the mean arc are rounding. */
const LEAST_GAIN = 1e-7;
/** Passes of one descent: it takes a dozen, and should rounding ever go round in circles, it ends. */
const MOST_PASSES = 200;
/** One in this many visits has its neighbours shuffled before each descent. */
const SHUFFLE_EVERY = 20;
/** Routes beyond the used ones that SWAP* is ready for. */
const SPARE_ROUTES = 8;

const IMPROVED = 1;
const INTERRUPTED = 2;

/**
 * The local search that individuals go through: relocation of up to three visits, exchange of one or two for one or two, 2-opt, both
 * kinds of 2-opt*, insertion, removal and replacement of visits that may be left out, all between near visits, and SWAP* between
 * routes whose directions overlap. The first move that lowers the penalised cost is taken, until none does (Vidal 2022, section 3.3).
 */
export class Education {
    readonly routes: Routes;
    private readonly model: Model;
    private readonly random: Random;
    private readonly moves: Moves;
    private readonly swapStar: SwapStar;
    private readonly order: Int32Array;
    private readonly routeOrder: Int32Array;
    /** When each visit, and each route for SWAP*, was tried last, by the count of changes. */
    private readonly tested: Int32Array;
    private readonly routeTested: Int32Array;
    private readonly near: Int32Array;
    private readonly missing: Int32Array;
    private least: number;
    private readonly leastOfArcs: number;
    private readonly sifting: boolean;
    private polls = 0;
    private starRoutes = 0;
    private bestDelta = 0;
    private bestPrev = -1;

    constructor(model: Model, random: Random) {
        const { n, routes } = model.instance;
        const least = LEAST_GAIN * (model.scale().cost || 1);
        this.leastOfArcs = least;
        this.least = least;
        this.sifting = model.arcs.hasMatrix && model.arcs.symmetric;
        this.missing = new Int32Array(n);
        this.model = model;
        this.random = random;
        this.routes = new Routes(model);
        this.moves = new Moves(this.routes, least);
        this.swapStar = new SwapStar(this.routes, least);
        this.order = Int32Array.from({ length: n }, (_, v) => v);
        this.routeOrder = new Int32Array(routes);
        this.tested = new Int32Array(n);
        this.routeTested = new Int32Array(routes);
        this.near = model.near.slice();
    }

    /**
     * Improves an individual to a local optimum, which replaces it.
     *
     * @param weights - of the penalties
     * @returns whether it came to the end, else the watch was over and the routes stand as they are
     */
    run(individual: Individual, weights: Float64Array, watch: StopWatch, iteration: number): boolean {
        const { routes } = this;
        routes.weights.set(weights);
        this.least = Math.max(this.leastOfArcs, routes.noise());
        this.moves.least = this.least;
        this.swapStar.least = this.least;
        routes.load(individual);
        this.insertMissing();
        const done = this.descend(watch, iteration);
        routes.save(individual);
        return done;
    }

    /** Improves until nothing does; returns false if the watch was over before that. */
    private descend(watch: StopWatch, iteration: number): boolean {
        const { random, order, tested } = this;
        const { n } = this.model.instance;
        random.shuffle(order);
        for (let i = 0; i < n; i++) if (random.integer(SHUFFLE_EVERY) === 0) this.shuffleNear(order[i]);
        tested.fill(-1);
        this.routeTested.fill(-1);
        this.starRoutes = this.reserveStars();
        let improved = true;
        // New routes are opened from the second pass on, when those that exist have been filled.
        for (let pass = 0; pass < 2 || (improved && pass < MOST_PASSES); pass++) {
            improved = false;
            for (let i = 0; i < n; i++) {
                if (++this.polls % CLOCK_STEP === 0 && watch.isOver(iteration)) return false;
                if (this.improveVisit(order[i], pass)) improved = true;
            }
            const exchanged = this.exchangeFreely(watch, iteration);
            if (exchanged === INTERRUPTED) return false;
            if (exchanged === IMPROVED) improved = true;
        }
        return true;
    }

    /** Tries all moves that begin with visit u. */
    private improveVisit(u: number, pass: number): boolean {
        const { model, routes, near, tested } = this;
        const { changed, route, prev } = routes;
        const { nearOffset } = model;
        const { n, types } = model.instance;
        const before = tested[u];
        tested[u] = routes.changes;
        if (route[u] < 0) return this.placeAbsent(u, before);
        if (model.droppable[u] === 1 && changed[route[u]] > before && this.moves.removal(u) < -this.least) {
            this.moves.remove(u);
            return true;
        }
        let improved = false;
        const to = nearOffset[u + 1];
        for (let k = nearOffset[u]; k < to; k++) {
            const v = near[k];
            const rv = route[v];
            if (rv < 0 || (changed[rv] <= before && changed[route[u]] <= before)) continue;
            if (this.bringTogether(u, v) || (prev[v] >= n && this.bringBehind(u, prev[v]))) improved = true;
        }
        if (pass === 0 || (pass > 1 && !improved && changed[route[u]] <= before)) return improved;
        for (let t = 0; t < types; t++) {
            const r = routes.emptyRoute(t);
            if (r >= 0 && this.bringBehind(u, n + 2 * r)) improved = true;
        }
        return improved;
    }

    /** Moves that make u and v neighbours; the first that pays is carried out. */
    private bringTogether(u: number, v: number): boolean {
        const { routes } = this;
        if (this.sifting && routes.profile[routes.route[u]] === routes.profile[routes.route[v]]) return this.sift(u, v);
        const { moves, model } = this;
        const { next, prev, route, position } = routes;
        const { n, clocked: timed } = model.instance;
        const x = next[u];
        const y = next[v];
        if (moves.relocate(u, u, v)) return true;
        const pair = x < n && x !== v;
        if (pair) {
            if (moves.relocate(u, x, v)) return true;
            const third = next[x];
            if (third < n && third !== v && moves.relocate(u, third, v)) return true;
        }
        if (u < v && moves.swap(u, u, v, v)) return true;
        if (pair) {
            if (moves.swap(u, x, v, v)) return true;
            if (u < v && y < n && y !== u && moves.swap(u, x, v, y)) return true;
        }
        if (route[u] === route[v]) return position[u] < position[v] && moves.turn(u, v);
        return moves.exchangeTails(u, prev[v]) || (!timed && moves.joinBeginnings(u, v));
    }

    /**
     * As {@link bringTogether}, for arcs in one symmetric matrix: the moves share most of the arcs that they would make, so that these
     * are read once, and only moves whose arcs gain enough are tried.
     */
    private sift(u: number, v: number): boolean {
        const { moves, routes, model } = this;
        const { next, prev, route, position, arcTo, rest, profile } = routes;
        const { costs, row, column, area } = model.arcs;
        const { n, clocked: timed } = model.instance;
        const ru = route[u];
        const rv = route[v];
        const base = profile[ru] * area;
        const p = prev[u];
        const x = next[u];
        const q = prev[v];
        const y = next[v];
        const rowU = base + row[u];
        const rowV = base + row[v];
        const toU = arcTo[u];
        const toX = arcTo[x];
        const toV = arcTo[v];
        const toY = arcTo[y];
        const bar = (ru === rv ? rest[ru] : rest[ru] + rest[rv]) - this.least;
        const uv = costs[rowU + v];
        const uy = costs[rowU + column[y]];
        const pv = costs[base + row[p] + v];
        const qu = costs[base + row[q] + u];
        const vx = costs[rowV + column[x]];
        if (v !== p && costs[base + row[p] + column[x]] - toU - toX + uv + uy - toY < bar && moves.relocate(u, u, v)) return true;
        if (u < v && x !== v && y !== u && pv + vx - toU - toX + qu + uy - toV - toY < bar && moves.swap(u, u, v, v)) return true;
        let xy = 0;
        if (x < n) {
            const rowX = base + row[x];
            xy = costs[rowX + column[y]];
            if (x !== v) {
                const z = next[x];
                const toZ = arcTo[z];
                if (v !== p) {
                    const taken = costs[base + row[p] + column[z]] - toU - toZ - toY;
                    if ((taken + uv + xy < bar || taken + vx + uy < bar) && moves.relocate(u, x, v)) return true;
                    if (z < n && z !== v) {
                        const rowZ = base + row[z];
                        const after = next[z];
                        const all = costs[base + row[p] + column[after]] - toU - arcTo[after] - toY;
                        if (
                            (all + uv + costs[rowZ + column[y]] < bar || all + costs[rowZ + v] + uy < bar) &&
                            moves.relocate(u, z, v)
                        ) {
                            return true;
                        }
                    }
                }
                if (y !== u && z !== v) {
                    const out = pv + qu - toU - toZ - toV;
                    if (out + costs[rowV + column[z]] + xy - toY < bar && moves.swap(u, x, v, v)) return true;
                    if (u < v && y < n) {
                        const w = next[y];
                        if (w !== u && out + costs[base + row[y] + column[z]] + costs[rowX + column[w]] - arcTo[w] < bar) {
                            if (moves.swap(u, x, v, y)) return true;
                        }
                    }
                }
            }
        }
        if (ru === rv) {
            if (position[u] >= position[v]) return false;
            return uv + costs[base + row[x] + column[y]] - toX - toY < bar && moves.turn(u, v);
        }
        if (uv + costs[base + row[q] + column[x]] - toX - toV < bar && moves.exchangeTails(u, q)) return true;
        if (timed) return false;
        const ends = x < n ? xy : costs[base + n * (n + 2) + column[y]];
        return uv + ends - toX - toY < bar && moves.joinBeginnings(u, v);
    }

    /** Moves that bring u behind the start of a route. */
    private bringBehind(u: number, start: number): boolean {
        const { moves, routes } = this;
        const { next, route } = routes;
        const { n } = this.model.instance;
        if (moves.relocate(u, u, start)) return true;
        const x = next[u];
        if (x < n) {
            if (moves.relocate(u, x, start)) return true;
            if (next[x] < n && moves.relocate(u, next[x], start)) return true;
        }
        return route[u] !== route[start] && moves.exchangeTails(u, start);
    }

    /** Inserts absent visit u, or puts it in the place of another, where that pays. */
    private placeAbsent(u: number, before: number): boolean {
        const { model, routes, moves, near } = this;
        const { changed, route } = routes;
        const { nearOffset } = model;
        let fresh = false;
        for (let k = nearOffset[u]; k < nearOffset[u + 1] && !fresh; k++) {
            fresh = route[near[k]] >= 0 && changed[route[near[k]]] > before;
        }
        if (!fresh && before >= 0) return false;
        this.findPlace(u, -this.least);
        let replaced = -1;
        for (let k = nearOffset[u]; k < nearOffset[u + 1]; k++) {
            const v = near[k];
            if (route[v] < 0) continue;
            const delta = moves.replacement(u, v, this.bestDelta);
            if (delta >= this.bestDelta) continue;
            this.bestDelta = delta;
            replaced = v;
        }
        if (replaced >= 0) {
            const p = routes.prev[replaced];
            moves.remove(replaced);
            moves.insert(u, p);
            return true;
        }
        if (this.bestPrev < 0) return false;
        moves.insert(u, this.bestPrev);
        return true;
    }

    /** Finds the best place of absent visit u that changes the cost by less than `bar`. */
    private findPlace(u: number, bar: number): void {
        const { model, routes, near } = this;
        const { nearOffset } = model;
        const { n, types } = model.instance;
        this.bestDelta = bar;
        this.bestPrev = -1;
        for (let k = nearOffset[u]; k < nearOffset[u + 1]; k++) {
            const v = near[k];
            if (routes.route[v] < 0) continue;
            this.tryPlace(u, v);
            this.tryPlace(u, routes.prev[v]);
        }
        for (let t = 0; t < types; t++) {
            const r = routes.emptyRoute(t);
            if (r >= 0) this.tryPlace(u, n + 2 * r);
        }
    }

    private tryPlace(u: number, p: number): void {
        const delta = this.moves.insertion(u, p, this.bestDelta);
        if (delta >= this.bestDelta) return;
        this.bestDelta = delta;
        this.bestPrev = p;
    }

    /** Puts all visits that must be served where they cost least, whatever that is. */
    private insertMissing(): void {
        const { model, routes, moves, random } = this;
        const { n, routes: count } = model.instance;
        const { missing } = this;
        let absent = 0;
        for (let v = 0; v < n; v++) {
            if (routes.route[v] < 0 && model.servable[v] === 1 && model.droppable[v] === 0) missing[absent++] = v;
        }
        random.shuffle(missing.subarray(0, absent));
        for (let i = 0; i < absent; i++) {
            const u = missing[i];
            this.findPlace(u, Number.POSITIVE_INFINITY);
            for (let r = 0; this.bestPrev < 0 && r < count; r++) this.tryPlace(u, routes.start(r));
            if (this.bestPrev >= 0) moves.insert(u, this.bestPrev);
        }
    }

    /** SWAP* between all routes whose directions overlap and that changed since they were tried. */
    private exchangeFreely(watch: StopWatch, iteration: number): number {
        const { routes, routeOrder, routeTested, swapStar, random } = this;
        const { changed, size } = routes;
        let count = 0;
        for (let r = 0; r < this.starRoutes; r++) if (size[r] > 0) routeOrder[count++] = r;
        random.shuffle(routeOrder.subarray(0, count));
        let result = 0;
        for (let i = 0; i < count; i++) {
            const r = routeOrder[i];
            const before = routeTested[r];
            routeTested[r] = routes.changes;
            for (let j = 0; j < count; j++) {
                const s = routeOrder[j];
                if (s <= r || size[r] === 0 || size[s] === 0) continue;
                if (changed[r] <= before && changed[s] <= before) continue;
                if (!routes.overlap(r, s)) continue;
                if (++this.polls % CLOCK_STEP === 0 && watch.isOver(iteration)) return INTERRUPTED;
                if (swapStar.improve(r, s)) result = IMPROVED;
            }
        }
        return result;
    }

    /** How many routes SWAP* looks at: all that are used, with some that may be opened; none if that would be too many. */
    private reserveStars(): number {
        const { routes } = this;
        let count = 0;
        for (let r = 0; r < routes.size.length; r++) if (routes.size[r] > 0) count = r + 1;
        count = Math.min(routes.size.length, count + SPARE_ROUTES);
        return this.swapStar.reset(count) ? count : 0;
    }

    private shuffleNear(v: number): void {
        const { near, random } = this;
        const from = this.model.nearOffset[v];
        for (let i = this.model.nearOffset[v + 1] - 1; i > from; i--) {
            const j = from + random.integer(i - from + 1);
            const kept = near[i];
            near[i] = near[j];
            near[j] = kept;
        }
    }
}
