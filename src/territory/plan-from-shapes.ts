import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { IssueCollector } from '../core/index.js';
import { greatCircleDistance, type Position, polygonCentroid, sphericalMean } from '../geo/index.js';
import { PolygonIndex } from '../spatial/index.js';
import { checkUnits } from './check-units.js';
import type { Territory, TerritoryPlan } from './territory-plan.js';
import type { Unit } from './unit.js';

/** Outlines of territories that somebody drew or another system keeps. */
export type DrawnTerritories = FeatureCollection<Polygon | MultiPolygon, { readonly id: string; readonly repId?: string }>;

// The median is looked for among the units nearest to the mean.
const MEDIAN_CANDIDATES = 50;

/**
 * Reads a plan off outlines: each unit belongs to the territory that it lies in. Use it to audit, compare or rebalance territories that
 * were drawn elsewhere.
 *
 * @param units - accounts as `accountUnits` makes them, or others; those that lie in no outline are in no territory
 * @param shapes - ids unique; a unit in several of them belongs to the first
 * @returns a plan whose targets are the mean of each measure, and whose `parts` are the polygons of each outline. O(units + corners)
 * @throws BeatplanError `invalid-input` with `duplicate-id`, `invalid-polygon` and the codes of units
 * @example
 * ```ts
 * const plan = planFromShapes(accountUnits(accounts, scores), JSON.parse(text));
 * ```
 */
export function planFromShapes(units: readonly Unit[], shapes: DrawnTerritories): TerritoryPlan {
    const collector = new IssueCollector();
    checkUnits(units, 'geographic', collector);
    collector.throwIfAny('the units');
    const { features } = shapes;
    const index = new PolygonIndex(features.map(({ properties, geometry }) => ({ id: properties.id, geometry })));
    const shapeOf = index.join(units.map(({ position }) => position));
    const members: Unit[][] = features.map(() => []);
    units.forEach((unit, i) => {
        if (shapeOf[i] >= 0) members[shapeOf[i]].push(unit);
    });

    const names = [...new Set(units.flatMap(({ measures }) => Object.keys(measures)))];
    const sums = members.map((list) =>
        Object.fromEntries(names.map((name) => [name, list.reduce((sum, { measures }) => sum + (measures[name] ?? 0), 0)])),
    );
    const targets = Object.fromEntries(
        names.map((name) => [name, sums.reduce((sum, measures) => sum + measures[name], 0) / features.length]),
    );
    let dispersion = 0;
    let maxDeviation = 0;
    const territories = features.map(({ properties: { id, repId }, geometry }, j): Territory => {
        const center = medianOf(members[j]) ?? polygonCentroid(geometry);
        for (const { position } of members[j]) dispersion += greatCircleDistance(position, center);
        const deviations = Object.fromEntries(
            names.map((name) => [name, targets[name] > 0 ? sums[j][name] / targets[name] - 1 : 0]),
        );
        maxDeviation = Math.max(maxDeviation, ...Object.values(deviations).map(Math.abs));
        return {
            id,
            ...(repId === undefined ? {} : { repId }),
            unitIds: members[j].map((unit) => unit.id),
            center,
            measures: sums[j],
            targets,
            deviations,
            parts: geometry.type === 'Polygon' ? 1 : geometry.coordinates.length,
        };
    });
    const statistics = { seed: 0, iterations: 0, seconds: 0 };
    return { territories, violations: [], dispersion, maxDeviation, statistics };
}

function medianOf(units: readonly Unit[]): Position | undefined {
    if (units.length === 0) return undefined;
    const mean = sphericalMean(units.map(({ position }) => position));
    const candidates = units
        .map(({ position }) => ({ position, distance: greatCircleDistance(position, mean) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, MEDIAN_CANDIDATES)
        .map(({ position }) => ({
            position,
            sum: units.reduce((sum, unit) => sum + greatCircleDistance(unit.position, position), 0),
        }));
    return candidates.reduce((best, one) => (one.sum < best.sum ? one : best)).position;
}
