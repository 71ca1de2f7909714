import KDBush from 'kdbush';
import { nearLongitude } from './corner-numbers.js';
import { EARTH_RADIUS } from './distance.js';

const METRES_PER_DEGREE = (EARTH_RADIUS * Math.PI) / 180;

/** Long edges are searched in at most this many pieces. */
const MOST_PIECES = 256;

/** A place on an edge that has no corner there. */
export interface CornerOnEdge {
    readonly place: number;
    /** From 0, where the edge starts, to 1. */
    readonly share: number;
    /** Metres from the edge, which is straight in degrees. */
    readonly distance: number;
}

/** Finds where a corner of one polygon lies on an edge of another, as at the junction of a T. */
export class CornersOnEdges {
    private readonly corners: readonly (readonly number[])[];
    private readonly holders: readonly (readonly number[])[];
    private readonly tolerance: number;
    private readonly placeAt: readonly number[];
    private readonly index: KDBush;
    private pieceLength = Number.POSITIVE_INFINITY;

    /**
     * @param corners - longitude and latitude of each place
     * @param holders - the polygons that have a corner at each place; places without any are passed over
     * @param tolerance - metres
     */
    constructor(corners: readonly (readonly number[])[], holders: readonly (readonly number[])[], tolerance: number) {
        this.corners = corners;
        this.holders = holders;
        this.tolerance = tolerance;
        this.placeAt = corners.map((_, place) => place).filter((place) => holders[place].length > 0);
        this.index = new KDBush(this.placeAt.length);
        for (const place of this.placeAt) this.index.add(planeLongitude(corners[place]), corners[place][1]);
        this.index.finish();
    }

    /** Takes the usual length of edges, so that a long one is looked along piece by piece. */
    expectEdges(edges: readonly (readonly [from: number, to: number])[]): void {
        let sum = 0;
        for (const [from, to] of edges) sum += Math.hypot(...this.spanOf(from, to));
        if (sum > 0) this.pieceLength = (2 * sum) / edges.length;
    }

    /** The places of other polygons on an edge of `owner`, in order from its start. */
    along(from: number, to: number, owner: number): CornerOnEdge[] {
        const [x, y] = this.corners[from];
        const [width, height] = this.spanOf(from, to);
        const length = Math.hypot(width, height);
        if (length === 0 || Math.abs(y) === 90 || Math.abs(y + height) === 90) return [];
        const found = new Map<number, CornerOnEdge>();
        const pieces = Math.min(MOST_PIECES, Math.max(1, Math.ceil(length / this.pieceLength)));
        for (let piece = 0; piece < pieces; piece++) {
            const ends = [piece / pieces, (piece + 1) / pieces].map((share) => [x + share * width, y + share * height]);
            for (const place of this.placesIn(ends)) {
                if (place === from || place === to || found.has(place) || this.holders[place].includes(owner)) continue;
                const corner = this.locate(place, x, y, width, height);
                if (corner !== undefined) found.set(place, corner);
            }
        }
        const metres = length * METRES_PER_DEGREE;
        const ends = [
            { place: from, share: 0, distance: 0 },
            { place: to, share: 1, distance: 0 },
        ];
        const all = [...found.values(), ...ends];
        return [...found.values()]
            .filter((corner) => !all.some((other) => this.isBehind(corner, other, metres)))
            .sort((a, b) => a.share - b.share || a.distance - b.distance || a.place - b.place);
    }

    /** Whether a corner belongs to the far side of something narrow that stands on the edge at another corner. */
    private isBehind(corner: CornerOnEdge, other: CornerOnEdge, metres: number): boolean {
        const farther = corner.distance - other.distance;
        if (farther <= 0 || Math.abs(corner.share - other.share) * metres >= farther) return false;
        return this.holders[corner.place].some((holder) => this.holders[other.place].includes(holder));
    }

    private locate(place: number, x: number, y: number, width: number, height: number): CornerOnEdge | undefined {
        const [lng, lat] = this.corners[place];
        const scale = Math.cos((lat * Math.PI) / 180);
        const [dx, dy] = [(nearLongitude(lng, x) - x) * scale, lat - y];
        const [ex, ey] = [width * scale, height];
        const share = (dx * ex + dy * ey) / (ex * ex + ey * ey);
        if (!(share > 0 && share < 1)) return undefined;
        const distance = (Math.abs(dx * ey - dy * ex) / Math.hypot(ex, ey)) * METRES_PER_DEGREE;
        return distance <= this.tolerance ? { place, share, distance } : undefined;
    }

    private *placesIn([[x1, y1], [x2, y2]]: readonly (readonly number[])[]): Generator<number> {
        const reach = this.tolerance / METRES_PER_DEGREE;
        const [south, north] = [Math.min(y1, y2) - reach, Math.max(y1, y2) + reach];
        const wide = reach / Math.max(1e-6, Math.cos((Math.min(90, Math.max(-south, north)) * Math.PI) / 180));
        const [west, east] = [Math.min(x1, x2) - wide, Math.max(x1, x2) + wide];
        for (const turn of [0, 360, -360]) {
            if (west + turn > 180 || east + turn < -180) continue;
            for (const at of this.index.range(west + turn, south, east + turn, north)) yield this.placeAt[at];
        }
    }

    /** Degrees of longitude and latitude that an edge spans. */
    private spanOf(from: number, to: number): [width: number, height: number] {
        const [x1, y1] = this.corners[from];
        const [x2, y2] = this.corners[to];
        return [nearLongitude(x2, x1) - x1, y2 - y1];
    }
}

/** The antimeridian has two names. */
function planeLongitude([lng]: readonly number[]): number {
    return lng === 180 ? -180 : lng;
}
