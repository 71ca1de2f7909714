import type { Random, Steps } from '../../core/index.js';
import type { Sequence } from '../build-solution.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';

/** Takes over given routes that keep the rules, and of others what does: each visit at its place, or else at the best place of the route. */
export function* insertPlan(state: State, plan: readonly Sequence[], random: Random): Steps<void> {
    const finder = new InsertionFinder(state, random);
    for (const { route, visits } of plan) {
        yield;
        if (takesOver(state, route, visits)) continue;
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

// Visit by visit it would not do: where a detour is shorter than the way, parts of a sound route can break a limit.
function takesOver(state: State, r: number, visits: Int32Array): boolean {
    const { restricted, eligible, types, routeType } = state.instance;
    if (restricted && visits.some((v) => eligible[v * types + routeType[r]] === 0)) return false;
    state.assign(r, visits, 0, visits.length);
    if (state.feasible[r] === 1) return true;
    state.clear(r);
    state.refresh(r);
    return false;
}
