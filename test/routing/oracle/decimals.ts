import type { Problem } from '../../../src/routing/index.js';

/** Prizes and priorities in decimals that no sum tells exactly. */
export function inDecimals(problem: Problem, seed: number): Problem {
    const parts = [10, 100, 3, 7][seed % 4];
    const scale = [1, 1e5, 1e9][seed % 3];
    return {
        ...problem,
        visits: problem.visits.map((visit, i) => ({
            ...visit,
            prize: (scale * ((visit.prize ?? 0) * 13 + 7 * i)) / parts,
            priority: (((visit.priority ?? 0) * 3 + 11 * i) % 100) / parts,
        })),
    };
}

/** Whether values of an objective are worse than others by more than the last digits of sums. */
export function isWorse(values: readonly number[], than: readonly number[]): boolean {
    for (let i = 0; i < values.length; i++) {
        if (Math.abs(values[i] - than[i]) > 1e-8 * Math.max(1, Math.abs(than[i]))) return values[i] > than[i];
    }
    return false;
}
