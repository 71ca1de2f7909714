import type { MultiPolygon, Polygon } from 'geojson';
import { orient2d } from 'robust-predicates';
import { assembleRings, planeArea, type SimpleRing } from './assemble-rings.js';
import { assertPolygons } from './check-polygon.js';
import { CornerNumbers, nearLongitude } from './corner-numbers.js';
import { cutPolygon } from './cut-antimeridian.js';
import { BORDER_TOLERANCE, type SnappedBorders, snapAndTell } from './snap-borders.js';
import { polygonRings, unwrapRing } from './unwrap.js';

/**
 * Joins polygons that touch without overlapping, as {@link voronoiCells} and many map layers do: borders that two of them share vanish,
 * every other corner stays as it is. Two territories that were dissolved from one set of cells therefore fit exactly.
 *
 * A border is shared where both polygons have the same corners, as {@link snapBorders} makes them. Where they differ by more, or the polygons
 * overlap, use {@link dissolvePolygons}.
 *
 * @param cells - any number of polygons of one such layer
 * @param tolerance - metres within which corners of two cells are one, from 0. Default 1
 * @param onSnap - is told what moved and what was added if the borders did not fit
 * @returns new geometry, its largest part first and cut along the antimeridian (RFC 7946, 3.1.9), on both sides of which cells may lie; a
 *   MultiPolygon without parts for no cells. O(corners)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @example
 * ```ts
 * const territory = dissolveCells(voronoiCells(positions, country).filter((cell) => cell !== null));
 * ```
 */
export function dissolveCells(
    cells: readonly (Polygon | MultiPolygon)[],
    tolerance: number = BORDER_TOLERANCE,
    onSnap?: (borders: SnappedBorders) => void,
): Polygon | MultiPolygon {
    assertPolygons(cells, 'the cells', 'cells');
    return cutPolygon(joinCells(snapAndTell(cells, tolerance, onSnap)));
}

/** {@link dissolveCells} before the answer is cut along the antimeridian. */
export function joinCells(cells: readonly (Polygon | MultiPolygon)[]): Polygon | MultiPolygon {
    const graph = new BorderGraph();
    for (const cell of cells) {
        for (const rings of polygonRings(cell)) {
            for (let i = 0; i < rings.length; i++) graph.addRing(rings[i], i === 0);
        }
    }
    return assembleRings(graph.traceRings().map(toSimpleRing), 360);
}

function toSimpleRing(corners: readonly (readonly number[])[]): SimpleRing {
    const plane = unwrapRing(corners).points;
    return { corners, plane, area: planeArea(plane) };
}

/** Directed edges with the area to their left; an edge and its opposite take each other away. */
class BorderGraph {
    private readonly numbers: CornerNumbers = new CornerNumbers();
    /** For each corner, the corners that its edges lead to. */
    private readonly next: number[][] = [];

    addRing(ring: readonly (readonly number[])[], isOuter: boolean): void {
        const isLeft = planeArea(unwrapRing(ring).points) > 0;
        const corners = this.numbers.numbersAlong(ring);
        while (this.next.length < this.numbers.corners.length) this.next.push([]);
        if (isLeft !== isOuter) corners.reverse();
        for (let i = 0; i < corners.length; i++) this.addEdge(corners[i], corners[i + 1 < corners.length ? i + 1 : 0]);
    }

    private addEdge(from: number, to: number): void {
        if (from === to) return;
        const back = this.next[to].indexOf(from);
        if (back >= 0) this.next[to].splice(back, 1);
        else this.next[from].push(to);
    }

    /** Follows the edges that are left; of several the leftmost, and rings that come back to a corner are split there. */
    traceRings(): (readonly number[])[][] {
        const rings: (readonly number[])[][] = [];
        const placeOf = new Map<number, number>();
        for (let first = 0; first < this.next.length; first++) {
            while (this.next[first].length > 0) {
                const walk: number[] = [first];
                placeOf.clear();
                placeOf.set(first, 0);
                let before = -1;
                let at = first;
                while (true) {
                    const to = this.takeLeftmost(before, at);
                    if (to === undefined) break;
                    before = at;
                    at = to;
                    const place = placeOf.get(to);
                    if (place === undefined) {
                        placeOf.set(to, walk.length);
                        walk.push(to);
                        continue;
                    }
                    const loop = walk.splice(place + 1);
                    for (const corner of loop) placeOf.delete(corner);
                    if (loop.length >= 2) rings.push([to, ...loop].map((corner) => this.numbers.corners[corner]));
                    if (walk.length === 1) break;
                }
            }
        }
        return rings;
    }

    private takeLeftmost(before: number, at: number): number | undefined {
        const choices = this.next[at];
        let best = 0;
        for (let i = 1; i < choices.length; i++)
            if (before >= 0 && this.isLeftOf(choices[i], choices[best], before, at)) best = i;
        return choices.splice(best, 1)[0];
    }

    /** Whether the way from `at` to `a` is farther left than that to `b`, for one who comes from `before`. */
    private isLeftOf(a: number, b: number, before: number, at: number): boolean {
        const sideA = this.side(before, at, a);
        const sideB = this.side(before, at, b);
        if (sideA >= 0 !== sideB >= 0) return sideA >= 0;
        return this.side(at, b, a) > 0;
    }

    /** Positive where `c` lies left of the way from `a` to `b`. */
    private side(a: number, b: number, c: number): number {
        const { corners } = this.numbers;
        const [ax, ay] = corners[a];
        const [bx, by] = corners[b];
        const [cx, cy] = corners[c];
        return -orient2d(nearLongitude(ax, bx), ay, bx, by, nearLongitude(cx, bx), cy);
    }
}
