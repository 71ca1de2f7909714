import {
    anything,
    checkStructure,
    controlEntries,
    coordinates,
    finite,
    flag,
    IssueCollector,
    type IssuePath,
    list,
    oneOf,
    optional,
    pair,
    RENAMED_LIMITS,
    record,
    stopCriteria,
    strict,
    text,
} from '../../core/index.js';
import { checkPosition } from '../../geo/internal.js';
import type { TravelModel } from '../../travel/index.js';
import { checkTravelModel, matrixSize } from '../../travel/internal.js';
import type { Barrier } from '../graph/barriers.js';
import { readEdges } from '../graph/contiguity.js';
import { checkAlignment } from '../model/alignment.js';
import { checkUnits } from '../model/check-units.js';
import type { BalancedMeasure, TerritoryLimit } from '../model/measure.js';
import type { Unit } from '../model/unit.js';
import { type CheckedWork, sortWork } from '../workload/checked-work.js';
import { checkWorkMatrix, WORKLOAD } from '../workload/work-matrix.js';
import { type CheckedConstraints, checkBarriers, checkConstraints } from './design-constraints.js';
import type { DesignOptions, Seed, UnitTravel } from './design-options.js';

/** Units and options after every check, ids resolved. Units stand in the order of their ids, so that the input's order changes nothing. */
export interface CheckedDesign extends CheckedConstraints {
    readonly units: readonly Unit[];
    /** Place of each sorted unit in the input. */
    readonly inputIndex: Int32Array;
    /** Unit ids in input order. */
    readonly inputIds: readonly string[];
    readonly territoryIds: readonly string[];
    readonly seeds: readonly (Seed | undefined)[];
    readonly balance: readonly Required<BalancedMeasure>[];
    /** Share of each territory; those that are designed sum to 1. */
    readonly shares: Float64Array;
    readonly limits: readonly TerritoryLimit[];
    readonly barriers: readonly Barrier[];
    readonly disruption: { readonly weight: number; readonly measure: string | undefined; readonly maxMoved: number };
    readonly edges: readonly number[] | undefined;
    readonly contiguous: boolean;
    /** Whether units at one position share a territory. */
    readonly keepPlaces: boolean;
    readonly metric: 'geographic' | 'planar';
    readonly borderWeight: number;
    readonly travel: UnitTravel | undefined;
    readonly work: CheckedWork | undefined;
}

const optionsSchema = strict(
    {
        count: optional(finite({ min: 1, integer: true })),
        seeds: optional(list(strict({ id: text(), position: coordinates(), pinned: optional(flag()) }))),
        balance: optional(
            list(
                strict({
                    measure: text(),
                    tolerance: optional(finite({ min: 0 })),
                    weight: optional(finite({ moreThan: 0 })),
                    price: optional(finite({ min: 0 })),
                }),
            ),
        ),
        targets: optional(record(finite({ moreThan: 0 }))),
        contiguity: optional(oneOf(['graph', 'none'])),
        edges: optional(list(pair(text(), 'two unit ids'))),
        locks: optional(record(text())),
        forbidden: optional(record(list(text()))),
        disjoint: optional(list(pair(text(), 'two unit ids'))),
        keepTogether: optional(list(list(text()))),
        keepPlaces: optional(flag()),
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
        barriers: optional(list(strict({ type: oneOf(['LineString']), coordinates: list(coordinates()) }))),
        incumbent: optional(anything()),
        disruption: optional(
            strict({
                weight: optional(finite({ min: 0 })),
                measure: optional(text()),
                maxMoved: optional(finite({ min: 0, max: 1 })),
            }),
        ),
        scope: optional(list(text())),
        metric: optional(oneOf(['geographic', 'planar'])),
        borderWeight: optional(finite({ min: 0 })),
        travel: optional(anything()),
        work: optional(anything()),
        seed: optional(finite()),
        stop: optional(stopCriteria()),
        ...controlEntries,
    },
    RENAMED_LIMITS,
);

/** What borders and deviations cost where it is known who lives where, see `bench planning`. */
const WORK_BORDER_WEIGHT = 0.1;
const WORK_PRICE = 0.5;

/** The public call that a design serves. */
export interface DesignCall {
    readonly name: string;
    /** Where options stand in its input that it makes of something else, by their names. */
    readonly places?: Readonly<Record<string, IssuePath>>;
}

/** Checks everything and throws once, with every problem. */
export function checkDesign(units: readonly Unit[], options: DesignOptions, call: DesignCall): CheckedDesign {
    const all = new IssueCollector();
    const collector = new IssueCollector();
    const throwIfAny = (): void => {
        all.addAll(collector.issues.splice(0).map((issue) => ({ ...issue, path: placeOf(issue.path, call) })));
        all.throwIfAny(call.name);
    };
    const isSound = checkStructure(optionsSchema, options, collector);
    const incumbent = options?.incumbent;
    const sound = isSound && (incumbent === undefined || checkAlignment(incumbent, collector, ['incumbent']));
    const metric = options?.metric === 'planar' ? 'planar' : 'geographic';
    const indexOf = checkUnits(units, metric, all);
    if (!sound || all.issues.length > 0 || collector.issues.length > 0) throwIfAny();
    if (units.length === 0) all.add('empty-input', ['units'], 'has no units to divide');

    const territoryIds = checkTerritories(units.length, options, metric, collector);
    const territoryOf = new Map(territoryIds.map((id, index) => [id, index]));
    const balance = checkBalance(units, options, collector);
    for (const id of Object.keys(options.targets ?? {})) {
        if (!territoryOf.has(id)) collector.add('unknown-id', ['targets', id], 'unknown territory id', { received: id });
    }
    const order = Array.from(units, (_, index) => index).sort((a, b) => (units[a].id < units[b].id ? -1 : 1));
    const rank = new Int32Array(units.length);
    for (let at = 0; at < order.length; at++) rank[order[at]] = at;
    const rankOf = new Map(order.map((index, at) => [units[index].id, at] as const));
    const constraints = checkConstraints(options, { rankOf, territoryOf, territoryIds }, collector);
    checkBarriers(options, metric, collector);
    checkMeasures(units, options, collector);
    checkTravel(units.length, options, metric, collector);
    checkRoom(territoryIds, constraints.locks, collector);
    const isWorkSound =
        options.work !== undefined && checkWorkMatrix(options.work, [...rankOf.keys()], territoryIds, ['work'], collector);
    const edges = readEdges(options.edges, indexOf, collector, ['edges'])?.map((index) => rank[index]);
    throwIfAny();

    const shares = Float64Array.from(territoryIds, (id) => options.targets?.[id] ?? 1);
    const total = shares.reduce((sum, share, j) => sum + (constraints.frozen[j] === 1 ? 0 : share), 0);
    const { weight = 10, measure, maxMoved = 1 } = options.disruption ?? {};
    return {
        units: order.map((index) => units[index]),
        inputIndex: Int32Array.from(order),
        inputIds: units.map((unit) => unit.id),
        territoryIds,
        ...constraints,
        seeds: territoryIds.map((_, index) => options.seeds?.[index]),
        balance,
        shares: shares.map((share) => share / total),
        limits: options.limits ?? [],
        barriers: options.barriers ?? [],
        disruption: { weight, measure, maxMoved },
        edges,
        contiguous: options.contiguity !== 'none',
        keepPlaces: options.keepPlaces ?? true,
        metric,
        borderWeight: options.borderWeight ?? (options.work === undefined ? 0 : WORK_BORDER_WEIGHT),
        travel: options.travel,
        work: isWorkSound ? sortWork(options.work, rankOf, territoryOf) : undefined,
    };
}

function placeOf([option, ...rest]: IssuePath, { places = {} }: DesignCall): IssuePath {
    if (option === undefined) return ['options'];
    return Object.hasOwn(places, option) ? [...places[option], ...rest] : ['options', option, ...rest];
}

function checkTerritories(
    size: number,
    options: DesignOptions,
    metric: 'geographic' | 'planar',
    collector: IssueCollector,
): readonly string[] {
    const seeds = options.seeds ?? [];
    const known = new Set([...seeds, ...(options.incumbent?.territories ?? [])].map(({ id }) => id));
    const count = options.count ?? known.size;
    const path = options.count !== undefined ? ['count'] : [options.incumbent === undefined ? 'seeds' : 'incumbent'];
    if (count === 0) {
        const hint = 'say how many territories, or where each starts';
        collector.add('missing-key', ['count'], 'is missing, and so are seeds', { hint });
    } else if (known.size > count) {
        const expected = `at least the ${known.size} that have names already`;
        collector.add('out-of-range', ['count'], 'is less than there are seeds and incumbent territories', {
            received: count,
            expected,
        });
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
            collector.add('duplicate-id', ['seeds', index, 'id'], 'is already used by another seed', { received: id });
        ids.add(id);
        if (metric === 'geographic') checkPosition(position, ['seeds', index, 'position'], collector);
    });
    const names = [...known];
    for (const { id } of options.incumbent?.territories ?? []) ids.add(id);
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

function checkTravel(size: number, options: DesignOptions, metric: 'geographic' | 'planar', collector: IssueCollector): void {
    const travel = options.travel as TravelModel | undefined;
    if (travel === undefined || !checkTravelModel(travel, ['travel'], collector)) return;
    if (travel.kind === 'roads') {
        const hint = 'pass the matrix of the units: roads.matrix(positions).travel';
        collector.add('unknown-option', ['travel', 'kind'], 'is not a way to travel between units', { received: 'roads', hint });
    } else if (travel.kind === 'matrix') {
        if (matrixSize(travel) === size) return;
        const expected = `${size}, a row for each unit`;
        collector.add('matrix-size', ['travel', 'size'], 'is not the number of units', {
            received: matrixSize(travel),
            expected,
        });
    } else if ((travel.kind === 'euclidean') !== (metric === 'planar')) {
        const expected = metric === 'planar' ? 'euclidean or matrix' : 'great-circle or matrix';
        const message = `does not go with positions that are ${metric}`;
        collector.add('contradictory-options', ['travel', 'kind'], message, { received: travel.kind, expected });
    }
}

function checkMeasures(units: readonly Unit[], { limits, disruption }: DesignOptions, collector: IssueCollector): void {
    const used = (limits ?? []).map(({ measure }, index) => [measure, ['limits', index, 'measure']] as const);
    const all = disruption?.measure === undefined ? used : [...used, [disruption.measure, ['disruption', 'measure']] as const];
    for (const [measure, path] of all) {
        if (measure === 'count' || units.some((unit) => unit.measures[measure] !== undefined)) continue;
        collector.add('unknown-id', [...path], 'is a measure that no unit has', { received: measure });
    }
}

function checkBalance(
    units: readonly Unit[],
    { balance = [{ measure: 'workload' }], work }: Pick<DesignOptions, 'balance' | 'work'>,
    collector: IssueCollector,
): readonly Required<BalancedMeasure>[] {
    const known = new Set<string>(work === undefined ? ['count'] : ['count', WORKLOAD]);
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
    return balance.map(({ measure, tolerance, weight = 1, price }) => {
        const isPriced = tolerance === undefined && (price !== undefined || work !== undefined);
        return {
            measure,
            tolerance: tolerance ?? (isPriced ? Number.POSITIVE_INFINITY : 0.05),
            weight,
            price: price ?? (isPriced ? WORK_PRICE : 0),
        };
    });
}
