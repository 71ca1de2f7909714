import type { Schema } from '../../core/index.js';
import type { Objective, Place, Problem, Vehicle, Visit } from '../../routing/index.js';
import type { TravelModel } from '../../travel/index.js';
import { flattenMatrix } from '../../travel/internal.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import type { DistanceConvention, Instance } from './instance.js';
import { fleetEntries, readVrplibFleet, statedRoutes, type VehicleType } from './vrplib-fleet.js';
import { VrplibText } from './vrplib-text.js';
import { readVrplibTravel, type VrplibTravel } from './vrplib-travel.js';
import { readVrplibType, refuseDepotValues, type VrplibType } from './vrplib-type.js';
import { measureNodes } from './vrplib-weights.js';

/** What {@link readVrplib} takes. */
export interface VrplibOptions {
    /** Default: the file's NAME. */
    readonly name?: string;
    /**
     * What becomes of each EUC_2D distance. Default: `tenths` where there are prizes (TYPE PCVRPTW), `dimacs` where there are
     * time windows, else `round`, TSPLIB's own rule. Other values of EDGE_WEIGHT_TYPE have one rule each.
     */
    readonly rounding?: DistanceConvention;
    /** Most routes, from 1. Default: VEHICLES, else as many as customers; the name and the comment of a file are not binding. */
    readonly routes?: number;
}

const optionsSchema: Schema = readerOptions('name', 'rounding', 'routes');

/**
 * Reads an instance in VRPLIB's form: TSPLIB's keywords and sections, extended for vehicle routing.
 *
 * Understood are CVRP with coordinates (EUC_2D, CEIL_2D, FLOOR_2D, EXACT_2D, GEO, ATT, MAN_2D, MAX_2D) or an explicit matrix in
 * any of TSPLIB's forms, DISTANCE limits, time windows, service times, prizes, several depots, backhauls, vehicles that differ, open
 * routes (TYPE OVRP), and one tour through all nodes (TSP, ATSP, TSPTW). Anything else that a file holds is an issue, so that no
 * rule of an instance is lost.
 *
 * @param text - the file
 * @param options - name and rounding of distances
 * @returns the instance. Customers are the nodes that are no depot. With prizes the objective is `prize`, and a customer of prize
 * 0 is required; {@link instanceValue} adds the prizes that were not collected.
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @see Reinelt (1991), doi:10.1287/ijoc.3.4.376; Uchoa et al. (2017), doi:10.1016/j.ejor.2016.08.012
 *
 * @example
 * ```ts
 * const instance = readVrplib(await readFile('A-n32-k5.vrp', 'utf8'));
 * const solution = solve(instance.problem, { stop: { seconds: 5 } });
 * await writeFile('A-n32-k5.sol', writeSol(instance, solution));
 * ```
 */
export function readVrplib(text: string, options: VrplibOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const file = new VrplibText(text);
    file.source.checkRoutes(options.routes);
    const name = options.name ?? file.keyword('NAME') ?? '';
    const size = file.count('DIMENSION');
    if (size === undefined) {
        if (file.keyword('DIMENSION') === undefined) file.failKeyword('DIMENSION', 'DIMENSION is missing');
        file.source.throwIfAny(name, 'VRPLIB');
    }
    return readSized(file, name, size as number, options);
}

function readSized(file: VrplibText, name: string, size: number, options: VrplibOptions): Instance {
    const hasPrizes = file.section('PRIZE_SECTION') !== undefined;
    const hasWindows = file.section('TIME_WINDOW_SECTION') !== undefined;
    const rules = readVrplibType(file);
    const measured = readVrplibTravel(
        file,
        size,
        options.rounding ?? (hasPrizes ? 'tenths' : hasWindows && !rules.isTour ? 'dimacs' : 'round'),
    );
    const { scale } = measured;
    const depots = readDepots(file, size);
    refuseDepotValues(file, depots);
    const nodes: number[] = [];
    for (let node = 1; node <= size; node++) if (!depots.includes(node)) nodes.push(node);

    const windows = readWindows(file, size, scale);
    const services = readServices(file, size);
    const hasService = services.some((service) => service > 0);
    const demands = file.byNumber('LINEHAUL_SECTION', size, 0, 0) ?? file.byNumber('DEMAND_SECTION', size, 0, 0);
    const backhauls = file.byNumber('BACKHAUL_SECTION', size, 0, 0);
    const prizes = file.byNumber('PRIZE_SECTION', size, 1, 0);
    if (file.section('LINEHAUL_SECTION') && file.section('DEMAND_SECTION')) {
        file.source.fail(file.section('LINEHAUL_SECTION')!.line, 'LINEHAUL_SECTION and DEMAND_SECTION exclude each other');
    }
    // A file that was cut off would be another problem without a word; one with other faults may only have misspelt it.
    const hasCapacity = (file.keyword('CAPACITY') ?? file.section('CAPACITY_SECTION')) !== undefined;
    if (hasCapacity && demands === undefined && backhauls === undefined && file.source.collector.issues.length === 0) {
        file.source.collector.add('malformed-instance', ['DEMAND_SECTION'], 'the section is missing', {
            hint: 'CAPACITY limits what it holds',
        });
    }
    const types = readVrplibFleet(file, {
        depots,
        size,
        customers: nodes.length,
        scale,
        distanceIsDuration: hasService && !hasWindows,
        ...(rules.isTour ? { routes: 1 } : options.routes === undefined ? {} : { routes: options.routes }),
    });
    file.source.throwIfAny(name, 'VRPLIB');

    const placeOf = (node: number): Place => ({
        ...(measured.positions === undefined ? {} : { position: measured.positions[node - 1] }),
        ...(measured.travel.kind === 'matrix' || rules.isBackhaul ? { location: node - 1 } : {}),
    });
    const visits = nodes.map((node, i): Visit => {
        const allowed = types.filter((type) => type.nodes?.has(node) !== false);
        return {
            id: String(i + 1),
            ...placeOf(node),
            ...(hasService ? { serviceDuration: services[node - 1] * scale } : {}),
            ...(windows === undefined ? {} : { timeWindows: [windows[node - 1]] }),
            ...(demands === undefined ? {} : { delivery: demands[node - 1] }),
            ...(backhauls === undefined ? {} : { pickup: backhauls[node - 1] }),
            ...(allowed.length === types.length ? {} : { allowedVehicles: allowed.map((type) => type.id) }),
            ...(prizes === undefined ? {} : { prize: prizes[node - 1][0] * scale }),
            ...(prizes !== undefined && prizes[node - 1][0] === 0 ? { required: true } : {}),
        };
    });
    const vehicles = types.map((type): Vehicle => {
        const depot = depots[type.depot];
        const shift = windows === undefined ? {} : { shift: windows[depot - 1] };
        const end = rules.isOpen ? {} : { end: placeOf(depot) };
        return { id: type.id, start: placeOf(depot), ...end, ...shift, ...type.limits, count: type.count };
    });
    const objective: Objective = { kind: prizes === undefined ? 'cost' : 'prize' };
    const problem: Problem = { visits, vehicles, travel: travelOf(rules, measured, nodes, demands, backhauls), objective };
    return {
        format: 'vrplib',
        name,
        problem,
        customers: nodes.length,
        depots: depots.length,
        objective: 'cost',
        convention: `${measured.convention}${rules.isOpen ? ', routes end at their last customer' : ''}`,
        ...statedRoutes(file, name),
        ...decimalsOf(measured, types),
        customerNodes: nodes,
        fleet: fleetEntries(types),
    };
}

function readDepots(file: VrplibText, size: number): number[] {
    const section = file.section('DEPOT_SECTION');
    const depots: number[] = [];
    // The list ends with -1; a file without the section starts at its first node.
    if (section === undefined) return [1];
    for (const { line, values } of section.rows) {
        for (const value of values) {
            if (value === -1) continue;
            if (!Number.isInteger(value) || value < 1 || value > size) {
                file.source.fail(line, 'has a depot out of range', { received: value, expected: `1 to ${size}` });
            } else if (depots.includes(value)) {
                file.source.fail(line, `depot ${value} stands twice`, { received: value });
            } else depots.push(value);
        }
    }
    if (depots.length === 0) file.source.fail(section.line, 'DEPOT_SECTION has no depot');
    return depots;
}

function readWindows(file: VrplibText, size: number, scale: number): (readonly [number, number])[] | undefined {
    const section = file.section('TIME_WINDOW_SECTION');
    const windows = file.byNumber('TIME_WINDOW_SECTION', size, 2, 0);
    for (const { line, values } of section?.rows ?? []) {
        if (values.length === 3) file.source.checkWindow(line, values[1], values[2]);
    }
    return windows?.map(([open, close]) => [open * scale, close * scale]);
}

function readServices(file: VrplibText, size: number): number[] {
    const own = file.byNumber('SERVICE_TIME_SECTION', size, 1, 0);
    const shared = file.number('SERVICE_TIME', 0) ?? 0;
    return own === undefined ? new Array<number>(size).fill(shared) : own.map(([service]) => service);
}

// With backhauls (TYPE VRPB) deliveries come first: there is no way from the depot, or from a backhaul customer, to the wrong
// kind.
function travelOf(
    { isBackhaul }: VrplibType,
    { travel, positions }: VrplibTravel,
    nodes: readonly number[],
    demands: readonly (readonly number[])[] | undefined,
    backhauls: readonly (readonly number[])[] | undefined,
): TravelModel {
    if (!isBackhaul || demands === undefined || backhauls === undefined) return travel;
    const { size, durations: measured } =
        travel.kind === 'matrix'
            ? flattenMatrix(travel)
            : { size: positions!.length, durations: measureNodes(positions!, roundedDistance(travel)) };
    const durations = Float64Array.from(measured);
    const customers = new Set(nodes);
    const isPickup = (node: number): boolean => backhauls[node - 1].some((amount) => amount > 0);
    for (let from = 1; from <= size; from++) {
        for (const to of nodes) {
            const isForbidden = customers.has(from) ? isPickup(from) && !isPickup(to) : isPickup(to);
            if (isForbidden && from !== to) durations[(from - 1) * size + to - 1] = Number.POSITIVE_INFINITY;
        }
    }
    return { kind: 'matrix', size, durations };
}

function roundedDistance(travel: TravelModel): (x1: number, y1: number, x2: number, y2: number) => number {
    const { rounding = 'none', decimals = 0 } = travel.kind === 'euclidean' ? travel : {};
    const unit = 10 ** decimals;
    const round = { none: (d: number) => d, round: (d: number) => Math.floor(d + 0.5), truncate: Math.floor, ceil: Math.ceil }[
        rounding
    ];
    return (x1, y1, x2, y2) => round(Math.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2) * unit) / unit;
}

function decimalsOf({ decimals }: VrplibTravel, types: readonly VehicleType[]): { decimals?: number } {
    const isWhole = types.every(({ limits }) => Number.isInteger(limits.costs?.fixed ?? 0) && limits.costs?.perKm === 1000);
    return decimals === undefined || !isWhole ? {} : { decimals };
}
