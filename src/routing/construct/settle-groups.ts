import type { Steps } from '../../core/index.js';
import type { State } from '../state/state.js';

/** Takes out each group whose served visits match none of its patterns, as routes that were taken over may leave it. */
export function* settleGroups(state: State): Steps<void> {
    const { groups } = state.instance;
    if (groups === null || state.groups === null) return;
    const { members, memberOffset } = groups;
    // A route without some visits may break a limit on real roads; it goes, and with it whole groups.
    for (let settled = false; !settled; ) {
        settled = true;
        for (let g = 0; g < groups.count; g++) {
            if (state.groups.served[g] === 0 || servesPattern(state, g)) continue;
            settled = false;
            yield;
            for (const v of members.subarray(memberOffset[g], memberOffset[g + 1])) {
                const r = state.route[v];
                if (r < 0) continue;
                state.remove(v);
                state.refresh(r);
                if (state.feasible[r] === 1) continue;
                state.clear(r);
                state.refresh(r);
            }
        }
    }
}

function servesPattern(state: State, g: number): boolean {
    const { groups } = state.instance;
    if (groups === null || state.groups === null) return true;
    const { patternOffset, visitOffset, patternVisits } = groups;
    for (let p = patternOffset[g]; p < patternOffset[g + 1]; p++) {
        const pattern = patternVisits.subarray(visitOffset[p], visitOffset[p + 1]);
        if (pattern.length === state.groups.served[g] && pattern.every((v) => state.route[v] >= 0)) return true;
    }
    return false;
}
