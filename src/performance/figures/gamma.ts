/**
 * Gamma distribution: the probability of more than `x`.
 *
 * @param x - >= 0
 * @param shape - above 0
 * @param scale - above 0
 * @see Press et al. 2007, "Numerical Recipes", 3rd edition, section 6.2: the incomplete gamma function by series and continued fraction
 */
export function gammaTail(x: number, shape: number, scale: number): number {
    const z = x / scale;
    if (!(z > 0)) return 1;
    const front = Math.exp(shape * Math.log(z) - z - logGamma(shape));
    // Each of the two converges fast on one side of the mean.
    return z < shape + 1 ? Math.max(0, 1 - front * series(z, shape)) : front * fraction(z, shape);
}

function series(z: number, shape: number): number {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < 100_000 && term > sum * 1e-16; n++) {
        term *= z / (shape + n);
        sum += term;
    }
    return sum;
}

function fraction(z: number, shape: number): number {
    let b = z + 1 - shape;
    let c = 1e300;
    let d = 1 / b;
    let value = d;
    for (let n = 1; n < 100_000; n++) {
        const a = -n * (n - shape);
        b += 2;
        d = 1 / guard(a * d + b);
        c = guard(b + a / c);
        value *= d * c;
        if (Math.abs(d * c - 1) < 1e-15) break;
    }
    return value;
}

function guard(value: number): number {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

// Lanczos' approximation with g = 7, n = 9.
const LANCZOS = [
    0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function; 1e-14 relative. */
export function logGamma(z: number): number {
    if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
    let sum = LANCZOS[0];
    for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (z - 1 + i);
    const base = z + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(base) - base + Math.log(sum);
}
