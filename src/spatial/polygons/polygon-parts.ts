import type { MultiPolygon, Polygon } from 'geojson';
import { PreparedPolygon } from '../../geo/index.js';
import type { PointMetric } from '../query/place.js';

type Ring = PreparedPolygon['parts'][number][number]['index'];

/** A plain box that a part of a polygon has its share of the plane in; a part that crosses the antimeridian has two. */
export interface PartBox {
    readonly part: number;
    /** What longitudes of the part's plane are shifted by to come into the box: 0 or whole turns. */
    readonly shift: number;
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
}

/** The parts of many polygons in one list: those of a polygon follow each other, and polygons stand in the order given. */
export class PolygonParts {
    readonly metric: PointMetric;
    readonly polygons: readonly PreparedPolygon[];
    /** Which polygon each part belongs to. */
    readonly owners: Int32Array;
    /** The place of each part among those of its polygon. */
    readonly places: Int32Array;
    readonly boxes: readonly PartBox[];
    /** The ring of each part that has only one, within -180 to 180 degrees: most parts, and quicker to ask. */
    private readonly loneRings: readonly (Ring | undefined)[];

    /** @param geometries - sound ones: rings of at least three corners */
    constructor(geometries: readonly (Polygon | MultiPolygon)[], metric: PointMetric) {
        this.metric = metric;
        const planar = metric === 'planar';
        this.polygons = geometries.map((geometry) => new PreparedPolygon(geometry, { planar }));
        const count = this.polygons.reduce((sum, { parts }) => sum + parts.length, 0);
        this.owners = new Int32Array(count);
        this.places = new Int32Array(count);
        const boxes: PartBox[] = [];
        const loneRings: (Ring | undefined)[] = [];
        let part = 0;
        for (let owner = 0; owner < this.polygons.length; owner++) {
            const { parts } = this.polygons[owner];
            for (let place = 0; place < parts.length; place++, part++) {
                this.owners[part] = owner;
                this.places[part] = place;
                const { plane, index } = parts[place][0];
                const { west, south, east, north } = plane;
                const isLone = parts[place].length === 1 && (planar || (west >= -180 && east <= 180));
                loneRings.push(isLone ? index : undefined);
                for (const [shift, minX, maxX] of spansOf(west, east, metric)) {
                    boxes.push({ part, shift, minX, minY: south, maxX, maxY: north });
                }
            }
        }
        this.boxes = boxes;
        this.loneRings = loneRings;
    }

    /** As {@link PolygonParts.contains}, for places that are no pole and do not lie on the antimeridian. */
    containsPlain(part: number, x: number, y: number): boolean {
        const ring = this.loneRings[part];
        return ring === undefined ? this.contains(part, x, y) : ring.covers(x, y);
    }

    /** Whether a place lies in a part or on its border. */
    contains(part: number, x: number, y: number): boolean {
        return this.polygons[this.owners[part]].partContains(this.places[part], x, y);
    }
}

// Degrees: a longitude that is shifted by a turn is rounded once more.
const SHIFT_MARGIN = 1e-9;

/** The spans that a span of a plane whose longitudes run on past 180 degrees takes within -180 to 180, each with its shift. */
export function spansOf(west: number, east: number, metric: PointMetric): [shift: number, minX: number, maxX: number][] {
    if (metric === 'planar') return [[0, west, east]];
    const spans: [number, number, number][] = [];
    for (let turn = Math.ceil((-180 - east) / 360); turn <= Math.floor((180 - west) / 360); turn++) {
        const shift = 360 * turn;
        const margin = turn === 0 ? 0 : SHIFT_MARGIN;
        spans.push([shift, Math.max(-180, west + shift - margin), Math.min(180, east + shift + margin)]);
    }
    return spans;
}
