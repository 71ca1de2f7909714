import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { checkStructure, IssueCollector, type IssuePath, optional, type Schema, strict, text } from '../../core/index.js';
import { type Position, polygonCentroid } from '../../geo/index.js';
import { checkPolygon, checkPosition } from '../../geo/internal.js';
import type { Unit } from '../../territory/index.js';

/** Options of {@link unitsFromGeoJson}. */
export interface UnitsGeoJsonOptions {
    /** The property that is the id of each unit. Default: the features' own ids, else `id`, `GEOID`, `code`, `name` or the like. */
    readonly idProperty?: string;
}

const optionsSchema: Schema = strict({ idProperty: optional(text()) });

/** Names of properties that serve as the id of a feature without one. */
const ID_PROPERTIES = ['id', 'ID', 'GEOID', 'geoid', 'fips', 'code', 'name', 'NAME'];

/** Names of numbers that are no amounts: their sum over a territory means nothing. */
const CODE_NAME =
    /^(zip|zip[ _-]?code|zcta\w*|post(al)?[ _-]?code|plz|postleitzahl|cap|cp|npa|[a-z]{0,8}_?fips|[a-z]{0,8}fp|geo_?id\w*|(object|ogc_f|g|f)id|id|code|lat(itude)?|lng|lon(gitude)?)$/i;

/**
 * Makes a unit of every point and area of a GeoJSON text: areas stand at their centroid, numeric properties from 0 are measures,
 * but for codes (`zip`, `postcode`, `fips`, …) and coordinates, whose sums mean nothing.
 *
 * @param collection - Point, Polygon and MultiPolygon features; ids are the features' own, or those of a property named as ids are
 * @param options - which property is the id
 * @returns one unit a feature, in order
 * @throws BeatplanError `invalid-input` with `invalid-type` for what is no feature with such a geometry, the codes of positions and polygons, `missing-key` for a feature
 *   without id, `duplicate-id`, and `empty-input`
 * @example
 * ```ts
 * const plan = designTerritories(unitsFromGeoJson(counties), { count: 50, balance: [{ measure: 'population' }] });
 * ```
 */
export function unitsFromGeoJson(collection: FeatureCollection, options: UnitsGeoJsonOptions = {}): Unit[] {
    const collector = new IssueCollector();
    const { idProperty: chosen } = checkStructure(optionsSchema, options, collector, ['options']) ? options : {};
    const features: readonly Feature[] = Array.isArray(collection?.features) ? collection.features : [];
    if (features.length === 0) {
        collector.add('empty-input', ['collection', 'features'], 'holds no feature', { expected: 'a GeoJSON FeatureCollection' });
    }
    const ids = new Set<string>();
    // By index, as the holes of a sparse list are no features.
    const units = Array.from(features, (feature, index): Unit => {
        const path = ['collection', 'features', index];
        const properties = feature?.properties ?? {};
        const isThere = (name: string): boolean => properties[name] !== undefined && properties[name] !== null;
        const idProperty = chosen ?? ID_PROPERTIES.find(isThere);
        const named: unknown = idProperty === undefined || !isThere(idProperty) ? undefined : properties[idProperty];
        const written: unknown = chosen === undefined ? (feature?.id ?? named) : named;
        const id = typeof written === 'string' || Number.isFinite(written) ? (written as string | number) : undefined;
        if (written !== undefined && id === undefined) {
            const details = { received: written, expected: 'a text or a number' };
            collector.add('invalid-type', [...path, 'id'], 'is no id', details);
        } else if (id === undefined && chosen !== undefined) {
            collector.add('missing-key', [...path, 'properties', chosen], 'is missing', { expected: 'the id of the unit' });
        } else if (id === undefined) {
            const hint = `an id of the feature's own, one of the properties ${ID_PROPERTIES.join(', ')}, or the option idProperty`;
            collector.add('missing-key', [...path, 'id'], 'is missing', { hint });
        }
        if (ids.has(String(id)))
            collector.add('duplicate-id', [...path, 'id'], 'is already used by another feature', { received: id });
        if (id !== undefined) ids.add(String(id));
        const position = readPlace(feature?.geometry, [...path, 'geometry'], collector);
        const measures: Record<string, number> = {};
        for (const [name, value] of Object.entries(properties)) {
            if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) continue;
            if (name !== idProperty && !CODE_NAME.test(name)) measures[name] = value;
        }
        return { id: String(id ?? index), position: position ?? [0, 0], measures };
    });
    collector.throwIfAny('the GeoJSON text');
    return units;
}

function readPlace(geometry: Geometry | null | undefined, path: IssuePath, collector: IssueCollector): Position | undefined {
    if (geometry?.type === 'Point') {
        const position = geometry.coordinates as unknown as Position;
        return checkPosition(position, [...path, 'coordinates'], collector) ? [position[0], position[1]] : undefined;
    }
    if (geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon') {
        return checkPolygon(geometry, path, collector, { leastCorners: 3 }) ? polygonCentroid(geometry) : undefined;
    }
    const expected = 'a Point, a Polygon or a MultiPolygon';
    collector.add('invalid-type', path, 'is no place', { received: geometry?.type, expected });
    return undefined;
}
