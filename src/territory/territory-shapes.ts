import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { anything, checkStructure, finite, IssueCollector, oneOf, optional, strict } from '../core/index.js';
import { dissolveCells, type Position, polygonArea, voronoiCells } from '../geo/index.js';
import { checkUnits } from './check-units.js';
import { colorGraph } from './coloring.js';
import { bufferedHull } from './default-clip.js';
import type { TerritoryPlan } from './territory-plan.js';
import type { Measures, Unit } from './unit.js';

/** What each shape says about its territory. */
export interface TerritoryProperties {
    readonly id: string;
    readonly repId?: string;
    /** Colour index from 0, as few as a greedy choice needs; territories that touch differ. */
    readonly color: number;
    /** Number of units. */
    readonly units: number;
    /** Square metres. */
    readonly area: number;
    readonly measures: Measures;
    readonly deviations: Measures;
}

/** Options of {@link territoryShapes}. */
export interface ShapeOptions {
    /** Area to divide, a country's outline for one. Default: the convex hull of the units with a margin. */
    readonly clip?: Polygon | MultiPolygon;
    /** Width of the margin in metres, more than 0, where there is no `clip`. Default: as far as units lie apart on average, at least 1,000. */
    readonly buffer?: number;
}

const optionsSchema = strict({
    clip: optional(strict({ type: oneOf(['Polygon', 'MultiPolygon']), coordinates: anything(), bbox: optional(anything()) })),
    buffer: optional(finite({ moreThan: 0 })),
});

/**
 * Draws the territories of a plan: every place of the area belongs to the territory of the unit nearest to it. The shapes share their
 * borders bit for bit, so there is no overlap and no gap between them.
 *
 * Units at one place have one cell, which goes to the territory that has most of them (ties to the first territory).
 *
 * @param plan - its units must be among `units`; units that it does not hold are left out
 * @returns one feature a territory, in the plan's order, its `id` the territory's; a MultiPolygon without parts for a territory that no
 *   part of the area falls to. O(n log n), and more for a clip with many corners
 * @throws BeatplanError `invalid-input` with `unknown-id` for a unit that is not given, and the codes of positions
 * @example
 * ```ts
 * const shapes = territoryShapes(plan, units);
 * ```
 */
export function territoryShapes(
    plan: TerritoryPlan,
    units: readonly Unit[],
    options: ShapeOptions = {},
): FeatureCollection<Polygon | MultiPolygon, TerritoryProperties> {
    const { positions, owners } = checkInput(plan, units, options);
    const places = placesOf(positions, owners);
    const clip = options.clip ?? (positions.length > 0 ? bufferedHull(positions, options.buffer) : undefined);
    const cells: (Polygon | MultiPolygon)[][] = plan.territories.map(() => []);
    if (clip !== undefined) {
        voronoiCells(places.positions, clip).forEach((cell, index) => {
            if (cell !== null) cells[places.owners[index]].push(cell);
        });
    }
    const geometries = cells.map((own) => dissolveCells(own));
    const colors = colorGraph(touchingShapes(geometries));
    const features = plan.territories.map((territory, index): Feature<Polygon | MultiPolygon, TerritoryProperties> => {
        const { id, repId, measures, deviations, unitIds } = territory;
        const geometry = geometries[index];
        const figures = {
            units: unitIds.length,
            area: polygonArea(geometry),
            measures: { ...measures },
            deviations: { ...deviations },
        };
        const properties = { id, ...(repId === undefined ? {} : { repId }), color: colors[index], ...figures };
        return { type: 'Feature', id, geometry, properties };
    });
    return { type: 'FeatureCollection', features };
}

// Territories by the borders they share: an edge of one is the same edge the other way round of another.
function touchingShapes(geometries: readonly (Polygon | MultiPolygon)[]): Set<number>[] {
    const holders = new Map<string, number>();
    const touching = geometries.map(() => new Set<number>());
    geometries.forEach((geometry, index) => {
        const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
        for (const ring of polygons.flat()) {
            for (let i = 1; i < ring.length; i++) {
                const ends = [ring[i - 1].join(), ring[i].join()].sort();
                const key = ends.join(' ');
                const other = holders.get(key);
                if (other === undefined) holders.set(key, index);
                else if (other !== index) {
                    touching[index].add(other);
                    touching[other].add(index);
                }
            }
        }
    });
    return touching;
}

function placesOf(
    positions: readonly Position[],
    owners: readonly number[],
): { positions: readonly Position[]; owners: readonly number[] } {
    const places = new Map<string, { position: Position; counts: Map<number, number> }>();
    positions.forEach((position, index) => {
        const key = `${position[0] === 180 ? -180 : position[0]} ${position[1]}`;
        let place = places.get(key);
        if (place === undefined) {
            place = { position, counts: new Map() };
            places.set(key, place);
        }
        place.counts.set(owners[index], (place.counts.get(owners[index]) ?? 0) + 1);
    });
    const list = [...places.values()];
    return {
        positions: list.map((place) => place.position),
        owners: list.map(({ counts }) => [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b)[0][0]),
    };
}

function checkInput(
    plan: TerritoryPlan,
    units: readonly Unit[],
    options: ShapeOptions,
): { positions: readonly Position[]; owners: readonly number[] } {
    const collector = new IssueCollector();
    checkStructure(optionsSchema, options, collector, ['options']);
    const indexOf = checkUnits(units, 'geographic', collector);
    const positions: Position[] = [];
    const owners: number[] = [];
    plan.territories.forEach((territory, owner) => {
        territory.unitIds.forEach((id, at) => {
            const index = indexOf.get(id);
            if (index === undefined) {
                const path = ['plan', 'territories', owner, 'unitIds', at];
                collector.add('unknown-id', path, 'names no unit', { received: id });
                return;
            }
            positions.push(units[index].position);
            owners.push(owner);
        });
    });
    collector.throwIfAny('the territory shapes');
    return { positions, owners };
}
