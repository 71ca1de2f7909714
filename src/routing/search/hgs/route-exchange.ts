import type { Random } from '../../../core/index.js';
import type { Individual } from './individual.js';
import type { Model } from './model.js';

/**
 * Selective route exchange (Nagata and Kobayashi 2010, doi:10.1007/978-3-642-15844-5_54): some neighbouring routes of the first parent
 * give way to as many of the second that serve nearly the same visits. Visits that would be served twice stay with one of the two,
 * and visits that are no longer served are missing in the child.
 */
export class RouteExchange {
    private readonly model: Model;
    private readonly random: Random;
    /** Position of a visit's route in the order of each parent, -1 if it is absent. */
    private readonly inA: Int32Array;
    private readonly inB: Int32Array;
    private readonly seen: Uint8Array;
    private readonly taken: Uint8Array;

    constructor(model: Model, random: Random) {
        const { n, routes } = model.instance;
        this.model = model;
        this.random = random;
        this.inA = new Int32Array(n);
        this.inB = new Int32Array(n);
        this.seen = new Uint8Array(n);
        this.taken = new Uint8Array(routes);
    }

    run(a: Individual, b: Individual, child: Individual): void {
        const { random, inA, inB, seen, taken } = this;
        child.clear();
        if (a.routes === 0 || b.routes === 0) {
            child.copyRoutes(b.routes === 0 ? a : b);
            return;
        }
        locate(a, inA);
        locate(b, inB);
        const count = 1 + random.integer(Math.min(a.routes, b.routes));
        let fromA = random.integer(a.routes);
        let fromB = this.alignment(a, fromA, b);
        // Shifting either selection by one route while that brings the two sets of visits closer together.
        for (let gap = this.gap(a, fromA, b, fromB, count); ; ) {
            let better = gap;
            let [nextA, nextB] = [fromA, fromB];
            for (const [da, db] of SHIFTS) {
                const shiftedA = (fromA + da + a.routes) % a.routes;
                const shiftedB = (fromB + db + b.routes) % b.routes;
                const shifted = this.gap(a, shiftedA, b, shiftedB, count);
                if (shifted >= better) continue;
                better = shifted;
                [nextA, nextB] = [shiftedA, shiftedB];
            }
            if (better >= gap) break;
            gap = better;
            [fromA, fromB] = [nextA, nextB];
        }
        // Either the routes of the first parent that stay keep their visits, or those of the second that come.
        const staying = random.integer(2) === 0;
        seen.fill(0);
        taken.fill(0);
        if (!staying) this.mark(b, fromB, count);
        let at = 0;
        for (let i = 0; i < a.routes; i++) {
            if (isWithin(i, fromA, count, a.routes)) continue;
            for (let k = a.offsets[i]; k < a.offsets[i + 1]; k++) if (seen[a.visits[k]] === 0) child.visits[at++] = a.visits[k];
            taken[a.routeIds[i]] = 1;
            child.closeRoute(a.routeIds[i], at);
        }
        if (staying) this.markStaying(a, fromA, count);
        else seen.fill(0);
        for (let i = 0; i < count; i++) {
            const other = (fromB + i) % b.routes;
            const id = this.routeFor(b.routeIds[other], a.routeIds[(fromA + i) % a.routes]);
            const type = this.model.instance.routeType[id];
            for (let k = b.offsets[other]; k < b.offsets[other + 1]; k++) {
                const v = b.visits[k];
                if (seen[v] === 0 && this.model.serves(type, v)) child.visits[at++] = v;
            }
            taken[id] = 1;
            child.closeRoute(id, at);
        }
    }

    /** The route of the second parent that shares most visits with a route of the first. */
    private alignment(a: Individual, i: number, b: Individual): number {
        let best = this.random.integer(b.routes);
        let most = 0;
        for (let k = a.offsets[i]; k < a.offsets[i + 1]; k++) {
            const other = this.inB[a.visits[k]];
            if (other < 0) continue;
            let shared = 0;
            for (let m = k; m < a.offsets[i + 1]; m++) if (this.inB[a.visits[m]] === other) shared++;
            if (shared <= most) continue;
            most = shared;
            best = other;
        }
        return best;
    }

    /** How many visits of the selected routes are in those of one parent only. */
    private gap(a: Individual, fromA: number, b: Individual, fromB: number, count: number): number {
        let differing = 0;
        for (let i = 0; i < count; i++) {
            const ra = (fromA + i) % a.routes;
            for (let k = a.offsets[ra]; k < a.offsets[ra + 1]; k++) {
                const other = this.inB[a.visits[k]];
                if (other < 0 || !isWithin(other, fromB, count, b.routes)) differing++;
            }
            const rb = (fromB + i) % b.routes;
            for (let k = b.offsets[rb]; k < b.offsets[rb + 1]; k++) {
                const other = this.inA[b.visits[k]];
                if (other < 0 || !isWithin(other, fromA, count, a.routes)) differing++;
            }
        }
        return differing;
    }

    private mark(b: Individual, from: number, count: number): void {
        for (let i = 0; i < count; i++) {
            const r = (from + i) % b.routes;
            for (let k = b.offsets[r]; k < b.offsets[r + 1]; k++) this.seen[b.visits[k]] = 1;
        }
    }

    private markStaying(a: Individual, from: number, count: number): void {
        for (let i = 0; i < a.routes; i++) {
            if (isWithin(i, from, count, a.routes)) continue;
            for (let k = a.offsets[i]; k < a.offsets[i + 1]; k++) this.seen[a.visits[k]] = 1;
        }
    }

    /** A free route for what the second parent's route holds: its own, else another of the type, else the one that gives way. */
    private routeFor(wanted: number, given: number): number {
        const { taken } = this;
        if (taken[wanted] === 0) return wanted;
        const { routeType, typeFirst, types, routes } = this.model.instance;
        const type = routeType[wanted];
        const end = type + 1 < types ? typeFirst[type + 1] : routes;
        for (let r = typeFirst[type]; r < end; r++) if (taken[r] === 0) return r;
        if (taken[given] === 0) return given;
        // Only where routes of another type were given away before: any that is left.
        return taken.indexOf(0);
    }
}

const SHIFTS: readonly (readonly [number, number])[] = [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
];

function isWithin(i: number, from: number, count: number, routes: number): boolean {
    return (i - from + routes) % routes < count;
}

function locate(individual: Individual, into: Int32Array): void {
    into.fill(-1);
    for (let i = 0; i < individual.routes; i++) {
        for (let k = individual.offsets[i]; k < individual.offsets[i + 1]; k++) into[individual.visits[k]] = i;
    }
}
