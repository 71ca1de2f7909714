import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEANINGS, readNumberColumn } from '../../src/core/index.js';

const LOCALES = [
    'en-US',
    'en-IN',
    'de-DE',
    'de-CH',
    'de-AT',
    'fr-FR',
    'es-ES',
    'it-IT',
    'pt-BR',
    'nl-NL',
    'sv-SE',
    'nb-NO',
    'pl-PL',
    'cs-CZ',
    'ja-JP',
];

describe('readNumberColumn', () => {
    const value = fc.oneof(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }).map((cents) => cents / 100),
    );

    it('reads what any country writes, in a table of that country', () => {
        fc.assert(
            fc.property(
                fc.array(value, { minLength: 1, maxLength: 8 }),
                fc.constantFrom(...LOCALES),
                fc.constantFrom<Intl.NumberFormatOptions>(
                    {},
                    { minimumFractionDigits: 2 },
                    { style: 'currency', currency: 'EUR' },
                    { style: 'currency', currency: 'USD', currencyDisplay: 'code' },
                    { style: 'currency', currency: 'CHF', currencySign: 'accounting' },
                ),
                (values, locale, options) => {
                    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...options });
                    const mark = (format.formatToParts(1.5).find(({ type }) => type === 'decimal') as { value: '.' | ',' }).value;
                    const texts = values.map((number) => format.format(number));
                    const read = readNumberColumn(texts, MEANINGS[mark]);
                    expect([...read.values], texts.join(' | ')).toEqual(values.map((number) => number || 0));
                },
            ),
            { numRuns: 500 },
        );
    });

    it('never reads a column otherwise than it was written: rightly, or not at all', () => {
        fc.assert(
            fc.property(
                fc.array(value, { minLength: 1, maxLength: 6 }),
                fc.constantFrom('en-US', 'de-DE'),
                fc.boolean(),
                (values, locale, isMoney) => {
                    const options = isMoney ? { minimumFractionDigits: 2 } : { maximumFractionDigits: 2 };
                    const texts = values.map((number) => new Intl.NumberFormat(locale, options).format(number));
                    const { values: read, statuses } = readNumberColumn(texts);
                    read.forEach((number, i) => {
                        if (statuses[i] === 'number') expect(number, texts.join(' | ')).toBe(values[i] || 0);
                        else expect(statuses[i]).toBe('two-ways');
                    });
                },
            ),
            { numRuns: 500 },
        );
    });

    it.each([
        [
            ['12.500', '8,50'],
            [12_500, 8.5],
        ],
        [
            ['12.500', '1.234.567'],
            [12_500, 1_234_567],
        ],
        [
            ['12,500', '8.5'],
            [12_500, 8.5],
        ],
        [
            ['12.500', '8.5'],
            [12.5, 8.5],
        ],
        [
            ['1,234', '12,34,567'],
            [1234, 1_234_567],
        ],
    ])('lets the column decide: %j', (texts, values) => {
        expect([...readNumberColumn(texts).values]).toEqual(values);
    });

    it('lets the table decide where the column shows nothing', () => {
        expect([...readNumberColumn(['12.500', '3'], MEANINGS[',']).values]).toEqual([12_500, 3]);
        expect([...readNumberColumn(['12.500', '3'], MEANINGS['.']).values]).toEqual([12.5, 3]);
        expect(readNumberColumn(['12.500', '3']).statuses).toEqual(['two-ways', 'number']);
    });

    it('does not let one slip turn a column around', () => {
        const read = readNumberColumn(['1,234', '2,500', '12,5'], MEANINGS['.']);
        expect(read.statuses).toEqual(['two-ways', 'two-ways', 'number']);
        expect(readNumberColumn(['1,234', '2,500.50', '12,5'], MEANINGS['.'])).toMatchObject({
            statuses: ['number', 'number', 'other-mark'],
        });
        expect([...readNumberColumn(['1,234', '12,5'], { ...MEANINGS['.'], isStated: true }).values]).toEqual([1234, 12.5]);
    });

    it('tells empty cells from texts', () => {
        expect(readNumberColumn([undefined, '', 'n/a', 'many', '5']).statuses).toEqual([
            'empty',
            'empty',
            'empty',
            'text',
            'number',
        ]);
    });
});
