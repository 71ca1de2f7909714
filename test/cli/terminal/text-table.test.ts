import { describe, expect, it } from 'vitest';
import { textTable } from '../../../src/cli/terminal/text-table.js';

describe('textTable', () => {
    it('sets names to the left and numbers to the right', () => {
        const rows = [
            ['rep', 'calls', 'km'],
            ['R1 Dallas', '7', '1200'],
            ['R2', '115', '80'],
        ];
        expect(textTable(rows, 1)).toBe('rep        calls    km\nR1 Dallas      7  1200\nR2           115    80');
    });

    it('counts the columns that a terminal shows', () => {
        const names = ['東京支店', 'Zu\u0308rich', '서울', '👩‍🌾 farm', 'ascii'];
        const lines = textTable(
            names.map((name) => [name, '|']),
            2,
        ).split('\n');
        expect(lines).toEqual(['東京支店  |', 'Zu\u0308rich    |', '서울      |', '👩‍🌾 farm   |', 'ascii     |']);
    });

    it('leaves no blanks at the ends of lines', () => {
        expect(
            textTable(
                [
                    ['a', 'long'],
                    ['b', ''],
                ],
                2,
            ),
        ).toBe('a  long\nb');
    });
});
