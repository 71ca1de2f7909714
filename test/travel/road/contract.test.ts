import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/core/index.js';
import { contractSteps } from '../../../src/travel/road/contract.js';
import { manyToManySteps } from '../../../src/travel/road/many-to-many.js';
import type { RoadNetwork } from '../../../src/travel/road/road-network.js';
import { shortestPath } from '../../../src/travel/road/shortest-path.js';
import { plainDijkstra } from './plain-dijkstra.js';

/** A network of one-way arcs between states; each arc is the forward side of a road of its own. */
function networkOf(states: number, list: readonly (readonly [from: number, to: number, weight: number])[]): RoadNetwork {
    const heads = new Int32Array(2 * list.length).fill(-1);
    const weights = new Float64Array(2 * list.length);
    const following: number[][] = Array.from({ length: states }, () => []);
    list.forEach(([from, to, weight], road) => {
        heads[2 * road] = to % states;
        weights[2 * road] = weight;
        following[from % states].push(2 * road);
    });
    const arcOffsets = new Uint32Array(states + 1);
    following.forEach((arcs, state) => {
        arcOffsets[state + 1] = arcOffsets[state] + arcs.length;
    });
    return {
        shapeOffsets: new Uint32Array(list.length + 1),
        shape: new Int32Array(0),
        weights,
        heads,
        arcOffsets,
        arcs: Int32Array.from(following.flat()),
    };
}

const networkArbitrary = fc
    .record({
        states: fc.integer({ min: 1, max: 24 }),
        arcs: fc.array(fc.tuple(fc.nat(23), fc.nat(23), fc.integer({ min: 1, max: 9 })), { maxLength: 70 }),
    })
    .map(({ states, arcs }) => networkOf(states, arcs));

describe('contractSteps', () => {
    it('keeps the weight of every shortest way', () => {
        fc.assert(
            fc.property(networkArbitrary, (network) => {
                const states = network.arcOffsets.length - 1;
                const hierarchy = runSteps(contractSteps(network));
                const ends = Array.from({ length: states }, (_, state) => [{ state, weight: 0, arc: 0 }]);
                const weights = runSteps(manyToManySteps(hierarchy, ends, ends));
                for (let from = 0; from < states; from++) {
                    expect([...weights.subarray(from * states, (from + 1) * states)]).toEqual(plainDijkstra(network, from));
                }
            }),
            { numRuns: 300 },
        );
    });

    it('gives ways whose arcs follow each other and add up', () => {
        fc.assert(
            fc.property(networkArbitrary, fc.nat(), fc.nat(), (network, a, b) => {
                const states = network.arcOffsets.length - 1;
                const [from, to] = [a % states, b % states];
                const hierarchy = runSteps(contractSteps(network));
                const path = shortestPath(hierarchy, [{ state: from, weight: 3, arc: 0 }], [{ state: to, weight: 4, arc: 0 }]);
                const best = plainDijkstra(network, from)[to];
                if (path === undefined) {
                    expect(best).toBe(Number.POSITIVE_INFINITY);
                    return;
                }
                let state = from;
                let sum = 7;
                for (const arc of path.arcs) {
                    const leaving = network.arcs.subarray(network.arcOffsets[state], network.arcOffsets[state + 1]);
                    expect([...leaving]).toContain(arc);
                    state = network.heads[arc];
                    sum += network.weights[arc];
                }
                expect(state).toBe(to);
                expect(sum).toBe(best + 7);
                expect(path.weight).toBe(sum);
            }),
            { numRuns: 300 },
        );
    });

    it('takes the nearest of several ends', () => {
        const network = networkOf(4, [
            [0, 1, 5],
            [2, 1, 1],
            [1, 3, 1],
        ]);
        const hierarchy = runSteps(contractSteps(network));
        const sources = [
            { state: 0, weight: 1, arc: 0 },
            { state: 2, weight: 6, arc: 0 },
        ];
        expect(shortestPath(hierarchy, sources, [{ state: 3, weight: 0, arc: 0 }])?.weight).toBe(7);
    });
});
