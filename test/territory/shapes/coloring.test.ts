import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorGraph } from '../../../src/territory/shapes/coloring.js';

const graphOf = (size: number, edges: readonly (readonly [number, number])[]): Set<number>[] => {
    const neighbours = Array.from({ length: size }, () => new Set<number>());
    for (const [a, b] of edges) {
        neighbours[a].add(b);
        neighbours[b].add(a);
    }
    return neighbours;
};

describe('colorGraph', () => {
    it('takes no more colours than needed on graphs that it is exact for', () => {
        expect([...colorGraph([])]).toEqual([]);
        expect([...colorGraph(graphOf(3, []))]).toEqual([0, 0, 0]);
        const evenRing = colorGraph(
            graphOf(
                6,
                [0, 1, 2, 3, 4, 5].map((i) => [i, (i + 1) % 6] as const),
            ),
        );
        expect(Math.max(...evenRing)).toBe(1);
        const wheel = colorGraph(
            graphOf(
                6,
                [0, 1, 2, 3, 4].flatMap((i) => [[i, (i + 1) % 5] as const, [i, 5] as const]),
            ),
        );
        expect(Math.max(...wheel)).toBe(3);
    });

    it('lets neighbours differ', () => {
        const node = fc.integer({ min: 0, max: 14 });
        fc.assert(
            fc.property(fc.array(fc.tuple(node, node), { maxLength: 40 }), (pairs) => {
                const edges = pairs.filter(([a, b]) => a !== b);
                const colors = colorGraph(graphOf(15, edges));
                for (const [a, b] of edges) expect(colors[a]).not.toBe(colors[b]);
            }),
            { numRuns: 100 },
        );
    });
});
