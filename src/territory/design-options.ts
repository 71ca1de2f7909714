import {
    anything,
    checkStructure,
    finite,
    flag,
    IssueCollector,
    list,
    oneOf,
    optional,
    pair,
    record,
    type StopCriteria,
    strict,
    text,
} from '../core/index.js';
import { checkPosition, type Position } from '../geo/index.js';
import { checkUnits } from './check-units.js';
import { readEdges } from './contiguity.js';
import type { SearchProgress } from './design/search.js';
import type { Unit } from './unit.js';

/** Where a territory starts. */
export interface Seed {
    /** Id of the territory. */
    readonly id: string;
    /** A rep's home, a branch, a town. */
    readonly position: Position;
    /** Whether distances are measured to this place for good, and not to the median of the territory's units. Default false. */
    readonly pinned?: boolean;
}

/** A measure that every territory should have its share of. */
export interface BalancedMeasure {
    /** Name of the measure; `count` is 1 for every unit that does not say otherwise. */
    readonly measure: string;
    /** Largest |measure / target - 1| that is fine, from 0. Default 0.05. */
    readonly tolerance?: number;
    /** How much this measure's excess counts beside the others', more than 0. Default 1. */
    readonly weight?: number;
}

/** Options of {@link designTerritories}; one of `count` and `seeds` is needed. */
export interface DesignOptions {
    /** Number of territories, from 1. They are called `territory-1`, `territory-2`, … Default: as many as there are seeds. */
    readonly count?: number;
    /** One for each territory: its id and where it starts. */
    readonly seeds?: readonly Seed[];
    /** What to balance. Default `[{ measure: 'workload', tolerance: 0.05 }]`. */
    readonly balance?: readonly BalancedMeasure[];
    /** Share of each territory by id, in any unit, more than 0: `{ north: 0.5 }` gives north half as much as the others. Default 1. */
    readonly targets?: Readonly<Record<string, number>>;
    /** `'graph'`: territories are connected in the contiguity graph; `'none'`: they need not be. Default `'graph'`. */
    readonly contiguity?: 'graph' | 'none';
    /** Links between units that are known, by id, as in `buildContiguity`; islands are joined by the shortest links. Default: from the positions. */
    readonly edges?: readonly (readonly [string, string])[];
    /** Territory that a unit must stay in, by unit id. */
    readonly locks?: Readonly<Record<string, string>>;
    /** How positions are read: degrees, or coordinates in a plane. Default `'geographic'`. */
    readonly metric?: 'geographic' | 'planar';
    /** Any finite number; default 1. */
    readonly seed?: number;
    /**
     * When to stop; an iteration is one move tried, `target` a dispersion that is low enough. Default: 1,000 iterations a unit, 200,000 to
     * 4,000,000, so that the same input gives the same plan everywhere.
     */
    readonly stop?: StopCriteria;
    /** Ends the search; the best plan so far is returned. */
    readonly signal?: AbortSignal;
    /** Told a few hundred times about the best plan so far. */
    readonly onProgress?: (progress: SearchProgress) => void;
}

/** Units and options after every check, ids resolved. Units stand in the order of their ids, so that the input's order changes nothing. */
export interface CheckedDesign {
    readonly units: readonly Unit[];
    /** Place of each sorted unit in the input. */
    readonly inputIndex: Int32Array;
    /** Unit ids in input order. */
    readonly inputIds: readonly string[];
    readonly territoryIds: readonly string[];
    readonly seeds: readonly (Seed | undefined)[];
    readonly balance: readonly Required<BalancedMeasure>[];
    /** Share of each territory; they sum to 1. */
    readonly shares: Float64Array;
    readonly locks: Int32Array;
    readonly edges: readonly number[] | undefined;
    readonly contiguous: boolean;
    readonly metric: 'geographic' | 'planar';
}

const optionsSchema = strict({
    count: optional(finite({ min: 1, integer: true })),
    seeds: optional(list(strict({ id: text(), position: pair(finite(), 'a position [lng, lat]'), pinned: optional(flag()) }))),
    balance: optional(
        list(strict({ measure: text(), tolerance: optional(finite({ min: 0 })), weight: optional(finite({ moreThan: 0 })) })),
    ),
    targets: optional(record(finite({ moreThan: 0 }))),
    contiguity: optional(oneOf(['graph', 'none'])),
    edges: optional(list(pair(text(), 'two unit ids'))),
    locks: optional(record(text())),
    metric: optional(oneOf(['geographic', 'planar'])),
    seed: optional(finite()),
    stop: optional(
        strict({
            seconds: optional(finite({ moreThan: 0 })),
            iterations: optional(finite({ min: 0, integer: true })),
            noImprovement: optional(finite({ min: 1, integer: true })),
            target: optional(finite()),
        }),
    ),
    signal: optional(anything()),
    onProgress: optional(anything()),
});

/** The amount of a measure in a unit; a unit counts 1 where it does not say otherwise. */
export function measureOf(unit: Unit, measure: string): number {
    return unit.measures[measure] ?? (measure === 'count' ? 1 : 0);
}

/** Checks everything and throws once, with every problem. */
export function checkDesign(units: readonly Unit[], options: DesignOptions): CheckedDesign {
    const collector = new IssueCollector();
    const sound = checkStructure(optionsSchema, options, collector);
    const metric = options?.metric === 'planar' ? 'planar' : 'geographic';
    const indexOf = checkUnits(units, metric, collector);
    if (!sound || collector.issues.length > 0) collector.throwIfAny('the territory design');
    if (units.length === 0) collector.add('empty-input', ['units'], 'has no units to divide');

    const territoryIds = checkTerritories(units.length, options, metric, collector);
    const territoryOf = new Map(territoryIds.map((id, index) => [id, index]));
    const balance = checkBalance(units, options.balance ?? [{ measure: 'workload' }], collector);
    for (const id of Object.keys(options.targets ?? {})) {
        if (!territoryOf.has(id)) collector.add('unknown-id', ['targets', id], 'names no territory', { received: id });
    }
    const order = Array.from(units, (_, index) => index).sort((a, b) => (units[a].id < units[b].id ? -1 : 1));
    const rank = new Int32Array(units.length);
    for (let at = 0; at < order.length; at++) rank[order[at]] = at;
    const locks = new Int32Array(units.length).fill(-1);
    for (const [unitId, territoryId] of Object.entries(options.locks ?? {})) {
        const unit = indexOf.get(unitId);
        const territory = territoryOf.get(territoryId);
        if (unit === undefined) collector.add('unknown-id', ['locks', unitId], 'names no unit', { received: unitId });
        if (territory === undefined)
            collector.add('unknown-id', ['locks', unitId], 'names no territory', { received: territoryId });
        if (unit !== undefined && territory !== undefined) locks[rank[unit]] = territory;
    }
    checkRoom(territoryIds, locks, collector);
    const edges = readEdges(options.edges, indexOf, collector)?.map((index) => rank[index]);
    collector.throwIfAny('the territory design');

    const shares = Float64Array.from(territoryIds, (id) => options.targets?.[id] ?? 1);
    const total = shares.reduce((sum, share) => sum + share, 0);
    return {
        units: order.map((index) => units[index]),
        inputIndex: Int32Array.from(order),
        inputIds: units.map((unit) => unit.id),
        territoryIds,
        seeds: territoryIds.map((_, index) => options.seeds?.[index]),
        balance,
        shares: shares.map((share) => share / total),
        locks,
        edges,
        contiguous: options.contiguity !== 'none',
        metric,
    };
}

function checkTerritories(
    size: number,
    options: DesignOptions,
    metric: 'geographic' | 'planar',
    collector: IssueCollector,
): readonly string[] {
    const seeds = options.seeds ?? [];
    const count = options.count ?? seeds.length;
    const path = options.count === undefined ? ['seeds'] : ['count'];
    if (count === 0) {
        const hint = 'say how many territories, or where each starts';
        collector.add('missing-key', ['count'], 'is missing, and so are seeds', { hint });
    } else if (seeds.length > count) {
        const expected = `at least the ${seeds.length} seeds`;
        collector.add('out-of-range', ['count'], 'is less than there are seeds', { received: count, expected });
    } else if (count > size && size > 0) {
        const expected = `at most ${size}`;
        collector.add('too-many-territories', path, 'asks for more territories than there are units', {
            received: count,
            expected,
        });
    }
    const ids = new Set<string>();
    seeds.forEach(({ id, position }, index) => {
        if (ids.has(id))
            collector.add('duplicate-id', ['seeds', index, 'id'], 'stands for another seed already', { received: id });
        ids.add(id);
        if (metric === 'geographic') checkPosition(position, ['seeds', index, 'position'], collector);
    });
    const names = seeds.map((seed) => seed.id);
    for (let number = 1; names.length < Math.min(count, size); number++) {
        if (!ids.has(`territory-${number}`)) names.push(`territory-${number}`);
    }
    return names;
}

// Every territory needs a unit, and those without a locked one need a free one.
function checkRoom(territoryIds: readonly string[], locks: Int32Array, collector: IssueCollector): void {
    const free = locks.reduce((sum, territory) => sum + (territory === -1 ? 1 : 0), 0);
    const needy = territoryIds.length - new Set(locks.filter((territory) => territory !== -1)).size;
    if (needy <= free || collector.issues.length > 0) return;
    const expected = `at least ${needy} units that are not locked`;
    collector.add('too-many-territories', ['locks'], 'leave too few units for the other territories', {
        received: free,
        expected,
    });
}

function checkBalance(
    units: readonly Unit[],
    balance: readonly BalancedMeasure[],
    collector: IssueCollector,
): readonly Required<BalancedMeasure>[] {
    const known = new Set<string>(['count']);
    for (const unit of units) for (const measure of Object.keys(unit.measures)) known.add(measure);
    const seen = new Set<string>();
    balance.forEach(({ measure }, index) => {
        const path = ['balance', index, 'measure'];
        if (!known.has(measure) && units.length > 0) {
            const hint = `measures of the units: ${[...known].join(', ')}`;
            collector.add('unknown-id', path, 'is a measure that no unit has', { received: measure, hint });
        }
        if (seen.has(measure)) collector.add('duplicate-id', path, 'is balanced already', { received: measure });
        seen.add(measure);
    });
    return balance.map(({ measure, tolerance = 0.05, weight = 1 }) => ({ measure, tolerance, weight }));
}
