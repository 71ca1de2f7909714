// What stands in a table where a figure is not known.
const UNKNOWN = '-';

/** A share as a percentage with two decimals; `-` where it is undefined. */
export function formatPercent(share: number | undefined): string {
    return share === undefined ? UNKNOWN : `${(100 * share).toFixed(2)} %`;
}

/** Seconds with as many decimals as matter: milliseconds below one second, hundredths below a hundred. */
export function formatSeconds(seconds: number | undefined): string {
    if (seconds === undefined) return UNKNOWN;
    return seconds.toFixed(seconds < 1 ? 3 : seconds < 100 ? 2 : 0);
}

/** A number with at most this many decimals and thousands apart; `-` where it is undefined. */
export function formatNumber(value: number | undefined, decimals: number = 0): string {
    if (value === undefined) return UNKNOWN;
    return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}

/** A rate with three significant digits or more: 12,345 or 1.23; `-` where it is undefined. */
export function formatRate(value: number | undefined): string {
    if (value === undefined) return UNKNOWN;
    return value >= 100 ? formatNumber(value) : String(Number(value.toPrecision(3)));
}

/** The arithmetic mean; undefined of nothing. */
export function mean(values: readonly number[]): number | undefined {
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which a share of the sorted values lies, between two of them by linear interpolation; undefined of nothing. */
export function quantile(values: readonly number[], share: number): number | undefined {
    if (values.length === 0) return undefined;
    const sorted = [...values].sort((a, b) => a - b);
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
