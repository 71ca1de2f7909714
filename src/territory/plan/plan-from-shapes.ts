import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { anything, assertArguments, IssueCollector, list, loose, optional, type Schema, text } from '../../core/index.js';
import { joinAtAntimeridian, polygonCentroid } from '../../geo/index.js';
import { checkPolygon } from '../../geo/internal.js';
import { PolygonIndex } from '../../spatial/index.js';
import type { ContiguityOptions } from '../graph/contiguity.js';
import { checkUnits } from '../model/check-units.js';
import type { TerritoryPlan } from '../model/territory-plan.js';
import type { Unit } from '../model/unit.js';
import { countPlanParts } from './count-plan-parts.js';
import { planFromGroups } from './plan-from-groups.js';

/** Outlines of territories drawn by hand or kept in another system. */
export type DrawnTerritories = FeatureCollection<Polygon | MultiPolygon, { readonly id: string; readonly repId?: string }>;

/**
 * Reads a plan off outlines: each unit belongs to the territory that it lies in. Use it to audit, compare or rebalance territories that
 * were drawn elsewhere.
 *
 * @param units - accounts as `accountUnits` makes them, or others; those that lie in no outline are in no territory
 * @param shapes - ids unique; a unit in several of them belongs to the first. A MultiPolygon without parts has no units
 * @param options - `edges`: links between units that are known, as in a design. Default: found from the positions
 * @returns a plan whose targets are the mean of each measure, and whose `parts` are those that a design would count; for an outline without
 *   units, its polygons, what the antimeridian cuts being one. O(n log n + corners)
 * @throws BeatplanError `invalid-input` with `duplicate-id`, `invalid-polygon`, `unknown-id` for an edge to no unit, and the codes of units
 * @example
 * ```ts
 * const plan = planFromShapes(accountUnits(accounts, scores), JSON.parse(text));
 * ```
 */
export function planFromShapes(
    units: readonly Unit[],
    shapes: DrawnTerritories,
    options: Pick<ContiguityOptions, 'edges'> = {},
): TerritoryPlan {
    const collector = new IssueCollector();
    checkUnits(units, 'geographic', collector);
    collector.throwIfAny('planFromShapes');
    const index = indexShapes(shapes);
    const shapeOf = index.join(units.map(({ position }) => position));
    const members = new Map(shapes.features.map(({ properties: { id } }) => [id, [] as Unit[]]));
    units.forEach((unit, i) => {
        if (shapeOf[i] >= 0) members.get(index.ids[shapeOf[i]])!.push(unit);
    });

    const territories = [...members].map(([id, own]) => ({ id, unitIds: own.map((unit) => unit.id) }));
    const counted = countPlanParts(units, { territories }, options);
    const partsOf = new Map(territories.map(({ id, unitIds }, j) => [id, unitIds.length === 0 ? undefined : counted[j]]));
    return planFromGroups(
        units,
        shapes.features.map(({ properties: { id, repId }, geometry }) => ({
            id,
            ...(repId === undefined ? {} : { repId }),
            members: members.get(id)!,
            parts: partsOf.get(id) ?? countPolygons(geometry),
            ...(hasGround(geometry) ? { center: polygonCentroid(geometry) } : {}),
        })),
    );
}

const shapesSchema: Schema = loose({
    features: list(loose({ properties: loose({ id: text(), repId: optional(text()) }), geometry: anything() })),
});

/**
 * An index over those outlines that hold any ground: `territoryShapes` gives some that do not.
 *
 * @throws BeatplanError `invalid-input` for what are no outlines
 */
export function indexShapes(shapes: DrawnTerritories): PolygonIndex {
    assertArguments('planFromShapes', { shapes: shapesSchema }, { shapes });
    const { features } = shapes;
    checkOutlines(features);
    const outlines = features.filter(({ geometry }) => hasGround(geometry));
    return new PolygonIndex(outlines.map(({ properties: { id }, geometry }) => ({ id, geometry })));
}

function checkOutlines(features: DrawnTerritories['features']): void {
    const collector = new IssueCollector();
    const seen = new Set<string>();
    features.forEach(({ properties: { id }, geometry }, i) => {
        const path = ['shapes', 'features', i];
        if (seen.has(id))
            collector.add('duplicate-id', [...path, 'properties', 'id'], 'is already used by another outline', { received: id });
        seen.add(id);
        if (hasGround(geometry)) checkPolygon(geometry, [...path, 'geometry'], collector, { leastCorners: 3 });
    });
    collector.throwIfAny('planFromShapes');
}

// What the antimeridian cuts is one part.
function countPolygons(geometry: Polygon | MultiPolygon): number {
    const joined = joinAtAntimeridian(geometry);
    return joined.type === 'Polygon' ? 1 : joined.coordinates.length;
}

function hasGround(geometry: Polygon | MultiPolygon): boolean {
    return geometry?.type !== 'MultiPolygon' || !Array.isArray(geometry.coordinates) || geometry.coordinates.length > 0;
}
