import type { MultiPolygon, Polygon } from 'geojson';
import { assertArguments, finite, flag, optional, type Schema, satisfying, strict } from '../core/index.js';
import { assertNumber, assertPlace } from './check-places.js';
import { assertPolygon } from './check-polygon.js';
import { FARTHEST_LONGITUDE, type Position, wrap } from './position.js';
import { INSIDE, ON_BORDER, OUTSIDE, RingIndex } from './ring-index.js';
import { closeRing, type PlaneRing, polygonRings, unwrapRing } from './unwrap.js';

/**
 * Tells whether a position lies in a polygon. The border belongs to the polygon, that of its holes too; edges are straight lines in
 * longitude and latitude, as GeoJSON has them (RFC 7946, 3.1.1). The answer is exact for the coordinates as given.
 *
 * A ring whose longitudes step by more than 180 degrees crosses the antimeridian there; one that runs around the whole Earth encloses the
 * pole nearer to it. To ask about many positions, make a {@link polygonTester} once.
 *
 * @param polygon - GeoJSON geometry; the winding of its rings does not matter
 * @param position - `[lng, lat]` in degrees
 * @returns whether it lies inside or on a border; O(corners)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @example
 * ```ts
 * const square = { type: 'Polygon' as const, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] };
 * polygonContains(square, [0.5, 1]); // true
 * ```
 */
export function polygonContains(polygon: Polygon | MultiPolygon, position: Position): boolean {
    assertPlace(position);
    return polygonTester(polygon)(position);
}

/**
 * Prepares a polygon for many questions of the kind of {@link polygonContains}.
 *
 * @param polygon - GeoJSON geometry; later changes to it have no effect
 * @returns a function that tells whether a position lies in the polygon or on its border, in O(corners at its latitude)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 */
export function polygonTester(polygon: Polygon | MultiPolygon): (position: Position) => boolean {
    const prepared = new PreparedPolygon(polygon);
    return (position) => {
        assertPlace(position);
        return prepared.contains(position[0], position[1]);
    };
}

const optionsSchema: Schema = strict({ planar: optional(flag()) });

/** Throws `invalid-input` unless a value is a {@link PreparedPolygon}. */
export function assertPrepared(value: unknown, name: string): void {
    if (!(value instanceof PreparedPolygon)) assertArguments('the call', { [name]: PREPARED }, { [name]: value });
}

const PREPARED: Schema = satisfying(() => false, 'is not a prepared polygon', 'a PreparedPolygon');

/**
 * A polygon prepared for many questions, asked without allocation: what {@link polygonTester} closes over.
 *
 * @example
 * ```ts
 * const square = { type: 'Polygon' as const, coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] };
 * new PreparedPolygon(square).contains(0.5, 1); // true
 * ```
 */
export class PreparedPolygon {
    /** @internal The rings of each part, the outer one first. */
    readonly parts: readonly (readonly IndexedRing[])[];
    /** @internal */
    readonly isPlanar: boolean;

    /**
     * @param polygon - GeoJSON geometry; later changes to it have no effect. O(corners)
     * @throws BeatplanError `invalid-input` with `invalid-polygon`
     * @param options - `planar`: coordinates are x and y of a plane, which has neither antimeridian nor poles; default false
     */
    constructor(polygon: Polygon | MultiPolygon, options: { readonly planar?: boolean } = {}) {
        assertArguments('the polygon', { options: optionsSchema }, { options });
        const { planar = false } = options;
        assertPolygon(polygon, ['polygon'], 'the polygon', { planar });
        this.isPlanar = planar;
        const layRing = planar ? closeRing : unwrapRing;
        this.parts = polygonRings(polygon).map((rings) => rings.map((ring) => indexRing(layRing(ring))));
    }

    /** The box around the outer rings, in the plane that they are laid into: longitudes may run on past 180 degrees. */
    get planeBox(): readonly [minX: number, minY: number, maxX: number, maxY: number] {
        let [minX, minY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
        let [maxX, maxY] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (const [{ plane }] of this.parts) {
            minX = Math.min(minX, plane.west);
            minY = Math.min(minY, plane.south);
            maxX = Math.max(maxX, plane.east);
            maxY = Math.max(maxY, plane.north);
        }
        return [minX, minY, maxX, maxY];
    }

    /** Whether a place lies in the polygon or on its border, by the rules of {@link polygonContains}; O(corners at its latitude). */
    contains(lng: number, lat: number): boolean {
        if (typeof lng !== 'number' || typeof lat !== 'number') {
            assertNumber(lng, 'lng');
            assertNumber(lat, 'lat');
        }
        const { parts, isPlanar } = this;
        for (let i = 0; i < parts.length; i++) {
            if (isPlanar ? isInPlanarPart(parts[i], lng, lat) : isInPart(parts[i], lng, lat)) return true;
        }
        return false;
    }

    /** @internal Whether a place lies in one of the parts. */
    partContains(part: number, lng: number, lat: number): boolean {
        const rings = typeof part === 'number' ? this.parts[part] : undefined;
        if (rings === undefined || typeof lng !== 'number' || typeof lat !== 'number') {
            const place = finite();
            const schemas = { part: finite({ min: 0, max: this.parts.length - 1, integer: true }), lng: place, lat: place };
            assertArguments('the call', schemas, { part, lng, lat });
            return false;
        }
        return this.isPlanar ? isInPlanarPart(rings, lng, lat) : isInPart(rings, lng, lat);
    }
}

/** @internal */
export interface IndexedRing {
    readonly plane: PlaneRing;
    readonly index: RingIndex;
}

function indexRing(plane: PlaneRing): IndexedRing {
    return { plane, index: new RingIndex(plane.points) };
}

function isInPlanarPart(rings: readonly IndexedRing[], x: number, y: number): boolean {
    const place = rings[0].index.locate(x, y);
    if (place === OUTSIDE) return false;
    if (place === ON_BORDER) return true;
    for (let i = 1; i < rings.length; i++) if (rings[i].index.locate(x, y) === INSIDE) return false;
    return true;
}

function isInPart(rings: readonly IndexedRing[], lng: number, lat: number): boolean {
    if (lat === 90 || lat === -90) return isPoleInPart(rings, lat);
    const place = locateOnSphere(rings[0], lng, lat, ON_BORDER);
    if (place === OUTSIDE) return false;
    if (place === ON_BORDER) return true;
    for (let i = 1; i < rings.length; i++) if (locateOnSphere(rings[i], lng, lat, INSIDE) === INSIDE) return false;
    return true;
}

/** Where a place lies that may stand in the ring's plane several times; `first` where one of them lies so. */
function locateOnSphere({ plane, index }: IndexedRing, lng: number, lat: number, first: number): number {
    if (!(lat >= plane.south && lat <= plane.north)) return OUTSIDE;
    if (lng > -180 && lng < 180 && plane.west >= -180 && plane.east <= 180) return index.locate(lng, lat);
    // Turns cannot be counted from a longitude so far out that adding 360 leaves it as it is.
    if (!(Math.abs(lng) <= FARTHEST_LONGITUDE)) lng = wrap(lng);
    // The plane goes on over the antimeridian: the position may stand in it one or more turns away.
    const last = Math.floor((plane.east - lng) / 360);
    let found = OUTSIDE;
    for (let turn = Math.ceil((plane.west - lng) / 360); turn <= last; turn++) {
        const place = index.locate(lng + 360 * turn, lat);
        if (place === first) return place;
        if (place !== OUTSIDE) found = place;
    }
    return found;
}

/** At a pole longitude means nothing: a polygon has it when its outer ring reaches it and no hole runs around it. */
function isPoleInPart(rings: readonly IndexedRing[], pole: number): boolean {
    const outer = rings[0].plane;
    if ((pole > 0 ? outer.north : outer.south) !== pole) return false;
    for (let i = 1; i < rings.length; i++) if (rings[i].plane.pole === pole) return false;
    return true;
}
