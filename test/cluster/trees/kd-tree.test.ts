import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearestFilter } from '../../../src/cluster/kmeans/nearest-filter.js';
import { toCoordinates } from '../../../src/cluster/points/points.js';
import { measureBalls } from '../../../src/cluster/trees/ball-tree.js';
import { boxGap, boxSpan, buildKdTree, pointGap, pointSpan, sortLeaves } from '../../../src/cluster/trees/kd-tree.js';
import { squaredDistance } from '../../../src/cluster/trees/squared-distance.js';
import { place, planarPoint, shuffled } from '../samples.js';

const coordinateSets = fc.oneof(
    fc.array(planarPoint, { minLength: 1, maxLength: 80 }).map((points) => toCoordinates(points, 'planar')),
    fc.array(place, { minLength: 1, maxLength: 80 }).map((points) => toCoordinates(points, 'geographic')),
);

describe('buildKdTree', () => {
    it('holds every point once, in the smallest boxes, children behind their parents', () => {
        fc.assert(
            fc.property(coordinateSets, fc.integer({ min: 1, max: 9 }), (points, leafSize) => {
                const tree = buildKdTree(points, leafSize);
                expect([...tree.order].sort((a, b) => a - b)).toEqual([...tree.order.keys()]);
                for (let node = 0; node < tree.count; node++) {
                    const places = [...tree.order.subarray(tree.start[node], tree.end[node])];
                    expect(places.length).toBeGreaterThan(0);
                    for (let axis = 0; axis < 3; axis++) {
                        const values = places.map((i) => points[3 * i + axis]);
                        expect(tree.boxes[6 * node + axis]).toBe(Math.min(...values));
                        expect(tree.boxes[6 * node + 3 + axis]).toBe(Math.max(...values));
                    }
                    if (tree.right[node] === 0) {
                        expect(places.length <= leafSize || boxSpan(tree.boxes, node, node) === 0).toBe(true);
                        continue;
                    }
                    const right = tree.right[node];
                    expect(right).toBeGreaterThan(node + 1);
                    expect([tree.start[node + 1], tree.end[node + 1], tree.end[right]]).toEqual([
                        tree.start[node],
                        tree.start[right],
                        tree.end[node],
                    ]);
                }
            }),
            { numRuns: 100 },
        );
    });

    it('is the same for the same points in any order, once leaves are sorted', () => {
        fc.assert(
            fc.property(fc.array(planarPoint, { maxLength: 60 }), fc.nat(9), (points, seed) => {
                const build = (list: typeof points) => {
                    const coordinates = toCoordinates(list, 'planar');
                    const tree = buildKdTree(coordinates, 4);
                    sortLeaves(tree, new Float64Array(list.length).fill(1));
                    return [[...tree.coordinates], [...tree.right], [...tree.boxes]];
                };
                expect(build(shuffled(points, seed))).toEqual(build(points));
            }),
            { numRuns: 60 },
        );
    });

    it('sorts equal points by weight', () => {
        const points = toCoordinates(new Array(40).fill([3, 4]), 'planar');
        const weights = Float64Array.from({ length: 40 }, (_, i) => (i * 17) % 40);
        const tree = buildKdTree(points, 4);
        sortLeaves(tree, weights);
        expect([...tree.order].map((i) => weights[i])).toEqual([...weights.keys()]);
    });

    it('divides numbers next to each other, and huge ones', () => {
        const next = 1 + Number.EPSILON;
        expect(buildKdTree(Float64Array.of(1, 0, 0, next, 0, 0), 1).count).toBe(3);
        expect(buildKdTree(Float64Array.of(-1e150, 0, 0, 1e150, 0, 0, 3, 0, 0), 1).count).toBe(5);
    });

    it('bounds distances between boxes and to points', () => {
        fc.assert(
            fc.property(coordinateSets, (points) => {
                const tree = buildKdTree(points, 3);
                const { boxes, coordinates, start, end } = tree;
                for (let a = 0; a < tree.count; a++) {
                    for (let b = 0; b < tree.count; b++) {
                        for (let p = start[a]; p < end[a]; p++) {
                            const [x, y, z] = coordinates.subarray(3 * p, 3 * p + 3);
                            for (let q = start[b]; q < end[b]; q++) {
                                const d = squaredDistance(coordinates, p, coordinates, q);
                                expect(d >= boxGap(boxes, a, b) && d <= boxSpan(boxes, a, b)).toBe(true);
                                expect(d >= pointGap(boxes, b, x, y, z) && d <= pointSpan(boxes, b, x, y, z)).toBe(true);
                            }
                        }
                    }
                }
            }),
            { numRuns: 15 },
        );
    });
});

describe('NearestFilter', () => {
    it('gives every point a nearest centre, and sums up what it gave', () => {
        const sets = fc.record({
            points: coordinateSets,
            picks: fc.array(fc.nat(79), { minLength: 1, maxLength: 9 }),
            shift: fc.double({ min: 0, max: 0.5, noNaN: true }),
        });
        fc.assert(
            fc.property(sets, ({ points, picks, shift }) => {
                const n = points.length / 3;
                const weights = Float64Array.from({ length: n }, (_, i) => (i % 4) / 2);
                const tree = measureBalls(buildKdTree(points, 4), weights);
                const centers = Float64Array.from(
                    picks.flatMap((pick) => [0, 1, 2].map((axis) => points[3 * (pick % n) + axis] + shift * ((pick + axis) % 3))),
                );
                const filter = new NearestFilter(tree, centers);
                const labels = new Int32Array(n);
                const inertia = filter.assign(labels);
                let expected = 0;
                const sizes = new Array<number>(picks.length).fill(0);
                const offsets = new Array<number>(3 * picks.length).fill(0);
                for (let p = 0; p < n; p++) {
                    const distances = picks.map((_, j) => squaredDistance(tree.coordinates, p, centers, j));
                    const least = Math.min(...distances);
                    expect(distances[labels[p]]).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-24);
                    // Of coinciding centres the first takes all.
                    expect(picks.findIndex((_, j) => squaredDistance(centers, j, centers, labels[p]) === 0)).toBe(labels[p]);
                    expected += tree.weights[p] * least;
                    sizes[labels[p]]++;
                    for (let axis = 0; axis < 3; axis++) {
                        offsets[3 * labels[p] + axis] +=
                            tree.weights[p] * (tree.coordinates[3 * p + axis] - centers[3 * labels[p] + axis]);
                    }
                }
                expect(Math.abs(inertia - expected)).toBeLessThanOrEqual(1e-9 * expected + 1e-12);
                expect([...filter.sizes]).toEqual(sizes);
                for (let c = 0; c < offsets.length; c++) expect(filter.offsets[c]).toBeCloseTo(offsets[c], 8);
            }),
            { numRuns: 200 },
        );
    });
});
