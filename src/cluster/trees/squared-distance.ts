/** Squared distance between two places of flat coordinates, three numbers a place. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number): number {
    const dx = a[3 * i] - b[3 * j];
    const dy = a[3 * i + 1] - b[3 * j + 1];
    const dz = a[3 * i + 2] - b[3 * j + 2];
    return dx * dx + dy * dy + dz * dz;
}
