import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, type Rep, scoreAccounts } from '../../src/market/index.js';
import { type BeatPlan, measureWorkRatios, planBeats } from '../../src/planning/index.js';
import { estimateWork, type WorkMatrix } from '../../src/territory/index.js';
import { account, MONDAY, rep } from './small-market.js';

const accounts: Account[] = Array.from({ length: 60 }, (_, i) =>
    account(`a${i}`, ((i * 37) % 61) * 2, ((i * 53) % 59) * 2, {
        callFrequency: [1, 2, 4][i % 3],
        callDuration: 1200 + 600 * (i % 4),
    }),
);
const reps: Rep[] = [rep('west', { home: [0.2, 50.6] }), rep('east', { home: [1.1, 50.5] }), rep('idle', { home: [60, 10] })];
const plan = planBeats(accounts, reps.slice(0, 2), { start: MONDAY, weeks: 4, stop: { iterations: 50 } });

/** Seconds of four weeks that a matrix has for a rep's accounts of the plan. */
function loadOf({ unitIds, territoryIds, offsets, columns, durations }: WorkMatrix, repId: string): number {
    const own = new Set(plan.alignment.territories.find((territory) => territory.repId === repId)!.unitIds);
    let seconds = 0;
    unitIds.forEach((id, row) => {
        for (let at = offsets[row]; at < offsets[row + 1]; at++)
            if (own.has(id) && territoryIds[columns[at]] === repId) seconds += durations[at];
    });
    return seconds;
}

function plannedOf({ calendar }: BeatPlan, repId: string): number {
    return calendar.days.reduce((sum, day) => sum + (day.repId === repId ? day.duration : 0), 0);
}

describe('measureWorkRatios', () => {
    it('lets the estimate say what the calendar does', () => {
        expect(plan.calendar.unscheduled).toEqual([]);
        const ratios = measureWorkRatios(plan, accounts, reps);
        expect(Object.keys(ratios)).toEqual(['west', 'east']);
        const work = estimateWork(accounts, plan.scores, reps, { ratios });
        for (const id of ['west', 'east']) expect(loadOf(work, id)).toBeCloseTo(plannedOf(plan, id), 3);
        const plain = estimateWork(accounts, plan.scores, reps);
        expect(Math.abs(loadOf(plain, 'west') / plannedOf(plan, 'west') - 1)).toBeGreaterThan(0.01);
    });

    it('counts calls without room on neither side', () => {
        const rare = reps.map((one) => ({ ...one, hours: { mon: [[28_800, 61_200]] as const } }));
        const full = planBeats(accounts, rare.slice(0, 2), { start: MONDAY, weeks: 4, stop: { iterations: 20 } });
        expect(full.calendar.unscheduled.length).toBeGreaterThan(50);
        for (const ratio of Object.values(measureWorkRatios(full, accounts, rare))) {
            expect(ratio).toBeGreaterThan(0.5);
            expect(ratio).toBeLessThan(1.5);
        }
    });

    it('does not depend on how many weeks are planned, and scales with the days', () => {
        fc.assert(
            fc.property(fc.constantFrom(2, 8, 13), fc.double({ min: 0.2, max: 5, noNaN: true }), (weeks, factor) => {
                const { calendar } = plan;
                const days = calendar.days.map((day) => ({ ...day, duration: factor * day.duration }));
                const ratios = measureWorkRatios(plan, accounts, reps);
                const scaled = measureWorkRatios({ ...plan, calendar: { ...calendar, weeks, days } }, accounts, reps);
                for (const [id, ratio] of Object.entries(ratios)) expect(scaled[id]).toBeCloseTo(factor * ratio, 9);
            }),
        );
    });

    it('names what is wrong with a plan', () => {
        const call = (): unknown => measureWorkRatios({ scores: scoreAccounts(accounts) } as unknown as BeatPlan, accounts, reps);
        expect(call).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    });
});
