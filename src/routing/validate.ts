import {
    anything,
    BeatplanError,
    checkStructure,
    finite,
    flag,
    type Issue,
    IssueCollector,
    type IssuePath,
    list,
    oneOf,
    optional,
    pair,
    record,
    type Schema,
    strict,
    text,
    variant,
} from '../core/index.js';
import { checkPosition } from '../geo/index.js';
import { checkTravelModel, type TravelModel } from '../travel/index.js';
import type { Place, Problem, TimeWindow, Vehicle, Visit, VisitGroup } from './problem.js';

const place = {
    position: optional(pair(finite(), '[lng, lat] or [x, y]')),
    location: optional(finite({ min: 0, integer: true })),
};
const amounts = optional(list(finite({ min: 0 })));
const names = optional(list(text()));
const timeWindow = pair(finite({ infinite: true }), '[open, close]');
const limit = optional(finite({ min: 0, infinite: true }));

const visitSchema: Schema = strict({
    id: text(),
    ...place,
    serviceDuration: optional(finite({ min: 0 })),
    timeWindows: optional(list(timeWindow)),
    delivery: amounts,
    pickup: amounts,
    skills: names,
    allowedVehicles: names,
    required: optional(flag()),
    priority: optional(finite({ min: 0, max: 100 })),
    prize: optional(finite({ min: 0 })),
});

const vehicleSchema: Schema = strict({
    id: text(),
    start: optional(strict(place)),
    end: optional(strict(place)),
    shift: optional(timeWindow),
    capacity: amounts,
    skills: names,
    profile: optional(text()),
    durationFactor: optional(finite({ moreThan: 0 })),
    costs: optional(
        strict({
            fixed: optional(finite({ min: 0 })),
            perHour: optional(finite({ min: 0 })),
            perKm: optional(finite({ min: 0 })),
        }),
    ),
    maxVisits: optional(finite({ min: 0, infinite: true })),
    maxDistance: limit,
    maxDuration: limit,
    maxTravelDuration: limit,
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
 * @returns issues in the order of the input
 */
export function validateProblem(problem: unknown): readonly Issue[] {
    const collector = new IssueCollector();
    if (checkStructure(problemSchema, problem, collector)) checkRules(problem as Problem, collector);
    return collector.issues;
}

/** Throws `invalid-input` with every issue of {@link validateProblem}. */
export function assertProblem(problem: Problem): void {
    const issues = validateProblem(problem);
    if (issues.length === 0) return;
    throw new BeatplanError(
        'invalid-input',
        `the problem has ${issues.length === 1 ? 'an issue' : `${issues.length} issues`}:`,
        issues,
    );
}

function checkRules(problem: Problem, collector: IssueCollector): void {
    const travel = checkTravel(problem, collector);
    const dimensions = dimensionsOf(problem);
    const vehicleIds = new Set(problem.vehicles.map((vehicle) => vehicle.id));
    if (problem.vehicles.length === 0 && problem.visits.length > 0) {
        collector.add('empty-input', ['vehicles'], 'there is no vehicle to serve the visits', {
            hint: 'add at least one vehicle',
        });
    }
    checkDuplicates(problem.visits, 'visits', collector);
    checkDuplicates(problem.vehicles, 'vehicles', collector);
    problem.visits.forEach((visit, i) => {
        checkVisit(visit, ['visits', i], { travel, dimensions, vehicleIds }, collector);
    });
    problem.vehicles.forEach((vehicle, i) => {
        checkVehicle(vehicle, ['vehicles', i], problem, { travel, dimensions }, collector);
    });
    if (problem.groups !== undefined) checkGroups(problem.groups, problem.visits, collector);
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

function checkTravel(problem: Problem, collector: IssueCollector): TravelFacts {
    const models: TravelModel[] = [];
    const add = (model: TravelModel | undefined, path: IssuePath): void => {
        if (model === undefined) models.push({ kind: 'great-circle' });
        else if (checkTravelModel(model, path, collector)) models.push(model);
    };
    const profiles = problem.profiles ?? {};
    const usesDefault = problem.vehicles.length === 0 || problem.vehicles.some((vehicle) => vehicle.profile === undefined);
    if (problem.travel !== undefined || usesDefault) add(problem.travel, ['travel']);
    for (const name of Object.keys(profiles)) add(profiles[name], ['profiles', name]);
    const sizes = models.flatMap((model) => (model.kind === 'matrix' ? [model.size] : []));
    return {
        needsLocation: sizes.length > 0,
        needsPosition: models.some((model) => model.kind !== 'matrix'),
        geographic: models.some((model) => model.kind === 'great-circle'),
        size: Math.min(...sizes, Number.POSITIVE_INFINITY),
    };
}

function dimensionsOf(problem: Problem): number {
    for (const vehicle of problem.vehicles) if (vehicle.capacity !== undefined) return vehicle.capacity.length;
    for (const visit of problem.visits) {
        const amounts = visit.delivery ?? visit.pickup;
        if (amounts !== undefined) return amounts.length;
    }
    return 0;
}

function checkDuplicates(items: readonly { readonly id: string }[], key: string, collector: IssueCollector): void {
    const first = new Map<string, number>();
    items.forEach(({ id }, i) => {
        const before = first.get(id);
        if (before === undefined) first.set(id, i);
        else {
            collector.add('duplicate-id', [key, i, 'id'], `stands at ${key}[${before}] already`, {
                received: id,
                expected: 'a unique id',
            });
        }
    });
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
    if (window[0] > window[1]) {
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

interface VisitFacts {
    readonly travel: TravelFacts;
    readonly dimensions: number;
    readonly vehicleIds: ReadonlySet<string>;
}

function checkVisit(visit: Visit, path: IssuePath, facts: VisitFacts, collector: IssueCollector): void {
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
        if (!facts.vehicleIds.has(id)) {
            collector.add('unknown-id', [...path, 'allowedVehicles', i], 'is the id of no vehicle', { received: id });
        }
    });
}

function checkVehicle(
    vehicle: Vehicle,
    path: IssuePath,
    problem: Problem,
    facts: Omit<VisitFacts, 'vehicleIds'>,
    collector: IssueCollector,
): void {
    if (vehicle.start !== undefined) checkPlace(vehicle.start, [...path, 'start'], facts.travel, collector);
    if (vehicle.end !== undefined) checkPlace(vehicle.end, [...path, 'end'], facts.travel, collector);
    if (vehicle.shift !== undefined) checkWindow(vehicle.shift, [...path, 'shift'], collector);
    checkAmounts(vehicle.capacity, facts.dimensions, [...path, 'capacity'], collector);
    if (vehicle.profile !== undefined && !Object.hasOwn(problem.profiles ?? {}, vehicle.profile)) {
        collector.add('unknown-profile', [...path, 'profile'], 'names a travel profile that was not given', {
            received: vehicle.profile,
            expected: `one of ${Object.keys(problem.profiles ?? {}).join(', ') || 'no profiles, since none is given'}`,
        });
    }
}

function checkGroups(groups: readonly VisitGroup[], visits: readonly Visit[], collector: IssueCollector): void {
    checkDuplicates(groups, 'groups', collector);
    const visitOf = new Map(visits.map((visit) => [visit.id, visit]));
    const groupOf = new Map<string, number>();
    groups.forEach(({ patterns }, g) => {
        if (patterns.length === 0) {
            collector.add('empty-input', ['groups', g, 'patterns'], 'is empty', { expected: 'at least one pattern' });
        }
        patterns.forEach((pattern, i) => {
            const path = ['groups', g, 'patterns', i];
            if (pattern.length === 0) {
                const hint = 'let required be false where the group may be left out';
                collector.add('empty-input', path, 'is empty', { expected: 'at least one visit', hint });
            }
            pattern.forEach((id, k) => {
                const visit = visitOf.get(id);
                if (visit === undefined) {
                    collector.add('unknown-id', [...path, k], 'is the id of no visit', { received: id });
                    return;
                }
                if (pattern.indexOf(id) < k) {
                    collector.add('duplicate-visit', [...path, k], 'stands in this pattern already', { received: id });
                }
                const known = groupOf.get(id);
                if (known !== undefined && known !== g) {
                    collector.add('several-groups', [...path, k], `stands in groups[${known}] already`, { received: id });
                }
                if (known !== undefined) return;
                groupOf.set(id, g);
                if (visit.required === undefined) return;
                collector.add(
                    'unknown-key',
                    ['visits', visits.indexOf(visit), 'required'],
                    'has no meaning for a visit of a group',
                    {
                        hint: `write it to groups[${g}]`,
                    },
                );
            });
        });
    });
}
