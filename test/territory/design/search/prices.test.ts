import { describe, expect, it } from 'vitest';
import type { DesignInstance } from '../../../../src/territory/design/search/instance.js';
import { Prices } from '../../../../src/territory/design/search/prices.js';
import { DesignState } from '../../../../src/territory/design/search/state.js';
import { linkPoints } from '../../../../src/territory/graph/contiguity.js';
import { bareInstance } from '../bare-instance.js';

const COUNT = 6;
const EACH = 3;
const SIZE = COUNT * EACH;

// A row of units, three for each territory; the territory at one end has more than it may, all others have what they should.
function rowState(first: number): DesignState {
    const coordinates = new Float64Array(SIZE * 3);
    const points = new Float64Array(SIZE * 2);
    const links: number[] = [];
    for (let i = 0; i < SIZE; i++) {
        coordinates[3 * i] = i;
        points[2 * i] = i;
        if (i > 0) links.push(i - 1, i);
    }
    const instance: DesignInstance = {
        ...bareInstance(SIZE, COUNT),
        coordinates,
        ...linkPoints(points, links, {}),
        amounts: Float64Array.from({ length: SIZE }, (_, i) => (i < EACH ? first : 1)),
        inverseTargets: new Float64Array(COUNT).fill(1 / EACH),
        lows: new Float64Array(COUNT).fill(0.9 * EACH),
        highs: new Float64Array(COUNT).fill(1.1 * EACH),
        excessWeights: new Float64Array(COUNT).fill(1 / EACH),
    };
    return new DesignState(
        instance,
        Int32Array.from({ length: SIZE }, (_, i) => Math.floor(i / EACH)),
    );
}

// What it costs to pass a unit on from each territory to the next.
function stepCosts(prices: Prices): number[] {
    return Array.from({ length: COUNT - 1 }, (_, j) => prices.shiftCost(SIZE - 1, j, j + 1));
}

describe('Prices', () => {
    it('fall from what has too much through territories that have enough', () => {
        const prices = new Prices(rowState(1.5));
        for (let update = 0; update < 50; update++) prices.update();
        const costs = stepCosts(prices);
        for (const cost of costs) expect(cost).toBeLessThan(0);
        // The nearer to the surplus, the stronger the pull away from it.
        expect(costs).toEqual([...costs].sort((a, b) => a - b));
    });

    it('rise towards what has too little', () => {
        const prices = new Prices(rowState(0.5));
        for (let update = 0; update < 50; update++) prices.update();
        for (const cost of stepCosts(prices)) expect(cost).toBeGreaterThan(0);
    });

    it('follow a bound at one end only', () => {
        const state = rowState(0.5);
        state.instance.highs.fill(Number.POSITIVE_INFINITY);
        const prices = new Prices(state);
        for (let update = 0; update < 50; update++) prices.update();
        for (const cost of stepCosts(prices)) expect(cost).toBeGreaterThan(0);
    });

    it('stay at nothing while nothing is exceeded, and return to it', () => {
        const calm = new Prices(rowState(1));
        calm.update();
        expect(stepCosts(calm)).toEqual([0, 0, 0, 0, 0]);
        const state = rowState(1.5);
        const prices = new Prices(state);
        prices.update();
        state.loads.fill(EACH);
        expect(stepCosts(prices)[0]).toBeLessThan(0);
        for (let update = 0; update < 2000; update++) prices.update();
        expect(stepCosts(prices)[0]).toBeCloseTo(0, 4);
    });
});
