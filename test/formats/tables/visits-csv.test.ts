import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { EXCEL_WITH_COMMA, visitsToCsv } from '../../../src/formats/index.js';
import type { BeatPlan } from '../../../src/planning/index.js';
import { places, thrownIssues } from '../thrown-issues.js';
import { ACCOUNTS, CALENDAR, REPS } from '../tiny-plan.js';

function table(text: string, delimiter = ','): Record<string, string>[] {
    const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true, delimiter });
    expect(errors).toEqual([]);
    return data;
}

describe('visitsToCsv', () => {
    it('writes one row a call, planned first', () => {
        const rows = table(visitsToCsv(CALENDAR, ACCOUNTS, REPS));
        expect(rows.map((row) => [row.status, row.visit_id, row.rep_id])).toEqual([
            ['planned', 'A1#1', 'north'],
            ['planned', 'A2#1', 'north'],
            ['planned', "'=A3#1", 'south'],
            ['unscheduled', 'A1#2', 'north'],
            ['unscheduled', 'A2#2', ''],
        ]);
        expect(rows[0]).toEqual({
            status: 'planned',
            date: '2026-03-23',
            weekday: 'Mon',
            rep_id: 'north',
            rep_name: 'Rep North',
            order: '1',
            account_id: 'A1',
            account_name: 'Bäckerei; "Süd", Markt',
            address: '',
            arrival: '08:59',
            start: '09:00',
            end: '09:30',
            minutes: '30',
            travel_minutes: '12',
            travel_km: '9.4',
            latitude: '48.1',
            longitude: '11.5',
            tier: 'A',
            priority: '80',
            visit_id: 'A1#1',
            reason: '',
        });
        expect(rows[1]).toMatchObject({ account_name: 'A2', tier: '', end: '24:15' });
        expect(rows[3]).toMatchObject({
            date: '',
            start: '',
            rep_name: 'Rep North',
            account_id: 'A1',
            reason: 'no day has room for it',
        });
    });

    it('writes a table that Excel opens where decimals have a comma', () => {
        const text = visitsToCsv(CALENDAR, ACCOUNTS, REPS, EXCEL_WITH_COMMA);
        expect(text.charCodeAt(0)).toBe(0xfeff);
        const rows = table(text.slice(1), ';');
        expect(rows[0]).toMatchObject({ latitude: '48,1', longitude: '11,5', account_name: 'Bäckerei; "Süd", Markt' });
        expect(rows[2]).toMatchObject({ longitude: '-122,25' });
        expect(rows.map((row) => row.visit_id)).toEqual(table(visitsToCsv(CALENDAR, ACCOUNTS, REPS)).map((row) => row.visit_id));
    });

    it('writes figures with the digits that people need', () => {
        const accounts = ACCOUNTS.map((account) => ({ ...account, position: [11.123456789, 48.1] as const, priority: 53.48291 }));
        expect(table(visitsToCsv(CALENDAR, accounts, REPS))[0]).toMatchObject({ longitude: '11.123457', priority: '53.5' });
    });

    it('lets no cell become a formula, and keeps negative numbers', () => {
        expect(table(visitsToCsv(CALENDAR, ACCOUNTS, REPS))[2]).toMatchObject({
            account_id: "'=A3",
            account_name: "'=cmd()",
            longitude: '-122.25',
        });
    });

    it('takes tier and priority from the scores of a beat plan', () => {
        const score = {
            accountId: 'A2',
            score: 5,
            contributions: {},
            tier: 'C',
            priority: 12,
            callFrequency: 1,
            callDuration: 60,
        } as const;
        const plan = {
            calendar: CALENDAR,
            scores: [score],
            alignment: { territories: [], violations: [] },
        } as unknown as BeatPlan;
        expect(table(visitsToCsv(plan, ACCOUNTS, REPS))[1]).toMatchObject({ tier: 'C', priority: '12' });
    });

    it('writes for Excel, and without unplanned calls, on request', () => {
        const text = visitsToCsv(CALENDAR, ACCOUNTS, REPS, { delimiter: ';', byteOrderMark: true, unscheduled: false });
        expect(text.startsWith('\uFEFFstatus;date;')).toBe(true);
        expect(text.endsWith('\r\n')).toBe(true);
        expect(table(text.slice(1), ';')).toHaveLength(3);
    });

    it('names accounts and reps that are missing, once each', () => {
        const issues = thrownIssues(() => visitsToCsv(CALENDAR, ACCOUNTS.slice(1), REPS.slice(0, 1)));
        expect(places(issues)).toEqual([
            ['unknown-id', 'plan/visits/0/accountId'],
            ['unknown-id', 'plan/visits/2/repId'],
        ]);
        expect(issues[0].received).toBe('A1');
    });
});
