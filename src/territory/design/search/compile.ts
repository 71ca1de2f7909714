import type { Steps } from '../../../core/index.js';
import { curveOrder } from '../../../geo/internal.js';
import { BarrierIndex, cutByBarriers } from '../../graph/barriers.js';
import { type Contiguity, linkSteps, planePoints } from '../../graph/contiguity.js';
import { measureOf } from '../../model/measure.js';
import { WORKLOAD } from '../../workload/work-matrix.js';
import type { CheckedDesign } from '../check-design.js';
import { compileDistances, contractDistances, spacePoint } from './compile-distances.js';
import { countDistance, type Distances, straightDistance } from './distances.js';
import { groupUnits } from './group-units.js';
import { type DesignInstance, setTargets } from './instance.js';
import { compileNodeWork, type NodeWork } from './node-work.js';

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
    /** What the links of `contiguity` should not cross; undefined if there are no barriers. */
    readonly barriers: BarrierIndex | undefined;
}

/** Turns checked units and options into flat arrays. */
export function* compileDesign(design: CheckedDesign): Steps<CompiledDesign> {
    const { units, metric } = design;
    const distances = compileDistances(
        units.map(({ position }) => position),
        design.inputIndex,
        metric,
        design.travel,
    );
    yield;
    const points = planePoints(units, metric);
    yield;
    const touching = yield* linkSteps(points, design.edges, {});
    const barriers = design.barriers.length === 0 ? undefined : new BarrierIndex(units, design.barriers, metric);
    const contiguity = barriers === undefined ? touching : yield* cutByBarriers(touching, points, barriers);
    yield;
    const groups = yield* groupUnits(design, contiguity);
    yield;
    const order = curveOrder(points);
    yield;
    const nodeOf = nodesOf(order, groups);
    yield;
    const size = nodeOf.reduce((most, node) => Math.max(most, node), -1) + 1;
    const masses = new Float64Array(size);
    for (let i = 0; i < units.length; i++) masses[nodeOf[i]]++;
    const graph = yield* contract(contiguity, nodeOf, size);
    yield;
    const nodeDistances = contractDistances(distances, nodeOf, masses);
    yield;
    const seeds = compileSeeds(design, nodeDistances);
    const work = compileWork(design, nodeOf, size, nodeDistances.coordinates, seeds.seeds);
    yield;
    yield;
    const distance = work?.typicalWork ?? typicalDistance(distances, design.territoryIds.length);
    const measures = compileMeasures(design, nodeOf, size, distance, work);
    yield;
    const instance: DesignInstance = {
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
        ...measures,
        ...compileRules(design, nodeOf, size, distance),
        ...seeds,
        ...(work === undefined ? {} : { work }),
    };
    if (work !== undefined) holdHomes(instance);
    return { instance, nodeOf, distances, contiguity, barriers };
}

type Measured = Pick<
    DesignInstance,
    | 'measures'
    | 'amounts'
    | 'shares'
    | 'tolerances'
    | 'prices'
    | 'priceWeights'
    | 'inverseTargets'
    | 'lows'
    | 'highs'
    | 'excessWeights'
    | 'weights'
    | 'wishes'
>;

function compileMeasures(
    design: CheckedDesign,
    nodeOf: Int32Array,
    size: number,
    distance: number,
    work: NodeWork | undefined,
): Measured {
    const { units, balance, limits, frozen } = design;
    const names = [...balance.map(({ measure }) => measure), ...limits.map(({ measure }) => measure)];
    const measures = names.length;
    const count = design.shares.length;
    const amounts = new Float64Array(size * measures);
    const totals = new Float64Array(measures);
    const openWork = work === undefined ? 0 : sumOpenWork(design, nodeOf, work);
    for (let i = 0; i < units.length; i++) {
        for (let a = 0; a < measures; a++) {
            const amount = measureOf(units[i], names[a]);
            amounts[nodeOf[i] * measures + a] += amount;
            if (frozen[design.incumbent[i] ?? -1] !== 1) totals[a] += amount;
        }
    }
    if (work !== undefined && work.measure !== -1) {
        for (let node = 0; node < size; node++) amounts[node * measures + work.measure] = work.leastOf(node);
        totals[work.measure] = openWork;
    }
    const shares = design.shares.map((share, j) => (frozen[j] === 1 ? 0 : share));
    const weights = Float64Array.from(names, (_, a) => (a < balance.length ? balance[a].weight : 1));
    const tolerances = Float64Array.from(names, (_, a) => balance[a]?.tolerance ?? Number.POSITIVE_INFINITY);
    const prices = Float64Array.from(names, (_, a) => balance[a]?.price ?? 0);
    const priceWeights = new Float64Array(count * measures);
    const whole = work === undefined ? distance * units.length : openWork;
    const inverseTargets = new Float64Array(count * measures);
    const lows = new Float64Array(count * measures).fill(Number.NEGATIVE_INFINITY);
    const highs = new Float64Array(count * measures).fill(Number.POSITIVE_INFINITY);
    const excessWeights = new Float64Array(count * measures);
    for (let j = 0; j < count; j++) {
        if (frozen[j] === 1) continue;
        for (let a = 0; a < measures; a++) {
            const at = j * measures + a;
            priceWeights[at] = prices[a] * shares[j] * whole;
            if (a < balance.length) continue;
            const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, ideal } = limits[a - balance.length];
            lows[at] = min;
            highs[at] = max;
            const scale = ideal ?? (Number.isFinite(max) ? max : min);
            excessWeights[at] = scale > 0 && Number.isFinite(scale) ? 1 / scale : 1;
            if (ideal !== undefined && ideal > 0) inverseTargets[at] = 1 / ideal;
        }
    }
    const wishes = Float64Array.from(names, (_, a) =>
        a >= balance.length && limits[a - balance.length].ideal !== undefined ? (distance * units.length) / count : 0,
    );
    const measured = { measures, amounts, shares, tolerances, prices, priceWeights, weights, wishes };
    const compiled = { ...measured, inverseTargets, lows, highs, excessWeights };
    for (let a = 0; a < balance.length; a++) setTargets(compiled, a, totals[a]);
    return compiled;
}

type Rules = Pick<
    DesignInstance,
    'locks' | 'barred' | 'apartOffsets' | 'apart' | 'incumbent' | 'moveCosts' | 'newcomers' | 'moveShares' | 'maxMoved'
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
    const newcomers = new Uint8Array(count).fill(hasIncumbent ? 1 : 0);
    for (const territory of design.incumbent) if (territory !== -1) newcomers[territory] = 0;
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
        newcomers,
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

function* contract({ offsets, neighbours }: Contiguity, nodeOf: Int32Array, size: number): Steps<Contiguity> {
    const links: number[] = [];
    for (let u = 0; u < nodeOf.length; u++) {
        for (let e = offsets[u]; e < offsets[u + 1]; e++) {
            if (neighbours[e] > u && nodeOf[u] !== nodeOf[neighbours[e]]) links.push(nodeOf[u], nodeOf[neighbours[e]]);
        }
    }
    yield;
    return yield* linkSteps(new Float64Array(size * 2), links, { bridge: false });
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

function compileWork(
    design: CheckedDesign,
    nodeOf: Int32Array,
    size: number,
    coordinates: Float64Array,
    seeds: Float64Array,
): NodeWork | undefined {
    if (design.work === undefined) return undefined;
    const locks = new Int32Array(size).fill(-1);
    for (let i = 0; i < nodeOf.length; i++) if (design.locks[i] !== -1) locks[nodeOf[i]] = design.locks[i];
    const measure = [...design.balance, ...design.limits].findIndex((measured) => measured.measure === WORKLOAD);
    return compileNodeWork(design.work, nodeOf, locks, { coordinates, seeds }, measure);
}

// A rep's territory has the unit that lies nearest to his home, unless the incumbent or a rule says otherwise.
function holdHomes({ size, count, coordinates, seeds, locks, incumbent, closed, work, barred }: DesignInstance): void {
    const findNearest = (territory: number): { node: number; distance: number } => {
        let node = -1;
        let distance = Number.POSITIVE_INFINITY;
        for (let i = 0; i < size; i++) {
            if (locks[i] !== -1 || work!.isBarred(i, territory)) continue;
            if (barred.length > 0 && barred[i * count + territory] === 1) continue;
            const own = straightDistance(coordinates, i, seeds, territory);
            if (own >= distance) continue;
            distance = own;
            node = i;
        }
        return { node, distance };
    };
    const open: number[] = [];
    for (let j = 0; j < count; j++) if (closed[j] === 0 && !Number.isNaN(seeds[3 * j])) open.push(j);
    const distances = new Map(open.map((j) => [j, findNearest(j).distance]));
    open.sort((a, b) => distances.get(a)! - distances.get(b)! || a - b);
    // Of two reps who live at one place, the other has the unit that is next nearest.
    for (const territory of open) {
        const { node } = findNearest(territory);
        const isOthers = node !== -1 && incumbent.length > 0 && incumbent[node] !== -1 && incumbent[node] !== territory;
        if (node !== -1 && !isOthers) locks[node] = territory;
    }
}

// The least work that the nodes mean which no frozen territory holds.
function sumOpenWork(design: CheckedDesign, nodeOf: Int32Array, work: NodeWork): number {
    const isHeld = new Uint8Array(work.offsets.length - 1);
    for (let i = 0; i < nodeOf.length; i++) if (design.frozen[design.incumbent[i] ?? -1] === 1) isHeld[nodeOf[i]] = 1;
    let total = 0;
    for (let node = 0; node < isHeld.length; node++) if (isHeld[node] === 0) total += work.leastOf(node);
    return total;
}
