import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/core/index.js';
import { type Distances, nodeDistance, sumDistances } from '../../../../src/territory/design/search/distances.js';
import { findMedian } from '../../../../src/territory/design/search/find-median.js';
import type { DesignInstance } from '../../../../src/territory/design/search/instance.js';
import { Medians } from '../../../../src/territory/design/search/medians.js';
import { Membership } from '../../../../src/territory/design/search/membership.js';

const none = new Float64Array(0);

function distancesOf(size: number, random: Random, kind: 'straight' | 'driven' | 'matrix'): Distances {
    const coordinates = Float64Array.from({ length: size * 3 }, (_, at) => (at % 3 === 2 ? 0 : random.next() ** 2));
    const straight = { coordinates, ends: none, bases: none, slopes: none, matrix: none };
    if (kind === 'straight') return straight;
    // Twice as fast beyond 0.1.
    if (kind === 'driven') {
        const [ends, bases, slopes] = [
            [0.1, Number.POSITIVE_INFINITY],
            [0, 0.05],
            [1, 0.5],
        ].map((list) => Float64Array.from(list));
        return { ...straight, ends, bases, slopes };
    }
    const matrix = new Float64Array(size * size);
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) matrix[a * size + b] = 1.3 * nodeDistance(straight, a, b);
    return { ...straight, matrix };
}

function leastSum(distances: Distances, masses: Float64Array, members: readonly number[]): number {
    return Math.min(...members.map((node) => sumDistances(distances, masses, members, members.length, node)));
}

const kinds = fc.constantFrom('straight', 'driven', 'matrix');

describe('findMedian', () => {
    it('comes within a hundredth of the least sum', () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), kinds, (size, seed, kind) => {
                const random = new Random(seed);
                const distances = distancesOf(size, random, kind);
                const masses = Float64Array.from({ length: size }, () => 1 + random.integer(3));
                const members = Int32Array.from({ length: size }, (_, i) => i);
                const median = findMedian(distances, masses, members, size, Float64Array.of(0.4, 0.4, 0));
                const least = leastSum(distances, masses, [...members]);
                expect(sumDistances(distances, masses, members, size, median)).toBeLessThanOrEqual(least * 1.01 + 1e-12);
            }),
            { numRuns: 60 },
        );
    });
});

describe('Medians', () => {
    it.each([
        'straight',
        'driven',
        'matrix',
    ] as const)('keeps sums of %s distances exact while territories grow and shrink', (kind) => {
        const size = 700;
        const random = new Random(5);
        const distances = distancesOf(size, random, kind);
        const masses = Float64Array.from({ length: size }, () => 1 + random.integer(2));
        const rest = { seeds: new Float64Array(6).fill(Number.NaN), stands: Int32Array.of(-1, -1), pinned: new Uint8Array(2) };
        const instance = { ...distances, ...rest, size, count: 2, masses } as unknown as DesignInstance;
        const membership = new Membership(size, 2);
        membership.reset(Int32Array.from({ length: size }, (_, i) => (i < 150 ? 0 : 1)));
        const medians = new Medians(instance, membership);
        for (let j = 0; j < 2; j++) medians.reset(j);
        // Up over the size from which medians are no longer exact, and down again.
        for (let turn = 0; turn < 1600; turn++) {
            const node = random.integer(size);
            const from = membership.division[node];
            const isRising = turn < 800;
            if (membership.sizes[from] === 1 || (from === (isRising ? 0 : 1) && random.next() < 0.6)) continue;
            membership.move(node, 1 - from);
            medians.shift(node, from, -1);
            medians.shift(node, 1 - from, 1);
            if (turn % 40 !== 0) continue;
            for (let j = 0; j < 2; j++) {
                const members = [...membership.members[j].subarray(0, membership.sizes[j])];
                const toCenter = members.reduce((sum, member) => sum + masses[member] * medians.distance(member, j), 0);
                const least = leastSum(distances, masses, members);
                expect(medians.costs[j]).toBeCloseTo(toCenter, 8);
                expect(medians.costs[j]).toBeLessThanOrEqual(least * (members.length < 200 ? 1 + 1e-9 : 1.03));
            }
        }
    });
});
