import { describe, expect, it } from 'vitest';
import { parseAccountsCsv, readAccountsCsv } from '../../../src/formats/index.js';
import { places, thrownError, thrownIssues } from '../thrown-issues.js';

describe('tables that cannot be read', () => {
    it.each(['', '\uFEFF', '\n \r\n', '   '])('%j is empty', (text) => {
        const error = thrownError(() => parseAccountsCsv(text));
        expect(error.code).toBe('empty-input');
        expect(error.issues).toMatchObject([{ code: 'empty-input', path: [], expected: 'a line of column names, then rows' }]);
    });

    it.each(['"', ',', ';', '\t', '|'])('%j alone is no table', (text) => {
        expect(thrownError(() => parseAccountsCsv(text)).issues.length).toBeGreaterThan(0);
    });

    it('bytes are not text', () => {
        const bytes = new TextEncoder().encode('id,lat,lng\n1,48,11\n');
        expect(thrownIssues(() => parseAccountsCsv(bytes as unknown as string))).toMatchObject([{ code: 'invalid-type' }]);
    });

    it('a table without rows has no accounts', () => {
        expect(parseAccountsCsv('id,lat,lng\n')).toEqual([]);
    });

    it('reports rows with too few and too many cells and reads the others', () => {
        const { items, issues } = readAccountsCsv('id,lat,lng\n1,2,3\n\n2,4\n3,48,5,7\n4,5,6\n');
        expect(places(issues)).toEqual([
            ['malformed-table', 'row 4'],
            ['malformed-table', 'row 5'],
        ]);
        expect(issues[1]).toMatchObject({
            message: 'has 4 cells',
            expected: '3, as there are columns',
            hint: "a cell that holds ',' must stand in quotes",
        });
        expect(items.map((item) => item.id)).toEqual(['1', '4']);
    });

    it('counts a cell over several lines as one row', () => {
        const { issues } = readAccountsCsv('id,lat,lng,note\n1,2,3,"a\nb\nc"\n2,x,3,d\n');
        expect(places(issues)).toEqual([['not-a-number', 'row 3/lat']]);
    });

    it('reports a quote that is not closed at its row, once', () => {
        expect(places(thrownIssues(() => parseAccountsCsv('id,lat,lng\n1,2,3\n2,"4,5\n3,4,5\n')))).toEqual([
            ['malformed-table', 'row 3'],
        ]);
    });

    it('refuses a line of more than a million characters before anything else reads it', () => {
        const row = '7,48,11\n';
        const error = thrownError(() => parseAccountsCsv(`id,lat,lng\n${row}${'x'.repeat(1_000_001)}\n${row}`));
        expect(error.code).toBe('line-too-long');
        expect(error.issues).toMatchObject([{ path: ['line 3'], expected: 'at most 1000000 characters' }]);
        const classic = `id,lat,lng\r${row.replace('\n', '\r')}${'x'.repeat(1_000_001)}\r`;
        expect(thrownIssues(() => parseAccountsCsv(classic))).toMatchObject([{ code: 'line-too-long', path: ['line 3'] }]);
    });

    it('has nothing against many lines that end in a mere CR', () => {
        const text = `id,lat,lng\r${Array.from({ length: 45_000 }, (_, i) => `a${i},48.123456,11.123456\r`).join('')}`;
        expect(text.length).toBeGreaterThan(1_000_000);
        expect(parseAccountsCsv(text)).toHaveLength(45_000);
    });

    it('takes several kinds of line ends in one text, as editing single rows leaves them', () => {
        const text = 'id,lat,lng,note\r\na,48,11,"x\ny"\nb,48,12,\rc,48,13,\r\n';
        const accounts = parseAccountsCsv(text);
        expect(accounts.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
        expect(accounts[0].data?.['note']).toBe('x\ny');
    });
});
