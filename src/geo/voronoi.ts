import type { MultiPolygon, Polygon } from 'geojson';
import { anything, assertArguments, IssueCollector, list } from '../core/index.js';
import { assembleRings, type SimpleRing } from './assemble-rings.js';
import { checkPolygon } from './check-polygon.js';
import { ClipArea } from './clip-area.js';
import { cutPolygon } from './cut-antimeridian.js';
import { EARTH_RADIUS } from './distance.js';
import { CROSSING, type CutRing, cutRings, type HalfPlane, INSERTED, OWN_BORDER } from './half-plane.js';
import { Outline } from './outline.js';
import { checkPosition, type Position, wrap } from './position.js';
import { projectPositions, sphericalMean, unprojectPositions } from './projection.js';
import { type SharedCorner, SharedCorners } from './shared-corners.js';
import { type Neighbourhood, VoronoiDiagram } from './voronoi-diagram.js';

// Metres. Rounding moves a corner by nanometres, and what people draw is coarser than this.
const SAME_CORNER = 1e-3;
// Metres. Nearer than this, two positions are one place: borders between them would drown in rounding.
const SAME_PLACE = 1e-2;

/**
 * Divides an area among positions: each gets the part that lies nearer to it than to any other (in the equidistant plane around their
 * mean), cut to the area. Neighbouring cells share their corners bit for bit, so there is neither gap nor overlap between them, and
 * {@link dissolveCells} joins them exactly.
 *
 * @param positions - any number
 * @param clip - the area to divide; it may have holes, parts, and cross the antimeridian (see {@link polygonContains})
 * @returns one cell for each position, in their order; null for a position within a centimetre of an earlier one, which has the cell for
 * both, and for one whose cell lies outside of the area. Cells keep the area's own corners, and are cut along the antimeridian (RFC 7946,
 * 3.1.9). O(n log n + cells at the border x corners of the clip)
 * @throws BeatplanError `invalid-input` for invalid positions, and for a clip that is not a polygon
 * @example
 * ```ts
 * const square = { type: 'Polygon' as const, coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] };
 * const [west, east] = voronoiCells([[0.5, 1], [1.5, 1]], square);
 * ```
 * @see Voronoi 1908, doi:10.1515/crll.1908.133.97; Aurenhammer 1991, doi:10.1145/116873.116880
 */
export function voronoiCells(positions: readonly Position[], clip: Polygon | MultiPolygon): (Polygon | MultiPolygon | null)[] {
    const collector = new IssueCollector();
    assertArguments('voronoiCells', { positions: list(anything()) }, { positions });
    for (let i = 0; i < positions.length; i++) checkPosition(positions[i], ['positions', i], collector);
    checkPolygon(clip, ['clip'], collector);
    collector.throwIfAny('voronoiCells');
    const cells: (Polygon | MultiPolygon | null)[] = positions.map(() => null);
    if (positions.length === 0) return cells;
    const center = sphericalMean(positions);
    const points = projectPositions(positions, center);
    const owners = firstOfEachPlace(points);
    const sites = new Float64Array(2 * owners.length);
    for (let site = 0; site < owners.length; site++) sites.set(points.subarray(2 * owners[site], 2 * owners[site] + 2), 2 * site);
    const cutter = new CellCutter(sites, clip, center);
    for (let site = 0; site < owners.length; site++) cells[owners[site]] = cutter.cell(site);
    return cells;
}

/** Indices of the points whose place no earlier one has. */
function firstOfEachPlace(points: Float64Array): number[] {
    const places = new SharedCorners(SAME_PLACE);
    const owners: number[] = [];
    for (let i = 0; i < points.length / 2; i++) {
        const own = (): Position => {
            owners.push(i);
            return [0, 0];
        };
        places.at(points[2 * i], points[2 * i + 1], own);
    }
    return owners;
}

class CellCutter {
    private readonly center: Position;
    private readonly sites: Float64Array;
    private readonly diagram: VoronoiDiagram;
    private readonly area: ClipArea;
    private readonly shared: SharedCorners = new SharedCorners(SAME_CORNER);
    /** By corner of the diagram; none for those beyond the Earth, which long thin triangles have. */
    private readonly corners: readonly (SharedCorner | undefined)[];
    private readonly locate: (x: number, y: number) => Position;

    constructor(sites: Float64Array, clip: Polygon | MultiPolygon, center: Position) {
        this.center = center;
        this.locate = (x, y) => unprojectPositions([x, y], center)[0];
        this.sites = sites;
        this.diagram = new VoronoiDiagram(sites);
        this.area = new ClipArea(clip, center);
        // Before any other corner, so that places near one of these become it.
        const { corners } = this.diagram;
        const list: (SharedCorner | undefined)[] = [];
        for (let i = 0; i < corners.length; i += 2) {
            const [x, y] = [corners[i], corners[i + 1]];
            const isOnEarth = Math.max(Math.abs(x), Math.abs(y)) < Math.PI * EARTH_RADIUS;
            list.push(isOnEarth ? this.shared.at(x, y, this.locate) : undefined);
        }
        this.corners = list;
    }

    cell(site: number): Polygon | MultiPolygon | null {
        const around = this.diagram.neighbourhoodOf(site);
        if (around === undefined) return null;
        const borders = around.others.map((other, line) => this.diagram.halfPlane(site, other, line));
        const corners = this.boundedCell(around);
        const box = corners === undefined ? undefined : boundsOf(corners);
        let rings: SimpleRing[];
        if (corners === undefined || box === undefined) rings = this.cutCell(this.area.rings, around, borders);
        else if (this.area.touchesBorder(...box)) rings = this.cutCell(this.area.ringsNear(...box), around, borders);
        else rings = this.wholeCell(site, corners, borders);
        return rings.length === 0 ? null : cutPolygon(assembleRings(rings));
    }

    private boundedCell({ corners, isClosed }: Neighbourhood): SharedCorner[] | undefined {
        if (!isClosed) return undefined;
        const places: SharedCorner[] = [];
        for (const index of corners) {
            const corner = this.corners[index];
            if (corner === undefined) return undefined;
            places.push(corner);
        }
        return places;
    }

    /** A cell that the clip's border does not come near: all in or all out. */
    private wholeCell(site: number, corners: readonly SharedCorner[], borders: readonly HalfPlane[]): SimpleRing[] {
        if (!this.area.contains(this.sites[2 * site], this.sites[2 * site + 1])) return [];
        const outline = new Outline(this.center);
        // Behind corner k runs the border with the next neighbour.
        for (let k = 0; k < corners.length; k++) outline.add(corners[k], borders[(k + 1) % borders.length]);
        return outline.finish();
    }

    private cutCell(area: readonly CutRing[], around: Neighbourhood, borders: readonly HalfPlane[]): SimpleRing[] {
        let rings = area;
        for (const border of borders) {
            rings = cutRings(rings, border);
            if (rings.length === 0) return [];
        }
        return rings.flatMap((ring) => this.outline(ring, around, borders).finish());
    }

    private outline(ring: CutRing, around: Neighbourhood, borders: readonly HalfPlane[]): Outline {
        const outline = new Outline(this.center);
        const size = ring.x.length;
        for (let i = 0; i < size; i++) {
            if (ring.kind[i] === INSERTED) continue;
            const before = ring.line[i === 0 ? size - 1 : i - 1];
            outline.add(this.cornerOf(ring, i, this.meetingOf(before, ring.line[i], around)), borders[ring.line[i]]);
        }
        return outline;
    }

    /** The diagram's corner where two lines around a site meet: known by who meets there, however badly rounding places it. */
    private meetingOf(a: number, b: number, { others, corners, isClosed }: Neighbourhood): SharedCorner | undefined {
        if (a === OWN_BORDER || b === OWN_BORDER) return undefined;
        if (Math.abs(a - b) === 1) return this.corners[corners[Math.min(a, b)]];
        const isAroundTheEnd = isClosed && Math.abs(a - b) === others.length - 1;
        return isAroundTheEnd ? this.corners[corners[others.length - 1]] : undefined;
    }

    private cornerOf(ring: CutRing, i: number, meeting: SharedCorner | undefined): SharedCorner {
        const [x, y] = [ring.x[i], ring.y[i]];
        const own: Position = [wrap(ring.lng[i]), ring.lat[i]];
        if (ring.kind[i] !== CROSSING) return { x, y, position: own };
        return meeting ?? this.shared.at(x, y, Number.isNaN(ring.lng[i]) ? this.locate : () => own);
    }
}

function boundsOf(corners: readonly SharedCorner[]): [west: number, south: number, east: number, north: number] {
    let west = Number.POSITIVE_INFINITY;
    let south = Number.POSITIVE_INFINITY;
    let east = Number.NEGATIVE_INFINITY;
    let north = Number.NEGATIVE_INFINITY;
    for (const { x, y } of corners) {
        west = Math.min(west, x);
        east = Math.max(east, x);
        south = Math.min(south, y);
        north = Math.max(north, y);
    }
    return [west, south, east, north];
}
