import { checkStructure, IssueCollector, list, loose, type Schema, text } from '../../core/index.js';
import { planSchema } from '../model/check-plan.js';
import type { TerritoryPlan } from '../model/territory-plan.js';

/** One of several plans over the same units: a product line, a segment, an overlay of specialists. */
export interface PlanLayer {
    readonly name: string;
    readonly plan: TerritoryPlan;
}

/** Who covers a unit, layer by layer. */
export interface UnitCoverage {
    readonly unitId: string;
    /** Rep by layer name (the territory's id where it has no rep); a layer that leaves the unit out is missing. */
    readonly repIds: Readonly<Record<string, string>>;
}

/** What {@link layerPlans} finds. */
export interface LayeredPlans {
    /** Every unit of any layer, in the order in which they first come. */
    readonly coverage: readonly UnitCoverage[];
    /** Units that a layer leaves out, by layer name. */
    readonly missing: Readonly<Record<string, readonly string[]>>;
    /** How many units each pair of reps shares, most first: who has to talk to whom. */
    readonly pairs: readonly { readonly repIds: readonly [string, string]; readonly units: number }[];
}

const layersSchema: Schema = list(loose({ name: text(), plan: planSchema }));

/**
 * Lays plans over each other: who covers each unit for which product or segment, what a layer leaves out, and which reps share ground.
 *
 * @param layers - names unique
 * @returns O(units × layers²)
 * @throws BeatplanError `invalid-input` with `duplicate-id` for a name that comes twice
 * @example
 * ```ts
 * const { coverage, missing } = layerPlans([{ name: 'devices', plan: devices }, { name: 'consumables', plan: consumables }]);
 * ```
 */
export function layerPlans(layers: readonly PlanLayer[]): LayeredPlans {
    const collector = new IssueCollector();
    if (!checkStructure(layersSchema, layers, collector, ['layers'])) collector.throwIfAny('layerPlans');
    layers.forEach(({ name }, i) => {
        const path = ['layers', i, 'name'];
        if (layers.findIndex((layer) => layer.name === name) < i) {
            collector.add('duplicate-id', path, 'is already used by another layer', { received: name });
        }
    });
    collector.throwIfAny('layerPlans');

    const repsOf = new Map<string, Record<string, string>>();
    for (const { name, plan } of layers) {
        for (const { id, repId = id, unitIds } of plan.territories) {
            for (const unitId of unitIds) {
                const repIds = repsOf.get(unitId) ?? {};
                repIds[name] = repId;
                repsOf.set(unitId, repIds);
            }
        }
    }
    const coverage = [...repsOf].map(([unitId, repIds]) => ({ unitId, repIds }));
    const missing = Object.fromEntries(
        layers.map(({ name }) => [name, coverage.filter(({ repIds }) => !(name in repIds)).map(({ unitId }) => unitId)]),
    );
    return { coverage, missing, pairs: countPairs(coverage) };
}

function countPairs(coverage: readonly UnitCoverage[]): { repIds: [string, string]; units: number }[] {
    const counts = new Map<string, { repIds: [string, string]; units: number }>();
    for (const { repIds } of coverage) {
        const reps = [...new Set(Object.values(repIds))].sort();
        for (let a = 0; a < reps.length; a++) {
            for (let b = a + 1; b < reps.length; b++) {
                const key = JSON.stringify([reps[a], reps[b]]);
                const pair = counts.get(key) ?? { repIds: [reps[a], reps[b]], units: 0 };
                pair.units++;
                counts.set(key, pair);
            }
        }
    }
    return [...counts.values()].sort((a, b) => b.units - a.units);
}
