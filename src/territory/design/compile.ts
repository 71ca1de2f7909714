import { EARTH_RADIUS, type Position } from '../../geo/index.js';
import { cutByBarriers } from '../barriers.js';
import type { CheckedDesign } from '../check-design.js';
import { type Contiguity, linkPoints, planePoints } from '../contiguity.js';
import { measureOf } from '../design-options.js';
import type { DesignInstance } from './instance.js';

/** A design problem as the search reads it, and as the plan is described by. */
export interface CompiledDesign {
    /** Nodes are units, or groups of units that are kept together. */
    readonly instance: DesignInstance;
    /** Node of each unit. */
    readonly nodeOf: Int32Array;
    /** Three coordinates a unit. */
    readonly coordinates: Float64Array;
    /** Which units touch. */
    readonly contiguity: Contiguity;
}

/** Turns checked units and options into flat arrays. */
export function compileDesign(design: CheckedDesign): CompiledDesign {
    const { units, metric, groups } = design;
    const coordinates = new Float64Array(units.length * 3);
    for (let i = 0; i < units.length; i++) coordinates.set(spacePoint(units[i].position, metric), 3 * i);
    const points = planePoints(units, metric);
    const touching = linkPoints(points, design.edges, {});
    const contiguity = design.barriers.length === 0 ? touching : cutByBarriers(touching, units, points, design.barriers, metric);
    const nodeOf = nodesOf(units.length, groups);
    const size = nodeOf.reduce((most, node) => Math.max(most, node), -1) + 1;
    const masses = new Float64Array(size);
    const nodeCoordinates = new Float64Array(size * 3);
    for (let i = 0; i < units.length; i++) {
        masses[nodeOf[i]]++;
        for (let axis = 0; axis < 3; axis++) nodeCoordinates[3 * nodeOf[i] + axis] += coordinates[3 * i + axis];
    }
    for (let at = 0; at < nodeCoordinates.length; at++) nodeCoordinates[at] /= masses[Math.floor(at / 3)];
    const graph = groups.length === 0 ? contiguity : contract(contiguity, nodeOf, size);
    const distance = typicalDistance(coordinates, design.territoryIds.length);
    const instance = {
        size,
        count: design.territoryIds.length,
        coordinates: nodeCoordinates,
        offsets: graph.offsets,
        neighbours: graph.neighbours,
        contiguous: design.contiguous,
        closed: design.frozen,
        masses,
        ...compileMeasures(design, nodeOf, size, distance),
        ...compileRules(design, nodeOf, size, distance),
        ...compileSeeds(design),
    };
    return { instance, nodeOf, coordinates, contiguity };
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

function compileSeeds(design: CheckedDesign): Pick<DesignInstance, 'seeds' | 'pinned'> {
    const count = design.territoryIds.length;
    const seeds = new Float64Array(count * 3).fill(Number.NaN);
    const pinned = new Uint8Array(count);
    design.seeds.forEach((seed, j) => {
        if (seed === undefined) return;
        seeds.set(spacePoint(seed.position, design.metric), 3 * j);
        if (seed.pinned === true) pinned[j] = 1;
    });
    return { seeds, pinned };
}

// The node of each unit: numbered by first unit, groups as one.
function nodesOf(size: number, groups: readonly (readonly number[])[]): Int32Array {
    const first = new Int32Array(size);
    for (let i = 0; i < size; i++) first[i] = i;
    for (const group of groups) for (const i of group) first[i] = Math.min(...group);
    const nodeOf = new Int32Array(size);
    let nodes = 0;
    for (let i = 0; i < size; i++) nodeOf[i] = first[i] === i ? nodes++ : nodeOf[first[i]];
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
function typicalDistance(coordinates: Float64Array, count: number): number {
    const size = coordinates.length / 3;
    let squares = 0;
    for (let axis = 0; axis < 3; axis++) {
        let mean = 0;
        for (let i = 0; i < size; i++) mean += coordinates[3 * i + axis] / size;
        for (let i = 0; i < size; i++) squares += (coordinates[3 * i + axis] - mean) ** 2 / size;
    }
    return ((2 / 3) * Math.sqrt(2 * squares)) / Math.sqrt(count);
}

// On the globe a place is a point of space: chords order pairs as great circles do and fall short by 0.1 % at 1,000 km.
function spacePoint(position: Position, metric: 'geographic' | 'planar'): [number, number, number] {
    if (metric === 'planar') return [position[0], position[1], 0];
    const lng = (position[0] * Math.PI) / 180;
    const lat = (position[1] * Math.PI) / 180;
    const radius = EARTH_RADIUS * Math.cos(lat);
    return [radius * Math.cos(lng), radius * Math.sin(lng), EARTH_RADIUS * Math.sin(lat)];
}
