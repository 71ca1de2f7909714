import { EXCESS_EPSILON } from './instance.js';

/** Sums that are looked at before the question is left open. */
const MOST_SUMS = 50_000;

/**
 * Whether amounts are too coarse for a target: no selection of them, whatever its shape, adds up to what a tolerance allows.
 *
 * @param amounts - of the units that a territory may have
 * @param low - least that it should have
 * @param high - most that it should have
 * @returns false too where there are too many different sums to tell
 */
export function provesCoarse(amounts: Iterable<number>, low: number, high: number): boolean {
    const slack = EXCESS_EPSILON * Math.max(1, Math.abs(high));
    const sums = new Set([0]);
    let seen = 0;
    for (const amount of amounts) {
        if (amount <= 0 || amount > high + slack) continue;
        seen += sums.size;
        if (seen > MOST_SUMS) return false;
        for (const sum of [...sums]) {
            const next = sum + amount;
            if (next > high + slack) continue;
            if (next >= low - slack) return false;
            sums.add(next);
        }
    }
    return low - slack > 0;
}
