import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
    buildContiguity,
    designTerritories,
    listEdges,
    planFromAlignment,
    planFromShapes,
    territoryShapes,
    type Unit,
} from '../../../src/territory/index.js';

const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));
const places = fc.oneof(
    fc.uniqueArray(place, { minLength: 6, maxLength: 60, selector: String }),
    // On a grid either diagonal may link four units.
    fc
        .integer({ min: 3, max: 7 })
        .map((width) => Array.from({ length: width * width }, (_, i) => [i % width, Math.floor(i / width)])),
);

describe('parts of territories', () => {
    it.each(['graph', 'none'] as const)('are those of the design, from rows and from outlines (contiguity %s)', (contiguity) => {
        fc.assert(
            fc.property(places, fc.integer({ min: 2, max: 4 }), fc.nat(), (drawn, count, turn) => {
                const units = drawn.map(
                    ([x, y], i): Unit => ({
                        id: `u${(i * 7 + turn) % drawn.length}-${i}`,
                        position: [10 + x / 100, 50 + y / 100],
                        measures: { workload: 1 },
                    }),
                );
                const plan = designTerritories(units, { count, contiguity, stop: { iterations: 300 } });
                const parts = plan.territories.map((territory) => territory.parts);
                const kept = planFromAlignment([...units].reverse(), plan);
                expect(kept.territories.map((territory) => territory.parts)).toEqual(parts);
                const drawnPlan = planFromShapes([...units].reverse(), territoryShapes(plan, units));
                expect(drawnPlan.territories.map((territory) => territory.parts)).toEqual(parts);
                const edges = listEdges(units, buildContiguity(units));
                const given = planFromShapes(units, territoryShapes(plan, units), { edges: edges.slice(1) });
                expect(given.territories.every((territory, j) => territory.parts >= parts[j] - 1)).toBe(true);
            }),
            { numRuns: 30 },
        );
    });
});
