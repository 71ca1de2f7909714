import type { MultiPolygon, Polygon } from 'geojson';
import KDBush from 'kdbush';
import { orient2d } from 'robust-predicates';
import TinyQueue from 'tinyqueue';
import { checkStructure, finite, IssueCollector } from '../core/index.js';
import { BorderArcs } from './border-arcs.js';
import { assertPolygons } from './check-polygon.js';
import { nearLongitude } from './corner-numbers.js';
import { cutPolygon } from './cut-antimeridian.js';
import { EARTH_RADIUS } from './distance.js';
import { joinAtAntimeridian } from './join-antimeridian.js';
import { snapBorders } from './snap-borders.js';

const RADIANS: number = Math.PI / 180;

/**
 * Leaves out corners of polygons that share borders, from both sides the same, so that there is no gap and no overlap if there was none:
 * a map for the web of borders that were surveyed.
 *
 * Places where three borders meet stay, no ring falls below three corners, and no border comes to cross another, so that some corners stay
 * that the tolerance alone would leave out.
 *
 * @param polygons - any number. A border is shared where both have the same corners, within a metre, as {@link snapBorders}
 *   makes them
 * @param tolerance - metres, from 0: no corner that is left out lies farther from the border
 * @returns new geometries in the same order, with corners of the old ones and no others but where they are cut along the antimeridian
 *   (RFC 7946, 3.1.9); about O(n log n) for n corners
 * @throws BeatplanError `invalid-input` with `invalid-polygon`, and for a tolerance that is no number from 0
 * @example
 * ```ts
 * const light = simplifyPolygons(territories, 500);
 * ```
 * @see Visvalingam and Whyatt 1993, doi:10.1179/000870493786962263, for leaving out the corner that matters least, one at a time; here
 * what matters is the distance, as for Douglas and Peucker 1973, doi:10.3138/FM57-6770-U75U-7727
 */
export function simplifyPolygons(polygons: readonly (Polygon | MultiPolygon)[], tolerance: number): (Polygon | MultiPolygon)[] {
    checkTolerance(tolerance);
    assertPolygons(polygons, 'the polygons');
    // A cut along the antimeridian is not a border, and its corners are not kept.
    const joined = snapBorders(polygons).polygons.map(joinAtAntimeridian);
    const arcs = new BorderArcs(joined);
    new Simplification(arcs, tolerance).run();
    const simplify = (rings: readonly (readonly number[])[][]): number[][][] =>
        rings.map((ring) => {
            const left = ring.filter((corner) => !arcs.isDropped(corner));
            // What has no area to begin with, maps do hold such rings, stays as it is.
            return closeRing(left.length < 3 ? ring : left);
        });
    return joined.map((polygon) =>
        cutPolygon(
            polygon.type === 'Polygon'
                ? { type: 'Polygon', coordinates: simplify(polygon.coordinates) }
                : { type: 'MultiPolygon', coordinates: polygon.coordinates.map(simplify) },
        ),
    );
}

function checkTolerance(tolerance: number): void {
    const collector = new IssueCollector();
    checkStructure(finite({ min: 0 }), tolerance, collector, ['tolerance']);
    collector.throwIfAny('simplifyPolygons');
}

function closeRing(corners: readonly (readonly number[])[]): number[][] {
    if (corners.length === 0) return [];
    const ring = corners.map(([lng, lat]) => [lng, lat]);
    const [lng, lat] = ring[ring.length - 1];
    if (lng !== ring[0][0] || lat !== ring[0][1]) ring.push([...ring[0]]);
    return ring;
}

interface Candidate {
    readonly slot: number;
    /** Metres from the border without this corner to the farthest one left out. */
    readonly cost: number;
}

/** Takes corner after corner out of the arcs, the one first that changes the border least. */
class Simplification {
    private readonly queue: TinyQueue<Candidate> = new TinyQueue<Candidate>([], (a, b) => a.cost - b.cost || a.slot - b.slot);
    private readonly costs: Float64Array;
    private readonly index: KDBush;
    private readonly arcs: BorderArcs;
    private readonly tolerance: number;

    constructor(arcs: BorderArcs, tolerance: number) {
        this.arcs = arcs;
        this.tolerance = tolerance;
        this.costs = new Float64Array(arcs.size);
        const { lng, lat } = arcs;
        this.index = new KDBush(lng.length);
        for (let corner = 0; corner < lng.length; corner++) this.index.add(lng[corner], lat[corner]);
        this.index.finish();
    }

    run(): void {
        const { arcs, costs, queue } = this;
        for (let slot = 0; slot < arcs.size; slot++) this.offer(slot);
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
            const { slot, cost } = next;
            // A corner in the way may be left out later on; this one is offered again when a neighbour is.
            if (cost !== costs[slot] || arcs.isStraight(slot) || this.isInTheWay(slot)) continue;
            const before = arcs.previous[slot];
            const after = arcs.next[slot];
            costs[slot] = Number.NaN;
            arcs.drop(slot);
            this.offer(before);
            this.offer(after);
        }
    }

    private offer(slot: number): void {
        if (this.arcs.isEnd(slot)) return;
        const cost = this.costOf(slot);
        this.costs[slot] = cost;
        if (cost <= this.tolerance) this.queue.push({ slot, cost });
    }

    private costOf(slot: number): number {
        const { arcs, tolerance } = this;
        const from = arcs.previous[slot];
        const to = arcs.next[slot];
        let most = 0;
        for (let i = from + 1; i < to && most <= tolerance; i++) {
            most = Math.max(most, this.distance(arcs.cornerAt[i], arcs.cornerAt[from], arcs.cornerAt[to]));
        }
        return most;
    }

    /** Metres from a corner to the straight line between two others. */
    private distance(corner: number, from: number, to: number): number {
        const { lng, lat } = this.arcs;
        const east = Math.cos(lat[corner] * RADIANS);
        const ax = east * (nearLongitude(lng[from], lng[corner]) - lng[corner]);
        const ay = lat[from] - lat[corner];
        const dx = east * (nearLongitude(lng[to], lng[corner]) - lng[corner]) - ax;
        const dy = lat[to] - lat[corner] - ay;
        const squared = dx * dx + dy * dy;
        const share = squared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / squared));
        return Math.hypot(ax + share * dx, ay + share * dy) * RADIANS * EARTH_RADIUS;
    }

    /** Whether any other corner lies in the triangle that a border would sweep over: if none does, it can cross no border. */
    private isInTheWay(slot: number): boolean {
        const { arcs, index } = this;
        const { lng, lat } = arcs;
        const [a, b, c] = [arcs.cornerAt[arcs.previous[slot]], arcs.cornerAt[slot], arcs.cornerAt[arcs.next[slot]]];
        const bx = lng[b];
        const ax = nearLongitude(lng[a], bx);
        const cx = nearLongitude(lng[c], bx);
        const west = Math.min(ax, bx, cx);
        const east = Math.max(ax, bx, cx);
        const south = Math.min(lat[a], lat[b], lat[c]);
        const north = Math.max(lat[a], lat[b], lat[c]);
        for (const turn of [0, 360, -360]) {
            if (east + turn < -180 || west + turn > 180) continue;
            for (const corner of index.range(west + turn, south, east + turn, north)) {
                if (corner === a || corner === b || corner === c || arcs.dropped[corner] === 1) continue;
                const x = lng[corner] - turn;
                const y = lat[corner];
                const first = orient2d(ax, lat[a], bx, lat[b], x, y);
                const second = orient2d(bx, lat[b], cx, lat[c], x, y);
                const third = orient2d(cx, lat[c], ax, lat[a], x, y);
                if (Math.min(first, second, third) >= 0 || Math.max(first, second, third) <= 0) return true;
            }
        }
        return false;
    }
}
