import { describe, expect, it } from 'vitest';
import { compareWithBookkeeper } from '../performance/people/random-commissions.js';

describe('computeCommissions', () => {
    it('agrees with a bookkeeper who looks at every cent, on 10,000 random plans', () => {
        const { clawed, owing } = compareWithBookkeeper(1, 10_000);
        expect(clawed).toBeGreaterThan(1000);
        expect(owing).toBeGreaterThan(300);
    }, 120_000);
});
