import { type RoadNetwork, stateCount } from './road-network.js';

// A parking deck, a mapper's slip or a corner that the extract's border cuts off is no place to be caught in; a region of its own is.
const SMALLEST_REGION = 1_000;
const SMALLEST_SHARE = 0.1;

/**
 * Leaves the parts of a network within which one can drive from everywhere to everywhere, the largest and others of at
 * least 1,000 junctions or a tenth of the largest: who is put on a road there gets away again.
 */
export function keepConnected(network: RoadNetwork): RoadNetwork {
    const components = strongComponents(network);
    const sizes = new Int32Array(components.length);
    let largest = 0;
    for (const component of components) {
        sizes[component]++;
        if (sizes[component] > sizes[largest]) largest = component;
    }
    const least = Math.min(SMALLEST_REGION, SMALLEST_SHARE * sizes[largest]);
    const isKept = (state: number): boolean => sizes[components[state]] >= least;
    const isInside = new Uint8Array(network.weights.length);
    for (let state = 0; state < components.length; state++) {
        if (!isKept(state)) continue;
        for (let i = network.arcOffsets[state]; i < network.arcOffsets[state + 1]; i++) {
            const arc = network.arcs[i];
            if (components[network.heads[arc]] === components[state]) isInside[arc] = 1;
        }
    }
    return pick(network, isKept, isInside);
}

function pick(network: RoadNetwork, isKept: (state: number) => boolean, isInside: Uint8Array): RoadNetwork {
    const roads: number[] = [];
    for (let road = 0; road < network.weights.length / 2; road++) {
        if (isInside[2 * road] === 1 || isInside[2 * road + 1] === 1) roads.push(road);
    }
    const newRoad = new Int32Array(network.weights.length / 2).fill(-1);
    roads.forEach((road, place) => {
        newRoad[road] = place;
    });
    const newState = new Int32Array(stateCount(network)).fill(-1);
    const arcs: number[] = [];
    const arcOffsets = [0];
    for (let state = 0; state < newState.length; state++) {
        if (!isKept(state)) continue;
        newState[state] = arcOffsets.length - 1;
        for (let i = network.arcOffsets[state]; i < network.arcOffsets[state + 1]; i++) {
            const arc = network.arcs[i];
            if (isInside[arc] === 1) arcs.push(2 * newRoad[arc >> 1] + (arc & 1));
        }
        arcOffsets.push(arcs.length);
    }
    const shapeOffsets = new Uint32Array(roads.length + 1);
    const weights = new Float64Array(2 * roads.length);
    const heads = new Int32Array(2 * roads.length).fill(-1);
    const shape: number[] = [];
    roads.forEach((road, place) => {
        for (let i = 2 * network.shapeOffsets[road]; i < 2 * network.shapeOffsets[road + 1]; i++) shape.push(network.shape[i]);
        shapeOffsets[place + 1] = shape.length / 2;
        for (const side of [0, 1]) {
            if (isInside[2 * road + side] === 0) continue;
            weights[2 * place + side] = network.weights[2 * road + side];
            heads[2 * place + side] = newState[network.heads[2 * road + side]];
        }
    });
    return {
        shapeOffsets,
        shape: Int32Array.from(shape),
        weights,
        heads,
        arcOffsets: Uint32Array.from(arcOffsets),
        arcs: Int32Array.from(arcs),
    };
}

/** By state: the number of its strongly connected component (Tarjan 1972, doi:10.1137/0201010), without recursion. */
function strongComponents({ arcOffsets, arcs, heads }: RoadNetwork): Int32Array {
    const count = arcOffsets.length - 1;
    const components = new Int32Array(count).fill(-1);
    const order = new Int32Array(count).fill(-1);
    const low = new Int32Array(count);
    const next = Uint32Array.from(arcOffsets.subarray(0, count));
    const open: number[] = [];
    const path: number[] = [];
    let reached = 0;
    let componentCount = 0;
    const enter = (state: number): void => {
        order[state] = low[state] = reached++;
        open.push(state);
        path.push(state);
    };
    for (let start = 0; start < count; start++) {
        if (order[start] >= 0) continue;
        enter(start);
        while (path.length > 0) {
            const state = path[path.length - 1];
            if (next[state] < arcOffsets[state + 1]) {
                const head = heads[arcs[next[state]++]];
                if (order[head] < 0) enter(head);
                else if (components[head] < 0) low[state] = Math.min(low[state], order[head]);
                continue;
            }
            path.pop();
            if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[state]);
            if (low[state] !== order[state]) continue;
            for (;;) {
                const member = open.pop() as number;
                components[member] = componentCount;
                if (member === state) break;
            }
            componentCount++;
        }
    }
    return components;
}
