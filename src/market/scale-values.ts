/** How raw values become scores: by `rank`, `min-max` or `log`. */
export type Scale = 'rank' | 'min-max' | 'log';

/** All of {@link Scale}. */
export const SCALES: readonly Scale[] = ['rank', 'min-max', 'log'];

/**
 * Brings values to 0..1, the least worth to 0 and the most to 1; where all are equal, each to 0.5.
 *
 * - `rank`: percentile rank, which a few huge values cannot disturb; equal values share the mean of their ranks.
 * - `min-max`: linear in the value.
 * - `log`: linear in ln(1 + value), for values from 0 that spread over orders of magnitude.
 *
 * NaN is a missing value, which is worth less than all others whatever is preferred. O(n log n).
 */
export function scaleValues(values: Float64Array, scale: Scale, prefer: 'high' | 'low' = 'high'): Float64Array {
    const sign = prefer === 'high' ? 1 : -1;
    const worth = values.map((value) => sign * (scale === 'log' ? Math.log1p(value) : value));
    return scale === 'rank' ? percentileRanks(worth) : linear(worth);
}

function percentileRanks(values: Float64Array): Float64Array {
    const n = values.length;
    const ranked = new Float64Array(n);
    if (n === 1) return ranked.fill(0.5);
    const key = values.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
    // Two equal infinities would compare as NaN by subtraction.
    const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => (key[a] < key[b] ? -1 : key[a] > key[b] ? 1 : 0));
    for (let i = 0; i < n; ) {
        let end = i + 1;
        while (end < n && key[order[end]] === key[order[i]]) end++;
        const rank = (i + end - 1) / 2 / (n - 1);
        for (; i < end; i++) ranked[order[i]] = rank;
    }
    return ranked;
}

function linear(values: Float64Array): Float64Array {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (const value of values) {
        if (value < min) min = value;
        if (value > max) max = value;
    }
    const span = max - min;
    const all = values.every((value) => !Number.isNaN(value));
    return values.map((value) => {
        if (Number.isNaN(value)) return max < min ? 0.5 : 0;
        if (span === 0) return all ? 0.5 : 1;
        return (value - min) / span;
    });
}
