import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath, showValue } from '../../src/core/index.js';

describe('formatPath', () => {
    it('writes keys and indices as a person would', () => {
        expect(formatPath(['visits', 3, 'timeWindows', 0])).toBe('visits[3].timeWindows[0]');
        expect(formatPath([2, 'id'])).toBe('[2].id');
        expect(formatPath([])).toBe('');
    });

    it('writes a place in a text without brackets', () => {
        expect(formatPath(['row 17', 'Sales (net)'])).toBe('row 17, Sales (net)');
        expect(formatPath(['line 3'])).toBe('line 3');
    });

    it('quotes keys that are no identifiers', () => {
        expect(formatPath(['profiles', 'by car', 'speed'])).toBe('profiles["by car"].speed');
        expect(formatPath(['a"b'])).toBe('["a\\"b"]');
        expect(formatPath(['', '7'])).toBe('[""]["7"]');
        expect(formatPath(['Straße', '_x', '$y'])).toBe('Straße._x.$y');
    });
});

describe('showValue', () => {
    it.each([
        ['a "text"', '"a \\"text\\""'],
        [12.5, '12.5'],
        [-0, '0'],
        [Number.NaN, 'NaN'],
        [12n, '12'],
        [true, 'true'],
        [undefined, 'undefined'],
        [null, 'null'],
        [Symbol('s'), 'Symbol(s)'],
        [() => 1, 'a function'],
        [[1, 2, 3], 'a list of 3'],
        [new Float64Array(9), 'Float64Array of 9'],
        [{}, 'an object with no keys'],
        [{ id: 1, name: 2 }, 'an object with id, name'],
        [{ a: 1, b: 1, c: 1, d: 1, e: 1, f: 1 }, 'an object with a, b, c, d, e'],
        [new Date(0), 'an object of the class Date'],
        [new Map(), 'an object of the class Map'],
        [Object.create(null), 'an object with no keys'],
        [{ constructor: { name: 'Forged' } }, 'an object with constructor'],
    ])('shows %s', (value, shown) => {
        expect(showValue(value)).toBe(shown);
    });

    it('cuts long texts at 80 characters', () => {
        const shown = showValue('x'.repeat(1_000_000));
        expect(shown).toHaveLength(80);
        expect(shown.endsWith('x…')).toBe(true);
    });

    it('is short, whatever the value', () => {
        fc.assert(fc.property(fc.anything(), (value) => showValue(value).length <= 80));
    });
});
