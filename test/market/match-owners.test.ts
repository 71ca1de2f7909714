import { describe, expect, it } from 'vitest';
import { type Account, matchOwners, type Rep } from '../../src/market/index.js';

const rep = (id: string, name: string, email?: string): Rep => ({
    id,
    name,
    home: [0, 0],
    hours: {},
    ...(email === undefined ? {} : { data: { Email: email } }),
});
const account = (id: string, owner?: string): Account => ({ id, position: [0, 0], ...(owner === undefined ? {} : { owner }) });

describe('matchOwners', () => {
    it('finds owners by id, name or address, and names those who are no reps', () => {
        const reps = [rep('R1', 'Jane Doe', 'jane@x.example'), rep('R2', 'Max Muster', 'max@x.example')];
        const accounts = ['R1', 'jane  DOE ', 'Max@x.example', 'Left Long Ago', undefined, 'Left Long Ago'].map((owner, i) =>
            account(`A${i}`, owner),
        );
        const { accounts: matched, owned, unknown } = matchOwners(accounts, reps);
        expect(matched.map(({ owner }) => owner)).toEqual(['R1', 'R1', 'R2', 'Left Long Ago', undefined, 'Left Long Ago']);
        expect(owned).toBe(3);
        expect([...unknown]).toEqual([['Left Long Ago', ['A3', 'A5']]]);
        expect(accounts[1].owner).toBe('jane  DOE ');
    });

    it('takes a word of two reps for neither, and an id before a name', () => {
        const reps = [rep('R1', 'Jane', 'team@x.example'), rep('R2', 'Jane', 'team@x.example'), rep('jane', 'R1')];
        const { accounts } = matchOwners([account('A', 'JANE'), account('B', 'team@x.example'), account('C', 'R1')], reps);
        expect(accounts.map(({ owner }) => owner)).toEqual(['jane', 'team@x.example', 'R1']);
    });
});
