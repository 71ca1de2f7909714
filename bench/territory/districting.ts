/** A districting instance in the text format of Ríos-Mercado and Fernández's generator. */
export interface Districting {
    readonly name: string;
    readonly positions: readonly (readonly [number, number])[];
    /** By unit, three measures each. */
    readonly measures: readonly (readonly number[])[];
    readonly edges: readonly (readonly [number, number])[];
    readonly territories: number;
    readonly tolerance: number;
}

/**
 * Reads `n`, then `id x y w1 w2 w3 …` a unit, the number of edges, an edge a line, and a last line whose first number is the number of
 * territories and whose first number with a decimal point is the tolerance on every measure.
 */
export function readDistricting(name: string, text: string): Districting {
    const lines = text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const size = Number(lines[0]);
    const rows = lines.slice(1, size + 1).map((line) => line.split(/\s+/).map(Number));
    const edgeCount = Number(lines[size + 1]);
    const edges = lines.slice(size + 2, size + 2 + edgeCount).map((line) => line.split(/\s+/).map(Number) as [number, number]);
    const last = (lines[size + 2 + edgeCount] ?? '').split(/\s+/);
    const tolerance = last.find((word) => word.includes('.'));
    const isSound = rows.length === size && rows.every((row, index) => row[0] === index && row.length >= 6);
    if (!isSound || edges.length !== edgeCount || tolerance === undefined)
        throw new Error(`${name} is not a districting instance`);
    return {
        name,
        positions: rows.map((row) => [row[1], row[2]] as const),
        measures: rows.map((row) => row.slice(3, 6)),
        edges,
        territories: Number(last[0]),
        tolerance: Number(tolerance),
    };
}

/** Figures of a division, found from the instance alone. */
export interface DivisionFigures {
    /** Sum of distances to each territory's median unit. */
    readonly dispersion: number;
    readonly maxDeviation: number;
    readonly connected: boolean;
    /** Every unit once and no territory empty. */
    readonly complete: boolean;
}

/** Judges a division by its definition, sharing no code with the search. */
export function judgeDivision(instance: Districting, territories: readonly (readonly number[])[]): DivisionFigures {
    const { positions, measures, edges } = instance;
    const touching = positions.map(() => [] as number[]);
    for (const [a, b] of edges) {
        touching[a].push(b);
        touching[b].push(a);
    }
    const seen = new Set(territories.flat());
    const complete =
        seen.size === positions.length &&
        territories.flat().length === positions.length &&
        territories.length === instance.territories &&
        territories.every((units) => units.length > 0);
    let dispersion = 0;
    let maxDeviation = 0;
    let connected = true;
    for (const units of territories) {
        const left = new Set(units);
        const stack = units.slice(0, 1);
        left.delete(units[0]);
        for (let u = stack.pop(); u !== undefined; u = stack.pop()) {
            for (const v of touching[u]) if (left.delete(v)) stack.push(v);
        }
        if (left.size > 0) connected = false;
        const sums = units.map((c) =>
            units.reduce((sum, u) => sum + Math.hypot(positions[c][0] - positions[u][0], positions[c][1] - positions[u][1]), 0),
        );
        dispersion += Math.min(...sums);
        for (let a = 0; a < measures[0].length; a++) {
            const mean = measures.reduce((sum, row) => sum + row[a], 0) / instance.territories;
            const load = units.reduce((sum, u) => sum + measures[u][a], 0);
            maxDeviation = Math.max(maxDeviation, Math.abs(load / mean - 1));
        }
    }
    return { dispersion, maxDeviation, connected, complete };
}
