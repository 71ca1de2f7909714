import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import {
    anything,
    checkStructure,
    finite,
    IssueCollector,
    list,
    loose,
    oneOf,
    optional,
    strict,
    text,
} from '../../core/index.js';
import { dissolveCells, type Position, polygonArea, simplifyPolygons, snapBorders, voronoiCells } from '../../geo/index.js';
import { checkPolygon } from '../../geo/internal.js';
import type { PolygonItem } from '../../spatial/index.js';
import { neighboursByEdge } from '../graph/common-edges.js';
import { checkTerritoryPlan } from '../model/check-plan.js';
import { checkUnits } from '../model/check-units.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Measures, Unit } from '../model/unit.js';
import { colorGraph } from './coloring.js';
import { bufferedHull } from './default-clip.js';

/** What each shape says about its territory. */
export interface TerritoryProperties {
    readonly id: string;
    readonly repId?: string;
    /** Colour index from 0, as few as a greedy choice needs; territories with a piece of border in common differ. */
    readonly color: number;
    /** Number of units. */
    readonly units: number;
    /** Square metres, as it was before `simplify`. */
    readonly area: number;
    readonly measures: Measures;
    readonly deviations: Measures;
}

/** What {@link territoryShapes} draws: one feature a territory. */
export interface TerritoryShapes extends FeatureCollection<Polygon | MultiPolygon, TerritoryProperties> {
    /** What it took to make the borders of `areas` fit, as `snapBorders` counts it; absent if they fit, or there are no areas. */
    readonly snapped?: {
        /** Corners that moved to those of a neighbour. */
        readonly moved: number;
        /** Corners added to edges on which a neighbour has one. */
        readonly added: number;
        /** The farthest that a corner or an edge moved, metres. */
        readonly farthest: number;
    };
}

/** Options of {@link territoryShapes}. */
export interface ShapeOptions {
    /**
     * Outline of each unit by the unit's id, where units are counties or postcodes: territories are joined from these, whatever the units'
     * positions. Areas of one map, as `findBorders` takes them; corners within a metre of each other are one, and `snapped` says so. Areas of
     * other units do not matter. Default: units are points.
     */
    readonly areas?: readonly PolygonItem[];
    /** Area to divide among points, a country's outline for one. Default: the convex hull of the units with a margin. */
    readonly clip?: Polygon | MultiPolygon;
    /** Width of the margin in metres, more than 0, where there is no `clip`. Default: as far as units lie apart on average, at least 1,000. */
    readonly buffer?: number;
    /**
     * Leaves out corners that lie no farther than this many metres from the border without them, more than 0; shared borders stay
     * shared. A unit at a border may come to lie beyond it. Default: every corner stays.
     */
    readonly simplify?: number;
}

const optionsSchema = strict({
    areas: optional(list(loose({ id: text() }))),
    clip: optional(strict({ type: oneOf(['Polygon', 'MultiPolygon']), coordinates: anything(), bbox: optional(anything()) })),
    buffer: optional(finite({ moreThan: 0 })),
    simplify: optional(finite({ moreThan: 0 })),
});

/**
 * Draws the territories of a plan. Of points, every place of the area belongs to the territory of the unit nearest to it; of areas, a
 * territory is what its units cover. The shapes share their borders bit for bit, so there is no overlap and no gap between them that is
 * not there between the areas.
 *
 * Points at one place have one cell, which goes to the territory that has most of them (ties to the first territory).
 *
 * @param plan - its units must be among `units`, and among `areas` where these are given; units that it does not hold are left out
 * @returns one feature a territory, in the plan's order, its `id` the territory's; a MultiPolygon without parts for a territory that no
 *   part of the area falls to. O(n log n), and more for a clip with many corners
 * @throws BeatplanError `invalid-input` with `unknown-id` for a unit that is not given or has no area, `contradictory-options` for areas
 *   with `clip` or `buffer`, `duplicate-id` and `invalid-polygon` for areas, and the codes of positions
 * @example
 * ```ts
 * const shapes = territoryShapes(plan, units);
 * const counties = territoryShapes(planOfCounties, countyUnits, { areas: countyFeatures, simplify: 500 });
 * ```
 */
export function territoryShapes(plan: TerritoryPlan, units: readonly Unit[], options: ShapeOptions = {}): TerritoryShapes {
    const members = checkInput(plan, units, options);
    const { areas, simplify } = options;
    const borders = areas === undefined ? undefined : snapBorders(areas.map(({ geometry }) => geometry));
    const pieces = areas === undefined ? cellsOf(members, options) : areasOf(plan, areas, borders!.polygons);
    const outlines = pieces.map((own) => dissolveCells(own, 0));
    const colors = colorGraph(neighboursByEdge(outlines));
    const geometries = simplify === undefined ? outlines : simplifyPolygons(outlines, simplify);
    const features = plan.territories.map((territory, index): Feature<Polygon | MultiPolygon, TerritoryProperties> => {
        const { id, repId, measures, deviations, unitIds } = territory;
        const figures = {
            units: unitIds.length,
            area: polygonArea(outlines[index]),
            measures: { ...measures },
            deviations: { ...deviations },
        };
        const properties = { id, ...(repId === undefined ? {} : { repId }), color: colors[index], ...figures };
        return { type: 'Feature', id, geometry: geometries[index], properties };
    });
    if (borders === undefined || borders.moved + borders.added === 0) return { type: 'FeatureCollection', features };
    const { moved, added, farthest } = borders;
    return { type: 'FeatureCollection', features, snapped: { moved, added, farthest } };
}

/** Positions of the units of each territory. */
type Members = readonly (readonly Position[])[];

function cellsOf(members: Members, { clip, buffer }: ShapeOptions): (Polygon | MultiPolygon)[][] {
    const cells: (Polygon | MultiPolygon)[][] = members.map(() => []);
    const positions = members.flat();
    const outline = clip ?? (positions.length > 0 ? bufferedHull(positions, buffer) : undefined);
    if (outline === undefined) return cells;
    const places = placesOf(members);
    voronoiCells(places.positions, outline).forEach((cell, index) => {
        if (cell !== null) cells[places.owners[index]].push(cell);
    });
    return cells;
}

function areasOf(
    { territories }: TerritoryPlan,
    areas: readonly PolygonItem[],
    polygons: readonly (Polygon | MultiPolygon)[],
): (Polygon | MultiPolygon)[][] {
    const areaOf = new Map(areas.map(({ id }, i) => [id, polygons[i]]));
    return territories.map(({ unitIds }) => unitIds.map((id) => areaOf.get(id)!));
}

function placesOf(members: Members): { positions: readonly Position[]; owners: readonly number[] } {
    const places = new Map<string, { position: Position; counts: Map<number, number> }>();
    members.forEach((own, owner) => {
        for (const position of own) {
            const key = `${position[0] === 180 ? -180 : position[0]} ${position[1]}`;
            let place = places.get(key);
            if (place === undefined) {
                place = { position, counts: new Map() };
                places.set(key, place);
            }
            place.counts.set(owner, (place.counts.get(owner) ?? 0) + 1);
        }
    });
    const list = [...places.values()];
    return {
        positions: list.map((place) => place.position),
        owners: list.map(({ counts }) => [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b)[0][0]),
    };
}

function checkAreas(areas: readonly PolygonItem[], collector: IssueCollector): void {
    const seen = new Set<string>();
    areas.forEach(({ id, geometry }, i) => {
        const path = ['options', 'areas', i];
        if (seen.has(id)) collector.add('duplicate-id', [...path, 'id'], 'is already used by another area', { received: id });
        seen.add(id);
        checkPolygon(geometry, [...path, 'geometry'], collector, { leastCorners: 3 });
    });
}

function checkInput(plan: TerritoryPlan, units: readonly Unit[], options: ShapeOptions): Members {
    const collector = new IssueCollector();
    const isPlan = checkTerritoryPlan(plan, collector);
    const areOptions = checkStructure(optionsSchema, options, collector, ['options']);
    if (!isPlan || !areOptions) collector.throwIfAny('territoryShapes');
    const { areas, clip, buffer } = options;
    for (const [name, value] of Object.entries({ clip, buffer })) {
        if (areas === undefined || value === undefined) continue;
        const hint = 'areas have outlines of their own';
        collector.add('contradictory-options', ['options', name], 'is for units that are points, and cannot be used with areas', {
            hint,
        });
    }
    const indexOf = checkUnits(units, 'geographic', collector);
    const known = areas === undefined ? undefined : new Set(areas.map(({ id }) => id));
    const members = plan.territories.map((territory, owner) =>
        territory.unitIds.flatMap((id, at): Position[] => {
            const path = ['plan', 'territories', owner, 'unitIds', at];
            const index = indexOf.get(id);
            if (index === undefined) collector.add('unknown-id', path, 'unknown unit id', { received: id });
            else if (known?.has(id) === false) collector.add('unknown-id', path, 'names a unit without area', { received: id });
            return index === undefined ? [] : [units[index].position];
        }),
    );
    if (clip !== undefined) checkPolygon(clip, ['options', 'clip'], collector, { leastCorners: 3 });
    if (areas !== undefined) checkAreas(areas, collector);
    collector.throwIfAny('territoryShapes');
    return members;
}
