import { logGamma } from './gamma.js';

/**
 * Student's t distribution: the probability of at most `t`.
 *
 * @param degrees - degrees of freedom, above 0
 * @see Press et al. 2007, "Numerical Recipes", 3rd edition, section 6.4: the incomplete beta function by its continued fraction
 */
export function studentCdf(t: number, degrees: number): number {
    const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
    return t > 0 ? 1 - tail : tail;
}

/** The t below which Student's distribution has the probability `p`, 0 to 1 exclusive; to 1e-10 or better. */
export function studentQuantile(p: number, degrees: number): number {
    let high = 1;
    while (studentCdf(high, degrees) < Math.max(p, 1 - p)) high *= 2;
    let low = 0;
    for (let i = 0; i < 80; i++) {
        const middle = (low + high) / 2;
        if (studentCdf(middle, degrees) < Math.max(p, 1 - p)) low = middle;
        else high = middle;
    }
    return p < 0.5 ? -high : high;
}

function incompleteBeta(x: number, a: number, b: number): number {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    // The fraction converges fast on one side of the mean only.
    return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
    let c = 1;
    let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
    let value = d;
    for (let m = 1; m <= 500; m++) {
        const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / guard(1 + even * d);
        c = guard(1 + even / c);
        value *= d * c;
        const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / guard(1 + odd * d);
        c = guard(1 + odd / c);
        value *= d * c;
        if (Math.abs(d * c - 1) < 1e-15) break;
    }
    return value;
}

function guard(value: number): number {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
