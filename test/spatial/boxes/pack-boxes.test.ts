import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BoxNode, type PlainBox, packBoxes } from '../../../src/spatial/boxes/pack-boxes.js';

const coordinate = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }));
const side = fc.tuple(coordinate, coordinate).map((ends) => ends.sort((a, b) => a - b));
const endless = fc.constantFrom<[number, number]>(
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [0, Number.POSITIVE_INFINITY],
);
const anyBox = fc
    .tuple(fc.oneof({ weight: 9, arbitrary: side }, { weight: 1, arbitrary: endless }), side)
    .map(([[minX, maxX], [minY, maxY]]): PlainBox => ({ minX, minY, maxX, maxY }));

/** Checks a node and what is below it, and returns its items. */
function itemsBelow(node: BoxNode<PlainBox>, height: number): PlainBox[] {
    expect(node.height).toBe(height);
    expect(node.leaf).toBe(height === 1);
    expect(node.children.length).toBeLessThanOrEqual(9);
    expect(node.minX).toBe(Math.min(...node.children.map(({ minX }) => minX)));
    expect(node.minY).toBe(Math.min(...node.children.map(({ minY }) => minY)));
    expect(node.maxX).toBe(Math.max(...node.children.map(({ maxX }) => maxX)));
    expect(node.maxY).toBe(Math.max(...node.children.map(({ maxY }) => maxY)));
    if (node.leaf) return node.children as PlainBox[];
    return node.children.flatMap((child) => itemsBelow(child as BoxNode<PlainBox>, height - 1));
}

describe('packBoxes', () => {
    it('puts every box in one leaf of a level tree, whose nodes are as large as what they hold', () => {
        fc.assert(
            fc.property(fc.array(anyBox, { minLength: 1, maxLength: 300 }), (boxes) => {
                const root = packBoxes(boxes);
                const found = itemsBelow(root, root.height);
                expect(found).toHaveLength(boxes.length);
                expect(new Set(found)).toEqual(new Set(boxes));
            }),
        );
    });

    it('divides a grid of points into squares', () => {
        const points = Array.from({ length: 81 * 81 }, (_, i): PlainBox => {
            const [x, y] = [(i * 50) % 81, Math.floor(((i * 50) % 6561) / 81)];
            return { minX: x, minY: y, maxX: x, maxY: y };
        });
        const areas: number[] = [];
        const visit = (node: BoxNode<PlainBox>): void => {
            if (node.leaf) areas.push((node.maxX - node.minX) * (node.maxY - node.minY));
            else for (const child of node.children) visit(child as BoxNode<PlainBox>);
        };
        visit(packBoxes(points));
        expect(areas).toHaveLength(81 * 9);
        expect(Math.max(...areas)).toBeLessThanOrEqual(6);
    });
});
