import type { Position as Corner, MultiPolygon, Polygon } from 'geojson';

/**
 * Finds which areas have a piece of border in common: an edge between two corners that both have, whichever way it is walked.
 *
 * @returns for each area the places of its neighbours in the list; O(corners)
 */
export function neighboursByEdge(areas: readonly (Polygon | MultiPolygon)[]): Set<number>[] {
    const holders = new Map<string, number[]>();
    const neighbours = areas.map(() => new Set<number>());
    areas.forEach((area, index) => {
        for (const rings of area.type === 'Polygon' ? [area.coordinates] : area.coordinates) {
            for (const ring of rings) {
                for (let i = 0; i < ring.length; i++) {
                    const from = nameOf(ring[i]);
                    const to = nameOf(ring[(i + 1) % ring.length]);
                    if (from === to) continue;
                    const edge = from < to ? `${from} ${to}` : `${to} ${from}`;
                    const others = holders.get(edge);
                    if (others === undefined) {
                        holders.set(edge, [index]);
                        continue;
                    }
                    if (others[others.length - 1] === index) continue;
                    for (const other of others) {
                        neighbours[index].add(other);
                        neighbours[other].add(index);
                    }
                    others.push(index);
                }
            }
        }
    });
    return neighbours;
}

/** The antimeridian has two names. */
function nameOf([lng, lat]: Corner): string {
    return `${lng === -180 ? 180 : lng},${lat}`;
}
