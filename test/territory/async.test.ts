import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { type Account, type Rep, scoreAccounts } from '../../src/market/index.js';
import {
    type DesignOptions,
    type DesignProgress,
    designHierarchy,
    designHierarchyAsync,
    designTerritories,
    designTerritoriesAsync,
    estimateWorkAsync,
    rebalanceTerritories,
    rebalanceTerritoriesAsync,
    type Unit,
} from '../../src/territory/index.js';
import { countTurns } from '../core/count-turns.js';

const random = new Random(3);
const units: readonly Unit[] = Array.from({ length: 1500 }, (_, i) => ({
    id: `u${i}`,
    position: [7 + 6 * random.next(), 47 + 6 * random.next()],
    measures: { workload: 1 + random.integer(9) },
}));
const stop = { iterations: 20_000 };
const options: DesignOptions = { count: 40, stop };
const seeds = units.slice(0, 40).map(({ id, position }) => ({ id, position, pinned: true }));
const incumbent = designTerritories(units, { count: 40, stop: { iterations: 1000 } });
const levels = [
    { name: 'territory', count: 40 },
    { name: 'district', count: 8 },
];

/** A plan without its time, which differs. */
function withoutTime(result: unknown): unknown {
    return JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'seconds' ? 0 : value)));
}

const calls = {
    designTerritories: [() => designTerritories(units, options), () => designTerritoriesAsync(units, options)],
    'designTerritories by drives from homes': [
        () => designTerritories(units, { seeds, travel: { kind: 'great-circle' }, stop }),
        () => designTerritoriesAsync(units, { seeds, travel: { kind: 'great-circle' }, stop }),
    ],
    rebalanceTerritories: [
        () => rebalanceTerritories(units, incumbent, { stop, leave: ['territory-1'] }),
        () => rebalanceTerritoriesAsync(units, incumbent, { stop, leave: ['territory-1'] }),
    ],
    designHierarchy: [() => designHierarchy(units, levels, { stop }), () => designHierarchyAsync(units, levels, { stop })],
} as const;

/** About 10 ms of compiled code. */
const MOST_BLOCKS = 2_500_000;

/** About 25 ms of code that runs for the first time, as what prepares a call does. */
const MOST_BLOCKS_ONCE = 240_000;

describe.each(Object.entries(calls))('%s, async', (_name, [sync, async]) => {
    it('gives the plan of the sync call', async () => {
        expect(withoutTime(await async())).toEqual(withoutTime(sync()));
    });

    it('lets the event loop run often', async () => {
        const { count, mostBlocks, where } = await countTurns(async, 4);
        expect(count).toBeGreaterThan(60);
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS);
    });
});

describe('a market of many units', () => {
    // Half of them share the place of another, so that there are groups to keep together.
    const many: readonly Unit[] = Array.from({ length: 12_000 }, (_, i) => ({
        id: `u${i}`,
        position: [8 + (i >> 1) / 6000, 48 + ((7 * (i >> 1)) % 6000) / 6000],
        measures: { workload: 1 + (i % 9) },
    }));
    const few = { iterations: 500 };

    it.each([
        ['designTerritories', () => designTerritoriesAsync(many, { count: 30, stop: few })],
        ['designHierarchy', () => designHierarchyAsync(many, levels, { stop: few })],
    ])('is prepared for %s in short steps', async (_name, async) => {
        const { mostBlocks, where } = await countTurns(async);
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS_ONCE);
    });
});

describe('estimateWorkAsync', () => {
    it('looks for the neighbours of all accounts in short steps', async () => {
        const accounts: readonly Account[] = units.flatMap(({ id, position: [x, y] }) =>
            [0, 1, 2, 3].map((k): Account => ({ id: `${id} ${k}`, position: [x + k / 50, y], callFrequency: 2 })),
        );
        const reps: readonly Rep[] = seeds
            .slice(0, 5)
            .map(({ id, position }) => ({ id, home: position, hours: { mon: [[28_800, 61_200]] } }));
        const scores = scoreAccounts(accounts);
        const { mostBlocks, where } = await countTurns(() => estimateWorkAsync(accounts, scores, reps));
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS);
    });
});

describe('designHierarchyAsync', () => {
    it('reports how far all levels together have come', async () => {
        const seen: DesignProgress[] = [];
        await designHierarchyAsync(units, levels, { stop, onProgress: (progress) => seen.push(progress) });
        const fractions = seen.map(({ fraction }) => fraction);
        expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
        expect(fractions.some((fraction) => fraction === 0.5)).toBe(true);
        expect(fractions.at(-1)).toBe(1);
    });
});
