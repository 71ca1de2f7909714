import type { FeatureCollection, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../../src/core/index.js';
import type { Rep } from '../../../src/market/index.js';
import { assignLeads, type Lead, type LeadOptions, type LeadRouting } from '../../../src/territory/assign/assign-leads.js';
import { barePlan } from '../bare-plan.js';

const rep = (id: string, lng: number, skills: readonly string[] = []): Rep => ({
    id,
    home: [lng, 0],
    hours: { mon: [[28_800, 61_200]] },
    skills,
});
const reps = [rep('west', 0), rep('middle', 2, ['x-ray']), rep('east', 4)];

const square = (west: number, east: number): Polygon => ({
    type: 'Polygon',
    coordinates: [
        [
            [west, -1],
            [east, -1],
            [east, 1],
            [west, 1],
            [west, -1],
        ],
    ],
});
const shapes: FeatureCollection<Polygon, { id: string; repId?: string }> = {
    type: 'FeatureCollection',
    features: [
        { type: 'Feature', geometry: square(-1, 1), properties: { id: 't1', repId: 'west' } },
        { type: 'Feature', geometry: square(1, 3), properties: { id: 't2', repId: 'middle' } },
    ],
};

const plan = barePlan([
    { id: 't1', repId: 'west', unitIds: ['u1'] },
    { id: 't2', repId: 'middle', unitIds: ['u2'], center: [2, 0] },
]);
const units = [
    { id: 'u1', position: [0, 0] as const, measures: {} },
    { id: 'u2', position: [2, 0] as const, measures: {} },
];

describe('assignLeads', () => {
    it('asks owner, shape, unit and home in this order', () => {
        const leads: Lead[] = [
            { id: 'named', position: [0, 0], owner: 'east' },
            { id: 'inside', position: [0.5, 0.5] },
            { id: 'beside', position: [3.2, 0] },
        ];
        const answers = assignLeads(leads, { plan, units, shapes }, reps);
        expect(answers.map(({ leadId, repId, rule }) => [leadId, repId, rule])).toEqual([
            ['named', 'east', 'named-owner'],
            ['inside', 'west', 'territory-shape'],
            ['beside', 'middle', 'nearest-unit'],
        ]);
        expect(answers[1].reasons).toEqual([{ rule: 'territory-shape', territoryId: 't1', repId: 'west' }]);
        expect(answers[2].reasons[0].distance).toBeCloseTo(133_434, -1);
        const [byHome] = assignLeads([leads[2]], {}, reps);
        expect([byHome.repId, byHome.rule]).toEqual(['east', 'nearest-home']);
    });

    it('passes over reps who are full, and says so', () => {
        const leads = ['a', 'b', 'c', 'd'].map((id): Lead => ({ id, position: [0.4, 0] }));
        const capacity = { west: 1, middle: 1, east: 1 };
        const answers = assignLeads(leads, { plan, units, shapes }, reps, { capacity });
        expect(answers.map((answer) => answer.repId)).toEqual(['west', 'middle', 'east', undefined]);
        expect(answers[1].reasons).toMatchObject([
            { rule: 'territory-shape', repId: 'west', refused: 'capacity-exceeded' },
            { rule: 'nearest-unit', repId: 'middle' },
        ]);
        expect(answers[3].rule).toBeUndefined();
        expect(answers[3].reasons.map(({ repId, refused }) => [repId, refused])).toEqual([
            ['west', 'capacity-exceeded'],
            ['middle', 'capacity-exceeded'],
            ['east', 'capacity-exceeded'],
        ]);
    });

    it('asks for skills, even of the named owner', () => {
        const [answer] = assignLeads([{ id: 'a', position: [0, 0], owner: 'east', skills: ['x-ray'] }], { shapes }, reps);
        expect(answer.reasons.map(({ rule, repId, refused }) => [rule, repId, refused])).toEqual([
            ['named-owner', 'east', 'skill-missing'],
            ['territory-shape', 'west', 'skill-missing'],
            ['nearest-home', 'middle', undefined],
        ]);
    });

    it('leaves a lead that is too far from everything', () => {
        const [answer] = assignLeads([{ id: 'a', position: [50, 50] }], { plan, units, shapes }, reps, { maxDistance: 100_000 });
        expect(answer).toEqual({ leadId: 'a', reasons: [] });
    });

    it('reports a territory whose rep is not among the reps', () => {
        const [answer] = assignLeads([{ id: 'a', position: [0, 0] }], { shapes }, [reps[2]]);
        expect(answer.reasons[0]).toEqual({ rule: 'territory-shape', territoryId: 't1', repId: 'west', refused: 'no-owner' });
        expect(answer.repId).toBe('east');
    });

    it('passes over an owner who has left, and says so', () => {
        const [answer] = assignLeads([{ id: 'a', position: [0, 0], owner: 'left' }], { shapes }, reps);
        expect(answer.reasons[0]).toEqual({ rule: 'named-owner', repId: 'left', refused: 'no-owner' });
        expect(answer.rule).not.toBe('named-owner');
        expect(answer.repId).toBeDefined();
    });

    it('names every fault of the input at once', () => {
        const leads = [
            { id: 'a', position: [0, 0] },
            { id: 'a', position: [0, 95] },
        ] as const;
        try {
            assignLeads(leads, {}, reps, { capacity: { stranger: 1, west: -1 } } satisfies LeadOptions);
            expect.unreachable();
        } catch (error) {
            expect((error as BeatplanError).issues.map(({ code, path }) => [code, ...path])).toEqual([
                ['duplicate-id', 'leads', 1, 'id'],
                ['swapped-coordinates', 'leads', 1, 'position'],
                ['unknown-id', 'options', 'capacity', 'stranger'],
                ['out-of-range', 'options', 'capacity', 'west'],
            ]);
        }
    });

    it('asks the reps that the routing names for a kind of leads, the one with the fewest first', () => {
        const leads: Lead[] = ['1', '2', '3', '4', '5'].map((id) => ({ id, position: [0, 0], segment: 'hospital' }));
        const routing = [{ where: { segment: 'hospital' }, repIds: ['east', 'middle'] }];
        const answers = assignLeads(leads, { shapes }, reps, { routing, capacity: { east: 1, middle: 2 } });
        expect(answers.map(({ repId, rule }) => [repId, rule])).toEqual([
            ['east', 'routing'],
            ['middle', 'routing'],
            ['middle', 'routing'],
            ['west', 'territory-shape'],
            ['west', 'territory-shape'],
        ]);
        expect(answers[2].reasons).toEqual([
            { rule: 'routing', repId: 'east', refused: 'capacity-exceeded' },
            { rule: 'routing', repId: 'middle' },
        ]);
        const [other] = assignLeads([{ id: 'x', position: [2, 0], segment: 'shop' }], { shapes }, reps, { routing });
        expect(other.rule).toBe('territory-shape');
    });

    it('assigns leads with no nearby rep by round robin, if asked to', () => {
        const leads: Lead[] = ['1', '2', '3', '4'].map((id) => ({ id, position: [90, 50] }));
        const far = { maxDistance: 1000 };
        expect(assignLeads(leads, {}, reps, far).map(({ repId }) => repId)).toEqual(leads.map(() => undefined));
        const answers = assignLeads(leads, {}, reps, { ...far, roundRobin: true, capacity: { middle: 0 } });
        expect(answers.map(({ repId, rule }) => [repId, rule])).toEqual([
            ['west', 'round-robin'],
            ['east', 'round-robin'],
            ['west', 'round-robin'],
            ['east', 'round-robin'],
        ]);
    });

    it('names faults of the routing', () => {
        const routing: LeadRouting[] = [
            { where: { potential: { min: 2, below: 1 } }, repIds: [] },
            { where: {}, repIds: ['stranger'] },
        ];
        expect(() => assignLeads([], {}, reps, { routing })).toThrow(
            expect.objectContaining({
                issues: [
                    expect.objectContaining({ code: 'out-of-range', path: ['options', 'routing', 0, 'where', 'potential'] }),
                    expect.objectContaining({ code: 'empty-input', path: ['options', 'routing', 0, 'repIds'] }),
                    expect.objectContaining({ code: 'unknown-id', path: ['options', 'routing', 1, 'repIds', 0] }),
                ],
            }),
        );
    });
});
