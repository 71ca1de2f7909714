import type { Contiguity, TerritoryPlan, Unit } from '../../src/territory/index.js';

/** Units on a planar grid, ids `x-y`, workload 1 unless told otherwise. */
export function gridUnits(width: number, height: number, workload: (x: number, y: number) => number = () => 1): Unit[] {
    const units: Unit[] = [];
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) units.push({ id: `${x}-${y}`, position: [x, y], measures: { workload: workload(x, y) } });
    }
    return units;
}

/** Links between grid units that share a side. */
export function gridEdges(width: number, height: number): [string, string][] {
    const edges: [string, string][] = [];
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            if (x + 1 < width) edges.push([`${x}-${y}`, `${x + 1}-${y}`]);
            if (y + 1 < height) edges.push([`${x}-${y}`, `${x}-${y + 1}`]);
        }
    }
    return edges;
}

/** Whether ids are connected by the edges, found by growing a set until nothing is added. */
export function hangsTogether(ids: readonly string[], edges: readonly (readonly [string, string])[]): boolean {
    const wanted = new Set(ids);
    const reached = new Set(ids.slice(0, 1));
    for (let before = -1; before !== reached.size; ) {
        before = reached.size;
        for (const [a, b] of edges) {
            if (!wanted.has(a) || !wanted.has(b)) continue;
            if (reached.has(a)) reached.add(b);
            if (reached.has(b)) reached.add(a);
        }
    }
    return reached.size === wanted.size;
}

/** A contiguity graph as pairs of ids. */
export function edgesOf(units: readonly Unit[], { offsets, neighbours }: Contiguity): [string, string][] {
    const edges: [string, string][] = [];
    for (let i = 0; i < units.length; i++) {
        for (let e = offsets[i]; e < offsets[i + 1]; e++)
            if (neighbours[e] > i) edges.push([units[i].id, units[neighbours[e]].id]);
    }
    return edges;
}

/** How far two units lie apart. */
export type Apart = (a: Unit, b: Unit) => number;

const straight: Apart = ({ position: a }, { position: b }) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Excess over the tolerance and distance to medians of a division, by their definitions. */
export function judge(
    units: readonly Unit[],
    groups: readonly (readonly string[])[],
    tolerance: number,
    apart: Apart = straight,
): { violation: number; dispersion: number } {
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    const total = units.reduce((sum, unit) => sum + unit.measures['workload'], 0);
    let violation = 0;
    let dispersion = 0;
    for (const group of groups) {
        const members = group.map((id) => byId.get(id)!);
        const load = members.reduce((sum, unit) => sum + unit.measures['workload'], 0);
        const over = total > 0 ? Math.abs((load * groups.length) / total - 1) - tolerance : 0;
        if (over > 1e-9) violation += over * (1 + 10 * over);
        const sums = members.map((center) => members.reduce((sum, unit) => sum + apart(unit, center), 0));
        dispersion += Math.min(...sums);
    }
    return { violation, dispersion };
}

/** The least (violation, dispersion) over all divisions into `count` connected, non-empty territories. */
export function bestDivision(
    units: readonly Unit[],
    edges: readonly (readonly [string, string])[] | undefined,
    count: number,
    tolerance: number,
    apart: Apart = straight,
): { violation: number; dispersion: number } {
    let best = { violation: Number.POSITIVE_INFINITY, dispersion: Number.POSITIVE_INFINITY };
    for (let code = 0; code < count ** units.length; code++) {
        const groups: string[][] = Array.from({ length: count }, () => []);
        for (let i = 0, rest = code; i < units.length; i++, rest = Math.floor(rest / count))
            groups[rest % count].push(units[i].id);
        if (groups.some((group) => group.length === 0)) continue;
        if (edges !== undefined && groups.some((group) => !hangsTogether(group, edges))) continue;
        const found = judge(units, groups, tolerance, apart);
        const isBetter =
            found.violation < best.violation - 1e-9 ||
            (found.violation <= best.violation + 1e-9 && found.dispersion < best.dispersion - 1e-9);
        if (isBetter) best = found;
    }
    return best;
}

export function groupsOf(plan: TerritoryPlan): string[][] {
    return plan.territories.map((territory) => [...territory.unitIds]);
}
