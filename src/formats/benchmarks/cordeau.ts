import type { Schema } from '../../core/index.js';
import type { Vehicle, Visit, VisitGroup } from '../../routing/index.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import { dayVisitId, type FleetEntry, type Instance, type PeriodicCustomer } from './instance.js';
import { type Column, InstanceLines, type TextLine } from './instance-lines.js';

const KINDS: Readonly<Record<number, { readonly word: string; readonly windows: boolean }>> = {
    0: { word: 'VRP', windows: false },
    1: { word: 'PVRP', windows: false },
    2: { word: 'MDVRP', windows: false },
    4: { word: 'VRPTW', windows: true },
    5: { word: 'PVRPTW', windows: true },
    6: { word: 'MDVRPTW', windows: true },
};

const START: readonly Column[] = [
    { name: 'number', min: 0, integer: true },
    { name: 'x' },
    { name: 'y' },
    { name: 'service', min: 0 },
    { name: 'demand', min: 0 },
    { name: 'frequency', min: 0, integer: true },
    { name: 'number of patterns', min: 0, integer: true },
];

// Patterns are binary numbers with one bit a day.
const MOST_DAYS = 31;

/** What {@link readCordeau} takes. */
export interface CordeauOptions {
    /** Default empty: the files hold no name. */
    readonly name?: string;
}

interface Row {
    readonly line: TextLine;
    readonly number: number;
    readonly position: readonly [number, number];
    readonly service: number;
    readonly demand: number;
    readonly frequency: number;
    readonly patterns: readonly number[];
    readonly window?: readonly [number, number];
}

const optionsSchema: Schema = readerOptions('name');

/**
 * Reads an instance in the form of Cordeau, Gendreau and Laporte: several depots (MDVRP), several days (PVRP) or one of each,
 * with time windows or without. The first line is `type vehicles customers t`; t lines `duration load` follow (0: no limit), one
 * a depot or day, then rows `number x y service demand frequency k <k patterns>` with `open close` where there are windows.
 * Depots stand last where there are several, else first.
 *
 * With several days `problem` holds one vehicle type a day, a visit for each customer and day that a pattern of the customer holds,
 * and a group for each customer that has several patterns; `periodic` holds the same as the file says it. Site-dependent instances (types 3 and 7) are not read.
 *
 * @param text - the file
 * @param options - a name
 * @returns the instance; cost is the total real distance
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @see Cordeau, Gendreau and Laporte (1997), doi:10.1002/(SICI)1097-0037(199709)30:2<105::AID-NET5>3.0.CO;2-G
 */
export function readCordeau(text: string, options: CordeauOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const name = options.name ?? '';
    const lines = new InstanceLines(text);
    const first = lines.take();
    const header =
        first &&
        lines.row(first, [
            { name: 'type', min: 0, integer: true },
            { name: 'vehicles', min: 1, integer: true },
            { name: 'customers', min: 0, integer: true },
            { name: 'days or depots', min: 1, integer: true },
        ]);
    const kind = header && KINDS[header[0]];
    if (first !== undefined && header !== undefined && kind === undefined) {
        const known = Object.entries(KINDS).map(([type, { word }]) => `${type} (${word})`);
        lines.fail(first, 'is of a type that cannot be read', { received: header[0], expected: `one of ${known.join(', ')}` });
    }
    const hasTooManyDays = header !== undefined && (header[0] === 1 || header[0] === 5) && header[3] > MOST_DAYS;
    if (first !== undefined && header !== undefined && hasTooManyDays) {
        lines.fail(first, 'has too many days', { received: header[3], expected: `at most ${MOST_DAYS}` });
    }
    if (first !== undefined && header !== undefined && (header[0] === 0 || header[0] === 4) && header[3] !== 1) {
        lines.fail(first, 'states several days or depots for a type that has one', { received: header[3], expected: '1' });
    }
    // Without a sound header nothing below can be told apart.
    if (header === undefined || kind === undefined || hasTooManyDays) lines.throwIfAny(name, 'Cordeau');
    const [type, count, customers, parts] = header as number[];
    const hasWindows = kind?.windows === true;
    const isMultiDepot = type === 2 || type === 6;
    const isPeriodic = (type === 1 || type === 5) && parts > 1;

    const limits: number[][] = [];
    for (let i = 0; i < parts; i++) {
        const line = lines.expect(`${parts} lines of duration and load`);
        if (line === undefined) break;
        const columns: Column[] = [
            { name: 'duration', min: 0 },
            { name: 'load', min: 0 },
        ];
        limits.push(lines.row(line, columns) ?? [0, 0]);
    }
    const depotRows = isMultiDepot ? parts : 1;
    const rows: (Row | undefined)[] = [];
    for (let i = 0; i < customers + depotRows; i++) {
        const line = lines.expect(`${customers + depotRows} rows of depots and customers`);
        if (line === undefined) break;
        rows.push(readRow(lines, line, isMultiDepot ? i + 1 : i, hasWindows));
    }
    lines.expectEnd();
    const served = isMultiDepot ? rows.slice(0, customers) : rows.slice(1);
    const periodic = served.map((row, i) => readPatterns(lines, row, i, isPeriodic ? parts : 1));
    for (const depot of isMultiDepot ? rows.slice(customers) : rows.slice(0, 1)) {
        if (depot !== undefined) lines.refuseDepotValues(depot.line, { demand: depot.demand, 'service time': depot.service });
    }
    lines.throwIfAny(name, 'Cordeau');

    const depots = (isMultiDepot ? rows.slice(customers) : rows.slice(0, 1)) as Row[];
    const prefix = isPeriodic ? 'day' : 'depot';
    const vehicles: Vehicle[] = [];
    const fleet: FleetEntry[] = [];
    for (let i = 0; i < (isMultiDepot || isPeriodic ? parts : 1); i++) {
        const depot = isMultiDepot ? depots[i] : depots[0];
        const [duration, load] = limits[i];
        const vehicleId = isMultiDepot || isPeriodic ? `${prefix}-${i + 1}` : 'vehicle';
        vehicles.push({
            id: vehicleId,
            start: { position: depot.position },
            end: { position: depot.position },
            ...(depot.window === undefined ? {} : { shift: depot.window }),
            ...(load > 0 ? { capacity: [load] } : {}),
            ...(duration > 0 ? { maxDuration: duration } : {}),
            costs: { perKm: 1000 },
            count,
        });
        fleet.push({ vehicleId, depot: isMultiDepot ? i + 1 : 1, ...(isPeriodic ? { day: i + 1 } : {}) });
    }
    const hasLoad = limits.some(([, load]) => load > 0);
    const visits = (served as Row[]).flatMap((row, i): Visit[] => {
        const visit = {
            id: String(i + 1),
            position: row.position,
            serviceDuration: row.service,
            ...(row.window === undefined ? {} : { timeWindows: [row.window] }),
            ...(hasLoad ? { delivery: [row.demand] } : {}),
        };
        if (!isPeriodic) return [visit];
        const days = [...new Set(periodic[i].patterns.flat())].sort((a, b) => a - b);
        return days.map((day) => ({ ...visit, id: dayVisitId(visit.id, day), allowedVehicles: [`day-${day}`] }));
    });
    const groups = isPeriodic ? periodic.flatMap(groupOf) : [];
    return {
        format: 'cordeau',
        name,
        problem: {
            visits,
            vehicles,
            ...(groups.length === 0 ? {} : { groups }),
            travel: { kind: 'euclidean' },
            objective: { kind: 'cost' },
        },
        customers,
        depots: depots.length,
        ...(isPeriodic ? { days: parts } : {}),
        objective: 'cost',
        convention: 'total real distance',
        customerNodes: (served as Row[]).map((row) => row.number),
        fleet,
        ...(isPeriodic ? { periodic: { days: parts, customers: periodic } } : {}),
    };
}

// Where there is one pattern there is nothing to choose, and its visits are simply required.
function groupOf({ id, patterns }: PeriodicCustomer): VisitGroup[] {
    if (patterns.length === 1) return [];
    return [{ id, patterns: patterns.map((days) => days.map((day) => dayVisitId(id, day))) }];
}

function readRow(lines: InstanceLines, line: TextLine, number: number, hasWindows: boolean): Row | undefined {
    const values = lines.row(line, START, true);
    if (values === undefined) return undefined;
    const length = START.length + values[6] + (hasWindows ? 2 : 0);
    if (values.length !== length) {
        const expected = `number x y service demand frequency k, k patterns${hasWindows ? ', open and close' : ''}`;
        lines.fail(line, `holds ${values.length} numbers`, { expected });
        return undefined;
    }
    if (values[0] !== number) {
        lines.fail(line, 'rows are not numbered in order', { received: values[0], expected: String(number) });
    }
    const [open, close] = values.slice(-2);
    if (hasWindows && !lines.checkWindow(line, open, close)) return undefined;
    return {
        line,
        number: values[0],
        position: [values[1], values[2]],
        service: values[3],
        demand: values[4],
        frequency: values[5],
        patterns: values.slice(START.length, START.length + values[6]),
        ...(hasWindows ? { window: [open, close] as const } : {}),
    };
}

// A pattern is a binary number, its highest bit the first day.
function readPatterns(lines: InstanceLines, row: Row | undefined, index: number, days: number): PeriodicCustomer {
    const patterns: number[][] = [];
    if (row !== undefined && days > 1) {
        if (row.patterns.length === 0) {
            lines.fail(row.line, 'a customer has no pattern of days', { expected: 'at least one pattern' });
        }
        for (const pattern of row.patterns) {
            if (!Number.isInteger(pattern) || pattern < 1 || pattern >= 2 ** days) {
                const expected = `a whole number from 1 to ${2 ** days - 1}, one bit a day`;
                lines.fail(row.line, 'a pattern of days is out of range', { received: pattern, expected });
                continue;
            }
            const chosen: number[] = [];
            for (let day = 1; day <= days; day++) if (Math.floor(pattern / 2 ** (days - day)) % 2 === 1) chosen.push(day);
            if (patterns.length > 0 && chosen.length !== patterns[0].length) {
                const expected = `${patterns[0].length}, as the first pattern has`;
                lines.fail(row.line, `pattern ${pattern} has ${chosen.length} days`, { expected });
            }
            patterns.push(chosen);
        }
    }
    return {
        id: String(index + 1),
        serviceDuration: row?.service ?? 0,
        demand: row?.demand ?? 0,
        // Where the frequency says otherwise (customer 131 of p11), the patterns are what solutions follow.
        frequency: patterns[0]?.length ?? row?.frequency ?? 0,
        patterns,
    };
}
