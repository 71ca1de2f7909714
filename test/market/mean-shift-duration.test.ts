import { describe, expect, it } from 'vitest';
import type { Rep } from '../../src/market/index.js';
import { meanShiftDuration } from '../../src/market/internal.js';

describe('meanShiftDuration', () => {
    it('is the mean of all working days of all reps', () => {
        const rep = (id: string, hours: Rep['hours']): Rep => ({ id, home: [0, 0], hours });
        const full = rep('full', { mon: [[0, 8]], tue: [[0, 8]] });
        const broken = rep('broken', { fri: [[10, 12]], sat: [] });
        expect(meanShiftDuration([full, broken])).toBe(6);
    });
});
