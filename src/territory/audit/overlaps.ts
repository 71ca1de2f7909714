import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import {
    assertArguments,
    finite,
    IssueCollector,
    list,
    loose,
    optional,
    type Schema,
    satisfying,
    strict,
} from '../../core/index.js';
import { intersectPolygons, PreparedPolygon, polygonArea, polygonBbox } from '../../geo/index.js';
import { checkPolygon, interiorsMayMeet } from '../../geo/internal.js';
import { BoxIndex } from '../../spatial/index.js';
import { planSchema } from '../model/check-plan.js';
import type { TerritoryPlan } from '../model/territory-plan.js';

/** A territory of one of several plans. */
export interface TerritoryReference {
    /** Place of the plan in the list; 0 for shapes. */
    readonly plan: number;
    readonly territoryId: string;
}

/** Two territories that claim the same. */
export interface TerritoryOverlap {
    readonly territories: readonly [TerritoryReference, TerritoryReference];
    /** Units that both hold, in the order of the first; empty for shapes. */
    readonly unitIds: readonly string[];
    /** Square metres that both cover; 0 for plans. */
    readonly area: number;
}

/** Shapes with the territory's id as the feature's `id` or as `properties.id`. */
export type TerritoryShapesInput = FeatureCollection<Polygon | MultiPolygon, { readonly id?: string } | null>;

const optionsSchema: Schema = strict({ minimumArea: optional(finite({ min: 0 })) });
const shapesSchema: Schema = loose({
    features: list(
        loose({ properties: satisfying(isProperties, 'is not an object or null', 'an object or null'), geometry: loose({}) }),
    ),
});

function isProperties(value: unknown): boolean {
    return value === null || value === undefined || (typeof value === 'object' && !Array.isArray(value));
}

/**
 * Finds pairs of territories that share units (double coverage) or, given shapes, ground.
 *
 * @param input - one or several plans (an overlay of product lines, a plan edited by hand), or shapes
 * @param options - `minimumArea`: overlaps of shapes up to this many square metres are the rounding of borders. Default 1
 * @returns the pairs, in input order. Plans: O(shared units). Shapes: those of the pairs whose boxes meet that
 *   do not lie side by side for sure are intersected
 */
export function findOverlaps(
    input: readonly TerritoryPlan[] | TerritoryShapesInput,
    options: { readonly minimumArea?: number } = {},
): TerritoryOverlap[] {
    const isShapes = typeof input === 'object' && input !== null && 'features' in input;
    assertArguments(
        'findOverlaps',
        { input: isShapes ? shapesSchema : list(planSchema), options: optionsSchema },
        { input, options },
    );
    if ('features' in input) checkOutlines(input.features);
    return 'features' in input ? overlappingShapes(input.features, options.minimumArea ?? 1) : sharedUnits(input);
}

function checkOutlines(features: TerritoryShapesInput['features']): void {
    const collector = new IssueCollector();
    features.forEach(({ geometry }, i) => {
        checkPolygon(geometry, ['input', 'features', i, 'geometry'], collector);
    });
    collector.throwIfAny('findOverlaps');
}

function sharedUnits(plans: readonly TerritoryPlan[]): TerritoryOverlap[] {
    const references: TerritoryReference[] = [];
    const holders = new Map<string, number[]>();
    plans.forEach((plan, planIndex) => {
        for (const territory of plan.territories) {
            const index = references.push({ plan: planIndex, territoryId: territory.id }) - 1;
            for (const id of new Set(territory.unitIds)) {
                const list = holders.get(id);
                if (list === undefined) holders.set(id, [index]);
                else list.push(index);
            }
        }
    });
    const shared = new Map<number, string[]>();
    for (const [id, indices] of holders) {
        for (let a = 0; a < indices.length; a++) {
            for (let b = a + 1; b < indices.length; b++) {
                const key = indices[a] * references.length + indices[b];
                const list = shared.get(key);
                if (list === undefined) shared.set(key, [id]);
                else list.push(id);
            }
        }
    }
    return [...shared]
        .sort(([a], [b]) => a - b)
        .map(([key, unitIds]) => ({
            territories: [references[Math.floor(key / references.length)], references[key % references.length]],
            unitIds,
            area: 0,
        }));
}

function overlappingShapes(
    features: readonly Feature<Polygon | MultiPolygon, { readonly id?: string } | null>[],
    minimumArea: number,
): TerritoryOverlap[] {
    const overlaps: TerritoryOverlap[] = [];
    const index = new BoxIndex();
    const boxes = features.map((feature) => polygonBbox(feature.geometry));
    boxes.forEach((box, i) => {
        if (box !== undefined) index.insert(String(i), box);
    });
    const prepared = features.map((feature) => new PreparedPolygon(feature.geometry));
    const referenceOf = (i: number): TerritoryReference => ({
        plan: 0,
        territoryId: String(features[i].properties?.id ?? features[i].id ?? i),
    });
    features.forEach((feature, i) => {
        const box = boxes[i];
        if (box === undefined) return;
        const others = index
            .search(box)
            .map(Number)
            .filter((j) => j > i)
            .sort((a, b) => a - b);
        for (const j of others) {
            if (!interiorsMayMeet(prepared[i], prepared[j])) continue;
            const area = polygonArea(intersectPolygons(feature.geometry, features[j].geometry));
            if (area > minimumArea) overlaps.push({ territories: [referenceOf(i), referenceOf(j)], unitIds: [], area });
        }
    });
    return overlaps;
}
