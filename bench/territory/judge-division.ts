import type { Position } from '../../src/geo/index.js';
import type { Unit } from '../../src/territory/index.js';

/** What a division is judged by. */
export interface JudgedMarket {
    readonly units: readonly Unit[];
    readonly edges: readonly (readonly [string, string])[];
    /** How many there should be. */
    readonly territories: number;
}

/** Figures of a division, found from the instance alone. */
export interface DivisionFigures {
    /** Sum of distances to each territory's median unit. */
    readonly dispersion: number;
    readonly maxDeviation: number;
    readonly connected: boolean;
    /** Every unit once and no territory empty. */
    readonly complete: boolean;
    /** Both, and within the tolerance. */
    readonly feasible: boolean;
}

/** Judges a division by its definition, sharing no code with the search. */
export function judgeDivision(
    market: JudgedMarket,
    territories: readonly (readonly string[])[],
    tolerance: number,
    measures: readonly string[] = ['w1', 'w2', 'w3'],
    distance: (a: Position, b: Position) => number = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]),
): DivisionFigures {
    const placeOf = new Map(market.units.map(({ id, position }) => [id, position] as const));
    const measuresOf = new Map(market.units.map((unit) => [unit.id, measures.map((name) => unit.measures[name])] as const));
    const touching = new Map(market.units.map(({ id }) => [id, [] as string[]] as const));
    for (const [a, b] of market.edges) {
        touching.get(a)!.push(b);
        touching.get(b)!.push(a);
    }
    const all = territories.flat();
    const complete =
        new Set(all).size === market.units.length &&
        all.length === market.units.length &&
        territories.length === market.territories &&
        territories.every((ids) => ids.length > 0);
    const totals = measures.map((name) => market.units.reduce((sum, unit) => sum + unit.measures[name], 0));
    let dispersion = 0;
    let maxDeviation = 0;
    let connected = true;
    for (const ids of territories) {
        const left = new Set(ids);
        const stack = ids.slice(0, 1);
        left.delete(ids[0]);
        for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
            for (const v of touching.get(u)!) if (left.delete(v)) stack.push(v);
        }
        if (left.size > 0) connected = false;
        const places = ids.map((id) => placeOf.get(id)!);
        const sums = places.map((middle) => places.reduce((sum, place) => sum + distance(middle, place), 0));
        dispersion += Math.min(...sums);
        totals.forEach((total, a) => {
            const load = ids.reduce((sum, id) => sum + measuresOf.get(id)![a], 0);
            maxDeviation = Math.max(maxDeviation, Math.abs((load * market.territories) / total - 1));
        });
    }
    const feasible = complete && connected && maxDeviation <= tolerance + 1e-6;
    return { dispersion, maxDeviation, connected, complete, feasible };
}
