import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWeeklyHours, parseAccountsCsv, readAccountsCsv, tableToCsv } from '../../../src/formats/index.js';
import { type Account, TIERS } from '../../../src/market/index.js';
import { places, thrownError, thrownIssues } from '../thrown-issues.js';

const H = 3600;

describe('parseAccountsCsv', () => {
    it('reads every field', () => {
        const text = `id,name,latitude,longitude,potential,sales,segment,tier,priority,call_frequency,call_duration,opening_hours,skills,owner,Phone
A1,"Main, street",48.1,11.5,1000,250.5,Bakery,a,80,4,30,Mo 08:00-12:00,wine; beer|wine,north,+49 1
A2,,-33.9,-70.7,,,,,,,,,,,
`;
        expect(parseAccountsCsv(text)).toEqual([
            {
                id: 'A1',
                name: 'Main, street',
                position: [11.5, 48.1],
                potential: 1000,
                sales: 250.5,
                segment: 'Bakery',
                tier: 'A',
                priority: 80,
                callFrequency: 4,
                callDuration: 1800,
                hours: { mon: [[8 * H, 12 * H]] },
                skills: ['wine', 'beer'],
                owner: 'north',
                data: { Phone: '+49 1' },
            },
            { id: 'A2', position: [-70.7, -33.9] },
        ]);
    });

    it.each([
        ['Account ID,LAT,Lng,Annual Revenue,Account Type', { sales: 9, segment: 'X' }],
        ['store_number,Geo Lat,LONG,TURNOVER,store_type', { sales: 9, segment: 'X' }],
        ['Customer No.,Billing Latitude,Billing Longitude,potential,Category', { potential: 9, segment: 'X' }],
        ['"ID","Y","X","Phone","Fax"', { data: { Phone: '9', Fax: 'X' } }],
    ])('knows the columns %s', (header, rest) => {
        expect(parseAccountsCsv(`${header}\n7,1.5,2.5,9,X\n`)).toEqual([{ id: '7', position: [2.5, 1.5], ...rest }]);
    });

    it('takes the most telling of several columns for a field and keeps the others', () => {
        expect(parseAccountsCsv('type,id,store id,segment,lat,lon\nT,1,S,G,0.5,2\n')).toEqual([
            { id: '1', position: [2, 0.5], segment: 'G', data: { type: 'T', 'store id': 'S' } },
        ]);
    });

    it('takes the columns that the caller names', () => {
        const text = 'Kunde,Breite,Länge,id\nK1,48,11,x\n';
        const options = { columns: { id: 'Kunde', latitude: 'breite', longitude: 'Länge' } };
        expect(parseAccountsCsv(text, options)).toEqual([{ id: 'K1', position: [11, 48], data: { id: 'x' } }]);
        expect(readAccountsCsv(text, options).columns).toEqual({ id: 'Kunde', latitude: 'Breite', longitude: 'Länge' });
    });

    it.each([
        ['\uFEFFid,lat,lng\r\n1,48.5,11.5\r\n'],
        ['id;lat;lng\n1;48,5;11,5\n'],
        ['id;lat;lng\n1;48.5;11.5'],
        ['id\tlat\tlng\r1\t48.5\t11.5\r'],
        ['id\tlat\tlng\n1\t48,5\t11,5\n'],
        ['id|lat|lng\n1|48.5|11.5\n'],
        ['sep=;\r\nid;lat;lng\r\n1;48,5;11,5\r\n'],
        ['\n\n"id" , "lat","lng"\n\n 1 ," 48.5 ","11.5"\n,,\n\n'],
        ['id,lat,lng,,\n1,48.5,11.5,,\n'],
    ])('reads %j', (text) => {
        expect(parseAccountsCsv(text)).toEqual([{ id: '1', position: [11.5, 48.5] }]);
    });

    it.each([
        ['id,lat,lng,sales', '1,48.5,11.5,"1,234.5"', 1234.5],
        ['id,lat,lng,sales', '1,48.5,11.5,"$1,234"', 1234],
        ['id,lat,lng,sales', '1,48.5,11.5,1 234 567 €', 1_234_567],
        ['id,lat,lng,sales', '1,48.5,11.5,1e3', 1000],
        ['id;lat;lng;sales', '1;48,5;11,5;1.234,5', 1234.5],
        ['id;lat;lng;sales', '1;48,5;11,5;1.234', 1234],
        ['id;lat;lng;sales', "1;48,5;11,5;1'234,5", 1234.5],
        ['id;lat;lng;sales', '1;48.5;11.5;1,234', 1234],
        ['id;lat;lng;sales', '1;48;11;12,5', 12.5],
    ])('reads numbers as people type them: %s / %s', (header, row, sales) => {
        expect(parseAccountsCsv(`${header}\n${row}\n`)[0].sales).toBe(sales);
    });

    it.each([
        ['id,lat,lng,sales', '1,48.5,11.5,"USD 1,200,000.00"', 1_200_000],
        ['id;lat;lng;sales', '1;48,5;11,5;EUR 21.323,53', 21_323.53],
        ['id;lat;lng;sales', '1;48,5;11,5;12.500', 12_500],
        ['id,lat,lng,sales', '1,"48,5","11,5","12.500"', 12_500],
        ['id;lat;lng;sales;other', '1;48.5;11.5;12.500;1.234.567,00', 12_500],
        ['id,lat,lng,sales', "1,\u221248.5,11.5,12'500", 12_500],
        ['id,lat,lng,sales', '1,48.5,11.5,12\u00a0500', 12_500],
        ['id,lat,lng,sales', '1,48.5,11.5,n/a', undefined],
        ['id,lat,lng,sales', '1,48.5,11.5,"12,34,567"', 1_234_567],
    ])('reads money as people type it: %s / %s', (header, row, sales) => {
        expect(parseAccountsCsv(`${header}\n${row}\n`)[0].sales).toBe(sales);
    });

    it('asks what a number means that reads in two ways, unless the caller says it', () => {
        const text = 'id;lat;lng;sales\n1;48.5;11.5;12.500\n2;48.6;11.6;900\n';
        expect(thrownIssues(() => parseAccountsCsv(text))).toMatchObject([
            {
                code: 'ambiguous-number',
                path: ['row 2', 'sales'],
                received: '12.500',
                hint: expect.stringContaining('decimalMark'),
            },
        ]);
        expect(parseAccountsCsv(text, { decimalMark: ',' }).map(({ sales }) => sales)).toEqual([12_500, 900]);
        expect(parseAccountsCsv(text, { decimalMark: '.' }).map(({ sales }) => sales)).toEqual([12.5, 900]);
        const wrong = (): unknown => parseAccountsCsv(text, { decimalMark: ';' as ',' });
        expect(thrownIssues(wrong)).toMatchObject([{ code: 'unknown-option', path: ['options', 'decimalMark'] }]);
    });

    it('refuses a number with another decimal mark than its column', () => {
        const text = 'id,lat,lng,sales\n1,48.5,11.5,"1,234.50"\n2,48.6,11.6,"12,5"\n';
        expect(thrownIssues(() => parseAccountsCsv(text))).toMatchObject([
            { code: 'not-a-number', path: ['row 3', 'sales'], expected: 'a number such as 47.5' },
        ]);
    });

    it('reads the coordinates of any country, and none with thousands', () => {
        const text = 'id;lat;lng\n1;48,137;11.575\n2;\u221248.137°;-11,575\n';
        expect(parseAccountsCsv(text).map(({ position }) => position)).toEqual([
            [11.575, 48.137],
            [-11.575, -48.137],
        ]);
        expect(places(thrownIssues(() => parseAccountsCsv('id,lat,lng\n1,48.137.154,-\n')))).toEqual([
            ['not-a-number', 'row 2/lat'],
            ['missing-position', 'row 2/lng'],
        ]);
    });

    it('reads percentages where they mean something', () => {
        expect(parseAccountsCsv('id,lat,lng,priority\n1,48.5,11.5,80 %\n')[0].priority).toBe(80);
        expect(places(thrownIssues(() => parseAccountsCsv('id,lat,lng,sales\n1,48.5,11.5,80 %\n')))).toEqual([
            ['not-a-number', 'row 2/sales'],
        ]);
    });

    it('keeps numbers of own columns that only the table can decide', () => {
        const text = 'id;lat;lng;Marge;Tel;Ort\n1;48,5;11,5;12.500;089 123;Ulm\n2;48,6;11,6;800;0731 5;12.500 Bad\n';
        expect(parseAccountsCsv(text).map(({ data }) => data)).toEqual([
            { Marge: 12_500, Tel: '089 123', Ort: 'Ulm' },
            { Marge: 800, Tel: '0731 5', Ort: '12.500 Bad' },
        ]);
    });

    // In quadratic time the next two would take minutes, more than a test has.
    it('reads long cells in linear time', () => {
        const cell = `1${' '.repeat(200_000)}x`;
        expect(thrownIssues(() => parseAccountsCsv(`id,lat,lng,sales,hours\n1,${cell},${cell},${cell},${cell}\n`))).toHaveLength(
            4,
        );
    });

    it('reads long column names in linear time', () => {
        for (const blanks of ['\n'.repeat(100_000), ' '.repeat(100_000), '_'.repeat(100_000)]) {
            const issues = thrownIssues(() => parseAccountsCsv(`"id","a${blanks}x","2025${blanks}y"\n1,2,3\n`));
            expect(places(issues)).toEqual([
                ['missing-column', 'latitude'],
                ['missing-column', 'longitude'],
            ]);
        }
    });

    it('takes away the apostrophe that guards cells from becoming formulas', () => {
        const text = "id,lat,lng,owner,name\n'=A1,'-33.9,'+18.4,'@ann,'s-Hertogenbosch\n";
        expect(parseAccountsCsv(text)).toEqual([{ id: '=A1', position: [18.4, -33.9], owner: '@ann', name: "'s-Hertogenbosch" }]);
    });

    it('gives back what was written, whatever the delimiter', () => {
        const word = fc.stringMatching(/^[A-Za-z0-9"',;|.ü-]{1,8}$/);
        const account = fc.record(
            {
                id: word,
                position: fc.tuple(fc.double({ min: 5, max: 15, noNaN: true }), fc.double({ min: 45, max: 50, noNaN: true })),
                name: word,
                potential: fc.double({ min: 0, max: 1e9, noNaN: true }),
                tier: fc.constantFrom(...TIERS),
                callDuration: fc.integer({ min: 0, max: 600 }).map((minutes) => minutes * 60),
                skills: fc.uniqueArray(fc.constantFrom('wine', 'beer', 'it'), { minLength: 1 }),
                hours: fc.constantFrom(
                    { mon: [[8 * H, 12 * H]] as [number, number][] },
                    { sat: [[0, 86_400]] as [number, number][] },
                ),
                data: fc.record({ City: word.map((text) => `${text}!`) }),
            },
            { requiredKeys: ['id', 'position'] },
        );
        const accounts = fc.uniqueArray(account, { maxLength: 8, selector: (item) => item.id });
        fc.assert(
            fc.property(accounts, fc.constantFrom(',' as const, ';' as const, '\t' as const), (list: Account[], delimiter) => {
                const rows = list.map((item) => [
                    item.id,
                    item.position[1],
                    item.position[0],
                    item.name ?? '',
                    item.potential ?? '',
                    item.tier ?? '',
                    item.callDuration === undefined ? '' : item.callDuration / 60,
                    item.skills?.join('|') ?? '',
                    item.hours === undefined ? '' : formatWeeklyHours(item.hours),
                    String(item.data?.['City'] ?? ''),
                ]);
                const fields = ['id', 'lat', 'lng', 'name', 'potential', 'tier', 'call duration', 'skills', 'hours', 'City'];
                expect(parseAccountsCsv(tableToCsv(fields, rows, { delimiter }))).toEqual(list);
            }),
            { numRuns: 100 },
        );
    });
});

describe('parseAccountsCsv: faults', () => {
    it('shows all of them at the row and column that a spreadsheet shows', () => {
        const text = `id,Lat,Lng,Tier,call duration,hours,sales
1,48.5,11.5,A,30,Mo 8-17,1
2,north,11.5,E,-5,Mo 17-8,1
1,95,100.5,B,30,sometimes,1
,48.5,,C,30,,many
5,48.5,200,D,30,,1
`;
        const issues = thrownIssues(() => parseAccountsCsv(text));
        expect(places(issues)).toEqual([
            ['not-a-number', 'row 3/Lat'],
            ['unknown-option', 'row 3/Tier'],
            ['out-of-range', 'row 3/call duration'],
            ['inverted-window', 'row 3/hours'],
            ['duplicate-id', 'row 4/id'],
            ['invalid-latitude', 'row 4/Lat'],
            ['invalid-hours', 'row 4/hours'],
            ['missing-key', 'row 5/id'],
            ['missing-position', 'row 5/Lng'],
            ['not-a-number', 'row 5/sales'],
            ['invalid-longitude', 'row 6/Lng'],
        ]);
        const find = (code: string): unknown => issues.find((issue) => issue.code === code);
        expect(find('not-a-number')).toMatchObject({ received: 'north', expected: 'a number such as 47.5' });
        expect(find('duplicate-id')).toMatchObject({ received: '1', message: 'stands in row 2 already' });
        expect(find('out-of-range')).toMatchObject({ received: '-5' });
        expect(find('missing-position')).toMatchObject({ hint: 'find the position of the address, or leave the row out' });
    });

    it('reads the sound rows all the same, on request', () => {
        const { items, issues, columns } = readAccountsCsv('id,lat,lng\n1,48,11\n2,x,11\n3,49,12\n');
        expect(items.map((item) => item.id)).toEqual(['1', '3']);
        expect(places(issues)).toEqual([['not-a-number', 'row 3/lat']]);
        expect(columns).toEqual({ id: 'id', latitude: 'lat', longitude: 'lng' });
    });

    it('finds latitude and longitude exchanged', () => {
        const [issue] = thrownIssues(() => parseAccountsCsv('id,lat,lng\n1,-94.07,36.34\n'));
        expect(issue).toMatchObject({ code: 'swapped-coordinates', path: ['row 2', 'lat'] });
    });

    it('names the columns that it found and the one that was probably meant', () => {
        const [id, longitude, ...more] = thrownIssues(() => parseAccountsCsv('name,latitude,longtude\nx,1,2\n'));
        expect(more).toEqual([]);
        expect(id).toMatchObject({
            code: 'missing-column',
            path: ['id'],
            hint: "is each 'name' another one? Then map it: columns: { id: 'name' }; columns found: 'name', 'latitude', 'longtude'",
        });
        expect(longitude).toMatchObject({
            code: 'missing-column',
            path: ['longitude'],
            hint: "did you mean 'longtude'? Then map it: columns: { longitude: 'longtude' }; columns found: 'name', 'latitude', 'longtude'",
        });
        expect(id.expected).toMatch(/^one of 'id', 'account id'/);
    });

    it('checks the columns that the caller names', () => {
        const options = { columns: { id: 'Kundde', idd: 'Kunde' } as Record<string, string> };
        expect(thrownIssues(() => parseAccountsCsv('Kunde,lat,lng\n1,2,3\n', options))).toMatchObject([
            {
                code: 'missing-column',
                path: ['options', 'columns', 'id'],
                received: 'Kundde',
                hint: expect.stringMatching(/^did you mean 'Kunde'\?/),
            },
            { code: 'unknown-key', path: ['options', 'columns', 'idd'], hint: "did you mean 'id'?" },
        ]);
    });

    it('reports each cell once, and orders issues by row and column', () => {
        const text = 'id,lat,lng,priority\n2,48,11,101\n3,abc,def,x\n';
        expect(places(thrownIssues(() => parseAccountsCsv(text)))).toEqual([
            ['out-of-range', 'row 2/priority'],
            ['not-a-number', 'row 3/lat'],
            ['not-a-number', 'row 3/lng'],
            ['not-a-number', 'row 3/priority'],
        ]);
    });

    it('does not take data for its own keys', () => {
        const [account] = parseAccountsCsv('id,lat,lng,__proto__,constructor,Phone,Phone\n1,2,3,p,c,4,5\n');
        expect(Object.keys(account.data ?? {})).toEqual(['__proto__', 'constructor', 'Phone', 'Phone (7)']);
        expect(Object.getPrototypeOf(account.data)).toBe(Object.prototype);
    });

    it('writes messages for people', () => {
        const error = thrownError(() => parseAccountsCsv('id,lat,lng\n1,x,11\n'));
        expect(error.message).toBe(
            'The table of accounts has a problem:\n  row 2, lat: is not a number, expected a number such as 47.5, received "x" [not-a-number]',
        );
    });

    it.each(['-', '–', 'n/a', 'N/A', 'none', 'null'])('takes %j for nothing in every column that may be empty', (blank) => {
        const heading = 'id,lat,lng,sales,tier,call_duration,opening_hours,skills,owner';
        const rows = Array.from({ length: 5 }, (_, i) => `${i},48,11${`,${blank}`.repeat(6)}`);
        const { items, columns, issues } = readAccountsCsv(`${[heading, ...rows].join('\n')}\n9,48,11,5,A,30,Mo 8-9,cold,R1\n`);
        expect(issues).toEqual([]);
        expect(items[0]).toEqual({ id: '0', position: [11, 48] });
        expect(items[5]).toMatchObject({ sales: 5, tier: 'A', callDuration: 1800, skills: ['cold'], owner: 'R1' });
        // Nor do many of them say that a column holds something else.
        expect(Object.keys(columns)).toHaveLength(9);
    });

    it('keeps a name and an id that read as nothing', () => {
        expect(parseAccountsCsv('id,lat,lng,name\nNA,48,11,None\n')).toEqual([{ id: 'NA', name: 'None', position: [11, 48] }]);
    });

    it.each([
        ['30', 1800],
        ['30 min', 1800],
        ['45 Min.', 2700],
        ['90 minutes', 5400],
        ['7,5 min', 450],
        ['1 h', 3600],
        ['1h30', 5400],
        ['1 h 30 min', 5400],
        ['1.5 hours', 5400],
        ['1,5 Std.', 5400],
        ['0:45', 2700],
        ['01:30:00', 5400],
    ])('reads the duration %j', (duration, seconds) => {
        expect(parseAccountsCsv(`id;lat;lng;call_duration\n1;48;11;${duration}\n`)[0].callDuration).toBe(seconds);
    });

    it.each([
        '1 h 75',
        '1.5 h 30',
        '0:75',
        '30 km',
        'h',
        '1:2',
        '1 h 30 min x',
    ])('does not guess at the duration %j', (duration) => {
        const issues = thrownIssues(() =>
            parseAccountsCsv(`id;lat;lng;call_duration\n1;48;11;${duration}1\n2;48;11;${duration}\n`),
        );
        expect(places(issues)).toContainEqual(['not-a-number', 'row 3/call_duration']);
    });
});
