import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallsCsv, parseOrdersCsv, readOrdersCsv, readQuotasCsv, tableToCsv } from '../../../src/formats/index.js';
import { findDateOrder, readDateText } from '../../../src/formats/tables/date-text.js';
import { addDays } from '../../../src/market/index.js';

describe('parseCallsCsv', () => {
    it('reads what exports of customer systems hold', () => {
        const text =
            'Customer No;Visited by;Visit Date;Duration (h);Drive time\nA1;ann;05.01.2027 09:30;0,5;20\n007;bob;2027-01-06T10:00;1;\n';
        expect(parseCallsCsv(text)).toEqual([
            { accountId: 'A1', repId: 'ann', date: '2027-01-05', duration: 1800, travelDuration: 1200 },
            { accountId: '007', repId: 'bob', date: '2027-01-06', duration: 3600 },
        ]);
    });

    it('names all faults at their cells', () => {
        const text = 'account_id,rep_id,date,minutes\n,ann,2027-01-05,30\nA1,,2027-02-30,30\nA1,ann,,x\n';
        expect(() => parseCallsCsv(text)).toThrow(/4 problems|5 problems/);
    });
});

describe('readDateText', () => {
    const day = fc.integer({ min: 0, max: 9000 }).map((days) => addDays('2010-01-01', days));
    const parts = (date: string): string[] => date.split('-');

    it('reads each form back', () => {
        fc.assert(
            fc.property(day, (date) => {
                const [year, month, dayOfMonth] = parts(date);
                const forms = [
                    date,
                    `${date}T10:15:00Z`,
                    `${date} 8:00`,
                    `${Number(dayOfMonth)}.${Number(month)}.${year}`,
                    `${year}/${month}/${dayOfMonth}`,
                ];
                for (const form of forms) expect(readDateText(form, undefined)).toBe(date);
                expect(readDateText(`${dayOfMonth}/${month}/${year}`, 'day-first')).toBe(date);
                expect(readDateText(`${Number(month)}/${Number(dayOfMonth)}/${year}`, 'month-first')).toBe(date);
            }),
        );
    });

    it('does not guess which number is the month', () => {
        expect(readDateText('03/04/2027', undefined)).toBeUndefined();
        expect(readDateText('04/04/2027', undefined)).toBe('2027-04-04');
        expect(readDateText('13/04/2027', undefined)).toBe('2027-04-13');
        expect(findDateOrder(['03/04/2027', '13/04/2027'])).toBe('day-first');
        expect(findDateOrder(['03/04/2027', '04/13/2027'])).toBe('month-first');
        expect(findDateOrder(['13/04/2027', '04/13/2027'])).toBeUndefined();
        for (const text of ['2027-02-29', '32.01.2027', 'tomorrow', '', '2027', '1/2/27'])
            expect(readDateText(text, 'day-first')).toBeUndefined();
    });
});

describe('parseOrdersCsv', () => {
    it('is exact to the cent, in either decimal mark', () => {
        const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000_000 }), { minLength: 1, maxLength: 20 });
        fc.assert(
            fc.property(amounts, fc.constantFrom('.' as const, ',' as const), (cents, decimalMark) => {
                const rows = cents.map((amount) => ['A1', '2027-01-05', (amount / 100).toFixed(2).replace('.', decimalMark)]);
                const text = tableToCsv(['account', 'date', 'amount'], rows, { delimiter: ';' });
                expect(parseOrdersCsv(text, { decimalMark }).map(({ amount }) => amount)).toEqual(cents);
            }),
        );
    });

    it('leaves out negative amounts, fractions of a cent and dates that are two', () => {
        const text =
            'account,order date,net,currency\nA1,03/04/2027,10,EUR\nA1,2027-01-05,-5,EUR\nA1,2027-01-05,1.005,EUR\nA1,2027-01-05,7.5,EUR\nA1,2027-01-05,,EUR\n';
        const { items, issues, rejectedRows } = readOrdersCsv(text);
        expect(items).toEqual([{ accountId: 'A1', date: '2027-01-05', amount: 750, currency: 'EUR' }]);
        expect(issues.map(({ code, path }) => `${code} ${path.join(' ')}`)).toEqual([
            'invalid-date row 2 order date',
            'out-of-range row 3 net',
            'out-of-range row 4 net',
            'missing-key row 6 net',
        ]);
        expect(rejectedRows).toEqual([2, 3, 4, 6]);
    });

    it('reads quotas', () => {
        expect(readQuotasCsv('rep,quota\nann,1000\n').items).toEqual([{ repId: 'ann', amount: 100_000 }]);
    });
});
