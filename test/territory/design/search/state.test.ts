import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../src/core/index.js';
import type { DesignInstance } from '../../../../src/territory/design/search/instance.js';
import { Recombination } from '../../../../src/territory/design/search/recombine.js';
import { DesignState } from '../../../../src/territory/design/search/state.js';
import { linkPoints } from '../../../../src/territory/graph/contiguity.js';
import { bareInstance } from '../bare-instance.js';

const SIDE = 6;
const SIZE = SIDE * SIDE;

// Three vertical strips of a grid of unequal units.
function gridState(loads: readonly number[], count = 3): DesignState {
    const coordinates = new Float64Array(SIZE * 3);
    const points = new Float64Array(SIZE * 2);
    const links: number[] = [];
    const division = new Int32Array(SIZE);
    for (let i = 0; i < SIZE; i++) {
        const x = i % SIDE;
        const y = Math.floor(i / SIDE);
        coordinates.set([x, y, 0], 3 * i);
        points.set([x, y], 2 * i);
        if (x + 1 < SIDE) links.push(i, i + 1);
        if (y + 1 < SIDE) links.push(i, i + SIDE);
        division[i] = Math.floor((x * count) / SIDE);
    }
    const amounts = Float64Array.from({ length: SIZE }, (_, i) => loads[i % loads.length]);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    const instance: DesignInstance = {
        ...bareInstance(SIZE, count),
        coordinates,
        linkCost: 0.7,
        ...linkPoints(points, links, {}),
        amounts,
        inverseTargets: new Float64Array(count).fill(count / total),
        lows: new Float64Array(count).fill((0.95 * total) / count),
        highs: new Float64Array(count).fill((1.05 * total) / count),
        excessWeights: new Float64Array(count).fill(count / total),
    };
    return new DesignState(instance, division);
}

function partsOf(division: Int32Array, territory: number, without: number, joined: number): number {
    const left = new Set<number>();
    division.forEach((j, i) => {
        if ((j === territory || i === joined) && i !== without) left.add(i);
    });
    let parts = 0;
    for (const start of left) {
        parts++;
        const stack = [start];
        left.delete(start);
        for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
            const steps = [u % SIDE > 0 ? u - 1 : -1, u % SIDE < SIDE - 1 ? u + 1 : -1, u - SIDE, u + SIDE];
            for (const v of steps) if (left.delete(v)) stack.push(v);
        }
    }
    return parts;
}

const someLoads = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 11 });
const someMoves = fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(2)), { maxLength: 40 });

function expectAsFresh(state: DesignState): void {
    const fresh = new DesignState(state.instance, state.division.slice());
    expect(state.violation()).toBeCloseTo(fresh.violation(), 9);
    expect(state.dispersion).toBeCloseTo(fresh.dispersion, 9);
    expect(state.cost).toBeCloseTo(fresh.cost, 9);
    expect(state.cutCount).toBe(fresh.cutCount);
    expect([...state.over.subarray(0, state.overCount)].sort()).toEqual([...fresh.over.subarray(0, fresh.overCount)].sort());
    expect([...state.sizes]).toEqual([...fresh.sizes]);
}

describe('DesignState', () => {
    it('keeps every figure as if computed afresh, and takes moves back', () => {
        fc.assert(
            fc.property(someLoads, someMoves, (loads, moves) => {
                const state = gridState(loads);
                const before = state.division.slice();
                for (const [unit, territory] of moves) {
                    if (state.division[unit] !== territory && state.sizes[state.division[unit]] > 1) state.move(unit, territory);
                }
                expectAsFresh(state);
                state.undo(0);
                expect(state.division).toEqual(before);
                expectAsFresh(state);
            }),
            { numRuns: 60 },
        );
    });

    it('tells whether a territory stays connected without a unit as a search of all its units does', () => {
        fc.assert(
            fc.property(someMoves, fc.nat(SIZE - 1), fc.nat(SIZE - 1), (moves, unit, joined) => {
                const state = gridState([1]);
                for (const [moved, territory] of moves) {
                    if (state.division[moved] !== territory && state.sizes[state.division[moved]] > 1)
                        state.move(moved, territory);
                }
                const territory = state.division[unit];
                // The test is asked of connected territories only.
                fc.pre(partsOf(state.division, territory, -1, -1) === 1);
                expect(state.staysConnected(unit, -1)).toBe(partsOf(state.division, territory, unit, -1) <= 1);
                if (state.division[joined] === territory || !state.touches(joined, territory, unit)) return;
                expect(state.staysConnected(unit, joined)).toBe(partsOf(state.division, territory, unit, joined) <= 1);
            }),
            { numRuns: 300 },
        );
    });
});

describe('Recombination', () => {
    it('leaves two connected territories with less excess, or everything as it was', () => {
        fc.assert(
            fc.property(someLoads, fc.nat(), (loads, seed) => {
                const state = gridState(loads);
                fc.pre(state.overCount > 0);
                const recombination = new Recombination(state);
                const random = new Random(seed);
                for (let turn = 0; turn < 20 && state.overCount > 0; turn++) {
                    const excess = state.violation();
                    const division = state.division.slice();
                    const moved = recombination.attempt(random, 1, 1000);
                    if (moved) expect(state.violation()).toBeLessThan(excess);
                    else expect(state.division).toEqual(division);
                    expectAsFresh(state);
                    for (let j = 0; j < 3; j++) expect(partsOf(state.division, j, -1, -1)).toBe(1);
                }
            }),
            { numRuns: 60 },
        );
    });

    it('never empties a territory on its way, also where two change places', () => {
        const state = gridState([1, 9, 1, 1, 9, 1], 2);
        const recombination = new Recombination(state);
        const random = new Random(3);
        for (let turn = 0; turn < 500 && state.overCount > 0; turn++) {
            recombination.attempt(random, 1e9, 1);
            expect(Number.isFinite(state.dispersion)).toBe(true);
        }
    });
});
