import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../../src/geo/index.js';
import { scoreAccounts } from '../../../../src/market/index.js';
import {
    buildContiguity,
    type DesignOptions,
    designTerritories,
    estimateWork,
    type Unit,
    type WorkMatrix,
} from '../../../../src/territory/index.js';

interface TinyMarket {
    readonly units: readonly Unit[];
    readonly homes: readonly Position[];
    readonly work: WorkMatrix;
    readonly price: number;
    readonly contiguity: 'graph' | 'none';
}

const place = ([x, y]: readonly number[]): Position => [-100 + x / 10, 40 + y / 10];

/** Random work, which need not follow any map. */
const marketArbitrary: fc.Arbitrary<TinyMarket> = fc
    .record({
        places: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
            minLength: 6,
            maxLength: 7,
            selector: String,
        }),
        homes: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
            minLength: 2,
            maxLength: 3,
            selector: String,
        }),
        hours: fc.array(fc.integer({ min: -3, max: 20 }), { minLength: 21, maxLength: 21 }),
        capacity: fc.integer({ min: 10, max: 60 }),
        price: fc.constantFrom(0, 1, 5),
    })
    .map(({ places, homes, hours, capacity, price }) => {
        const units = places.map((at, i): Unit => ({ id: `u${i}`, position: place(at), measures: { workload: 1 } }));
        const offsets = [0];
        const columns: number[] = [];
        const durations: number[] = [];
        units.forEach((_, i) => {
            homes.forEach((__, j) => {
                if (hours[3 * i + j] <= 0) return;
                columns.push(j);
                durations.push(3600 * hours[3 * i + j]);
            });
            offsets.push(columns.length);
        });
        const territoryIds = homes.map((_, j) => `r${j}`);
        const capacities = homes.map(() => capacity * 3600);
        const work = { unitIds: units.map(({ id }) => id), territoryIds, offsets, columns, durations, capacities };
        // Between the places of the grid, so that no two units lie equally far.
        const between = homes.map(([x, y]) => place([x + 0.137, y + 0.059]));
        return { units, homes: between, work, price, contiguity: 'none' as const };
    });

/** Work by the drive from home, in connected territories. */
const mapArbitrary: fc.Arbitrary<TinyMarket> = marketArbitrary.map((market) => {
    const accounts = market.units.map(({ id, position }) => ({ id, position }));
    const reps = market.homes.map((home, j) => ({ id: `r${j}`, home, hours: { mon: [[0, 36_000]] as const } }));
    const scores = scoreAccounts(accounts.map((account) => ({ ...account, callFrequency: 1, callDuration: 3600 })));
    return { ...market, work: estimateWork(accounts, scores, reps), contiguity: 'graph' };
});

const workIn = ({ offsets, columns, durations }: WorkMatrix, unit: number, territory: number): number | undefined => {
    for (let at = offsets[unit]; at < offsets[unit + 1]; at++) if (columns[at] === territory) return durations[at];
    return undefined;
};

const isReached = ({ offsets }: WorkMatrix, unit: number): boolean => offsets[unit] < offsets[unit + 1];

/** What a division costs, Infinity where a rep has what only another can serve. */
function costOf({ units, homes, work, price }: TinyMarket, division: readonly number[]): number {
    const loads = homes.map(() => 0);
    for (let i = 0; i < units.length; i++) {
        const own = workIn(work, i, division[i]);
        if (own === undefined && isReached(work, i)) return Number.POSITIVE_INFINITY;
        loads[division[i]] += own ?? 0;
    }
    const total = loads.reduce((sum, load) => sum + load, 0);
    const target = total / homes.length;
    let cost = total;
    loads.forEach((load, j) => {
        if (target > 0) cost += price * target * (load / target - 1) ** 2;
        cost += Math.max(0, load - work.capacities![j]);
    });
    return cost;
}

function* allDivisions(size: number, count: number): Generator<number[]> {
    for (let code = 0; code < count ** size; code++) {
        yield Array.from({ length: size }, (_, i) => Math.floor(code / count ** i) % count);
    }
}

function isConnected(units: readonly Unit[], division: readonly number[], count: number): boolean {
    const { offsets, neighbours } = buildContiguity(units);
    for (let j = 0; j < count; j++) {
        const members = division.flatMap((territory, i) => (territory === j ? [i] : []));
        const seen = new Set(members.slice(0, 1));
        for (const u of seen)
            for (let e = offsets[u]; e < offsets[u + 1]; e++) if (division[neighbours[e]] === j) seen.add(neighbours[e]);
        if (seen.size < members.length) return false;
    }
    return true;
}

const designOf = ({ homes, work, price, contiguity }: TinyMarket): DesignOptions => ({
    seeds: homes.map((position, j) => ({ id: `r${j}`, position, pinned: true })),
    balance: [{ measure: 'workload', price }],
    borderWeight: 0,
    work,
    contiguity,
    stop: { iterations: 60_000 },
});

const divisionOf = (market: TinyMarket): number[] => {
    const plan = designTerritories(market.units, designOf(market));
    return market.units.map(({ id }) => plan.territories.findIndex(({ unitIds }) => unitIds.includes(id)));
};

describe('a design with work', () => {
    it.each([
        ['work that follows no map', marketArbitrary, 0.001],
        // With two units a territory there is not always a way to the best that keeps all connected.
        ['connected territories', mapArbitrary, 0.03],
    ])('costs no more than the best of all divisions in which every rep has a unit by his home: %s', (_, arbitrary, gap) => {
        fc.assert(
            fc.property(arbitrary, (market) => {
                const { units, homes, contiguity } = market;
                const found = divisionOf(market);
                let best = Number.POSITIVE_INFINITY;
                for (const division of allDivisions(units.length, homes.length)) {
                    if (homes.some((_, j) => !division.includes(j))) continue;
                    if (contiguity === 'graph' && !isConnected(units, division, homes.length)) continue;
                    if (!holdsHomes(market, division)) continue;
                    best = Math.min(best, costOf(market, division));
                }
                if (best === Number.POSITIVE_INFINITY) return;
                expect(costOf(market, found)).toBeLessThanOrEqual(best * (1 + gap) + 1);
            }),
            { numRuns: 30 },
        );
    });

    it('gives no unit to who cannot serve it where another can, and tells what no rep reaches', () => {
        fc.assert(
            fc.property(marketArbitrary, (market) => {
                const { units, work } = market;
                const plan = designTerritories(units, designOf(market));
                expect(plan.unreached).toEqual(units.filter((_, i) => !isReached(work, i)).map(({ id }) => id));
                const sums = plan.territories.map(({ id, unitIds }) => {
                    const column = work.territoryIds.indexOf(id);
                    let sum = 0;
                    for (const unitId of unitIds) {
                        const unit = work.unitIds.indexOf(unitId);
                        const own = workIn(work, unit, column);
                        const isForced = plan.violations.some(
                            ({ code, message }) => code === 'out-of-reach' && message.includes(unitId),
                        );
                        expect(own !== undefined || !isReached(work, unit) || isForced).toBe(true);
                        sum += own ?? 0;
                    }
                    return sum;
                });
                plan.territories.forEach(({ measures }, j) => {
                    expect(measures['workload']).toBeCloseTo(sums[j], 3);
                });
                // Every rep needs a unit: only then may one lie with who cannot serve it.
                const forced = plan.violations.filter(({ code }) => code === 'out-of-reach');
                for (const { territoryId } of forced) {
                    expect(plan.territories.find(({ id }) => id === territoryId)!.unitIds).toHaveLength(1);
                }
            }),
            { numRuns: 30 },
        );
    });
});

/** Whether each rep has the unit that lies nearest to his home of those that he can serve, the nearer home first. */
function holdsHomes({ units, homes, work }: TinyMarket, division: readonly number[]): boolean {
    const distance = (unit: number, j: number): number => chord(units[unit].position, homes[j]);
    const free = new Set(units.keys());
    const nearest = (j: number): number | undefined =>
        [...free]
            .filter((unit) => workIn(work, unit, j) !== undefined || !isReached(work, unit))
            .sort((a, b) => distance(a, j) - distance(b, j) || 0)[0];
    const order = [...homes.keys()].sort((a, b) => {
        const [first, second] = [nearest(a), nearest(b)];
        return (first === undefined ? 1e9 : distance(first, a)) - (second === undefined ? 1e9 : distance(second, b)) || a - b;
    });
    for (const j of order) {
        const unit = nearest(j);
        if (unit === undefined) continue;
        if (division[unit] !== j) return false;
        free.delete(unit);
    }
    return true;
}

/** On the globe as a point of space, as the design measures. */
function chord(a: Position, b: Position): number {
    const [p, q] = [a, b].map(([lng, lat]) => {
        const [x, y] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180];
        return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
    });
    return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
