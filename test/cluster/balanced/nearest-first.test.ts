import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NearestFirst } from '../../../src/cluster/balanced/nearest-first.js';

describe('NearestFirst', () => {
    it('hands out by distance, then by number, whatever came first and however many there are', () => {
        const entry = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 }));
        fc.assert(
            fc.property(fc.array(entry), fc.array(entry), fc.nat(3), (first, second, room) => {
                const queue = new NearestFirst(room);
                const known: (readonly [number, number])[] = [];
                const takeHalf = (): void => {
                    known.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
                    for (let k = known.length >> 1; k > 0; k--) {
                        const [distance, id] = known.shift()!;
                        expect([queue.nearest, queue.pop()]).toEqual([distance, id]);
                    }
                    expect(queue.size).toBe(known.length);
                };
                for (const entries of [first, second]) {
                    for (const [distance, id] of entries) queue.push(distance, id);
                    known.push(...entries);
                    takeHalf();
                }
            }),
        );
    });
});
