import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../src/core/index.js';
import { buildContiguity, type Contiguity, connectedParts, listEdges } from '../../../src/territory/graph/contiguity.js';
import type { Unit } from '../../../src/territory/model/unit.js';
import { edgesOf, hangsTogether } from '../oracles.js';

const unitsAt = (positions: readonly (readonly [number, number])[]): Unit[] =>
    positions.map((position, index) => ({ id: `u${index}`, position, measures: {} }));

const neighboursOf = ({ offsets, neighbours }: Contiguity, i: number): number[] => [
    ...neighbours.subarray(offsets[i], offsets[i + 1]),
];

function issuesOf(call: () => unknown): { code: string; path: readonly (string | number)[] }[] {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => ({ code, path }));
    }
    return [];
}

describe('buildContiguity', () => {
    it('has empty rows for no units and for one', () => {
        expect(buildContiguity([])).toEqual({ offsets: Int32Array.of(0), neighbours: new Int32Array(0) });
        expect(buildContiguity(unitsAt([[7, 50]]))).toEqual({ offsets: Int32Array.of(0, 0), neighbours: new Int32Array(0) });
    });

    it('names the links without which the graph would fall apart', () => {
        const places = fc.array(
            fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })),
            {
                minLength: 1,
                maxLength: 40,
            },
        );
        fc.assert(
            fc.property(places, (drawn) => {
                const units = unitsAt(drawn.map(([town, x, y]): [number, number] => [town * 10 + x / 100, 40 + y / 100]));
                const graph = buildContiguity(units);
                const bridges = [...(graph.bridges ?? [])];
                const pairs = new Set(
                    bridges.flatMap((_, e) =>
                        e % 2 === 0 ? [`${Math.min(bridges[e], bridges[e + 1])},${Math.max(bridges[e], bridges[e + 1])}`] : [],
                    ),
                );
                const edges = listEdges(units, graph);
                const kept = edges.filter((edge) => {
                    const [a, b] = edge.map((id) => units.findIndex((unit) => unit.id === id));
                    return !pairs.has(`${Math.min(a, b)},${Math.max(a, b)}`);
                });
                expect(kept).toHaveLength(edges.length - pairs.size);
                expect(connectedParts(graph).count).toBe(1);
                expect(connectedParts(buildContiguity(units, { edges: kept, bridge: false })).count).toBe(pairs.size + 1);
            }),
        );
    });

    it('links the corners of a triangle', () => {
        const graph = buildContiguity(
            unitsAt([
                [0, 0],
                [1, 0],
                [0, 1],
            ]),
        );
        expect([...graph.offsets]).toEqual([0, 2, 4, 6]);
        expect([...graph.neighbours]).toEqual([1, 2, 0, 2, 0, 1]);
    });

    it('chains places on one line, whatever their order', () => {
        const graph = buildContiguity(
            unitsAt([
                [3, 3],
                [1, 1],
                [2, 2],
                [0, 0],
            ]),
            { metric: 'planar' },
        );
        expect([0, 1, 2, 3].map((i) => neighboursOf(graph, i))).toEqual([[2], [2, 3], [0, 1], [1]]);
    });

    it('links units at one place to each other, and each to the neighbours of the place', () => {
        const graph = buildContiguity(
            unitsAt([
                [0, 0],
                [0, 0],
                [0, 0],
                [1, 0],
            ]),
            { metric: 'planar' },
        );
        expect([0, 1, 2, 3].map((i) => neighboursOf(graph, i))).toEqual([
            [1, 2, 3],
            [0, 2, 3],
            [0, 1, 3],
            [0, 1, 2],
        ]);
    });

    it('links across the antimeridian', () => {
        const graph = buildContiguity(
            unitsAt([
                [179.9, 0],
                [-179.9, 0],
                [-178.9, 0],
            ]),
        );
        expect(neighboursOf(graph, 1)).toEqual([0, 2]);
        expect(neighboursOf(graph, 0)).toEqual([1]);
    });

    it('drops overlong links but keeps far groups joined by the shortest one', () => {
        const near = [
            [0, 0],
            [1, 0.1],
            [0.1, 1],
            [1.2, 1.1],
        ] as const;
        const far = near.map(([x, y]) => [x + 50, y] as const);
        const units = unitsAt([...near, ...far]);
        const graph = buildContiguity(units, { metric: 'planar' });
        const across = edgesOf(units, graph).filter(([a, b]) => Number(a.slice(1)) < 4 !== Number(b.slice(1)) < 4);
        // From (1.2, 1.1) it is 48.81 to (50, 0) and 48.90 to (50.1, 1); from (1, 0.1) it is 49 at least.
        expect(across).toEqual([['u3', 'u4']]);
        const loose = buildContiguity(units, { metric: 'planar', stretch: 1000 });
        expect(loose.neighbours.length).toBeGreaterThan(graph.neighbours.length);
    });

    it('takes given links, both ways and once, and joins islands unless told not to', () => {
        const units = unitsAt([
            [0, 0],
            [1, 0],
            [5, 0],
            [6, 0],
        ]);
        const edges = [
            ['u0', 'u1'],
            ['u1', 'u0'],
            ['u2', 'u3'],
            ['u3', 'u3'],
        ] as const;
        const apart = buildContiguity(units, { edges, bridge: false });
        expect(connectedParts(apart)).toEqual({ labels: Int32Array.of(0, 0, 1, 1), count: 2 });
        const joined = buildContiguity(units, { edges });
        expect(edgesOf(units, joined)).toEqual([
            ['u0', 'u1'],
            ['u1', 'u2'],
            ['u2', 'u3'],
        ]);
    });

    it('names every fault at once', () => {
        const units: Unit[] = [
            { id: 'a', position: [0, 0], measures: {} },
            { id: 'a', position: [50, 120], measures: {} },
        ];
        expect(issuesOf(() => buildContiguity(units, { edges: [['a', 'b']] }))).toEqual([
            { code: 'duplicate-id', path: ['units', 1, 'id'] },
            { code: 'swapped-coordinates', path: ['units', 1, 'position'] },
            { code: 'unknown-id', path: ['options', 'edges', 0, 1] },
        ]);
    });

    it('is connected and symmetric, with rising rows, for any places', () => {
        const place = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }));
        fc.assert(
            fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), (positions) => {
                const units = unitsAt(positions);
                const graph = buildContiguity(units);
                const edges = edgesOf(units, graph);
                expect(
                    hangsTogether(
                        units.map((unit) => unit.id),
                        edges,
                    ),
                ).toBe(true);
                for (let i = 0; i < units.length; i++) {
                    const row = neighboursOf(graph, i);
                    expect(row).toEqual([...new Set(row)].sort((a, b) => a - b));
                    for (const j of row) expect(neighboursOf(graph, j)).toContain(i);
                    expect(row).not.toContain(i);
                }
            }),
            { numRuns: 100 },
        );
    });
});
