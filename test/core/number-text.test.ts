import { describe, expect, it } from 'vitest';
import { isEmptyNumber, readNumberText } from '../../src/core/index.js';

/** What a text means by its only reading, or by both where they agree. */
function only(text: string): number {
    const read = readNumberText(text);
    if (read === undefined) return Number.NaN;
    if (Number.isNaN(read.point)) return read.comma;
    if (Number.isNaN(read.comma) || read.comma === read.point) return read.point;
    throw new Error(`${text} reads in two ways`);
}

describe('readNumberText', () => {
    it.each([
        ['0', 0],
        ['-0', 0],
        ['007', 7],
        ['12.5', 12.5],
        ['12,5', 12.5],
        ['.5', 0.5],
        ['5.', 5],
        ['1e3', 1000],
        ['1,5E+03', 1500],
        ['0.125', 0.125],
        ['0,125', 0.125],
        ['1234.567', 1234.567],
        ['1,234.5', 1234.5],
        ['1.234,5', 1234.5],
        ['1.234.567', 1_234_567],
        ['12,34,567', 1_234_567],
        ['1,00,000', 100_000],
        ['₹ 12,34,567.50', 1_234_567.5],
        ["12'500", 12_500],
        ['12’500.50', 12_500.5],
        ["CHF 1'200.-", 1200],
        ['Fr. 1’200.–', 1200],
        ['1.200,-', 1200],
        ['1.200,-- €', 1200],
        ['1 234 567', 1_234_567],
        ['1\u00a0234\u00a0567,89 €', 1_234_567.89],
        ['1\u202f234,5', 1234.5],
        ['1\u2009234.5', 1234.5],
        ['12\u2007500 kr', 12_500],
        ['$15', 15],
        ['15 $', 15],
        ['US$ 1,200,000.00', 1_200_000],
        ['EUR 21.323,53', 21_323.53],
        ['USD 1,200,000.00', 1_200_000],
        ['21.323,53 EUR', 21_323.53],
        ['R$ 1.234,56', 1234.56],
        ['1.234,56 zł', 1234.56],
        ['12.50 eur', 12.5],
        ['10 Euro', 10],
        ['(500)', -500],
        ['($1,234.50)', -1234.5],
        ['$(500)', -500],
        ['-$500', -500],
        ['$-500', -500],
        ['500-', -500],
        ['1.234,56-', -1234.56],
        ['\u2212500', -500],
        ['– 500', -500],
        ['- 5,5', -5.5],
        ['+7', 7],
        ['12k', 12_000],
        ['1.5M', 1_500_000],
        ['$2.5K', 2500],
        ['3 Mio. €', 3_000_000],
        ['1,1 Mio', 1_100_000],
        ['250 Tsd.', 250_000],
        ['2.1 bn', 2_100_000_000],
        ['12 lakh', 1_200_000],
        ['\uff11\uff12.5', 12.5],
        ['\u200e12.5\u200f', 12.5],
        ["'12.5", 12.5],
        ['  12.5\t', 12.5],
    ])('reads %j', (text, value) => {
        expect(only(text)).toBe(value);
    });

    it.each([
        '12.500',
        '1,234',
        '-1.234',
        '$12,500',
        '1.250 €',
        '(1,234)',
        '1,234k',
    ])('finds that %j reads in two ways', (text) => {
        const { point, comma } = readNumberText(text) as { point: number; comma: number };
        expect(Math.abs(Math.log10(point / comma))).toBeCloseTo(3, 12);
    });

    it('tells percentages', () => {
        expect(readNumberText('45 %')).toEqual({ point: 45, comma: 45, percent: true });
        expect(readNumberText('-4,5%')).toMatchObject({ comma: -4.5, percent: true });
    });

    it.each([
        '',
        'x',
        '-',
        '1x',
        '12 kg',
        '1.5m',
        '3MM',
        '2 billion',
        '12,3456.7',
        '1,23,45',
        '1.23.456',
        '1,234,5',
        '1 23',
        '1 234 56',
        '0.123.456',
        '1,234 567',
        '--5',
        '-5-',
        '(-5)',
        '-(5)',
        '5 - 10',
        '5-10',
        '(5',
        '5)',
        '$',
        '1e999',
        '1,2e3,4',
        '5²',
        '½',
        '12:30',
        '01.02.2024',
        '2024-01-02',
        '+49 89 123',
        '#REF!',
        'Infinity',
        'NaN',
        '0x10',
        '1_000',
        '5 % %',
        '5 €%',
        '9'.repeat(101),
    ])('does not take %j for a number', (text) => {
        expect(readNumberText(text)).toBeUndefined();
    });

    it.each(['', ' ', '-', '--', '–', '—', 'n/a', 'N/A', 'k.A.', 'NULL', ' NaN ', '\u00a0'])('takes %j for no number', (text) => {
        expect(isEmptyNumber(text)).toBe(true);
    });

    // In quadratic time this would take minutes, more than a test has.
    it('reads long texts in linear time', () => {
        const blanks = ' '.repeat(200_000);
        const marks = ['1', '1,', '1.234.', "1'", '(', '-', '$', '1 ', 'EUR ', '%'];
        for (const mark of marks) {
            expect(readNumberText(`1${blanks}x${mark}`)).toBeUndefined();
            expect(readNumberText(`${mark.repeat(100_000)}x`)).toBeUndefined();
            expect(isEmptyNumber(`1${blanks}x`)).toBe(false);
        }
        expect(readNumberText(`${blanks}1${blanks}`)?.point).toBe(1);
    });
});
