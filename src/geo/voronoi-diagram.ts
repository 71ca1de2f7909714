import { Delaunay } from 'd3-delaunay';
import type { HalfPlane } from './half-plane.js';

/** What lies around a site. */
export interface Neighbourhood {
    /** The sites that the cell has a border with, in order around it. */
    readonly others: readonly number[];
    /** `corners[k]` is where the borders with `others[k]` and the next one meet, as an index into {@link VoronoiDiagram.corners}. */
    readonly corners: readonly number[];
    /** Whether the cell is bounded: the last corner closes it. */
    readonly isClosed: boolean;
}

/** The Voronoi diagram of sites in the plane, all different. */
export class VoronoiDiagram {
    /** Places of the corners, one for each triangle of the Delaunay triangulation: x and y, interleaved. */
    readonly corners: Float64Array;
    private readonly sites: Float64Array;
    private readonly delaunay: Delaunay<unknown>;
    /** Site -> its place on the hull, counterclockwise; -1 inside. */
    private readonly hullPlaces: Int32Array;

    /** @param sites - x and y, interleaved; shifted by rounding's width where all lie on one line */
    constructor(sites: Float64Array) {
        this.sites = sites;
        this.delaunay = new Delaunay(sites);
        // The bounds do not matter: only the circumcentres are read.
        this.corners = Float64Array.from(this.delaunay.voronoi([0, 0, 1, 1]).circumcenters);
        this.hullPlaces = new Int32Array(sites.length / 2).fill(-1);
        this.delaunay.hull.forEach((site, place) => {
            this.hullPlaces[site] = place;
        });
    }

    /** Walks around a site, or returns undefined if it is so near to another that the triangulation left it out. */
    neighbourhoodOf(site: number): Neighbourhood | undefined {
        const { inedges, halfedges, triangles, hull } = this.delaunay;
        const start = inedges[site];
        if (start === -1) return undefined;
        const others: number[] = [];
        const corners: number[] = [];
        // Each edge leads from a neighbour to the site.
        let e = start;
        do {
            // A single site reports one neighbour, which does not exist.
            if (triangles[e] >= 0) others.push(triangles[e]);
            const corner = Math.floor(e / 3);
            e = e % 3 === 2 ? e - 2 : e + 1;
            if (triangles[e] !== site) return { others, corners, isClosed: false };
            corners.push(corner);
            e = halfedges[e];
        } while (e !== start && e !== -1);
        if (e === start) return { others, corners, isClosed: true };
        const beyond = hull[(this.hullPlaces[site] + 1) % hull.length];
        if (beyond !== others[others.length - 1]) others.push(beyond);
        return { others, corners, isClosed: false };
    }

    /** A site's side of the border with another; the border is the same line, bit for bit, seen from both. */
    halfPlane(site: number, other: number, line: number): HalfPlane {
        const sites = this.sites;
        return {
            line,
            x: (sites[2 * site] + sites[2 * other]) / 2,
            y: (sites[2 * site + 1] + sites[2 * other + 1]) / 2,
            normalX: sites[2 * site] - sites[2 * other],
            normalY: sites[2 * site + 1] - sites[2 * other + 1],
        };
    }
}
