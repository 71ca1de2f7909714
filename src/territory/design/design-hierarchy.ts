import {
    anything,
    assertArguments,
    checkStructure,
    finite,
    IssueCollector,
    list,
    mapProgress,
    optional,
    record,
    runSteps,
    runStepsAsync,
    type Steps,
    strict,
    text,
    WorkMeter,
} from '../../core/index.js';
import { flattenMatrix } from '../../travel/internal.js';
import { BarrierIndex, cutByBarriers } from '../graph/barriers.js';
import { linkSteps, namedLinks, planePoints, readEdges } from '../graph/contiguity.js';
import type { BalancedMeasure } from '../model/measure.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import type { DesignCall } from './check-design.js';
import type { DesignOptions, UnitTravel } from './design-options.js';
import { designSteps, progressOf } from './design-territories.js';
import type { DesignProgress } from './search/search.js';

/** One level of a hierarchy: territories of the level below, as the first level's are of units. */
export interface HierarchyLevel {
    /** `district`, `region`, …; ids are made of it. */
    readonly name: string;
    /** Number of territories of this level, from 1. */
    readonly count: number;
    /** Default: as the first level. */
    readonly balance?: readonly BalancedMeasure[];
}

/** Territories of territories. */
export interface TerritoryHierarchy {
    /** Lowest first. The units of a plan above the first are the territories of the plan below. */
    readonly levels: readonly { readonly name: string; readonly plan: TerritoryPlan }[];
    /** What each territory belongs to, by id: of all levels but the last. */
    readonly parentOf: Readonly<Record<string, string>>;
}

/**
 * Designs territories, districts of territories, regions of districts: each level balanced, connected and compact over the one below.
 *
 * @param units - as for `designTerritories`
 * @param levels - lowest first, counts falling
 * @param options - of the first level; seeds, locks and all else that names units or territories hold there only. Of a matrix of `travel`
 *   the levels above take the rows of the units that territories have their centers at; what `barriers` cut is cut on every level
 * @returns one plan a level; ids of the levels above are `district-1`, …
 * @throws BeatplanError `invalid-input` with every problem of the levels, `empty-input` without any, and as `designTerritories`
 * @example
 * ```ts
 * const { parentOf } = designHierarchy(units, [{ name: 'territory', count: 40 }, { name: 'district', count: 8 }]);
 * ```
 */
export function designHierarchy(
    units: readonly Unit[],
    levels: readonly HierarchyLevel[],
    options: Omit<DesignOptions, 'count'> = {},
): TerritoryHierarchy {
    return runSteps(hierarchySteps(units, levels, options), progressOf(options));
}

/**
 * As {@link designHierarchy}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link designHierarchy}
 */
export async function designHierarchyAsync(
    units: readonly Unit[],
    levels: readonly HierarchyLevel[],
    options: Omit<DesignOptions, 'count'> = {},
): Promise<TerritoryHierarchy> {
    return runStepsAsync(hierarchySteps(units, levels, options), progressOf(options));
}

function* hierarchySteps(
    units: readonly Unit[],
    levels: readonly HierarchyLevel[],
    options: Omit<DesignOptions, 'count'>,
): Steps<TerritoryHierarchy, DesignProgress> {
    checkLevels(levels);
    assertArguments(NAME, { options: record(anything()) }, { options });
    const ofLevel =
        (level: number) =>
        (progress: DesignProgress): DesignProgress => ({
            ...progress,
            fraction: (level + progress.fraction) / levels.length,
        });
    const { metric = 'geographic', contiguity = 'graph', borderWeight, seed, stop, signal } = options;
    const shared = {
        metric,
        contiguity,
        ...(borderWeight === undefined ? {} : { borderWeight }),
        ...(seed === undefined ? {} : { seed }),
        ...(stop === undefined ? {} : { stop }),
        ...(signal === undefined ? {} : { signal }),
    } as const;
    const [first, ...above] = levels;
    const balance = first.balance ?? options.balance ?? [{ measure: 'workload' }];
    let plan = yield* mapProgress(designSteps(units, { ...options, balance, count: first.count }, callOf(levels, 0)), ofLevel(0));
    let below: readonly Unit[] = units;
    yield;
    let edges = yield* edgesOf(units, options);
    let { travel } = options;
    const parentOf: Record<string, string> = {};
    const designed = [{ name: first.name, plan }];
    for (const level of above) {
        edges = yield* liftEdges(plan, edges);
        if (travel !== undefined) travel = liftTravel(travel, plan, below);
        below = plan.territories.map(({ id, center, measures, unitIds }) => ({
            id,
            position: center,
            measures: { ...measures, count: measures['count'] ?? unitIds.length },
        }));
        const wishes = {
            ...shared,
            balance: level.balance ?? balance,
            count: level.count,
            edges,
            ...(travel === undefined ? {} : { travel }),
        };
        const upper = yield* mapProgress(designSteps(below, wishes, callOf(levels, designed.length)), ofLevel(designed.length));
        plan = nameTerritories(upper, level.name);
        for (const { id, unitIds } of plan.territories) for (const unitId of unitIds) parentOf[unitId] = id;
        designed.push({ name: level.name, plan });
    }
    return { levels: designed, parentOf };
}

// Between the units that territories have their centers at.
function liftTravel(travel: UnitTravel, plan: TerritoryPlan, units: readonly Unit[]): UnitTravel {
    if (travel.kind !== 'matrix') return travel;
    const indexOf = new Map(units.map(({ id }, index) => [id, index]));
    const rows = plan.territories.map(({ center, unitIds }) => {
        const at = unitIds.map((id) => indexOf.get(id)!);
        return at.find((index) => units[index].position.join() === center.join())!;
    });
    const { size, durations: all } = flattenMatrix(travel);
    const durations = rows.flatMap((from) => rows.map((to) => all[from * size + to]));
    return { kind: 'matrix', size: rows.length, durations };
}

const NAME = 'designHierarchy';

// What a level asks for stands in the level, all else in the options.
function callOf(levels: readonly HierarchyLevel[], level: number): DesignCall {
    const count = ['levels', level, 'count'];
    return {
        name: NAME,
        places: levels[level].balance === undefined ? { count } : { count, balance: ['levels', level, 'balance'] },
    };
}

const levelsSchema = list(strict({ name: text(), count: finite({ min: 1, integer: true }), balance: optional(anything()) }));

function checkLevels(levels: readonly HierarchyLevel[]): void {
    const collector = new IssueCollector();
    if (checkStructure(levelsSchema, levels, collector, ['levels'])) {
        if (levels.length === 0) collector.add('empty-input', ['levels'], 'has no level to design');
        // The lowest level's are called territory-1, territory-2, … whatever its name.
        const names = new Set(['territory']);
        levels.forEach(({ name, count }, i) => {
            const below = levels[i - 1];
            if (i > 0 && names.has(name))
                collector.add('duplicate-id', ['levels', i, 'name'], 'names a level below already', { received: name });
            names.add(name);
            if (below === undefined || count <= below.count) return;
            const expected = `at most the ${below.count} of the level below`;
            collector.add('too-many-territories', ['levels', i, 'count'], 'is more than there are below', {
                received: count,
                expected,
            });
        });
    }
    collector.throwIfAny(NAME);
}

function* edgesOf(
    units: readonly Unit[],
    { edges, metric = 'geographic', barriers = [] }: Omit<DesignOptions, 'count'>,
): Steps<(readonly [string, string])[]> {
    const points = planePoints(units, metric);
    // The design of the first level has checked them.
    const indexOf = new Map(units.map(({ id }, index) => [id, index]));
    const known = readEdges(edges, indexOf, new IssueCollector(), []);
    yield;
    const touching = yield* linkSteps(points, known, {});
    yield;
    const lines = barriers.length === 0 ? undefined : new BarrierIndex(units, barriers, metric);
    const open = lines === undefined ? touching : yield* cutByBarriers(touching, points, lines);
    yield;
    const listed = namedLinks(units, open);
    yield;
    return listed;
}

/** Elementary operations of looking up where both ends of an edge belong, about. */
const UNITS_AN_EDGE = 20;

// Territories touch where units of theirs do.
function* liftEdges(plan: TerritoryPlan, edges: readonly (readonly [string, string])[]): Steps<(readonly [string, string])[]> {
    const home = new Map(plan.territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id] as const)));
    const lifted = new Map<string, readonly [string, string]>();
    const meter = new WorkMeter();
    for (const [a, b] of edges) {
        if (meter.spend(UNITS_AN_EDGE)) yield;
        const ends = [home.get(a)!, home.get(b)!].sort() as [string, string];
        if (ends[0] !== ends[1]) lifted.set(JSON.stringify(ends), ends);
    }
    return [...lifted.values()];
}

function nameTerritories(plan: TerritoryPlan, name: string): TerritoryPlan {
    const rename = (id: string): string => id.replace(/^territory-/, `${name}-`);
    return {
        ...plan,
        territories: plan.territories.map((territory) => ({ ...territory, id: rename(territory.id) })),
        violations: plan.violations.map((violation) => ({ ...violation, territoryId: rename(violation.territoryId) })),
    };
}
