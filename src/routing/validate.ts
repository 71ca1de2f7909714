import {
    anything,
    checkStructure,
    type ErrorCode,
    finite,
    flag,
    type Issue,
    IssueCollector,
    type IssuePath,
    list,
    nearestWord,
    oneOf,
    optional,
    pair,
    record,
    type Schema,
    strict,
    text,
    variant,
} from '../core/index.js';
import { checkPosition } from '../geo/internal.js';
import type { TravelModel } from '../travel/index.js';
import { checkTravelModel, matrixSize } from '../travel/internal.js';
import type { Place, TimeWindow, Vehicle, Visit, VisitGroup } from './problem.js';

// Beyond this, sums of a million numbers and products of a few would lose whole units, or overflow.
const LARGEST = 1e15;

const place = {
    position: optional(pair(finite({ min: -LARGEST, max: LARGEST }), '[lng, lat] or [x, y]')),
    location: optional(finite({ min: 0, integer: true })),
};
const amount = finite({ min: 0, max: LARGEST });
const limit = finite({ min: 0, max: LARGEST, infinite: true });
const names = optional(list(text()));
const timeWindow = pair(finite({ min: -LARGEST, max: LARGEST, infinite: true }), '[open, close]');

const visitSchema: Schema = strict({
    id: text(),
    ...place,
    serviceDuration: optional(amount),
    timeWindows: optional(list(timeWindow)),
    delivery: optional(list(amount)),
    pickup: optional(list(amount)),
    skills: names,
    allowedVehicles: names,
    required: optional(flag()),
    priority: optional(finite({ min: 0, max: 100 })),
    prize: optional(amount),
});

const vehicleSchema: Schema = strict({
    id: text(),
    start: optional(strict(place)),
    end: optional(strict(place)),
    shift: optional(timeWindow),
    capacity: optional(list(limit)),
    skills: names,
    profile: optional(text()),
    durationFactor: optional(finite({ moreThan: 0, max: LARGEST })),
    costs: optional(strict({ fixed: optional(amount), perHour: optional(amount), perKm: optional(amount) })),
    maxVisits: optional(finite({ min: 0, integer: true, infinite: true })),
    maxDistance: optional(limit),
    maxDuration: optional(limit),
    maxTravelDuration: optional(limit),
    count: optional(finite({ min: 1, integer: true })),
});

const kind = oneOf(['cost', 'priority', 'prize', 'orienteering']);
const groupSchema: Schema = strict({
    id: text(),
    patterns: list(list(text())),
    required: optional(flag()),
});

const problemSchema: Schema = strict({
    visits: list(visitSchema),
    vehicles: list(vehicleSchema),
    groups: optional(list(groupSchema)),
    shipments: optional(list(strict({ pickupId: text(), deliveryId: text(), load: list(amount) }))),
    // Travel models are checked by their own room, so that their issues read the same everywhere.
    travel: optional(anything()),
    profiles: optional(record(anything())),
    objective: optional(
        variant('kind', {
            cost: strict({ kind }),
            priority: strict({ kind }),
            prize: strict({ kind, priorityWeight: optional(finite({ min: 0, max: 1 })) }),
            orienteering: strict({ kind }),
        }),
    ),
    earliness: optional(finite({ min: 0, max: 1 })),
});

/**
 * Finds everything that is wrong with a problem; an empty list means that it can be solved.
 *
 * {@link solve} does this by itself and throws; call it directly to show problems while a user is still editing.
 *
 * @param problem - any value
 * @returns issues of structure in the order of the input, then those of rules across fields; a visit, vehicle or group whose structure is
 * faulty is held to no further rule. O(visits + vehicles + matrix entries).
 */
export function validateProblem(problem: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    checkStructure(problemSchema, problem, collector);
    if (typeof problem === 'object' && problem !== null) checkRules(soundParts(problem, collector.issues), collector);
    return collector.issues;
}

/** An item of a list whose structure is sound, with its place in the input. */
interface Item<T> {
    readonly value: T;
    readonly index: number;
}

/** What of a problem can be held to rules across fields. */
interface SoundParts {
    readonly visits: readonly Item<Visit>[];
    readonly vehicles: readonly Item<Vehicle>[];
    readonly groups: readonly Item<VisitGroup>[];
    /** Ids by place, of faulty items too where they have one; undefined if the list itself is faulty. */
    readonly visitIds: readonly unknown[] | undefined;
    readonly vehicleIds: readonly unknown[] | undefined;
    readonly groupIds: readonly unknown[] | undefined;
    /** How many shipments there are. */
    readonly shipments: number;
    readonly travel: unknown;
    readonly profiles: Readonly<Record<string, unknown>>;
}

type ListKey = 'visits' | 'vehicles' | 'groups';

function soundParts(problem: object, issues: readonly Issue[]): SoundParts {
    const given = problem as Readonly<Record<string, unknown>>;
    const faulty = { visits: new Set<unknown>(), vehicles: new Set<unknown>(), groups: new Set<unknown>() };
    let hasProfiles = given.profiles !== undefined;
    for (const { path } of issues) {
        const [key, index] = path;
        if (key === 'visits' || key === 'vehicles' || key === 'groups') faulty[key].add(index);
        else if (key === 'profiles') hasProfiles = false;
    }
    const listOf = (key: ListKey): readonly unknown[] | undefined => {
        const value = given[key];
        return Array.isArray(value) ? value : undefined;
    };
    const items = <T>(key: ListKey): Item<T>[] => {
        const sound: Item<T>[] = [];
        listOf(key)?.forEach((value, index) => {
            if (!faulty[key].has(index)) sound.push({ value: value as T, index });
        });
        return sound;
    };
    const idsOf = (values: readonly unknown[] | undefined): readonly unknown[] | undefined =>
        values?.map((value) => (value as { id?: unknown } | null | undefined)?.id);
    return {
        visits: items('visits'),
        vehicles: items('vehicles'),
        groups: items('groups'),
        visitIds: idsOf(listOf('visits')),
        vehicleIds: idsOf(listOf('vehicles')),
        groupIds: idsOf(listOf('groups')),
        shipments: Array.isArray(given.shipments) ? given.shipments.length : 0,
        travel: given.travel,
        profiles: hasProfiles ? (given.profiles as Record<string, unknown>) : {},
    };
}

function checkRules(parts: SoundParts, collector: IssueCollector): void {
    const { visits, vehicles } = parts;
    const travel = checkTravel(parts, collector);
    const facts = {
        travel,
        dimensions: dimensionsOf(parts),
        vehicleIds: parts.vehicleIds && new Set(parts.vehicleIds),
        profiles: Object.keys(parts.profiles),
    };
    if (parts.vehicleIds?.length === 0 && (parts.visitIds ?? []).length > 0) {
        collector.add('empty-input', ['vehicles'], 'there is no vehicle to serve the visits', {
            hint: 'add at least one vehicle',
        });
    }
    checkDuplicates(parts.visitIds ?? [], 'visits', collector);
    checkDuplicates(parts.vehicleIds ?? [], 'vehicles', collector);
    for (const { value, index } of visits) checkVisit(value, ['visits', index], facts, collector);
    for (const { value, index } of vehicles) checkVehicle(value, ['vehicles', index], facts, collector);
    if (parts.groupIds !== undefined) checkGroups(parts, parts.groupIds, collector);
    if (parts.shipments > 0) {
        collector.add('not-supported', ['shipments'], 'cannot be planned yet', {
            received: `${parts.shipments} shipments`,
            hint: 'goods can go from and to the depot: `delivery` and `pickup` of a visit',
        });
    }
}

/** What the rules of places need to know of the travel models in use. */
interface TravelFacts {
    /** Whether any model wants a `location` and any wants a `position`. */
    readonly needsLocation: boolean;
    readonly needsPosition: boolean;
    readonly geographic: boolean;
    /** Smallest matrix, so that every location must lie below it. */
    readonly size: number;
}

function checkTravel({ travel, profiles, vehicles, vehicleIds }: SoundParts, collector: IssueCollector): TravelFacts {
    const models: TravelModel[] = [];
    const add = (model: unknown, path: IssuePath): void => {
        if (model === undefined) models.push({ kind: 'great-circle' });
        else if (checkTravelModel(model, path, collector)) models.push(model);
    };
    // What a faulty list would use is unknown.
    const usesDefault = vehicleIds?.length === 0 || vehicles.some(({ value }) => value.profile === undefined);
    if (travel !== undefined || usesDefault) add(travel, ['travel']);
    for (const name of Object.keys(profiles)) add(profiles[name], ['profiles', name]);
    const sizes = models.flatMap((model) => (model.kind === 'matrix' ? [matrixSize(model)] : []));
    return {
        needsLocation: sizes.length > 0,
        needsPosition: models.some((model) => model.kind !== 'matrix'),
        geographic: models.some((model) => model.kind === 'great-circle' || model.kind === 'roads'),
        size: sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY),
    };
}

function dimensionsOf({ visits, vehicles }: SoundParts): number {
    for (const { value } of vehicles) if (value.capacity !== undefined) return value.capacity.length;
    for (const { value } of visits) {
        const amounts = value.delivery ?? value.pickup;
        if (amounts !== undefined) return amounts.length;
    }
    return 0;
}

function checkDuplicates(ids: readonly unknown[], key: string, collector: IssueCollector): void {
    const first = new Map<unknown, number>();
    for (let i = 0; i < ids.length; i++) {
        const id = ids[i];
        if (typeof id !== 'string' || id === '') continue;
        const before = first.get(id);
        if (before === undefined) first.set(id, i);
        else {
            collector.add('duplicate-id', [key, i, 'id'], `stands at ${key}[${before}] already`, {
                received: id,
                expected: 'a unique id',
            });
        }
    }
}

function checkPlace(at: Place, path: IssuePath, travel: TravelFacts, collector: IssueCollector): void {
    if (travel.needsLocation) {
        if (at.location === undefined) {
            collector.add('missing-position', path, 'has no location, which a travel matrix needs', {
                hint: 'give the row of the matrix as location',
            });
        } else if (at.location >= travel.size) {
            collector.add('out-of-range', [...path, 'location'], 'lies outside of the travel matrix', {
                received: at.location,
                expected: `a whole number from 0 to ${travel.size - 1}`,
            });
        }
    }
    if (!travel.needsPosition) return;
    if (at.position === undefined) {
        collector.add('missing-position', path, 'has no position', { hint: 'give position: [lng, lat]' });
    } else if (travel.geographic) {
        checkPosition(at.position, [...path, 'position'], collector);
    }
}

function checkWindow(window: TimeWindow, path: IssuePath, collector: IssueCollector): void {
    if (window[0] === Number.POSITIVE_INFINITY) {
        collector.add('not-finite', [...path, 0], 'never opens', { received: window[0], expected: 'a finite number' });
    } else if (window[0] > window[1]) {
        collector.add('inverted-window', path, 'closes before it opens', {
            received: `[${window[0]}, ${window[1]}]`,
            hint: 'a window is [open, close]',
        });
    }
}

function checkAmounts(
    amounts: readonly number[] | undefined,
    dimensions: number,
    path: IssuePath,
    collector: IssueCollector,
): void {
    if (amounts === undefined || amounts.length === dimensions) return;
    collector.add('dimension-mismatch', path, 'has another number of capacity dimensions than the rest', {
        received: amounts.length,
        expected: `${dimensions} number${dimensions === 1 ? '' : 's'}`,
    });
}

/** What the rules of single visits and vehicles need to know of the rest. */
interface Facts {
    readonly travel: TravelFacts;
    readonly dimensions: number;
    readonly vehicleIds: ReadonlySet<unknown> | undefined;
    readonly profiles: readonly string[];
}

function checkVisit(visit: Visit, path: IssuePath, facts: Facts, collector: IssueCollector): void {
    checkPlace(visit, path, facts.travel, collector);
    checkAmounts(visit.delivery, facts.dimensions, [...path, 'delivery'], collector);
    checkAmounts(visit.pickup, facts.dimensions, [...path, 'pickup'], collector);
    const windows = visit.timeWindows ?? [];
    if (visit.timeWindows !== undefined && windows.length === 0) {
        collector.add('empty-input', [...path, 'timeWindows'], 'is empty', {
            hint: 'leave timeWindows out where a visit is always possible',
        });
    }
    windows.forEach((window, i) => {
        checkWindow(window, [...path, 'timeWindows', i], collector);
    });
    const sorted = [...windows].sort((a, b) => a[0] - b[0]);
    for (let i = 1; i < sorted.length; i++) {
        if (sorted[i][0] > sorted[i - 1][1]) continue;
        collector.add('overlapping-windows', [...path, 'timeWindows'], 'has windows that overlap or touch', {
            received: `[${sorted[i - 1].join(', ')}] and [${sorted[i].join(', ')}]`,
            hint: 'join them into one window',
        });
    }
    (visit.allowedVehicles ?? []).forEach((id, i) => {
        if (facts.vehicleIds?.has(id) === false) {
            collector.add('unknown-id', [...path, 'allowedVehicles', i], 'is the id of no vehicle', { received: id });
        }
    });
}

function checkVehicle(vehicle: Vehicle, path: IssuePath, facts: Facts, collector: IssueCollector): void {
    const { start, end, shift, capacity, profile } = vehicle;
    if (start !== undefined) checkPlace(start, [...path, 'start'], facts.travel, collector);
    if (end !== undefined) checkPlace(end, [...path, 'end'], facts.travel, collector);
    if (shift !== undefined) checkWindow(shift, [...path, 'shift'], collector);
    checkAmounts(capacity, facts.dimensions, [...path, 'capacity'], collector);
    if (profile === undefined || facts.profiles.includes(profile)) return;
    const near = nearestWord(profile, facts.profiles);
    collector.add('unknown-profile', [...path, 'profile'], 'names a travel profile that was not given', {
        received: profile,
        expected: facts.profiles.length === 0 ? 'no profile, since none is given' : `one of ${facts.profiles.join(', ')}`,
        ...(near === undefined ? {} : { hint: `did you mean '${near}'?` }),
    });
}

function checkGroups(parts: SoundParts, groupIds: readonly unknown[], collector: IssueCollector): void {
    checkDuplicates(groupIds, 'groups', collector);
    const known = parts.visitIds && new Set(parts.visitIds);
    const groupOf = new Map<string, number>();
    for (const { value, index } of parts.groups) {
        const { patterns } = value;
        if (patterns.length === 0) {
            collector.add('empty-input', ['groups', index, 'patterns'], 'is empty', { expected: 'at least one pattern' });
        }
        patterns.forEach((pattern, i) => {
            const path = ['groups', index, 'patterns', i];
            if (pattern.length === 0) {
                const hint = 'let required be false if the group may be left out';
                collector.add('empty-input', path, 'is empty', { expected: 'at least one visit', hint });
            }
            const seen = new Set<string>();
            pattern.forEach((id, k) => {
                const issue = (code: ErrorCode, message: string): void =>
                    collector.add(code, [...path, k], message, { received: id });
                if (known?.has(id) === false) issue('unknown-id', 'is the id of no visit');
                else if (seen.has(id)) issue('duplicate-visit', 'stands in this pattern already');
                seen.add(id);
                const other = groupOf.get(id);
                if (other === undefined) groupOf.set(id, index);
                else if (other !== index) issue('several-groups', `stands in groups[${other}] already`);
            });
        });
    }
    for (const { value, index } of parts.visits) {
        const group = groupOf.get(value.id);
        if (group === undefined || value.required === undefined) continue;
        collector.add('unknown-key', ['visits', index, 'required'], 'has no meaning for a visit of a group', {
            hint: `write it to groups[${group}]`,
        });
    }
}
