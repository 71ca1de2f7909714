import { type Random, type Steps, WorkMeter } from '../../../core/index.js';
import { amountIn, type DesignInstance } from './instance.js';
import type { NodeWork } from './node-work.js';
import { connectLocks, repairContiguity } from './repair-contiguity.js';
import { chooseSeedUnits } from './seeding.js';

/** More than any work: what a unit costs a territory that cannot have it, where contiguity is repaired. */
export const BARRED_COST = 1e11;

const ROUNDS = 60;
/** Share of the way to its marginal cost that a price goes in the first round, and how fast that falls. */
const FIRST_STEP = 0.5;
const STEP_DECAY = 0.1;
/** A tolerance is kept by a price as of so much for the square of a deviation. */
const WALL_PRICE = 10;

/**
 * A first division where it is known who lives where: every unit to the territory that it costs least, its work and its share of every
 * measure at a price. Each territory's price follows what one more unit of the measure would cost it (Lagrangean relaxation of the balance),
 * so that the busy give and the idle take, whatever lies between. Then contiguity repair.
 */
export function* divideByPrices(instance: DesignInstance, work: NodeWork, random: Random): Steps<Int32Array> {
    const meter = new WorkMeter();
    const { size, count, measures, locks, closed } = instance;
    const prices = new Float64Array(count * measures);
    const loads = new Float64Array(count * measures);
    const starts = yield* chooseSeedUnits(instance, random);
    const division = new Int32Array(size);
    // A unit that no rep reaches follows those around it, or lies with the nearest rep.
    function* assign(): Steps<void> {
        loads.fill(0);
        for (let i = 0; i < size; i++) {
            if (meter.spend(4 * (work.offsets[i + 1] - work.offsets[i] || count))) yield;
            division[i] = locks[i] === -1 ? cheapest(instance, work, prices, i) : locks[i];
            for (let a = 0; a < measures; a++) loads[division[i] * measures + a] += amountIn(instance, i, division[i], a);
        }
    }
    for (let round = 0; round < ROUNDS; round++) {
        yield* assign();
        const step = FIRST_STEP / (1 + STEP_DECAY * round);
        for (let a = 0; a < measures; a++) followLoads(instance, work, a, loads, prices, step);
    }
    yield* assign();
    for (let j = 0; j < count; j++) if (closed[j] === 0 && starts[j] !== -1) division[starts[j]] = j;
    if (!instance.contiguous) return division;
    const costIn = (unit: number, territory: number): number =>
        priced(instance, work, prices, unit, territory) + (work.isBarred(unit, territory) ? BARRED_COST : 0);
    yield* repairContiguity(instance, division, starts, yield* connectLocks(instance, starts), costIn);
    parkBarred(instance, work, division);
    return division;
}

/** Gives units to the territory with the least work for them where those around cannot have them: as islands on the map. */
export function parkBarred({ locks, closed }: DesignInstance, work: NodeWork, division: Int32Array): void {
    const sizes = new Int32Array(closed.length);
    for (let i = 0; i < division.length; i++) sizes[division[i]]++;
    for (let i = 0; i < division.length; i++) {
        if (locks[i] !== -1 || sizes[division[i]] === 1 || !work.isBarred(i, division[i])) continue;
        for (let at = work.offsets[i]; at < work.offsets[i + 1]; at++) {
            if (closed[work.territories[at]] === 1) continue;
            sizes[division[i]]--;
            division[i] = work.territories[at];
            sizes[division[i]]++;
            break;
        }
    }
}

function priced(instance: DesignInstance, work: NodeWork, prices: Float64Array, unit: number, territory: number): number {
    let cost = work.costIn(unit, territory);
    for (let a = 0; a < instance.measures; a++) {
        const price = prices[territory * instance.measures + a];
        if (price !== 0) cost += price * amountIn(instance, unit, territory, a);
    }
    return cost;
}

function cheapest(instance: DesignInstance, work: NodeWork, prices: Float64Array, unit: number): number {
    const { count, closed } = instance;
    const first = work.offsets[unit];
    const end = work.offsets[unit + 1];
    const isReached = first < end;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = isReached ? first : 0; at < (isReached ? end : count); at++) {
        const territory = isReached ? work.territories[at] : at;
        if (closed[territory] === 1) continue;
        const cost = priced(instance, work, prices, unit, territory);
        if (cost >= least) continue;
        least = cost;
        best = territory;
    }
    // Only closed territories could have it.
    return best === -1 ? closed.indexOf(0) : best;
}

// Prices go towards what one more unit of a measure costs each territory; the least price is that of giving work away.
function followLoads(
    instance: DesignInstance,
    work: NodeWork,
    measure: number,
    loads: Float64Array,
    prices: Float64Array,
    step: number,
): void {
    const { count, measures, shares, tolerances, priceWeights } = instance;
    const isWork = work.measure === measure;
    let total = 0;
    for (let j = 0; j < count; j++) if (shares[j] > 0) total += loads[j * measures + measure];
    if (total <= 0) return;
    let whole = 0;
    for (let i = 0; i < instance.size; i++) whole += work.leastOf(i);
    for (let j = 0; j < count; j++) {
        const target = shares[j] * total;
        if (target <= 0) continue;
        const at = j * measures + measure;
        const deviation = loads[at] / target - 1;
        const wall = Number.isFinite(tolerances[measure]) ? WALL_PRICE * shares[j] * whole : 0;
        let marginal = (2 * Math.max(priceWeights[at], wall) * deviation) / target;
        if (isWork) {
            // Work above what a rep can do counts once more; a tenth above it in full, so that prices do not swing.
            marginal += Math.max(0, Math.min(1, 10 * (loads[at] / work.capacities[j] - 1)));
            marginal = Math.max(-0.9, marginal);
        }
        prices[at] += step * (marginal - prices[at]);
    }
}
