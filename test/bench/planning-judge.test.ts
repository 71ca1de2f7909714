import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AbsurdityKind } from '../../bench/planning/judge/absurdity.js';
import { judgePlan, type Verdict } from '../../bench/planning/judge/judge-plan.js';
import type { Answer, AnswerDay, Market, MarketAccount, MarketRep, Week } from '../../bench/planning/plain/market.js';
import { driveBetween } from '../../bench/planning/plain/travel.js';
import { tripEstimator } from '../../src/travel/index.js';

const HOUR = 3600;
// On the equator a degree is 111.2 km: at 111,195 m/h, an hour a degree.
const SPEED = (6_371_008.8 * Math.PI) / 180 / HOUR;
const START = '2027-01-04';
const EVERY_DAY: Week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[8 * HOUR, 18 * HOUR]]]));

/** Accounts and reps on the equator, some hours from 0. */
function equator(
    accounts: Readonly<Record<string, number | (Partial<MarketAccount> & { readonly at: number })>>,
    reps: Readonly<Record<string, number | (Partial<MarketRep> & { readonly at: number })>> = { rep: 0 },
): Market {
    return {
        name: 'equator',
        start: START,
        weeks: 4,
        travel: { kind: 'great-circle', circuity: 1, speedBands: [{ speed: SPEED }] },
        accounts: Object.entries(accounts).map(([id, given]) => {
            const { at, ...rest } = typeof given === 'number' ? { at: given } : given;
            return { id, position: [at, 0], potential: 1, priority: 50, callFrequency: 1, callDuration: HOUR, ...rest };
        }),
        reps: Object.entries(reps).map(([id, given]) => {
            const { at, ...rest } = typeof given === 'number' ? { at: given } : given;
            return { id, home: [at, 0], hours: EVERY_DAY, ...rest };
        }),
    };
}

/** Days written as `rep 0`: the rep and the day of the period. */
function judge(
    market: Market,
    days: Readonly<Record<string, readonly string[]>>,
    owners: Readonly<Record<string, string>> = {},
): Verdict {
    const listed = Object.entries(days).map(([key, accountIds]): AnswerDay => {
        const [repId, day] = key.split(' ');
        const date = new Date(Date.parse(START) + Number(day) * 86_400_000).toISOString().slice(0, 10);
        return { repId, date, accountIds };
    });
    const visitor = Object.fromEntries(listed.flatMap(({ repId, accountIds }) => accountIds.map((id) => [id, repId])));
    const rest = Object.fromEntries(market.accounts.map(({ id }) => [id, market.reps[0].id]));
    const answer: Answer = {
        owners: { ...rest, ...visitor, ...owners },
        due: Object.fromEntries(market.accounts.map(({ id, callFrequency }) => [id, callFrequency])),
        days: listed,
        cpuSeconds: 1,
    };
    return judgePlan(market, answer);
}

function kinds({ absurdities }: Verdict): AbsurdityKind[] {
    return absurdities.map(({ kind }) => kind);
}

describe('the figures of the judge', () => {
    it('are those of a plan worked out by hand', () => {
        const market = equator({
            a: { at: 1, callFrequency: 2, priority: 80 },
            b: 2,
            c: { at: 3, priority: 20 },
            far: { at: 9, priority: 10 },
        });
        const { figures, faults } = judge(market, { 'rep 0': ['a', 'b'], 'rep 15': ['a'] });
        expect(faults).toEqual([]);
        expect(figures).toMatchObject({ due: 5, calls: 3, coverage: 0.5 });
        expect(figures.value).toBeCloseTo((2 * 80 + 50) / (2 * 80 + 50 + 20 + 10), 12);
        expect(figures.diminishingValue).toBeCloseTo((Math.SQRT2 * 80 + 50) / (Math.SQRT2 * 80 + 50 + 20 + 10), 12);
        expect(figures.reachableValue).toBeCloseTo((2 * 80 + 50) / (2 * 80 + 50 + 20), 12);
        expect(figures.drivingHours).toBeCloseTo(6, 9);
        expect(figures.kilometres).toBeCloseTo((6 * SPEED * HOUR) / 1000, 6);
        expect(figures.plannedHours).toBeCloseTo(9, 9);
        expect(figures.spread).toBeCloseTo(1 / 14, 12);
        expect(figures.weekdayConsistency).toBe(0.5);
    });

    it('count hours from the latest departure, and waiting', () => {
        const hours = { mon: [[12 * HOUR, 13 * HOUR]] } as const;
        const market = equator({ noon: { at: 1, hours }, early: { at: 1, hours: { mon: [[8 * HOUR, 10 * HOUR]] } } });
        expect(judge(market, { 'rep 0': ['noon'] }).figures.plannedHours).toBeCloseTo(3, 9);
        // Off at 9, there from 10 to 11, an hour's wait, and home at 14.
        expect(judge(market, { 'rep 0': ['early', 'noon'] }).figures.plannedHours).toBeCloseTo(5, 9);
    });

    it('measure planned hours against shares', () => {
        const market = equator({ a: 1, b: 3 }, { half: { at: 0, share: 0.5 }, whole: 2 });
        // 3 hours of half a rep and 3 of a whole one: fair are 2 and 4.
        expect(judge(market, { 'half 0': ['a'], 'whole 0': ['b'] }).figures.hoursDeviation).toBeCloseTo(0.5, 9);
    });

    it('use the travel model of the library', () => {
        const travel = {
            kind: 'great-circle',
            circuity: 1.2,
            speedBands: [{ upTo: 5000, speed: 8 }, { upTo: 50_000, speed: 18 }, { speed: 28 }],
        } as const;
        const place = fc.tuple(fc.double({ min: -179, max: 179, noNaN: true }), fc.double({ min: -80, max: 80, noNaN: true }));
        const nearby = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }));
        const estimate = tripEstimator(travel);
        fc.assert(
            fc.property(place, nearby, ([lng, lat], [east, north]) => {
                const to = [lng + east, lat + north] as const;
                const { metres, seconds } = driveBetween([lng, lat], to, travel);
                expect(Math.abs(metres - estimate([lng, lat], to).distance)).toBeLessThan(0.01);
                expect(Math.abs(seconds - estimate([lng, lat], to).duration)).toBeLessThan(0.01);
            }),
        );
    });
});

describe('the judge finds faults', () => {
    const market = equator({
        a: 1,
        b: { at: 4, hours: { tue: [[9 * HOUR, 12 * HOUR]] } },
        c: { at: 0, skills: ['wine'] },
        twice: { at: 0, callFrequency: 2 },
    });
    it.each<[string, Readonly<Record<string, readonly string[]>>, RegExp]>([
        ['a day off', { 'rep 5': ['a'] }, /does not work on 2027-01-09/],
        ['a closed account', { 'rep 0': ['b'] }, /a window, the shift/],
        ['a missing skill', { 'rep 0': ['c'] }, /a window, the shift, a skill/],
        ['a shift exceeded', { 'rep 1': ['b', 'a', 'twice'] }, /a window, the shift/],
        ['two visits on a day', { 'rep 0': ['twice', 'a', 'twice'] }, /visited twice on/],
        ['more visits than due', { 'rep 0': ['a'], 'rep 1': ['a'] }, /visited 2 times, due 1 times/],
        ['an unknown account', { 'rep 0': ['x'] }, /unknown accounts/],
    ])('%s', (_, days, fault) => {
        const { faults } = judge(market, days);
        expect(faults.length).toBeGreaterThan(0);
        expect(faults.join('\n')).toMatch(fault);
    });

    it('of stated times, owners and due visits', () => {
        const named = equator({ a: { at: 1, owner: 'other' } }, { rep: 0, other: 2 });
        const day = { repId: 'rep', date: START, accountIds: ['a'], starts: [8.5 * HOUR] };
        const { faults } = judgePlan(named, { owners: { a: 'rep' }, due: { a: 3 }, days: [day], cpuSeconds: 0 });
        expect(faults.join('\n')).toMatch(/due 3 times, should be 1/);
        expect(faults.join('\n')).toMatch(/cannot start when stated/);
        expect(faults.join('\n')).toMatch(/taken from its named owner/);
    });

    it('none in a plan that can be driven', () => {
        expect(judge(market, { 'rep 0': ['twice', 'a'], 'rep 1': ['b'], 'rep 14': ['twice'] }).faults).toEqual([]);
    });
});

describe('the judge finds absurdities', () => {
    const lonely = { hours: EVERY_DAY, callDuration: HOUR } as const;
    it.each<[string, Verdict, AbsurdityKind[]]>([
        [
            'an owner out of reach',
            judge(equator({ far: 8 }, { rep: 0, other: 9 }), {}, { far: 'rep' }),
            ['unreachable', 'half-empty'],
        ],
        ['out of reach for all', judge(equator({ far: 8 }), {}), []],
        [
            'a far trip past a nearer rep',
            judge(equator({ far: 3, home: 5 }, { rep: 0, other: 5 }), { 'rep 0': ['far'], 'other 0': ['home'] }),
            ['far-trip', 'hour-closer'],
        ],
        ['a lone visit beside another day', judge(equator({ a: 1, b: 1.2 }), { 'rep 0': ['a'], 'rep 1': ['b'] }), ['lone-visit']],
        [
            'two trips to one far town',
            judge(equator({ a: 2, b: 2.1, c: 0.1, d: 0.2, e: -0.1, f: -0.2 }), {
                'rep 0': ['a', 'c', 'd'],
                'rep 1': ['e', 'f', 'b'],
            }),
            ['twin-trip'],
        ],
        [
            'a day that dissolves',
            judge(equator({ a: 0.5, b: 0.6, c: 0.7, d: 0.8, e: 0.9 }), { 'rep 0': ['a', 'b', 'c'], 'rep 1': ['d', 'e'] }),
            ['dissolvable'],
        ],
        [
            'repeats too close',
            judge(equator({ a: { at: 0, callFrequency: 2 } }), { 'rep 0': ['a'], 'rep 2': ['a'] }),
            ['bunched'],
        ],
        ['repeats in order', judge(equator({ a: { at: 0, callFrequency: 2 } }), { 'rep 0': ['a'], 'rep 14': ['a'] }), []],
        [
            'a free day beside a visit left out',
            judge(equator({ a: { at: 0, callFrequency: 2 } }), { 'rep 0': ['a'] }),
            ['half-empty'],
        ],
        [
            'two accounts that should be exchanged',
            judge(
                equator(
                    { a: 3.9, b: 0.1, c: { at: 0, callDuration: 7 * HOUR }, d: { at: 4, callDuration: 7 * HOUR } },
                    { west: 0, east: 4 },
                ),
                { 'west 0': ['c'], 'west 1': ['a'], 'east 0': ['d'], 'east 1': ['b'] },
            ),
            ['far-trip', 'far-trip', 'hour-closer', 'hour-closer', 'border-swap'],
        ],
        ['nothing in a good plan', judge(equator({ a: { at: 0.1, ...lonely }, b: 0.2 }), { 'rep 0': ['a', 'b'] }), []],
    ])('%s', (_, { faults, absurdities }, expected) => {
        expect(faults).toEqual([]);
        expect(absurdities.map(({ kind }) => kind).sort()).toEqual([...expected].sort());
        for (const { what, fix } of absurdities) expect(`${what}; ${fix}`).toMatch(/\w+; \w+/);
    });

    it('each with a fix that can be made', () => {
        const market = equator({ a: 1, b: 1.2 });
        const { absurdities } = judge(market, { 'rep 0': ['a'], 'rep 1': ['b'] });
        expect(absurdities[0].fix).toBe('move a to 2027-01-05, which saves 2.0 h');
        expect(kinds(judge(market, { 'rep 1': ['a', 'b'] }))).toEqual([]);
    });

    it('but not where a named owner or a full day stands in the way', () => {
        const named = equator({ far: { at: 3, owner: 'rep' }, home: 5 }, { rep: 0, other: 5 });
        expect(kinds(judge(named, { 'rep 0': ['far'], 'other 0': ['home'] }))).toEqual([]);
        const full = equator({ a: { at: 1, callDuration: 7 * HOUR }, b: { at: 1.2, callDuration: 7 * HOUR } });
        expect(kinds(judge(full, { 'rep 0': ['a'], 'rep 1': ['b'] }))).toEqual([]);
    });
});

describe('the judge stands alone', () => {
    it.each(['judge', 'plain'])('nothing in bench/planning/%s is imported from the library', (folder) => {
        for (const file of readdirSync(`bench/planning/${folder}`)) {
            const text = readFileSync(`bench/planning/${folder}/${file}`, 'utf8');
            const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, path]) => path);
            for (const path of imports) expect(path, file).toMatch(/^(?:\.\/|\.\.\/(?:plain|judge)\/|node:)/);
        }
    });
});
