import { type Steps, WorkMeter } from '../../../core/index.js';
import { centerDistance, isStraight, nodeDistance, squaredDistance, straightDistance } from './distances.js';
import { findMedian } from './find-median.js';
import type { DesignInstance } from './instance.js';

const MOST_ROUNDS = 20;
/** Share of the way to the next centre by which an offset follows its territory's deviation; less from round to round. */
const FIRST_STEP = 0.4;
const STEP_DECAY = 0.93;
/** Distances that may be computed: fewer rounds where there are many units and territories. */
const DISTANCE_BUDGET = 60_000_000;
/** Centres that a unit chooses among. */
const CENTER_CHOICES = 24;

/** Each unit's nearest of the units that territories start at. */
export function* nearestUnits(instance: DesignInstance, starts: Int32Array): Steps<Int32Array> {
    const { size, count, closed, coordinates } = instance;
    const isPlain = isStraight(instance);
    const division = new Int32Array(size);
    const meter = new WorkMeter();
    for (let i = 0; i < size; i++) {
        if (meter.spend(count)) yield;
        let least = Number.POSITIVE_INFINITY;
        for (let j = 0; j < count; j++) {
            if (closed[j] === 1) continue;
            const distance = isPlain ? squaredDistance(coordinates, i, starts[j]) : nodeDistance(instance, i, starts[j]);
            if (distance < least) {
                least = distance;
                division[i] = j;
            }
        }
    }
    return division;
}

/**
 * Units to their nearest centres by distance plus offset, offsets raised where there is too much and lowered where there is too little.
 * A unit looks at the centres around the one that had it before only: over the rounds it finds its way to any.
 */
export function* allocateBalanced(
    instance: DesignInstance,
    centers: Float64Array,
    medians: Int32Array,
    cores: Int32Array,
    offsets: Float64Array,
    division: Int32Array,
): Steps<void> {
    const meter = new WorkMeter();
    const { size, count, measures, coordinates, amounts, inverseTargets, weights } = instance;
    const isPlain = isStraight(instance);
    const loads = new Float64Array(count * measures);
    const held = cores.slice();
    for (let j = 0; j < count; j++) if (held[medians[j]] === -1) held[medians[j]] = j;
    const { near, apart } = nearestCenters(centers, count);
    const choices = near.length / count;
    const reach = new Float64Array(count);
    for (let j = 0; j < count; j++) {
        const other = near[j * choices + Math.min(1, choices - 1)];
        reach[j] = centerDistance(instance, medians[j], centers, other, medians[other]);
    }
    // By place in `near`: no center there or further on has a lower offset.
    const floors = new Float64Array(near.length);
    function* assign(): Steps<void> {
        loads.fill(0);
        for (let row = 0; row < near.length; row += choices) {
            let floor = Number.POSITIVE_INFINITY;
            for (let k = row + choices - 1; k >= row; k--) {
                floor = Math.min(floor, offsets[near[k]]);
                floors[k] = isPlain ? floor : Number.NEGATIVE_INFINITY;
            }
        }
        for (let i = 0; i < size; i++) {
            if (meter.spend(choices)) yield;
            let nearest = held[i];
            if (nearest === -1) {
                nearest = division[i];
                const own = centerDistance(instance, i, centers, nearest, medians[nearest]);
                let cost = own + offsets[nearest];
                const row = nearest * choices;
                for (let k = row + 1; k < row + choices; k++) {
                    // What lies so far from the center before cannot be near.
                    if (apart[k] - own + floors[k] >= cost) break;
                    const j = near[k];
                    const distance = isPlain
                        ? straightDistance(coordinates, i, centers, j)
                        : centerDistance(instance, i, centers, j, medians[j]);
                    const value = distance + offsets[j];
                    if (value < cost) {
                        cost = value;
                        nearest = j;
                    }
                }
            }
            division[i] = nearest;
            for (let a = 0; a < measures; a++) loads[nearest * measures + a] += amounts[i * measures + a];
        }
    }
    let weightSum = 0;
    for (let a = 0; a < measures; a++) weightSum += weights[a];
    const best = offsets.slice();
    let bestImbalance = Number.POSITIVE_INFINITY;
    let step = FIRST_STEP;
    const affordable = Math.floor(DISTANCE_BUDGET / (size * choices));
    const rounds = Math.max(3, Math.min(MOST_ROUNDS, affordable));
    for (let round = 0; round < rounds; round++) {
        yield* assign();
        let imbalance = 0;
        const before = offsets.slice();
        for (let j = 0; j < count; j++) {
            let deviation = 0;
            for (let a = 0; a < measures; a++) {
                const inverse = inverseTargets[j * measures + a];
                if (inverse > 0) deviation += weights[a] * (loads[j * measures + a] * inverse - 1);
            }
            if (weightSum > 0) deviation /= weightSum;
            imbalance += deviation * deviation;
            offsets[j] += reach[j] * step * Math.min(2, deviation);
        }
        if (imbalance < bestImbalance) {
            bestImbalance = imbalance;
            best.set(before);
        }
        if (imbalance < 0.0001 * count) break;
        step *= STEP_DECAY;
    }
    offsets.set(best);
    yield* assign();
}

/** The centres nearest to each centre, itself first, and how far they are from it: a row of them for each. */
function nearestCenters(centers: Float64Array, count: number): { near: Int32Array; apart: Float64Array } {
    const choices = Math.min(count, CENTER_CHOICES);
    const near = new Int32Array(count * choices);
    const apart = new Float64Array(count * choices);
    const distances = new Float64Array(count);
    const order = new Int32Array(count);
    for (let j = 0; j < count; j++) {
        for (let k = 0; k < count; k++) {
            distances[k] = k === j ? -1 : straightDistance(centers, j, centers, k);
            order[k] = k;
        }
        order.sort((a, b) => distances[a] - distances[b] || a - b);
        for (let k = 0; k < choices; k++) {
            near[j * choices + k] = order[k];
            apart[j * choices + k] = distances[order[k]];
        }
    }
    return { near, apart };
}

/** Moves each centre to about the unit of its territory nearest in sum to the others; whether any moved. */
export function* recenter(instance: DesignInstance, division: Int32Array, medians: Int32Array): Steps<boolean> {
    const meter = new WorkMeter();
    const { size, count, coordinates, masses } = instance;
    const sizes = new Int32Array(count);
    for (let i = 0; i < size; i++) if (division[i] !== -1) sizes[division[i]]++;
    const members = Array.from(sizes, (own) => new Int32Array(own));
    sizes.fill(0);
    for (let i = 0; i < size; i++) if (division[i] !== -1) members[division[i]][sizes[division[i]]++] = i;
    const middle = new Float64Array(3);
    let moved = false;
    for (let j = 0; j < count; j++) {
        if (sizes[j] === 0) continue;
        if (meter.spend(20 * sizes[j])) yield;
        for (let axis = 0; axis < 3; axis++) middle[axis] = coordinates[3 * medians[j] + axis];
        const median = findMedian(instance, masses, members[j], sizes[j], middle);
        if (median !== medians[j]) moved = true;
        medians[j] = median;
    }
    return moved;
}
