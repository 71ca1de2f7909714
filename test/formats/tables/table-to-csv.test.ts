import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { alignmentToCsv, parseAlignmentCsv, tableToCsv, visitsToCsv } from '../../../src/formats/index.js';
import { escapeFormulas, unescapeFormulas } from '../../../src/formats/tables/table-to-csv.js';
import { ACCOUNTS, CALENDAR, REPS } from '../tiny-plan.js';

const hostile = fc
    .array(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', ';', ',', '|', '"', "'", ' ', '＝', '＋', '－', '＠', '1', 'a'),
        { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

/** Cells as spreadsheets of any country see them. */
function cellsOf(csv: string): string[] {
    return [',', ';', '\t', '|'].flatMap((delimiter) => [
        ...Papa.parse<string[]>(csv, { delimiter }).data.flat(),
        // Quotes within a cell of another delimiter mean nothing.
        ...csv.split(/\r\n|\r|\n/).flatMap((line) => line.split(delimiter)),
    ]);
}

describe('tableToCsv', () => {
    it.each(['=1', 'x;=1', 'x,=1', '＝1', 'x\n+1', '@SUM(A1)', '\t=1', 'a";=1', '-1'])('leaves no formula in %j', (text) => {
        for (const cell of cellsOf(tableToCsv(['a', text], [['b', text]]))) expect(cell).not.toMatch(/^"?[=+\-@\t\r＝＋－＠]/);
    });

    it('leaves no formula in any text, whatever delimiter a spreadsheet takes', () => {
        fc.assert(
            fc.property(
                fc.array(hostile, { minLength: 1, maxLength: 3 }),
                fc.constantFrom(',' as const, ';' as const, '\t' as const),
                (row, delimiter) => {
                    for (const cell of cellsOf(tableToCsv(row, [row], { delimiter })))
                        expect(cell).not.toMatch(/^"?[=+\-@＝＋－＠]/);
                },
            ),
            { numRuns: 500 },
        );
    });

    it('keeps numbers, and texts that are no formula', () => {
        expect(tableToCsv(['a', 'b'], [[-1.5, 'A - B, c']])).toBe('a,b\r\n-1.5,"A - B, c"\r\n');
    });

    it('is the way of plans and territories, whose ids come back as they were', () => {
        expect(visitsToCsv(CALENDAR, ACCOUNTS, [{ ...REPS[0], name: 'x;=1' }, ...REPS.slice(1)])).toContain("x;'=1");
        fc.assert(
            fc.property(
                fc.uniqueArray(
                    hostile.map((text) => `${text}z`),
                    { minLength: 1, maxLength: 4 },
                ),
                (ids) => {
                    // Readers make one of several kinds of line ends, and trim.
                    const sound = [...new Set(ids.map((id) => id.replace(/[\r\n\t]/g, '').trim()))];
                    const plan = { territories: [{ id: '=T', unitIds: sound }] };
                    expect(parseAlignmentCsv(alignmentToCsv(plan))).toEqual(plan);
                },
            ),
            { numRuns: 300 },
        );
        fc.assert(
            fc.property(hostile, (text) => {
                expect(unescapeFormulas(escapeFormulas(text))).toBe(text);
            }),
        );
    });
});
