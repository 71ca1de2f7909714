import type { IssueCollector } from '../../core/index.js';
import { checkPosition } from '../../geo/internal.js';
import { territoryOfUnits } from '../model/alignment.js';
import type { TerritoryLimit } from '../model/measure.js';
import type { DesignOptions } from './design-options.js';

/** What units and territories are called, and where they stand. */
export interface DesignNames {
    /** Place of each unit in the order of ids. */
    readonly rankOf: ReadonlyMap<string, number>;
    readonly territoryOf: ReadonlyMap<string, number>;
    readonly territoryIds: readonly string[];
}

/** The rules of a design, ids resolved. */
export interface CheckedConstraints {
    /** Territory of each unit, -1 if it is free. */
    readonly locks: Int32Array;
    /** Pairs of unit and territory, flat. */
    readonly forbidden: readonly number[];
    /** Pairs of units, flat. */
    readonly disjoint: readonly number[];
    readonly groups: readonly (readonly number[])[];
    /** Territory of each unit in the incumbent, -1 if it has none; empty without an incumbent. */
    readonly incumbent: Int32Array;
    /** 1 for territories that stay as they are, by territory. */
    readonly frozen: Uint8Array;
}

/** Checks rules across fields and adds an issue for each that contradicts another. */
export function checkConstraints(options: DesignOptions, names: DesignNames, collector: IssueCollector): CheckedConstraints {
    const groups = joinGroups(readGroups(options, names, collector));
    const locks = readLocks(options, names, collector);
    spreadLocks(options, groups, locks, names, collector);
    const incumbent = readIncumbent(options, names, collector);
    const frozen = readScope(options, names, incumbent, locks, collector);
    const forbidden = readForbidden(options, names, locks, collector);
    const disjoint = readDisjoint(options, names, groups, locks, collector);
    options.limits?.forEach((limit, index) => {
        checkLimit(limit, index, collector);
    });
    return { locks, forbidden, disjoint, groups, incumbent, frozen };
}

function unitAt(names: DesignNames, id: string, path: (string | number)[], collector: IssueCollector): number {
    const at = names.rankOf.get(id);
    if (at === undefined) collector.add('unknown-id', path, 'unknown unit id', { received: id });
    return at ?? -1;
}

function territoryAt(names: DesignNames, id: string, path: (string | number)[], collector: IssueCollector): number {
    const at = names.territoryOf.get(id);
    if (at === undefined) collector.add('unknown-id', path, 'unknown territory id', { received: id });
    return at ?? -1;
}

function readLocks(options: DesignOptions, names: DesignNames, collector: IssueCollector): Int32Array {
    const locks = new Int32Array(names.rankOf.size).fill(-1);
    for (const [unitId, territoryId] of Object.entries(options.locks ?? {})) {
        const unit = unitAt(names, unitId, ['locks', unitId], collector);
        const territory = territoryAt(names, territoryId, ['locks', unitId], collector);
        if (unit !== -1 && territory !== -1) locks[unit] = territory;
    }
    return locks;
}

function readGroups(options: DesignOptions, names: DesignNames, collector: IssueCollector): number[][] {
    return (options.keepTogether ?? []).map((group, index) =>
        group.map((id, at) => unitAt(names, id, ['keepTogether', index, at], collector)).filter((unit) => unit !== -1),
    );
}

// Groups that share a unit are one.
function joinGroups(groups: readonly (readonly number[])[]): number[][] {
    const joined: Set<number>[] = [];
    for (const group of groups) {
        const merged = new Set(group);
        for (let at = joined.length - 1; at >= 0; at--) {
            if (!group.some((unit) => joined[at].has(unit))) continue;
            for (const unit of joined[at]) merged.add(unit);
            joined.splice(at, 1);
        }
        joined.push(merged);
    }
    return joined.filter((group) => group.size > 1).map((group) => [...group].sort((a, b) => a - b));
}

// A lock of one holds for all that are kept together with it.
function spreadLocks(
    options: DesignOptions,
    groups: readonly (readonly number[])[],
    locks: Int32Array,
    names: DesignNames,
    collector: IssueCollector,
): void {
    groups.forEach((group) => {
        const territories = [...new Set(group.map((unit) => locks[unit]).filter((territory) => territory !== -1))];
        if (territories.length > 1) {
            const received = territories.map((territory) => names.territoryIds[territory]).join(', ');
            const index = options.keepTogether!.findIndex((ids) => ids.some((id) => names.rankOf.get(id) === group[0]));
            const message = 'holds units that are locked to different territories';
            collector.add('contradictory-options', ['keepTogether', index], message, { received });
        } else if (territories.length === 1) for (const unit of group) locks[unit] = territories[0];
    });
}

function readIncumbent({ incumbent }: DesignOptions, names: DesignNames, collector: IssueCollector): Int32Array {
    if (incumbent === undefined) return new Int32Array(0);
    incumbent.territories.forEach(({ id, unitIds }, index) => {
        unitIds.forEach((unitId, at) => {
            unitAt(names, unitId, ['incumbent', 'territories', index, 'unitIds', at], collector);
        });
        territoryAt(names, id, ['incumbent', 'territories', index, 'id'], collector);
    });
    const division = new Int32Array(names.rankOf.size).fill(-1);
    for (const [unitId, territoryId] of territoryOfUnits(incumbent)) {
        const unit = names.rankOf.get(unitId);
        if (unit !== undefined) division[unit] = names.territoryOf.get(territoryId) ?? -1;
    }
    return division;
}

function readScope(
    { scope, incumbent: given }: DesignOptions,
    names: DesignNames,
    incumbent: Int32Array,
    locks: Int32Array,
    collector: IssueCollector,
): Uint8Array {
    const frozen = new Uint8Array(names.territoryIds.length);
    if (scope === undefined) return frozen;
    if (given === undefined) {
        const hint = 'say what the other territories look like';
        collector.add('missing-key', ['incumbent'], 'is missing, which a scope needs', { hint });
    }
    frozen.fill(1);
    scope.forEach((id, index) => {
        const territory = territoryAt(names, id, ['scope', index], collector);
        if (territory !== -1) frozen[territory] = 0;
    });
    if (scope.length === 0) collector.add('empty-input', ['scope'], 'has no territory to design');
    for (let i = 0; i < incumbent.length; i++) if (incumbent[i] !== -1 && frozen[incumbent[i]] === 1) locks[i] = incumbent[i];
    return frozen;
}

function readForbidden(options: DesignOptions, names: DesignNames, locks: Int32Array, collector: IssueCollector): number[] {
    const pairs: number[] = [];
    for (const [unitId, territories] of Object.entries(options.forbidden ?? {})) {
        const path = ['forbidden', unitId];
        const unit = unitAt(names, unitId, path, collector);
        const barred = new Set(territories.map((id, at) => territoryAt(names, id, [...path, at], collector)));
        if (unit === -1) continue;
        for (const territory of barred) if (territory !== -1) pairs.push(unit, territory);
        if (names.territoryIds.every((_, territory) => barred.has(territory))) {
            collector.add('contradictory-options', path, 'leaves the unit no territory', { received: unitId });
        } else if (locks[unit] !== -1 && barred.has(locks[unit])) {
            const received = names.territoryIds[locks[unit]];
            collector.add('contradictory-options', path, 'forbids the territory that the unit is locked to', { received });
        }
    }
    return pairs;
}

function readDisjoint(
    options: DesignOptions,
    names: DesignNames,
    groups: readonly (readonly number[])[],
    locks: Int32Array,
    collector: IssueCollector,
): number[] {
    const groupOf = new Map(groups.flatMap((group, index) => group.map((unit) => [unit, index] as const)));
    const pairs: number[] = [];
    options.disjoint?.forEach(([first, second], index) => {
        const path = ['disjoint', index];
        const a = unitAt(names, first, [...path, 0], collector);
        const b = unitAt(names, second, [...path, 1], collector);
        if (a === -1 || b === -1) return;
        const isGroup = a === b || (groupOf.has(a) && groupOf.get(a) === groupOf.get(b));
        const isLocked = locks[a] !== -1 && locks[a] === locks[b];
        const received = `${first}, ${second}`;
        if (isGroup) collector.add('contradictory-options', path, 'keeps units apart that are kept together', { received });
        else if (isLocked)
            collector.add('contradictory-options', path, 'keeps units apart that are locked to one territory', { received });
        else pairs.push(a, b);
    });
    if (names.territoryIds.length < 2 && pairs.length > 0) {
        collector.add('contradictory-options', ['disjoint'], 'keeps units apart where there is one territory only');
    }
    return pairs;
}

function checkLimit({ min, max, ideal }: TerritoryLimit, index: number, collector: IssueCollector): void {
    const path = ['limits', index];
    if (min === undefined && max === undefined && ideal === undefined) {
        collector.add('missing-key', path, 'has neither min nor max nor ideal');
    }
    if (min !== undefined && max !== undefined && min > max) {
        const expected = `at most the max of ${max}`;
        collector.add('contradictory-options', [...path, 'min'], 'is more than the max', { received: min, expected });
    }
    const low = min ?? Number.NEGATIVE_INFINITY;
    const high = max ?? Number.POSITIVE_INFINITY;
    if (ideal !== undefined && low <= high && (ideal < low || ideal > high)) {
        collector.add('contradictory-options', [...path, 'ideal'], 'lies outside of min and max', { received: ideal });
    }
}

/** Checks that barriers are lines of at least two positions. */
export function checkBarriers({ barriers }: DesignOptions, metric: 'geographic' | 'planar', collector: IssueCollector): void {
    barriers?.forEach(({ coordinates }, index) => {
        const path = ['barriers', index, 'coordinates'];
        if (coordinates.length < 2) collector.add('invalid-polygon', path, 'has fewer than two positions');
        if (metric === 'planar') return;
        coordinates.forEach((position, at) => {
            checkPosition(position, [...path, at], collector);
        });
    });
}
