import { describe, expect, it } from 'vitest';
import { reachOf } from '../../src/report/client/balance-bars.js';

describe('reachOf', () => {
    it('holds the farthest index in whole hundreds', () => {
        expect(reachOf([930, 1310])).toBe(400);
        expect(reachOf([650, 1100])).toBe(400);
    });

    it('keeps small deviations small and huge ones on the page', () => {
        expect(reachOf([])).toBe(200);
        expect(reachOf([995, 1004])).toBe(200);
        expect(reachOf([0, 9000])).toBe(1000);
    });
});
