import type { Random, Steps } from '../../core/index.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';

/** Drives each route to the nearest visit that still fits, until none does; then begins the next route. */
export function* nearestNeighbour(state: State, random: Random): Steps<void> {
    const { instance } = state;
    const finder = new InsertionFinder(state, random);
    for (let r = 0; r < instance.routes && state.absentCount > 0; r++) {
        // Of empty routes that are alike, one is enough to see that nothing fits.
        if (r > 0 && state.size[r - 1] === 0 && instance.routeType[r] === instance.routeType[r - 1]) continue;
        for (let last = state.start(r); ; ) {
            const v = nearestFitting(state, finder, last, r);
            yield;
            if (v < 0) break;
            state.insertAfter(v, last);
            state.refresh(r);
            last = v;
        }
    }
}

function nearestFitting(state: State, finder: InsertionFinder, last: number, r: number): number {
    const { n, neighbours, neighbourCount } = state.instance;
    if (last < n) {
        for (let k = 0; k < neighbourCount; k++) {
            const v = neighbours[last * neighbourCount + k];
            if (v < 0) break;
            if (state.route[v] < 0 && goesBehind(state, finder, v, last, r)) return v;
        }
    }
    const metric = state.instance.metrics[state.instance.typeMetric[state.instance.routeType[r]]];
    const from = state.instance.place[last];
    let best = -1;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (let i = 0; i < state.absentCount; i++) {
        const v = state.absent[i];
        const distance = metric.distance(from, v);
        if (distance > bestDistance || (distance === bestDistance && v > best)) continue;
        if (!goesBehind(state, finder, v, last, r)) continue;
        best = v;
        bestDistance = distance;
    }
    return best;
}

function goesBehind(state: State, finder: InsertionFinder, v: number, last: number, r: number): boolean {
    if (!finder.fits(v, r)) return false;
    finder.judgePlace(v, last, r);
    if (finder.bestPrev < 0) return false;
    return state.instance.absentTier[v] > 0 || finder.bestDelta <= state.instance.absentCost[v];
}
