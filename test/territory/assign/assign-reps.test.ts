import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../../src/core/index.js';
import type { Rep } from '../../../src/market/index.js';
import { assignRepsToTerritories, type RepAssignmentOptions } from '../../../src/territory/assign/assign-reps.js';
import type { TerritoryPlan } from '../../../src/territory/model/territory-plan.js';
import { barePlan } from '../bare-plan.js';

const planWith = (centers: Readonly<Record<string, number>>): TerritoryPlan =>
    barePlan(Object.entries(centers).map(([id, lng]) => ({ id, unitIds: [id], center: [lng, 0] })));

const rep = (id: string, lng: number, skills?: readonly string[]): Rep => ({
    id,
    home: [lng, 0],
    hours: { mon: [[28_800, 61_200]] },
    ...(skills === undefined ? {} : { skills }),
});

const repsOf = (plan: TerritoryPlan): (string | undefined)[] => plan.territories.map((territory) => territory.repId);

describe('assignRepsToTerritories', () => {
    it('minimises the sum of distances, not the nearest first', () => {
        // Nearest first would be 0.1 for r1 and 5 for r2; 1.9 and 3 is less.
        const plan = planWith({ w: 0, e: 2 });
        expect(repsOf(assignRepsToTerritories(plan, [rep('r1', 0.1), rep('r2', -3)]))).toEqual(['r2', 'r1']);
        expect(repsOf(plan)).toEqual([undefined, undefined]);
    });

    it('leaves territories over with a violation, and reps without a word', () => {
        const short = assignRepsToTerritories(planWith({ w: 0, e: 2 }), [rep('r1', 1.9)]);
        expect(repsOf(short)).toEqual([undefined, 'r1']);
        expect(short.violations).toEqual([
            { code: 'no-owner', territoryId: 'w', message: 'has no rep: there are fewer reps than territories.' },
        ]);
        const long = assignRepsToTerritories(planWith({ w: 0 }), [rep('r1', 5), rep('r2', 1), rep('r3', -4)]);
        expect(repsOf(long)).toEqual(['r2']);
        expect(long.violations).toEqual([]);
    });

    it('asks for skills and keeps fixed pairs', () => {
        const reps = [rep('r1', 0), rep('r2', 2, ['x-ray'])];
        const skilled = assignRepsToTerritories(planWith({ w: 0, e: 2 }), reps, { skills: { w: ['x-ray'] } });
        expect(repsOf(skilled)).toEqual(['r2', 'r1']);
        const none = assignRepsToTerritories(planWith({ w: 0 }), [reps[0]], { skills: { w: ['x-ray'] } });
        expect(none.violations).toMatchObject([{ code: 'no-owner', message: 'has no rep: no free rep has the skills x-ray.' }]);
        expect(repsOf(assignRepsToTerritories(planWith({ w: 0, e: 2 }), reps, { fixed: { w: 'r2' } }))).toEqual(['r2', 'r1']);
    });

    it('crosses the antimeridian the short way', () => {
        const plan = assignRepsToTerritories(planWith({ a: 179, b: 100 }), [rep('r1', -179), rep('r2', 101)]);
        expect(repsOf(plan)).toEqual(['r1', 'r2']);
    });

    it('decides again for a plan that has reps, and drops the old violations about them', () => {
        const first = assignRepsToTerritories(planWith({ w: 0, e: 2 }), [rep('r1', 0)]);
        const second = assignRepsToTerritories(first, [rep('r2', 0), rep('r3', 2)]);
        expect(repsOf(second)).toEqual(['r2', 'r3']);
        expect(second.violations).toEqual([]);
    });

    it('names ids that are not there', () => {
        const options: RepAssignmentOptions = { skills: { x: [] }, fixed: { w: 'r9', y: 'r1' } };
        try {
            assignRepsToTerritories(planWith({ w: 0 }), [rep('r1', 0)], options);
            expect.unreachable();
        } catch (error) {
            expect((error as BeatplanError).issues.map(({ code, path }) => [code, ...path])).toEqual([
                ['unknown-id', 'options', 'skills', 'x'],
                ['unknown-id', 'options', 'fixed', 'w'],
                ['unknown-id', 'options', 'fixed', 'y'],
            ]);
        }
    });
});
