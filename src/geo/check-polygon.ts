import type { MultiPolygon, Polygon } from 'geojson';
import {
    assertArguments,
    assertCollector,
    finite,
    flag,
    IssueCollector,
    type IssuePath,
    optional,
    type Schema,
    showValue,
    strict,
} from '../core/index.js';
import { FARTHEST_PLANAR } from './check-places.js';
import { FARTHEST_LONGITUDE } from './position.js';

/** How {@link checkPolygon} reads coordinates, and how much a polygon must have. */
export interface PolygonCheckOptions {
    /** Coordinates are x and y of a plane; default false: degrees, longitudes up to 540 either way. */
    readonly planar?: boolean;
    /** Corners that a ring has at least, and whether there must be a ring; default 0, which allows geometries without any. */
    readonly leastCorners?: number;
}

const optionsSchema: Schema = strict({ planar: optional(flag()), leastCorners: optional(finite({ min: 0 })) });

/**
 * Checks one polygon and adds an issue if it is no Polygon or MultiPolygon, or has a corner that is no place.
 *
 * @param geometry - any value
 * @param path - where it stands in the whole input
 * @returns whether the polygon is sound; O(corners)
 */
export function checkPolygon(
    geometry: unknown,
    path: IssuePath,
    collector: IssueCollector,
    options: PolygonCheckOptions = {},
): boolean {
    assertCollector(collector, path);
    assertArguments('the check', { options: optionsSchema }, { options });
    const { planar = false, leastCorners = 0 } = options;
    const rings = ringsOf(geometry);
    const isShaped = rings?.every((ring) => Array.isArray(ring) && ring.length >= leastCorners);
    if (!isShaped || (leastCorners > 0 && rings?.length === 0)) {
        const isFeature = (geometry as { type?: unknown } | null | undefined)?.type === 'Feature';
        addShapeIssue(geometry, path, collector, isFeature ? 'pass the geometry of the feature' : undefined);
        return false;
    }
    for (const ring of rings as readonly (readonly unknown[])[]) {
        // By index, as the holes of a sparse list are no corners.
        for (let i = 0; i < ring.length; i++) if (!checkCorner(ring[i], path, planar, collector)) return false;
    }
    return true;
}

/**
 * Throws if a value is no polygon.
 *
 * @param what - the input as a person calls it
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 */
export function assertPolygon(geometry: unknown, path: IssuePath, what: string, options: PolygonCheckOptions = {}): void {
    const collector = new IssueCollector();
    checkPolygon(geometry, path, collector, options);
    collector.throwIfAny(what);
}

/**
 * Throws if a list holds invalid polygons, with an issue for each.
 *
 * @param name - of the argument
 * @throws BeatplanError `invalid-input` with `invalid-polygon`, and `invalid-type` for what is no list
 */
export function assertPolygons(polygons: unknown, what: string, name = 'polygons'): void {
    const collector = new IssueCollector();
    if (!Array.isArray(polygons)) {
        collector.add('invalid-type', [name], 'are no polygons', {
            received: showValue(polygons),
            expected: 'a list of polygons',
        });
    } else {
        for (let i = 0; i < polygons.length && collector.issues.length < MOST_LISTED; i++)
            checkPolygon(polygons[i], [name, i], collector);
    }
    collector.throwIfAny(what);
}

const MOST_LISTED = 100;

function ringsOf(geometry: unknown): readonly unknown[] | undefined {
    const { type, coordinates } = (geometry ?? {}) as Partial<Polygon | MultiPolygon>;
    if (!Array.isArray(coordinates)) return undefined;
    // Holes of a sparse list are no rings.
    if (type === 'Polygon') return Array.from(coordinates);
    if (type !== 'MultiPolygon') return undefined;
    const rings: unknown[] = [];
    for (let i = 0; i < coordinates.length; i++) {
        const part: unknown = coordinates[i];
        if (!Array.isArray(part)) return undefined;
        for (let k = 0; k < part.length; k++) rings.push(part[k]);
    }
    return rings;
}

function checkCorner(corner: unknown, path: IssuePath, planar: boolean, collector: IssueCollector): boolean {
    if (!Array.isArray(corner) || !Number.isFinite(corner[0]) || !Number.isFinite(corner[1])) {
        addShapeIssue(corner, path, collector, undefined);
        return false;
    }
    const [x, y] = corner as readonly number[];
    const received = `[${x}, ${y}]`;
    if (planar) {
        if (Math.max(Math.abs(x), Math.abs(y)) <= FARTHEST_PLANAR) return true;
        const expected = `coordinates to ${FARTHEST_PLANAR} either way`;
        collector.add('invalid-polygon', path, 'has a corner too far out for areas to be finite', { received, expected });
        return false;
    }
    if (Math.abs(y) > 90) {
        const expected = '[lng, lat] in degrees, lat from -90 to 90';
        collector.add('invalid-polygon', path, 'has a latitude past 90 degrees', {
            received,
            expected,
            hint: 'longitude comes first',
        });
        return false;
    }
    if (Math.abs(x) <= FARTHEST_LONGITUDE) return true;
    const expected = `[lng, lat] in degrees; longitudes to ${FARTHEST_LONGITUDE} either way are wrapped`;
    const hint = Math.abs(x) > 1000 ? { hint: 'these look like projected metres; degrees are needed' } : {};
    collector.add('invalid-polygon', path, 'has a longitude beyond three worlds', { received, expected, ...hint });
    return false;
}

function addShapeIssue(value: unknown, path: IssuePath, collector: IssueCollector, hint: string | undefined): void {
    collector.add('invalid-polygon', path, 'is not a polygon', {
        received: showValue(value),
        expected: 'a Polygon or MultiPolygon whose rings have at least three corners each, all of them finite numbers',
        ...(hint === undefined ? {} : { hint }),
    });
}
