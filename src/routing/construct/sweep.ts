import { type Random, type Steps, WorkMeter } from '../../core/index.js';
import { InsertionFinder } from '../moves/insertion.js';
import type { State } from '../state/state.js';

/**
 * Sweeps a ray around the depot and fills one route after the other in the order of angles, each visit at its best place
 * (Gillett and Miller 1974, doi:10.1287/opre.22.2.340). Where travel has no coordinates, in the order of the input. Needs no lists of
 * neighbours.
 *
 * @param isTimeUp - ends it early where it says so
 */
export function* sweep(state: State, random: Random, isTimeUp: () => boolean = never): Steps<void> {
    const meter = new WorkMeter();
    const { instance } = state;
    const finder = new InsertionFinder(state, random);
    const angles = anglesAroundDepot(state);
    const order = Int32Array.from(state.absent.subarray(0, state.absentCount)).sort((a, b) => angles[a] - angles[b] || a - b);
    // Waiting visits, linked in the order of the ray; the last entry leads to the first.
    const onward = Int32Array.from(order, (_, i) => i + 1);
    let first = 0;
    const recent = new Int32Array(RECENT);
    for (let r = 0; r < instance.routes && first < order.length; r++) {
        if (r > 0 && state.size[r - 1] === 0 && instance.routeType[r] === instance.routeType[r - 1]) continue;
        let misses = 0;
        let before = -1;
        recent.fill(-1);
        let inserted = 0;
        for (let i = first; i < order.length && misses < PATIENCE; i = onward[i]) {
            if (isTimeUp()) return;
            if (meter.spend(2000)) yield;
            const v = order[i];
            finder.reset();
            if (finder.fits(v, r)) {
                // The ray passes the near ones just before: of a long route, the rest is too far, and too much.
                if (state.size[r] <= LONG_ROUTE) finder.judgeRoute(v, r);
                else finder.judgeBeside(v, recent, r);
            }
            const worthwhile = instance.absentTier[v] > 0 || finder.bestDelta <= instance.absentCost[v];
            if (finder.bestPrev < 0 || !worthwhile) {
                misses++;
                before = i;
                continue;
            }
            misses = 0;
            state.insertAfter(v, finder.bestPrev);
            if (!state.keepsUp) state.refresh(r);
            recent[inserted++ % RECENT] = v;
            if (before < 0) first = onward[i];
            else onward[before] = onward[i];
        }
    }
}

/** Visits in a row that do not fit before the ray moves on to the next route. */
const PATIENCE = 10;

/** A route of more visits is judged only at its end and next to the visits that were inserted last. */
const LONG_ROUTE = 200;
const RECENT = 32;

function never(): boolean {
    return false;
}

function anglesAroundDepot(state: State): Float64Array {
    const { n, place, metrics, typeMetric, typeFirst } = state.instance;
    const { coordinates, size } = metrics[typeMetric[0]];
    const angles = new Float64Array(n);
    const dimensions = coordinates.length / Math.max(1, size - 1);
    const depot = place[n + 2 * typeFirst[0]];
    if (dimensions === 0 || depot === size - 1) return angles;
    for (let v = 0; v < n; v++) {
        if (dimensions === 2) {
            angles[v] = Math.atan2(
                coordinates[2 * v + 1] - coordinates[2 * depot + 1],
                coordinates[2 * v] - coordinates[2 * depot],
            );
        } else {
            angles[v] = bearing(coordinates, depot, v);
        }
    }
    return angles;
}

// Direction in the tangent plane of the sphere at `from`.
function bearing(at: Float64Array, from: number, to: number): number {
    const [x, y, z] = [at[3 * from], at[3 * from + 1], at[3 * from + 2]];
    const level = Math.hypot(x, y) || 1;
    const [eastX, eastY] = [-y / level, x / level];
    const east = at[3 * to] * eastX + at[3 * to + 1] * eastY;
    const north = (-z * (at[3 * to] * x + at[3 * to + 1] * y)) / level + at[3 * to + 2] * level;
    return Math.atan2(north, east);
}
