import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../src/core/index.js';
import { parseAccountsCsv, parseAlignmentCsv, readAccountsCsv, readRepsCsv } from '../../src/formats/index.js';
import { places, thrownError, thrownIssues } from './thrown-issues.js';

describe('structure of tables', () => {
    it('finds semicolons though a column name holds more commas', () => {
        const text =
            'Kundennummer;Name, Vorname, Zusatz, Firma, Ort;Breitengrad;Längengrad\n1;Müller, A, B, C;48,5;11,5\n2;X;48,6;11,6\n';
        const { items, columns, unused } = readAccountsCsv(text);
        expect(items.map(({ position }) => position)).toEqual([
            [11.5, 48.5],
            [11.6, 48.6],
        ]);
        expect(columns).toEqual({ id: 'Kundennummer', latitude: 'Breitengrad', longitude: 'Längengrad' });
        expect(unused).toEqual(['Name, Vorname, Zusatz, Firma, Ort']);
    });

    it('reads what it wrote whatever the delimiter, with cells that hold every other one', () => {
        const cell = fc.stringMatching(/^[a-z,;|\t ]{0,12}$/).filter((text) => text.trim() !== '');
        const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
        fc.assert(
            fc.property(rows, cell, fc.constantFrom(',', ';', '\t', '|'), fc.boolean(), (cells, title, delimiter, quotes) => {
                const header = ['id', `note ${title}`, 'lat', 'lng', 'name'];
                const body = cells.map(([note, name], i) => [`A${i}`, note, 48 + i / 10, 11.5, name]);
                const text = Papa.unparse([header, ...body], { delimiter, quotes, newline: '\n' });
                const items = parseAccountsCsv(text);
                expect(items.map(({ position, name }) => [position[1], name])).toEqual(
                    body.map((row) => [row[2], String(row[4]).trim()]),
                );
            }),
            { numRuns: 200 },
        );
    });

    it('removes blanks around quoted cells, and no others', () => {
        const text = 'id, "name" ,lat,\t"lng"\n1, "Main, ""big"" street" ,48, "11"\n2, the "Corner" shop ,49,12\n';
        expect(parseAccountsCsv(text).map(({ name }) => name)).toEqual(['Main, "big" street', 'the "Corner" shop']);
    });

    it('removes blanks around quotes as if they were never there', () => {
        const cell = fc.stringMatching(/^[a-z", \n]{0,8}$/).map((text) => text.replace(/^["\s]+|["\s]+$/g, ''));
        const blanks = fc.constantFrom('', ' ', '  ', '\t', '\u00a0');
        fc.assert(
            fc.property(fc.array(fc.tuple(cell, blanks, blanks), { minLength: 1, maxLength: 5 }), (cells) => {
                const line = cells.map(([text, left, right]) => `${left}"x${text.replaceAll('"', '""')}"${right}`).join(',');
                const names = cells.map((_, i) => `c${i}`).join(',');
                const [account] = parseAccountsCsv(`id,lat,lng,${names}\n1,2,3,${line}\n`);
                expect(Object.values(account.data ?? {})).toEqual(cells.map(([text]) => `x${text}`.trim()));
            }),
        );
    });

    it('takes line breaks in column names for blanks', () => {
        const { items, columns } = readAccountsCsv('id,"Billing\nLatitude","Billing\r\nLongitude","Last\nActivity"\n1,48,11,x\n');
        expect(columns).toMatchObject({ latitude: 'Billing Latitude', longitude: 'Billing Longitude' });
        expect(items[0].data).toEqual({ 'Last Activity': 'x' });
    });

    it('leaves titles above the column names out, and says so', () => {
        const { items, notes, issues } = readAccountsCsv(
            'Accounts of the south\nas of; 2027-01-04\n\nid,lat,lng\n1,2,3\n2,x,3\n',
        );
        expect(items).toHaveLength(1);
        expect(notes).toEqual(['Column names are in row 4; the rows above were left out.']);
        expect(places(issues)).toEqual([['not-a-number', 'row 6/lat']]);
    });

    it('rejects footers and totals of reports, and no account that is called alike', () => {
        const text = `id,name,lat,lng,sales
1,Total,48,11,5
Total Wine 2,Media Markt,48,11.1,5

Confidential Information - Do Not Distribute
"Copyright (c) 2000-2027, all rights reserved",,,,
"Grand Totals (2 records)",,,,10
Summe,,,,10
`;
        const { items, issues, rejectedRows } = readAccountsCsv(text);
        expect(items.map(({ id }) => id)).toEqual(['1', 'Total Wine 2']);
        expect(rejectedRows).toEqual([5, 6, 7, 8]);
        expect(issues.map(({ code, message }) => [code, message])).toEqual([
            ['malformed-table', 'holds a single cell, as titles and footers of reports do'],
            ['malformed-table', 'holds a single cell, as titles and footers of reports do'],
            ['malformed-table', 'looks like a line of totals'],
            ['malformed-table', 'looks like a line of totals'],
        ]);
    });

    it.each([
        '"',
        '""',
        ',',
        ';;;',
        '|',
        '\t',
        '"\n"',
        'a"b',
        '","',
        '"a',
        '\n"\n',
        ';"',
        'sep=;',
        'sep=;\n',
        '\u00a0',
    ])('%j is a BeatplanError for every reader', (text) => {
        for (const read of [readAccountsCsv, readRepsCsv, parseAlignmentCsv])
            expect(thrownError(() => read(text)).issues.length).toBeGreaterThan(0);
    });

    it('reads any text of quotes, delimiters and line ends or throws a BeatplanError', () => {
        const text = fc.array(
            fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'id', 'lat', 'lng', 'unit', 'territory', '1'),
            { maxLength: 30 },
        );
        fc.assert(
            fc.property(text, (parts) => {
                for (const read of [readAccountsCsv, readRepsCsv, parseAlignmentCsv]) {
                    try {
                        read(parts.join(''));
                    } catch (error) {
                        if (!(error instanceof BeatplanError)) throw error;
                    }
                }
            }),
            { numRuns: 300 },
        );
    });
});

describe('columns of tables', () => {
    it('never pairs coordinates of two sources', () => {
        const both = 'id,Billing Latitude,Shipping Latitude,Shipping Longitude,Billing Longitude\n1,32.8,33.1,-97,-96.8\n';
        expect(parseAccountsCsv(both)[0].position).toEqual([-96.8, 32.8]);
        const issues = thrownIssues(() => parseAccountsCsv('id,Billing Latitude,Shipping Longitude\n1,2,3\n'));
        expect(places(issues)).toEqual([
            ['missing-column', 'latitude'],
            ['missing-column', 'longitude'],
        ]);
        expect(issues[0].hint).toMatch(/^'Billing Latitude' and 'Shipping Longitude' may not be of one place/);
        expect(parseAccountsCsv('id,GPS Lat,Longitude\n1,2,3\n')[0].position).toEqual([3, 2]);
    });

    it('takes the only complete pair, whatever half pairs there are', () => {
        const half = fc.constantFrom('Billing', 'Shipping', 'Store', 'GPS', 'Mailing');
        fc.assert(
            fc.property(fc.uniqueArray(half, { minLength: 2 }), fc.boolean(), ([whole, ...others], isNorth) => {
                const headers = [
                    `${whole} Longitude`,
                    ...others.map((word) => `${word} ${isNorth ? 'Lat' : 'Lng'}`),
                    `${whole} Latitude`,
                ];
                const row = [3, ...others.map(() => 99), 2];
                expect(parseAccountsCsv(`${headers.join(',')},id\n${row.join(',')},1\n`)[0].position).toEqual([3, 2]);
            }),
        );
    });

    it('finds the partner of a coordinate that the caller names', () => {
        const text = 'id,Latitude,Longitude,Shipping Latitude,Shipping Longitude,GPS north\n1,1,2,3,4,5\n';
        const position = (columns: Record<string, string>) => parseAccountsCsv(text, { columns })[0].position;
        expect(position({ latitude: 'Shipping Latitude' })).toEqual([4, 3]);
        expect(position({ longitude: 'Longitude' })).toEqual([2, 1]);
        expect(position({ latitude: 'GPS north', longitude: 'Longitude' })).toEqual([2, 5]);
        expect(places(thrownIssues(() => position({ latitude: 'GPS north' })))).toEqual([['missing-column', 'longitude']]);
        expect(parseAccountsCsv('id,GPS north,lng\n1,2,3\n', { columns: { latitude: 'GPS north' } })[0].position).toEqual([3, 2]);
    });

    it('leaves a field empty on request, and tries a list before the usual names', () => {
        const text = 'id,lat,lng,tier,Nord\n1,2,3,A,9\n';
        expect(parseAccountsCsv(text, { columns: { tier: null } })[0]).toEqual({
            id: '1',
            position: [3, 2],
            data: { tier: 'A', Nord: '9' },
        });
        expect(readAccountsCsv(text, { columns: { sales: ['North', 'nord'], name: ['Nom'] } }).columns).toMatchObject({
            sales: 'Nord',
        });
        const wrong = { columns: { tier: 5, name: ['x', 3] } } as unknown as { columns: Record<string, string> };
        expect(places(thrownIssues(() => parseAccountsCsv(text, wrong)))).toEqual([
            ['invalid-type', 'options/columns/tier'],
            ['invalid-type', 'options/columns/name'],
        ]);
        expect(places(thrownIssues(() => parseAccountsCsv(text, { columns: { id: null } })))).toEqual([['missing-column', 'id']]);
    });

    it('does not take Rating for a tier, and leaves columns alone that hold something else', () => {
        const words = ['High', 'Medium', 'Low', 'High'];
        const rows = words.map((word, i) => `${i},48,11.${i},Hot,${word},Retail,Sometimes,yes`);
        const { items, issues, columns, unused, notes } = readAccountsCsv(
            `Lead ID,lat,lng,Rating,Priority,Class,Frequency,Hours\n${rows.join('\n')}\n`,
        );
        expect(issues).toEqual([]);
        expect(items).toHaveLength(4);
        expect(columns).toEqual({ id: 'Lead ID', latitude: 'lat', longitude: 'lng' });
        expect(unused).toEqual(['Rating', 'Priority', 'Class', 'Frequency', 'Hours']);
        expect(notes).toHaveLength(4);
        expect(notes[0]).toBe('\'Class\' was not read as tier: most of its cells, such as "Retail", are not one of A, B, C, D.');
        // A column that is named is insisted on.
        const insisting = readAccountsCsv(`Lead ID,lat,lng,Priority\n1,2,3,High\n2,2,3,Low\n3,2,3,Low\n`, {
            columns: { priority: 'Priority' },
        });
        expect(insisting.rejectedRows).toEqual([]);
        expect(insisting.droppedCells.map(({ row, field }) => `${row} ${field}`)).toEqual([
            '2 priority',
            '3 priority',
            '4 priority',
        ]);
    });

    it.each([
        ['Call duration', 30, 1800],
        ['Call duration (min)', 30, 1800],
        ['Call duration (h)', 0.5, 1800],
        ['Visit duration [hours]', 1, 3600],
        ['Visit duration (sec)', 90, 90],
    ])('reads the unit of %s', (header, value, seconds) => {
        const { items, notes } = readAccountsCsv(`id,lat,lng,${header}\n1,2,3,${value}\n`);
        expect(items[0].callDuration).toBe(seconds);
        expect(notes).toEqual([expect.stringMatching(/ was read in (minutes|hours|seconds)\.$/)]);
    });

    it('reads headers in other languages, with and without umlauts', () => {
        const text =
            'Kundennummer;Firma;Breitengrad;Laengengrad;Jahresumsatz;Oeffnungszeiten;Besuchsdauer (Min.)\n1;Müller;48,5;11,5;1200;Mo 8-12;30\n';
        expect(readAccountsCsv(text).columns).toEqual({
            id: 'Kundennummer',
            name: 'Firma',
            latitude: 'Breitengrad',
            longitude: 'Laengengrad',
            sales: 'Jahresumsatz',
            hours: 'Oeffnungszeiten',
            callDuration: 'Besuchsdauer (Min.)',
        });
    });

    it.each([
        ['Umsatz 2024;Umsatz 2025', 'Umsatz 2025'],
        ['Sales FY25;Sales FY24', 'Sales FY25'],
        ['2023 Revenue;2025 Revenue;2024 Revenue', '2025 Revenue'],
        ['Umsatz_2025 (EUR);Notiz', 'Umsatz_2025 (EUR)'],
        ["Chiffre d'affaires 2025;Note", "Chiffre d'affaires 2025"],
        ['Umsatz 2025;Umsatz', 'Umsatz'],
        ['Orders 2025;Note', undefined],
        ['2025;Note', undefined],
    ])('takes the latest year of sales from %j', (header, sales) => {
        const cells = header.replace(/[^;]+/g, '7');
        expect(readAccountsCsv(`id;lat;lng;${header}\n1;48,5;11,5;${cells}\n`).columns.sales).toBe(sales);
    });

    it('takes no year where the caller leaves a field empty', () => {
        const { columns } = readAccountsCsv('id,lat,lng,Sales 2025\n1,48,11,5\n', { columns: { sales: null } });
        expect(columns.sales).toBeUndefined();
    });
});
