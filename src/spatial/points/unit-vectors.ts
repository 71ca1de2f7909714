const RADIANS: number = Math.PI / 180;

// Taylor coefficients, good to the last bit within an eighth of a turn.
const S3 = -1 / 6;
const S5 = 1 / 120;
const S7 = -1 / 5040;
const S9 = 1 / 362880;
const S11 = -1 / 39916800;
const S13 = 1 / 6227020800;
const S15 = -1 / 1307674368000;
const C4 = 1 / 24;
const C6 = -1 / 720;
const C8 = 1 / 40320;
const C10 = -1 / 3628800;
const C12 = 1 / 479001600;
const C14 = -1 / 87178291200;
const C16 = 1 / 20922789888000;

/**
 * Writes the unit vector of each place on the sphere, within 1e-15 of the true one: squared chords between vectors order places as
 * their distances do, at a fraction of the price of sines and cosines, and know neither antimeridian nor poles.
 *
 * @param coordinates - degrees, longitude and latitude interleaved
 * @param vectors - room for x, y and z of each
 */
export function unitVectorsInto(coordinates: Float64Array, vectors: Float64Array): void {
    for (let i = 0, to = 0; i < coordinates.length; i += 2, to += 3) {
        const lng = coordinates[i];
        const lat = coordinates[i + 1];
        // Quarter turns are taken off in degrees, where they are exact.
        const quarters = Math.round(lng / 90);
        const a = (lng - 90 * quarters) * RADIANS;
        const a2 = a * a;
        const sinA = a * (1 + a2 * (S3 + a2 * (S5 + a2 * (S7 + a2 * (S9 + a2 * (S11 + a2 * (S13 + a2 * S15)))))));
        const cosA = 1 + a2 * (-0.5 + a2 * (C4 + a2 * (C6 + a2 * (C8 + a2 * (C10 + a2 * (C12 + a2 * (C14 + a2 * C16)))))));
        const isSteep = lat > 45 || lat < -45;
        const b = (isSteep ? (lat > 0 ? 90 - lat : -90 - lat) : lat) * RADIANS;
        const b2 = b * b;
        const sinB = b * (1 + b2 * (S3 + b2 * (S5 + b2 * (S7 + b2 * (S9 + b2 * (S11 + b2 * (S13 + b2 * S15)))))));
        const cosB = 1 + b2 * (-0.5 + b2 * (C4 + b2 * (C6 + b2 * (C8 + b2 * (C10 + b2 * (C12 + b2 * (C14 + b2 * C16)))))));
        const cosLat = isSteep ? Math.abs(sinB) : cosB;
        const turned = quarters & 3;
        vectors[to] = cosLat * (turned === 0 ? cosA : turned === 1 ? -sinA : turned === 2 ? -cosA : sinA);
        vectors[to + 1] = cosLat * (turned === 0 ? sinA : turned === 1 ? cosA : turned === 2 ? -sinA : -cosA);
        vectors[to + 2] = isSteep ? (lat > 0 ? cosB : -cosB) : sinB;
    }
}
