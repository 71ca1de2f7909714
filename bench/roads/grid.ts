import { Random } from '../../src/core/index.js';
import type { RoadNetwork } from '../../src/travel/road/road-network.js';
import { toWeight } from '../../src/travel/road/weight.js';

const BLOCK = 100;
const EVERY_AVENUE = 8;
const SHARE_OF_STREETS = 0.8;

/** A town of `side` x `side` junctions: streets of which a fifth is missing, and avenues more than twice as quick. */
export function gridTown(side: number, seed = 1): RoadNetwork {
    const random = new Random(seed);
    const states = side * side;
    const leaving: number[][] = Array.from({ length: states }, () => []);
    const heads: number[] = [];
    const weights: number[] = [];
    const addStreet = (from: number, to: number, isAvenue: boolean): void => {
        if (!isAvenue && random.next() > SHARE_OF_STREETS) return;
        const milliseconds = Math.round((isAvenue ? 6_000 : 14_000) * (0.7 + 0.6 * random.next()));
        leaving[from].push(heads.length);
        heads.push(to);
        leaving[to].push(heads.length);
        heads.push(from);
        weights.push(toWeight(milliseconds, 10 * BLOCK), toWeight(milliseconds, 10 * BLOCK));
    };
    for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
            const place = y * side + x;
            if (x + 1 < side) addStreet(place, place + 1, y % EVERY_AVENUE === 0);
            if (y + 1 < side) addStreet(place, place + side, x % EVERY_AVENUE === 0);
        }
    }
    const arcOffsets = new Uint32Array(states + 1);
    leaving.forEach((arcs, state) => {
        arcOffsets[state + 1] = arcOffsets[state] + arcs.length;
    });
    return {
        shapeOffsets: new Uint32Array(heads.length / 2 + 1),
        shape: new Int32Array(0),
        weights: Float64Array.from(weights),
        heads: Int32Array.from(heads),
        arcOffsets,
        arcs: Int32Array.from(leaving.flat()),
    };
}
