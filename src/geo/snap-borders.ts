import type { MultiPolygon, Polygon } from 'geojson';
import KDBush from 'kdbush';
import { checkStructure, finite, IssueCollector } from '../core/index.js';
import { assertPolygons } from './check-polygon.js';
import { CornerNumbers } from './corner-numbers.js';
import { CornersOnEdges } from './corners-on-edges.js';
import { EARTH_RADIUS, greatCircleDistance } from './distance.js';
import type { Position } from './position.js';

/** Metres within which corners of two polygons are taken for one where nothing else is said. */
export const BORDER_TOLERANCE = 1;

/** Polygons whose borders fit, and what that took. */
export interface SnappedBorders {
    /** In the order given; a polygon that fitted already is the one that was given. */
    readonly polygons: readonly (Polygon | MultiPolygon)[];
    /** Corners that moved, each place once. */
    readonly moved: number;
    /** Corners added to edges on which a neighbour has one. */
    readonly added: number;
    /** The farthest that a corner or an edge moved, metres. */
    readonly farthest: number;
}

const RADIANS: number = Math.PI / 180;

/**
 * Makes one corner of those that polygons of a map all but share, as floating noise and rounding leave them, so that common borders are common
 * bit for bit. Two corners are one where each is the nearest corner of its polygon to the other and no polygon has both: no short edge vanishes.
 * Where a corner lies on the edge of a neighbour that has none there, as at the junction of a T, the neighbour gets one.
 *
 * @param polygons - any number
 * @param tolerance - metres, from 0: corners farther apart are two. Default 1
 * @returns new geometry where corners moved or were added: each moves to the westernmost (then southernmost) place of those that are one.
 *   O(n log n)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`, and for a tolerance that is no number from 0
 * @example
 * ```ts
 * const { polygons, moved } = snapBorders(counties, 0.5);
 * const region = dissolveCells(polygons);
 * ```
 */
export function snapBorders(polygons: readonly (Polygon | MultiPolygon)[], tolerance: number = BORDER_TOLERANCE): SnappedBorders {
    const collector = new IssueCollector();
    checkStructure(finite({ min: 0 }), tolerance, collector, ['tolerance']);
    collector.throwIfAny('snapBorders');
    assertPolygons(polygons, 'the polygons');
    if (tolerance === 0) return { polygons, moved: 0, added: 0, farthest: 0 };
    const places = new Places(polygons);
    places.join(tolerance);
    return places.rewrite(polygons, tolerance);
}

/** {@link snapBorders} for a call with an answer of its own, which says what was snapped by the way. */
export function snapAndTell(
    polygons: readonly (Polygon | MultiPolygon)[],
    tolerance: number,
    onSnap?: (borders: SnappedBorders) => void,
): readonly (Polygon | MultiPolygon)[] {
    const snapped = snapBorders(polygons, tolerance);
    if (snapped.moved + snapped.added > 0) onSnap?.(snapped);
    return snapped.polygons;
}

function ringsOf({ type, coordinates }: Polygon | MultiPolygon): number[][][] {
    return type === 'Polygon' ? coordinates : coordinates.flat();
}

/** The places of corners, each once, with the polygons that have a corner there. */
class Places {
    private readonly numbers: CornerNumbers = new CornerNumbers();
    private readonly holders: number[][] = [];
    /** The place that each one becomes. */
    private readonly target: number[];

    constructor(polygons: readonly (Polygon | MultiPolygon)[]) {
        polygons.forEach((polygon, index) => {
            for (const ring of ringsOf(polygon)) {
                for (const corner of ring) {
                    const place = this.numbers.numberOf(corner);
                    if (place === this.holders.length) this.holders.push([]);
                    const own = this.holders[place];
                    if (own[own.length - 1] !== index) own.push(index);
                }
            }
        });
        this.target = this.holders.map((_, place) => place);
    }

    join(tolerance: number): void {
        const near = this.nearPlaces(tolerance);
        const pairs: { readonly a: number; readonly b: number; readonly distance: number }[] = [];
        for (const [a, others] of near) {
            for (const { place: b, distance } of others) {
                if (a < b && this.isTwin(a, b, near) && this.isTwin(b, a, near)) pairs.push({ a, b, distance });
            }
        }
        // Nearest first; what is joined holds no polygon twice.
        pairs.sort((x, y) => x.distance - y.distance || this.compare(x.a, y.a) || this.compare(x.b, y.b));
        const groups = new Map<number, { readonly places: number[]; readonly holders: Set<number> }>();
        const groupOf = (place: number): { readonly places: number[]; readonly holders: Set<number> } => {
            let group = groups.get(place);
            if (group === undefined) {
                group = { places: [place], holders: new Set(this.holders[place]) };
                groups.set(place, group);
            }
            return group;
        };
        for (const { a, b } of pairs) {
            const [one, other] = [groupOf(a), groupOf(b)];
            if (one === other || [...other.holders].some((holder) => one.holders.has(holder))) continue;
            for (const place of other.places) {
                one.places.push(place);
                groups.set(place, one);
            }
            for (const holder of other.holders) one.holders.add(holder);
        }
        for (const { places } of new Set(groups.values())) {
            const first = places.reduce((best, place) => (this.compare(place, best) < 0 ? place : best));
            for (const place of places) this.target[place] = first;
        }
    }

    rewrite(polygons: readonly (Polygon | MultiPolygon)[], tolerance: number): SnappedBorders {
        let moved = 0;
        let farthest = 0;
        this.target.forEach((to, place) => {
            if (to === place) return;
            moved++;
            farthest = Math.max(farthest, greatCircleDistance(this.positionOf(place), this.positionOf(to)));
        });
        const onEdges = this.cornersOnEdges(polygons, tolerance);
        let added = 0;
        const snapped = polygons.map((polygon, owner): Polygon | MultiPolygon => {
            let isSame = true;
            const snapRing = (ring: number[][]): number[][] =>
                ring.flatMap((corner, i) => {
                    const place = this.numbers.numberOf(corner);
                    const from = this.target[place];
                    const first = from === place ? corner : this.cornerNear(from, corner);
                    if (i + 1 === ring.length) return [first];
                    const between = onEdges.along(from, this.target[this.numbers.numberOf(ring[i + 1])], owner);
                    if (from !== place || between.length > 0) isSame = false;
                    added += between.length;
                    for (const { distance } of between) farthest = Math.max(farthest, distance);
                    return [first, ...between.map((one) => this.cornerNear(one.place, corner))];
                });
            const rewritten: Polygon | MultiPolygon =
                polygon.type === 'Polygon'
                    ? { type: 'Polygon', coordinates: polygon.coordinates.map(snapRing) }
                    : { type: 'MultiPolygon', coordinates: polygon.coordinates.map((part) => part.map(snapRing)) };
            return isSame ? polygon : rewritten;
        });
        return { polygons: moved + added === 0 ? polygons : snapped, moved, added, farthest };
    }

    /** Ready to say which places lie on an edge between places that corners have become. */
    private cornersOnEdges(polygons: readonly (Polygon | MultiPolygon)[], tolerance: number): CornersOnEdges {
        const holders: number[][] = this.holders.map(() => []);
        this.target.forEach((to, place) => {
            holders[to].push(...this.holders[place]);
        });
        const onEdges = new CornersOnEdges(this.numbers.corners, holders, tolerance);
        const edges = polygons.flatMap(ringsOf).flatMap((ring) =>
            ring.slice(1).map((corner, i): [number, number] => {
                const [from, to] = [this.numbers.numberOf(ring[i]), this.numbers.numberOf(corner)];
                return [this.target[from], this.target[to]];
            }),
        );
        onEdges.expectEdges(edges);
        return onEdges;
    }

    /** The corner at a place, on the side of the antimeridian that another corner lies on. */
    private cornerNear(place: number, [other]: readonly number[]): number[] {
        const [lng, lat] = this.positionOf(place);
        return [Math.abs(lng) === 180 ? Math.sign(other) * 180 : lng, lat];
    }

    /** Whether b is, of the corners of one of its polygons, the nearest to a, none of whose polygons has both. */
    private isTwin(a: number, b: number, near: ReadonlyMap<number, readonly Near[]>): boolean {
        if (this.holders[b].some((holder) => this.holders[a].includes(holder))) return false;
        const others = near.get(a) ?? [];
        return this.holders[b].some((holder) => others.find(({ place }) => this.holders[place].includes(holder))?.place === b);
    }

    /** Other places within the tolerance of each, nearest first; only of those that have any. */
    private nearPlaces(tolerance: number): Map<number, Near[]> {
        const size = this.holders.length;
        const near = new Map<number, Near[]>();
        if (size === 0) return near;
        const index = new KDBush(size);
        for (let place = 0; place < size; place++) index.add(...this.planeOf(place));
        index.finish();
        const reach = tolerance / (RADIANS * EARTH_RADIUS);
        for (let place = 0; place < size; place++) {
            const [x, y] = this.planeOf(place);
            const wide = reach / Math.max(1e-6, Math.cos(Math.min(90, Math.abs(y) + reach) * RADIANS));
            const found: Near[] = [];
            for (const turn of [0, 360, -360]) {
                if (turn !== 0 && x + turn - wide > 180) continue;
                if (turn !== 0 && x + turn + wide < -180) continue;
                for (const other of index.range(x + turn - wide, y - reach, x + turn + wide, y + reach)) {
                    if (other === place) continue;
                    const distance = greatCircleDistance(this.positionOf(place), this.positionOf(other));
                    if (distance <= tolerance) found.push({ place: other, distance });
                }
            }
            if (found.length === 0) continue;
            found.sort((p, q) => p.distance - q.distance || this.compare(p.place, q.place));
            near.set(place, found);
        }
        return near;
    }

    private planeOf(place: number): [number, number] {
        const [lng, lat] = this.numbers.corners[place];
        return [lng === 180 ? -180 : lng, lat];
    }

    private positionOf(place: number): Position {
        const [lng, lat] = this.numbers.corners[place];
        return [lng, lat];
    }

    private compare(a: number, b: number): number {
        const [x1, y1] = this.planeOf(a);
        const [x2, y2] = this.planeOf(b);
        return x1 - x2 || y1 - y2;
    }
}

interface Near {
    readonly place: number;
    /** Metres. */
    readonly distance: number;
}
