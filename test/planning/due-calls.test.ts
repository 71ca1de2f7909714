import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/market/index.js';
import { countDueCalls, type DueAccount } from '../../src/planning/due-calls.js';
import { MONDAY } from './small-market.js';

const HOME: [number, number] = [0, 50];
const around = (count: number, callFrequency: number): DueAccount[] =>
    Array.from({ length: count }, (_, i) => ({
        id: `a${i}`,
        position: [0.3 * Math.cos(i * 2.4), 50 + 0.3 * Math.sin(i * 2.4)],
        callFrequency,
    }));
const total = (counts: Int32Array): number => counts.reduce((sum, count) => sum + count, 0);

const accounts = fc
    .array(
        fc.record({
            callFrequency: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1, 1.5, 2, 4), fc.double({ min: 0, max: 9, noNaN: true })),
            east: fc.integer({ min: -50, max: 50 }),
            north: fc.integer({ min: -50, max: 50 }),
        }),
        { maxLength: 20 },
    )
    .map((items) =>
        items.map(
            ({ callFrequency, east, north }, i): DueAccount => ({
                id: `a${i}`,
                position: [east / 100, 50 + north / 100],
                callFrequency,
            }),
        ),
    );

describe('countDueCalls', () => {
    it('takes whole numbers as they are', () => {
        const mixed = [...around(3, 4), ...around(2, 1), ...around(1, 0)];
        expect(Array.from(countDueCalls(mixed, HOME, MONDAY, 4))).toEqual([4, 4, 4, 1, 1, 0]);
        expect(Array.from(countDueCalls(around(2, 2), HOME, MONDAY, 8))).toEqual([4, 4]);
    });

    it('finds half of the accounts due that are called on every eight weeks, and the other half four weeks later', () => {
        const halves = around(10, 0.5);
        const first = countDueCalls(halves, HOME, MONDAY, 4);
        const second = countDueCalls(halves, HOME, addDays(MONDAY, 28), 4);
        expect(total(first)).toBe(5);
        expect(Array.from(first, (count, i) => count + second[i])).toEqual(Array(10).fill(1));
    });

    it('takes those that are due from one direction', () => {
        const halves = around(40, 0.5);
        const due = countDueCalls(halves, HOME, MONDAY, 4);
        const byBearing = halves
            .map(({ position: [lng, lat] }, i) => ({ i, bearing: Math.atan2(lng * Math.cos(Math.PI / 3.6), lat - 50) }))
            .sort((a, b) => a.bearing - b.bearing)
            .map(({ i }) => due[i]);
        const changes = byBearing.filter((count, i) => count !== byBearing[(i + 1) % byBearing.length]);
        expect(changes).toHaveLength(2);
    });

    it('shares monthly accounts out over four single weeks', () => {
        const monthly = around(12, 1);
        const weeks = [0, 7, 14, 21].map((days) => countDueCalls(monthly, HOME, addDays(MONDAY, days), 1));
        expect(weeks.map(total)).toEqual([3, 3, 3, 3]);
        expect(Array.from(monthly, (_, i) => weeks.reduce((sum, week) => sum + week[i], 0))).toEqual(Array(12).fill(1));
    });

    it('is never a whole call off, and loses and doubles nothing over periods that follow each other', () => {
        fc.assert(
            fc.property(accounts, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (list, before, after) => {
                const first = countDueCalls(list, HOME, MONDAY, before);
                const second = countDueCalls(list, HOME, addDays(MONDAY, 7 * before), after);
                list.forEach(({ callFrequency }, i) => {
                    expect(Math.abs(first[i] - (callFrequency * before) / 4)).toBeLessThan(1);
                    const both = first[i] + second[i];
                    expect(Math.abs(both - (callFrequency * (before + after)) / 4)).toBeLessThan(1);
                });
            }),
        );
    });

    it('does not depend on the order of the accounts', () => {
        fc.assert(
            fc.property(accounts, fc.integer({ min: 1, max: 6 }), (list, weeks) => {
                const forwards = countDueCalls(list, HOME, MONDAY, weeks);
                const backwards = countDueCalls([...list].reverse(), HOME, MONDAY, weeks);
                expect(Array.from(backwards).reverse()).toEqual(Array.from(forwards));
            }),
        );
    });
});
