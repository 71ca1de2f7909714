import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { polygonContains, wrapLongitude } from '../../src/geo/index.js';
import { densityGrid, densityShapes, PolygonIndex } from '../../src/spatial/index.js';
import {
    aggregateToUnits,
    auditTerritories,
    findBorders,
    findOverlaps,
    measureCompactness,
    planFromShapes,
    type TerritoryPlan,
    territoryShapes,
    type Unit,
} from '../../src/territory/index.js';
import { ringsOf } from '../geo/shapes.js';
import { barePlan } from './bare-plan.js';

const COLUMNS = 8;
const ROWS = 5;
/** Brings columns 0 to 8 over the antimeridian; exact in binary. */
const TURN = 176;

const cellName = (x: number, y: number): string => `${x}/${y}`;

/** Areas of a grid of one degree, `turn` degrees further east; one that crosses the antimeridian is a ring from 179.5 to -179.5. */
function gridAreas(turn: number): { id: string; geometry: Polygon }[] {
    const areas: { id: string; geometry: Polygon }[] = [];
    for (let y = 0; y < ROWS; y++) {
        for (let x = 0; x < COLUMNS; x++) {
            const ring = [
                [x, y],
                [x + 1, y],
                [x + 1, y + 1],
                [x, y + 1],
                [x, y],
            ].map(([lng, lat]) => [wrapLongitude(lng + turn - 0.5), lat]);
            areas.push({ id: cellName(x, y), geometry: { type: 'Polygon', coordinates: [ring] } });
        }
    }
    return areas;
}

function gridUnits(turn: number): Unit[] {
    return gridAreas(0).map(({ id }) => {
        const [x, y] = id.split('/').map(Number);
        return { id, position: [wrapLongitude(x + turn), y + 0.5], measures: { workload: 1 } };
    });
}

function planOf(owners: readonly number[]): TerritoryPlan {
    const ids = gridUnits(0).map(({ id }) => id);
    return barePlan([0, 1, 2].map((t) => ({ id: `t${t}`, unitIds: ids.filter((_, i) => owners[i] === t) })));
}

function expectCut({ features }: { features: readonly { geometry: Polygon | MultiPolygon }[] }): void {
    for (const ring of features.flatMap(({ geometry }) => ringsOf(geometry))) {
        for (let i = 1; i < ring.length; i++) expect(Math.abs(ring[i][0] - ring[i - 1][0])).toBeLessThan(180);
        expect(ring.every(([lng]) => Math.abs(lng) <= 180)).toBe(true);
    }
}

describe('territories in a frame turned over the antimeridian', () => {
    const owners = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: COLUMNS * ROWS, maxLength: COLUMNS * ROWS });

    it('have the shapes, parts, holes and overlaps that they have elsewhere', () => {
        fc.assert(
            fc.property(owners, fc.boolean(), (division, hasAreas) => {
                const plan = planOf(division);
                const [plain, turned] = [0, TURN].map((turn) => {
                    const units = gridUnits(turn);
                    const shapes = territoryShapes(plan, units, hasAreas ? { areas: gridAreas(turn) } : {});
                    const drawn = planFromShapes(units, shapes);
                    const audit = auditTerritories(drawn, [], { shapes });
                    return { units, shapes, drawn, audit };
                });
                expectCut(turned.shapes);
                turned.shapes.features.forEach(({ properties, geometry }, i) => {
                    const before = plain.shapes.features[i].properties;
                    expect(properties.color).toBe(before.color);
                    expect(Math.abs(properties.area - before.area)).toBeLessThan(1 + 1e-7 * before.area);
                    const own = new Set(plan.territories[i].unitIds);
                    for (const unit of turned.units) expect(polygonContains(geometry, unit.position)).toBe(own.has(unit.id));
                });
                turned.drawn.territories.forEach(({ unitIds, parts }, i) => {
                    expect(unitIds).toEqual(plain.drawn.territories[i].unitIds);
                    if (hasAreas) expect(parts).toBe(plain.drawn.territories[i].parts);
                });
                turned.audit.territories.forEach(({ holes, compactness }, i) => {
                    if (hasAreas) expect(holes).toBe(plain.audit.territories[i].holes);
                    const before = plain.audit.territories[i].compactness!;
                    for (const name of ['polsbyPopper', 'reock', 'hullRatio', 'inertia'] as const) {
                        expect(Math.abs(compactness![name] - before[name])).toBeLessThan(1e-3);
                    }
                });
                expect(findOverlaps(turned.shapes)).toEqual([]);
            }),
            { numRuns: 30 },
        );
    });

    it.each(['queen', 'rook'] as const)('have the %s borders that they have elsewhere, cut or not', (rule) => {
        const borders = findBorders(gridAreas(0), { rule });
        expect(findBorders(gridAreas(TURN), { rule })).toEqual(borders);
        const units = gridUnits(TURN);
        const alone = barePlan(units.map(({ id }) => ({ id, unitIds: [id] })));
        const cut = territoryShapes(alone, units, { areas: gridAreas(TURN) });
        expectCut(cut);
        expect(cut.features.some(({ geometry }) => geometry.type === 'MultiPolygon')).toBe(true);
        const areas = cut.features.map(({ properties: { id }, geometry }) => ({ id, geometry }));
        expect(findBorders(areas, { rule })).toEqual(borders);
        expect(measureCompactness(areas[4].geometry).polsbyPopper).toBeCloseTo(
            measureCompactness(areas[0].geometry).polsbyPopper,
            3,
        );
    });

    it('hold the same accounts', () => {
        const accounts = gridUnits(TURN).map((unit, i) => ({ ...unit, id: `a${i}` }));
        const { unitOf, outside } = aggregateToUnits(accounts, gridAreas(TURN));
        expect(outside).toEqual([]);
        expect(Object.values(unitOf)).toEqual(gridUnits(0).map(({ id }) => id));
        const index = new PolygonIndex(gridAreas(TURN));
        expect([...index.join(accounts.map(({ position }) => position))]).toEqual(accounts.map((_, i) => i));
    });

    it.each(['square', 'hexagon'] as const)('have the density cells that they have elsewhere: %s', (kind) => {
        const cells = { kind, size: 90_000 };
        const gridAt = (turn: number): ReturnType<typeof densityGrid> =>
            densityGrid(
                gridUnits(turn).map(({ position }) => position),
                { cells },
            );
        expect([...gridAt(TURN).counts]).toEqual([...gridAt(0).counts]);
        const shapes = densityShapes(gridAt(TURN), { twice: [...gridAt(TURN).sums].map((sum) => 2 * sum) });
        expectCut(shapes);
        expect(shapes.features.map(({ id }) => id)).toEqual(gridAt(TURN).keys);
        expect(() => densityShapes(gridAt(TURN), { twice: { length: 1e15 } })).toThrow();
    });
});
