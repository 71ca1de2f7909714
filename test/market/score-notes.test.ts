import { describe, expect, it } from 'vitest';
import { type Account, scoreAccounts } from '../../src/market/index.js';
import { describeMissingFactors } from '../../src/market/internal.js';

function notesOf(fields: readonly Partial<Account>[], factors?: Readonly<Record<string, number>>): string[] {
    const accounts = fields.map((field, i): Account => ({ id: `a${i}`, position: [11, 48], ...field }));
    return describeMissingFactors(accounts, scoreAccounts(accounts, factors === undefined ? {} : { factors }));
}

describe('describeMissingFactors', () => {
    it('says what scores lack', () => {
        expect(notesOf([])).toEqual([]);
        expect(notesOf([{ potential: 1 }, { potential: 0 }])).toEqual([]);
        expect(notesOf([{ sales: 1 }, { sales: 2 }])).toEqual(['No account has a potential: sales say who is important.']);
        expect(notesOf([{ potential: 1 }, {}])).toEqual(["'a1' has no 'potential' and ranks last by it."]);
        expect(notesOf([{ potential: 1 }, {}, {}])).toEqual([
            "2 of 3 accounts have no 'potential' and rank last by it, the first of them 'a1'.",
        ]);
        expect(notesOf([{}, {}])).toEqual(["No account has a number for 'potential': it does not tell accounts apart."]);
        expect(notesOf([{ sales: 1 }], { potential: 1, sales: 1 })).toEqual([
            "No account has a number for 'potential': it does not tell accounts apart.",
        ]);
    });
});
