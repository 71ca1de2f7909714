import type { Hierarchy, RankedArcs } from './hierarchy.js';
import { ROAD_PROFILES, type RoadProfile } from './profiles.js';
import { roadFault } from './road-fault.js';
import type { RoadNetwork } from './road-network.js';

/** All of a road graph. */
export interface StoredRoads {
    readonly profile: RoadProfile;
    readonly network: RoadNetwork;
    readonly hierarchy: Hierarchy;
}

// "BPRD" and the version, little endian.
const MAGIC = 0x44_52_50_42;
const VERSION = 1;
const HEADER_NUMBERS = 16;

/** The arrays in the order of the file, with their lengths by the counts of the header. */
interface Counts {
    readonly roads: number;
    readonly points: number;
    readonly states: number;
    readonly arcs: number;
    readonly up: number;
    readonly down: number;
}

const COUNT_NAMES = ['roads', 'points', 'states', 'arcs', 'up', 'down'] as const;

/** Writes a road graph into one buffer. */
export function packRoads({ profile, network, hierarchy }: StoredRoads): ArrayBuffer {
    const counts: Counts = {
        roads: network.shapeOffsets.length - 1,
        points: network.shape.length / 2,
        states: network.arcOffsets.length - 1,
        arcs: network.arcs.length,
        up: hierarchy.up.ends.length,
        down: hierarchy.down.ends.length,
    };
    const cursor = new Cursor(new ArrayBuffer(byteLength(counts)));
    const header = cursor.take(Int32Array, HEADER_NUMBERS);
    header.set([MAGIC, VERSION, ROAD_PROFILES.indexOf(profile), ...COUNT_NAMES.map((name) => counts[name])]);
    const target = sections(cursor, counts);
    copyNetwork(network, target.network);
    target.hierarchy.ranks.set(hierarchy.ranks);
    copyArcs(hierarchy.up, target.hierarchy.up);
    copyArcs(hierarchy.down, target.hierarchy.down);
    return cursor.buffer as ArrayBuffer;
}

/**
 * Takes a road graph up from a buffer, without copying.
 *
 * @throws BeatplanError `malformed-roads`
 */
export function unpackRoads(buffer: ArrayBuffer | SharedArrayBuffer): StoredRoads {
    if (buffer.byteLength < HEADER_NUMBERS * 4) throw fault('is too short');
    const cursor = new Cursor(buffer);
    const header = cursor.take(Int32Array, HEADER_NUMBERS);
    if (header[0] !== MAGIC) throw fault('is no road graph');
    if (header[1] !== VERSION) throw fault(`is of version ${header[1]}, and ${VERSION} is known`);
    const profile = ROAD_PROFILES[header[2]];
    const counts = Object.fromEntries(COUNT_NAMES.map((name, i) => [name, header[3 + i]])) as unknown as Counts;
    const areCounts = COUNT_NAMES.every((name) => counts[name] >= 0 && counts[name] < 2 ** 30) && counts.roads > 0;
    if (profile === undefined || !areCounts || byteLength(counts) !== buffer.byteLength) throw fault('is cut off or damaged');
    const { network, hierarchy } = sections(cursor, counts);
    if (!isSound(network, hierarchy, counts)) throw fault('is damaged');
    return { profile, network, hierarchy };
}

type NumberArray = Int32Array | Uint32Array | Float64Array;

class Cursor {
    private at = 0;

    readonly buffer: ArrayBuffer | SharedArrayBuffer;

    constructor(buffer: ArrayBuffer | SharedArrayBuffer) {
        this.buffer = buffer;
    }

    take<T extends NumberArray>(
        type: { new (buffer: ArrayBufferLike, at: number, length: number): T; BYTES_PER_ELEMENT: number },
        length: number,
    ): T {
        const array = new type(this.buffer, this.at, length);
        this.at = toEight(this.at + length * type.BYTES_PER_ELEMENT);
        return array;
    }
}

const toEight = (bytes: number): number => Math.ceil(bytes / 8) * 8;

function byteLength({ roads, points, states, arcs, up, down }: Counts): number {
    const small = [
        HEADER_NUMBERS,
        roads + 1,
        2 * points,
        2 * roads,
        states + 1,
        arcs,
        states,
        states + 1,
        up,
        up,
        states + 1,
        down,
        down,
    ];
    const wide = [2 * roads, up, down];
    return small.reduce((sum, length) => sum + toEight(4 * length), 0) + wide.reduce((sum, length) => sum + 8 * length, 0);
}

function sections(cursor: Cursor, { roads, points, states, arcs, up, down }: Counts): Omit<StoredRoads, 'profile'> {
    const ranked = (count: number): RankedArcs => ({
        offsets: cursor.take(Uint32Array, states + 1),
        ends: cursor.take(Int32Array, count),
        weights: cursor.take(Float64Array, count),
        vias: cursor.take(Int32Array, count),
    });
    return {
        network: {
            shapeOffsets: cursor.take(Uint32Array, roads + 1),
            shape: cursor.take(Int32Array, 2 * points),
            weights: cursor.take(Float64Array, 2 * roads),
            heads: cursor.take(Int32Array, 2 * roads),
            arcOffsets: cursor.take(Uint32Array, states + 1),
            arcs: cursor.take(Int32Array, arcs),
        },
        hierarchy: { ranks: cursor.take(Int32Array, states), up: ranked(up), down: ranked(down) },
    };
}

function copyNetwork(from: RoadNetwork, to: RoadNetwork): void {
    to.shapeOffsets.set(from.shapeOffsets);
    to.shape.set(from.shape);
    to.weights.set(from.weights);
    to.heads.set(from.heads);
    to.arcOffsets.set(from.arcOffsets);
    to.arcs.set(from.arcs);
}

function copyArcs(from: RankedArcs, to: RankedArcs): void {
    to.offsets.set(from.offsets);
    to.ends.set(from.ends);
    to.weights.set(from.weights);
    to.vias.set(from.vias);
}

function isSound(network: RoadNetwork, { ranks, up, down }: Hierarchy, { roads, points, states, arcs }: Counts): boolean {
    const isWeight = (weight: number): boolean => weight >= 0 && Number.isSafeInteger(weight);
    const areRanked = (list: RankedArcs): boolean =>
        areOffsets(list.offsets, list.ends.length) &&
        allWithin(list.ends, 0, states) &&
        list.weights.every(isWeight) &&
        allWithin(list.vias, -2 * roads, states) &&
        climbs(list);
    return (
        areOffsets(network.shapeOffsets, points) &&
        network.shapeOffsets.every((offset, i) => i === 0 || offset >= network.shapeOffsets[i - 1] + 2) &&
        network.weights.every(isWeight) &&
        allWithin(network.heads, -1, states) &&
        areOffsets(network.arcOffsets, arcs) &&
        allWithin(network.arcs, 0, 2 * roads) &&
        allWithin(ranks, 0, states) &&
        areRanked(up) &&
        areRanked(down) &&
        areJoined(up, up, down) &&
        areJoined(down, down, up)
    );
}

// Each shortcut is the sum of two arcs that the rank in its middle has: one on this side to its end, one on the other to its beginning.
function areJoined(list: RankedArcs, same: RankedArcs, other: RankedArcs): boolean {
    const weightTo = ({ offsets, ends, weights }: RankedArcs, rank: number, end: number): number => {
        for (let i = offsets[rank]; i < offsets[rank + 1]; i++) if (ends[i] === end) return weights[i];
        return Number.NaN;
    };
    for (let rank = 0; rank + 1 < list.offsets.length; rank++) {
        for (let i = list.offsets[rank]; i < list.offsets[rank + 1]; i++) {
            const via = list.vias[i];
            if (via >= 0 && weightTo(same, via, list.ends[i]) + weightTo(other, via, rank) !== list.weights[i]) return false;
        }
    }
    return true;
}

// Ends are more important than where they start, middles less: without that, searches and shortcuts would have no end.
function climbs({ offsets, ends, vias }: RankedArcs): boolean {
    for (let rank = 0; rank + 1 < offsets.length; rank++) {
        for (let i = offsets[rank]; i < offsets[rank + 1]; i++) {
            if (ends[i] >= rank || (vias[i] >= 0 && vias[i] <= rank)) return false;
        }
    }
    return true;
}

function areOffsets(offsets: Uint32Array, total: number): boolean {
    return (
        offsets[0] === 0 &&
        offsets[offsets.length - 1] === total &&
        offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1])
    );
}

function allWithin(values: Int32Array, from: number, below: number): boolean {
    return values.every((value) => value >= from && value < below);
}

function fault(message: string): Error {
    return roadFault(message, 'the data of a RoadGraph', 'read the roads again with readRoads, and keep its data');
}
