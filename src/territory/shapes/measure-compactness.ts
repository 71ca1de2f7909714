import type { MultiPolygon, Polygon } from 'geojson';
import { convexHull, joinAtAntimeridian, type Position, polygonCentroid, projectPositions } from '../../geo/index.js';
import { assertPolygon } from '../../geo/internal.js';

/** How compact an outline is, by four measures that each see something else. All are 1 for a circle or a convex shape, and fall towards 0. */
export interface Compactness {
    /** 4 π area / perimeter²: falls with every bay of the border. */
    readonly polsbyPopper: number;
    /** Area over that of the smallest circle around: falls for long shapes. */
    readonly reock: number;
    /** Area over that of the convex hull: falls for bent shapes and for parts. */
    readonly hullRatio: number;
    /** area² / (2 π moment of inertia about the centroid): falls where ground lies far out, and hardly feels the border. */
    readonly inertia: number;
}

const WITHOUT_AREA: Compactness = { polsbyPopper: 0, reock: 0, hullRatio: 0, inertia: 0 };

/**
 * Measures how compact an outline is, in the plane around its centroid. Compact ground alone does not make short drives: look at drive
 * minutes beside it.
 *
 * @param geometry - GeoJSON; holes are taken off
 * @returns zeros for a shape without area; O(corners log corners)
 * @throws BeatplanError `invalid-input` with `invalid-polygon`
 * @example
 * ```ts
 * const { polsbyPopper } = measureCompactness(shapes.features[0].geometry);
 * ```
 * @see Polsby and Popper 1991; Reock 1961, doi:10.2307/2109043; Li, Goodchild and Church 2013, doi:10.1080/13658816.2012.752093 (inertia)
 */
export function measureCompactness(geometry: Polygon | MultiPolygon): Compactness {
    assertPolygon(geometry, ['geometry'], 'measureCompactness');
    if (geometry.coordinates.length === 0) return WITHOUT_AREA;
    const center = polygonCentroid(geometry);
    let area = 0;
    let perimeter = 0;
    let inertia = 0;
    let momentX = 0;
    let momentY = 0;
    const corners: Position[] = [];
    // A cut along the antimeridian is no border.
    const joined = joinAtAntimeridian(geometry);
    for (const rings of joined.type === 'Polygon' ? [joined.coordinates] : joined.coordinates) {
        rings.forEach((ring, i) => {
            const points = projectPositions(
                ring.map(([lng, lat]): Position => [lng, lat]),
                center,
            );
            const moments = ringMoments(points);
            const sign = moments.area < 0 === i > 0 ? 1 : -1;
            area += sign * moments.area;
            momentX += sign * moments.x;
            momentY += sign * moments.y;
            inertia += sign * moments.inertia;
            perimeter += moments.perimeter;
            if (i === 0) for (let k = 0; k < points.length; k += 2) corners.push([points[k], points[k + 1]]);
        });
    }
    if (!(area > 0)) return WITHOUT_AREA;
    const hull = convexHull(corners).map((corner) => corners[corner]);
    const aboutCentroid = inertia - (momentX * momentX + momentY * momentY) / area;
    return {
        polsbyPopper: (4 * Math.PI * area) / (perimeter * perimeter),
        reock: area / (Math.PI * enclosingRadius(hull) ** 2),
        hullRatio: Math.min(1, area / Math.abs(ringMoments(Float64Array.from(hull.flat())).area)),
        inertia: (area * area) / (2 * Math.PI * aboutCentroid),
    };
}

interface Moments {
    /** Positive where the ring winds counterclockwise; so are the others then. */
    readonly area: number;
    readonly x: number;
    readonly y: number;
    /** Second moment about the origin. */
    readonly inertia: number;
    readonly perimeter: number;
}

function ringMoments(points: Float64Array): Moments {
    let area = 0;
    let x = 0;
    let y = 0;
    let inertia = 0;
    let perimeter = 0;
    for (let i = 0; i < points.length; i += 2) {
        const k = i + 2 < points.length ? i + 2 : 0;
        const [ax, ay, bx, by] = [points[i], points[i + 1], points[k], points[k + 1]];
        const cross = ax * by - bx * ay;
        area += cross / 2;
        x += (cross * (ax + bx)) / 6;
        y += (cross * (ay + by)) / 6;
        inertia += (cross * (ax * ax + ax * bx + bx * bx + ay * ay + ay * by + by * by)) / 12;
        perimeter += Math.hypot(bx - ax, by - ay);
    }
    return { area, x, y, inertia, perimeter };
}

/**
 * The radius of the smallest circle around points: a circle that misses a point is replaced by the smallest that has it on its border.
 *
 * @see Welzl 1991, "Smallest enclosing disks", doi:10.1007/BFb0038202, as loops
 */
function enclosingRadius(points: readonly Position[]): number {
    let circle: Circle = [points[0][0], points[0][1], 0];
    for (let i = 1; i < points.length; i++) {
        if (holds(circle, points[i])) continue;
        circle = [points[i][0], points[i][1], 0];
        for (let j = 0; j < i; j++) {
            if (holds(circle, points[j])) continue;
            circle = circleOver(points[i], points[j]);
            for (let k = 0; k < j; k++) if (!holds(circle, points[k])) circle = circleThrough(points[i], points[j], points[k]);
        }
    }
    return circle[2];
}

type Circle = readonly [x: number, y: number, radius: number];

function holds([x, y, radius]: Circle, [px, py]: Position): boolean {
    return Math.hypot(px - x, py - y) <= radius * (1 + 1e-12);
}

function circleOver([ax, ay]: Position, [bx, by]: Position): Circle {
    return [(ax + bx) / 2, (ay + by) / 2, Math.hypot(ax - bx, ay - by) / 2];
}

function circleThrough(a: Position, b: Position, c: Position): Circle {
    const [bx, by] = [b[0] - a[0], b[1] - a[1]];
    const [cx, cy] = [c[0] - a[0], c[1] - a[1]];
    const turn = 2 * (bx * cy - by * cx);
    const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / turn;
    const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / turn;
    return [a[0] + x, a[1] + y, Math.hypot(x, y)];
}
