import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import type { DesignOptions } from '../../../src/territory/design/design-options.js';
import { designTerritories } from '../../../src/territory/design/design-territories.js';
import { buildContiguity } from '../../../src/territory/graph/contiguity.js';
import type { Unit } from '../../../src/territory/model/unit.js';
import { bestDivision, edgesOf, gridEdges, gridUnits, groupsOf, hangsTogether, judge } from '../oracles.js';

const quick = { iterations: 20_000 } as const;

function issuesOf(units: readonly Unit[], options: unknown): { code: string; path: readonly (string | number)[] }[] {
    try {
        designTerritories(units, options as DesignOptions);
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => ({ code, path }));
    }
    return [];
}

const somePlaces = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 5,
    maxLength: 7,
    selector: ([x, y]) => `${x} ${y}`,
});
const someLoads = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 7 });
const unitsFrom = (places: readonly (readonly [number, number])[], loads: readonly number[]): Unit[] =>
    places.map((position, index) => ({ id: `u${index}`, position, measures: { workload: loads[index % loads.length] } }));

describe('designTerritories against all divisions', () => {
    // The search may stop as soon as it has what the oracle has.
    const stopAt = (dispersion: number) => ({ iterations: 400_000, noImprovement: 60_000, target: dispersion + 1e-9 });

    it.each([2, 3])('finds the best of all divisions into %i connected territories', (count) => {
        fc.assert(
            fc.property(somePlaces, someLoads, fc.constantFrom(0.05, 0.3), (places, loads, tolerance) => {
                const units = unitsFrom(places, loads);
                const edges = edgesOf(units, buildContiguity(units, { metric: 'planar' }));
                const best = bestDivision(units, edges, count, tolerance);
                const balance = [{ measure: 'workload', tolerance }];
                const plan = designTerritories(units, { count, metric: 'planar', balance, stop: stopAt(best.dispersion) });
                const found = judge(units, groupsOf(plan), tolerance);
                expect(groupsOf(plan).every((group) => hangsTogether(group, edges))).toBe(true);
                expect(found.violation).toBeCloseTo(best.violation, 8);
                expect(found.dispersion).toBeCloseTo(best.dispersion, 8);
                expect(plan.dispersion).toBeCloseTo(found.dispersion, 8);
                expect(plan.violations.length === 0).toBe(found.violation === 0);
            }),
            { numRuns: 40, seed: 1 },
        );
    });

    it('finds the best of all divisions where territories need not be connected', () => {
        fc.assert(
            fc.property(somePlaces, someLoads, (places, loads) => {
                const units = unitsFrom(places, loads);
                const best = bestDivision(units, undefined, 3, 0.05);
                const stop = stopAt(best.dispersion);
                const plan = designTerritories(units, { count: 3, metric: 'planar', contiguity: 'none', stop });
                const found = judge(units, groupsOf(plan), 0.05);
                expect(found.violation).toBeCloseTo(best.violation, 8);
                expect(found.dispersion).toBeCloseTo(best.dispersion, 8);
            }),
            { numRuns: 30, seed: 1 },
        );
    });
});

describe('designTerritories', () => {
    it('halves a grid exactly', () => {
        const plan = designTerritories(gridUnits(4, 2), { count: 2, metric: 'planar', edges: gridEdges(4, 2), stop: quick });
        expect(groupsOf(plan).map((group) => group.sort())).toEqual(
            expect.arrayContaining([
                ['0-0', '0-1', '1-0', '1-1'],
                ['2-0', '2-1', '3-0', '3-1'],
            ]),
        );
        // Each half: its median and the others at 1, 1 and the square root of 2.
        expect(plan.dispersion).toBeCloseTo(2 * (2 + Math.SQRT2), 12);
        expect(plan.maxDeviation).toBe(0);
        expect(plan.violations).toEqual([]);
        expect(
            plan.territories.map(({ id, measures, targets, deviations, parts }) => ({
                id,
                measures,
                targets,
                deviations,
                parts,
            })),
        ).toEqual(
            ['territory-1', 'territory-2'].map((id) => ({
                id,
                measures: { workload: 4 },
                targets: { workload: 4 },
                deviations: { workload: 0 },
                parts: 1,
            })),
        );
    });

    it('has the shortest borders of all divisions where they count for much', () => {
        const edges = gridEdges(4, 3);
        const links = (groups: readonly (readonly string[])[]): number => {
            const home = new Map(groups.flatMap((group, j) => group.map((id) => [id, j] as const)));
            return edges.filter(([a, b]) => home.get(a) !== home.get(b)).length;
        };
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 }), (loads) => {
                const units = gridUnits(4, 3, (x, y) => loads[4 * y + x]);
                let least = Number.POSITIVE_INFINITY;
                for (let code = 1; code < 2 ** 12 - 1; code++) {
                    const groups = [0, 1].map((side) => units.filter((_, i) => ((code >> i) & 1) === side).map(({ id }) => id));
                    if (judge(units, groups, 0.3).violation > 0 || !groups.every((group) => hangsTogether(group, edges)))
                        continue;
                    least = Math.min(least, links(groups));
                }
                const balance = [{ measure: 'workload', tolerance: 0.3 }];
                const stop = { iterations: 30_000 };
                const plan = designTerritories(units, { count: 2, metric: 'planar', edges, balance, borderWeight: 1000, stop });
                expect(links(groupsOf(plan))).toBe(least);
            }),
            { numRuns: 8, seed: 1 },
        );
    });

    it('keeps every unit once, every territory connected and every figure true', () => {
        const place = fc.tuple(fc.double({ min: 5, max: 15, noNaN: true }), fc.double({ min: 45, max: 55, noNaN: true }));
        const item = fc.record({ place, workload: fc.integer({ min: 1, max: 20 }), potential: fc.integer({ min: 0, max: 5 }) });
        fc.assert(
            fc.property(fc.array(item, { minLength: 6, maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (items, count) => {
                const units = items.map(({ place: position, workload, potential }, index) => ({
                    id: `u${index}`,
                    position,
                    measures: { workload, potential },
                }));
                const balance = [
                    { measure: 'workload', tolerance: 0.1 },
                    { measure: 'potential', tolerance: 0.4 },
                ];
                const plan = designTerritories(units, { count, balance, stop: { iterations: 3000 } });
                const edges = edgesOf(units, buildContiguity(units));
                expect(plan.territories.flatMap((territory) => territory.unitIds).sort()).toEqual(
                    units.map((unit) => unit.id).sort(),
                );
                const exceeding: string[] = [];
                for (const territory of plan.territories) {
                    expect(territory.unitIds.length).toBeGreaterThan(0);
                    expect(hangsTogether(territory.unitIds, edges)).toBe(true);
                    expect(territory.parts).toBe(1);
                    for (const { measure, tolerance } of balance) {
                        const load = territory.unitIds.reduce(
                            (sum, id) => sum + items[Number(id.slice(1))][measure as 'workload'],
                            0,
                        );
                        const target = items.reduce((sum, one) => sum + one[measure as 'workload'], 0) / count;
                        expect(territory.measures[measure]).toBe(load);
                        expect(territory.targets[measure]).toBeCloseTo(target, 9);
                        const deviation = target > 0 ? load / target - 1 : 0;
                        expect(territory.deviations[measure]).toBeCloseTo(deviation, 9);
                        if (Math.abs(deviation) > tolerance + 1e-9) exceeding.push(`${territory.id} ${measure}`);
                    }
                }
                expect(plan.violations.map((violation) => `${violation.territoryId} ${violation.measure}`)).toEqual(exceeding);
            }),
            { numRuns: 40 },
        );
    });

    it('gives the same plan for the same seed, and does not depend on the order of the units', () => {
        const units = gridUnits(7, 6, (x, y) => 1 + ((x * 5 + y * 3) % 4));
        const options = { count: 5, metric: 'planar', seed: 7, stop: quick } as const;
        const { statistics, ...plan } = designTerritories(units, options);
        const { statistics: again, ...same } = designTerritories(units, options);
        expect(same).toEqual(plan);
        expect(again.iterations).toBe(statistics.iterations);
        expect(statistics).toMatchObject({ seed: 7, iterations: 20_000 });
        const reversed = designTerritories([...units].reverse(), options);
        expect(groupsOf(reversed).map((group) => group.sort())).toEqual(
            groupsOf({ ...plan, statistics }).map((group) => group.sort()),
        );
        expect(reversed.territories[0].unitIds).toEqual(
            [...units].reverse().flatMap((unit) => (reversed.territories[0].unitIds.includes(unit.id) ? [unit.id] : [])),
        );
    });

    it('names territories by their seeds and starts there', () => {
        const units = gridUnits(6, 1);
        const plan = designTerritories(units, {
            metric: 'planar',
            seeds: [
                { id: 'east', position: [9, 0] },
                { id: 'west', position: [-9, 0] },
            ],
            stop: { iterations: 0 },
        });
        expect(plan.territories.map(({ id, unitIds }) => [id, unitIds])).toEqual([
            ['east', ['3-0', '4-0', '5-0']],
            ['west', ['0-0', '1-0', '2-0']],
        ]);
    });

    it('measures distances to the seeds where they are pinned, to medians else', () => {
        const design = (pinned: boolean): string[][] =>
            groupsOf(
                designTerritories(gridUnits(6, 1), {
                    metric: 'planar',
                    balance: [{ measure: 'workload', tolerance: 1 }],
                    seeds: [
                        { id: 'a', position: [0, 0], pinned },
                        { id: 'b', position: [1, 0], pinned },
                    ],
                    stop: quick,
                }),
            );
        expect(design(true)).toEqual([['0-0'], ['1-0', '2-0', '3-0', '4-0', '5-0']]);
        expect(design(false)).toEqual([
            ['0-0', '1-0', '2-0'],
            ['3-0', '4-0', '5-0'],
        ]);
    });

    it('gives unequal shares', () => {
        const plan = designTerritories(gridUnits(8, 1), {
            seeds: [
                { id: 'half', position: [0, 0] },
                { id: 'full', position: [7, 0] },
                { id: 'other', position: [3, 0] },
            ],
            targets: { half: 0.5, full: 1, other: 0.5 },
            metric: 'planar',
            stop: quick,
        });
        expect(plan.territories.map((territory) => territory.measures['workload'])).toEqual([2, 4, 2]);
        expect(plan.territories.map((territory) => territory.targets['workload'])).toEqual([2, 4, 2]);
        expect(plan.violations).toEqual([]);
    });

    it('keeps locks and connects what they hold', () => {
        const locks = { '0-0': 'a', '4-4': 'a', '0-4': 'b' };
        const seeds = ['a', 'b'].map((id) => ({ id, position: [2, 2] as const }));
        const units = gridUnits(5, 5);
        const plan = designTerritories(units, { metric: 'planar', seeds, locks, edges: gridEdges(5, 5), stop: quick });
        expect(plan.territories[0].unitIds).toEqual(expect.arrayContaining(['0-0', '4-4']));
        expect(plan.territories[1].unitIds).toContain('0-4');
        expect(groupsOf(plan).every((group) => hangsTogether(group, gridEdges(5, 5)))).toBe(true);
    });

    it('keeps any locks, leaves no territory empty and tells the truth about parts', () => {
        const lock = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 3 }));
        const edges = gridEdges(5, 5);
        fc.assert(
            fc.property(fc.array(lock, { maxLength: 12 }), fc.integer({ min: 1, max: 99 }), (pairs, seed) => {
                const units = gridUnits(5, 5);
                const seeds = [0, 1, 2, 3].map((j) => ({ id: `t${j}`, position: [j, j] as const }));
                const locks = Object.fromEntries(pairs.map(([unit, territory]) => [units[unit].id, `t${territory}`]));
                const plan = designTerritories(units, {
                    metric: 'planar',
                    seeds,
                    locks,
                    edges,
                    seed,
                    stop: { iterations: 2000 },
                });
                for (const [unitId, territoryId] of Object.entries(locks)) {
                    expect(plan.territories.find((territory) => territory.id === territoryId)?.unitIds).toContain(unitId);
                }
                const split = plan.violations.filter((violation) => violation.code === 'not-contiguous');
                for (const { id, unitIds, parts } of plan.territories) {
                    expect(unitIds.length).toBeGreaterThan(0);
                    expect(parts === 1).toBe(hangsTogether(unitIds, edges));
                    expect(split.some((violation) => violation.territoryId === id)).toBe(parts > 1);
                }
            }),
            { numRuns: 60 },
        );
    });

    it('reports locks that cut a territory apart', () => {
        const locks = { '0-0': 'a', '1-0': 'b', '2-0': 'a' };
        const seeds = ['a', 'b'].map((id) => ({ id, position: [0, 0] as const }));
        const plan = designTerritories(gridUnits(3, 1), { metric: 'planar', seeds, locks, edges: gridEdges(3, 1), stop: quick });
        expect(plan.territories.map((territory) => territory.parts)).toEqual([2, 1]);
        expect(plan.violations.filter((violation) => violation.code === 'not-contiguous')).toMatchObject([
            { territoryId: 'a', excess: 1, cause: 'locks' },
        ]);
    });

    it('says what binds when a tolerance cannot be met', () => {
        const units = gridUnits(4, 1, (x) => (x === 0 ? 9 : 1));
        const plan = designTerritories(units, { count: 2, metric: 'planar', stop: quick });
        expect(groupsOf(plan)).toEqual(expect.arrayContaining([['0-0'], ['1-0', '2-0', '3-0']]));
        expect(plan.maxDeviation).toBeCloseTo(0.5, 12);
        const big = plan.violations.find((violation) => violation.cause === 'unit-too-large');
        expect(big).toMatchObject({ code: 'tolerance-not-met', measure: 'workload' });
        expect(big?.excess).toBeCloseTo(0.45, 12);
        const locked = designTerritories(gridUnits(4, 1), {
            seeds: [
                { id: 'a', position: [0, 0] },
                { id: 'b', position: [3, 0] },
            ],
            locks: { '0-0': 'a', '1-0': 'a', '2-0': 'a' },
            metric: 'planar',
            stop: quick,
        });
        expect(locked.violations.map((violation) => [violation.territoryId, violation.cause])).toContainEqual(['a', 'locks']);
        const coarse = designTerritories(gridUnits(3, 1), { count: 2, metric: 'planar', stop: quick });
        expect(coarse.violations.map((violation) => violation.cause)).toEqual(['coarse-units', 'coarse-units']);
    });

    it('works at the edges of its range', () => {
        const units = gridUnits(3, 2);
        expect(groupsOf(designTerritories(units, { count: 1, metric: 'planar' }))).toEqual([units.map((unit) => unit.id)]);
        const singles = designTerritories(units, { count: 6, metric: 'planar' });
        expect(singles.territories.map((territory) => territory.unitIds.length)).toEqual([1, 1, 1, 1, 1, 1]);
        expect(singles.dispersion).toBe(0);
        const heap = units.map((unit) => ({ ...unit, position: [7, 50] as const }));
        const piled = designTerritories(heap, { count: 3, stop: quick });
        expect(piled.territories.map((territory) => territory.measures['workload'])).toEqual([2, 2, 2]);
        expect(piled.dispersion).toBe(0);
        const nothing = gridUnits(3, 2, () => 0);
        const idle = designTerritories(nothing, { count: 2, metric: 'planar', stop: quick });
        expect(idle.violations).toEqual([]);
        expect(idle.territories.map((territory) => territory.deviations)).toEqual([{ workload: 0 }, { workload: 0 }]);
    });

    it('joins islands so that a territory may reach over', () => {
        const units = gridUnits(6, 1).filter((unit) => unit.id !== '2-0');
        const edges = gridEdges(6, 1).filter((edge) => !edge.includes('2-0'));
        const plan = designTerritories(units, { count: 1, metric: 'planar', edges, stop: quick });
        expect(plan.territories[0].parts).toBe(1);
    });

    it('balances the number of units where no unit counts itself', () => {
        const plan = designTerritories(gridUnits(6, 2), {
            count: 3,
            metric: 'planar',
            balance: [{ measure: 'count' }],
            stop: quick,
        });
        expect(plan.territories.map((territory) => territory.measures['count'])).toEqual([4, 4, 4]);
    });

    it('stops at a target, at a signal and tells of its progress', () => {
        const units = gridUnits(6, 6);
        const told: number[] = [];
        const controller = new AbortController();
        const stopped = designTerritories(units, {
            count: 4,
            metric: 'planar',
            signal: controller.signal,
            onProgress: ({ fraction, cost }) => {
                told.push(fraction);
                expect(cost).toBeGreaterThan(0);
                if (told.length === 2) controller.abort();
            },
        });
        expect(told.length).toBeGreaterThanOrEqual(3);
        expect(told.at(-1)).toBe(1);
        expect(stopped.statistics.iterations).toBeLessThan(100_000);
        expect(stopped.territories).toHaveLength(4);
        const early = designTerritories(units, { count: 4, metric: 'planar', stop: { target: 1e6 } });
        expect(early.statistics.iterations).toBeLessThan(200_000);
        const aborted = new AbortController();
        aborted.abort();
        expect(() => designTerritories(units, { count: 4, signal: aborted.signal, metric: 'planar' })).toThrow(
            expect.objectContaining({ code: 'cancelled' }),
        );
    });

    it('names every fault of the input at once', () => {
        const units = gridUnits(2, 1);
        expect(issuesOf(units, { count: 3 })).toEqual([{ code: 'too-many-territories', path: ['options', 'count'] }]);
        expect(issuesOf([], { count: 1 })).toEqual([{ code: 'empty-input', path: ['units'] }]);
        expect(issuesOf(units, {})).toEqual([{ code: 'missing-key', path: ['options', 'count'] }]);
        expect(issuesOf(units, { count: 1.5, ballance: [] })).toEqual([
            { code: 'not-an-integer', path: ['options', 'count'] },
            { code: 'unknown-key', path: ['options', 'ballance'] },
        ]);
        expect(
            issuesOf(units, {
                count: 1,
                balance: [{ measure: 'sales' }, { measure: 'count' }, { measure: 'count' }],
                targets: { nowhere: 1 },
                locks: { 'x-x': 'territory-9' },
                edges: [['0-0', 'z']],
            }),
        ).toEqual([
            { code: 'unknown-id', path: ['options', 'balance', 0, 'measure'] },
            { code: 'duplicate-id', path: ['options', 'balance', 2, 'measure'] },
            { code: 'unknown-id', path: ['options', 'targets', 'nowhere'] },
            { code: 'unknown-id', path: ['options', 'locks', 'x-x'] },
            { code: 'unknown-id', path: ['options', 'locks', 'x-x'] },
            { code: 'unknown-id', path: ['options', 'edges', 0, 1] },
        ]);
        expect(issuesOf(units, { count: 2, locks: { '0-0': 'territory-1', '1-0': 'territory-1' } })).toEqual([
            { code: 'too-many-territories', path: ['options', 'locks'] },
        ]);
        expect(issuesOf([{ id: 'a', position: [0, 0], measures: { workload: -1 } }], { count: 1 })).toEqual([
            { code: 'out-of-range', path: ['units', 0, 'measures', 'workload'] },
        ]);
    });

    it('does not change its input', () => {
        const units = gridUnits(4, 3);
        const options = { count: 2, metric: 'planar', locks: { '0-0': 'territory-2' }, stop: { iterations: 500 } } as const;
        const before = structuredClone([units, options]);
        designTerritories(units, options);
        expect([units, options]).toEqual(before);
    });
});
