import { describe, expect, it } from 'vitest';
import { readInstance } from '../../../src/formats/index.js';
import { thrownError } from '../thrown-issues.js';

const VRPLIB = 'NAME: v\nDIMENSION: 2\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 0 0\n2 3 4\nDEPOT_SECTION\n1\n-1\nEOF\n';
const SOLOMON = 'S\n\nVEHICLE\nNUMBER CAPACITY\n1 9\n\nCUSTOMER\nCUST NO.\n0 0 0 0 0 99 0\n1 3 4 1 0 99 0\n';
const MDVRP = '2 4 1 2\n0 80\n0 80\n1 37 52 0 7 1 2 1 2\n2 20 20 0 0 0 0\n3 30 40 0 0 0 0\n';
const PVRP = '1 3 1 2\n0 160\n0 160\n0 30 40 0 0 0 0\n1 37 52 0 7 1 2 1 2\n';
const PVRPTW = '5 3 1 2\n0 160\n0 160\n0 30 40 0 0 0 0 0 99\n1 37 52 0 7 1 2 1 2 0 99\n';
const OP = '15 1\n0 0 0\n1 1 0\n2 2 5\n';
const TOP = 'n 3\nm 2\ntmax 9\n0 0 0\n1 1 5\n2 2 0\n';
const TOPTW = '4 10 1 1\n0 200\n0 40 50 0 0 0 0 0 99\n1 45 68 9 10 1 1 1 0 99\n';
const TOPTW_PR = '5 6 1 4\n480 195\n0 30.219 24.786 0 0 0 0 0 99\n1 33.588 30.750 12 4 4 1 15 0 99\n';
const TOPTW_OTHER = TOPTW.replace('4 10 1 1', '0 3 1 1');
const LI_LIM = '25 200 0\n0 40 50 0 0 99 0 0 0\n1 45 68 -30 0 99 0 2 0\n2 45 70 30 0 99 0 0 1\n';

describe('readInstance', () => {
    it.each([
        ['vrplib', VRPLIB],
        ['solomon', SOLOMON],
        ['cordeau', MDVRP],
        ['cordeau', PVRP],
        ['cordeau', PVRPTW],
        ['chao', OP],
        ['chao', TOP],
        ['toptw', TOPTW],
        ['toptw', TOPTW_PR],
        ['toptw', TOPTW_OTHER],
        ['li-lim', LI_LIM],
    ])('recognises %s, %#', (format, text) => {
        const instance = readInstance(text, { name: 'given' });
        expect(instance.format).toBe(format);
        expect(instance.name).toBe('given');
        const days = instance.days === undefined ? ['1'] : ['1 day 1', '1 day 2'];
        expect(instance.problem.visits.map((visit) => visit.id)).toEqual(format === 'li-lim' ? ['1', '2'] : days);
        expect(readInstance(text.replaceAll('\n', '\r\n'), { name: 'given' })).toEqual(instance);
    });

    it('keeps the name that stands in the file', () => {
        expect([VRPLIB, SOLOMON, OP].map((text) => readInstance(text).name)).toEqual(['v', 'S', '']);
    });

    it('passes options on', () => {
        expect(readInstance(TOPTW, { routes: 3 }).problem.vehicles[0].count).toBe(3);
        expect(readInstance(VRPLIB, { rounding: 'none' }).problem.travel).toEqual({ kind: 'euclidean' });
        expect(readInstance(SOLOMON, { rounding: 'none' }).problem.travel).toEqual({ kind: 'euclidean' });
        expect(readInstance(TOPTW, { format: 'cordeau' }).format).toBe('cordeau');
    });

    it.each(['', '\n\n', 'hello', '{"a": 1}', '1 2 3 4 5\n6 7\n', '5'])('does not guess at %j', (text) => {
        const error = thrownError(() => readInstance(text));
        expect(error.code).toBe('unknown-format');
        expect(error.issues).toMatchObject([
            { code: 'unknown-format', path: [], expected: 'one of vrplib, solomon, cordeau, chao, toptw, li-lim' },
        ]);
    });

    it('knows its formats by name', () => {
        const error = thrownError(() => readInstance(VRPLIB, { format: 'solomn' as 'solomon' }));
        expect(error.issues).toMatchObject([
            { code: 'unknown-option', path: ['format'], received: 'solomn', hint: "did you mean 'solomon'?" },
        ]);
    });
});
