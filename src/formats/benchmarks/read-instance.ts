import { BeatplanError, nearestWord, type Schema } from '../../core/index.js';
import { assertReading, readerOptions } from '../tables/check-arguments.js';
import { readChao } from './chao.js';
import { readCordeau } from './cordeau.js';
import { type DistanceConvention, INSTANCE_FORMATS, type Instance, type InstanceFormat } from './instance.js';
import { parseDecimal, splitLines } from './instance-lines.js';
import { readLiLim } from './li-lim.js';
import { readSolomon } from './solomon.js';
import { readToptw } from './toptw.js';
import { readVrplib } from './vrplib.js';

/** What {@link readInstance} takes. */
export interface InstanceOptions {
    /** Default: recognised by content. */
    readonly format?: InstanceFormat;
    /** Default: the name in the file, where its format has one. Pass the file's name without its ending. */
    readonly name?: string;
    /**
     * Number of routes, from 1: of a TOPTW instance, whose files do not say it (default 1), and at most this many of a VRPLIB file with one
     * depot and equal vehicles, or of a Solomon file (default: what the file demands). Other formats do not take it.
     */
    readonly routes?: number;
    /** What becomes of each distance, for VRPLIB and Solomon files; default: the family's own convention. */
    readonly rounding?: DistanceConvention;
}

const optionsSchema: Schema = readerOptions('name', 'format', 'rounding', 'routes');

/**
 * Reads a benchmark instance of any known format.
 *
 * A file of Cordeau's VRPTW family (type 4 with one day) looks like a TOPTW file and is taken for one: pass `format` there.
 *
 * @param text - the file
 * @param options - format, name, and what some formats leave open
 * @returns the instance; rules that `solve` cannot keep make it throw, so none is lost
 * @throws BeatplanError `unknown-format` where the format cannot be recognised, `unknown-option` for an unknown `format` or `routes` that do not fit,
 * `invalid-input` with a `malformed-instance` issue for each faulty line
 *
 * @example
 * ```ts
 * const { problem, objective } = readInstance(text, { name: 'c101', routes: 2 });
 * ```
 */
export function readInstance(text: string, options: InstanceOptions = {}): Instance {
    assertReading(text, options, optionsSchema);
    const { name, routes, rounding } = options;
    const named = name === undefined ? {} : { name };
    const format = options.format ?? recogniseFormat(text);
    if (routes !== undefined && format !== undefined && FIXED_ROUTES.includes(format)) throw hasOwnRoutes(format, routes);
    switch (format) {
        case 'vrplib':
            return readVrplib(text, {
                ...named,
                ...(rounding === undefined ? {} : { rounding }),
                ...(routes === undefined ? {} : { routes }),
            });
        case 'solomon':
            return readSolomon(text, {
                ...named,
                ...(rounding === 'none' || rounding === 'dimacs' ? { rounding } : {}),
                ...(routes === undefined ? {} : { routes }),
            });
        case 'cordeau':
            return readCordeau(text, named);
        case 'chao':
            return readChao(text, named);
        case 'toptw':
            return readToptw(text, { ...named, ...(routes === undefined ? {} : { routes }) });
        case 'li-lim':
            return readLiLim(text, named);
        case undefined:
            throw new BeatplanError('unknown-format', 'The format of the instance cannot be recognised.', [
                {
                    code: 'unknown-format',
                    path: [],
                    message: 'the text follows no known format',
                    ...(text.trim() === '' ? {} : { received: text.trim().split('\n', 1)[0] }),
                    expected: `one of ${INSTANCE_FORMATS.join(', ')}`,
                    hint: 'name the format to see what is wrong with the file',
                },
            ]);
        default:
            throw unknownFormat(format);
    }
}

/** Formats whose files say how many routes there are, by depot, day or team. */
const FIXED_ROUTES: readonly string[] = ['cordeau', 'chao', 'li-lim'] satisfies InstanceFormat[];

// An option that goes unheard would answer another question than the one that was asked.
function hasOwnRoutes(format: InstanceFormat, routes: number): BeatplanError {
    const message = `does not fit a file of format ${format}, which states its routes itself`;
    return new BeatplanError('unknown-option', 'An option does not fit the instance.', [
        { code: 'unknown-option', path: ['options', 'routes'], message, received: routes, hint: 'leave it out' },
    ]);
}

function unknownFormat(format: string): BeatplanError {
    const near = nearestWord(format, INSTANCE_FORMATS);
    return new BeatplanError('unknown-option', `There is no instance format '${format}'.`, [
        {
            code: 'unknown-option',
            path: ['format'],
            message: 'is not a known format',
            received: format,
            expected: `one of ${INSTANCE_FORMATS.join(', ')}`,
            ...(near === undefined ? {} : { hint: `did you mean '${near}'?` }),
        },
    ]);
}

const LINES_READ = 60;

/** The format that a text seems to have, or undefined. */
function recogniseFormat(text: string): InstanceFormat | undefined {
    // The beginning is enough, and a large file need not be split twice.
    const lines = splitLines(text.slice(0, 100_000).split('\n').slice(0, LINES_READ).join('\n'));
    const isHeading = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line.text));
    if (isHeading(/^(DIMENSION|EDGE_WEIGHT_TYPE)\s*:/i) || isHeading(/^[A-Z_]+_SECTION\b/)) return 'vrplib';
    if (lines.slice(1, 3).some((line) => /^VEHICLE\b/i.test(line.text))) return 'solomon';
    if (/^n\s+\d+$/i.test(lines[0]?.text ?? '') && /^m\s/i.test(lines[1]?.text ?? '')) return 'chao';
    const rows = lines.map((line) => line.text.split(/\s+/).map(parseDecimal));
    if (rows.length < 2 || rows.some((row) => row.some(Number.isNaN))) return undefined;
    const [first, second] = rows;
    if (first.length === 3 && second.length === 9) return 'li-lim';
    if (first.length === 2 && second.length === 3) return 'chao';
    if (first.length !== 4 || second.length !== 2) return undefined;
    let pairs = 1;
    while (rows[pairs + 1]?.length === 2) pairs++;
    // Rows end with the patterns that they count, or with a window after them. TOPTW files kept the first line of the routing
    // instances that they were made of, whatever it says, but only one line of limits.
    const row = rows[pairs + 1] ?? [];
    const hasWindow = row.length === 7 + row[6] + 2;
    return hasWindow && (pairs === 1 || pairs !== first[3]) ? 'toptw' : 'cordeau';
}
