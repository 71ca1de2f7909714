import { describe, expect, it } from 'vitest';
import { parseAccountsCsv, readAccountsCsv, readRepsCsv } from '../../../src/formats/index.js';
import { scoreAccounts } from '../../../src/market/index.js';
import { thrownIssues } from '../thrown-issues.js';

const FIELDS = ['potential', 'sales', 'tier', 'priority', 'call frequency', 'call duration', 'opening hours'];
const SOUND = ['1000', '500', 'A', '50', '2', '30', 'Mo-Fr 9-17'];

describe('a faulty cell that no account needs', () => {
    it.each([
        ['potential', '#REF!', 'not-a-number'],
        ['potential', '"($1,200)"', 'out-of-range'],
        ['potential', '12 or 15', 'not-a-number'],
        ['sales', '#N/A', 'not-a-number'],
        ['sales', '-1', 'out-of-range'],
        ['tier', 'Gold', 'unknown-option'],
        ['priority', '101', 'out-of-range'],
        ['priority', 'high', 'not-a-number'],
        ['call frequency', 'sometimes', 'not-a-number'],
        ['call frequency', '-2', 'out-of-range'],
        ['call duration', 'abc', 'not-a-number'],
        ['call duration', '30 h', 'out-of-range'],
        ['opening hours', 'sometimes', 'invalid-hours'],
        ['opening hours', 'Mo 9-17; Tu 17:00-08:00', 'inverted-window'],
    ])('%s %s is listed, and the account is read without it', (field, cell, code) => {
        const at = FIELDS.indexOf(field);
        const line = (id: string, cells: readonly string[]): string => [id, '48.1', '11.5', ...cells].join(',');
        const head = `id,lat,lng,${FIELDS.join(',')}`;
        const text = `${head}\n${line('a', SOUND)}\n${line(
            'b',
            SOUND.map((own, i) => (i === at ? cell : own)),
        )}\n`;
        const { items, issues, droppedCells, rejectedRows, rejectedItems } = readAccountsCsv(text);
        expect(rejectedRows).toEqual([]);
        expect(rejectedItems).toEqual([]);
        expect(issues.map((issue) => issue.path)).toEqual([['row 3', field]]);
        expect(issues[0].code).toBe(code);
        expect(droppedCells).toEqual([{ row: 3, field: expect.any(String), issue: issues[0], assumed: expect.any(String) }]);
        const { [droppedCells[0].field]: _, id, ...others } = { ...items[0] } as Record<string, unknown>;
        expect(id).toBe('a');
        expect(items[1]).toEqual({ id: 'b', ...others });
        // A caller who asks for all or nothing gets nothing.
        expect(thrownIssues(() => parseAccountsCsv(text)).map((issue) => issue.code)).toEqual([code]);
    });

    it('hides no other fault of its row', () => {
        const { items, issues, rejectedRows } = readAccountsCsv('id,lat,lng,potential,tier\na,95,11,-5,Gold\nb,48,11,-5,Gold\n');
        expect(items).toEqual([{ id: 'b', position: [11, 48] }]);
        expect(rejectedRows).toEqual([2]);
        expect(issues.map(({ code, path }) => `${path.join(' ')} ${code}`)).toEqual([
            'row 2 lat swapped-coordinates',
            'row 2 potential out-of-range',
            'row 2 tier unknown-option',
            'row 3 potential out-of-range',
            'row 3 tier unknown-option',
        ]);
    });

    it('costs no second row of its id, where the first is left out', () => {
        const { items, itemRows, issues, rejectedRows } = readAccountsCsv(
            'id,lat,lng\na,,\na,48,11\na,49,11\nb,48,12\nb,48,12\n',
        );
        expect(items.map(({ id }) => id)).toEqual(['a', 'b']);
        expect(itemRows).toEqual([3, 5]);
        expect(rejectedRows).toEqual([2, 4, 6]);
        expect(issues.map(({ code }) => code)).toEqual(['missing-position', 'duplicate-id', 'duplicate-id']);
    });

    it('costs a rep the value, but hours or a home cost the rep', () => {
        const head = 'id,name,lat,lng,hours,share,max visits,tz\n';
        const rows = ['a,Ann,48,11,Mo 8-17,half,0.5,Mars/Olympus', 'b,Bob,48,11,never,1,5,', 'c,Cid,48,,Mo 8-17,1,5,'];
        const { items, rejectedItems, rejectedItemRows, droppedCells } = readRepsCsv(`${head}${rows.join('\n')}\n`);
        expect(items).toEqual([{ id: 'a', name: 'Ann', home: [11, 48], hours: { mon: [[28800, 61200]] } }]);
        expect(droppedCells.map(({ field, assumed }) => `${field}: ${assumed}`)).toEqual([
            'share: a full share',
            'maxVisitsPerDay: no limit of visits a day',
            'timeZone: no time zone',
        ]);
        expect(rejectedItems.map(({ name }) => name)).toEqual(['Bob', 'Cid']);
        expect(rejectedItemRows).toEqual([3, 4]);
    });
});

describe('amounts in several currencies', () => {
    const read = (...amounts: string[]) => {
        const rows = amounts.map((amount, i) => `a${i},48,11.${i},"${amount}"`);
        return readAccountsCsv(`id,lat,lng,Annual Revenue\n${rows.join('\n')}\n`);
    };

    it('are left out where they are not those of the column', () => {
        const { items, issues } = read('€ 1,000', 'EUR 2,000', '3,000', '£ 4,000', '$5,000', '6,000 €');
        expect(items.map(({ sales }) => sales)).toEqual([1000, 2000, 3000, undefined, undefined, 6000]);
        expect(issues).toMatchObject([
            { code: 'mixed-currencies', path: ['row 5', 'Annual Revenue'], received: '£ 4,000', hint: expect.any(String) },
            { code: 'mixed-currencies', path: ['row 6', 'Annual Revenue'] },
        ]);
    });

    it.each([
        [['$1,000', 'USD 2,000', 'US$ 3,000', '4,000 $']],
        [['€1,000', '2,000 EUR', 'Euro 3,000', '4,000 euros']],
        [['£1,000', 'GBP 2,000']],
        [['kr 1,000', 'SEK 2,000']],
        [['¥1,000', 'JPY 2,000']],
        [['Fr. 1,000', 'CHF 2,000', 'SFr. 3,000']],
        [['zł 1,000', '2,000 PLN']],
    ])('are one currency: %j', (amounts) => {
        expect(read(...amounts).issues).toEqual([]);
    });

    it.each([
        [['CAD 1,000', 'USD 2,000']],
        [['SEK 1,000', 'NOK 2,000']],
        [['A$ 1,000', 'US$ 2,000']],
        [['$1,000', '€2,000']],
    ])('are two currencies: %j', (amounts) => {
        expect(read(...amounts).issues.map(({ code }) => code)).toEqual(['mixed-currencies']);
    });

    it('are refused where a factor of the score names them', () => {
        const { items } = readAccountsCsv('id,lat,lng,Spend\na,48,11,€ 100\nb,48,11.1,£ 200\nc,48,11.2,€ 300\n');
        const issues = thrownIssues(() => scoreAccounts(items, { factors: { Spend: 1 } }));
        expect(issues).toMatchObject([{ code: 'mixed-currencies', received: '£ 200' }]);
    });

    it('are read from a column next to them', () => {
        const text =
            'id,lat,lng,Annual Revenue,Annual Revenue Currency\na,48,11,100,EUR\nb,48,11.1,200,EUR\nc,48,11.2,300,GBP\nd,48,11.3,400,\n';
        const { items } = readAccountsCsv(text);
        expect(items.map(({ sales }) => sales)).toEqual([100, 200, undefined, 400]);
    });
});
