import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWord } from '../../src/core/index.js';

const KNOWN = ['id', 'position', 'serviceDuration', 'timeWindows', 'priority', 'prize'];

// Levenshtein's recursion as he wrote it.
function editDistance(a: string, b: string): number {
    if (a === '' || b === '') return a.length + b.length;
    const [restA, restB] = [a.slice(1), b.slice(1)];
    if (a[0] === b[0]) return editDistance(restA, restB);
    return 1 + Math.min(editDistance(restA, b), editDistance(a, restB), editDistance(restA, restB));
}

describe('nearestWord', () => {
    it.each([
        ['postion', 'position'],
        ['service_duration', 'serviceDuration'],
        ['ServiceDuration', 'serviceDuration'],
        ['timeWindow', 'timeWindows'],
        ['prioirty', 'priority'],
        ['prise', 'prize'],
        ['ID', 'id'],
    ])('takes %s for %s', (written, meant) => {
        expect(nearestWord(written, KNOWN)).toBe(meant);
    });

    it.each(['colour', 'x', '', '__', 'windows'])('takes %j for nothing', (written) => {
        expect(nearestWord(written, KNOWN)).toBeUndefined();
    });

    it('gives the first of several that are as near', () => {
        expect(nearestWord('carz', ['cars', 'card'])).toBe('cars');
        expect(nearestWord('carz', ['card', 'cars'])).toBe('card');
        expect(nearestWord('anything', [])).toBeUndefined();
    });

    it('finds the smallest edit distance', () => {
        const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
        fc.assert(
            fc.property(word, fc.array(word, { maxLength: 5 }), (written, known) => {
                const distances = known.map((candidate) => editDistance(written, candidate));
                const least = Math.min(...distances);
                const isNear = least <= 2 && least < written.length;
                expect(nearestWord(written, known)).toBe(isNear ? known[distances.indexOf(least)] : undefined);
            }),
        );
    });
});
