import type { Schema } from '../../core/index.js';
import type { Shipment, Visit } from '../../routing/index.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import type { Instance } from './instance.js';
import { type Column, InstanceLines, type TextLine } from './instance-lines.js';

const COLUMNS: readonly Column[] = [
    { name: 'number', min: 0, integer: true },
    { name: 'x' },
    { name: 'y' },
    { name: 'demand' },
    { name: 'ready time', min: 0 },
    { name: 'due date', min: 0 },
    { name: 'service time', min: 0 },
    { name: 'pickup', min: 0, integer: true },
    { name: 'delivery', min: 0, integer: true },
];

/** What {@link readLiLim} takes. */
export interface LiLimOptions {
    /** Default empty: the files hold no name. */
    readonly name?: string;
}

const optionsSchema: Schema = readerOptions('name');

/**
 * Reads a pickup and delivery instance with time windows in Li and Lim's form: `vehicles capacity speed`, then nine numbers a
 * row, the depot first.
 *
 * The pairs are the problem's `shipments`, which no method can keep yet: `solve` refuses the problem.
 *
 * @param text - the file
 * @param options - a name
 * @returns the instance, its shipments in the order of their pickups
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @see Li and Lim (2003), doi:10.1142/S0218213003001186
 */
export function readLiLim(text: string, options: LiLimOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const name = options.name ?? '';
    const lines = new InstanceLines(text);
    const first = lines.take();
    const header =
        first &&
        lines.row(first, [
            { name: 'vehicles', min: 1, integer: true },
            { name: 'capacity', min: 0 },
            { name: 'speed', min: 0 },
        ]);
    const depotLine = lines.expect('the depot, then the customers');
    const depot = depotLine && readRow(lines, depotLine, 0);
    if (depot !== undefined) lines.refuseDepotValues(depotLine as TextLine, { demand: depot[3], 'service time': depot[6] });
    const visits: Visit[] = [];
    const rows: { readonly line: TextLine; readonly values: readonly number[] | undefined }[] = [];
    for (let line = lines.take(); line !== undefined; line = lines.take()) {
        const values = readRow(lines, line, visits.length + 1);
        const [, x = 0, y = 0, , open = 0, close = 0, service = 0] = values ?? [];
        rows.push({ line, values });
        visits.push({
            id: String(visits.length + 1),
            position: [x, y],
            serviceDuration: service,
            timeWindows: [[open, close]],
        });
    }
    const shipments: Shipment[] = [];
    for (let i = 0; i < rows.length; i++) {
        const { line, values } = rows[i];
        if (values === undefined) continue;
        const [, , , demand, , , , pickup, delivery] = values;
        const number = i + 1;
        const partner = rows[(demand > 0 ? delivery : pickup) - 1];
        // A partner whose own row is faulty was reported there.
        const isPaired =
            partner !== undefined &&
            (partner.values === undefined || (partner.values[demand > 0 ? 7 : 8] === number && partner.values[3] === -demand));
        if (!isPaired || (pickup === 0) === (delivery === 0)) {
            const expected = 'one partner that names this customer with the opposite demand';
            lines.fail(line, 'pickup and delivery do not match', {
                received: `pickup ${pickup}, delivery ${delivery}`,
                expected,
            });
        } else if (demand > 0) {
            shipments.push({ pickupId: String(number), deliveryId: String(delivery), load: [demand] });
        }
    }
    lines.throwIfAny(name, 'Li and Lim');
    const [, x, y, , open, close] = depot as number[];
    const [count, capacity] = header as number[];
    return {
        format: 'li-lim',
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
                    count,
                },
            ],
            shipments,
            travel: { kind: 'euclidean' },
            objective: { kind: 'cost' },
        },
        customers: visits.length,
        depots: 1,
        objective: 'cost',
        convention: 'fewest vehicles first, then total real distance',
        customerNodes: visits.map((_, i) => i + 1),
        fleet: [{ vehicleId: 'vehicle', depot: 1 }],
    };
}

function readRow(lines: InstanceLines, line: TextLine, number: number): number[] | undefined {
    const values = lines.row(line, COLUMNS);
    if (values === undefined) return undefined;
    if (values[0] !== number) {
        lines.fail(line, 'customers are not numbered in order', { received: values[0], expected: String(number) });
    }
    return lines.checkWindow(line, values[4], values[5]) ? values : undefined;
}
