import {
    anything,
    assertArguments,
    finite,
    IssueCollector,
    list,
    optional,
    record,
    type Schema,
    strict,
} from '../../core/index.js';
import { type Alignment, alignmentSchema, territoryOfUnits } from '../model/alignment.js';
import { deviationFrom } from '../model/balance.js';
import { unitSchema } from '../model/check-units.js';
import { type BalancedMeasure, measureOf } from '../model/measure.js';
import { balanceSchema } from '../model/schemas.js';
import type { Unit } from '../model/unit.js';
import { WorkTable } from '../workload/territory-work.js';
import { checkWorkMatrix, WORKLOAD, type WorkMatrix } from '../workload/work-matrix.js';

/** A territory that is no longer in balance. */
export interface DriftedTerritory {
    readonly territoryId: string;
    readonly measure: string;
    readonly amount: number;
    readonly target: number;
    /** Amount / target - 1 now. */
    readonly deviation: number;
    /** By how much the deviation exceeds the tolerance. */
    readonly excess: number;
}

/** How far a plan has drifted from balance. */
export interface Drift {
    /** Whether any territory exceeds a tolerance, or any unit has no territory. */
    readonly drifted: boolean;
    readonly maxDeviation: number;
    /** Territories over a tolerance, largest excess first. */
    readonly territories: readonly DriftedTerritory[];
    /** Units without a territory, and units of the plan that no longer exist. */
    readonly newUnits: readonly string[];
    readonly goneUnits: readonly string[];
}

/** Options of {@link detectDrift}. */
export interface DriftOptions {
    /** As in `designTerritories`. Default `[{ measure: 'workload', tolerance: 0.05 }]`. */
    readonly balance?: readonly BalancedMeasure[];
    /** Share of each territory by id, in any unit. Default 1 each. */
    readonly targets?: Readonly<Record<string, number>>;
    /**
     * What each unit means for each territory's rep today, as `estimateWork` gives it: `workload` is then that of the rep who has the unit, and
     * of a new unit the least. Default: the `workload` of the units.
     */
    readonly work?: WorkMatrix;
}

const optionsSchema: Schema = strict({
    balance: optional(balanceSchema),
    targets: optional(record(finite({ moreThan: 0 }))),
    work: optional(anything()),
});

/**
 * Tells whether a plan still balances the market as it is today: to be asked every month, before reps complain.
 *
 * @param units - as they are now
 * @param plan - the plan in place
 * @returns figures against today's targets; O(n)
 * @throws BeatplanError `invalid-input` for a work matrix that lacks a unit or a territory, and the codes of units
 * @example
 * ```ts
 * if (detectDrift(units, plan).drifted) plan = rebalanceTerritories(units, plan);
 * ```
 */
export function detectDrift(units: readonly Unit[], plan: Alignment, options: DriftOptions = {}): Drift {
    assertArguments(
        'detectDrift',
        { units: list(unitSchema), plan: alignmentSchema, options: optionsSchema },
        { units, plan, options },
    );
    const { balance = [{ measure: WORKLOAD }], targets = {} } = options;
    const work = readWork(units, plan, options.work);
    const home = territoryOfUnits(plan);
    const newUnits = units.filter(({ id }) => !home.has(id)).map(({ id }) => id);
    const present = new Set(units.map(({ id }) => id));
    const goneUnits = [...home.keys()].filter((id) => !present.has(id));
    const shares = plan.territories.map(({ id }) => targets[id] ?? 1);
    const allShares = shares.reduce((sum, share) => sum + share, 0);
    const territories: DriftedTerritory[] = [];
    let maxDeviation = 0;
    for (const { measure, tolerance = 0.05 } of balance) {
        const amounts = new Map<string, number>();
        let total = 0;
        for (const unit of units) {
            const territory = home.get(unit.id);
            const amount = work === undefined || measure !== WORKLOAD ? measureOf(unit, measure) : work(unit.id, territory);
            total += amount;
            if (territory !== undefined) amounts.set(territory, (amounts.get(territory) ?? 0) + amount);
        }
        plan.territories.forEach(({ id }, index) => {
            const amount = amounts.get(id) ?? 0;
            const target = (total * shares[index]) / allShares;
            const deviation = deviationFrom(amount, target);
            const excess = Math.abs(deviation) - tolerance;
            maxDeviation = Math.max(maxDeviation, Math.abs(deviation));
            if (excess > 1e-9) territories.push({ territoryId: id, measure, amount, target, deviation, excess });
        });
    }
    territories.sort((a, b) => b.excess - a.excess);
    return { drifted: territories.length > 0 || newUnits.length > 0, maxDeviation, territories, newUnits, goneUnits };
}

/** Seconds that a unit takes the rep of a territory, of a unit without one those of the rep who takes least. */
function readWork(
    units: readonly Unit[],
    { territories }: Alignment,
    work: WorkMatrix | undefined,
): ((unitId: string, territoryId: string | undefined) => number) | undefined {
    if (work === undefined) return undefined;
    const collector = new IssueCollector();
    checkWorkMatrix(
        work,
        units.map(({ id }) => id),
        territories.map(({ id }) => id),
        ['options', 'work'],
        collector,
    );
    collector.throwIfAny('the drift');
    const table = new WorkTable(work);
    return (unitId, territoryId) =>
        (territoryId === undefined ? table.leastOf(unitId) : table.durationOf(unitId, territoryId)) ?? 0;
}
