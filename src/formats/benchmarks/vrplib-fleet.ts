import type { Vehicle } from '../../routing/index.js';
import type { FleetEntry } from './instance.js';
import type { SectionName, VrplibText } from './vrplib-text.js';

/** Vehicle types of a VRPLIB file, before depots have places. */
export interface VehicleType {
    readonly id: string;
    /** Index into the file's depots. */
    readonly depot: number;
    readonly count: number;
    readonly limits: Pick<Vehicle, 'capacity' | 'maxDistance' | 'maxDuration' | 'costs'>;
    /** Nodes that it may serve; default all. */
    readonly nodes?: ReadonlySet<number>;
}

/** What {@link readVrplibFleet} needs to know of the rest of the file. */
export interface FleetFacts {
    /** Node numbers of the depots, in file order. */
    readonly depots: readonly number[];
    readonly size: number;
    readonly customers: number;
    /** Factor on distances and times. */
    readonly scale: number;
    /** Whether DISTANCE limits travel and service together, as in Christofides, Mingozzi and Toth's instances. */
    readonly distanceIsDuration: boolean;
    /** Most routes, whatever the file says. */
    readonly routes?: number;
}

const OWN_SECTIONS: readonly SectionName[] = [
    'CAPACITY_SECTION',
    'VEHICLES_DEPOT_SECTION',
    'VEHICLES_MAX_DISTANCE_SECTION',
    'VEHICLES_MAX_DURATION_SECTION',
    'VEHICLES_FIXED_COST_SECTION',
    'VEHICLES_UNIT_DISTANCE_COST_SECTION',
    'VEHICLES_ALLOWED_CLIENTS_SECTION',
];

/**
 * Reads the vehicles of a VRPLIB file; equal ones become one type with a count. Without VEHICLES there are as many as customers.
 */
export function readVrplibFleet(file: VrplibText, facts: FleetFacts): VehicleType[] {
    const { depots, scale } = facts;
    const capacity = file.numbers('CAPACITY', 0);
    const distance = scaled(file.number('DISTANCE', 0), scale);
    const maxDistance =
        scaled(file.number('VEHICLES_MAX_DISTANCE', 0), scale) ?? (facts.distanceIsDuration ? undefined : distance);
    const maxDuration =
        scaled(file.number('VEHICLES_MAX_DURATION', 0), scale) ?? (facts.distanceIsDuration ? distance : undefined);
    const shared = vehicleLimits(capacity, maxDistance, maxDuration, 0, 1);
    const own = OWN_SECTIONS.filter((name) => file.section(name) !== undefined);
    const count = own.length === 0 ? file.number('VEHICLES', 1, true) : file.count('VEHICLES');
    if (depots.length > 1 && count !== undefined && !own.includes('VEHICLES_DEPOT_SECTION')) {
        const hint = 'with several depots, VEHICLES_DEPOT_SECTION says which vehicle starts where';
        file.failKeyword('VEHICLES', 'VEHICLES does not say where they start', { hint });
    }
    const { routes } = facts;
    if (routes !== undefined && (own.length > 0 || depots.length > 1)) {
        const hint = 'the file says itself which vehicles there are and where they start';
        file.source.collector.add('unknown-option', ['options', 'routes'], 'does not fit the file', { received: routes, hint });
    }
    if (own.length === 0) {
        return depots.map((_, depot) => ({
            id: depots.length === 1 ? 'vehicle' : `depot-${depot + 1}`,
            depot,
            count: routes ?? count ?? Math.max(1, facts.customers),
            limits: shared,
        }));
    }
    if (count === undefined) {
        file.failKeyword('VEHICLES', 'VEHICLES is missing or faulty', { hint: `${own[0]} needs it` });
        return [];
    }
    const capacities = file.byNumber('CAPACITY_SECTION', count, 0, 0);
    const starts = file.byNumber('VEHICLES_DEPOT_SECTION', count, 1);
    const distances = file.byNumber('VEHICLES_MAX_DISTANCE_SECTION', count, 1, 0);
    const durations = file.byNumber('VEHICLES_MAX_DURATION_SECTION', count, 1, 0);
    const fixed = file.byNumber('VEHICLES_FIXED_COST_SECTION', count, 1, 0);
    const units = file.byNumber('VEHICLES_UNIT_DISTANCE_COST_SECTION', count, 1, 0);
    const nodes = readAllowedNodes(file, count, facts.size);

    const types = new Map<string, VehicleType>();
    for (let i = 0; i < count; i++) {
        const depot = starts === undefined ? 0 : depots.indexOf(starts[i][0]);
        if (depot < 0) {
            const line = file.section('VEHICLES_DEPOT_SECTION')!.rows.find(({ values }) => values[0] === i + 1)?.line;
            const details = { received: starts![i][0], expected: `one of ${depots.join(', ')}` };
            if (line !== undefined) file.source.fail(line, 'a vehicle starts at a node that is no depot', details);
        }
        const limits = vehicleLimits(
            capacities?.[i] ?? capacity,
            scaled(distances?.[i][0], scale) ?? maxDistance,
            scaled(durations?.[i][0], scale) ?? maxDuration,
            (fixed?.[i][0] ?? 0) * scale,
            units?.[i][0] ?? 1,
        );
        const key = JSON.stringify([depot, limits, nodes?.[i] && [...nodes[i]].sort((a, b) => a - b)]);
        const type = types.get(key);
        const id = `type-${types.size + 1}`;
        if (type !== undefined) types.set(key, { ...type, count: type.count + 1 });
        else types.set(key, { id, depot, count: 1, limits, ...(nodes === undefined ? {} : { nodes: nodes[i] }) });
    }
    return [...types.values()];
}

/**
 * The number of routes that a file's name or comment states, as in `A-n32-k5` or `No of trucks: 5`: what its published value may keep to, and
 * what the file itself does not demand. Empty where VEHICLES demands a number, or nothing is stated.
 */
export function statedRoutes(file: VrplibText, name: string): { statedRoutes?: number } {
    if (file.keyword('VEHICLES') !== undefined) return {};
    const [, stated] =
        /-k(\d+)(?:\D|$)/i.exec(name) ??
        /\b(?:trucks|vehicles|routes)\s*[:=]\s*(\d+)/i.exec(file.keyword('COMMENT') ?? '') ??
        /-k(\d+)(?:\D|$)/i.exec(file.keyword('NAME') ?? '') ??
        [];
    return stated === undefined ? {} : { statedRoutes: Number(stated) };
}

/** Depot of every vehicle type, as an instance lists it. */
export function fleetEntries(types: readonly VehicleType[]): FleetEntry[] {
    return types.map(({ id, depot }) => ({ vehicleId: id, depot: depot + 1 }));
}

function scaled(value: number | undefined, scale: number): number | undefined {
    return value === undefined ? undefined : value * scale;
}

function vehicleLimits(
    capacity: readonly number[] | undefined,
    maxDistance: number | undefined,
    maxDuration: number | undefined,
    fixed: number,
    unit: number,
): VehicleType['limits'] {
    return {
        ...(capacity === undefined ? {} : { capacity }),
        ...(maxDistance === undefined ? {} : { maxDistance }),
        ...(maxDuration === undefined ? {} : { maxDuration }),
        costs: { ...(fixed === 0 ? {} : { fixed }), perKm: 1000 * unit },
    };
}

function readAllowedNodes(file: VrplibText, count: number, size: number): Set<number>[] | undefined {
    const section = file.section('VEHICLES_ALLOWED_CLIENTS_SECTION');
    if (section === undefined) return undefined;
    const sets = Array.from({ length: count }, () => new Set<number>());
    for (const { line, values } of section.rows) {
        const [vehicle, ...nodes] = values;
        if (sets[vehicle - 1] === undefined) {
            file.source.fail(line, 'has a vehicle out of range', { received: vehicle, expected: `1 to ${count}` });
            continue;
        }
        for (const node of nodes) {
            if (Number.isInteger(node) && node >= 1 && node <= size) sets[vehicle - 1].add(node);
            else file.source.fail(line, 'has a number out of range', { received: node, expected: `1 to ${size}` });
        }
    }
    return sets;
}
