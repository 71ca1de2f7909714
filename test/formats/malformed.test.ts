import { describe, expect, it } from 'vitest';
import { BeatplanError, ERROR_CODES } from '../../src/core/index.js';
import { type Instance, type InstanceFormat, readInstance } from '../../src/formats/index.js';
import { evaluate, validateProblem } from '../../src/routing/index.js';

const VRPLIB = `NAME : t
COMMENT : by hand
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
DEMAND_SECTION
1 0
2 4
3 5
DEPOT_SECTION
1
-1
EOF
`;
const EXPLICIT = `NAME : m
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EXPLICIT
EDGE_WEIGHT_FORMAT : LOWER_ROW
EDGE_WEIGHT_SECTION
7
8 9
TIME_WINDOW_SECTION
1 0 100
2 0 50
3 10 60
PRIZE_SECTION
1 0
2 4
3 5
DEPOT_SECTION
1
-1
EOF
`;
const SOLOMON = `S

VEHICLE
NUMBER     CAPACITY
  2         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND    READY TIME  DUE DATE   SERVICE  TIME

    0      40         50          0          0       1236          0
    1      41         51         10        161        171         10
    2      40         53         30          0        200         20
`;
const MDVRP = '2 4 2 2\n0 80\n200 90\n1 37 52 3 7 1 2 1 2\n2 49 49 5 30 1 2 1 2\n3 20 20 0 0 0 0\n4 30 40 0 0 0 0\n';
const PVRP = '1 3 2 3\n0 160\n0 160\n0 160\n0 30 40 0 0 0 0\n1 37 52 2 7 1 3 1 2 4\n2 49 49 0 30 2 2 5 3\n';
const OP = '15\t1\n0.000\t-7.000\t0\n0.000\t7.000\t0\n-1.000\t-6.000\t6\n1.000\t-6.000\t8\n';
const TOP = 'n 4\nm 2\ntmax 25.5\n18.190\t6.320\t0\n15.520\t28.030\t7\n9.000\t28.010\t5\n18.200\t6.400\t0\n';
const TOPTW =
    '4 10 2 1\n0 200\n0 40.00 50.00 0.00 0.00 0 0 0 1236\n1 41.00 51.00 90.00 10.00 1 1 1 912 967\n2 40.00 53.00 90.00 30.00 1 1 1 825 870\n';
const LI_LIM =
    '25\t200\t1\n0\t40\t50\t0\t0\t1236\t0\t0\t0\n1\t45\t68\t-30\t0\t1127\t90\t2\t0\n2\t45\t70\t30\t0\t1125\t90\t0\t1\n';

const FILES: readonly (readonly [name: string, format: InstanceFormat, text: string])[] = [
    ['vrplib', 'vrplib', VRPLIB],
    ['vrplib with a matrix, windows and prizes', 'vrplib', EXPLICIT],
    ['solomon', 'solomon', SOLOMON],
    ['cordeau, several depots', 'cordeau', MDVRP],
    ['cordeau, several days', 'cordeau', PVRP],
    ['tsiligirides', 'chao', OP],
    ['chao', 'chao', TOP],
    ['toptw', 'toptw', TOPTW],
    ['li-lim', 'li-lim', LI_LIM],
];

/** Reads a text that may be faulty: an instance that can be solved, or issues that say where. */
function read(text: string, format?: InstanceFormat): Instance | undefined {
    try {
        const instance = readInstance(text, format === undefined ? {} : { format });
        // Shipments are read, and refused by every call that would have to keep them.
        const issues = validateProblem(instance.problem).filter(({ code }) => code !== 'not-supported');
        expect(issues, text).toEqual([]);
        return instance;
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        expect(error.code, text).not.toBe('internal');
        expect(error.issues.length, text).toBeGreaterThan(0);
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const { code, path, message } of error.issues) {
            expect(ERROR_CODES, text).toHaveProperty([code]);
            expect(message, text).not.toBe('');
            // A line of the file, or the keyword that it lacks; nothing where all of it is at fault.
            const place = path.join(' ');
            expect(place, text).toMatch(/^(line \d+|[A-Z_]+|)$/);
            const line = /^line (\d+)$/.exec(place);
            if (line !== null) expect(Number(line[1]), text).toBeLessThanOrEqual(lines);
        }
        return undefined;
    }
}

describe.each(FILES)('%s', (_, format, text) => {
    const lines = text.split('\n').slice(0, -1);
    const join = (list: readonly string[]): string => `${list.join('\n')}\n`;
    const replaced = (i: number, by: string): string[] => lines.map((line, k) => (k === i ? by : line));
    const sound = readInstance(text);

    it('is recognised', () => {
        expect(sound.format).toBe(format);
        if (format !== 'li-lim') expect(evaluate(sound.problem, []).routes).toEqual([]);
    });

    it('may have other ends of lines, spaces, tabs, blank lines and a byte order mark', () => {
        expect(readInstance(text.replaceAll('\n', '\r\n'))).toEqual(sound);
        expect(readInstance(text.replaceAll('\n', '\r'))).toEqual(sound);
        expect(readInstance(text.replaceAll('\n', ' \t\n\n'))).toEqual(sound);
        expect(readInstance(`\uFEFF${text}`)).toEqual(sound);
        expect(readInstance(text.slice(0, -1))).toEqual(sound);
        const tabs = lines.map((line) => (/^[A-Z]/.test(line) ? line : line.trim().replace(/\s+/g, '\t')));
        expect(readInstance(join(tabs))).toEqual(sound);
        expect(
            readInstance(join(tabs.map((line) => (/^[A-Z]/.test(line) ? line : `\t${line.replaceAll('\t', '   ')}`)))),
        ).toEqual(sound);
    });

    it('may have keywords in lower case', () => {
        const { name, ...rest } = readInstance(text.toLowerCase());
        const { name: upper, ...other } = sound;
        expect(rest).toEqual(other);
        expect(name).toBe(upper.toLowerCase());
    });

    it('that ends too early names the line, or is sound without the rest', () => {
        for (let count = 0; count < lines.length; count++) {
            const short = read(join(lines.slice(0, count)), format);
            // Formats that do not count their rows can lose the last ones unseen, and a VRPLIB file its end.
            if (short !== undefined) expect(short.customers, `${count} lines`).toBeLessThanOrEqual(sound.customers);
        }
        for (let at = 0; at < text.length; at++) read(text.slice(0, at), format);
        for (let at = 0; at < text.length; at++) read(text.slice(0, at));
    });

    it('that lost or doubled a line names one', () => {
        for (let i = 0; i < lines.length; i++) {
            read(join(lines.filter((_, k) => k !== i)), format);
            read(join(lines.flatMap((line, k) => (k === i ? [line, line] : [line]))), format);
        }
    });

    it('with an invalid number names its line', () => {
        for (const value of ['NaN', 'x', '1e999', 'Infinity', '0x10', '1,5', '--1', '1e', '٣']) {
            lines.forEach((line, i) => {
                for (const { index, 0: token } of line.matchAll(/(?<![\w.])[-\d.]+(?!\w)/g)) {
                    const changed = replaced(i, line.slice(0, index) + value + line.slice(index + token.length));
                    // DEPOT_SECTION ends with -1, and what comes after `n` is seen by its form alone.
                    expect(read(join(changed), format), `${value} in ${line}`).toBeUndefined();
                }
            });
        }
    });

    it('with a number that is out of range is an issue or can be solved', () => {
        for (const value of ['-1', '0', '0.5', '1e15', '1e16', '1e300', '-1e300', '99999999999999999999']) {
            lines.forEach((line, i) => {
                for (const { index, 0: token } of line.matchAll(/(?<![\w.])[-\d.]+(?!\w)/g)) {
                    const changed = line.slice(0, index) + value + line.slice(index + token.length);
                    const instance = read(join(replaced(i, changed)), format);
                    if (instance === undefined || format === 'li-lim') continue;
                    const { cost } = evaluate(instance.problem, []);
                    expect(cost, changed).toBe(0);
                }
            });
        }
    });

    it('is not read as another format, and none crashes on it', () => {
        for (const [, other] of FILES) if (other !== format) read(text, other);
    });
});

describe('what is no instance', () => {
    it.each([
        '',
        ' ',
        '\n\n',
        'hello',
        '{"visits": []}',
        '1 2 3',
        '\u0000',
        'Route #1: 1 2\nCost 3\n',
        '<html></html>',
        'id,name\n1,2\n',
    ])('%j is an issue in every format', (text) => {
        expect(read(text)).toBeUndefined();
        for (const [, format] of FILES) expect(read(text, format)).toBeUndefined();
    });
});
