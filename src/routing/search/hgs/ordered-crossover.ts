import type { Random } from '../../../core/index.js';
import type { Individual } from './individual.js';

/**
 * Ordered crossover of two tours (Oliver, Smith and Holland 1987): a stretch of the first parent's, then what is missing in the
 * order of the second. Visits that only the first serves, outside of the stretch, are missing in the child.
 *
 * @param into - the child's tour
 * @param seen - scratch, one entry a visit
 * @returns the length of the child's tour
 */
export function orderedCrossover(a: Individual, b: Individual, random: Random, into: Int32Array, seen: Uint8Array): number {
    const lengthA = a.count();
    const lengthB = b.count();
    if (lengthA < 2 || lengthB < 2) {
        into.set(b.visits);
        return lengthB;
    }
    const from = random.integer(lengthA);
    const stretch = 1 + random.integer(lengthA - 1);
    seen.fill(0);
    let length = 0;
    for (let k = 0; k < stretch; k++) {
        const v = a.visits[(from + k) % lengthA];
        into[length++] = v;
        seen[v] = 1;
    }
    // The second parent goes on from the same share of its tour.
    const at = Math.floor((((from + stretch) % lengthA) * lengthB) / lengthA);
    for (let k = 0; k < lengthB; k++) {
        const v = b.visits[(at + k) % lengthB];
        if (seen[v] === 0) into[length++] = v;
    }
    return length;
}
