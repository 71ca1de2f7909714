import type { MultiPolygon, Polygon } from 'geojson';

/** Rings of a geometry, all parts in one list. */
export function ringsOf({ type, coordinates }: Polygon | MultiPolygon): number[][][] {
    return type === 'Polygon' ? coordinates : coordinates.flat();
}

/** Area in square degrees, which adds up exactly over parts. */
export function squareDegrees(geometry: Polygon | MultiPolygon | null): number {
    if (geometry === null) return 0;
    let sum = 0;
    for (const rings of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) {
        rings.forEach((ring, i) => {
            let twice = 0;
            for (let k = 1; k < ring.length; k++) {
                twice += (ring[k - 1][0] - ring[0][0]) * (ring[k][1] - ring[0][1]);
                twice -= (ring[k][0] - ring[0][0]) * (ring[k - 1][1] - ring[0][1]);
            }
            sum += ((i === 0 ? 1 : -1) * Math.abs(twice)) / 2;
        });
    }
    return sum;
}

/** Edges that have no opposite in another ring: the outer border of what the shapes cover together, if they fit. */
export function unmatchedEdges(shapes: readonly (Polygon | MultiPolygon)[]): [number[], number[]][] {
    const open = new Map<string, [number[], number[]][]>();
    for (const ring of shapes.flatMap(ringsOf)) {
        for (let i = 1; i < ring.length; i++) {
            const opposite = open.get(`${ring[i]} ${ring[i - 1]}`);
            if (opposite !== undefined && opposite.length > 0) opposite.pop();
            else {
                const key = `${ring[i - 1]} ${ring[i]}`;
                open.set(key, [...(open.get(key) ?? []), [ring[i - 1], ring[i]]]);
            }
        }
    }
    return [...open.values()].flat();
}

/** A closed ring around a box, counterclockwise. */
export function boxRing(west: number, south: number, east: number, north: number): number[][] {
    return [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ];
}
