import {
    anything,
    assertArguments,
    checkStructure,
    coordinates,
    IssueCollector,
    type IssuePath,
    list,
    optional,
    record,
    runSteps,
    runStepsAsync,
    type Schema,
    type Steps,
    strict,
    text,
} from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { type Alignment, checkAlignment, territoryOfUnits } from '../model/alignment.js';
import { unitSchema } from '../model/check-units.js';
import { type BalancedMeasure, measureOf } from '../model/measure.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import { diffPlans, type PlanDiff } from '../plan/diff-plans.js';
import { checkWorkMatrix, WORKLOAD, type WorkMatrix } from '../workload/work-matrix.js';
import type { DesignCall } from './check-design.js';
import type { DesignOptions } from './design-options.js';
import { designSteps, progressOf } from './design-territories.js';
import { type ExplainedMove, explainMoves } from './explain-moves.js';
import { RebalanceRegion } from './rebalance-region.js';
import type { DesignProgress } from './search/search.js';

const MOST_NAMED = 8;
/** With work, what a move has to save, in the work of an average unit. */
const WORK_DISRUPTION = 1.5;
/** How far apart the deviations of two territories are where an average unit is worth moving that both drive equally far for. */
const LEAST_GAP = 0.15;
/** The derivative of `price × (d² + e²)` by work that goes from a territory with deviation d to one with e is `2 × price × (d - e)`. */
const REBALANCE_PRICE = WORK_DISRUPTION / (2 * LEAST_GAP);
/** Largest share that a price of balance may move: customers were promised their reps. */
const MOST_MOVED = 0.03;

/** A territory that is added to a plan. */
export interface JoiningTerritory {
    readonly id: string;
    /** Where it starts: the new rep's home. Default: at the edge of the largest territory. */
    readonly position?: Position;
}

/** Options of {@link rebalanceTerritories}: those of a design, and what may change. */
export interface RebalanceOptions extends Omit<DesignOptions, 'count' | 'seeds' | 'incumbent'> {
    /**
     * What to balance. Default `[{ measure: 'workload', tolerance: 0.05 }]`, with `work` `[{ measure: 'workload', price: 5 }]`: with the default
     * `disruption.weight` 1.5, an average unit moves where the deviations of two territories lie 15 points apart, and farther apart where
     * it means more driving.
     */
    readonly balance?: readonly BalancedMeasure[];
    /** Units that stay where they are, by id. */
    readonly protect?: readonly string[];
    /**
     * Ids of territories whose rep leaves: those around take over their units, and none beyond changes unless that saves more than it moves.
     * `scope` may name other territories that take part.
     */
    readonly leave?: readonly string[];
    /** Territories that are added, and take what they need from those around them, and from none beyond unless that saves more than it moves. */
    readonly join?: readonly JoiningTerritory[];
}

/** A plan, and what separates it from the incumbent. */
export interface RebalancedPlan extends TerritoryPlan {
    readonly changes: PlanDiff;
    /** What each of the moves in `changes` is for, in the same order. */
    readonly moves: readonly ExplainedMove[];
}

/**
 * Brings a plan back into balance by moving as little as possible: after workloads drifted, accounts came and went, a rep left or joined.
 *
 * Plans are compared by what exceeds the tolerances, then by what moves, then by distance. Units of territories that leave, and units that
 * the incumbent does not know, are taken over by their neighbours, which costs nothing and does not count against `maxMoved`; `changes` has
 * them all.
 *
 * @param units - as they are now; the incumbent may lack some
 * @param incumbent - the plan in place; units that no longer exist are ignored
 * @param options - as for `designTerritories`; `disruption.maxMoved` caps what moves: default 1, but with `work`, without a tolerance, and while
 *   all territories stay and none joins, 0.03 and in addition what must move
 * @returns the plan, its territories in the incumbent's order and then those that join
 * @throws BeatplanError `invalid-input` with every problem, `unknown-id` for territories to leave and units to protect that do not exist
 * @example
 * ```ts
 * const plan = rebalanceTerritories(units, lastYear, { leave: ['north'], disruption: { maxMoved: 0.05 } });
 * console.log(plan.changes.moves);
 * ```
 * @see Ríos-Mercado and López-Pérez 2013, doi:10.1016/j.omega.2012.08.003 (realignment)
 */
export function rebalanceTerritories(
    units: readonly Unit[],
    incumbent: Alignment,
    options: RebalanceOptions = {},
): RebalancedPlan {
    return runSteps(rebalanceSteps(units, incumbent, options), progressOf(options));
}

/**
 * As {@link rebalanceTerritories}, without blocking the event loop.
 *
 * @throws BeatplanError as {@link rebalanceTerritories}
 */
export async function rebalanceTerritoriesAsync(
    units: readonly Unit[],
    incumbent: Alignment,
    options: RebalanceOptions = {},
): Promise<RebalancedPlan> {
    return runStepsAsync(rebalanceSteps(units, incumbent, options), progressOf(options));
}

const CALL: DesignCall = { name: 'rebalanceTerritories', places: { incumbent: ['incumbent'], seeds: ['options', 'join'] } };

type Rebalancing = DesignOptions & { readonly incumbent: Alignment };

function* rebalanceSteps(
    units: readonly Unit[],
    incumbent: Alignment,
    options: RebalanceOptions,
): Steps<RebalancedPlan, DesignProgress> {
    const design = designOf(units, incumbent, options);
    const { leave = [], join = [] } = options;
    const named = options.scope?.filter((id) => !leave.includes(id));
    const isLocal = leave.length + join.length > 0 && (named === undefined || named.length === 0);
    if (!isLocal) return withChanges(units, yield* designSteps(units, design, CALL), design, incumbent, options);
    yield;
    const finder = new RebalanceRegion(units, incumbent, leave, design);
    const region = finder.first({ leave, join });
    if (region.size === 0) return withChanges(units, yield* designSteps(units, design, CALL), design, incumbent, options);
    const joining = join.map(({ id }) => id);
    const within = (scope: ReadonlySet<string>): DesignOptions => ({ ...design, scope: [...scope, ...joining] });
    let plan = withChanges(units, yield* designSteps(units, within(region), CALL), design, incumbent, options);
    for (let scope = region; plan.violations.some(({ code }) => code === 'tolerance-not-met'); ) {
        const larger = finder.grow(scope);
        if (larger.size === scope.size) break;
        const next = withChanges(units, yield* designSteps(units, within(larger), CALL), design, incumbent, options);
        if (!savesMore(next, plan, units, design)) break;
        plan = next;
        scope = larger;
    }
    return plan;
}

// Whether what no longer exceeds a tolerance is more than what moves for it.
function savesMore(next: RebalancedPlan, plan: RebalancedPlan, units: readonly Unit[], { balance }: Rebalancing): boolean {
    const measure = balance?.[0]?.measure ?? WORKLOAD;
    const amountOf = new Map(units.map((unit) => [unit.id, measureOf(unit, measure)]));
    const moved = ({ moves }: RebalancedPlan): number =>
        moves.reduce((sum, { unitId, reason }) => sum + (reason === 'inherited' ? 0 : amountOf.get(unitId)!), 0);
    const excess = ({ violations, territories }: RebalancedPlan): number => {
        const targetOf = new Map(territories.map(({ id, targets }) => [id, targets[measure] ?? 0]));
        return violations.reduce(
            (sum, one) => sum + (one.measure === measure ? (one.excess ?? 0) * targetOf.get(one.territoryId)! : 0),
            0,
        );
    };
    return excess(plan) - excess(next) > moved(next) - moved(plan);
}

// Territories in the order of the incumbent, and then those that join.
function withChanges(
    units: readonly Unit[],
    plan: TerritoryPlan,
    { incumbent: start, balance = [{ measure: WORKLOAD }], work }: Rebalancing,
    incumbent: Alignment,
    { leave = [], join = [] }: RebalanceOptions,
): RebalancedPlan {
    const byId = new Map(plan.territories.map((territory) => [territory.id, territory] as const));
    const territories = start.territories.map(({ id }) => byId.get(id)!);
    const changes = diffPlans(incumbent, plan);
    const context = { units, incumbent, plan, leave, join: join.map(({ id }) => id), balance };
    const moves = explainMoves(changes.moves, work === undefined ? context : { ...context, work });
    return { ...plan, territories, changes, moves };
}

const changesSchema: Schema = strict({
    protect: list(text()),
    leave: list(text()),
    join: list(strict({ id: text(), position: optional(coordinates()) })),
    locks: optional(record(text())),
});

// Moving is dear: with work, what moves has to mend more than a design's price of balance says. Faults are left to the design to name.
function weighMoves(
    { balance = [{ measure: WORKLOAD }], disruption }: Pick<RebalanceOptions, 'balance' | 'disruption'>,
    work: WorkMatrix,
    maxMoved: (work: WorkMatrix) => number,
): Pick<RebalanceOptions, 'balance' | 'disruption'> {
    const faults = new IssueCollector();
    checkStructure(list(record(anything())), balance, faults, []);
    if (!checkWorkMatrix(work, [], [], [], faults) || faults.issues.length > 0)
        return { balance, ...(disruption && { disruption }) };
    const isWalled = balance.some(({ tolerance }) => tolerance !== undefined);
    return {
        balance: balance.map((one) => (one.tolerance === undefined ? { price: REBALANCE_PRICE, ...one } : one)),
        disruption: { weight: WORK_DISRUPTION, ...(isWalled ? {} : { maxMoved: maxMoved(work) }), ...disruption },
    };
}

// What must move, because its rep cannot serve it or a lock says so, does not take the place of what mends the balance.
function mostMoved(
    { territories }: Alignment,
    { unitIds, territoryIds, offsets, columns }: WorkMatrix,
    locks: Readonly<Record<string, string>>,
): number {
    const rowOf = new Map(unitIds.map((id, row) => [id, row]));
    const columnOf = new Map(territoryIds.map((id, column) => [id, column]));
    let placed = 0;
    let forced = 0;
    for (const { id, unitIds: own } of territories) {
        const column = columnOf.get(id)!;
        for (const unitId of own) {
            placed++;
            const row = rowOf.get(unitId);
            if (row === undefined) continue;
            const isServed = offsets[row] === offsets[row + 1] || columns.slice(offsets[row], offsets[row + 1]).includes(column);
            const isHeld = Object.hasOwn(locks, unitId);
            if (isHeld ? locks[unitId] !== id : !isServed) forced++;
        }
    }
    return placed === 0 ? 1 : Math.min(1, MOST_MOVED + forced / placed);
}

function designOf(units: readonly Unit[], incumbent: Alignment, options: RebalanceOptions): Rebalancing {
    assertArguments(CALL.name, { options: record(anything()) }, { options });
    const { protect = [], leave = [], join = [], locks, ...rest } = options;
    const collector = new IssueCollector();
    checkAlignment(incumbent, collector, ['incumbent']);
    checkStructure(list(unitSchema), units, collector, ['units']);
    checkStructure(changesSchema, { protect, leave, join, locks }, collector, ['options']);
    collector.throwIfAny(CALL.name);
    const home = territoryOfUnits(incumbent);
    const leaving = new Set(leave);
    const known = new Set(incumbent.territories.map(({ id }) => id));
    const names = [...known].slice(0, MOST_NAMED).map((id) => `'${id}'`);
    const expected = `one of ${names.join(', ')}${known.size > MOST_NAMED ? ', …' : ''}`;
    leave.forEach((id, index) => {
        if (!known.has(id)) {
            collector.add('unknown-id', ['options', 'leave', index], 'is the id of no territory', { received: id, expected });
        }
    });
    if (leave.length > 0 && leaving.size === known.size && join.length === 0) {
        collector.add('contradictory-options', ['options', 'leave'], 'leaves no territory');
    }
    const held: Record<string, string> = { ...locks };
    protect.forEach((unitId, index) => {
        const path: IssuePath = ['options', 'protect', index];
        const territory = home.get(unitId);
        if (territory === undefined) collector.add('unknown-id', path, 'unknown unit id in the incumbent', { received: unitId });
        else if (leaving.has(territory))
            collector.add('contradictory-options', path, 'stands in a territory that leaves', { received: unitId });
        else if (held[unitId] !== undefined && held[unitId] !== territory)
            collector.add('contradictory-options', path, 'is locked to another territory', { received: unitId });
        else held[unitId] = territory;
    });
    join.forEach(({ id }, index) => {
        if (known.has(id) || join.findIndex((other) => other.id === id) < index)
            collector.add('duplicate-id', ['options', 'join', index, 'id'], 'is already used by another territory', {
                received: id,
            });
    });
    collector.throwIfAny(CALL.name);

    const present = new Set(units.map(({ id }) => id));
    const staying = incumbent.territories
        .filter(({ id }) => !leaving.has(id))
        .map(({ id, unitIds }) => ({ id, unitIds: unitIds.filter((unitId) => present.has(unitId)) }));
    const start = { territories: [...staying, ...join.map(({ id }) => ({ id, unitIds: [] as string[] }))] };
    const seeds = join.flatMap(({ id, position }) => (position === undefined ? [] : [{ id, position }]));
    const scope = rest.scope?.filter((id) => !leaving.has(id));
    const { scope: _, ...open } = rest;
    const isStaffSame = leave.length + join.length === 0;
    const maxMoved = (work: WorkMatrix): number => (isStaffSame ? mostMoved(start, work, held) : 1);
    const { balance, disruption } = rest.work === undefined ? rest : weighMoves(rest, rest.work, maxMoved);
    return {
        ...open,
        ...(balance === undefined ? {} : { balance }),
        ...(scope === undefined || scope.length === 0
            ? {}
            : { scope: [...scope, ...join.map(({ id }) => id).filter((id) => !scope.includes(id))] }),
        ...(disruption === undefined ? {} : { disruption }),
        seeds,
        locks: held,
        incumbent: start,
    };
}
