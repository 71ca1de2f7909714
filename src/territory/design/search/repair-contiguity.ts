import { type Steps, WorkMeter } from '../../../core/index.js';
import type { DesignInstance } from './instance.js';

/**
 * The territory that must hold each unit so that locked units stay connected: locks, and shortest paths of free units between the
 * locks of one territory; -1 elsewhere. Locks that other territories' cores or seeds shut off stay apart.
 */
export function* connectLocks(instance: DesignInstance, seeds: Int32Array): Steps<Int32Array> {
    const meter = new WorkMeter();
    const { size, locks, offsets, neighbours } = instance;
    const cores = locks.slice();
    if (!instance.contiguous) return cores;
    const isSeed = new Uint8Array(size);
    for (let j = 0; j < seeds.length; j++) isSeed[seeds[j]] = 1;
    const previous = new Int32Array(size);
    const seenFrom = new Int32Array(size).fill(-1);
    const queue = new Int32Array(size);
    const connected = new Uint8Array(size);
    // The lock from which a unit was found to be connected to others.
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
            if (meter.spend(8)) yield;
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
 * Keeps the part of each territory around its core and lets the rest grow to the cheapest territory that touches it.
 *
 * @param starts - a unit of each territory that grows even where nothing is locked to it
 */
export function* repairContiguity(
    instance: DesignInstance,
    division: Int32Array,
    starts: Int32Array,
    cores: Int32Array,
    costIn: (unit: number, territory: number) => number,
): Steps<void> {
    const meter = new WorkMeter();
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
    for (let j = 0; j < count; j++) if (hasCore[j] === 0) hold(starts[j], j);
    for (let head = 0; head < tail; head++) {
        const u = queue[head];
        for (let e = offsets[u]; e < offsets[u + 1]; e++) {
            if (division[neighbours[e]] === grown[u]) hold(neighbours[e], grown[u]);
        }
    }
    // A closed territory takes only what no other is left to reach.
    let mayClose = false;
    while (tail < size) {
        const first = tail;
        for (let i = 0; i < size; i++) {
            if (meter.spend(grown[i] === -1 ? 32 : 1)) yield;
            if (grown[i] !== -1) continue;
            let best = -1;
            let bestCost = Number.POSITIVE_INFINITY;
            for (let e = offsets[i]; e < offsets[i + 1]; e++) {
                const territory = grown[neighbours[e]];
                if (territory === -1 || (closed[territory] === 1 && !mayClose)) continue;
                const cost = costIn(i, territory);
                if (cost < bestCost || (cost === bestCost && territory < best)) {
                    bestCost = cost;
                    best = territory;
                }
            }
            if (best === -1) continue;
            hold(i, best);
            mayClose = false;
        }
        mayClose = tail === first;
    }
    division.set(grown);
}
