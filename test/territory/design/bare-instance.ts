import type { DesignInstance } from '../../../src/territory/design/search/instance.js';

type Bare = Omit<
    DesignInstance,
    'coordinates' | 'offsets' | 'neighbours' | 'amounts' | 'inverseTargets' | 'lows' | 'highs' | 'excessWeights'
>;

/** What a design of one measure has where no rule, seed, incumbent or travel model is given. */
export function bareInstance(size: number, count: number): Bare {
    return {
        size,
        count,
        measures: 1,
        typicalDistance: 1,
        linkCost: 0,
        ends: new Float64Array(0),
        bases: new Float64Array(0),
        slopes: new Float64Array(0),
        matrix: new Float64Array(0),
        contiguous: true,
        shares: new Float64Array(count).fill(1 / count),
        tolerances: Float64Array.of(0.05),
        prices: Float64Array.of(0),
        priceWeights: new Float64Array(count),
        weights: Float64Array.of(1),
        wishes: Float64Array.of(0),
        masses: new Float64Array(size).fill(1),
        barred: new Uint8Array(0),
        apartOffsets: new Int32Array(1),
        apart: new Int32Array(0),
        incumbent: new Int32Array(0),
        moveCosts: new Float64Array(0),
        newcomers: new Uint8Array(count),
        moveShares: new Float64Array(0),
        maxMoved: 1,
        locks: new Int32Array(size).fill(-1),
        closed: new Uint8Array(count),
        seeds: new Float64Array(count * 3).fill(Number.NaN),
        stands: new Int32Array(count).fill(-1),
        pinned: new Uint8Array(count),
    };
}
