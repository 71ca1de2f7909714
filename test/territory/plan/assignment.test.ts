import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignLeastCost } from '../../../src/territory/plan/assignment.js';

/** Most pairs, then least cost, over all ways to pair. */
function bestPairing(costs: readonly number[][], row = 0, used = 0): { pairs: number; cost: number } {
    if (row === costs.length) return { pairs: 0, cost: 0 };
    let best = bestPairing(costs, row + 1, used);
    costs[row].forEach((cost, column) => {
        if (cost === Number.POSITIVE_INFINITY || (used & (1 << column)) !== 0) return;
        const rest = bestPairing(costs, row + 1, used | (1 << column));
        const found = { pairs: rest.pairs + 1, cost: rest.cost + cost };
        if (found.pairs > best.pairs || (found.pairs === best.pairs && found.cost < best.cost)) best = found;
    });
    return best;
}

describe('assignLeastCost', () => {
    it('takes the pairing of least sum, not the cheapest pair first', () => {
        expect([...assignLeastCost(Float64Array.of(1, 2, 2, 10), 2, 2)]).toEqual([1, 0]);
    });

    it('leaves rows or columns over where their numbers differ', () => {
        expect([...assignLeastCost(Float64Array.of(5, 1, 3), 1, 3)]).toEqual([1]);
        expect([...assignLeastCost(Float64Array.of(5, 1, 3), 3, 1)]).toEqual([-1, 0, -1]);
        expect([...assignLeastCost(new Float64Array(0), 0, 3)]).toEqual([]);
        expect([...assignLeastCost(new Float64Array(0), 2, 0)]).toEqual([-1, -1]);
    });

    it('never takes a forbidden pair', () => {
        const no = Number.POSITIVE_INFINITY;
        expect([...assignLeastCost(Float64Array.of(no, 1, no, 2), 2, 2)]).toEqual([1, -1]);
    });

    it('agrees with trying all pairings', () => {
        const cost = fc.oneof(
            { weight: 5, arbitrary: fc.integer({ min: 0, max: 20 }) },
            { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
        );
        const table = fc
            .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
            .chain(([rows, columns]) =>
                fc.array(fc.array(cost, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
            );
        fc.assert(
            fc.property(table, (costs) => {
                const rows = costs.length;
                const columns = costs[0].length;
                const found = assignLeastCost(Float64Array.from(costs.flat()), rows, columns);
                const taken = [...found].filter((column) => column !== -1);
                expect(new Set(taken).size).toBe(taken.length);
                const best = bestPairing(costs);
                expect(taken.length).toBe(best.pairs);
                expect([...found].reduce((sum, column, row) => sum + (column === -1 ? 0 : costs[row][column]), 0)).toBe(
                    best.cost,
                );
            }),
            { numRuns: 200 },
        );
    });
});
