import { describe, expect, it } from 'vitest';
import type { Account, AccountScore, Rep } from '../../../src/market/index.js';
import {
    type Alignment,
    accountUnits,
    buildContiguity,
    designTerritories,
    estimateWork,
    rebalanceTerritories,
    type Unit,
} from '../../../src/territory/index.js';

/** 600 accounts in a plain, 25 reps in rows of five. */
const accounts: Account[] = Array.from({ length: 600 }, (_, i) => ({
    id: `a${String(i).padStart(3, '0')}`,
    position: [-100 + ((i * 7919) % 997) / 200, 40 + ((i * 104_729) % 991) / 250],
}));
const reps: Rep[] = Array.from({ length: 25 }, (_, j) => ({
    id: `r${String(j).padStart(2, '0')}`,
    home: [-99.5 + (j % 5), 40.4 + 0.8 * Math.floor(j / 5)],
    hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[25_200, 64_800]]])),
}));
const scores = accounts.map(
    ({ id }, i): AccountScore => ({
        accountId: id,
        score: 50,
        contributions: {},
        tier: 'B',
        priority: 50,
        callFrequency: [1, 2, 1, 4][i % 4],
        callDuration: 2400,
    }),
);
const units = accountUnits(accounts, scores);
const stop = { iterations: 60_000 };
const work = estimateWork(accounts, scores, reps);
const plan = designTerritories(units, {
    seeds: reps.map(({ id, home }) => ({ id, position: home })),
    work,
    stop,
});
const homeOf = (alignment: Alignment): Map<string, string> =>
    new Map(alignment.territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id] as const)));

/** Territories that touch one, by the links of the map. */
function neighboursOf(id: string): Set<string> {
    const home = homeOf(plan);
    const { offsets, neighbours } = buildContiguity(units);
    const found = new Set<string>();
    units.forEach((unit: Unit, u) => {
        if (home.get(unit.id) !== id) return;
        for (let e = offsets[u]; e < offsets[u + 1]; e++) found.add(home.get(units[neighbours[e]].id)!);
    });
    found.delete(id);
    return found;
}

describe.each([
    ['with work', { work }],
    ['within a tolerance', { balance: [{ measure: 'workload', tolerance: 0.1 }] }],
])('a rep leaves, %s', (_, how) => {
    it.each(['r00', 'r12', 'r14'])('%s, and only the neighbours change', (leaver) => {
        const next = rebalanceTerritories(units, plan, { ...how, stop, leave: [leaver] });
        const around = neighboursOf(leaver);
        const before = homeOf(plan);
        const after = homeOf(next);
        expect([...after.keys()].sort()).toEqual(units.map(({ id }) => id).sort());
        for (const { from, to } of next.changes.moves) {
            expect(around.has(to)).toBe(true);
            expect(from === leaver || around.has(from)).toBe(true);
        }
        expect(next.moves.map(({ unitId }) => unitId)).toEqual(next.changes.moves.map(({ unitId }) => unitId));
        const inherited = next.moves.filter(({ reason }) => reason === 'inherited');
        expect(inherited).toHaveLength([...before.values()].filter((id) => id === leaver).length);
        for (const { from } of inherited) expect(from).toBe(leaver);
        // By a price a move has to save as much as it costs; a tolerance asks for more of them.
        if ('work' in how) expect(next.moves.length - inherited.length).toBeLessThanOrEqual(0.01 * units.length);
    });
});

describe('a rep joins', () => {
    it('takes from those around him, can serve what he gets, and is named as the reason', () => {
        const home = [-97.3, 41.9] as const;
        const staff = [...reps, { ...reps[0], id: 'new', home }];
        const all = estimateWork(accounts, scores, staff);
        const next = rebalanceTerritories(units, plan, { work: all, stop, join: [{ id: 'new', position: home }] });
        const joined = next.territories.find(({ id }) => id === 'new')!;
        expect(joined.unitIds.length).toBeGreaterThan(5);
        expect(next.violations.filter(({ code }) => code === 'out-of-reach')).toEqual([]);
        const givers = new Set(next.changes.moves.map(({ from }) => from));
        expect(givers.size).toBeLessThanOrEqual(9);
        for (const { to, reason } of next.moves) if (to === 'new') expect(reason).toBe('joined');
        const others = next.moves.filter(({ to }) => to !== 'new');
        expect(others.length).toBeLessThanOrEqual(0.01 * units.length);
    });
});

describe('the scope of a change', () => {
    const options = { work, stop, leave: ['r12'] };

    it('may name the one who leaves, and then means those around him', () => {
        const plain = rebalanceTerritories(units, plan, options);
        const named = rebalanceTerritories(units, plan, { ...options, scope: ['r12'] });
        expect(named.territories).toEqual(plain.territories);
    });

    it('may name who takes over', () => {
        const [heir] = [...neighboursOf('r12')].sort();
        const next = rebalanceTerritories(units, plan, { ...options, scope: ['r12', heir] });
        expect(new Set(next.changes.moves.map(({ to }) => to))).toEqual(new Set([heir]));
    });
});

describe('reasons of moves', () => {
    it('tell who had too much or too little', () => {
        const heavy = units.map((unit) => {
            const factor = homeOf(plan).get(unit.id) === 'r12' ? 1.6 : 1;
            return { ...unit, measures: { ...unit.measures, workload: factor * unit.measures['workload'] } };
        });
        const next = rebalanceTerritories(heavy, plan, { balance: [{ measure: 'workload', tolerance: 0.15 }], stop });
        const out = next.moves.filter(({ from }) => from === 'r12');
        expect(out.length).toBeGreaterThan(0);
        for (const { reason, measure, deviation, message } of out) {
            expect(reason).toBe('overload');
            expect(measure).toBe('workload');
            expect(deviation).toBeGreaterThan(0.15);
            expect(message).toContain('r12 had');
        }
    });

    it('tell what its rep could not serve', () => {
        const far = { ...work, offsets: [...work.offsets], columns: [...work.columns], durations: [...work.durations] };
        // The first account can no longer be served by its rep.
        const owner = work.territoryIds.indexOf(homeOf(plan).get('a000')!);
        const at = far.columns.slice(0, far.offsets[1]).indexOf(owner);
        far.columns.splice(at, 1);
        far.durations.splice(at, 1);
        for (let row = 1; row < far.offsets.length; row++) far.offsets[row]--;
        const next = rebalanceTerritories(units, plan, { work: far, stop });
        expect(next.moves.find(({ unitId }) => unitId === 'a000')?.reason).toBe('out-of-reach');
    });
});
