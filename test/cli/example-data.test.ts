import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAccountsCsv, parseRepsCsv } from '../../src/formats/index.js';
import { auditAccounts, openDuration, WEEKDAYS } from '../../src/market/index.js';

const read = (name: string): string => readFileSync(new URL(`../../examples/data/${name}`, import.meta.url), 'utf8');

describe('the example data', () => {
    it('holds 2,992 sound accounts', () => {
        const accounts = parseAccountsCsv(read('accounts.csv'));
        expect(accounts).toHaveLength(2992);
        for (const account of accounts) {
            const [longitude, latitude] = account.position;
            expect(longitude > -125 && longitude < -66 && latitude > 24 && latitude < 50, account.id).toBe(true);
            expect(account.potential, account.id).toBeGreaterThan(0);
            expect([0.5, 1, 2]).toContain(account.callFrequency);
            expect([2700, 4200]).toContain(account.callDuration);
            expect(Object.keys(account.hours ?? {}).length, account.id).toBeGreaterThanOrEqual(3);
            expect(account.data?.['zip'], account.id).toMatch(/^\d{5}$/);
            expect(account.data?.['opened'], account.id).toMatch(/^\d{4}-\d\d-\d\d$/);
        }
        // Stores lie where their zip codes lie, so a few share a place; nothing else is amiss.
        expect(new Set(auditAccounts(accounts).map(({ code }) => code))).toEqual(new Set(['shared-position']));
    });

    it('holds sixty reps in as many cities', () => {
        const reps = parseRepsCsv(read('reps.csv'));
        expect(reps).toHaveLength(60);
        expect(new Set(reps.map((rep) => rep.data?.['city'] + String(rep.data?.['state']))).size).toBe(60);
        for (const rep of reps) {
            const hours = WEEKDAYS.reduce((sum, day) => sum + openDuration(rep.hours[day] ?? []), 0) / 3600;
            expect(hours, rep.id).toBeGreaterThanOrEqual(30);
            expect(hours, rep.id).toBeLessThanOrEqual(54);
            expect(() => new Intl.DateTimeFormat('en', { timeZone: rep.timeZone }), rep.id).not.toThrow();
        }
    });

    it('holds a small market whose accounts are among the large one', () => {
        const all = new Map(parseAccountsCsv(read('accounts.csv')).map((account) => [account.id, account]));
        const few = parseAccountsCsv(read('small/accounts.csv'));
        expect(few).toHaveLength(12);
        expect(parseRepsCsv(read('small/reps.csv'))).toHaveLength(2);
        for (const { id, name, position } of few) expect(all.get(id)).toMatchObject({ name, position });
    });
});
