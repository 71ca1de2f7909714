import { assertArguments, finite, loose, optional, runSteps, type Schema } from '../../core/index.js';
import type { Alignment } from '../model/alignment.js';
import { alignmentSchema } from '../model/alignment.js';
import type { Unit } from '../model/unit.js';
import type { UnitMove } from '../plan/diff-plans.js';
import { checkDesign, type DesignCall } from './check-design.js';
import type { DesignOptions } from './design-options.js';
import { compileDesign } from './search/compile.js';
import { setTargets } from './search/instance.js';
import { DesignState } from './search/state.js';

/** One move and what it does. */
export interface SuggestedMove extends UnitMove {
    /**
     * By how much what exceeds the tolerances and limits changes, in shares of the targets, an excess `e` counted as `e + 10 e²`; negative
     * is better.
     */
    readonly violationChange: number;
    /** By how much the units' distances to their territories' medians change in sum, metres; with `work`, the seconds of work. Negative is better. */
    readonly dispersionChange: number;
    /** Largest deviation of the two territories before and after, as the balance tells it. */
    readonly deviationBefore: number;
    readonly deviationAfter: number;
}

/** Options of {@link suggestMoves}: the rules of the design, and how many moves are wanted. */
export interface SuggestMovesOptions
    extends Omit<DesignOptions, 'count' | 'seeds' | 'incumbent' | 'stop' | 'seed' | 'onProgress'> {
    /** Most moves, from 1. Default 10. */
    readonly limit?: number;
}

const CALL: DesignCall = { name: 'suggestMoves', places: { incumbent: ['plan'] } };
const optionsSchema: Schema = loose({ limit: optional(finite({ min: 0, infinite: true })) });

/**
 * Ranks single moves of a unit to a neighbouring territory: what a planner could do by hand, best first.
 *
 * Only moves that keep both territories connected and every lock, and that lower what exceeds the tolerances or, changing nothing of
 * that, the distances. Each is measured alone: after one is made, ask again.
 *
 * @param units - as they are now
 * @param plan - the plan in place, which must hold every unit
 * @returns by change of the violation, then of the dispersion
 * @throws BeatplanError as `designTerritories`
 * @example
 * ```ts
 * const [best] = suggestMoves(units, plan);
 * ```
 */
export function suggestMoves(units: readonly Unit[], plan: Alignment, options: SuggestMovesOptions = {}): SuggestedMove[] {
    assertArguments(CALL.name, { options: optionsSchema, plan: alignmentSchema }, { options, plan });
    const { limit = 10, ...rules } = options;
    const design = checkDesign(units, { ...rules, incumbent: plan, disruption: { weight: 0 } }, CALL);
    const { instance, nodeOf } = runSteps(compileDesign(design));
    if (instance.incumbent.includes(-1)) return [];
    const state = new DesignState(instance, instance.incumbent);
    retargetWork(state);
    const unitOf = new Map<number, number>();
    for (let i = nodeOf.length - 1; i >= 0; i--) unitOf.set(nodeOf[i], i);
    const moves: SuggestedMove[] = [];
    for (let node = 0; node < instance.size; node++) {
        const from = state.division[node];
        if (instance.locks[node] !== -1 || state.sizes[from] === 1) continue;
        if (instance.contiguous && !state.staysConnected(node, -1)) continue;
        for (const to of targetsOf(state, node)) {
            const violation = state.violation();
            const cost = state.cost;
            const deviationBefore = Math.max(deviationOf(state, from), deviationOf(state, to));
            state.startLog();
            state.move(node, to);
            const violationChange = state.violation() - violation;
            const dispersionChange = state.cost - cost;
            const deviationAfter = Math.max(deviationOf(state, from), deviationOf(state, to));
            state.undo(0);
            if (violationChange > -1e-9 && (violationChange > 1e-9 || dispersionChange > -1e-9)) continue;
            moves.push({
                unitId: design.units[unitOf.get(node)!].id,
                from: design.territoryIds[from],
                to: design.territoryIds[to],
                violationChange,
                dispersionChange,
                deviationBefore,
                deviationAfter,
            });
        }
    }
    const order = (a: SuggestedMove, b: SuggestedMove): number =>
        Math.abs(a.violationChange - b.violationChange) > 1e-9
            ? a.violationChange - b.violationChange
            : a.dispersionChange - b.dispersionChange;
    return moves.sort(order).slice(0, limit);
}

/** With work, what territories should have is a share of what all units take their reps today. */
function retargetWork(state: DesignState): void {
    const { work, measures, closed, incumbent } = state.instance;
    if (work === undefined || work.measure === -1) return;
    let total = 0;
    for (let j = 0; j < closed.length; j++) if (closed[j] === 0) total += state.loads[j * measures + work.measure];
    setTargets(state.instance, work.measure, total);
    state.reset(incumbent);
}

function targetsOf({ instance, division }: DesignState, node: number): number[] {
    const targets = new Set<number>();
    const { offsets, neighbours, contiguous, count, closed } = instance;
    if (contiguous) for (let e = offsets[node]; e < offsets[node + 1]; e++) targets.add(division[neighbours[e]]);
    else for (let j = 0; j < count; j++) targets.add(j);
    targets.delete(division[node]);
    return [...targets].filter((territory) => closed[territory] === 0).sort((a, b) => a - b);
}

function deviationOf({ instance, loads }: DesignState, territory: number): number {
    let largest = 0;
    for (let a = 0; a < instance.measures; a++) {
        const at = territory * instance.measures + a;
        if (instance.inverseTargets[at] > 0) largest = Math.max(largest, Math.abs(loads[at] * instance.inverseTargets[at] - 1));
    }
    return largest;
}
