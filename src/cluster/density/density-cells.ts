import type { Steps } from '../../core/index.js';
import type { StageProgress, StageReporter } from '../points/stage-progress.js';
import { boxGap, boxSpan, type KdTree, pointGap, pointSpan } from '../trees/kd-tree.js';
import { squaredDistance } from '../trees/squared-distance.js';

/**
 * A k-d tree cut into cells for one radius: nodes whose points all lie within it of each other (tight cells), and leaves of few
 * points where points are too sparse for that. Answers what DBSCAN asks about the neighbourhood of whole cells at once.
 *
 * @see Gunawan (2013) "A Faster Algorithm for DBSCAN", whose cells are those of a grid
 */
export class DensityCells {
    /** 1 for core points, in the tree's order. */
    readonly core: Uint8Array;
    /** Some core point of the same cluster, and so on up to one that leads to itself; -1 for points that are no core. */
    readonly parent: Int32Array;
    private readonly tree: KdTree;
    private readonly limit: number;
    /** Nodes that are cells, and the place of each in this list; -1 for nodes above and below them. */
    private readonly cells: Int32Array;
    private readonly cellAt: Int32Array;
    private readonly tight: Uint8Array;
    /** Core points of each node. */
    private readonly cores: Int32Array;
    /** Cells with places within the radius of a cell's box, itself included: those of cell c from `nearStart[c]` on. */
    private near: Int32Array;
    private readonly nearStart: Int32Array;
    private readonly waiting: number[] = [];

    /** @param reach - the radius, a distance of the tree's coordinates */
    constructor(tree: KdTree, reach: number) {
        const n = tree.order.length;
        this.tree = tree;
        this.limit = reach * reach;
        this.core = new Uint8Array(n);
        this.parent = new Int32Array(n).fill(-1);
        this.cores = new Int32Array(tree.count);
        this.cellAt = new Int32Array(tree.count).fill(-1);
        this.tight = new Uint8Array(tree.count);
        const cells = new Int32Array(tree.count);
        let count = 0;
        const waiting = tree.count > 0 ? [0] : [];
        for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
            this.tight[node] = boxSpan(tree.boxes, node, node) <= this.limit ? 1 : 0;
            if (this.tight[node] === 1 || tree.right[node] === 0) {
                this.cellAt[node] = count;
                cells[count++] = node;
            } else waiting.push(tree.right[node], node + 1);
        }
        this.cells = cells.slice(0, count);
        this.near = new Int32Array(16 * count + 16);
        this.nearStart = new Int32Array(count + 1);
    }

    /** Finds the core points: those with at least `minPoints` points within the radius, themselves included. */
    *findCores(minPoints: number, reporter: StageReporter): Steps<void, StageProgress> {
        const { core, tree } = this;
        yield reporter.begin('cores', this.cells.length);
        for (let c = 0; c < this.cells.length; c++) {
            yield reporter.reached(c);
            const cell = this.cells[c];
            const from = tree.start[cell];
            const to = tree.end[cell];
            this.findNeighbours(c);
            if (this.tight[cell] === 1 && to - from >= minPoints) {
                core.fill(1, from, to);
                continue;
            }
            const first = this.nearStart[c];
            const last = this.nearStart[c + 1];
            for (let p = from; p < to; p++) {
                let found = 0;
                for (let o = first; o < last && found < minPoints; o++)
                    found += this.countWithin(p, this.near[o], minPoints - found);
                if (found >= minPoints) core[p] = 1;
            }
        }
        for (let node = tree.count - 1; node >= 0; node--) {
            if (tree.right[node] > 0) this.cores[node] = this.cores[node + 1] + this.cores[tree.right[node]];
            else for (let p = tree.start[node]; p < tree.end[node]; p++) this.cores[node] += core[p];
        }
    }

    /** Joins core points that reach each other. */
    *joinCores(reporter: StageReporter): Steps<void, StageProgress> {
        const { cells, cores, parent, tight } = this;
        yield reporter.begin('joins', cells.length);
        for (let c = 0; c < cells.length; c++) this.joinWithin(cells[c]);
        for (let c = 0; c < cells.length; c++) {
            yield reporter.reached(c);
            const cell = cells[c];
            if (cores[cell] === 0) continue;
            for (let o = this.nearStart[c]; o < this.nearStart[c + 1]; o++) {
                const other = this.near[o];
                if (other <= cell || cores[other] === 0) continue;
                if (tight[cell] === 1 && tight[other] === 1) {
                    const a = this.rootOf(this.firstCore(cell));
                    const b = this.rootOf(this.firstCore(other));
                    if (a !== b && this.nodesReach(cell, other)) this.join(a, b);
                } else if (tight[cell] === 1) this.joinPoints(other, cell);
                else this.joinPoints(cell, other);
            }
        }
        for (let p = 0; p < parent.length; p++) if (parent[p] >= 0) parent[p] = this.rootOf(p);
    }

    /**
     * The nearest core point within the radius of each point that is no core, -1 for the others.
     *
     * @param precedes - which of two equally near places counts
     */
    *nearestCores(precedes: (a: number, b: number) => boolean, reporter: StageReporter): Steps<Int32Array, StageProgress> {
        const { cells, core, cores, tree } = this;
        const nearest = new Int32Array(core.length).fill(-1);
        yield reporter.begin('borders', cells.length);
        for (let c = 0; c < cells.length; c++) {
            yield reporter.reached(c);
            const cell = cells[c];
            if (cores[cell] === tree.end[cell] - tree.start[cell]) continue;
            for (let p = tree.start[cell]; p < tree.end[cell]; p++) {
                if (core[p] === 1) continue;
                this.bestGap = this.limit;
                this.bestCore = -1;
                for (let o = this.nearStart[c]; o < this.nearStart[c + 1]; o++) this.searchCore(p, this.near[o], precedes);
                nearest[p] = this.bestCore;
            }
        }
        return nearest;
    }

    private bestGap = 0;
    private bestCore = -1;

    private searchCore(p: number, node: number, precedes: (a: number, b: number) => boolean): void {
        const { core, cores, tree } = this;
        const { coordinates } = tree;
        if (cores[node] === 0) return;
        const gap = pointGap(tree.boxes, node, coordinates[3 * p], coordinates[3 * p + 1], coordinates[3 * p + 2]);
        if (gap > this.bestGap) return;
        if (tree.right[node] > 0) {
            this.searchCore(p, node + 1, precedes);
            this.searchCore(p, tree.right[node], precedes);
            return;
        }
        for (let q = tree.start[node]; q < tree.end[node]; q++) {
            if (core[q] === 0) continue;
            const d = squaredDistance(coordinates, p, coordinates, q);
            if (d > this.bestGap || (d === this.bestGap && this.bestCore >= 0 && !precedes(q, this.bestCore))) continue;
            this.bestGap = d;
            this.bestCore = q;
        }
    }

    /** Finds the neighbours of cell c, behind those of the cell before. */
    private findNeighbours(c: number): void {
        const { cellAt, cells, tree, waiting, limit } = this;
        const cell = cells[c];
        let count = this.nearStart[c];
        waiting.push(0);
        while (waiting.length > 0) {
            const node = waiting.pop()!;
            if (boxGap(tree.boxes, node, cell) > limit) continue;
            if (cellAt[node] < 0) {
                waiting.push(tree.right[node], node + 1);
                continue;
            }
            if (count === this.near.length) {
                const larger = new Int32Array(2 * count);
                larger.set(this.near);
                this.near = larger;
            }
            this.near[count++] = node;
        }
        this.nearStart[c + 1] = count;
    }

    /** How many points of the node lie within the radius of a point; counting may end at `enough`. */
    private countWithin(p: number, node: number, enough: number): number {
        const { tree, limit } = this;
        const { coordinates } = tree;
        const x = coordinates[3 * p];
        const y = coordinates[3 * p + 1];
        const z = coordinates[3 * p + 2];
        if (pointGap(tree.boxes, node, x, y, z) > limit) return 0;
        const from = tree.start[node];
        const to = tree.end[node];
        if (pointSpan(tree.boxes, node, x, y, z) <= limit) return to - from;
        if (tree.right[node] > 0) {
            const found = this.countWithin(p, node + 1, enough);
            return found >= enough ? found : found + this.countWithin(p, tree.right[node], enough - found);
        }
        let found = 0;
        for (let q = from; q < to; q++) if (squaredDistance(coordinates, p, coordinates, q) <= limit) found++;
        return found;
    }

    private joinWithin(cell: number): void {
        const { core, parent, tight, tree, limit } = this;
        const from = tree.start[cell];
        const to = tree.end[cell];
        let first = -1;
        for (let p = from; p < to; p++) {
            if (core[p] === 0) continue;
            if (first < 0) first = p;
            parent[p] = tight[cell] === 1 ? first : p;
        }
        if (tight[cell] === 1) return;
        for (let p = from; p < to; p++) {
            if (core[p] === 0) continue;
            for (let q = from; q < p; q++) {
                if (core[q] === 0 || squaredDistance(tree.coordinates, p, tree.coordinates, q) > limit) continue;
                this.join(this.rootOf(p), this.rootOf(q));
            }
        }
    }

    /** Joins each core point of a sparse leaf with those that it reaches in another cell. */
    private joinPoints(leaf: number, other: number): void {
        const { core, tight, tree, limit } = this;
        const { coordinates } = tree;
        for (let p = tree.start[leaf]; p < tree.end[leaf]; p++) {
            if (core[p] === 0) continue;
            if (tight[other] === 1) {
                const a = this.rootOf(p);
                const b = this.rootOf(this.firstCore(other));
                if (a !== b && this.pointReaches(p, other)) this.join(a, b);
                continue;
            }
            for (let q = tree.start[other]; q < tree.end[other]; q++) {
                if (core[q] === 0 || squaredDistance(coordinates, p, coordinates, q) > limit) continue;
                this.join(this.rootOf(p), this.rootOf(q));
            }
        }
    }

    private firstCore(cell: number): number {
        let p = this.tree.start[cell];
        while (this.core[p] === 0) p++;
        return p;
    }

    /** Whether a core point of the node lies within the radius of a point. */
    private pointReaches(p: number, node: number): boolean {
        const { core, cores, tree, limit } = this;
        const { coordinates } = tree;
        if (cores[node] === 0) return false;
        const x = coordinates[3 * p];
        const y = coordinates[3 * p + 1];
        const z = coordinates[3 * p + 2];
        if (pointGap(tree.boxes, node, x, y, z) > limit) return false;
        if (pointSpan(tree.boxes, node, x, y, z) <= limit) return true;
        if (tree.right[node] > 0) return this.pointReaches(p, node + 1) || this.pointReaches(p, tree.right[node]);
        for (let q = tree.start[node]; q < tree.end[node]; q++) {
            if (core[q] === 1 && squaredDistance(coordinates, p, coordinates, q) <= limit) return true;
        }
        return false;
    }

    /** Whether a core point of one node lies within the radius of one of the other. */
    private nodesReach(a: number, b: number): boolean {
        const { core, cores, tree, limit } = this;
        if (cores[a] === 0 || cores[b] === 0 || boxGap(tree.boxes, a, b) > limit) return false;
        if (boxSpan(tree.boxes, a, b) <= limit) return true;
        const sizeA = tree.end[a] - tree.start[a];
        const sizeB = tree.end[b] - tree.start[b];
        if (tree.right[a] > 0 && (sizeA >= sizeB || tree.right[b] === 0)) {
            return this.nodesReach(a + 1, b) || this.nodesReach(tree.right[a], b);
        }
        if (tree.right[b] > 0) return this.nodesReach(a, b + 1) || this.nodesReach(a, tree.right[b]);
        for (let p = tree.start[a]; p < tree.end[a]; p++) if (core[p] === 1 && this.pointReaches(p, b)) return true;
        return false;
    }

    private join(a: number, b: number): void {
        this.parent[Math.max(a, b)] = Math.min(a, b);
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
