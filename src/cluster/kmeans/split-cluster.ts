import { principalAxis } from './bisect-points.js';

// Iterations of 2-means that a split gets.
const ROUNDS = 3;

/** The two halves of a cluster, and what they save. */
export interface Split {
    /** Their means, three numbers each. */
    readonly halves: Float64Array;
    /** By how much the inertia falls. */
    readonly saved: number;
}

/**
 * Divides the points of one cluster in two: at right angles to its longest axis, then by a few iterations of 2-means. O(members).
 *
 * @param members - places of the points
 * @param centers - the mean of the points is centre j
 */
export function splitCluster(
    coordinates: Float64Array,
    weights: Float64Array,
    members: Int32Array,
    centers: Float64Array,
    j: number,
): Split {
    const halves = new Float64Array(6);
    const cx = centers[3 * j];
    const cy = centers[3 * j + 1];
    const cz = centers[3 * j + 2];
    let xx = 0;
    let xy = 0;
    let xz = 0;
    let yy = 0;
    let yz = 0;
    let zz = 0;
    for (let m = 0; m < members.length; m++) {
        const p = 3 * members[m];
        const w = weights[members[m]];
        const dx = coordinates[p] - cx;
        const dy = coordinates[p + 1] - cy;
        const dz = coordinates[p + 2] - cz;
        xx += w * dx * dx;
        xy += w * dx * dy;
        xz += w * dx * dz;
        yy += w * dy * dy;
        yz += w * dy * dz;
        zz += w * dz * dz;
    }
    const [vx, vy, vz] = principalAxis(Float64Array.of(xx, xy, xz, xy, yy, yz, xz, yz, zz));
    // A half is where a linear function is positive; the first is the side of the mean along the axis.
    let a = vx;
    let b = vy;
    let c = vz;
    let offset = vx * cx + vy * cy + vz * cz;
    let saved = 0;
    for (let round = 0; round < ROUNDS; round++) {
        let left = 0;
        let right = 0;
        let lx = 0;
        let ly = 0;
        let lz = 0;
        let rx = 0;
        let ry = 0;
        let rz = 0;
        for (let m = 0; m < members.length; m++) {
            const p = 3 * members[m];
            const w = weights[members[m]];
            const x = coordinates[p];
            const y = coordinates[p + 1];
            const z = coordinates[p + 2];
            if (a * x + b * y + c * z > offset) {
                right += w;
                rx += w * (x - cx);
                ry += w * (y - cy);
                rz += w * (z - cz);
            } else {
                left += w;
                lx += w * (x - cx);
                ly += w * (y - cy);
                lz += w * (z - cz);
            }
        }
        if (left === 0 || right === 0) break;
        saved = (lx * lx + ly * ly + lz * lz) / left + (rx * rx + ry * ry + rz * rz) / right;
        halves[0] = cx + lx / left;
        halves[1] = cy + ly / left;
        halves[2] = cz + lz / left;
        halves[3] = cx + rx / right;
        halves[4] = cy + ry / right;
        halves[5] = cz + rz / right;
        a = halves[3] - halves[0];
        b = halves[4] - halves[1];
        c = halves[5] - halves[2];
        offset = (a * (halves[0] + halves[3]) + b * (halves[1] + halves[4]) + c * (halves[2] + halves[5])) / 2;
    }
    return { halves, saved };
}
