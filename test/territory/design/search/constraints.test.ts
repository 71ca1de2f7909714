import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../../src/core/index.js';
import type { DesignOptions } from '../../../../src/territory/design/design-options.js';
import { designTerritories } from '../../../../src/territory/design/design-territories.js';
import type { TerritoryPlan } from '../../../../src/territory/model/territory-plan.js';
import type { Unit } from '../../../../src/territory/model/unit.js';
import { gridEdges, gridUnits, hangsTogether } from '../../oracles.js';

const WIDTH = 4;
const HEIGHT = 2;
const stop = { iterations: 60_000 };

interface Judged {
    readonly violation: number;
    readonly moved: number;
    readonly dispersion: number;
}

const unitAt = (id: string, x: number, y: number): Unit => ({ id, position: [x, y], measures: {} });

// A large excess counts more than several small ones of its sum.
const excess = (over: number): number => (over > 0 ? over * (1 + 10 * over) : 0);

// By the definitions of the options alone: territories are numbered, `division[i]` is that of unit i.
function judge(units: readonly Unit[], division: readonly number[], count: number, options: DesignOptions): Judged {
    const { limits = [], disjoint = [], forbidden = {}, balance = [] } = options;
    const at = new Map(units.map(({ id }, i) => [id, division[i]]));
    let violation = 0;
    let dispersion = 0;
    for (let j = 0; j < count; j++) {
        const members = units.filter((_, i) => division[i] === j);
        const load = members.reduce((sum, unit) => sum + unit.measures['workload'], 0);
        const target = units.reduce((sum, unit) => sum + unit.measures['workload'], 0) / count;
        for (const { tolerance = 0.05 } of balance) violation += excess(Math.abs(load / target - 1) - tolerance);
        for (const { measure, min = 0, max = Number.POSITIVE_INFINITY } of limits) {
            const amount = measure === 'count' ? members.length : load;
            const scale = Number.isFinite(max) ? max : min;
            violation += excess(Math.max(min - amount, amount - max) / scale);
        }
        const sums = members.map((center) =>
            members.reduce((sum, { position: [x, y] }) => sum + Math.hypot(x - center.position[0], y - center.position[1]), 0),
        );
        dispersion += Math.min(...sums);
    }
    for (const [a, b] of disjoint) if (at.get(a) === at.get(b)) violation++;
    for (const [id, ids] of Object.entries(forbidden)) if (ids.includes(`territory-${at.get(id)! + 1}`)) violation++;
    const home = new Map(options.incumbent?.territories.flatMap(({ id, unitIds }) => unitIds.map((unit) => [unit, id] as const)));
    const left = units.filter(({ id }) => home.has(id) && home.get(id) !== `territory-${at.get(id)! + 1}`);
    return { violation, moved: left.length, dispersion };
}

// The best of all divisions into connected territories, by violation, then what moved, then dispersion.
function bestOf(units: readonly Unit[], count: number, options: DesignOptions): Judged {
    const edges = gridEdges(WIDTH, HEIGHT);
    const most = (options.disruption?.maxMoved ?? 1) * units.length + 1e-9;
    let best: Judged = { violation: Infinity, moved: Infinity, dispersion: Infinity };
    for (let code = 0; code < count ** units.length; code++) {
        const division = units.map((_, i) => Math.floor(code / count ** i) % count);
        const groups = Array.from({ length: count }, (_, j) => units.filter((__, i) => division[i] === j).map(({ id }) => id));
        if (groups.some((group) => group.length === 0 || !hangsTogether(group, edges))) continue;
        const isWhole = (options.keepTogether ?? []).every((group) =>
            groups.some((ids) => group.every((id) => ids.includes(id))),
        );
        if (!isWhole) continue;
        const judged = judge(units, division, count, options);
        if (judged.moved > most) continue;
        const order =
            Math.round((judged.violation - best.violation) * 1e9) ||
            judged.moved - best.moved ||
            judged.dispersion - best.dispersion;
        if (order < 0) best = judged;
    }
    return best;
}

function divisionOf(units: readonly Unit[], plan: TerritoryPlan): number[] {
    return units.map(({ id }) => Number(plan.territories.find(({ unitIds }) => unitIds.includes(id))!.id.split('-')[1]) - 1);
}

const someLoads = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 8, maxLength: 8 });
const unitsOf = (loads: readonly number[]): Unit[] => gridUnits(WIDTH, HEIGHT, (x, y) => loads[y * WIDTH + x]);
const someId = fc.constantFrom(...gridUnits(WIDTH, HEIGHT).map(({ id }) => id));
const base = { count: 2, metric: 'planar', edges: gridEdges(WIDTH, HEIGHT), stop } as const;

function expectBest(units: readonly Unit[], options: DesignOptions): TerritoryPlan {
    const plan = designTerritories(units, options);
    const found = judge(units, divisionOf(units, plan), options.count!, options);
    const best = bestOf(units, options.count!, options);
    expect(found.violation).toBeCloseTo(best.violation, 8);
    expect(found.moved).toBe(best.moved);
    expect(found.dispersion).toBeCloseTo(best.dispersion, 8);
    return plan;
}

describe('designTerritories with rules, against all divisions', () => {
    const balance = [{ measure: 'workload', tolerance: 0.1 }];

    it('keeps the least and most of a territory', () => {
        const limits = [
            { measure: 'count', min: 3, max: 5 },
            { measure: 'workload', max: 24 },
        ];
        fc.assert(
            fc.property(someLoads, (loads) => {
                const plan = expectBest(unitsOf(loads), { ...base, balance: [], limits });
                const codes = plan.violations.map(({ code }) => code);
                expect(codes.every((code) => code === 'limit-not-met')).toBe(true);
            }),
            { numRuns: 15, seed: 1 },
        );
    });

    it('keeps units apart and out of forbidden territories', () => {
        fc.assert(
            fc.property(someLoads, fc.uniqueArray(someId, { minLength: 3, maxLength: 3 }), (loads, [a, b, c]) => {
                const forbidden = { [c]: ['territory-2'] };
                expectBest(unitsOf(loads), { ...base, balance, disjoint: [[a, b]], forbidden });
            }),
            { numRuns: 15, seed: 1 },
        );
    });

    it('moves as little of an incumbent as balance needs, and no more than may', () => {
        const incumbent = {
            territories: [
                { id: 'territory-1', unitIds: ['0-0', '1-0', '0-1', '1-1'] },
                { id: 'territory-2', unitIds: ['2-0', '3-0', '2-1', '3-1'] },
            ],
        };
        fc.assert(
            fc.property(someLoads, fc.constantFrom(1, 0.25, 0), (loads, maxMoved) => {
                const options = { ...base, balance, incumbent, disruption: { maxMoved } };
                const plan = expectBest(unitsOf(loads), options);
                if (maxMoved === 0) expect(divisionOf(unitsOf(loads), plan)).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
            }),
            { numRuns: 15, seed: 1 },
        );
    });

    it('keeps groups together and connected', () => {
        fc.assert(
            fc.property(someLoads, (loads) => {
                const plan = designTerritories(unitsOf(loads), {
                    ...base,
                    balance,
                    keepTogether: [
                        ['0-0', '3-0'],
                        ['3-0', '2-1'],
                    ],
                });
                const division = divisionOf(unitsOf(loads), plan);
                expect(new Set([division[0], division[3], division[6]]).size).toBe(1);
                expect(plan.violations.filter(({ code }) => code === 'not-contiguous')).toEqual([]);
            }),
            { numRuns: 15, seed: 1 },
        );
    });
});

describe('designTerritories with rules', () => {
    const units = gridUnits(8, 4);
    const grid = { count: 4, metric: 'planar', edges: gridEdges(8, 4), stop: { iterations: 20_000 } } as const;
    const idOf = (plan: TerritoryPlan, unit: string): string =>
        plan.territories.find(({ unitIds }) => unitIds.includes(unit))!.id;

    it('cuts links that cross a barrier', () => {
        // A river between the rows, with a bridge at the left end only.
        const barriers = [
            {
                type: 'LineString',
                coordinates: [
                    [0.5, 1.5],
                    [9, 1.5],
                ],
            },
        ] as const;
        const plan = designTerritories(units, { ...grid, barriers });
        const kept = grid.edges.filter(([a, b]) => a[2] === b[2] || a === '0-1' || !(a.endsWith('-1') && b.endsWith('-2')));
        for (const { unitIds, parts } of plan.territories) {
            expect(hangsTogether(unitIds, kept)).toBe(true);
            expect(parts).toBe(1);
        }
        expect(plan.bridges).toEqual([]);
    });

    it('goes around a barrier, far as it may be, before it goes across', () => {
        // Two rows of places, a river between them, and one place beyond the river's end.
        const places = [0, 1, 2, 3].flatMap((x) => [0, 1].map((y) => unitAt(`${x}-${y}`, x, y)));
        places.push(unitAt('ferry', 40, 0.5));
        const barriers = [
            {
                type: 'LineString',
                coordinates: [
                    [-5, 0.5],
                    [30, 0.5],
                ],
            },
        ] as const;
        const plan = designTerritories(places, {
            count: 2,
            metric: 'planar',
            barriers,
            edges: gridEdges(4, 2),
            balance: [{ measure: 'count', tolerance: 0.5 }],
        });
        expect(plan.bridges).toHaveLength(2);
        for (const { unitIds, barrier } of plan.bridges!) {
            expect(unitIds).toContain('ferry');
            expect(barrier).toBeUndefined();
        }
    });

    it('tells which far units count as touching which', () => {
        const far = [unitAt('island-a', 100, 1), unitAt('island-b', 101, 1)];
        const edges = [...grid.edges, ['island-a', 'island-b'] as const];
        const plan = designTerritories([...units, ...far], { ...grid, edges, balance: [{ measure: 'count', tolerance: 0.3 }] });
        expect(plan.bridges).toEqual([
            expect.objectContaining({ unitIds: expect.arrayContaining(['7-1', 'island-a']), distance: 93 }),
        ]);
        const free = designTerritories([...units, ...far], { ...grid, edges, contiguity: 'none' });
        expect(free.bridges).toEqual([]);
    });

    it('bridges a barrier that nothing leads around', () => {
        const barriers = [
            {
                type: 'LineString',
                coordinates: [
                    [-1, 1.5],
                    [9, 1.5],
                ],
            },
        ] as const;
        const plan = designTerritories(units, {
            ...grid,
            count: 3,
            balance: [{ measure: 'workload', tolerance: 0.1 }],
            barriers,
        });
        expect(plan.violations).toEqual([]);
        expect(plan.territories.flatMap(({ unitIds }) => unitIds)).toHaveLength(32);
        expect(plan.bridges).toHaveLength(1);
        const [{ unitIds: ends, ...bridge }] = plan.bridges!;
        expect(ends.map((id) => id.split('-')[1]).sort()).toEqual(['1', '2']);
        expect(bridge).toEqual({ distance: 1, barrier: 0, territoryId: idOf(plan, ends[0]) });
        expect(idOf(plan, ends[1])).toBe(bridge.territoryId);
    });

    it('leaves what is out of scope as it is', () => {
        const first = designTerritories(units, { ...grid, seed: 3 });
        const heavy = units.map((unit) => (unit.id[0] < '3' ? { ...unit, measures: { workload: 3 } } : unit));
        const scope = [idOf(first, '0-0'), idOf(first, '7-3')];
        const plan = designTerritories(heavy, { metric: 'planar', edges: grid.edges, incumbent: first, scope, stop: grid.stop });
        for (const { id, unitIds } of first.territories) {
            if (!scope.includes(id)) expect(plan.territories.find((one) => one.id === id)!.unitIds).toEqual(unitIds);
        }
        expect(plan.violations.every(({ territoryId }) => scope.includes(territoryId))).toBe(true);
    });

    it('draws loads towards an ideal without demanding it', () => {
        const ideal = designTerritories(units, { ...grid, balance: [], limits: [{ measure: 'count', ideal: 8 }] });
        expect(ideal.violations).toEqual([]);
        expect(ideal.territories.map(({ unitIds }) => unitIds.length)).toEqual([8, 8, 8, 8]);
    });

    it('names what binds where limits cannot be met', () => {
        const plan = designTerritories(units, { ...grid, limits: [{ measure: 'count', min: 10 }] });
        expect(plan.violations.map(({ code, cause }) => [code, cause])).toContainEqual(['limit-not-met', 'total']);
        const apart: [string, string][] = [
            ['0-0', '1-0'],
            ['1-0', '2-0'],
            ['0-0', '2-0'],
        ];
        const crowded = designTerritories(units, { ...grid, count: 2, disjoint: apart });
        expect(crowded.violations.map(({ code }) => code)).toContain('forbidden-together');
    });

    it('reports every contradiction at once', () => {
        const options: DesignOptions = {
            ...grid,
            locks: { '0-0': 'territory-1', '1-0': 'territory-2', '2-0': 'territory-1' },
            keepTogether: [['0-0', '1-0']],
            disjoint: [
                ['0-0', '2-0'],
                ['3-0', '3-0'],
            ],
            forbidden: {
                '2-0': ['territory-1'],
                '4-0': ['territory-1', 'territory-2', 'territory-3', 'territory-4'],
                stranger: [],
            },
            limits: [{ measure: 'count', min: 5, max: 4 }, { measure: 'count', max: 4, ideal: 5 }, { measure: 'height' }],
            scope: ['territory-9'],
            disruption: { measure: 'sales' },
        };
        let issues: readonly { code: string; path: readonly (string | number)[] }[] = [];
        try {
            designTerritories(units, options);
        } catch (error) {
            if (error instanceof BeatplanError) issues = error.issues;
        }
        expect(issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual([
            'contradictory-options options.keepTogether.0',
            'missing-key options.incumbent',
            'unknown-id options.scope.0',
            'contradictory-options options.forbidden.2-0',
            'contradictory-options options.forbidden.4-0',
            'unknown-id options.forbidden.stranger',
            'contradictory-options options.disjoint.0',
            'contradictory-options options.disjoint.1',
            'contradictory-options options.limits.0.min',
            'contradictory-options options.limits.1.ideal',
            'missing-key options.limits.2',
            'unknown-id options.limits.2.measure',
            'unknown-id options.disruption.measure',
        ]);
    });

    it('refuses an incumbent that is no alignment', () => {
        const incumbent = { territories: [{ id: 'a', unitIds: [7] }] } as unknown as DesignOptions['incumbent'];
        expect(() => designTerritories(units, { ...grid, incumbent })).toThrow(BeatplanError);
    });
});
