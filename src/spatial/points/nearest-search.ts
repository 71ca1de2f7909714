import { EARTH_RADIUS, greatCircleBetween } from '../../geo/index.js';
import { DistanceHeap } from '../query/distance-heap.js';
import type { PointTree } from './point-tree.js';
import { unitVectorsInto } from './unit-vectors.js';

// Deeper than any tree: each level halves at most 2^32 points.
const STACK_SIZE = 64;

// Vectors and the haversine formula err by some 1e-15; a chord that is longer by this is longer (60 nanometres on the Earth).
const CHORD_SLACK = 1e-14;
const PLANAR_SLACK = 1 + 4e-15;

/** Which points count, by id. */
export type PointFilter = (index: number) => boolean;

/**
 * Walks a tree for the points nearest to a place, best child first. Squared chords between vectors replace distances on the way; the
 * library's own distance decides in the end, so that the answer is that of a full scan, bit for bit and tie for tie.
 *
 * @see Friedman, Bentley and Finkel 1977, doi:10.1145/355744.355745
 */
export class NearestSearch {
    /** What the last search found: a list, nearest first, ties by id. */
    readonly heap: DistanceHeap = new DistanceHeap();
    private readonly nodes: Int32Array = new Int32Array(STACK_SIZE);
    private readonly lefts: Int32Array = new Int32Array(STACK_SIZE);
    private readonly rights: Int32Array = new Int32Array(STACK_SIZE);
    private readonly bounds: Float64Array = new Float64Array(STACK_SIZE);
    private readonly place: Float64Array = new Float64Array(2);
    private readonly vector: Float64Array = new Float64Array(3);

    /**
     * @param count - how many to find at most, from 1
     * @param radius - the largest distance, from 0
     * @param excluded - an id that does not count; -1 for none
     * @returns how many were found
     */
    run(
        tree: PointTree,
        x: number,
        y: number,
        count: number,
        radius: number,
        filter: PointFilter | undefined,
        excluded: number,
    ): number {
        const { heap, vector } = this;
        const isPlanar = tree.metric === 'planar';
        if (isPlanar) {
            vector[0] = x;
            vector[1] = y;
            vector[2] = 0;
        } else {
            this.place[0] = x;
            this.place[1] = y;
            unitVectorsInto(this.place, vector);
        }
        heap.size = 0;
        let limit = limitOfRadius(radius, isPlanar);
        if (count < tree.size) {
            const beyond = this.walk(tree, count, limit, filter, excluded);
            // Where a point left out might be as near as the farthest found, ids decide: then all up to there are measured.
            const farthest = heap.size < count ? limit : limitOfChord(heap.chords[0], isPlanar);
            if (beyond > farthest) {
                this.measureFound(tree, x, y, radius);
                heap.sort();
                return heap.size;
            }
            heap.size = 0;
            if (farthest < limit) limit = farthest;
        }
        this.walkExactly(tree, x, y, count, radius, limit, filter, excluded);
        heap.sort();
        return heap.size;
    }

    /**
     * Finds the points with the shortest chords; the heap then holds them by their places in the tree.
     *
     * @param limit - the longest squared chord that counts
     * @returns the shortest squared chord that a point left out may have
     */
    private walk(tree: PointTree, count: number, limit: number, filter: PointFilter | undefined, excluded: number): number {
        const { ids, vectors, boxes, nodeSize } = tree;
        const { heap, nodes, lefts, rights, bounds } = this;
        const vx = this.vector[0];
        const vy = this.vector[1];
        const vz = this.vector[2];
        let beyond = Number.POSITIVE_INFINITY;
        let longest = limit;
        let depth = 1;
        nodes[0] = 0;
        lefts[0] = 0;
        rights[0] = tree.size - 1;
        bounds[0] = 0;
        while (depth > 0) {
            depth--;
            if (bounds[depth] >= longest) {
                if (bounds[depth] < beyond) beyond = bounds[depth];
                continue;
            }
            let node = nodes[depth];
            let from = lefts[depth];
            let to = rights[depth];
            for (;;) {
                const isLeaf = to - from <= nodeSize;
                const middle = (from + to) >> 1;
                const last = isLeaf ? to : middle;
                // A leaf whole, or the middle of a node on the way down.
                for (let i = isLeaf ? from : middle; i <= last; i++) {
                    const dx = vectors[3 * i] - vx;
                    const dy = vectors[3 * i + 1] - vy;
                    const dz = vectors[3 * i + 2] - vz;
                    const chord = dx * dx + dy * dy + dz * dz;
                    if (chord > longest) {
                        if (chord < beyond) beyond = chord;
                        continue;
                    }
                    const id = ids[i];
                    if (id === excluded || (filter !== undefined && !filter(id))) continue;
                    if (heap.size < count) {
                        heap.push(chord, chord, i);
                        if (heap.size === count) longest = heap.chords[0];
                    } else {
                        // The farthest found, or this one where both are as far, is left out.
                        if (longest < beyond) beyond = longest;
                        if (chord < longest) {
                            heap.replaceTop(chord, chord, i);
                            longest = heap.chords[0];
                        }
                    }
                }
                if (isLeaf) break;
                const low = 2 * node + 1;
                const toLow = boxChord(boxes, 6 * low, vx, vy, vz);
                const toHigh = boxChord(boxes, 6 * low + 6, vx, vy, vz);
                const isLowFirst = toLow <= toHigh;
                nodes[depth] = isLowFirst ? low + 1 : low;
                lefts[depth] = isLowFirst ? middle + 1 : from;
                rights[depth] = isLowFirst ? to : middle - 1;
                bounds[depth] = isLowFirst ? toHigh : toLow;
                depth++;
                const nearer = isLowFirst ? toLow : toHigh;
                if (nearer >= longest) {
                    if (nearer < beyond) beyond = nearer;
                    break;
                }
                node = isLowFirst ? low : low + 1;
                if (isLowFirst) to = middle - 1;
                else from = middle + 1;
            }
        }
        return beyond;
    }

    /** Puts distances and ids in the place of chords and places in the tree, and drops what lies beyond the radius. */
    private measureFound({ ids, coordinates, metric }: PointTree, x: number, y: number, radius: number): void {
        const { heap } = this;
        const found = heap.size;
        heap.size = 0;
        for (let k = 0; k < found; k++) {
            const i = heap.ids[k];
            const distance =
                metric === 'planar'
                    ? planarDistance(x, y, coordinates[2 * i], coordinates[2 * i + 1])
                    : greatCircleBetween(x, y, coordinates[2 * i], coordinates[2 * i + 1]);
            // The heap grows no faster than it is read.
            if (distance <= radius) heap.push(distance, heap.chords[k], ids[i]);
        }
    }

    /** Measures every point that could belong to the answer. */
    private walkExactly(
        tree: PointTree,
        x: number,
        y: number,
        count: number,
        radius: number,
        limit: number,
        filter: PointFilter | undefined,
        excluded: number,
    ): void {
        const { ids, coordinates, vectors, boxes, firstIds, nodeSize } = tree;
        const { heap, nodes, lefts, rights, bounds } = this;
        const isPlanar = tree.metric === 'planar';
        const vx = this.vector[0];
        const vy = this.vector[1];
        const vz = this.vector[2];
        let longest = limit;
        let depth = 0;
        if (tree.size > 0) {
            nodes[0] = 0;
            lefts[0] = 0;
            rights[0] = tree.size - 1;
            bounds[0] = 0;
            depth = 1;
        }
        while (depth > 0) {
            depth--;
            if (bounds[depth] > longest) continue;
            let node = nodes[depth];
            let from = lefts[depth];
            let to = rights[depth];
            for (;;) {
                if (firstIds[node] >= 0 && heap.size >= count) {
                    // Hundreds of accounts at one address: they are of use only where the first of them is.
                    const distance = isPlanar
                        ? planarDistance(x, y, coordinates[2 * from], coordinates[2 * from + 1])
                        : greatCircleBetween(x, y, coordinates[2 * from], coordinates[2 * from + 1]);
                    if (!heap.isNearer(distance, firstIds[node])) break;
                }
                const isLeaf = to - from <= nodeSize;
                const middle = (from + to) >> 1;
                const last = isLeaf ? to : middle;
                for (let i = isLeaf ? from : middle; i <= last; i++) {
                    const dx = vectors[3 * i] - vx;
                    const dy = vectors[3 * i + 1] - vy;
                    const dz = vectors[3 * i + 2] - vz;
                    const chord = dx * dx + dy * dy + dz * dz;
                    if (chord > longest) continue;
                    const id = ids[i];
                    if (id === excluded) continue;
                    const distance = isPlanar
                        ? planarDistance(x, y, coordinates[2 * i], coordinates[2 * i + 1])
                        : greatCircleBetween(x, y, coordinates[2 * i], coordinates[2 * i + 1]);
                    if (distance > radius) continue;
                    const isFull = heap.size >= count;
                    if (isFull && !heap.isNearer(distance, id)) continue;
                    if (filter !== undefined && !filter(id)) continue;
                    if (isFull) heap.replaceTop(distance, chord, id);
                    else heap.push(distance, chord, id);
                    if (heap.size >= count) longest = Math.min(longest, limitOfChord(heap.chords[0], isPlanar));
                }
                if (isLeaf) break;
                const low = 2 * node + 1;
                const toLow = boxChord(boxes, 6 * low, vx, vy, vz);
                const toHigh = boxChord(boxes, 6 * low + 6, vx, vy, vz);
                const isLowFirst = toLow <= toHigh;
                nodes[depth] = isLowFirst ? low + 1 : low;
                lefts[depth] = isLowFirst ? middle + 1 : from;
                rights[depth] = isLowFirst ? to : middle - 1;
                bounds[depth] = isLowFirst ? toHigh : toLow;
                depth++;
                if ((isLowFirst ? toLow : toHigh) > longest) break;
                node = isLowFirst ? low : low + 1;
                if (isLowFirst) to = middle - 1;
                else from = middle + 1;
            }
        }
    }
}

/** Distance in the plane. */
export function planarDistance(x1: number, y1: number, x2: number, y2: number): number {
    const dx = x1 - x2;
    const dy = y1 - y2;
    return Math.sqrt(dx * dx + dy * dy);
}

/** The squared chord that no point within a radius is beyond. */
function limitOfRadius(radius: number, isPlanar: boolean): number {
    if (isPlanar) return radius * radius * PLANAR_SLACK;
    if (!(radius < Math.PI * EARTH_RADIUS)) return Number.POSITIVE_INFINITY;
    return limitOfChord(4 * Math.sin(radius / (2 * EARTH_RADIUS)) ** 2, false);
}

/** The squared chord that no point as near as one with this squared chord is beyond. */
function limitOfChord(chord: number, isPlanar: boolean): number {
    if (isPlanar) return chord * PLANAR_SLACK;
    const longest = Math.sqrt(chord) + CHORD_SLACK;
    return longest * longest;
}

/** The squared distance of a vector from a box. */
export function boxChord(boxes: Float64Array, at: number, x: number, y: number, z: number): number {
    const dx = x < boxes[at] ? boxes[at] - x : x > boxes[at + 3] ? x - boxes[at + 3] : 0;
    const dy = y < boxes[at + 1] ? boxes[at + 1] - y : y > boxes[at + 4] ? y - boxes[at + 4] : 0;
    const dz = z < boxes[at + 2] ? boxes[at + 2] - z : z > boxes[at + 5] ? z - boxes[at + 5] : 0;
    return dx * dx + dy * dy + dz * dz;
}

// A filter may search in its turn: each search that runs has its own.
const idle: NearestSearch[] = [];

/** A search that is not in use. */
export function borrowSearch(): NearestSearch {
    return idle.pop() ?? new NearestSearch();
}

/** Gives a search back; one that a filter's error left behind is lost, which does no harm. */
export function returnSearch(search: NearestSearch): void {
    idle.push(search);
}
