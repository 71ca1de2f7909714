import { curveOrder } from '../../geo/index.js';
import { cutByBarriers } from '../barriers.js';
import type { CheckedDesign } from '../check-design.js';
import { type Contiguity, linkPoints, planePoints } from '../contiguity.js';
import { measureOf } from '../design-options.js';
import { compileDistances, contractDistances, spacePoint } from './compile-distances.js';
import { countDistance, type Distances, straightDistance } from './distances.js';
import { groupUnits } from './group-units.js';
import type { DesignInstance } from './instance.js';

/** In a disc, the mean distance to the middle over that of two places: (2 / 3) / (128 / 45 π). */
const DISC_SHARE = 0.736;

/** A design problem as the search reads it, and as the plan is described by. */
export interface CompiledDesign {
    /** Nodes are units, or groups of units that are kept together, numbered as {@link curveOrder} says. */
    readonly instance: DesignInstance;
    /** Node of each unit. */
    readonly nodeOf: Int32Array;
    /** How far units lie apart. */
    readonly distances: Distances;
    /** Which units touch. */
    readonly contiguity: Contiguity;
}

/** Turns checked units and options into flat arrays. */
export function compileDesign(design: CheckedDesign): CompiledDesign {
    const { units, metric } = design;
    const distances = compileDistances(
        units.map(({ position }) => position),
        design.inputIndex,
        metric,
        design.travel,
    );
    const points = planePoints(units, metric);
    const touching = linkPoints(points, design.edges, {});
    const contiguity = design.barriers.length === 0 ? touching : cutByBarriers(touching, units, points, design.barriers, metric);
    const nodeOf = nodesOf(curveOrder(points), groupUnits(design, contiguity));
    const size = nodeOf.reduce((most, node) => Math.max(most, node), -1) + 1;
    const masses = new Float64Array(size);
    for (let i = 0; i < units.length; i++) masses[nodeOf[i]]++;
    const graph = contract(contiguity, nodeOf, size);
    const nodeDistances = contractDistances(distances, nodeOf, masses);
    const distance = typicalDistance(distances, design.territoryIds.length);
    const instance = {
        size,
        count: design.territoryIds.length,
        ...nodeDistances,
        typicalDistance: distance,
        linkCost: design.borderWeight * distance,
        offsets: graph.offsets,
        neighbours: graph.neighbours,
        contiguous: design.contiguous,
        closed: design.frozen,
        masses,
        ...compileMeasures(design, nodeOf, size, distance),
        ...compileRules(design, nodeOf, size, distance),
        ...compileSeeds(design, nodeDistances),
    };
    return { instance, nodeOf, distances, contiguity };
}

type Measured = Pick<
    DesignInstance,
    'measures' | 'amounts' | 'inverseTargets' | 'lows' | 'highs' | 'excessWeights' | 'weights' | 'wishes'
>;

function compileMeasures(design: CheckedDesign, nodeOf: Int32Array, size: number, distance: number): Measured {
    const { units, balance, limits, shares, frozen } = design;
    const names = [...balance.map(({ measure }) => measure), ...limits.map(({ measure }) => measure)];
    const measures = names.length;
    const count = shares.length;
    const amounts = new Float64Array(size * measures);
    const totals = new Float64Array(measures);
    for (let i = 0; i < units.length; i++) {
        for (let a = 0; a < measures; a++) {
            const amount = measureOf(units[i], names[a]);
            amounts[nodeOf[i] * measures + a] += amount;
            if (frozen[design.incumbent[i] ?? -1] !== 1) totals[a] += amount;
        }
    }
    const inverseTargets = new Float64Array(count * measures);
    const lows = new Float64Array(count * measures).fill(Number.NEGATIVE_INFINITY);
    const highs = new Float64Array(count * measures).fill(Number.POSITIVE_INFINITY);
    const excessWeights = new Float64Array(count * measures);
    for (let j = 0; j < count; j++) {
        if (frozen[j] === 1) continue;
        for (let a = 0; a < measures; a++) {
            const at = j * measures + a;
            const target = shares[j] * totals[a];
            if (a < balance.length) {
                if (target <= 0) continue;
                inverseTargets[at] = 1 / target;
                excessWeights[at] = balance[a].weight / target;
                lows[at] = target * (1 - balance[a].tolerance);
                highs[at] = target * (1 + balance[a].tolerance);
                continue;
            }
            const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, ideal } = limits[a - balance.length];
            lows[at] = min;
            highs[at] = max;
            const scale = ideal ?? (Number.isFinite(max) ? max : min);
            excessWeights[at] = scale > 0 && Number.isFinite(scale) ? 1 / scale : 1;
            if (ideal !== undefined && ideal > 0) inverseTargets[at] = 1 / ideal;
        }
    }
    const weights = Float64Array.from(names, (_, a) => (a < balance.length ? balance[a].weight : 1));
    const wishes = Float64Array.from(names, (_, a) =>
        a >= balance.length && limits[a - balance.length].ideal !== undefined ? (distance * units.length) / count : 0,
    );
    return { measures, amounts, inverseTargets, lows, highs, excessWeights, weights, wishes };
}

type Rules = Pick<
    DesignInstance,
    'locks' | 'barred' | 'apartOffsets' | 'apart' | 'incumbent' | 'moveCosts' | 'moveShares' | 'maxMoved'
>;

function compileRules(design: CheckedDesign, nodeOf: Int32Array, size: number, distance: number): Rules {
    const { units, territoryIds, forbidden, disjoint, disruption } = design;
    const count = territoryIds.length;
    const locks = new Int32Array(size).fill(-1);
    const barred = new Uint8Array(forbidden.length > 0 ? size * count : 0);
    for (let at = 0; at < forbidden.length; at += 2) barred[nodeOf[forbidden[at]] * count + forbidden[at + 1]] = 1;
    const rows: number[][] = Array.from({ length: disjoint.length > 0 ? size : 0 }, () => []);
    for (let at = 0; at < disjoint.length; at += 2) {
        rows[nodeOf[disjoint[at]]].push(nodeOf[disjoint[at + 1]]);
        rows[nodeOf[disjoint[at + 1]]].push(nodeOf[disjoint[at]]);
    }
    const apartOffsets = new Int32Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) apartOffsets[i + 1] = apartOffsets[i] + rows[i].length;
    const hasIncumbent = design.incumbent.length > 0;
    const incumbent = new Int32Array(hasIncumbent ? size : 0).fill(-1);
    const moveCosts = new Float64Array(hasIncumbent ? size : 0);
    const moveShares = new Float64Array(hasIncumbent ? size : 0);
    const amounts = units.map((unit) => (disruption.measure === undefined ? 1 : measureOf(unit, disruption.measure)));
    let total = 0;
    for (let i = 0; i < units.length; i++) if (hasIncumbent && design.incumbent[i] !== -1) total += amounts[i];
    for (let i = 0; i < units.length; i++) {
        const node = nodeOf[i];
        if (design.locks[i] !== -1) locks[node] = design.locks[i];
        if (!hasIncumbent || design.incumbent[i] === -1) continue;
        // Units that are kept together move to where the first of them is; what the others' move costs is no choice any more.
        if (incumbent[node] === -1) incumbent[node] = design.incumbent[i];
        if (incumbent[node] !== design.incumbent[i]) continue;
        const share = total > 0 ? amounts[i] / total : 0;
        moveShares[node] += share;
        moveCosts[node] += disruption.weight * distance * share * units.length;
    }
    return {
        locks,
        barred,
        apartOffsets,
        apart: Int32Array.from(rows.flat()),
        incumbent,
        moveCosts,
        moveShares,
        maxMoved: disruption.maxMoved + 1e-9,
    };
}

function compileSeeds(
    { seeds: given, metric, territoryIds }: CheckedDesign,
    { coordinates, matrix }: Distances,
): Pick<DesignInstance, 'seeds' | 'stands' | 'pinned'> {
    const seeds = new Float64Array(territoryIds.length * 3).fill(Number.NaN);
    const stands = new Int32Array(territoryIds.length).fill(-1);
    const pinned = new Uint8Array(territoryIds.length);
    given.forEach((seed, j) => {
        if (seed === undefined) return;
        seeds.set(spacePoint(seed.position, metric), 3 * j);
        if (matrix.length > 0) stands[j] = nearestNode(coordinates, seeds, j);
        if (seed.pinned === true) pinned[j] = 1;
    });
    return { seeds, stands, pinned };
}

function nearestNode(coordinates: Float64Array, seeds: Float64Array, seed: number): number {
    let nearest = 0;
    for (let i = 1; i < coordinates.length / 3; i++) {
        if (straightDistance(coordinates, i, seeds, seed) < straightDistance(coordinates, nearest, seeds, seed)) nearest = i;
    }
    return nearest;
}

// The node of each unit: numbered in an order in which neighbours stand close together, groups as one.
function nodesOf(order: Int32Array, groups: readonly (readonly number[])[]): Int32Array {
    const groupOf = new Map(groups.flatMap((group) => group.map((unit) => [unit, group] as const)));
    const nodeOf = new Int32Array(order.length).fill(-1);
    let nodes = 0;
    for (const unit of order) {
        if (nodeOf[unit] !== -1) continue;
        for (const other of groupOf.get(unit) ?? [unit]) nodeOf[other] = nodes;
        nodes++;
    }
    return nodeOf;
}

function contract({ offsets, neighbours }: Contiguity, nodeOf: Int32Array, size: number): Contiguity {
    const links: number[] = [];
    for (let u = 0; u < nodeOf.length; u++) {
        for (let e = offsets[u]; e < offsets[u + 1]; e++) {
            if (neighbours[e] > u && nodeOf[u] !== nodeOf[neighbours[e]]) links.push(nodeOf[u], nodeOf[neighbours[e]]);
        }
    }
    return linkPoints(new Float64Array(size * 2), links, { bridge: false });
}

// About what a unit's distance to its centre is: what a disc's would be that spreads as the units do, divided into as many discs.
function typicalDistance(distances: Distances, count: number): number {
    const { coordinates, matrix } = distances;
    const size = coordinates.length / 3;
    if (matrix.length > 0) {
        const mean = matrix.reduce((sum, entry) => sum + entry, 0) / matrix.length;
        return (DISC_SHARE * mean) / Math.sqrt(count);
    }
    let squares = 0;
    for (let axis = 0; axis < 3; axis++) {
        let mean = 0;
        for (let i = 0; i < size; i++) mean += coordinates[3 * i + axis] / size;
        for (let i = 0; i < size; i++) squares += (coordinates[3 * i + axis] - mean) ** 2 / size;
    }
    return countDistance(distances, ((2 / 3) * Math.sqrt(2 * squares)) / Math.sqrt(count));
}
