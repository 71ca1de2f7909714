import { describe, expect, it } from 'vitest';
import type { ReportInput } from '../../src/report/index.js';
import { packReport } from '../../src/report/pack.js';
import { unpackReport } from '../../src/report/unpack.js';
import { makeReportInput } from './fixture.js';

const INPUT = makeReportInput({ accounts: 200, reps: 6, weeks: 2 });

function emptyInput(): ReportInput {
    const { plan, scorecard } = INPUT;
    return {
        accounts: [],
        reps: [],
        plan: {
            scores: [],
            alignment: { ...plan.alignment, territories: [] },
            calendar: { ...plan.calendar, visits: [], days: [], unscheduled: [] },
        },
        shapes: { type: 'FeatureCollection', features: [] },
        scorecard: { ...scorecard, territories: [] },
    };
}

describe('packReport and unpackReport', () => {
    const data = packReport(INPUT);
    const rows = unpackReport(JSON.parse(JSON.stringify(data)));

    it('bring back every account with its value, tier and territory', () => {
        rows.accounts.forEach((row, index) => {
            const { id, name, position, tier, potential, callFrequency } = INPUT.accounts[index];
            expect(row).toMatchObject({ index, id, name, tier, potential, frequency: callFrequency });
            expect(row.position[0]).toBeCloseTo(position[0], 5);
            expect(row.position[1]).toBeCloseTo(position[1], 5);
            expect(INPUT.plan.alignment.territories[row.territory].unitIds).toContain(id);
        });
        expect(rows.accounts).toHaveLength(200);
    });

    it('bring back every stop of every day, in order and to the second', () => {
        expect(rows.days).toHaveLength(INPUT.plan.calendar.days.length);
        const dayOf = (date: string): number => (Date.parse(date) - Date.parse(INPUT.plan.calendar.start)) / 86_400_000;
        const visitById = new Map(INPUT.plan.calendar.visits.map((visit) => [visit.id, visit]));
        for (const planned of INPUT.plan.calendar.days) {
            const { repId, date } = planned;
            const visits = planned.visitIds.map((id) => visitById.get(id)!);
            const row = rows.days.find(({ rep, day }) => rows.reps[rep].id === repId && day === dayOf(date));
            expect(row?.stops.map(({ account }) => rows.accounts[account].id)).toEqual(visits.map(({ accountId }) => accountId));
            expect(row?.stops.map(({ arrival }) => arrival)).toEqual(visits.map(({ arrival }) => Math.round(arrival)));
            expect(row?.stops.map(({ service }) => service)).toEqual(
                visits.map(({ start, departure }) => Math.round(departure - start)),
            );
            expect(row).toMatchObject({
                start: Math.round(planned.start),
                end: Math.round(planned.end),
                distance: Math.round(planned.distance),
            });
        }
    });

    it('bring back territories with their rep, colour and rings', () => {
        rows.territories.forEach((row, index) => {
            const { id, repId } = INPUT.plan.alignment.territories[index];
            const { geometry, properties } = INPUT.shapes.features[index];
            expect(row).toMatchObject({ id, color: properties.color, name: rows.reps[row.rep].name });
            expect(rows.reps[row.rep]).toMatchObject({ id: repId, territory: index });
            const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
            expect(row.shape.map((rings) => rings.length)).toEqual(polygons.map((rings) => rings.length));
            expect(row.shape[0][0][0][0]).toBeCloseTo(polygons[0][0][0][0], 4);
        });
    });

    it('bring back every unscheduled call with its reason', () => {
        const { unscheduled } = INPUT.plan.calendar;
        expect(unscheduled.length).toBeGreaterThan(0);
        expect(rows.unscheduled.map(({ account, code, message }) => [rows.accounts[account].id, code, message])).toEqual(
            unscheduled.map(({ accountId, code, message }) => [accountId, code, message]),
        );
        expect(rows.unscheduled[0].meaning).not.toBe('');
    });

    it('choose miles within the United States, and kilometres or what was asked for elsewhere', () => {
        expect(data.distanceUnit).toBe('mi');
        expect(packReport({ ...INPUT, distanceUnit: 'km' }).distanceUnit).toBe('km');
        expect(packReport(emptyInput()).distanceUnit).toBe('km');
    });
});

describe('packReport', () => {
    it('packs an empty plan', () => {
        const rows = unpackReport(packReport(emptyInput()));
        expect(rows).toEqual({ accounts: [], reps: [], territories: [], days: [], unscheduled: [] });
    });

    it('packs one account without name, potential, tier, frequency or rep', () => {
        const data = packReport({ ...emptyInput(), accounts: [{ id: 'only', position: [11.5819806, 48.1351253] }] });
        expect(data.view).toEqual([11.58198, 48.13513, 11.58198, 48.13513]);
        expect(unpackReport(data).accounts).toEqual([
            {
                index: 0,
                id: 'only',
                name: 'only',
                address: null,
                position: [11.58198, 48.13513],
                tier: 'D',
                potential: null,
                frequency: null,
                territory: -1,
            },
        ]);
    });

    it('takes tier and frequency from the scores where the account has none, and keeps a potential of 0', () => {
        const input = emptyInput();
        const score = {
            accountId: 'a',
            score: 80,
            contributions: {},
            tier: 'A',
            priority: 80,
            callFrequency: 4,
            callDuration: 1800,
        } as const;
        const accounts = [{ id: 'a', position: [10, 50], potential: 0 }] as const;
        const { accounts: rows } = unpackReport(packReport({ ...input, accounts, plan: { ...input.plan, scores: [score] } }));
        expect(rows[0]).toMatchObject({ tier: 'A', frequency: 4, potential: 0 });
    });

    it('brings both sides of the dateline together', () => {
        const accounts = [
            { id: 'suva', position: [178.44, -18.14] },
            { id: 'apia', position: [-171.76, -13.83] },
        ] as const;
        const rep = { id: 'r', home: [-175.2, -21.14], hours: {} } as const;
        const data = packReport({ ...emptyInput(), accounts, reps: [rep] });
        expect(data.view).toEqual([178.44, -21.14, 188.24, -13.83]);
        expect(data.accounts.lng).toEqual([178.44, 188.24]);
        expect(data.reps.lng).toEqual([184.8]);
    });

    it('finds the territory of an account by its visits where units are areas', () => {
        const { plan } = INPUT;
        const territories = plan.alignment.territories.map((territory) => ({
            ...territory,
            unitIds: [`area of ${territory.id}`],
        }));
        const { accounts } = unpackReport(
            packReport({ ...INPUT, plan: { ...plan, alignment: { ...plan.alignment, territories } } }),
        );
        const visit = plan.calendar.visits[0];
        const account = accounts.find(({ id }) => id === visit.accountId);
        expect(territories[account?.territory ?? -1].repId).toBe(visit.repId);
    });

    it('leaves a territory without an outline unshaped, and keeps colours within the palette', () => {
        const [first, second] = INPUT.shapes.features;
        const features = [first, { ...second, properties: { ...second.properties, color: 11 } }];
        const { territories } = packReport({ ...INPUT, shapes: { type: 'FeatureCollection', features } });
        expect(territories.shape.map((shape) => shape !== null)).toEqual([true, true, false, false, false, false]);
        expect(territories.color[1]).toBe(3);
    });
});
