import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { type IssueCollector, type IssuePath, showValue } from '../../core/index.js';
import { checkPolygon } from '../../geo/internal.js';
import type { PointMetric } from '../query/place.js';

/** A polygon with the id that answers name it by. */
export interface PolygonItem {
    readonly id: string;
    readonly geometry: Polygon | MultiPolygon;
}

/** Polygons: a list of items or of GeoJSON features, or a FeatureCollection. */
export type PolygonSource =
    | readonly (PolygonItem | Feature<Polygon | MultiPolygon>)[]
    | FeatureCollection<Polygon | MultiPolygon>;

/**
 * Lists polygons with their ids, numbers as texts. Adds an issue for each that is no polygon, has no id or that of another.
 *
 * @param idProperty - the property that ids stand in; undefined if they are the features' own
 * @returns of which only sound polygons can be trusted
 */
export function readPolygons(
    source: PolygonSource,
    idProperty: string | undefined,
    metric: PointMetric,
    collector: IssueCollector,
): readonly PolygonItem[] {
    const path = isCollection(source) ? ['polygons', 'features'] : ['polygons'];
    const idPath = idProperty === undefined ? ['id'] : ['properties', idProperty];
    const seen = new Set<string>();
    // By index, as the holes of a sparse list are no polygons.
    return Array.from(listOf(source, collector), (feature, i) => {
        const { id: own, properties, geometry } = (feature ?? {}) as Partial<Feature<Polygon | MultiPolygon>>;
        const written: unknown = idProperty === undefined ? own : properties?.[idProperty];
        const id = Number.isFinite(written) ? String(written) : written;
        const at = [...path, i, ...idPath];
        if (typeof id !== 'string') addIdIssue(id, idProperty, at, collector);
        else if (seen.has(id)) collector.add('duplicate-id', at, 'is already used by another polygon', { received: id });
        else seen.add(id);
        checkPolygon(geometry, [...path, i, 'geometry'], collector, { planar: metric === 'planar', leastCorners: 3 });
        return { id: id as string, geometry: geometry as Polygon | MultiPolygon };
    });
}

function addIdIssue(id: unknown, idProperty: string | undefined, path: IssuePath, collector: IssueCollector): void {
    const isMissing = id === undefined || id === null;
    const hint = { hint: "where ids are properties of the features, name theirs: { idProperty: 'code' }" };
    collector.add(isMissing ? 'missing-key' : 'invalid-type', path, 'is no id', {
        received: id,
        expected: 'a text or a number',
        ...(isMissing && idProperty === undefined ? hint : {}),
    });
}

function listOf(source: PolygonSource, collector: IssueCollector): readonly unknown[] {
    const list: unknown = isCollection(source) ? source.features : source;
    if (Array.isArray(list)) return list;
    const details = { received: showValue(source), expected: 'a list of { id, geometry }, or a FeatureCollection of polygons' };
    collector.add('invalid-type', ['polygons'], 'are no polygons', details);
    return [];
}

function isCollection(source: PolygonSource): source is FeatureCollection<Polygon | MultiPolygon> {
    return (source as Partial<FeatureCollection> | null | undefined)?.type === 'FeatureCollection';
}
