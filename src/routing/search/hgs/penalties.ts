import type { Model } from './model.js';

/** Individuals between two adjustments. */
const PERIOD = 50;
/** Share of individuals that should keep all limits, and how far from it nothing is done. */
const TARGET = 0.2;
const TOLERANCE = 0.05;
const INCREASE = 1.2;
/** If almost no individual keeps a limit, its weight is far off. */
const ALMOST_NONE = 0.05;
const LEAP = 1.5;
const DECREASE = 0.85;
/** What a unit of time warp weighs at first, in mean costs of as much driving. */
const FIRST_WARP = 5;
/** How far weights may move from where they began. */
const LEAST = 1e-3;
const MOST = 1e6;

/**
 * What each unit beyond a limit costs. Every {@link PERIOD} individuals, the weights of limits that too few keep rise and those of
 * limits that too many keep fall (Vidal 2022, section 3.5).
 */
export class Penalties {
    /** One weight a limit of the model. */
    readonly weights: Float64Array;
    private readonly first: Float64Array;
    private readonly kept: Int32Array;
    /** Share of individuals that should keep each limit. */
    private readonly target: number;
    private count = 0;

    constructor(model: Model) {
        const { instance, dimensions, demand, limits } = model;
        const scale = model.scale();
        // Leaving a visit out should be as good as breaking a limit from the beginning.
        const dear = Math.max(1, model.highestPrice / (scale.longest || 1));
        this.first = new Float64Array(limits);
        for (let d = 0; d < dimensions; d++) {
            let most = 0;
            for (let v = 0; v < instance.n; v++) most = Math.max(most, demand[v * dimensions + d]);
            this.first[d] = (dear * scale.longest) / (most || 1);
        }
        this.first[dimensions] = (dear * scale.cost) / (scale.distance || 1);
        this.first[dimensions + 1] = (dear * scale.cost) / (scale.duration || 1);
        this.first[dimensions + 2] = (FIRST_WARP * dear * scale.cost) / (scale.duration || 1);
        // Where travel costs nothing, penalties still have to weigh something.
        for (let i = 0; i < limits; i++) this.first[i] = this.first[i] > 0 ? this.first[i] : 1;
        this.weights = this.first.slice();
        this.kept = new Int32Array(limits);
        this.target = TARGET ** (1 / Math.max(1, activeLimits(model)));
    }

    /** Notes by how much an individual exceeds each limit; returns whether the weights changed. */
    note(excess: Float64Array): boolean {
        for (let i = 0; i < excess.length; i++) if (excess[i] === 0) this.kept[i]++;
        if (++this.count < PERIOD) return false;
        for (let i = 0; i < excess.length; i++) {
            const share = this.kept[i] / PERIOD;
            let weight = this.weights[i];
            if (share < this.target - TOLERANCE) {
                weight = Math.min(weight * (share < ALMOST_NONE ? LEAP : INCREASE), this.first[i] * MOST);
            }
            if (share > this.target + TOLERANCE) weight = Math.max(weight * DECREASE, this.first[i] * LEAST);
            this.weights[i] = weight;
        }
        this.kept.fill(0);
        this.count = 0;
        return true;
    }

    /** What exceeding the limits costs. */
    cost(excess: Float64Array): number {
        let sum = 0;
        for (let i = 0; i < excess.length; i++) sum += this.weights[i] * excess[i];
        return sum;
    }
}

/** Number of limits that can be exceeded at all. */
function activeLimits({ instance, dimensions, limit }: Model): number {
    let count = 0;
    for (let d = 0; d < dimensions; d++) if (limit.some((most, i) => i % dimensions === d && Number.isFinite(most))) count++;
    if (instance.distanceLimited) count++;
    if (instance.maxDuration.some(Number.isFinite)) count++;
    return count + (instance.clocked ? 1 : 0);
}
