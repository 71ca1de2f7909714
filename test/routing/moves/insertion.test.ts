import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { compile } from '../../../src/routing/compile/compile.js';
import { insertAll } from '../../../src/routing/construct/insert-all.js';
import { InsertionFinder } from '../../../src/routing/moves/insertion.js';
import { State } from '../../../src/routing/state/state.js';
import { generateProblem } from '../oracle/generate.js';

/** The least rise of the objective over all places, found by carrying each insertion out. */
function leastByTrial(state: State, c: number): number {
    const { instance } = state;
    let least = Number.POSITIVE_INFINITY;
    for (let r = 0; r < instance.routes; r++) {
        const type = instance.routeType[r];
        if (instance.restricted && instance.eligible[c * instance.types + type] === 0) continue;
        const visits = new Int32Array(instance.n);
        const count = state.copyRoute(r, visits, 0);
        const before = state.cost[r];
        for (let at = 0; at <= count; at++) {
            const longer = Int32Array.from([...visits.subarray(0, at), c, ...visits.subarray(at, count)]);
            state.assign(r, longer, 0, count + 1);
            if (state.feasible[r] === 1) least = Math.min(least, state.cost[r] - before);
            state.assign(r, visits, 0, count);
        }
    }
    return least;
}

describe('an insertion finder', () => {
    it('says what an insertion costs, and finds a place where there is one', () => {
        let found = 0;
        for (let seed = 1; seed <= 250; seed++) {
            const random = new Random(seed);
            const state = new State(compile(generateProblem(seed, { mostVisits: 9, mostVehicles: 3 })));
            insertAll(state, random);
            const finder = new InsertionFinder(state, random);
            for (let c = 0; c < state.instance.n; c++) {
                if (state.route[c] >= 0) {
                    const r = state.route[c];
                    state.remove(c);
                    state.refresh(r);
                    // On roads that break the triangle inequality, the rest of a route can be infeasible.
                    if (state.feasible[r] === 0) break;
                }
                const least = leastByTrial(state, c);
                finder.find(c, true);
                if (least === Number.POSITIVE_INFINITY) {
                    expect(finder.bestPrev, `seed ${seed}, visit ${c}`).toBe(-1);
                    continue;
                }
                found++;
                const r = state.route[finder.bestPrev];
                expect(finder.bestPrev, `seed ${seed}, visit ${c}`).toBeGreaterThanOrEqual(0);
                expect(finder.bestDelta, `seed ${seed}, visit ${c}`).toBeGreaterThanOrEqual(least - 1e-6);
                const before = state.cost[r];
                state.insertAfter(c, finder.bestPrev);
                state.refresh(r);
                expect(state.feasible[r], `seed ${seed}, visit ${c}`).toBe(1);
                expect(state.cost[r] - before, `seed ${seed}, visit ${c}`).toBeCloseTo(finder.bestDelta, 6);
            }
        }
        expect(found).toBeGreaterThan(500);
    });
});
