import type { Schema } from '../../core/index.js';
import type { Visit } from '../../routing/index.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import type { Instance } from './instance.js';
import { type Column, InstanceLines, type TextLine } from './instance-lines.js';

/** What {@link readToptw} takes. */
export interface ToptwOptions {
    /** Default empty: the files hold no name. One that starts with `pr` or `c`, `r`, `rc` and a digit settles the rounding. */
    readonly name?: string;
    /** Number of routes, from 1; default 1. The files do not say it. */
    readonly routes?: number;
}

interface Row {
    readonly values: readonly number[];
    readonly open: number;
    readonly close: number;
}

const START: readonly Column[] = [
    { name: 'number', min: 0, integer: true },
    { name: 'x' },
    { name: 'y' },
    { name: 'service', min: 0 },
    { name: 'score', min: 0 },
];

const optionsSchema: Schema = readerOptions('name', 'routes');

/**
 * Reads a team orienteering instance with time windows, based on Solomon's files (c, r, rc) or on Cordeau's (pr): four numbers,
 * two numbers, then rows `number x y service score frequency k <k numbers> open close`, the depot first.
 *
 * Distances are truncated to one decimal in Solomon's family and to two in Cordeau's. The name tells which; without one, a file
 * with three decimals in its coordinates is Cordeau's.
 *
 * @param text - the file
 * @param options - name and number of routes
 * @returns the instance; the sum of scores is sought
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @see Vansteenwegen, Souffriau, Vanden Berghe and Van Oudheusden (2009), doi:10.1016/j.cor.2009.03.008
 */
export function readToptw(text: string, options: ToptwOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const { name = '', routes = 1 } = options;
    const lines = new InstanceLines(text);
    lines.checkRoutes(routes);
    // Neither line matters here: both come from the vehicle routing instances that these were made of.
    const first = lines.take();
    if (first !== undefined) lines.row(first, [{ name: 'type' }, { name: 'vehicles' }, { name: 'customers' }, { name: 'days' }]);
    const second = lines.expect('a duration and a load limit');
    if (second !== undefined) lines.row(second, [{ name: 'duration' }, { name: 'load' }]);

    const depotLine = lines.expect('the depot, then the customers');
    const depot = depotLine && readRow(lines, depotLine, 0);
    const visits: Visit[] = [];
    for (let line = lines.take(); line !== undefined; line = lines.take()) {
        const row = readRow(lines, line, visits.length + 1);
        const [, x = 0, y = 0, service = 0, score = 0] = row?.values ?? [];
        visits.push({
            id: String(visits.length + 1),
            position: [x, y],
            serviceDuration: service,
            timeWindows: [[row?.open ?? 0, row?.close ?? 0]],
            prize: score,
        });
    }
    lines.throwIfAny(name, 'TOPTW');
    const { values, open, close } = depot as Row;
    const decimals = decimalsOf(name, lines.lines);
    return {
        format: 'toptw',
        name,
        problem: {
            visits,
            vehicles: [
                {
                    id: 'vehicle',
                    start: { position: [values[1], values[2]] },
                    end: { position: [values[1], values[2]] },
                    shift: [open, close],
                    costs: { perKm: 1000 },
                    count: routes,
                },
            ],
            travel: { kind: 'euclidean', rounding: 'truncate', decimals },
            objective: { kind: 'orienteering' },
        },
        customers: visits.length,
        depots: 1,
        objective: 'score',
        convention: `sum of scores, each distance and time truncated to ${decimals === 1 ? 'one decimal' : 'two decimals'}`,
        customerNodes: visits.map((_, i) => i + 1),
        fleet: [{ vehicleId: 'vehicle', depot: 1 }],
    };
}

// Customers' rows hold frequency and a list of visit combinations before the window; the depot's list is empty.
function readRow(lines: InstanceLines, line: TextLine, number: number): Row | undefined {
    const values = lines.row(line, START, true);
    if (values === undefined) return undefined;
    const listed = values[6];
    if (!Number.isInteger(listed) || listed < 0 || values.length !== 7 + listed + 2) {
        const expected = 'number x y service score frequency k, k numbers, open and close';
        lines.fail(line, `holds ${values.length} numbers`, { expected });
        return undefined;
    }
    if (values[0] !== number) {
        lines.fail(line, 'customers are not numbered in order', { received: values[0], expected: String(number) });
    }
    const [open, close] = values.slice(-2);
    return lines.checkWindow(line, open, close) ? { values, open, close } : undefined;
}

function decimalsOf(name: string, lines: readonly TextLine[]): 1 | 2 {
    if (/^pr\d/i.test(name)) return 2;
    if (/^(c|r|rc)\d/i.test(name)) return 1;
    return lines.some((line) => /^\S+\s+-?\d*\.\d{3}(\s|$)/.test(line.text)) ? 2 : 1;
}
