import type { IssueCollector, IssuePath } from '../../core/index.js';

/** Shares, rates and factors are whole numbers of millionths: no decimal is rounded by a double. */
export const MILLION = 1_000_000;

/** A share in millionths. */
export function millionths(share: number): number {
    return Math.round(share * MILLION);
}

/** Names a number with more than six decimals. */
export function checkDecimals(value: number, collector: IssueCollector, path: IssuePath): void {
    const scaled = value * MILLION;
    if (Math.abs(scaled - Math.round(scaled)) <= 1e-9 * Math.max(1, scaled)) return;
    collector.add('out-of-range', path, 'has too many decimals', { received: value, expected: 'at most six decimals' });
}

/** Multiplies cents from 0 by factors in millionths; rounds once, half a cent up. */
export function multiplyCents(amount: number, ...factors: readonly number[]): number {
    let product = BigInt(amount);
    let divisor = 1n;
    for (const factor of factors) {
        product *= BigInt(factor);
        divisor *= BigInt(MILLION);
    }
    return Number((2n * product + divisor) / (2n * divisor));
}
