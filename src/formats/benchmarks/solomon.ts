import type { Schema } from '../../core/index.js';
import type { Visit } from '../../routing/index.js';
import type { EuclideanTravel } from '../../travel/index.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import type { DistanceConvention, Instance } from './instance.js';
import { type Column, InstanceLines, type TextLine } from './instance-lines.js';

const COLUMNS: readonly Column[] = [
    { name: 'number', min: 0, integer: true },
    { name: 'x' },
    { name: 'y' },
    { name: 'demand', min: 0 },
    { name: 'ready time', min: 0 },
    { name: 'due date', min: 0 },
    { name: 'service time', min: 0 },
];

/** What {@link readSolomon} takes. */
export interface SolomonOptions {
    /** Default: the first line of the file. */
    readonly name?: string;
    /** Default `dimacs`. `none` is what the tables with fewest vehicles first use. */
    readonly rounding?: Extract<DistanceConvention, 'dimacs' | 'none'>;
    /** Most routes, from 1; default: the number of vehicles that the file states. */
    readonly routes?: number;
}

const optionsSchema: Schema = readerOptions('name', 'rounding', 'routes');

/**
 * Reads an instance of the vehicle routing problem with time windows in Solomon's form, Gehring and Homberger's larger ones
 * included.
 *
 * @param text - the file: name, `VEHICLE` with number and capacity, `CUSTOMER` with one row of seven numbers each, depot first
 * @param options - name, rounding of distances, and most routes
 * @returns the instance; cost is the total distance
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @see Solomon (1987), doi:10.1287/opre.35.2.254
 */
export function readSolomon(text: string, options: SolomonOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const rounding = options.rounding ?? 'dimacs';
    const lines = new InstanceLines(text);
    const name = options.name ?? lines.lines[0]?.text ?? '';
    lines.next = 1;
    lines.checkRoutes(options.routes);
    expectHeading(lines, 'VEHICLE');
    expectHeading(lines, 'NUMBER');
    const fleetLine = lines.expect('the number of vehicles and their capacity');
    const fleetColumns: Column[] = [
        { name: 'number of vehicles', min: 1, integer: true },
        { name: 'capacity', min: 0 },
    ];
    const fleet = fleetLine && lines.row(fleetLine, fleetColumns);
    expectHeading(lines, 'CUSTOMER');
    expectHeading(lines, 'CUST');

    const depot = readDepot(lines);
    const visits: Visit[] = [];
    for (let line = lines.take(); line !== undefined; line = lines.take()) {
        const values = readCustomer(lines, line, visits.length + 1);
        const [, x = 0, y = 0, demand = 0, open = 0, close = 0, service = 0] = values ?? [];
        visits.push({
            id: String(visits.length + 1),
            position: [x, y],
            serviceDuration: service,
            timeWindows: [[open, close]],
            delivery: [demand],
        });
    }
    lines.throwIfAny(name, 'Solomon');
    const [, x, y, , open, close] = depot as number[];
    const [count, capacity] = fleet as number[];
    const travel: EuclideanTravel =
        rounding === 'dimacs' ? { kind: 'euclidean', rounding: 'truncate', decimals: 1 } : { kind: 'euclidean' };
    return {
        format: 'solomon',
        name,
        problem: {
            visits,
            vehicles: [
                {
                    id: 'vehicle',
                    start: { position: [x, y] },
                    end: { position: [x, y] },
                    shift: [open, close],
                    capacity: [capacity],
                    costs: { perKm: 1000 },
                    count: options.routes ?? count,
                },
            ],
            travel,
            objective: { kind: 'cost' },
        },
        customers: visits.length,
        depots: 1,
        objective: 'cost',
        convention:
            rounding === 'dimacs' ? 'total distance, each distance and time truncated to one decimal' : 'total real distance',
        ...(rounding === 'dimacs' ? { decimals: 1 } : {}),
        customerNodes: visits.map((_, i) => i + 1),
        fleet: [{ vehicleId: 'vehicle', depot: 1 }],
    };
}

function expectHeading(lines: InstanceLines, word: string): void {
    const line = lines.expect(`a line that starts with ${word}`);
    if (line !== undefined && !line.text.toUpperCase().startsWith(word)) {
        lines.fail(line, `does not start with ${word}`, { received: line.text, expected: `a line that starts with ${word}` });
    }
}

function readDepot(lines: InstanceLines): number[] | undefined {
    const line = lines.expect('the depot, then the customers');
    const values = line && readCustomer(lines, line, 0);
    if (values !== undefined) lines.refuseDepotValues(line as TextLine, { demand: values[3], 'service time': values[6] });
    return values;
}

function readCustomer(lines: InstanceLines, line: TextLine, number: number): number[] | undefined {
    const values = lines.row(line, COLUMNS);
    if (values === undefined) return undefined;
    if (values[0] !== number) {
        lines.fail(line, 'customers are not numbered in order', { received: values[0], expected: String(number) });
    }
    return lines.checkWindow(line, values[4], values[5]) ? values : undefined;
}
