import type { Schema } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import type { Instance } from './instance.js';
import { type Column, InstanceLines } from './instance-lines.js';

const PLACE: readonly Column[] = [{ name: 'x' }, { name: 'y' }, { name: 'score', min: 0 }];

/** What {@link readChao} takes. */
export interface ChaoOptions {
    /** Default empty: the files hold no name. */
    readonly name?: string;
}

interface Header {
    readonly limit: number;
    readonly routes: number;
    /** Number of places that the file announces. */
    readonly places?: number;
}

const optionsSchema: Schema = readerOptions('name');

/**
 * Reads an orienteering instance of Tsiligirides or Chao (`Tmax P`, then `x y score`; first row the start, second the end), or a
 * team orienteering instance of Chao (`n`, `m`, `tmax` by name; first row the start, last the end).
 *
 * @param text - the file; which of the two forms it has is seen from its first line
 * @param options - a name
 * @returns the instance; every route is at most `Tmax` long in real distance, and the sum of scores is sought
 * @throws BeatplanError `invalid-input` with a `malformed-instance` issue for each faulty line
 * @see Chao, Golden and Wasil (1996), doi:10.1016/0377-2217(94)00289-4
 */
export function readChao(text: string, options: ChaoOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const name = options.name ?? '';
    const lines = new InstanceLines(text);
    const isTeam = /^n\s/i.test(lines.lines[0]?.text ?? '');
    const header = isTeam ? readTeamHeader(lines) : readSingleHeader(lines);
    const positions: Position[] = [];
    const scores: number[] = [];
    for (let line = lines.take(); line !== undefined; line = lines.take()) {
        const [x = 0, y = 0, score = 0] = lines.row(line, PLACE) ?? [];
        positions.push([x, y]);
        scores.push(score);
    }
    if (positions.length < 2) lines.endsEarly('at least a start and an end, one row each');
    else if (header.places !== undefined && header.places !== positions.length) {
        const message = `the file holds ${positions.length} places`;
        lines.fail(lines.lines[0], message, { expected: `${header.places}, as its first line says` });
    }
    lines.throwIfAny(name, isTeam ? 'team orienteering' : 'orienteering');

    const endRow = isTeam ? positions.length - 1 : 1;
    const rows = positions.map((_, row) => row).filter((row) => row !== 0 && row !== endRow);
    return {
        format: 'chao',
        name,
        problem: {
            visits: rows.map((row, i) => ({ id: String(i + 1), position: positions[row], prize: scores[row] })),
            vehicles: [
                {
                    id: 'vehicle',
                    start: { position: positions[0] },
                    end: { position: positions[endRow] },
                    maxDistance: header.limit,
                    costs: { perKm: 1000 },
                    count: header.routes,
                },
            ],
            travel: { kind: 'euclidean' },
            objective: { kind: 'orienteering' },
        },
        customers: rows.length,
        depots: 1,
        objective: 'score',
        convention: 'sum of scores, every route at most Tmax long in real distance',
        customerNodes: rows.map((row) => row + 1),
        fleet: [{ vehicleId: 'vehicle', depot: 1 }],
    };
}

const LIMIT: Column = { name: 'Tmax', min: 0 };
const ROUTES: Column = { name: 'number of routes', min: 1, integer: true };

function readSingleHeader(lines: InstanceLines): Header {
    const line = lines.take();
    const [limit = 0, routes = 1] = (line && lines.row(line, [LIMIT, ROUTES])) ?? [];
    return { limit, routes };
}

function readTeamHeader(lines: InstanceLines): Header {
    const places = readNamed(lines, 'n', { name: 'number of places', min: 2, integer: true });
    const routes = readNamed(lines, 'm', ROUTES) ?? 1;
    const limit = readNamed(lines, 'tmax', LIMIT) ?? 0;
    return { limit, routes, ...(places === undefined ? {} : { places }) };
}

function readNamed(lines: InstanceLines, word: string, column: Column): number | undefined {
    const line = lines.expect(`'${word}' and the ${column.name}`);
    if (line === undefined) return undefined;
    const [found, ...rest] = line.text.split(/\s+/);
    if (found.toLowerCase() !== word) {
        lines.fail(line, `does not start with '${word}'`, { received: line.text, expected: `'${word}' and the ${column.name}` });
        return undefined;
    }
    return lines.row({ number: line.number, text: rest.join(' ') }, [column])?.[0];
}
