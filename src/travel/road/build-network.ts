import { greatCircleDistance } from '../../geo/index.js';
import { type Restriction, speedsOf, type Ways } from './collect-ways.js';
import type { RoadProfile } from './profiles.js';
import { type RoadNetwork, SHAPE_UNITS } from './road-network.js';
import { toWeight } from './weight.js';

/** Cuts ways at their junctions and joins them to a network, turn restrictions included. */
export function buildNetwork(ways: Ways, profile: RoadProfile): RoadNetwork {
    const roads = cutAtJunctions(ways, profile);
    const forbidden = forbiddenTurns(ways, roads);
    return joinRoads(roads, forbidden);
}

interface Roads {
    /** By road: the junctions at its ends, and the way it is a piece of. */
    readonly from: number[];
    readonly to: number[];
    readonly way: number[];
    readonly weights: number[];
    readonly shapeOffsets: number[];
    readonly shape: number[];
    readonly junctionCount: number;
    /** By node: its junction, -1 if it is not one. */
    readonly junctions: Int32Array;
}

function cutAtJunctions(ways: Ways, profile: RoadProfile): Roads {
    const junctions = numberJunctions(ways);
    const roads = { from: [], to: [], way: [], weights: [], shapeOffsets: [0], shape: [] } as Omit<
        Roads,
        'junctionCount' | 'junctions'
    >;
    for (let way = 0; way < ways.ids.length; way++) {
        const speeds = speedsOf(ways, way, profile, () => wayLength(ways, way));
        const end = ways.offsets[way + 1];
        let start = ways.offsets[way];
        while (start < end - 1) {
            let stop = start + 1;
            while (stop < end - 1 && ways.nodes[stop] >= 0 && junctions.of[ways.nodes[stop]] < 0) stop++;
            if (ways.nodes[start] >= 0 && ways.nodes[stop] >= 0) addRoad(roads, ways, junctions.of, way, start, stop, speeds);
            start = stop;
        }
    }
    return { ...roads, junctions: junctions.of, junctionCount: junctions.count };
}

// A junction is where ways meet, end or are cut by the extract's border.
function numberJunctions(ways: Ways): { readonly of: Int32Array; readonly count: number } {
    const uses = new Uint8Array(ways.lngs.length);
    const use = (node: number, times: number): void => {
        if (node >= 0) uses[node] = Math.min(2, uses[node] + times);
    };
    for (let way = 0; way < ways.ids.length; way++) {
        const start = ways.offsets[way];
        const end = ways.offsets[way + 1];
        for (let i = start; i < end; i++) {
            const isEnd = i === start || i === end - 1 || ways.nodes[i - 1] < 0 || ways.nodes[i + 1] < 0;
            use(ways.nodes[i], isEnd ? 2 : 1);
        }
    }
    const of = new Int32Array(uses.length).fill(-1);
    let count = 0;
    for (let node = 0; node < uses.length; node++) if (uses[node] === 2) of[node] = count++;
    return { of, count };
}

function addRoad(
    roads: Omit<Roads, 'junctionCount' | 'junctions'>,
    ways: Ways,
    junctions: Int32Array,
    way: number,
    start: number,
    stop: number,
    speeds: { readonly forward: number; readonly backward: number },
): void {
    const length = stretchLength(ways, start, stop);
    const weightAt = (speed: number): number =>
        speed <= 0 ? 0 : toWeight(Math.max(1, Math.round((length / speed) * 1000)), Math.round(length * 10));
    roads.from.push(junctions[ways.nodes[start]]);
    roads.to.push(junctions[ways.nodes[stop]]);
    roads.way.push(way);
    roads.weights.push(weightAt(speeds.forward), weightAt(speeds.backward));
    for (let i = start; i <= stop; i++) roads.shape.push(ways.lngs[ways.nodes[i]], ways.lats[ways.nodes[i]]);
    roads.shapeOffsets.push(roads.shape.length / 2);
}

function wayLength(ways: Ways, way: number): number {
    return stretchLength(ways, ways.offsets[way], ways.offsets[way + 1] - 1);
}

function stretchLength({ nodes, lngs, lats }: Ways, start: number, stop: number): number {
    let length = 0;
    for (let i = start; i < stop; i++) {
        const a = nodes[i];
        const b = nodes[i + 1];
        if (a < 0 || b < 0) continue;
        length += greatCircleDistance(
            [lngs[a] / SHAPE_UNITS, lats[a] / SHAPE_UNITS],
            [lngs[b] / SHAPE_UNITS, lats[b] / SHAPE_UNITS],
        );
    }
    return length;
}

/** By arc that has any: the arcs that must not follow it. */
type ForbiddenTurns = ReadonlyMap<number, ReadonlySet<number>>;

function forbiddenTurns(ways: Ways, roads: Roads): ForbiddenTurns {
    const turns = new Map<number, Set<number>>();
    if (ways.restrictions.length === 0) return turns;
    const wayPlaces = new Map(ways.ids.map((id, place) => [id, place]));
    const leaving = arcsAt(roads);
    for (const restriction of ways.restrictions) {
        const junction = restriction.via < 0 ? -1 : roads.junctions[restriction.via];
        const from = wayPlaces.get(restriction.fromWay);
        const to = wayPlaces.get(restriction.toWay);
        if (junction < 0 || from === undefined || to === undefined) continue;
        addTurn(turns, restriction, leaving[junction], roads, from, to);
    }
    return turns;
}

function addTurn(
    turns: Map<number, Set<number>>,
    { kind }: Restriction,
    leaving: readonly number[],
    roads: Roads,
    from: number,
    to: number,
): void {
    const ofWay = (way: number): number[] => leaving.filter((arc) => roads.way[arc >> 1] === way);
    // Where the way comes in from both sides, which side is meant is unknown.
    const incoming = ofWay(from).map((arc) => arc ^ 1);
    if (incoming.length !== 1) return;
    const [arc] = incoming;
    const turned = from === to ? [arc ^ 1] : ofWay(to);
    if (turned.length === 0) return;
    const forbidden = kind.startsWith('no_') ? turned : leaving.filter((other) => !turned.includes(other));
    const known = turns.get(arc) ?? new Set<number>();
    for (const other of forbidden) known.add(other);
    turns.set(arc, known);
}

/** By junction: the arcs that leave it, closed ones too. */
function arcsAt({ from, to, junctionCount }: Roads): number[][] {
    const leaving: number[][] = Array.from({ length: junctionCount }, () => []);
    for (let road = 0; road < from.length; road++) {
        leaving[from[road]].push(2 * road);
        leaving[to[road]].push(2 * road + 1);
    }
    return leaving;
}

function joinRoads(roads: Roads, forbidden: ForbiddenTurns): RoadNetwork {
    const leaving = arcsAt(roads);
    const isOpen = (arc: number): boolean => roads.weights[arc] > 0;
    const heads = new Int32Array(roads.weights.length).fill(-1);
    const following: number[][] = leaving.map((arcs) => arcs.filter(isOpen));
    for (let arc = 0; arc < heads.length; arc++) {
        if (!isOpen(arc)) continue;
        const junction = (arc & 1) === 0 ? roads.to[arc >> 1] : roads.from[arc >> 1];
        const closed = forbidden.get(arc);
        heads[arc] = closed === undefined ? junction : following.length;
        if (closed !== undefined) following.push(following[junction].filter((next) => !closed.has(next)));
    }
    const arcOffsets = new Uint32Array(following.length + 1);
    following.forEach((arcs, state) => {
        arcOffsets[state + 1] = arcOffsets[state] + arcs.length;
    });
    return {
        shapeOffsets: Uint32Array.from(roads.shapeOffsets),
        shape: Int32Array.from(roads.shape),
        weights: Float64Array.from(roads.weights),
        heads,
        arcOffsets,
        arcs: Int32Array.from(following.flat()),
    };
}
