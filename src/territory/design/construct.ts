import type { Random } from '../../core/index.js';
import { centerDistance, isStraight, nodeDistance, squaredDistance, straightDistance } from './distances.js';
import { findMedian } from './find-median.js';
import type { DesignInstance } from './instance.js';
import { chooseSeedUnits } from './seeding.js';

const OUTER_ROUNDS = 5;
const BALANCE_ROUNDS = 20;
/** Share of the way to the next centre by which an offset follows its territory's deviation; less from round to round. */
const FIRST_STEP = 0.4;
const STEP_DECAY = 0.93;
/** Distances that construction may compute: fewer rounds of balancing where there are many units and territories. */
const DISTANCE_BUDGET = 300_000_000;
/** How many other units tell how far one lies from its like. */
const MOST_OTHERS = 600;
/** Centres that a unit chooses among. */
const CENTER_CHOICES = 24;

/**
 * A first division: location-allocation with additive weights (Kalcsics, Nickel and Schröder, 2005, doi:10.1007/BF02578982, in its
 * simplest form), then contiguity repair. Every territory gets at least one unit; each is connected as far as locks allow.
 */
export function constructDivision(instance: DesignInstance, random: Random): Int32Array {
    if (instance.incumbent.length > 0) return continueDivision(instance);
    const { count, pinned, seeds } = instance;
    const medians = chooseSeedUnits(instance, random);
    const cores = connectLocks(instance, medians);
    const centers = new Float64Array(count * 3);
    const offsets = new Float64Array(count);
    const division = nearestUnits(instance, medians);
    for (let round = 0; round < OUTER_ROUNDS; round++) {
        for (let j = 0; j < count; j++) {
            for (let axis = 0; axis < 3; axis++) {
                centers[3 * j + axis] = pinned[j] === 1 ? seeds[3 * j + axis] : instance.coordinates[3 * medians[j] + axis];
            }
        }
        allocateBalanced(instance, centers, medians, cores, offsets, division);
        if (round === OUTER_ROUNDS - 1 || !recenter(instance, division, medians)) break;
    }
    if (instance.contiguous) repairContiguity(instance, division, centers, medians, cores, offsets);
    return division;
}

/**
 * The incumbent division, mended where the rules want it: locked units where they are locked, units without a territory in the nearest
 * that they touch, a unit for each territory without any, and parts that are cut off in what surrounds them where so many may move.
 */
function continueDivision(instance: DesignInstance): Int32Array {
    const { size, count, coordinates, locks, incumbent, seeds, pinned, moveShares, maxMoved } = instance;
    const division = incumbent.slice();
    for (let i = 0; i < size; i++) if (locks[i] !== -1) division[i] = locks[i];
    const sizes = new Int32Array(count);
    for (let i = 0; i < size; i++) if (division[i] !== -1) sizes[division[i]]++;
    for (let j = 0; j < count; j++) if (sizes[j] === 0) plantUnit(instance, division, sizes, j);
    const medians = new Int32Array(count);
    for (let i = size - 1; i >= 0; i--) if (division[i] !== -1) medians[division[i]] = i;
    recenter(instance, division, medians);
    const centers = new Float64Array(count * 3);
    for (let j = 0; j < count; j++) {
        for (let axis = 0; axis < 3; axis++) {
            centers[3 * j + axis] = pinned[j] === 1 ? seeds[3 * j + axis] : coordinates[3 * medians[j] + axis];
        }
    }
    const nearest = nearestUnits(instance, medians);
    const whole = division.map((territory, i) => (territory === -1 ? nearest[i] : territory));
    if (!instance.contiguous) return whole;
    const repaired = (division.includes(-1) ? division : whole).slice();
    repairContiguity(instance, repaired, centers, medians, connectLocks(instance, medians), new Float64Array(count));
    let moved = 0;
    for (let i = 0; i < size; i++) if (incumbent[i] !== -1 && repaired[i] !== incumbent[i]) moved += moveShares[i];
    return moved <= maxMoved ? repaired : whole;
}

// Gives an empty territory the free unit nearest to its seed, else the one farthest from its like in the largest territory.
function plantUnit(instance: DesignInstance, division: Int32Array, sizes: Int32Array, territory: number): void {
    const { size, coordinates, locks, seeds } = instance;
    const hasSeed = !Number.isNaN(seeds[3 * territory]);
    let largest = 0;
    for (let j = 1; j < sizes.length; j++) if (sizes[j] > sizes[largest]) largest = j;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < size; i++) {
        const from = division[i];
        if (locks[i] !== -1 || (from !== -1 && sizes[from] === 1)) continue;
        if (!hasSeed && from !== -1 && from !== largest) continue;
        const distance = hasSeed ? straightDistance(coordinates, i, seeds, territory) : -distanceToOthers(instance, division, i);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    if (best === -1) return;
    if (division[best] !== -1) sizes[division[best]]--;
    division[best] = territory;
    sizes[territory]++;
}

function distanceToOthers({ size, coordinates }: DesignInstance, division: Int32Array, unit: number): number {
    const stride = Math.ceil(size / MOST_OTHERS);
    let sum = 0;
    for (let i = 0; i < size; i += stride)
        if (division[i] === division[unit]) sum += straightDistance(coordinates, i, coordinates, unit);
    return sum;
}

// Each unit's nearest of the units that territories start at.
function nearestUnits(instance: DesignInstance, starts: Int32Array): Int32Array {
    const { size, count, closed, coordinates } = instance;
    const isPlain = isStraight(instance);
    const division = new Int32Array(size);
    for (let i = 0; i < size; i++) {
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
 * The territory that must hold each unit so that locked units hang together: locks, and shortest paths of free units between the
 * locks of one territory; -1 elsewhere. Locks that other territories' cores or seeds shut off stay apart.
 */
function connectLocks(instance: DesignInstance, seeds: Int32Array): Int32Array {
    const { size, locks, offsets, neighbours } = instance;
    const cores = locks.slice();
    if (!instance.contiguous) return cores;
    const isSeed = new Uint8Array(size);
    for (let j = 0; j < seeds.length; j++) isSeed[seeds[j]] = 1;
    const previous = new Int32Array(size);
    const seenFrom = new Int32Array(size).fill(-1);
    const queue = new Int32Array(size);
    const connected = new Uint8Array(size);
    // The lock from which a unit was found to hang together with others.
    const joinedAt = new Int32Array(size).fill(-1);
    const started = new Set<number>();
    for (let target = 0; target < size; target++) {
        const territory = locks[target];
        if (territory < 0 || connected[target] === 1) continue;
        // Locks that touch need no path.
        connected[target] = 1;
        queue[0] = target;
        let flooded = 1;
        for (let head = 0; head < flooded; head++) {
            for (let e = offsets[queue[head]]; e < offsets[queue[head] + 1]; e++) {
                const v = neighbours[e];
                if (locks[v] !== territory || connected[v] === 1) continue;
                connected[v] = 1;
                joinedAt[v] = target;
                queue[flooded++] = v;
            }
        }
        joinedAt[target] = target;
        if (!started.has(territory)) {
            started.add(territory);
            continue;
        }
        // Breadth first from the new lock to any unit that is part of the core already.
        seenFrom[target] = target;
        queue[0] = target;
        let tail = 1;
        for (let head = 0; head < tail; head++) {
            const u = queue[head];
            if (joinedAt[u] !== target && cores[u] === territory && connected[u] === 1) {
                for (let v = previous[u]; joinedAt[v] !== target; v = previous[v]) {
                    cores[v] = territory;
                    connected[v] = 1;
                }
                break;
            }
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const v = neighbours[e];
                const isTaken = cores[v] === -1 ? isSeed[v] === 1 : cores[v] !== territory;
                if (seenFrom[v] === target || isTaken) continue;
                seenFrom[v] = target;
                previous[v] = u;
                queue[tail++] = v;
            }
        }
    }
    return cores;
}

/**
 * Units to their nearest centres by distance plus offset, offsets raised where there is too much and lowered where there is too little.
 * A unit looks at the centres around the one that had it before only: over the rounds it finds its way to any.
 */
function allocateBalanced(
    instance: DesignInstance,
    centers: Float64Array,
    medians: Int32Array,
    cores: Int32Array,
    offsets: Float64Array,
    division: Int32Array,
): void {
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
    const assign = (): void => {
        loads.fill(0);
        for (let row = 0; row < near.length; row += choices) {
            let floor = Number.POSITIVE_INFINITY;
            for (let k = row + choices - 1; k >= row; k--) {
                floor = Math.min(floor, offsets[near[k]]);
                floors[k] = isPlain ? floor : Number.NEGATIVE_INFINITY;
            }
        }
        for (let i = 0; i < size; i++) {
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
    };
    let weightSum = 0;
    for (let a = 0; a < measures; a++) weightSum += weights[a];
    const best = offsets.slice();
    let bestImbalance = Number.POSITIVE_INFINITY;
    let step = FIRST_STEP;
    const affordable = Math.floor(DISTANCE_BUDGET / OUTER_ROUNDS / (size * choices));
    const rounds = Math.max(3, Math.min(BALANCE_ROUNDS, affordable));
    for (let round = 0; round < rounds; round++) {
        assign();
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
    assign();
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

// Moves each centre to about the unit of its territory nearest in sum to the others; whether any moved.
function recenter(instance: DesignInstance, division: Int32Array, medians: Int32Array): boolean {
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
        for (let axis = 0; axis < 3; axis++) middle[axis] = coordinates[3 * medians[j] + axis];
        const median = findMedian(instance, masses, members[j], sizes[j], middle);
        if (median !== medians[j]) moved = true;
        medians[j] = median;
    }
    return moved;
}

// Keeps the part of each territory around its core and lets the rest grow to the cheapest territory that touches it.
function repairContiguity(
    instance: DesignInstance,
    division: Int32Array,
    centers: Float64Array,
    medians: Int32Array,
    cores: Int32Array,
    weights: Float64Array,
): void {
    const { size, count, offsets, neighbours, locks, closed } = instance;
    const grown = new Int32Array(size).fill(-1);
    const queue = new Int32Array(size);
    let tail = 0;
    const hold = (unit: number, territory: number): void => {
        if (grown[unit] !== -1) return;
        grown[unit] = territory;
        queue[tail++] = unit;
    };
    for (let i = 0; i < size; i++) if (cores[i] !== -1) hold(i, cores[i]);
    const hasCore = new Uint8Array(count);
    for (let i = 0; i < size; i++) if (locks[i] !== -1) hasCore[locks[i]] = 1;
    for (let j = 0; j < count; j++) if (hasCore[j] === 0) hold(medians[j], j);
    for (let head = 0; head < tail; head++) {
        const u = queue[head];
        for (let e = offsets[u]; e < offsets[u + 1]; e++) {
            if (division[neighbours[e]] === grown[u]) hold(neighbours[e], grown[u]);
        }
    }
    while (tail < size) {
        for (let i = 0; i < size; i++) {
            if (grown[i] !== -1) continue;
            let best = -1;
            let bestCost = Number.POSITIVE_INFINITY;
            for (let e = offsets[i]; e < offsets[i + 1]; e++) {
                const territory = grown[neighbours[e]];
                if (territory === -1) continue;
                // A closed territory takes what nothing else touches only.
                const cost =
                    centerDistance(instance, i, centers, territory, medians[territory]) +
                    weights[territory] +
                    closed[territory] * 1e12;
                if (cost < bestCost || (cost === bestCost && territory < best)) {
                    bestCost = cost;
                    best = territory;
                }
            }
            if (best !== -1) hold(i, best);
        }
    }
    division.set(grown);
}
