import type { Random } from '../../core/index.js';
import type { Sequence } from '../build-solution.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';

/** Takes over given routes as far as they keep the rules: each visit at its place, or else at the best place of the same route. */
export function insertPlan(state: State, plan: readonly Sequence[], random: Random): void {
    const finder = new InsertionFinder(state, random);
    for (const { route, visits } of plan) {
        let p = state.start(route);
        for (const v of visits) {
            if (!finder.fits(v, route)) continue;
            finder.judgePlace(v, p, route);
            if (finder.bestPrev < 0) finder.judgeRoute(v, route);
            if (finder.bestPrev < 0) continue;
            state.insertAfter(v, finder.bestPrev);
            state.refresh(route);
            p = v;
        }
    }
}
