import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import {
    anything,
    checkStructure,
    finite,
    IssueCollector,
    list,
    loose,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../../core/index.js';
import { cutAtAntimeridian } from '../../geo/index.js';
import { checkPolygon } from '../../geo/internal.js';
import type { Rep } from '../../market/index.js';
import type { Scorecard } from '../../performance/index.js';
import type { TerritoryPlan } from '../../territory/index.js';
import { checkTerritoryPlan } from '../../territory/internal.js';
import { strokeColor } from './stroke-colors.js';

/** What a territory's outline must say about itself; whatever else it holds is kept. */
export interface OutlineProperties {
    /** Id of the territory. */
    readonly id: string;
    /** Colour index from 0; neighbours differ. */
    readonly color?: number;
}

/** What {@link territoriesToGeoJson} takes. */
export interface TerritoriesGeoJsonOptions {
    /** Adds rep, centre, measures and their deviations of each territory. */
    readonly plan?: TerritoryPlan;
    /** Adds the names of reps. */
    readonly reps?: readonly Rep[];
    /** Adds the calls, coverage and travel of each territory. */
    readonly scorecard?: Scorecard;
}

const shapesSchema: Schema = loose({
    features: list(
        loose({
            properties: loose({ id: text(), color: optional(finite({ min: 0, integer: true })) }),
            geometry: record(anything()),
        }),
    ),
});
const optionsSchema: Schema = strict({
    plan: optional(anything()),
    reps: optional(list(loose({ id: text(), name: optional(text()) }))),
    scorecard: optional(loose({ territories: list(loose({ territoryId: text() })) })),
});

function assertShapes(shapes: FeatureCollection<Polygon | MultiPolygon>, options: TerritoriesGeoJsonOptions): void {
    const collector = new IssueCollector();
    if (checkStructure(shapesSchema, shapes, collector, ['shapes'])) {
        shapes.features.forEach(({ geometry }, i) => {
            checkPolygon(geometry, ['shapes', 'features', i, 'geometry'], collector);
        });
    }
    if (checkStructure(optionsSchema, options, collector, ['options']) && options.plan !== undefined) {
        checkTerritoryPlan(options.plan, collector, ['options', 'plan']);
    }
    collector.throwIfAny('the call');
}

/**
 * Territories as GeoJSON for maps: the outlines with what plan and scorecard know about each, and colours as geojson.io, GitHub
 * and others show them (simplestyle: `fill`, `stroke`).
 *
 * @param shapes - outlines, as `territoryShapes` gives them; those that cross the antimeridian are cut along it (RFC 7946, 3.1.9)
 * @param options - what to add to their properties
 * @returns one feature a territory in the order of `shapes`; `id` and `properties.id` are the territory's, measures stand as
 * `workload`, `potential`, …, deviations as `workloadDeviation`, …
 * @throws BeatplanError `invalid-input` with `invalid-polygon`, and the codes of plans
 */
export function territoriesToGeoJson(
    shapes: FeatureCollection<Polygon | MultiPolygon, OutlineProperties>,
    options: TerritoriesGeoJsonOptions = {},
): FeatureCollection<Polygon | MultiPolygon, Record<string, unknown>> {
    assertShapes(shapes, options);
    const territories = new Map((options.plan?.territories ?? []).map((territory) => [territory.id, territory]));
    const names = new Map((options.reps ?? []).map((rep) => [rep.id, rep.name ?? rep.id]));
    const scores = new Map((options.scorecard?.territories ?? []).map((score) => [score.territoryId, score]));
    const features = shapes.features.map((shape, index): Feature<Polygon | MultiPolygon, Record<string, unknown>> => {
        const { id, color = index } = shape.properties;
        const territory = territories.get(id);
        const score = scores.get(id);
        const repId = territory?.repId ?? score?.repId;
        // No measure of the user's own, an area say, may take the place of what every feature has; all stand under `measures`.
        const properties: Record<string, unknown> = { ...territory?.measures, ...shape.properties };
        if (repId !== undefined) {
            properties['repId'] = repId;
            if (names.has(repId)) properties['repName'] = names.get(repId);
        }
        if (territory !== undefined) {
            properties['center'] = territory.center;
            properties['units'] = territory.unitIds.length;
            for (const [measure, value] of Object.entries(territory.deviations)) properties[`${measure}Deviation`] = value;
        }
        if (score !== undefined) {
            const { territoryId: _, repId: __, ...figures } = score;
            Object.assign(properties, figures);
        }
        Object.assign(properties, {
            id,
            fill: strokeColor(color),
            'fill-opacity': 0.35,
            stroke: strokeColor(color),
            'stroke-width': 2,
        });
        return { type: 'Feature', id, geometry: cutAtAntimeridian(shape.geometry), properties };
    });
    return { type: 'FeatureCollection', features };
}
