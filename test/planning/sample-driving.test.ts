import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError, Random } from '../../src/core/index.js';
import type { Account, AccountScore, Rep } from '../../src/market/index.js';
import { type DrivingOptions, type DrivingProgress, sampleDriving } from '../../src/planning/index.js';
import { accountUnits, type TerritoryPlan } from '../../src/territory/index.js';
import { type GreatCircleTravel, tripEstimator } from '../../src/travel/index.js';
import { barePlan } from '../territory/bare-plan.js';
import { account, rep, scoresOf } from './small-market.js';

const HOUR = 3600;
// One speed everywhere, so that the shortest tour is the fastest too.
const STEADY: GreatCircleTravel = { kind: 'great-circle', speedBands: [{ speed: 15 }] };
const estimate = tripEstimator(STEADY);

function planOf(members: Readonly<Record<string, readonly Account[]>>): TerritoryPlan {
    const territories = Object.entries(members).map(([id, accounts]) => ({
        id,
        unitIds: accounts.map((item) => item.id),
        center: accounts[0]?.position ?? ([0, 50] as const),
    }));
    return barePlan(territories);
}

const sampleOne = (accounts: readonly Account[], options: DrivingOptions = {}) =>
    sampleDriving(planOf({ r1: accounts }), accounts, scoresOf(accounts), options)[0];

/** Seconds at the wheel of a day's best order, of all of them; without a home, from the first call to the last. */
function shortestDay(day: readonly Account[], home?: Rep['home']): number {
    const stem = ({ position }: Account): number => (home === undefined ? 0 : estimate(home, position).duration);
    const shortestFrom = (last: Account, left: readonly Account[]): number => {
        if (left.length === 0) return stem(last);
        return Math.min(
            ...left.map((next) => estimate(last.position, next.position).duration + shortestFrom(next, without(left, next))),
        );
    };
    return Math.min(...day.map((first) => stem(first) + shortestFrom(first, without(day, first))));
}

function without(accounts: readonly Account[], left: Account): Account[] {
    return accounts.filter((item) => item !== left);
}

/** Least seconds at the wheel for one call on each account, of all divisions into days that keep the shift. */
function shortestDivision(accounts: readonly Account[], shift: number, home: Rep['home']): number {
    const costs = Array.from({ length: 1 << accounts.length }, (_, mask) => {
        if (mask === 0) return 0;
        const day = accounts.filter((__, i) => (mask >> i) & 1);
        const drive = shortestDay(day, home);
        const onSite = day.reduce((sum, { callDuration }) => sum + callDuration!, 0);
        return drive + onSite <= shift ? drive : Number.POSITIVE_INFINITY;
    });
    const best = [...costs];
    for (let mask = 1; mask < best.length; mask++) {
        for (let day = mask; day > 0; day = (day - 1) & mask) best[mask] = Math.min(best[mask], best[mask ^ day] + costs[day]);
    }
    return best[best.length - 1];
}

const placed = (maxLength: number): fc.Arbitrary<Account[]> =>
    fc
        .array(fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -60, max: 60 })), { minLength: 1, maxLength })
        .map((places) => places.map(([east, north], i) => account(`a${i}`, east, north)));

/** Accounts within some 40 km of (0, 50), enough for several weeks. */
function scatter(count: number, seed = 1): Account[] {
    const random = new Random(seed);
    return Array.from({ length: count }, (_, i) =>
        account(`a${String(i).padStart(3, '0')}`, 100 * random.next() - 50, 70 * random.next() - 35, {
            callFrequency: [1, 1, 2, 4][i % 4],
        }),
    );
}

describe('sampleDriving', () => {
    it.each([[true], [false]])('finds the shortest tour where all calls fit one day (from home: %s)', (fromHome) => {
        fc.assert(
            fc.property(placed(6), (accounts) => {
                const brief = accounts.map((item) => ({ ...item, callDuration: 60 }));
                const long = rep('r1', { hours: { mon: [[0, 86_400]] } });
                const options = fromHome ? { reps: [long] } : { shiftDuration: 86_400 };
                const driving = sampleOne(brief, { ...options, travel: STEADY });
                expect(driving.days).toBe(1);
                expect(driving.driveDuration).toBeCloseTo(shortestDay(brief, fromHome ? long.home : undefined), 1);
                expect(driving.driveDistance / 15).toBeCloseTo(driving.driveDuration, 0);
                expect(driving.driveDurationError).toBe(0);
            }),
            { numRuns: 40 },
        );
    });

    it('drives no less than the best division into days, and no more than to each account alone', () => {
        fc.assert(
            fc.property(placed(6), fc.constantFrom(6, 9, 12), (accounts, hours) => {
                const worker = rep('r1', { hours: { mon: [[0, hours * HOUR]] } });
                const driving = sampleOne(accounts, { reps: [worker], travel: STEADY });
                const inReach = accounts.filter(({ id }) => !driving.outOfReach.includes(id));
                const alone = inReach.map(({ position }) => 2 * estimate(worker.home, position).duration);
                const all = alone.reduce((sum, seconds) => sum + seconds, 0);
                expect(driving.driveDuration).toBeLessThanOrEqual(all + 0.1);
                // The routes of up to three days are a whole plan; of more, groups of three overlap.
                if (driving.days > 3) return;
                const best = shortestDivision(inReach, hours * HOUR + 1, worker.home);
                expect(driving.driveDuration).toBeGreaterThanOrEqual(best - 0.1);
                expect(driving.driveDuration).toBeLessThanOrEqual(1.5 * best + 0.1);
            }),
            { numRuns: 60 },
        );
    });

    it('gives the same figures again, in any order, whatever the other territories are', () => {
        const west = scatter(60, 1);
        const east = scatter(40, 2).map((item) => ({ ...item, id: `b${item.id}` }));
        const accounts = [...west, ...east];
        const options = { reps: [rep('west'), rep('east')], days: 3, stop: { iterations: 50 } };
        const both = sampleDriving(planOf({ west, east }), accounts, scoresOf(accounts), options);
        expect(sampleDriving(planOf({ west, east }), accounts, scoresOf(accounts), options)).toEqual(both);
        const turned = [...accounts].reverse();
        const again = sampleDriving(planOf({ east, west }), turned, scoresOf(turned).reverse(), options);
        expect(again.map(({ territoryId }) => territoryId)).toEqual(['east', 'west']);
        again.reverse().forEach((driving, i) => {
            expect(driving.driveDuration).toBe(both[i].driveDuration);
            expect(driving.driveDistanceError).toBe(both[i].driveDistanceError);
            expect(driving.estimatedDriveDuration).toBeCloseTo(both[i].estimatedDriveDuration, 3);
        });
        const other = sampleDriving(planOf({ west, east }), accounts, scoresOf(accounts), { ...options, seed: 2 });
        expect(other[0].driveDuration).not.toBe(both[0].driveDuration);
    });

    it('has totals that are its calls times what a call drives, and the formula of accountUnits beside', () => {
        const accounts = scatter(80);
        const scores = scoresOf(accounts);
        const worker = rep('r1');
        const driving = sampleOne(accounts, { reps: [worker], days: 4, stop: { iterations: 50 } });
        expect(driving.calls).toBe(scores.reduce((sum, { callFrequency }) => sum + callFrequency, 0));
        expect(driving.sampledDays).toBe(4);
        expect(driving.driveDurationPerCall * driving.calls).toBeCloseTo(driving.driveDuration, 6);
        expect(driving.driveDistancePerCall * driving.calls).toBeCloseTo(driving.driveDistance, 6);
        const units = accountUnits(accounts, scores, { homes: [worker.home], shiftDuration: 9 * HOUR });
        const formula = units.reduce((sum, { measures }) => sum + measures['workload'], 0) - driving.calls * HOUR;
        expect(driving.estimatedDriveDuration).toBeCloseTo(formula, 3);
        // A rep who drives that long has that many hours of calls in a day of nine.
        const perDay = (driving.driveDuration + driving.calls * HOUR) / driving.days;
        expect(perDay).toBeLessThanOrEqual(9 * HOUR);
        expect(perDay).toBeGreaterThan(8 * HOUR);
    });

    it('tells by its standard error how far some days are from all of them', () => {
        const accounts = scatter(160);
        const options = { reps: [rep('r1')], stop: { iterations: 30 } };
        const all = sampleOne(accounts, { ...options, days: 1000 });
        expect(all.sampledDays).toBe(all.days);
        expect(all.driveDurationError).toBe(0);
        const samples = Array.from({ length: 30 }, (_, seed) => sampleOne(accounts, { ...options, days: 6, seed }));
        const squares = samples.map(({ driveDuration }) => (driveDuration - all.driveDuration) ** 2);
        const spread = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / samples.length);
        const told = samples.reduce((sum, { driveDurationError }) => sum + driveDurationError, 0) / samples.length;
        expect(told / spread).toBeGreaterThan(0.6);
        expect(told / spread).toBeLessThan(1.6);
        const mean = samples.reduce((sum, { driveDuration }) => sum + driveDuration, 0) / samples.length;
        expect(Math.abs(mean - all.driveDuration)).toBeLessThan((3 * told) / Math.sqrt(samples.length));
    });

    it('has nothing to drive in a territory without accounts, or whose accounts have no calls', () => {
        const nothing = {
            calls: 0,
            days: 0,
            sampledDays: 0,
            driveDuration: 0,
            driveDurationPerCall: 0,
            driveDistance: 0,
            outOfReach: [],
        };
        const idle = [account('a', 3, 3, { callFrequency: 0 })];
        expect(sampleOne([], { reps: [rep('r1')] })).toMatchObject({ territoryId: 'r1', ...nothing });
        expect(sampleOne(idle, { reps: [rep('r1')] })).toMatchObject({
            ...nothing,
            driveDurationError: 0,
            estimatedDriveDuration: 0,
        });
        expect(sampleDriving(planOf({}), idle, scoresOf(idle))).toEqual([]);
    });

    it('drives to a lone account and back for each call, and nowhere without a home', () => {
        const lone = [account('a', 30, 0, { callFrequency: 3 })];
        const there = estimate([0, 50], lone[0].position);
        const fromHome = sampleOne(lone, { reps: [rep('r1')], travel: STEADY });
        expect(fromHome).toMatchObject({ calls: 3, days: 3, sampledDays: 3, driveDurationError: 0 });
        expect(fromHome.driveDuration).toBeCloseTo(6 * there.duration, 1);
        expect(fromHome.driveDistance).toBeCloseTo(6 * there.distance, 0);
        expect(sampleOne(lone)).toMatchObject({ calls: 3, days: 3, driveDuration: 0, driveDistance: 0 });
    });

    it('leaves out accounts for which a day is too short, and names them', () => {
        const accounts = [
            account('near', 3, 0),
            account('far', 900, 0, { callFrequency: 4 }),
            account('long', 1, 0, { callDuration: 10 * HOUR }),
        ];
        const driving = sampleOne(accounts, { reps: [rep('r1')] });
        expect(driving.outOfReach).toEqual(['far', 'long']);
        const alone = sampleOne(accounts.slice(0, 1), { reps: [rep('r1')] });
        expect([driving.calls, driving.driveDuration]).toEqual([1, alone.driveDuration]);
        expect(sampleOne(accounts, { shiftDuration: 9 * HOUR }).outOfReach).toEqual(['long']);
    });

    it('spreads calls that are due more rarely over several periods', () => {
        const accounts = scatter(40).map((item) => ({ ...item, callFrequency: 1 }));
        const whole = sampleOne(accounts, { reps: [rep('r1')], days: 1000 });
        const half = sampleOne(
            accounts.map((item) => ({ ...item, callFrequency: 0.5 })),
            { reps: [rep('r1')], days: 1000 },
        );
        expect(half.calls).toBe(20);
        expect(half.days).toBe(whole.days / 2);
        expect(half.driveDuration).toBeCloseTo(whole.driveDuration / 2, 6);
        expect(sampleOne([account('a', 5, 0, { callFrequency: 0.01 })]).calls).toBe(0.01);
    });

    it('takes a home and hours of the rep that the territory names, else of the one who is called as it', () => {
        const accounts = scatter(30);
        const plan = planOf({ r1: accounts });
        const named = { ...plan, territories: [{ ...plan.territories[0], repId: 'ann' }] };
        const reps = [rep('ann', { home: [2, 50] }), rep('r1')];
        const [far] = sampleDriving(named, accounts, scoresOf(accounts), { reps });
        const [near] = sampleDriving(plan, accounts, scoresOf(accounts), { reps });
        const [open] = sampleDriving(plan, accounts, scoresOf(accounts), { reps: reps.slice(0, 1) });
        expect(far.repId).toBe('ann');
        expect(far.driveDuration).toBeGreaterThan(1.5 * near.driveDuration);
        expect(open.driveDuration).toBeLessThan(near.driveDuration);
        const [two] = sampleDriving(plan, accounts, scoresOf(accounts), { reps: [rep('r1', { maxVisitsPerDay: 2 })] });
        expect(two.days).toBe(two.calls / 2);
    });

    it('finds accounts by their units', () => {
        const accounts = [account('a', 3, 0), account('b', 9, 0), account('c', 90, 0)];
        const plan = planOf({ r1: [account('zip', 3, 0)] });
        const [driving] = sampleDriving(plan, accounts, scoresOf(accounts), { unitOf: { a: 'zip', b: 'zip', c: 'elsewhere' } });
        expect(driving.calls).toBe(2);
    });

    it('tells how far it is, and ends when it is told to', () => {
        const accounts = scatter(8);
        const plan = planOf({ r1: accounts.slice(0, 4), r2: accounts.slice(4) });
        const told: DrivingProgress[] = [];
        sampleDriving(plan, accounts, scoresOf(accounts), { onProgress: (progress) => told.push(progress) });
        expect(told).toEqual([
            { fraction: 0.5, territoriesDone: 1, territories: 2 },
            { fraction: 1, territoriesDone: 2, territories: 2 },
        ]);
        const controller = new AbortController();
        const stop = { signal: controller.signal, onProgress: () => controller.abort() };
        expect(() => sampleDriving(plan, accounts, scoresOf(accounts), stop)).toThrow(
            expect.objectContaining({ code: 'cancelled' }),
        );
    });

    it('names all that is wrong at once', () => {
        const accounts = scatter(2);
        const stranger: AccountScore = { ...scoresOf(accounts)[0], accountId: 'x' };
        const options = { days: 1, iteration: 5, reps: [{ id: 'r1', home: [0, 91], hours: {} }], travel: { kind: 'euclidean' } };
        const issues = (more: object): [string, string][] => {
            try {
                sampleDriving(planOf({ r1: accounts }), accounts, [stranger], more as DrivingOptions);
            } catch (error) {
                if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => [code, path.join('.')]);
            }
            return [];
        };
        const ofScores: [string, string][] = [
            ['unknown-id', 'scores.0.accountId'],
            ['missing-key', 'accounts.0'],
            ['missing-key', 'accounts.1'],
        ];
        expect(issues(options)).toEqual([...ofScores, ['out-of-range', 'options.days'], ['unknown-key', 'options.iteration']]);
        const { reps, travel } = options;
        expect(issues({ reps, travel })).toEqual([
            ...ofScores,
            ['swapped-coordinates', 'options.reps.0.home'],
            ['no-shift', 'options.reps.0.hours'],
            ['unknown-option', 'options.travel.kind'],
        ]);
    });
});
