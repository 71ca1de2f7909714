import fc from 'fast-check';
import type { Feature, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { BeatplanError, Random } from '../../../src/core/index.js';
import type { Account, Rep } from '../../../src/market/index.js';
import {
    aggregateToUnits,
    assignLeads,
    auditTerritories,
    type DrawnTerritories,
    describeBorders,
    designTerritories,
    findBorders,
    findExceptions,
    findGabrielLinks,
    measureAlignmentIndex,
    measureCompactness,
    planFromAlignment,
    planFromShapes,
    type TerritoryAudit,
    type TerritoryPlan,
    territoryShapes,
    type Unit,
} from '../../../src/territory/index.js';
import { barePlan } from '../bare-plan.js';

function issuesOf(call: () => unknown): [code: string, path: string][] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => [code, path.join('.')]);
    }
    return [];
}

const box = (west: number, south: number, east: number, north: number): Polygon => ({
    type: 'Polygon',
    coordinates: [
        [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
        ],
    ],
});
const area = (id: string, geometry: Polygon): { id: string; geometry: Polygon } => ({ id, geometry });
const drawn = (shapes: Readonly<Record<string, Polygon>>, repOf: Readonly<Record<string, string>> = {}): DrawnTerritories => ({
    type: 'FeatureCollection',
    features: Object.entries(shapes).map(
        ([id, geometry]): Feature<Polygon, { id: string; repId?: string }> => ({
            type: 'Feature',
            properties: id in repOf ? { id, repId: repOf[id] } : { id },
            geometry,
        }),
    ),
});
const unit = (id: string, x: number, y: number, workload = 1): Unit => ({ id, position: [x, y], measures: { workload } });

describe('auditTerritories with shares', () => {
    it('holds each territory against its share', () => {
        const units = [1, 1, 1].map((workload, i) => unit(`u${i}`, i, 0, workload));
        const plan = planFromAlignment(units, {
            territories: [
                { id: 'half', unitIds: ['u0'] },
                { id: 'full', unitIds: ['u1', 'u2'] },
            ],
        });
        const plain = auditTerritories(plan, []);
        expect(plain.balance['workload'].maxDeviation).toBeCloseTo(1 / 3, 12);
        const { balance, territories } = auditTerritories(plan, [], { targets: { half: 0.5 } });
        expect(balance['workload'].maxDeviation).toBeCloseTo(0, 12);
        expect(balance['workload'].mean).toBe(1.5);
        for (const { deviations } of territories) expect(deviations['workload']).toBeCloseTo(0, 12);
        expect(issuesOf(() => auditTerritories(plan, [], { targets: { none: 1, half: 0 } })).map(([code]) => code)).toEqual([
            'out-of-range',
            'unknown-id',
        ]);
    });
});

describe('aggregateToUnits', () => {
    it('sums what lies in each area, and returns what lies in none', () => {
        const accounts = [unit('a', 0.5, 0.5, 2), unit('b', 1, 0.5, 3), unit('c', 1.5, 0.5, 4), unit('d', 9, 9, 5)];
        const areas = [area('west', box(0, 0, 1, 1)), area('east', box(1, 0, 2, 1)), area('empty', box(3, 0, 4, 1))];
        const { units, unitOf, outside } = aggregateToUnits(accounts, areas);
        expect(units.map(({ id, measures }) => [id, measures])).toEqual([
            ['west', { workload: 5 }],
            ['east', { workload: 4 }],
            ['empty', { workload: 0 }],
        ]);
        expect(units[0].position[0]).toBeCloseTo(0.5, 6);
        expect(unitOf).toEqual({ a: 'west', b: 'west', c: 'east' });
        expect(outside).toEqual([{ accountId: 'd', code: 'outside-areas' }]);
    });

    it('names faults', () => {
        expect(issuesOf(() => aggregateToUnits([unit('a', 0, 0), unit('a', 0, 0)], []))).toEqual([
            ['duplicate-id', 'accounts.1.id'],
        ]);
    });
});

describe('findBorders', () => {
    it('tells a common point from a common piece of border', () => {
        const areas = [
            area('sw', box(0, 0, 1, 1)),
            area('se', box(1, 0, 2, 1)),
            area('ne', box(1, 1, 2, 2)),
            area('far', box(5, 5, 6, 6)),
        ];
        expect(findBorders(areas)).toEqual([
            ['sw', 'se'],
            ['sw', 'ne'],
            ['se', 'ne'],
        ]);
        expect(findBorders(areas, { rule: 'rook' })).toEqual([
            ['sw', 'se'],
            ['se', 'ne'],
        ]);
    });

    it('finds borders along the antimeridian', () => {
        const areas = [area('west', box(179, 0, 180, 1)), area('east', box(-180, 0, -179, 1))];
        expect(findBorders(areas, { rule: 'rook' })).toEqual([['west', 'east']]);
    });

    it('gives a grid of squares its kings and its rooks', () => {
        const grid = Array.from({ length: 12 }, (_, i) =>
            area(String(i), box(i % 4, (i / 4) | 0, (i % 4) + 1, ((i / 4) | 0) + 1)),
        );
        const steps = (a: string, b: string): [number, number] => [
            Math.abs((Number(a) % 4) - (Number(b) % 4)),
            Math.abs(((Number(a) / 4) | 0) - ((Number(b) / 4) | 0)),
        ];
        const queen: [string, string][] = [];
        for (let a = 0; a < 12; a++) {
            for (let b = a + 1; b < 12; b++)
                if (Math.max(...steps(String(a), String(b))) === 1) queen.push([String(a), String(b)]);
        }
        expect(findBorders(grid)).toEqual(queen);
        const rook = queen.filter(([a, b]) => steps(a, b)[0] + steps(a, b)[1] === 1);
        expect(findBorders(grid, { rule: 'rook' })).toEqual(rook);
        expect(issuesOf(() => findBorders(grid, { rule: 'bishop' as 'rook' }))).toEqual([['unknown-option', 'options.rule']]);
    });
});

describe('findGabrielLinks', () => {
    it('links the pairs with no unit between them, by trying all', () => {
        const place = fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }));
        fc.assert(
            fc.property(fc.array(place, { maxLength: 25 }), (places) => {
                const units = places.map(([x, y], i) => unit(String(i), x, y));
                const found = new Set(findGabrielLinks(units, { metric: 'planar' }).map(([a, b]) => `${a}-${b}`));
                const squared = (a: number, b: number): number =>
                    (places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2;
                for (let a = 0; a < places.length; a++) {
                    for (let b = a + 1; b < places.length; b++) {
                        const gaps = places.map((_, c) =>
                            c === a || c === b ? 1 : squared(a, c) + squared(c, b) - squared(a, b),
                        );
                        // On the very circle, and for places on top of each other, rounding decides.
                        if (gaps.some((gap) => Math.abs(gap) < 1e-6)) continue;
                        expect(found.has(`${a}-${b}`)).toBe(gaps.every((gap) => gap > 0));
                    }
                }
            }),
        );
    });
});

describe('measureAlignmentIndex', () => {
    it('is 1000 in the mean, and weighs measures against their own mean', () => {
        const items = [{ measures: { workload: 10, potential: 300 } }, { measures: { workload: 30, potential: 100 } }];
        const index = measureAlignmentIndex(items, { workload: 6, potential: 3 });
        expect(index[0]).toBeCloseTo((1000 * (6 * 0.5 + 3 * 1.5)) / 9, 9);
        expect(index[0] + index[1]).toBeCloseTo(2000, 9);
    });

    it('leaves out what no rep has', () => {
        const items = [{ measures: { workload: 10, sales: 0 } }, { measures: { workload: 30, sales: 0 } }];
        expect([...measureAlignmentIndex(items, { workload: 0.6, sales: 0.4 })]).toEqual([500, 1500]);
        expect([...measureAlignmentIndex(items, { sales: 1 })]).toEqual([0, 0]);
        expect(measureAlignmentIndex([], { sales: 1 })).toHaveLength(0);
    });

    it('names faults', () => {
        expect(issuesOf(() => measureAlignmentIndex([{ measures: {} }], { workload: 1 }))).toEqual([
            ['missing-key', 'items.0.measures.workload'],
        ]);
        expect(issuesOf(() => measureAlignmentIndex([], { workload: 0 }))).toEqual([['out-of-range', 'weights']]);
    });
});

describe('measureCompactness', () => {
    const circle = (corners: number, width = 1): Polygon => ({
        type: 'Polygon',
        coordinates: [
            Array.from({ length: corners + 1 }, (_, i) => [
                10 + 0.01 * width * Math.cos((2 * Math.PI * (i % corners)) / corners),
                0.01 * Math.sin((2 * Math.PI * (i % corners)) / corners),
            ]),
        ],
    });

    it('is 1 for a circle, and known for a square and a strip', () => {
        for (const value of Object.values(measureCompactness(circle(720)))) expect(value).toBeCloseTo(1, 3);
        const square = measureCompactness(box(0, 0, 0.01, 0.01));
        expect(square.polsbyPopper).toBeCloseTo(Math.PI / 4, 4);
        expect(square.reock).toBeCloseTo(2 / Math.PI, 4);
        expect(square.hullRatio).toBeCloseTo(1, 6);
        expect(square.inertia).toBeCloseTo(3 / Math.PI, 4);
        const strip = measureCompactness(box(0, 0, 0.1, 0.01));
        expect(strip.polsbyPopper).toBeCloseTo((4 * Math.PI * 10) / 22 ** 2, 4);
        expect(strip.reock).toBeCloseTo(10 / (Math.PI * 25.25), 4);
        expect(strip.inertia).toBeCloseTo(100 / (2 * Math.PI * ((10 * 101) / 12)), 4);
    });

    it('sees holes, parts and bays', () => {
        const frame: Polygon = {
            type: 'Polygon',
            coordinates: [...box(0, 0, 0.03, 0.03).coordinates, ...box(0.01, 0.01, 0.02, 0.02).coordinates],
        };
        const measured = measureCompactness(frame);
        expect(measured.hullRatio).toBeCloseTo(8 / 9, 4);
        expect(measured.polsbyPopper).toBeCloseTo((4 * Math.PI * 8) / 16 ** 2, 4);
        const parts = measureCompactness({
            type: 'MultiPolygon',
            coordinates: [box(0, 0, 0.01, 0.01).coordinates, box(0.02, 0, 0.03, 0.01).coordinates],
        });
        expect(parts.hullRatio).toBeCloseTo(2 / 3, 4);
        expect(measureCompactness(box(0, 0, 1, 0))).toEqual({
            polsbyPopper: 0,
            reock: 0,
            hullRatio: 0,
            inertia: 0,
        });
    });

    it('has a circle around that holds all corners and is no wider than it must be', () => {
        const corner = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }));
        fc.assert(
            fc.property(corner, corner, corner, (a, b, c) => {
                const twice = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
                fc.pre(twice > 0);
                const ring = [a, b, c, a].map(([x, y]) => [x / 4000, y / 4000]);
                const sides = [a, b, c].map((from, i) => {
                    const to = [b, c, a][i];
                    return Math.hypot(to[0] - from[0], to[1] - from[1]);
                });
                const [short, middle, long] = sides.sort((x, y) => x - y);
                const isObtuse = long ** 2 >= short ** 2 + middle ** 2;
                const radius = isObtuse ? long / 2 : (short * middle * long) / (2 * twice);
                const { reock } = measureCompactness({ type: 'Polygon', coordinates: [ring] });
                expect(reock / (twice / 2 / (Math.PI * radius ** 2))).toBeCloseTo(1, 3);
            }),
        );
    });
});

describe('auditTerritories', () => {
    const shapes = drawn({ west: box(0, 0, 1, 1), east: box(0.9, 0, 2, 1) }, { west: 'ana', east: 'ben' });
    const accounts: Account[] = [
        { id: 'a', position: [0.5, 0.5], potential: 10, owner: 'ana' },
        { id: 'b', position: [1.5, 0.5], potential: 20, owner: 'ana' },
        { id: 'c', position: [1.6, 0.5], potential: 30, owner: 'ben' },
        { id: 'd', position: [5, 5], potential: 40 },
    ];
    const units = accounts.map(
        ({ id, position, potential = 0 }): Unit => ({ id, position, measures: { workload: 100, potential } }),
    );
    const plan = planFromShapes(units, shapes);

    it('reads a plan off outlines', () => {
        expect(
            plan.territories.map(({ id, repId, unitIds, measures, parts }) => ({ id, repId, unitIds, measures, parts })),
        ).toEqual([
            { id: 'west', repId: 'ana', unitIds: ['a'], measures: { workload: 100, potential: 10 }, parts: 1 },
            { id: 'east', repId: 'ben', unitIds: ['b', 'c'], measures: { workload: 200, potential: 50 }, parts: 1 },
        ]);
        expect(plan.territories[0].deviations).toEqual({ workload: 100 / 150 - 1, potential: 10 / 30 - 1 });
        expect(plan.territories[0].center).toEqual([0.5, 0.5]);
        expect(plan.maxDeviation).toBeCloseTo(2 / 3, 12);
    });

    it('finds overlaps, gaps and exceptions, and measures balance, shapes and driving', () => {
        const scores = accounts.map(({ id }) => ({
            accountId: id,
            score: 0,
            contributions: {},
            tier: 'A' as const,
            priority: 0,
            callFrequency: 2,
            callDuration: 30,
        }));
        const audit = auditTerritories(plan, accounts, { shapes, scores });
        expect(audit.overlaps).toHaveLength(1);
        expect(audit.overlaps[0].area).toBeGreaterThan(1e9);
        expect(audit.gaps.accounts).toEqual([{ accountId: 'd', potential: 40 }]);
        expect(audit.exceptions).toEqual([{ accountId: 'b', owner: 'ana', territoryId: 'east', repId: 'ben', potential: 20 }]);
        expect(audit.balance['workload'].maxDeviation).toBeCloseTo(1 / 3, 12);
        expect(audit.territories[1]).toMatchObject({ accounts: 2, driveDuration: 80, holes: 0, parts: 1 });
        expect(audit.territories[1].compactness?.polsbyPopper).toBeCloseTo(0.783, 2);
        const driving = [{ territoryId: 'west', driveDuration: 7 }];
        const known = auditTerritories(plan, accounts, { scores, driving });
        expect(known.territories.map(({ driveDuration }) => driveDuration)).toEqual([7, 80]);
        expect(audit.sound).toBe(false);
    });

    it('says so where all is sound, and leaves out what it is not told', () => {
        const whole = drawn({ west: box(0, 0, 1, 1), east: box(1, 0, 2, 1) }, { west: 'ana', east: 'ben' });
        const fine = accounts.slice(0, 3).map((account) => ({ ...account, owner: account.id === 'a' ? 'ana' : 'ben' }));
        const audit = auditTerritories(planFromShapes(units.slice(0, 3), whole), fine);
        expect(audit.sound).toBe(true);
        expect(Object.keys(audit.territories[0])).toEqual([
            'territoryId',
            'repId',
            'accounts',
            'measures',
            'deviations',
            'parts',
        ]);
    });

    it('follows accounts to the units they lie in', () => {
        const { unitOf } = aggregateToUnits(units, [area('west', box(0, 0, 1, 1)), area('east', box(1, 0, 2, 1))]);
        const byArea = { ...plan, territories: plan.territories.map((territory) => ({ ...territory, unitIds: [territory.id] })) };
        expect(findExceptions(byArea, accounts, { unitOf }).map(({ accountId }) => accountId)).toEqual(['b']);
        expect(auditTerritories(byArea, accounts, { unitOf }).territories.map((one) => one.accounts)).toEqual([1, 2]);
    });

    it('takes the shapes of a plan where a territory has no ground of its own', () => {
        const places = [unit('a', 0, 0), unit('b', 0, 0), unit('c', 0, 0), unit('d', 1, 0)];
        const crowded = barePlan([
            { id: 'few', unitIds: ['a'] },
            { id: 'many', unitIds: ['b', 'c', 'd'] },
        ]);
        const shapes = territoryShapes(crowded, places);
        const audit = auditTerritories(crowded, [], { shapes });
        expect(audit.territories[0]).toMatchObject({
            area: 0,
            compactness: { polsbyPopper: 0, reock: 0, hullRatio: 0, inertia: 0 },
        });
        const read = planFromShapes(places, shapes).territories;
        expect(read.map(({ unitIds, parts }) => [unitIds, parts])).toEqual([
            [[], 0],
            [['a', 'b', 'c', 'd'], 1],
        ]);
        expect(read[0].center.every(Number.isFinite)).toBe(true);
        const many: Rep = { id: 'many', home: [9, 9], hours: { mon: [[0, 1]] } };
        expect(assignLeads([{ id: 'new', position: [0, 0] }], { shapes }, [many])[0].rule).toBe('territory-shape');
    });

    it('counts parts in a graph where one is given, whatever the plan says', () => {
        const areas = ['a', 'b', 'c', 'd'].map((id, x) => area(id, box(x, 0, x + 1, 1)));
        const edges = findBorders(areas, { rule: 'rook' });
        const stale = barePlan([
            { id: 'torn', unitIds: ['a', 'c'] },
            { id: 'whole', unitIds: ['d', 'c'], parts: 2 },
            { id: 'empty', unitIds: [], parts: 1 },
        ]);
        const partsOf = (audit: TerritoryAudit): number[] => audit.territories.map(({ parts }) => parts);
        expect(partsOf(auditTerritories(stale, []))).toEqual([1, 2, 1]);
        expect(partsOf(auditTerritories(stale, [], { edges }))).toEqual([2, 1, 0]);
        expect(partsOf(auditTerritories(stale, [], { edges: [] }))).toEqual([2, 2, 0]);
        const torn = barePlan([{ id: 'torn', unitIds: ['a', 'c'] }]);
        expect([{}, { edges }].map((options) => auditTerritories(torn, [], options).sound)).toEqual([true, false]);
    });
});

describe('planFromAlignment', () => {
    const random = new Random(4);
    const units = Array.from({ length: 60 }, (_, i) =>
        unit(`u${i}`, 10 + random.next(), 48 + random.next(), 1 + random.integer(4)),
    );

    it('tells of a plan that was designed what the design told, with its parts', () => {
        for (const contiguity of ['graph', 'none'] as const) {
            const plan = designTerritories(units, {
                count: 5,
                contiguity,
                stop: { iterations: contiguity === 'graph' ? 3000 : 0 },
            });
            const read = planFromAlignment(units, plan);
            const figuresOf = ({ territories }: TerritoryPlan): unknown[] =>
                territories.map(({ id, unitIds, center, measures, parts }) => ({ id, unitIds, center, measures, parts }));
            expect(figuresOf(read)).toEqual(figuresOf(plan));
            expect(read.dispersion).toBeCloseTo(plan.dispersion, 3);
            expect(read.maxDeviation).toBeCloseTo(plan.maxDeviation, 9);
        }
    });

    it('takes rows as they come: units left out, units claimed twice, territories without any', () => {
        const rows = {
            territories: [
                { id: 'a', unitIds: ['u0', 'u1'] },
                { id: 'b', unitIds: ['u1'] },
                { id: 'c', unitIds: [] },
            ],
        };
        const edges: [string, string][] = [['u0', 'u1']];
        const plan = planFromAlignment(units, rows, { edges });
        expect(plan.territories.map(({ unitIds, parts }) => [unitIds, parts])).toEqual([
            [['u0', 'u1'], 1],
            [['u1'], 1],
            [[], 0],
        ]);
        expect(plan.territories[2].center.every(Number.isFinite)).toBe(true);
        expect(auditTerritories(plan, []).overlaps).toHaveLength(1);
    });

    it('names faults', () => {
        const rows = { territories: [{ id: 'a', unitIds: ['u0', 'who'] }] };
        expect(issuesOf(() => planFromAlignment(units, rows))).toEqual([['unknown-id', 'alignment.territories.0.unitIds.1']]);
        expect(issuesOf(() => planFromAlignment(units, { territories: [{ id: 'a' }] } as never))).toEqual([
            ['missing-key', 'alignment.territories.0.unitIds'],
        ]);
    });
});

describe('borders that almost match', () => {
    const noisy = (most: number): { id: string; geometry: Polygon }[] => {
        const random = new Random(3);
        const noise = (): number => (random.next() - 0.5) * 2 * most;
        return Array.from({ length: 36 }, (_, i) => {
            const [x, y] = [i % 6, Math.floor(i / 6)];
            const ring = box(x, y, x + 1, y + 1)
                .coordinates[0].slice(1)
                .map(([lng, lat]) => [lng + noise(), lat + noise()]);
            return area(`c${i}`, { type: 'Polygon', coordinates: [[...ring, ring[0]]] });
        });
    };

    it.each(['queen', 'rook'] as const)('are found by %s as if they matched, and said to be snapped', (rule) => {
        const exact = findBorders(noisy(0), { rule });
        expect(exact).toHaveLength(rule === 'rook' ? 60 : 110);
        for (const most of [1e-13, 1e-9, 1e-6]) expect(findBorders(noisy(most), { rule })).toEqual(exact);
        const { edges, snapped, farthest } = describeBorders(noisy(1e-9), { rule });
        expect(edges).toEqual(exact);
        expect(snapped).toBeGreaterThan(50);
        expect(farthest).toBeLessThan(0.001);
        expect(describeBorders(noisy(0), { rule })).toEqual({ edges: exact, snapped: 0, added: 0, farthest: 0 });
        expect(findBorders(noisy(1e-9), { rule, tolerance: 0 }).length).toBeLessThan(exact.length);
    });

    it('join into territories without slivers', () => {
        const areas = noisy(1e-9);
        const units = areas.map(({ id }, i) => unit(id, (i % 6) + 0.5, Math.floor(i / 6) + 0.5));
        const plan = designTerritories(units, {
            count: 4,
            edges: findBorders(areas, { rule: 'rook' }),
            stop: { iterations: 5000 },
        });
        expect(plan.violations).toEqual([]);
        const { features } = territoryShapes(plan, units, { areas });
        for (const { geometry } of features) expect(geometry.type).toBe('Polygon');
    });
});
