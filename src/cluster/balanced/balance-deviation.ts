import { assertArguments, finite, list, numbers } from '../../core/index.js';
/** Largest |load / mean load - 1| over clusters; 0 where there is no load at all. O(k). */
export function balanceDeviation(loads: ArrayLike<number>): number {
    assertArguments('the balance', { loads: numbers() }, { loads });
    assertArguments('the balance', { loads: list(finite({ min: 0 })) }, { loads: Array.from(loads) });
    let total = 0;
    for (let j = 0; j < loads.length; j++) total += loads[j];
    if (total === 0) return 0;
    const mean = total / loads.length;
    let most = 0;
    for (let j = 0; j < loads.length; j++) most = Math.max(most, Math.abs(loads[j] / mean - 1));
    return most;
}
