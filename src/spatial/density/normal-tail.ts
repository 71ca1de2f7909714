/**
 * The probability that a standard normal variable is greater than `z`, to about 12 digits.
 *
 * @param z - >= 0
 * @see Abramowitz and Stegun 1964, "Handbook of mathematical functions", 26.2.11 (series) and 26.2.14 (continued fraction)
 */
export function normalTail(z: number): number {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    if (z < 3) {
        let term = z;
        let sum = z;
        for (let k = 3; term > 1e-17 * sum; k += 2) {
            term *= (z * z) / k;
            sum += term;
        }
        return 0.5 - density * sum;
    }
    let fraction = z;
    for (let k = 60; k > 0; k--) fraction = z + k / fraction;
    return density / fraction;
}
