import Flatbush from 'flatbush';
import { greatCircleDistance, type Position } from '../../geo/index.js';
import { type RoadNetwork, SHAPE_UNITS } from './road-network.js';

/** The place on a road that is nearest to a point. */
export interface SnappedPoint {
    /** The road. */
    readonly road: number;
    /** How far along the road it lies, from 0 at its beginning to 1. */
    readonly share: number;
    readonly position: Position;
    /** Metres from the point that was asked for, as the crow flies. */
    readonly distance: number;
}

const FIRST_CANDIDATES = 8;

/** Finds the nearest place on any road. */
export class RoadSnapper {
    private readonly network: RoadNetwork;
    private readonly index: Flatbush;
    /** Shrinks degrees of longitude so that distances between boxes are never more than true ones. */
    private readonly shrink: number;
    private readonly lengths: Float64Array;
    private readonly roadOfSegment: Int32Array;
    private readonly firstPoint: Int32Array;

    constructor(network: RoadNetwork) {
        this.network = network;
        const { shapeOffsets, shape } = network;
        const roadCount = shapeOffsets.length - 1;
        const segments = shapeOffsets[roadCount] - roadCount;
        let farthest = 0;
        for (let i = 1; i < shape.length; i += 2) farthest = Math.max(farthest, Math.abs(shape[i]));
        this.shrink = Math.cos(((farthest / SHAPE_UNITS) * Math.PI) / 180);
        this.index = new Flatbush(segments);
        this.roadOfSegment = new Int32Array(segments);
        this.firstPoint = new Int32Array(segments);
        this.lengths = new Float64Array(shape.length / 2);
        let segment = 0;
        for (let road = 0; road < roadCount; road++) {
            for (let point = shapeOffsets[road]; point + 1 < shapeOffsets[road + 1]; point++, segment++) {
                const [ax, ay] = this.placeOf(point);
                const [bx, by] = this.placeOf(point + 1);
                this.index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
                this.roadOfSegment[segment] = road;
                this.firstPoint[segment] = point;
                this.lengths[point + 1] =
                    this.lengths[point] + greatCircleDistance(this.positionOf(point), this.positionOf(point + 1));
            }
        }
        this.index.finish();
    }

    /** Snaps a point to the nearest road, however far it is. */
    snap(position: Position): SnappedPoint {
        let best: { segment: number; along: number; position: Position; distance: number } | undefined;
        for (let count = FIRST_CANDIDATES; ; count *= 4) {
            const candidates = this.index.neighbors(position[0] * this.shrink, position[1], count);
            for (const segment of candidates) {
                const found = this.nearestOnSegment(segment, position);
                if (best === undefined || found.distance < best.distance) best = { segment, ...found };
            }
            const last = candidates[candidates.length - 1];
            if (candidates.length < count || this.boxDistance(last, position) > (best as { distance: number }).distance) break;
        }
        const { segment, along, ...place } = best as NonNullable<typeof best>;
        const road = this.roadOfSegment[segment];
        const length = this.lengths[this.network.shapeOffsets[road + 1] - 1];
        return { road, share: length === 0 ? 0 : Math.min(1, along / length), ...place };
    }

    /** The course of an arc, in driving order; from a point on it and to another one, where they are given. */
    course(arc: number, from?: SnappedPoint, to?: SnappedPoint): Position[] {
        const { shapeOffsets } = this.network;
        const road = arc >> 1;
        const first = shapeOffsets[road];
        const last = shapeOffsets[road + 1] - 1;
        const isForward = (arc & 1) === 0;
        const [low, high] = isForward ? [from, to] : [to, from];
        const inner: Position[] = [];
        for (let point = first; point <= last; point++) {
            const share = this.lengths[last] === 0 ? 0 : this.lengths[point] / this.lengths[last];
            if (share > (low?.share ?? -1) && share < (high?.share ?? 2)) inner.push(this.positionOf(point));
        }
        if (low !== undefined) inner.unshift(low.position);
        if (high !== undefined) inner.push(high.position);
        return isForward ? inner : inner.reverse();
    }

    private nearestOnSegment(segment: number, position: Position): { along: number; position: Position; distance: number } {
        const point = this.firstPoint[segment];
        const start = this.positionOf(point);
        const end = this.positionOf(point + 1);
        // Segments are short: the plane that touches the earth there is exact enough.
        const scale = Math.cos((start[1] * Math.PI) / 180);
        const dx = (end[0] - start[0]) * scale;
        const dy = end[1] - start[1];
        const square = dx * dx + dy * dy;
        const projected = square === 0 ? 0 : ((position[0] - start[0]) * scale * dx + (position[1] - start[1]) * dy) / square;
        const share = Math.min(1, Math.max(0, projected));
        const place: Position = [
            toUnits(start[0] + share * (end[0] - start[0])),
            toUnits(start[1] + share * (end[1] - start[1])),
        ];
        const along = this.lengths[point] + share * (this.lengths[point + 1] - this.lengths[point]);
        return { along, position: place, distance: greatCircleDistance(position, place) };
    }

    /** Metres to the box of a segment, or a little less. */
    private boxDistance(segment: number, [lng, lat]: Position): number {
        const point = this.firstPoint[segment];
        const [ax, ay] = this.placeOf(point);
        const [bx, by] = this.placeOf(point + 1);
        const x = lng * this.shrink;
        const dx = Math.max(0, Math.min(ax, bx) - x, x - Math.max(ax, bx));
        const dy = Math.max(0, Math.min(ay, by) - lat, lat - Math.max(ay, by));
        return Math.hypot(dx, dy) * METRES_A_DEGREE;
    }

    private placeOf(point: number): [number, number] {
        const [lng, lat] = this.positionOf(point);
        return [lng * this.shrink, lat];
    }

    private positionOf(point: number): Position {
        return [this.network.shape[2 * point] / SHAPE_UNITS, this.network.shape[2 * point + 1] / SHAPE_UNITS];
    }
}

/** As exact as the roads' own places. */
const toUnits = (degrees: number): number => Math.round(degrees * SHAPE_UNITS) / SHAPE_UNITS;

// Of the sphere that distances are measured on, less what rounding may take.
const METRES_A_DEGREE = 111_190;
