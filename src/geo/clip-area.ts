import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon } from 'geojson';
import { planeArea } from './assemble-rings.js';
import { type CutRing, emptyRing, INSERTED, ORIGINAL, OWN_BORDER, pushCorner } from './half-plane.js';
import type { Position } from './position.js';
import { projectPositions } from './projection.js';
import { INSIDE, RingIndex } from './ring-index.js';
import { polygonRings, unwrapRing } from './unwrap.js';

// A straight line in longitude and latitude bends in the plane: over this many metres by 10 m at most up to 60 degrees of latitude.
const LONGEST_STEP = 20_000;

/** A polygon laid into the plane around a centre, its long edges as chains of short ones, with an index over its border. */
export class ClipArea {
    /** Outer rings counterclockwise, holes clockwise. */
    readonly rings: readonly CutRing[];
    private readonly indexes: readonly RingIndex[];
    private readonly border: Flatbush | undefined;

    constructor(clip: Polygon | MultiPolygon, center: Position) {
        const rings: CutRing[] = [];
        const indexes: RingIndex[] = [];
        for (const part of polygonRings(clip)) {
            for (let i = 0; i < part.length; i++) {
                const ring = layRing(part[i], center);
                const points = closedPoints(ring);
                const area = planeArea(points);
                if (area === 0) continue;
                rings.push(area > 0 === (i === 0) ? ring : reverseRing(ring));
                indexes.push(new RingIndex(points));
            }
        }
        this.rings = rings;
        this.indexes = indexes;
        this.border = indexBorder(rings);
    }

    /** Whether a box in the plane comes near the border. */
    touchesBorder(west: number, south: number, east: number, north: number): boolean {
        return this.border?.collides(west, south, east, north) ?? false;
    }

    /** The rings that could have a part in a box: what the cuts of a cell inside of it begin with. */
    ringsNear(west: number, south: number, east: number, north: number): CutRing[] {
        return this.rings.filter((_, i) => {
            const index = this.indexes[i];
            return index.west <= east && index.east >= west && index.south <= north && index.north >= south;
        });
    }

    /** Whether a place off the border lies in the area: inside an odd number of rings. */
    contains(x: number, y: number): boolean {
        let isInside = false;
        for (let i = 0; i < this.indexes.length; i++) if (this.indexes[i].locate(x, y) === INSIDE) isInside = !isInside;
        return isInside;
    }
}

function layRing(ring: readonly (readonly number[])[], center: Position): CutRing {
    const { points } = unwrapRing(ring);
    const positions: Position[] = [];
    for (let i = 0; i < points.length; i += 2) positions.push([points[i], points[i + 1]]);
    const plane = projectPositions(positions, center);
    const laid = emptyRing();
    for (let i = 0; i + 1 < positions.length; i++) {
        const [lng, lat] = positions[i];
        pushCorner(laid, plane[2 * i], plane[2 * i + 1], lng, lat, ORIGINAL, OWN_BORDER);
        const dx = plane[2 * i + 2] - plane[2 * i];
        const dy = plane[2 * i + 3] - plane[2 * i + 1];
        const steps = Math.ceil(Math.sqrt(dx * dx + dy * dy) / LONGEST_STEP);
        if (steps <= 1) continue;
        const between: Position[] = [];
        for (let k = 1; k < steps; k++) {
            const share = k / steps;
            between.push([lng + share * (positions[i + 1][0] - lng), lat + share * (positions[i + 1][1] - lat)]);
        }
        const inner = projectPositions(between, center);
        for (let k = 0; k < between.length; k++)
            pushCorner(laid, inner[2 * k], inner[2 * k + 1], between[k][0], between[k][1], INSERTED, OWN_BORDER);
    }
    return laid;
}

function closedPoints({ x, y }: CutRing): Float64Array {
    const points = new Float64Array(x.length === 0 ? 0 : 2 * x.length + 2);
    for (let i = 0; i < x.length; i++) {
        points[2 * i] = x[i];
        points[2 * i + 1] = y[i];
    }
    if (x.length > 0) points.set([x[0], y[0]], 2 * x.length);
    return points;
}

function reverseRing(ring: CutRing): CutRing {
    return {
        x: ring.x.slice().reverse(),
        y: ring.y.slice().reverse(),
        lng: ring.lng.slice().reverse(),
        lat: ring.lat.slice().reverse(),
        kind: ring.kind.slice().reverse(),
        line: ring.line.slice(),
    };
}

function indexBorder(rings: readonly CutRing[]): Flatbush | undefined {
    let edges = 0;
    for (const { x } of rings) edges += x.length;
    if (edges === 0) return undefined;
    const border = new Flatbush(edges);
    for (const { x, y } of rings) {
        for (let i = 0; i < x.length; i++) {
            const next = i + 1 < x.length ? i + 1 : 0;
            border.add(Math.min(x[i], x[next]), Math.min(y[i], y[next]), Math.max(x[i], x[next]), Math.max(y[i], y[next]));
        }
    }
    border.finish();
    return border;
}
