import { describe, expect, it } from 'vitest';
import { compareTeamSizes, compareTeamSizesAsync, scorecard } from '../../src/performance/index.js';
import { planBeats } from '../../src/planning/index.js';
import { issuesOf } from './issues.js';

const hours = { mon: [[28_800, 61_200]] } as const;
const accounts = Array.from({ length: 24 }, (_, i) => ({
    id: `a${i}`,
    position: [11 + (i % 8) * 0.05 + (i < 12 ? 0 : 1), 48 + Math.floor(i / 8) * 0.04] as const,
    callFrequency: 4,
    callDuration: 3600,
}));
const reps = [
    { id: 'west', home: [11.1, 48.1] as const, hours },
    { id: 'east', home: [12.1, 48.1] as const, hours },
];
const planning = { start: '2027-01-04', stop: { iterations: 2 } };

describe('compareTeamSizes', () => {
    it('tells what one rep less and one more change, as plans of those teams do', () => {
        const { sizes, best } = compareTeamSizes(accounts, reps, {
            planning,
            leave: 'east',
            valuePerVisit: 10_000,
            costPerRep: 200_000,
            costPerKm: 30,
        });
        expect(sizes.map(({ change, reps: count }) => [change, count])).toEqual([
            [0, 2],
            [-1, 1],
            [1, 3],
        ]);
        const [today, fewer, more] = sizes;
        expect(today.against).toMatchObject({ visits: 0, distance: 0, movedAccounts: 0, profit: 0 });
        expect(fewer.total).toEqual(scorecard(accounts, [reps[0]], planBeats(accounts, [reps[0]], planning)).total);
        expect(fewer.against.visits).toBeLessThan(0);
        expect(more.against.visits).toBeGreaterThan(0);
        expect(more.repId).toBe('new rep');
        for (const { against, reps: count } of sizes) {
            const profit = against.visits * 10_000 - (count - 2) * 200_000 - (against.distance / 1000) * 30;
            expect(against.profit).toBeCloseTo(profit, -1);
        }
        const profits = sizes.map(({ against }) => against.profit!);
        expect(sizes.find(({ change }) => change === best)?.against.profit).toBe(Math.max(...profits));
    });

    it('asks another planner', () => {
        const teams: string[][] = [];
        compareTeamSizes(accounts, reps, {
            join: { id: 'third', home: [11.5, 48.1], hours },
            plan: (market, team) => {
                teams.push(team.map(({ id }) => id));
                return planBeats(market, team, planning);
            },
        });
        expect(teams).toHaveLength(3);
        expect(teams[0]).toEqual(['west', 'east']);
        expect(teams[1]).toHaveLength(1);
        expect(teams[2]).toEqual(['west', 'east', 'third']);
    });

    it('gives the accounts of a leaving owner to others, and keeps a team of one', () => {
        const owned = accounts.map((account, i) => (i === 0 ? { ...account, owner: 'east' } : account));
        const { sizes } = compareTeamSizes(owned, reps, { planning, leave: 'east' });
        expect(sizes).toHaveLength(3);
        expect(compareTeamSizes(accounts, [reps[0]], { planning }).sizes.map(({ change }) => change)).toEqual([0, 1]);
    });

    it('has the same answer in its async form', async () => {
        expect(await compareTeamSizesAsync(accounts, reps, { planning })).toEqual(compareTeamSizes(accounts, reps, { planning }));
    });

    it('names all faults at once', () => {
        expect(issuesOf(() => compareTeamSizes(accounts, reps, { leave: 'x', join: { ...reps[0] }, costPerKm: -1 }))).toEqual([
            'out-of-range at options.costPerKm',
        ]);
        expect(issuesOf(() => compareTeamSizes(accounts, reps, { leave: 'x', join: { ...reps[0] } }))).toEqual([
            'missing-key at options.planning',
            'unknown-id at options.leave',
            'duplicate-id at options.join.id',
        ]);
    });
});
