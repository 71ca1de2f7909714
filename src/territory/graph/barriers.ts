import { type Steps, WorkMeter } from '../../core/index.js';
import { type Position, projectPositions } from '../../geo/index.js';
import { BoxIndex } from '../../spatial/index.js';
import type { Unit } from '../model/unit.js';
import { bridgeSteps, type Contiguity, linkSteps, UNITS_A_CROSSING } from './contiguity.js';

/** A line that territories should not reach across: a river, a mountain range, a border. GeoJSON, positions as the units'. */
export interface Barrier {
    readonly type: 'LineString';
    readonly coordinates: readonly Position[];
}

/** Barriers as an index of segments, to ask which of them the link between two units crosses. */
export class BarrierIndex {
    readonly #plane: Float64Array;
    readonly #index = new BoxIndex({ metric: 'planar' });
    readonly #barrierAt = new Map<number, number>();

    constructor(units: readonly Unit[], barriers: readonly Barrier[], metric: 'geographic' | 'planar') {
        const vertices = barriers.flatMap(({ coordinates }) => coordinates);
        this.#plane = planeOf([...units.map(({ position }) => position), ...vertices], metric);
        let vertex = units.length;
        barriers.forEach(({ coordinates }, barrier) => {
            for (let k = 0; k + 1 < coordinates.length; k++) this.#barrierAt.set(vertex + k, barrier);
            vertex += coordinates.length;
        });
        this.#index.insertAll(
            [...this.#barrierAt.keys()].map((start) => [String(start), boxOf(this.#plane, start, start + 1)] as const),
        );
    }

    /** The first barrier that the straight line between two units crosses; -1 if there is none. */
    between(u: number, v: number): number {
        let first = -1;
        for (const id of this.#index.search(boxOf(this.#plane, u, v))) {
            const start = Number(id);
            const barrier = this.#barrierAt.get(start)!;
            if ((first === -1 || barrier < first) && crosses(this.#plane, u, v, start, start + 1)) first = barrier;
        }
        return first;
    }
}

/**
 * Cuts the links of a contiguity graph that cross a barrier. If the graph falls apart, links join its parts again: the shortest that
 * cross no barrier, and across barriers only where no others lead. O((n + b) log b) for b segments of barriers where links are short.
 */
export function* cutByBarriers(
    { offsets, neighbours, bridges = new Int32Array() }: Contiguity,
    points: Float64Array,
    lines: BarrierIndex,
): Steps<Contiguity> {
    const isCut = (u: number, v: number): boolean => lines.between(u, v) !== -1;
    const size = offsets.length - 1;
    const kept: number[] = [];
    const meter = new WorkMeter();
    for (let u = 0; u < size; u++) {
        if (meter.spend(UNITS_A_CROSSING * (offsets[u + 1] - offsets[u]))) yield;
        for (let e = offsets[u]; e < offsets[u + 1]; e++) {
            const v = neighbours[e];
            if (v > u && !isCut(u, v)) kept.push(u, v);
        }
    }
    const still: number[] = [];
    for (let e = 0; e < bridges.length; e += 2) {
        if (!isCut(bridges[e], bridges[e + 1])) still.push(bridges[e], bridges[e + 1]);
    }
    const added = yield* bridgeSteps(size, kept, points, isCut);
    const joined = yield* linkSteps(points, kept.concat(added), { bridge: false });
    const all = still.concat(added);
    return all.length === 0 ? joined : { ...joined, bridges: Int32Array.from(all) };
}

function planeOf(positions: readonly Position[], metric: 'geographic' | 'planar'): Float64Array {
    if (metric === 'geographic') return projectPositions(positions);
    return Float64Array.from(positions.flat());
}

function boxOf(plane: Float64Array, a: number, b: number): [number, number, number, number] {
    const [ax, ay, bx, by] = [plane[2 * a], plane[2 * a + 1], plane[2 * b], plane[2 * b + 1]];
    return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

// Whether the segments a-b and c-d have a point in common.
function crosses(plane: Float64Array, a: number, b: number, c: number, d: number): boolean {
    const [first, second] = [sideOf(plane, a, b, c), sideOf(plane, a, b, d)];
    const [third, fourth] = [sideOf(plane, c, d, a), sideOf(plane, c, d, b)];
    // On one line, boxes that meet are enough.
    return first * second <= 0 && third * fourth <= 0;
}

function sideOf(plane: Float64Array, a: number, b: number, c: number): number {
    return Math.sign(
        (plane[2 * b] - plane[2 * a]) * (plane[2 * c + 1] - plane[2 * a + 1]) -
            (plane[2 * b + 1] - plane[2 * a + 1]) * (plane[2 * c] - plane[2 * a]),
    );
}
