import { BeatplanError, jsonReady } from '../core/index.js';
import { assertPairs, assertPosition, assertPositions } from './check-places.js';
import { EARTH_RADIUS } from './distance.js';
import { type Position, wrap } from './position.js';

const RADIANS: number = Math.PI / 180;

/**
 * Finds the mean of positions on the sphere: the direction of the sum of their unit vectors. Right at poles and the antimeridian.
 *
 * @param positions - at least one
 * @returns the mean; where the positions cancel out and no mean exists, as for two antipodes, the southernmost position (then westernmost)
 * @throws BeatplanError `empty-input` for no positions
 */
export function sphericalMean(positions: readonly Position[]): Position {
    assertPositions(positions);
    if (positions.length === 0) throw new BeatplanError('empty-input', 'There is no mean of no positions.');
    if (positions.length === 1) return [wrap(positions[0][0]), positions[0][1]];
    let x = 0;
    let y = 0;
    let z = 0;
    for (let i = 0; i < positions.length; i++) {
        const lambda = positions[i][0] * RADIANS;
        const phi = positions[i][1] * RADIANS;
        const cosine = Math.cos(phi);
        x += cosine * Math.cos(lambda);
        y += cosine * Math.sin(lambda);
        z += Math.sin(phi);
    }
    const level = Math.sqrt(x * x + y * y);
    if (Math.sqrt(level * level + z * z) < 1e-9 * positions.length) return firstFromSouthWest(positions);
    return [Math.atan2(y, x) / RADIANS, Math.atan2(z, level) / RADIANS];
}

function firstFromSouthWest(positions: readonly Position[]): Position {
    let [lng, lat] = positions[0];
    for (const position of positions) {
        if (position[1] < lat || (position[1] === lat && position[0] < lng)) [lng, lat] = position;
    }
    return [wrap(lng), lat];
}

/**
 * Projects positions to a plane in metres: azimuthal equidistant, so that distance and direction from the centre are true.
 * Distances between other places are stretched by at most 0.5 % within 1,000 km of the centre and 1.7 % within 2,000 km.
 *
 * @param positions - any number
 * @param center - where the plane touches; default the {@link sphericalMean} of the positions
 * @returns x (east) and y (north) in metres, interleaved; O(n). The antipode of the centre, which would be a circle, falls on its north.
 * @example
 * ```ts
 * const plane = projectPositions([[13.4, 52.5], [13.5, 52.5]]);
 * plane[2] - plane[0]; // 6769 m
 * ```
 * @see Snyder 1987, "Map projections: a working manual", USGS Professional Paper 1395, p. 191, doi:10.3133/pp1395
 */
export function projectPositions(positions: readonly Position[], center?: Position): Float64Array {
    assertPositions(positions);
    if (center !== undefined) assertPosition(center, 'center');
    const points = new Float64Array(2 * positions.length);
    if (positions.length === 0) return jsonReady(points);
    const [lng0, lat0] = center ?? sphericalMean(positions);
    const sin0 = Math.sin(lat0 * RADIANS);
    const cos0 = Math.cos(lat0 * RADIANS);
    for (let i = 0; i < positions.length; i++) {
        const turn = (positions[i][0] - lng0) * RADIANS;
        const phi = positions[i][1] * RADIANS;
        const sin = Math.sin(phi);
        const cos = Math.cos(phi);
        const east = cos * Math.sin(turn);
        const north = cos0 * sin - sin0 * cos * Math.cos(turn);
        const up = sin0 * sin + cos0 * cos * Math.cos(turn);
        const sine = Math.sqrt(east * east + north * north);
        if (sine === 0) {
            points[2 * i + 1] = up < 0 ? Math.PI * EARTH_RADIUS : 0;
            continue;
        }
        const scale = (EARTH_RADIUS * Math.atan2(sine, up)) / sine;
        points[2 * i] = scale * east;
        points[2 * i + 1] = scale * north;
    }
    return jsonReady(points);
}

/**
 * Takes points of the plane of {@link projectPositions} back to the sphere.
 *
 * @param points - x and y in metres, interleaved; no farther from the centre than half the circumference
 * @param center - the centre that they were projected with
 * @returns positions in the same order; longitudes within -180 to 180
 */
export function unprojectPositions(points: ArrayLike<number>, center: Position): Position[] {
    assertPosition(center, 'center');
    const [lng0, lat0] = center;
    assertPairs(points);
    const positions: Position[] = [];
    const sin0 = Math.sin(lat0 * RADIANS);
    const cos0 = Math.cos(lat0 * RADIANS);
    for (let i = 0; i + 1 < points.length; i += 2) {
        const x = points[i];
        const y = points[i + 1];
        const radius = Math.sqrt(x * x + y * y);
        if (radius === 0) {
            positions.push([wrap(lng0), lat0]);
            continue;
        }
        const cos = Math.cos(radius / EARTH_RADIUS);
        const sin = Math.sin(radius / EARTH_RADIUS);
        const east = (sin * x) / radius;
        const north = (sin * y) / radius;
        const level = cos * cos0 - north * sin0;
        const lat = Math.atan2(cos * sin0 + north * cos0, Math.sqrt(level * level + east * east)) / RADIANS;
        positions.push([wrap(lng0 + Math.atan2(east, level) / RADIANS), lat]);
    }
    return positions;
}
