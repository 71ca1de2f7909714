import type { MultiPolygon, Polygon } from 'geojson';
import { assembleRings, geometryOf, planeArea, type SimpleRing } from './assemble-rings.js';
import { assertPolygon } from './check-polygon.js';
import { polygonRings, turnsBetween, unwrapRing } from './unwrap.js';

/**
 * Cuts a polygon along the antimeridian, as RFC 7946 (3.1.9) asks of GeoJSON: no part of the answer lies on both sides of it, and longitudes
 * are within -180 to 180. What runs around a pole gets its border along both sides of the antimeridian up to the pole. Area and
 * containment stay the same, by the rules of {@link polygonContains}.
 *
 * The functions of this library give polygons that are cut already.
 *
 * @param polygon - GeoJSON geometry; the winding of its rings does not matter
 * @returns new geometry; parts that need no cut as they are. A border that two polygons share is cut at the same latitude in both, bit for
 *   bit. O(corners)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @example
 * ```ts
 * const ring = [[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]];
 * cutAtAntimeridian({ type: 'Polygon', coordinates: [ring] }).type; // 'MultiPolygon'
 * ```
 */
export function cutAtAntimeridian(polygon: Polygon | MultiPolygon): Polygon | MultiPolygon {
    assertPolygon(polygon, ['polygon'], 'the polygon');
    return cutPolygon(polygon);
}

/** {@link cutAtAntimeridian} for a polygon that was checked. */
export function cutPolygon(polygon: Polygon | MultiPolygon): Polygon | MultiPolygon {
    if (polygonRings(polygon).every((rings) => rings.every(isWithin))) {
        return polygon.type === 'Polygon'
            ? { type: 'Polygon', coordinates: copyPart(polygon.coordinates) }
            : { type: 'MultiPolygon', coordinates: polygon.coordinates.map(copyPart) };
    }
    const parts: number[][][][] = [];
    for (const rings of polygonRings(polygon)) {
        if (rings.every(isWithin)) parts.push(copyPart(rings));
        else {
            const cut = assembleRings(new Cutter(rings).trace());
            parts.push(...(cut.type === 'Polygon' ? [cut.coordinates] : cut.coordinates));
        }
    }
    return geometryOf(parts);
}

function copyPart(rings: readonly (readonly (readonly number[])[])[]): number[][][] {
    return rings.map((ring) => ring.map((corner) => [...corner]));
}

/** Whether a ring lies between the two sides of the antimeridian as it is written. */
function isWithin(ring: readonly (readonly number[])[]): boolean {
    const { points, west, east, pole } = unwrapRing(ring);
    if (ring.length === 0) return true;
    if (pole !== 0 || west < -180 || east > 180) return false;
    return ring.every(([lng], i) => i === ring.length - 1 || points[2 * i] === lng);
}

/** A corner with its longitude from -180 (included) to 180. */
type Corner = readonly [lng: number, lat: number];

/** A place where the border of a polygon meets the antimeridian. */
interface Crossing {
    readonly side: 'east' | 'west';
    readonly lat: number;
    /** What the latitude changes by a degree towards the east. */
    readonly slope: number;
}

/** A stretch of border from one side of the antimeridian to a side of it, the polygon to its left. */
interface Chain {
    readonly start: Crossing;
    readonly corners: Corner[];
    end: Crossing;
}

/**
 * Cuts one polygon with its holes. Its border is cut into chains where it crosses the antimeridian, and each chain goes on where the frame
 * of the map, walked counterclockwise, meets the next one (Weiler and Atherton 1977, doi:10.1145/563858.563896, for a box).
 *
 * A corner on the antimeridian counts as one east of it, whatever side it is written on, so that every case is a crossing or none.
 */
class Cutter {
    private readonly chains: Chain[] = [];
    private readonly whole: Corner[][] = [];

    constructor(rings: readonly (readonly (readonly number[])[])[]) {
        rings.forEach((ring, i) => {
            const isLeft = planeArea(unwrapRing(ring).points) > 0;
            this.cutRing(isLeft === (i === 0) ? ring : [...ring].reverse());
        });
    }

    private cutRing(ring: readonly (readonly number[])[]): void {
        const last = ring.length - 1;
        const isClosed = last > 0 && ring[0][0] === ring[last][0] && ring[0][1] === ring[last][1];
        const size = isClosed ? last : ring.length;
        const { points, pole } = unwrapRing(ring);
        const corners = ring.slice(0, size).map(([lng, lat]): Corner => [lng - 360 * worldOf(lng), lat]);
        // The world that each corner lies in, by the rules of unwrapping: from what is written, as a turn may round a longitude.
        const worlds = corners.map((_, i) => worldOf(ring[i][0]) + Math.round((points[2 * i] - ring[i][0]) / 360));
        const end =
            pole === 0
                ? worlds[0]
                : worlds[size - 1] + worldOf(ring[0][0]) - worldOf(ring[size - 1][0]) + turnsBetween(ring[size - 1], ring[0]);
        const before: Corner[] = [];
        const chains: Chain[] = [];
        for (let i = 0; i < size; i++) {
            (chains[chains.length - 1]?.corners ?? before).push(corners[i]);
            const step = (i + 1 < size ? worlds[i + 1] : end) - worlds[i];
            for (let k = 0; k < Math.abs(step); k++) {
                const crossing = crossingOf(corners[i], corners[(i + 1) % size], step > 0);
                if (chains.length > 0) chains[chains.length - 1].end = crossing;
                chains.push({ start: otherSide(crossing), corners: [], end: crossing });
            }
        }
        if (chains.length === 0) this.whole.push(before);
        else {
            // The last chain runs on into the corners before the first crossing, and ends there.
            chains[chains.length - 1].corners.push(...before);
            chains[chains.length - 1].end = otherSide(chains[0].start);
            for (const chain of chains) this.chains.push(chain);
        }
    }

    /** The rings on the map between both sides of the antimeridian; slivers of no area along it are left out. */
    trace(): SimpleRing[] {
        const rings = [...this.whole];
        const sorted = [...this.chains].sort((a, b) => compare(a.start, b.start));
        const left = new Remaining(sorted.length);
        for (let first = 0; first < sorted.length; first++) {
            if (!left.has(first)) continue;
            const ring: Corner[] = [];
            let at = first;
            do {
                const { start, corners, end } = sorted[at];
                ring.push(placeOf(start));
                for (const corner of corners) ring.push(corner);
                ring.push(placeOf(end));
                at = left.takeFrom(firstBehind(sorted, end));
                ring.push(...polesBetween(end, sorted[at].start));
            } while (at !== first);
            rings.push(ring);
        }
        return rings.map(toSimpleRing).filter(({ corners, area }) => corners.length >= 3 && area !== 0);
    }
}

/** The place of the first chain that starts no earlier on the way along the frame than another ended. */
function firstBehind(sorted: readonly Chain[], end: Crossing): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (compare(sorted[middle].start, end) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** Which numbers below a size have not been taken yet. */
class Remaining {
    private readonly next: Int32Array;

    constructor(size: number) {
        this.next = Int32Array.from({ length: size + 1 }, (_, i) => i);
    }

    has(number: number): boolean {
        return this.next[number] === number;
    }

    /** Takes the first number from one on that is left, from 0 on if there is none; at least one must be. */
    takeFrom(number: number): number {
        const found = this.find(number);
        const taken = found === this.next.length - 1 ? this.find(0) : found;
        this.next[taken] = taken + 1;
        return taken;
    }

    private find(number: number): number {
        let at = number;
        while (this.next[at] !== at) {
            this.next[at] = this.next[this.next[at]];
            at = this.next[at];
        }
        return at;
    }
}

/** Which of the worlds side by side a longitude lies in: 0 from -180 (included) to 180. */
function worldOf(lng: number): number {
    return Math.floor((lng + 180) / 360);
}

/** Where an edge meets the antimeridian: the same, bit for bit, from whichever end. */
function crossingOf(from: Corner, to: Corner, isEastward: boolean): Crossing {
    const [west, east] = isEastward ? [from, to] : [to, from];
    const before = 180 - west[0];
    const behind = 180 + east[0];
    const width = before + behind;
    const slope = width > 0 ? (east[1] - west[1]) / width : 0;
    const lat = behind === 0 ? east[1] : west[1] + slope * before;
    return { side: isEastward ? 'east' : 'west', lat, slope };
}

function otherSide({ side, lat, slope }: Crossing): Crossing {
    return { side: side === 'east' ? 'west' : 'east', lat, slope };
}

function placeOf({ side, lat }: Crossing): Corner {
    return [side === 'east' ? 180 : -180, lat];
}

/** The order of crossings along the frame: up its eastern side, then down its western one. */
function compare(a: Crossing, b: Crossing): number {
    if (a.side !== b.side) return a.side === 'east' ? -1 : 1;
    // Where borders meet at one corner on the antimeridian, what counts is how they lie just west of it.
    const order = a.lat - b.lat || b.slope - a.slope;
    return a.side === 'east' ? order : -order;
}

/** The corners of the frame that are passed from one crossing on to the next. */
function polesBetween(from: Crossing, to: Crossing): Corner[] {
    const north: Corner[] = [
        [180, 90],
        [-180, 90],
    ];
    const south: Corner[] = [
        [-180, -90],
        [180, -90],
    ];
    if (from.side === to.side) {
        if (compare(to, from) >= 0) return [];
        return from.side === 'east' ? [...north, ...south] : [...south, ...north];
    }
    return from.side === 'east' ? north : south;
}

function toSimpleRing(ring: readonly Corner[]): SimpleRing {
    const corners = ring.filter(([lng, lat], i) => {
        const [nextLng, nextLat] = ring[(i + 1) % ring.length];
        return lng !== nextLng || lat !== nextLat;
    });
    const plane = new Float64Array(corners.length === 0 ? 0 : 2 * corners.length + 2);
    for (let i = 0; i < plane.length / 2; i++) plane.set(corners[i % corners.length], 2 * i);
    return { corners, plane, area: planeArea(plane) };
}
