import { assertArguments, LARGEST_AMOUNT, numberList, type Schema } from '../../core/index.js';

const loadsSchema: Schema = numberList({ min: 0, max: LARGEST_AMOUNT });

/**
 * Largest |load / mean load - 1| over clusters; 0 if there is no load at all. O(k).
 *
 * @param loads - from 0 to 1e100 each
 * @throws BeatplanError `invalid-input`
 */
export function balanceDeviation(loads: ArrayLike<number>): number {
    assertArguments('balanceDeviation', { loads: loadsSchema }, { loads });
    let total = 0;
    for (let j = 0; j < loads.length; j++) total += loads[j];
    if (total === 0) return 0;
    const mean = total / loads.length;
    let most = 0;
    for (let j = 0; j < loads.length; j++) most = Math.max(most, Math.abs(loads[j] / mean - 1));
    return most;
}
