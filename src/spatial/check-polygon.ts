import type { MultiPolygon, Polygon } from 'geojson';
import { IssueCollector, type IssuePath, showValue } from '../core/index.js';
import type { PointMetric } from './place.js';

/** Adds an issue for what is no Polygon or MultiPolygon with rings of at least three corners, and for latitudes past 90 degrees. */
export function checkPolygon(geometry: unknown, path: IssuePath, metric: PointMetric, collector: IssueCollector): void {
    const rings = ringsOf(geometry as Polygon | MultiPolygon | null | undefined);
    if (rings.length === 0 || !rings.every(isRing)) {
        const isFeature = (geometry as { type?: unknown } | null | undefined)?.type === 'Feature';
        collector.add('invalid-polygon', path, 'is not a polygon', {
            received: showValue(geometry),
            expected: 'a Polygon or MultiPolygon whose rings have at least three corners each, all of them finite numbers',
            ...(isFeature ? { hint: 'pass the geometry of the feature' } : {}),
        });
    } else if (metric === 'geographic') {
        const beyond = rings.flat().find(([, lat]) => Math.abs(lat) > 90);
        if (beyond === undefined) return;
        collector.add('invalid-polygon', path, 'has a latitude past 90 degrees', {
            received: `[${beyond.join(', ')}]`,
            expected: '[lng, lat] in degrees, lat from -90 to 90',
            hint: 'longitude comes first',
        });
    }
}

/** Throws `invalid-input` for what is no Polygon or MultiPolygon. */
export function assertPolygon(geometry: unknown, path: IssuePath, metric: PointMetric, what: string): void {
    const collector = new IssueCollector();
    checkPolygon(geometry, path, metric, collector);
    collector.throwIfAny(what);
}

function ringsOf(geometry: Polygon | MultiPolygon | null | undefined): readonly (readonly (readonly number[])[])[] {
    if (!Array.isArray(geometry?.coordinates)) return [];
    if (geometry.type === 'Polygon') return geometry.coordinates;
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

function isRing(ring: unknown): boolean {
    return Array.isArray(ring) && ring.length >= 3 && ring.every(isCorner);
}

function isCorner(corner: unknown): boolean {
    return Array.isArray(corner) && Number.isFinite(corner[0]) && Number.isFinite(corner[1]);
}
