import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError, Random } from '../../../../src/core/index.js';
import {
    type Alignment,
    comparePlans,
    designHierarchy,
    designTerritories,
    detectDrift,
    diffPlans,
    rebalanceTerritories,
    suggestMoves,
    suggestTerritoryCount,
    type Unit,
} from '../../../../src/territory/index.js';
import { travelMatrix } from '../../../../src/travel/index.js';
import { gridEdges, gridUnits, hangsTogether } from '../../oracles.js';

const edges = gridEdges(8, 6);
const shared = { metric: 'planar', edges, stop: { iterations: 40_000 } } as const;
const units = gridUnits(8, 6, (x, y) => 2 + ((x * 5 + y * 3) % 4));
const plan = designTerritories(units, { ...shared, count: 4 });
// The two columns in the west have more to do: too much for whatever territories they lie in.
const drifted = units.map((unit, index) => ({
    ...unit,
    measures: { workload: unit.measures['workload'] * (index % 8 < 2 ? 1.5 : 0.9 + 0.1 * Math.sin(index * 7.3)) },
}));

function issuesOf(action: () => unknown): string[] {
    try {
        action();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => `${code} ${path.join('.')}`);
    }
    return [];
}

describe('rebalanceTerritories', () => {
    it('brings a drifted plan back within the tolerance with few moves', () => {
        expect(detectDrift(drifted, plan).drifted).toBe(true);
        const next = rebalanceTerritories(drifted, plan, shared);
        expect(next.violations).toEqual([]);
        expect(detectDrift(drifted, next).drifted).toBe(false);
        expect(next.changes.moves.length).toBeGreaterThan(0);
        expect(next.changes.movedShare).toBeLessThan(0.2);
        expect(next.territories.map(({ id }) => id)).toEqual(plan.territories.map(({ id }) => id));
        for (const { unitIds } of next.territories) expect(hangsTogether(unitIds, edges)).toBe(true);
    });

    it('changes nothing where nothing has to change', () => {
        const next = rebalanceTerritories(units, plan, shared);
        expect(next.changes.moves).toEqual([]);
    });

    it('moves no more than may move, protects units, and says what binds', () => {
        const protect = plan.territories[0].unitIds;
        const next = rebalanceTerritories(drifted, plan, { ...shared, protect, disruption: { maxMoved: 0.01 } });
        expect(next.changes.moves).toEqual([]);
        expect(next.territories[0].unitIds).toEqual(expect.arrayContaining([...protect]));
        expect(next.violations.map(({ cause }) => cause)).toContain('disruption');
    });

    it('still balances what it can where locks move more than may move', () => {
        const [unit] = plan.territories[0].unitIds;
        const locks = { [unit]: plan.territories[1].id };
        const rules = { ...shared, locks, disruption: { maxMoved: 0 } };
        const next = rebalanceTerritories(drifted, plan, rules);
        expect(next.changes.moves.map(({ unitId }) => unitId)).toContain(unit);
        expect(next.territories[1].unitIds).toContain(unit);
    });

    it('lets the neighbours absorb a territory whose rep leaves', () => {
        const gone = plan.territories[1];
        const next = rebalanceTerritories(units, plan, {
            ...shared,
            leave: [gone.id],
            balance: [{ measure: 'workload', tolerance: 0.1 }],
        });
        expect(next.territories).toHaveLength(3);
        expect(next.violations).toEqual([]);
        const moved = new Set(next.changes.moves.map(({ unitId }) => unitId));
        for (const unitId of gone.unitIds) expect(moved.has(unitId)).toBe(true);
    });

    it('peels a territory off its neighbours where a rep joins', () => {
        for (const position of [undefined, [3.5, 2.5] as const]) {
            const join = [{ id: 'new', ...(position === undefined ? {} : { position }) }];
            const next = rebalanceTerritories(units, plan, {
                ...shared,
                join,
                balance: [{ measure: 'workload', tolerance: 0.1 }],
            });
            expect(next.territories.map(({ id }) => id)).toEqual([...plan.territories.map(({ id }) => id), 'new']);
            expect(next.violations).toEqual([]);
            for (const { unitIds } of next.territories) expect(hangsTogether(unitIds, edges)).toBe(true);
        }
    });

    it('takes in new units and forgets those that are gone', () => {
        const more: Unit[] = [...units.slice(1), { id: 'fresh', position: [0, 0.2], measures: { workload: 2 } }];
        const next = rebalanceTerritories(more, plan, { metric: 'planar', stop: shared.stop });
        expect(next.changes.added).toEqual(['fresh']);
        expect(next.changes.removed).toEqual(['0-0']);
    });

    it('names every contradiction', () => {
        const id = plan.territories[0].id;
        const [first] = plan.territories[0].unitIds;
        const options = { ...shared, leave: [id, 'nowhere'], protect: [first, 'stranger'], join: [{ id }] };
        expect(issuesOf(() => rebalanceTerritories(units, plan, options))).toEqual([
            'unknown-id options.leave.1',
            'contradictory-options options.protect.0',
            'unknown-id options.protect.1',
            'duplicate-id options.join.0.id',
        ]);
    });

    it('names the territories that could leave instead', () => {
        const known = plan.territories.map(({ id }) => `'${id}'`).join(', ');
        expect(() => rebalanceTerritories(units, plan, { ...shared, leave: ['1'] })).toThrow(
            `expected one of ${known}, received "1"`,
        );
    });
});

describe('diffPlans', () => {
    const alignment = (division: readonly number[], names = ['a', 'b', 'c']): Alignment => ({
        territories: names.map((id, j) => ({ id, unitIds: division.flatMap((at, i) => (at === j ? [`u${i}`] : [])) })),
    });

    it('relabels so that no other naming keeps more units', () => {
        const someDivision = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 9, maxLength: 9 });
        fc.assert(
            fc.property(someDivision, someDivision, (before, after) => {
                const relabelled = diffPlans(alignment(before), alignment(after), { relabel: true });
                const orders = [
                    [0, 1, 2],
                    [0, 2, 1],
                    [1, 0, 2],
                    [1, 2, 0],
                    [2, 0, 1],
                    [2, 1, 0],
                ];
                const fewest = Math.min(...orders.map((order) => after.filter((j, i) => order[j] !== before[i]).length));
                expect(relabelled.moves).toHaveLength(fewest);
                const plain = diffPlans(alignment(before), alignment(after));
                expect(plain.moves).toHaveLength(after.filter((j, i) => j !== before[i]).length);
            }),
        );
    });

    it('names moves as both plans do', () => {
        const diff = diffPlans(alignment([0, 0, 1, 1]), alignment([1, 1, 0, 1], ['x', 'y']), { relabel: true });
        expect(diff).toEqual({
            moves: [{ unitId: 'u3', from: 'b', to: 'a' }],
            added: [],
            removed: [],
            movedShare: 0.25,
            renamed: { x: 'b', y: 'a' },
        });
    });
});

describe('comparePlans', () => {
    it('puts the plan that keeps every limit and moves least first', () => {
        const next = rebalanceTerritories(drifted, plan, shared);
        const redrawn = designTerritories(drifted, { ...shared, count: 4, seed: 5 });
        const stay = rebalanceTerritories(drifted, plan, { ...shared, disruption: { maxMoved: 0 } });
        const rows = comparePlans(drifted, { stay, redrawn, next }, { incumbent: plan, metric: 'planar', edges });
        expect(rows[0].name).toBe('next');
        expect(rows[2].name).toBe('stay');
        expect(rows[2].movedShare).toBe(0);
        expect(rows[2].violations).toBeGreaterThan(0);
        expect(() => comparePlans(units, {})).toThrow(BeatplanError);
    });
});

describe('suggestMoves', () => {
    it('tells exactly what each move does, and finds the best', () => {
        const moves = suggestMoves(drifted, plan, { ...shared, stop: undefined, limit: 500 } as never);
        expect(moves.length).toBeGreaterThan(0);
        const total = drifted.reduce((sum, unit) => sum + unit.measures['workload'], 0);
        const load = (alignment: Alignment) =>
            alignment.territories.map(({ unitIds }) =>
                unitIds.reduce((sum, id) => sum + drifted.find((unit) => unit.id === id)!.measures['workload'], 0),
            );
        const excess = (alignment: Alignment) =>
            load(alignment).reduce((sum, one) => {
                const over = Math.max(0, Math.abs((4 * one) / total - 1) - 0.05);
                return sum + over * (1 + 10 * over);
            }, 0);
        let last = Number.NEGATIVE_INFINITY;
        for (const { unitId, from, to, violationChange } of moves) {
            const after = {
                territories: plan.territories.map(({ id, unitIds }) => ({
                    id,
                    unitIds: id === from ? unitIds.filter((one) => one !== unitId) : id === to ? [...unitIds, unitId] : unitIds,
                })),
            };
            expect(violationChange).toBeCloseTo(excess(after) - excess(plan), 9);
            expect(after.territories.every(({ unitIds }) => hangsTogether(unitIds, edges))).toBe(true);
            expect(violationChange).toBeGreaterThanOrEqual(last - 1e-8);
            last = violationChange;
        }
    });

    it('leaves locked units where they are', () => {
        const locks = Object.fromEntries(
            plan.territories.flatMap(({ id, unitIds }) => unitIds.map((unit) => [unit, id] as const)),
        );
        expect(suggestMoves(drifted, plan, { metric: 'planar', edges, locks })).toEqual([]);
    });
});

describe('suggestTerritoryCount', () => {
    it('needs no more middles than a greedy cover', () => {
        const random = new Random(7);
        const market: Unit[] = Array.from({ length: 400 }, (_, i) => ({
            id: `u${i}`,
            position: [random.next() * 20, random.next() * 20],
            measures: { workload: 1 },
        }));
        const isNear = (a: Unit, b: Unit): boolean =>
            Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]) <= 1.5;
        const left = new Set(market);
        let greedy = 0;
        while (left.size > 0) {
            const gain = (unit: Unit): number => [...left].filter((other) => isNear(unit, other)).length;
            const best = market.reduce((most, unit) => (gain(unit) > gain(most) ? unit : most));
            for (const unit of [...left]) if (isNear(best, unit)) left.delete(unit);
            greedy++;
        }
        const options = { repSeconds: 1e9, maxDistance: 1.5, metric: 'planar' } as const;
        expect(suggestTerritoryCount(market, options).byDistance).toBe(greedy);
        // Where lists of neighbours would be too long, all within reach of each other are one cover.
        const crowd = Array.from({ length: 6000 }, (_, i): Unit => ({ id: `c${i}`, position: [i / 1e6, 0], measures: {} }));
        expect(suggestTerritoryCount(crowd, options).byDistance).toBe(1);
    });

    it('leaves the room that a target utilization asks for', () => {
        const work = units.reduce((sum, unit) => sum + unit.measures['workload'], 0);
        const { count, utilization, message } = suggestTerritoryCount(units, { repSeconds: work / 8, targetUtilization: 0.8 });
        expect(count).toBe(10);
        expect(utilization).toBeCloseTo(0.8, 12);
        expect(message).toBe('10 territories: the work fills 8.0 reps, of whose time 80 % is to be filled.');
        expect(issuesOf(() => suggestTerritoryCount(units, { repSeconds: 1, targetUtilization: 1.1 }))).toEqual([
            'out-of-range options.targetUtilization',
        ]);
    });

    it('asks for as many as the work, the distance and the floor need', () => {
        const work = units.reduce((sum, unit) => sum + unit.measures['workload'], 0);
        const byWork = suggestTerritoryCount(units, { repSeconds: work / 3, metric: 'planar' });
        expect(byWork).toMatchObject({ count: 3, reason: 'workload', byDistance: 1 });
        expect(byWork.utilization).toBeCloseTo(1, 12);
        const byDistance = suggestTerritoryCount(units, { repSeconds: work, maxDistance: 0.9, metric: 'planar' });
        expect(byDistance).toMatchObject({ count: 48, reason: 'distance' });
        expect(suggestTerritoryCount(units, { repSeconds: work, floor: 5, metric: 'planar' })).toMatchObject({
            count: 5,
            reason: 'floor',
        });
        expect(suggestTerritoryCount(units, { repSeconds: 0.01, metric: 'planar' }).count).toBe(48);
        expect(issuesOf(() => suggestTerritoryCount([], { repSeconds: 0 }))).toEqual([
            'out-of-range options.repSeconds',
            'empty-input units',
        ]);
    });
});

describe('designHierarchy', () => {
    it('nests balanced, connected territories', () => {
        const levels = [
            { name: 'territory', count: 12 },
            { name: 'district', count: 4 },
            { name: 'region', count: 2 },
        ];
        const balance = [{ measure: 'workload', tolerance: 0.15 }];
        const hierarchy = designHierarchy(units, levels, { ...shared, balance });
        expect(hierarchy.levels.map(({ plan: { territories } }) => territories.length)).toEqual([12, 4, 2]);
        const root = (id: string): string => (hierarchy.parentOf[id] === undefined ? id : root(hierarchy.parentOf[id]));
        for (const region of hierarchy.levels[2].plan.territories) {
            const inside = hierarchy.levels[0].plan.territories.filter(({ id }) => root(id) === region.id);
            expect(
                hangsTogether(
                    inside.flatMap(({ unitIds }) => unitIds),
                    edges,
                ),
            ).toBe(true);
            const work = inside.reduce((sum, { measures }) => sum + measures['workload'], 0);
            expect(region.measures['workload']).toBeCloseTo(work, 9);
        }
    });

    it('keeps to barriers on every level', () => {
        const barriers = [
            {
                type: 'LineString' as const,
                coordinates: [
                    [-1, 2.5],
                    [8, 2.5],
                ] as const,
            },
        ];
        const levels = [
            { name: 'territory', count: 8 },
            { name: 'district', count: 2 },
        ];
        // In districts of four, two territories from either side would be as compact as what the barrier leaves.
        const even = gridUnits(8, 6);
        const { levels: designed, parentOf } = designHierarchy(even, levels, { ...shared, barriers });
        const sideOf = (unitId: string): boolean => even.find(({ id }) => id === unitId)!.position[1] > 2.5;
        const sides = new Map<string, Set<boolean>>();
        for (const { id, unitIds } of designed[0].plan.territories) {
            const district = sides.get(parentOf[id]) ?? new Set();
            for (const unitId of unitIds) district.add(sideOf(unitId));
            sides.set(parentOf[id], district);
        }
        expect([...sides.values()].map(({ size }) => size)).toEqual([1, 1]);
    });

    it('names every fault of its levels', () => {
        expect(issuesOf(() => designHierarchy(units, []))).toEqual(['empty-input levels']);
        expect(issuesOf(() => designHierarchy(units, null as unknown as []))).toEqual(['invalid-type levels']);
        const levels = [
            { name: 'territory', count: 2 },
            { name: 'territory', count: 4 },
        ];
        expect(issuesOf(() => designHierarchy(units, levels))).toEqual([
            'duplicate-id levels.1.name',
            'too-many-territories levels.1.count',
        ]);
    });

    it('has short borders on every level where they count', () => {
        const levels = [
            { name: 'territory', count: 12 },
            { name: 'region', count: 2, balance: [{ measure: 'workload', tolerance: 0.2 }] },
        ];
        const { levels: designed } = designHierarchy(units, levels, { ...shared, borderWeight: 1000 });
        const [{ territories }, { territories: regions }] = designed.map(({ plan: { territories: all } }) => ({
            territories: all,
        }));
        const home = new Map(territories.flatMap(({ id, unitIds }) => unitIds.map((unit) => [unit, id] as const)));
        const borders = new Set(
            edges.map((edge) =>
                edge
                    .map((unit) => home.get(unit)!)
                    .sort()
                    .join(' '),
            ),
        );
        const links = [...borders].map((border) => border.split(' ') as [string, string]).filter(([a, b]) => a !== b);
        const cutBy = (group: ReadonlySet<string>): number => links.filter(([a, b]) => group.has(a) !== group.has(b)).length;
        const total = territories.reduce((sum, { measures }) => sum + measures['workload'], 0);
        let least = Number.POSITIVE_INFINITY;
        for (let code = 1; code < 2 ** 12 - 1; code++) {
            const sides = [0, 1].map((side) => territories.filter((_, i) => ((code >> i) & 1) === side));
            const work = sides[0].reduce((sum, { measures }) => sum + measures['workload'], 0);
            const [one, other] = sides.map((side) => side.map(({ id }) => id));
            if (Math.abs((2 * work) / total - 1) > 0.2 || !hangsTogether(one, links) || !hangsTogether(other, links)) continue;
            least = Math.min(least, cutBy(new Set(one)));
        }
        expect(cutBy(new Set(regions[0].unitIds))).toBe(least);
    });

    it('is compact by travel on every level, by a matrix as by the model that it was made with', () => {
        const levels = [
            { name: 'territory', count: 12 },
            { name: 'district', count: 3 },
        ];
        const travel = { kind: 'euclidean' } as const;
        const matrix = travelMatrix(
            units.map(({ position }) => position),
            travel,
        );
        const [byModel, byMatrix] = [travel, matrix].map((model) => designHierarchy(units, levels, { ...shared, travel: model }));
        expect(byMatrix.parentOf).toEqual(byModel.parentOf);
        const [first, second] = byMatrix.levels.map(({ plan: { dispersion } }) => dispersion);
        expect(first).toBeCloseTo(byModel.levels[0].plan.dispersion, 9);
        expect(second).toBeCloseTo(byModel.levels[1].plan.dispersion, 9);
    });
});
