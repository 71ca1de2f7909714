import {
    anything,
    BeatplanError,
    checkStructure,
    finite,
    flag,
    IssueCollector,
    list,
    oneOf,
    optional,
    pair,
    record,
    strict,
    text,
} from '../../core/index.js';
import { buildContiguity, listEdges } from '../graph/contiguity.js';
import { type Alignment, checkAlignment } from '../model/alignment.js';
import { checkUnits } from '../model/check-units.js';
import { type BalancedMeasure, measureOf, type TerritoryLimit } from '../model/measure.js';
import type { Unit } from '../model/unit.js';
import { diffPlans } from '../plan/diff-plans.js';
import { judgeAlignment } from './judge-alignment.js';

/** A plan among others, all of them judged alike. */
export interface PlanComparison {
    readonly name: string;
    readonly territories: number;
    /** Sum over units of the distance to their territory's median: metres, or the unit of planar positions. */
    readonly dispersion: number;
    /** Largest absolute deviation from a target, over all territories and balanced measures. */
    readonly maxDeviation: number;
    /**
     * Number of rules that are not kept: a measure of a territory out of its tolerance or limit, a territory without units or in several
     * parts, and a unit that is in no territory or in several.
     */
    readonly violations: number;
    /** By how much measures are out of their tolerances and limits, in shares of the targets and limits, summed up. */
    readonly excess: number;
    /** Share of the incumbent's units that move, and of the measure, where given; 0 without an incumbent. */
    readonly movedShare: number;
    readonly movedMeasure: number;
    /** Territories that the incumbent calls by another name; 0 without an incumbent, and without `relabel`. */
    readonly renamed: number;
}

/** Options of {@link comparePlans}: what all plans are judged by, whatever each was made with. */
export interface CompareOptions {
    /** What is in place today. */
    readonly incumbent?: Alignment;
    /**
     * Whether territories are matched by the units that they share before moves are counted, whatever they are called. Default true: plans made
     * apart give the same territory different names.
     */
    readonly relabel?: boolean;
    /** The measure whose moved share is wanted. Default `workload`. */
    readonly measure?: string;
    /** What is to be balanced, as in a design. Default workload within 5 %; nothing where no unit has a workload. */
    readonly balance?: readonly BalancedMeasure[];
    /** Share of each territory by id, as in a design. Default 1 each; ids that a plan does not have do not matter to it. */
    readonly targets?: Readonly<Record<string, number>>;
    /** Least and most amounts of a territory, as in a design. */
    readonly limits?: readonly TerritoryLimit[];
    /** `'graph'`: a territory in several parts breaks a rule; `'none'`: it does not. Default `'graph'`. */
    readonly contiguity?: 'graph' | 'none';
    /** Links between units that are known, by id. Default: from the positions, as in a design. */
    readonly edges?: readonly (readonly [string, string])[];
    /** How positions are read: degrees, or coordinates in a plane. Default `'geographic'`. */
    readonly metric?: 'geographic' | 'planar';
}

const optionsSchema = strict({
    incumbent: optional(anything()),
    relabel: optional(flag()),
    measure: optional(text()),
    balance: optional(
        list(strict({ measure: text(), tolerance: optional(finite({ min: 0 })), weight: optional(finite({ moreThan: 0 })) })),
    ),
    targets: optional(record(finite({ moreThan: 0 }))),
    limits: optional(
        list(
            strict({
                measure: text(),
                min: optional(finite({ min: 0 })),
                max: optional(finite({ min: 0 })),
                ideal: optional(finite({ moreThan: 0 })),
            }),
        ),
    ),
    contiguity: optional(oneOf(['graph', 'none'])),
    edges: optional(list(pair(text(), 'two unit ids'))),
    metric: optional(oneOf(['geographic', 'planar'])),
});

/**
 * Puts scenarios side by side, best first: by violations, then by how large they are, then by what moves, then by dispersion. Every
 * figure is computed again from units and territories, so that plans read from tables and shapes compare with designed ones.
 *
 * @param units - those that the plans divide, ids unique
 * @param scenarios - plans by name, at least one
 * @returns one row a plan; O(n log n) a plan, and O(k^3) for k territories that are matched
 * @throws BeatplanError `empty-input` without a scenario; `invalid-input` with every problem of units, plans and options
 * @example
 * ```ts
 * const rows = comparePlans(units, { keep: lastYear, redraw: designTerritories(units, { count: 12 }) }, { incumbent: lastYear });
 * ```
 */
export function comparePlans(
    units: readonly Unit[],
    scenarios: Readonly<Record<string, Alignment>>,
    options: CompareOptions = {},
): PlanComparison[] {
    const entries = Object.entries(scenarios ?? {});
    if (entries.length === 0) throw new BeatplanError('empty-input', 'There is no scenario to compare.');
    checkInput(units, entries, options);
    const { incumbent, measure = 'workload', relabel = true, metric = 'geographic', targets = {}, limits = [] } = options;
    const isWorked = units.some((unit) => unit.measures['workload'] !== undefined);
    const balance = options.balance ?? (isWorked ? [{ measure: 'workload' }] : []);
    const given = options.edges === undefined ? {} : { edges: options.edges };
    const edges = options.contiguity === 'none' ? undefined : listEdges(units, buildContiguity(units, { ...given, metric }));
    const amountOf = new Map(units.map((unit) => [unit.id, measureOf(unit, measure)] as const));
    let total = 0;
    for (const amount of amountOf.values()) total += amount;
    const rows = entries.map(([name, plan]): PlanComparison => {
        const diff = incumbent === undefined ? undefined : diffPlans(incumbent, plan, { relabel });
        const moved = (diff?.moves ?? []).reduce((sum, { unitId }) => sum + (amountOf.get(unitId) ?? 0), 0);
        return {
            name,
            territories: plan.territories.length,
            ...judgeAlignment(units, plan, { balance, targets, limits, edges, metric }),
            movedShare: diff?.movedShare ?? 0,
            movedMeasure: total > 0 ? moved / total : 0,
            renamed: Object.keys(diff?.renamed ?? {}).length,
        };
    });
    return rows.sort(
        (a, b) =>
            a.violations - b.violations ||
            beyondNoise(a.excess, b.excess) ||
            a.movedShare - b.movedShare ||
            beyondNoise(a.dispersion, b.dispersion) ||
            a.renamed - b.renamed,
    );
}

// Sums differ by the order of what they sum.
function beyondNoise(a: number, b: number): number {
    return Math.abs(a - b) <= 1e-9 * Math.max(a, b) ? 0 : a - b;
}

function checkInput(units: readonly Unit[], entries: readonly [string, Alignment][], options: CompareOptions): void {
    const collector = new IssueCollector();
    checkStructure(optionsSchema, options, collector, ['options']);
    checkUnits(units, options?.metric === 'planar' ? 'planar' : 'geographic', collector);
    for (const [name, plan] of entries) checkAlignment(plan, collector, ['scenarios', name]);
    if (options?.incumbent !== undefined) checkAlignment(options.incumbent, collector, ['options', 'incumbent']);
    collector.throwIfAny('comparePlans');
}
