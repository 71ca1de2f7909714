import { logGamma } from './gamma.js';

/**
 * Chance of a count as far from what is expected, in either direction, if a part of a population were drawn at random: Fisher's exact test,
 * twice the smaller tail, at most 1.
 *
 * @param found - marked items in the part
 * @param part - items in the part
 * @param marked - marked items in all
 * @param all - items in all
 * @returns O(part)
 * @see Fisher 1935, "The Design of Experiments", Oliver and Boyd
 */
export function exactDifference(found: number, part: number, marked: number, all: number): number {
    const least = Math.max(0, part + marked - all);
    const most = Math.min(part, marked);
    const whole = logChoose(all, part);
    const chanceOf = (k: number): number => Math.exp(logChoose(marked, k) + logChoose(all - marked, part - k) - whole);
    let low = 0;
    let high = 0;
    for (let k = least; k <= found; k++) low += chanceOf(k);
    for (let k = found; k <= most; k++) high += chanceOf(k);
    return Math.min(1, 2 * Math.min(low, high));
}

function logChoose(n: number, k: number): number {
    return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
