/** How far nodes lie apart, as compactness counts it: straight, as long as the drive takes, or as a matrix says. */
export interface Distances {
    /** Three coordinates a node, so that straight distances represent the way over the globe (or in the plane, the third 0). */
    readonly coordinates: Float64Array;
    /** A straight distance up to `ends[k]` counts `bases[k] + slopes[k] * distance`; empty if it counts as it is. */
    readonly ends: Float64Array;
    readonly bases: Float64Array;
    readonly slopes: Float64Array;
    /** Distances of all pairs, row by row, in place of the straight ones; empty if there is none. */
    readonly matrix: Float64Array;
}

/** Straight distance between place `i` of `places` and place `j` of `others`, three coordinates each. */
export function straightDistance(places: Float64Array, i: number, others: Float64Array, j: number): number {
    const dx = places[3 * i] - others[3 * j];
    const dy = places[3 * i + 1] - others[3 * j + 1];
    const dz = places[3 * i + 2] - others[3 * j + 2];
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/** Square of the straight distance between two places. */
export function squaredDistance(places: Float64Array, a: number, b: number): number {
    const dx = places[3 * a] - places[3 * b];
    const dy = places[3 * a + 1] - places[3 * b + 1];
    const dz = places[3 * a + 2] - places[3 * b + 2];
    return dx * dx + dy * dy + dz * dz;
}

/** Whether distances count as they are: hot loops then spare themselves the question for each. */
export function isStraight({ matrix, ends }: Distances): boolean {
    return matrix.length + ends.length === 0;
}

/** What a straight distance counts. */
export function countDistance({ ends, bases, slopes }: Distances, straight: number): number {
    if (ends.length === 0) return straight;
    let k = 0;
    while (straight > ends[k]) k++;
    return bases[k] + slopes[k] * straight;
}

/** Distance between two nodes. */
export function nodeDistance(distances: Distances, a: number, b: number): number {
    const { matrix, coordinates } = distances;
    if (matrix.length > 0) return matrix[a * (coordinates.length / 3) + b];
    return countDistance(distances, straightDistance(coordinates, a, coordinates, b));
}

/** Distance from a node to center `center` of `centers`, three coordinates each; `stand` is its node in a matrix. */
export function centerDistance(distances: Distances, node: number, centers: Float64Array, center: number, stand: number): number {
    const { matrix, coordinates } = distances;
    if (matrix.length > 0) return matrix[node * (coordinates.length / 3) + stand];
    return countDistance(distances, straightDistance(coordinates, node, centers, center));
}

/** Sum of the distances to `node` from the first `size` of `members`, each weighted by its mass; more than `limit` where it is. */
export function sumDistances(
    distances: Distances,
    masses: Float64Array,
    members: ArrayLike<number>,
    size: number,
    node: number,
    limit: number = Number.POSITIVE_INFINITY,
): number {
    const { coordinates } = distances;
    const isPlain = isStraight(distances);
    const x = coordinates[3 * node];
    const y = coordinates[3 * node + 1];
    const z = coordinates[3 * node + 2];
    let sum = 0;
    for (let at = 0; at < size && sum < limit; at++) {
        const v = members[at];
        if (!isPlain) {
            sum += masses[v] * nodeDistance(distances, v, node);
            continue;
        }
        const dx = coordinates[3 * v] - x;
        const dy = coordinates[3 * v + 1] - y;
        const dz = coordinates[3 * v + 2] - z;
        sum += masses[v] * Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
    return sum;
}
