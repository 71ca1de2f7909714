import { type Steps, WorkMeter } from '../../core/index.js';
import type { StageProgress, StageReporter } from '../points/stage-progress.js';
import { type KdTree, pointGap } from '../trees/kd-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';

/** Edges of a tree over points, in the order of their places in the k-d tree. */
export interface SpanningTree {
    readonly from: Int32Array;
    readonly to: Int32Array;
    /** Squared mutual reachability of each edge. */
    readonly weights: Float64Array;
    /** Rounds of Boruvka's algorithm. */
    readonly rounds: number;
}

/**
 * Minimum spanning tree by mutual reachability: the largest of the distance between two points and the core distances of both.
 *
 * Boruvka's algorithm: in every round each component takes the cheapest edge that leads out of it. Points search the k-d tree for
 * it, and pass over nodes of their own component, nodes beyond what the component has found so far, and whole searches whose last
 * result still leads out or was no better.
 *
 * @param core - squared core distances
 * @see McInnes, Healy (2017) "Accelerated Hierarchical Density Based Clustering", https://doi.org/10.1109/ICDMW.2017.12; March, Ram,
 * Gray (2010) "Fast Euclidean Minimum Spanning Tree", https://doi.org/10.1145/1835804.1835882
 */
export function spanningTree(tree: KdTree, core: Float64Array, reporter: StageReporter): Steps<SpanningTree, StageProgress> {
    return new Boruvka(tree, core).run(reporter);
}

class Boruvka {
    private readonly tree: KdTree;
    private readonly core: Float64Array;
    /** Least core distance within each node. */
    private readonly leastCore: Float64Array;
    /** Component of each point, and of each node whose points share one, else -1. */
    private readonly component: Int32Array;
    private readonly nodeComponent: Int32Array;
    private readonly parent: Int32Array;
    /** The cheapest edge out of each component so far. */
    private readonly bestWeight: Float64Array;
    private readonly bestFrom: Int32Array;
    private readonly bestTo: Int32Array;
    /** Where each point's last search led, -1 for nowhere; nothing outside of its component is nearer than the bound. */
    private readonly target: Int32Array;
    private readonly bound: Float64Array;
    private found = -1;

    constructor(tree: KdTree, core: Float64Array) {
        const n = core.length;
        this.tree = tree;
        this.core = core;
        this.leastCore = new Float64Array(tree.count).fill(Number.POSITIVE_INFINITY);
        for (let node = tree.count - 1; node >= 0; node--) {
            if (tree.right[node] > 0) {
                this.leastCore[node] = Math.min(this.leastCore[node + 1], this.leastCore[tree.right[node]]);
            } else {
                for (let p = tree.start[node]; p < tree.end[node]; p++) {
                    if (core[p] < this.leastCore[node]) this.leastCore[node] = core[p];
                }
            }
        }
        this.component = new Int32Array(n);
        this.nodeComponent = new Int32Array(tree.count);
        this.parent = Int32Array.from(core.keys());
        this.bestWeight = new Float64Array(n);
        this.bestFrom = new Int32Array(n);
        this.bestTo = new Int32Array(n);
        this.target = new Int32Array(n).fill(-1);
        this.bound = core.slice();
    }

    *run(reporter: StageReporter): Steps<SpanningTree, StageProgress> {
        const n = this.core.length;
        const edges = Math.max(0, n - 1);
        const from = new Int32Array(edges);
        const to = new Int32Array(edges);
        const weights = new Float64Array(edges);
        let count = 0;
        let rounds = 0;
        yield reporter.begin('spanning tree', edges);
        while (count < edges) {
            rounds++;
            this.nameComponents();
            yield* this.findEdges();
            for (let p = 0; p < n; p++) {
                // Components are named by one of their points.
                if (this.component[p] !== p) continue;
                const a = this.rootOf(this.bestFrom[p]);
                const b = this.rootOf(this.bestTo[p]);
                // Equally cheap edges can close a circle; any of them may be left out.
                if (a === b) continue;
                this.parent[Math.max(a, b)] = Math.min(a, b);
                from[count] = this.bestFrom[p];
                to[count] = this.bestTo[p];
                weights[count++] = this.bestWeight[p];
            }
            yield reporter.reached(count);
        }
        return { from, to, weights, rounds };
    }

    private nameComponents(): void {
        const { component, nodeComponent, tree } = this;
        for (let p = 0; p < component.length; p++) component[p] = this.rootOf(p);
        for (let node = tree.count - 1; node >= 0; node--) {
            if (tree.right[node] > 0) {
                const left = nodeComponent[node + 1];
                nodeComponent[node] = left === nodeComponent[tree.right[node]] ? left : -1;
                continue;
            }
            const first = component[tree.start[node]];
            let same = true;
            for (let p = tree.start[node] + 1; p < tree.end[node] && same; p++) same = component[p] === first;
            nodeComponent[node] = same ? first : -1;
        }
    }

    private *findEdges(): Steps<void> {
        const { component, bestWeight, bestFrom, bestTo, target, bound } = this;
        const meter = new WorkMeter();
        bestWeight.fill(Number.POSITIVE_INFINITY);
        // What was found before and still leads out holds the searches of others short.
        for (let p = 0; p < component.length; p++) {
            const c = component[p];
            if (target[p] < 0) continue;
            if (component[target[p]] === c) target[p] = -1;
            else if (bound[p] < bestWeight[c]) {
                bestWeight[c] = bound[p];
                bestFrom[c] = p;
                bestTo[c] = target[p];
            }
        }
        for (let p = 0; p < component.length; p++) {
            const c = component[p];
            if (target[p] >= 0 || bound[p] >= bestWeight[c]) continue;
            this.found = -1;
            this.search(p, c, 0);
            if (meter.spend(100)) yield;
            target[p] = this.found;
            bound[p] = bestWeight[c];
            if (this.found < 0) continue;
            bestFrom[c] = p;
            bestTo[c] = this.found;
        }
    }

    /** Looks in the node for something nearer than the component's best; true if nothing can be nearer than what is found. */
    private search(p: number, c: number, node: number): boolean {
        const { tree, core, component, nodeComponent, leastCore, bestWeight } = this;
        const { boxes, coordinates, right } = tree;
        if (right[node] === 0) {
            for (let q = tree.start[node]; q < tree.end[node]; q++) {
                if (component[q] === c || core[q] >= bestWeight[c]) continue;
                const d = Math.max(squaredDistance(coordinates, p, coordinates, q), core[p], core[q]);
                if (d >= bestWeight[c]) continue;
                bestWeight[c] = d;
                this.found = q;
                // Nothing is nearer than the last known bound.
                if (d <= this.bound[p]) return true;
            }
            return false;
        }
        const x = coordinates[3 * p];
        const y = coordinates[3 * p + 1];
        const z = coordinates[3 * p + 2];
        let near = node + 1;
        let far = right[node];
        let nearGap = nodeComponent[near] === c ? Number.POSITIVE_INFINITY : pointGap(boxes, near, x, y, z);
        let farGap = nodeComponent[far] === c ? Number.POSITIVE_INFINITY : pointGap(boxes, far, x, y, z);
        if (farGap < nearGap) {
            [near, far] = [far, near];
            [nearGap, farGap] = [farGap, nearGap];
        }
        if (nearGap < bestWeight[c] && leastCore[near] < bestWeight[c] && this.search(p, c, near)) return true;
        return farGap < bestWeight[c] && leastCore[far] < bestWeight[c] && this.search(p, c, far);
    }

    private rootOf(point: number): number {
        const { parent } = this;
        let p = point;
        while (parent[p] !== p) {
            parent[p] = parent[parent[p]];
            p = parent[p];
        }
        return p;
    }
}
