import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../../src/core/index.js';
import { greatCircleDistance, type Position } from '../../../src/geo/index.js';
import type { Account, AccountScore } from '../../../src/market/index.js';
import { estimateTourDistance } from '../../../src/territory/workload/day-estimate.js';
import { accountUnits } from '../../../src/territory/workload/workload.js';
import { driveDuration } from '../../../src/travel/index.js';

const score = (accountId: string, callFrequency = 4, callDuration = 1800): AccountScore => ({
    accountId,
    score: 50,
    contributions: {},
    tier: 'B',
    priority: 50,
    callFrequency,
    callDuration,
});

/** Accounts on a square grid in Kansas, `step` degrees of latitude apart. */
function grid(size: number, step: number): Account[] {
    const accounts: Account[] = [];
    for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
            const lat = 38 + y * step;
            accounts.push({ id: `${x}-${y}`, position: [-98 + (x * step) / Math.cos((lat * Math.PI) / 180), lat], potential: x });
        }
    }
    return accounts;
}

describe('estimateTourDistance', () => {
    // Mean of good tours over uniform points, L / sqrt(n A), as measured with 2-opt, Or-opt and kicks.
    it.each([
        [10, 0.907],
        [15, 0.881],
        [20, 0.852],
        [30, 0.836],
        [50, 0.808],
        [100, 0.778],
    ])('is within 2.5 %% of real tours through %i places in a square', (count, measured) => {
        expect(Math.abs(estimateTourDistance(count, 1) / Math.sqrt(count) / measured - 1)).toBeLessThan(0.025);
    });

    it('knows longer borders', () => {
        // A 2:1 rectangle of area 1 has the perimeter 3 sqrt(2).
        expect(Math.abs(estimateTourDistance(20, 1, 3 * Math.SQRT2) / Math.sqrt(20) / 0.88 - 1)).toBeLessThan(0.035);
    });

    it('is right for few places: none for one, there and back for two', () => {
        expect(estimateTourDistance(0, 5)).toBe(0);
        expect(estimateTourDistance(1, 5)).toBe(0);
        expect(estimateTourDistance(2, 9)).toBeCloseTo(2 * 0.521405 * 3, 9);
        for (let count = 1; count < 30; count += 0.25) {
            expect(estimateTourDistance(count + 0.25, 1)).toBeGreaterThan(estimateTourDistance(count, 1));
        }
    });
});

describe('accountUnits', () => {
    it('reports an account that is no object', () => {
        const call = (): unknown => accountUnits([null as unknown as Account], [score('a')]);
        expect(call).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    });

    it('is frequency times duration for a lone account without a home', () => {
        const [unit] = accountUnits([{ id: 'a', position: [7, 50], potential: 12 }], [score('a', 2, 3600)]);
        expect(unit).toEqual({ id: 'a', position: [7, 50], measures: { workload: 7200, potential: 12, count: 1 } });
    });

    it('adds the way from the nearest home and back, once a day', () => {
        const position: Position = [7, 50];
        const far: Position = [9, 50];
        const near: Position = [7.5, 50];
        const stem = 2 * driveDuration(1.3 * greatCircleDistance(position, near), { kind: 'great-circle' });
        // Of 28,800 s the way leaves room for this many calls of half an hour, with no other account around.
        const calls = (28_800 - stem) / 1800;
        const [unit] = accountUnits([{ id: 'a', position }], [score('a')], { homes: [far, near] });
        expect(unit.measures['workload']).toBeCloseTo(4 * (1800 + stem / calls), 2);
        expect(unit.measures['potential']).toBeUndefined();
    });

    it('adds local travel that grows with the distance between accounts', () => {
        const workloads = [0.01, 0.1, 0.4].map((step) => {
            const accounts = grid(7, step);
            const units = accountUnits(
                accounts,
                accounts.map((account) => score(account.id)),
            );
            return units[24].measures['workload'];
        });
        expect(workloads[0]).toBeGreaterThan(4 * 1800);
        expect(workloads[1]).toBeGreaterThan(workloads[0]);
        expect(workloads[2]).toBeGreaterThan(workloads[1]);
        // 11.1 km apart: a leg of about 11.1 x 0.9 x 1.3 km on roads takes about 15 minutes.
        const leg = workloads[1] / 4 - 1800;
        expect(leg).toBeGreaterThan(700);
        expect(leg).toBeLessThan(1300);
    });

    it('does not count accounts without calls', () => {
        const accounts = grid(5, 0.1);
        const quiet = grid(5, 0.1).map((account, index) => ({
            ...account,
            id: `q${index}`,
            position: [account.position[0] + 0.01, account.position[1]] as const,
        }));
        const scores = accounts.map((account) => score(account.id));
        const alone = accountUnits(accounts, scores);
        const together = accountUnits([...accounts, ...quiet], [...scores, ...quiet.map((account) => score(account.id, 0))]);
        expect(together.slice(0, 25)).toEqual(alone);
        expect(together.slice(25).every((unit) => unit.measures['workload'] === 0 && unit.measures['count'] === 1)).toBe(true);
    });

    it('does not depend on the order of accounts and scores', () => {
        const accounts = grid(4, 0.1);
        const scores = accounts.map((account, index) => score(account.id, 1 + (index % 3), 600 * (1 + (index % 2))));
        const units = accountUnits(accounts, scores);
        const reversed = accountUnits([...accounts].reverse(), scores).reverse();
        reversed.forEach((unit, index) => {
            expect(unit.id).toBe(units[index].id);
            expect(unit.measures['workload']).toBeCloseTo(units[index].measures['workload'], 6);
        });
        expect(accountUnits([], [])).toEqual([]);
    });

    it('names scores without accounts and accounts without scores', () => {
        try {
            accountUnits([{ id: 'a', position: [7, 50] }], [score('b'), score('b')], { shiftDuration: 0 });
            expect.unreachable();
        } catch (error) {
            expect((error as BeatplanError).issues.map(({ code, path }) => [code, ...path])).toEqual([
                ['unknown-id', 'scores', 0, 'accountId'],
                ['unknown-id', 'scores', 1, 'accountId'],
                ['duplicate-id', 'scores', 1, 'accountId'],
                ['missing-key', 'accounts', 0],
                ['out-of-range', 'options', 'shiftDuration'],
            ]);
        }
    });
});
