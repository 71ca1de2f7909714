import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeatplanError } from '../../../../src/core/index.js';
import type { DesignOptions } from '../../../../src/territory/design/design-options.js';
import { designTerritories } from '../../../../src/territory/design/design-territories.js';
import type { Unit } from '../../../../src/territory/model/unit.js';
import { type TravelModel, travelMatrix, tripEstimator } from '../../../../src/travel/index.js';
import { type Apart, bestDivision, gridEdges, gridUnits, groupsOf, judge } from '../../oracles.js';

const balance = [{ measure: 'workload', tolerance: 0.4 }];
// The search may stop as soon as it has what the oracle has.
const stopAt = (dispersion: number) => ({ iterations: 400_000, noImprovement: 60_000, target: dispersion + 1e-9 });

function issuesOf(units: readonly Unit[], options: DesignOptions): { code: string; path: readonly (string | number)[] }[] {
    try {
        designTerritories(units, options);
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues.map(({ code, path }) => ({ code, path }));
    }
    return [];
}

function expectBest(units: readonly Unit[], apart: Apart, options: DesignOptions): void {
    const edges = gridEdges(3, 2);
    const best = bestDivision(units, edges, 2, 0.4, apart);
    const plan = designTerritories(units, { ...options, count: 2, edges, balance, stop: stopAt(best.dispersion) });
    const found = judge(units, groupsOf(plan), 0.4, apart);
    expect(found.violation).toBeCloseTo(best.violation, 8);
    expect(found.dispersion).toBeCloseTo(best.dispersion, 6);
    expect(plan.dispersion).toBeCloseTo(found.dispersion, 6);
}

describe('designTerritories by travel', () => {
    it('finds the best of all divisions by a matrix, by the mean of both directions', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 36, maxLength: 36 }), (durations) => {
                const units = gridUnits(3, 2);
                const travel: TravelModel = { kind: 'matrix', size: 6, durations };
                const at = new Map(units.map(({ id }, index) => [id, index]));
                const apart: Apart = ({ id: a }, { id: b }) =>
                    a === b ? 0 : (durations[at.get(a)! * 6 + at.get(b)!] + durations[at.get(b)! * 6 + at.get(a)!]) / 2;
                expectBest(units, apart, { metric: 'planar', travel });
            }),
            { numRuns: 30, seed: 1 },
        );
    });

    it('finds the best of all divisions by the time that drives take', () => {
        const travel: TravelModel = { kind: 'great-circle', speedBands: [{ upTo: 5_000, speed: 5 }, { speed: 30 }] };
        const estimate = tripEstimator(travel);
        const place = fc.tuple(fc.double({ min: 0, max: 0.3, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true }));
        fc.assert(
            fc.property(fc.array(place, { minLength: 6, maxLength: 6 }), (places) => {
                const units = gridUnits(3, 2).map((unit, i) => ({
                    ...unit,
                    position: [8 + places[i][0], 50 + places[i][1]] as const,
                }));
                const edges = gridEdges(3, 2);
                const apart: Apart = ({ position: a }, { position: b }) => estimate(a, b).duration;
                const best = bestDivision(units, edges, 2, 0.4, apart);
                const options = { count: 2, edges, balance, travel, keepPlaces: false, stop: { iterations: 20_000 } };
                const plan = designTerritories(units, options);
                // Chords fall short of great circles by nothing that would show here, but for the milliseconds that trips are rounded to.
                expect(plan.dispersion).toBeCloseTo(best.dispersion, 1);
            }),
            { numRuns: 30, seed: 1 },
        );
    });

    it('draws the same territories by a matrix of straight distances as without', () => {
        const units = gridUnits(8, 6, (x, y) => 1 + ((x * 7 + y * 3) % 5));
        const options = { count: 5, metric: 'planar', stop: { iterations: 20_000 } } as const;
        const travel = travelMatrix(
            units.map(({ position }) => position),
            { kind: 'euclidean' },
        );
        expect(groupsOf(designTerritories(units, { ...options, travel }))).toEqual(groupsOf(designTerritories(units, options)));
    });

    it('does not reach over a river that takes an hour to cross', () => {
        const units = gridUnits(6, 4);
        const positions = units.map(({ position }) => position);
        const { size, durations } = travelMatrix(positions, { kind: 'euclidean' });
        // Between the second and the third row.
        const isOver = (entry: number): boolean => positions[Math.floor(entry / size)][1] < 2 !== positions[entry % size][1] < 2;
        const travel: TravelModel = {
            kind: 'matrix',
            size,
            durations: Array.from(durations, (duration, entry) => (isOver(entry) ? 3600 : duration)),
        };
        const options = { count: 2, metric: 'planar', edges: gridEdges(6, 4), stop: { iterations: 20_000 } } as const;
        const rowsOf = (plan: ReturnType<typeof designTerritories>): number[] =>
            groupsOf(plan).map((group) => new Set(group.map((id) => Number(id.split('-')[1]) < 2)).size);
        // Straight distances halve the wide grid across the river.
        expect(rowsOf(designTerritories(units, options))).toEqual([2, 2]);
        expect(rowsOf(designTerritories(units, { ...options, travel }))).toEqual([1, 1]);
    });

    it('takes pairs without a way, groups and pinned seeds with a matrix', () => {
        const units = gridUnits(4, 2);
        const positions = units.map(({ position }) => position);
        const { size, durations } = travelMatrix(positions, { kind: 'euclidean' });
        const travel: TravelModel = {
            kind: 'matrix',
            size,
            durations: Array.from(durations, (duration, entry) => (entry % size === 7 ? Number.POSITIVE_INFINITY : duration)),
        };
        const plan = designTerritories(units, {
            metric: 'planar',
            travel,
            keepTogether: [['0-0', '1-0']],
            seeds: [
                { id: 'west', position: [-1, 0], pinned: true },
                { id: 'east', position: [9, 1] },
            ],
            stop: { iterations: 5000 },
        });
        expect(plan.violations).toEqual([]);
        expect(plan.territories.map(({ unitIds }) => unitIds.length)).toEqual([4, 4]);
        expect(plan.territories.some(({ unitIds }) => unitIds.includes('0-0') && unitIds.includes('1-0'))).toBe(true);
        expect(Number.isFinite(plan.dispersion)).toBe(true);
    });

    it('names what is wrong with a travel model', () => {
        const units = gridUnits(3, 2);
        const matrix: TravelModel = { kind: 'matrix', size: 2, durations: [0, 1, 1, 0] };
        expect(issuesOf(units, { count: 2, travel: matrix })).toEqual([
            { code: 'matrix-size', path: ['options', 'travel', 'size'] },
        ]);
        expect(issuesOf(units, { count: 2, travel: { kind: 'euclidean' } })).toEqual([
            { code: 'contradictory-options', path: ['options', 'travel', 'kind'] },
        ]);
        expect(issuesOf(units, { count: 2, metric: 'planar', travel: { kind: 'great-circle' } })).toEqual([
            { code: 'contradictory-options', path: ['options', 'travel', 'kind'] },
        ]);
        expect(issuesOf(units, { count: 2, travel: { kind: 'great-circle', circuity: -1 } })).toEqual([
            { code: 'out-of-range', path: ['options', 'travel', 'circuity'] },
        ]);
    });
});
