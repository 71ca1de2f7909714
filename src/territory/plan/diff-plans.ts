import { assertArguments, flag, optional, type Schema, strict } from '../../core/index.js';
import { type Alignment, alignmentSchema, territoryOfUnits } from '../model/alignment.js';
import { assignLeastCost } from './assignment.js';

/** A unit that changes hands. */
export interface UnitMove {
    readonly unitId: string;
    readonly from: string;
    readonly to: string;
}

/** What separates one plan from another. */
export interface PlanDiff {
    /** Units in other territories than before, in the order of the second plan. */
    readonly moves: readonly UnitMove[];
    /** Units that only the second plan has, and those that only the first had. */
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** Moved units over all that both plans have, 0 to 1. */
    readonly movedShare: number;
    /** The name in the first plan of each territory of the second that was called something else there; empty unless relabelled. */
    readonly renamed: Readonly<Record<string, string>>;
}

/** Options of {@link diffPlans}. */
export interface DiffOptions {
    /**
     * Whether territories are matched by the units that they share, whatever they are called: for two plans made apart. Default false.
     */
    readonly relabel?: boolean;
}

const diffSchema: Schema = strict({ relabel: optional(flag()) });

/**
 * Lists what changes hands between two plans: for the letters that reps get, or to weigh a redesign.
 *
 * @param before - any plan; units may be missing in either
 * @param after - the plan that follows it
 * @returns moves, new and lost units; O(n + k^3) for k territories where relabelled, else O(n)
 * @example
 * ```ts
 * const { moves, movedShare } = diffPlans(lastYear, thisYear);
 * ```
 * @see Jonker and Volgenant 1987, doi:10.1007/BF02278710 (matching by overlap)
 */
export function diffPlans(before: Alignment, after: Alignment, options: DiffOptions = {}): PlanDiff {
    assertArguments(
        'diffPlans',
        { before: alignmentSchema, after: alignmentSchema, options: diffSchema },
        { before, after, options },
    );
    const home = territoryOfUnits(before);
    const names = options.relabel === true ? matchNames(home, before, after) : new Map<string, string>();
    const moves: UnitMove[] = [];
    const added: string[] = [];
    const seen = new Set<string>();
    for (const { id, unitIds } of after.territories) {
        const to = names.get(id) ?? id;
        for (const unitId of unitIds) {
            const from = home.get(unitId);
            if (from === undefined) added.push(unitId);
            else if (from !== to) moves.push({ unitId, from, to });
            seen.add(unitId);
        }
    }
    const removed = [...home.keys()].filter((unitId) => !seen.has(unitId));
    const both = home.size - removed.length;
    const renamed = Object.fromEntries([...names].filter(([id, name]) => id !== name));
    return { moves, added, removed, movedShare: both > 0 ? moves.length / both : 0, renamed };
}

// The first plan's name for each territory of the second that it shares units with, so that as many units as possible stay.
function matchNames(home: ReadonlyMap<string, string>, before: Alignment, after: Alignment): Map<string, string> {
    const column = new Map(before.territories.map(({ id }, index) => [id, index] as const));
    const columns = before.territories.length;
    const shared = new Float64Array(after.territories.length * columns);
    after.territories.forEach(({ unitIds }, row) => {
        for (const unitId of unitIds) {
            const from = home.get(unitId);
            if (from !== undefined) shared[row * columns + column.get(from)!]--;
        }
    });
    const columnOf = assignLeastCost(shared, after.territories.length, columns);
    const names = new Map<string, string>();
    after.territories.forEach(({ id }, row) => {
        if (columnOf[row] !== -1) names.set(id, before.territories[columnOf[row]].id);
        // One too many must not pass for its namesake.
        else if (column.has(id)) names.set(id, `${id} (new)`);
    });
    return names;
}
