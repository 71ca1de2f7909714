import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Position } from '../../src/geo/index.js';
import type { Account, Rep } from '../../src/market/index.js';
import { scorecard } from '../../src/performance/index.js';
import { planBeats, sampleDriving } from '../../src/planning/index.js';
import { checkSolution, solve } from '../../src/routing/index.js';
import { type RoadGraph, type RoadTravel, readRoads } from '../../src/travel/index.js';

const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[28_800, 61_200]]]));
const TOWN: readonly [Position, Position] = [
    [8.65, 49.4],
    [8.6808, 49.4144],
];

let roads: RoadGraph;
let travel: RoadTravel;
beforeAll(async () => {
    roads = await readRoads(new Uint8Array(readFileSync(new URL('../../examples/data/roads/town.osm.pbf', import.meta.url))));
    travel = { kind: 'roads', roads };
});

const inTown = (x: number, y: number): Position => [
    TOWN[0][0] + x * (TOWN[1][0] - TOWN[0][0]),
    TOWN[0][1] + y * (TOWN[1][1] - TOWN[0][1]),
];
const accounts = (): Account[] =>
    Array.from({ length: 40 }, (_, i) => ({
        id: `a${i}`,
        position: inTown(((i * 7) % 40) / 39, ((i * 11) % 40) / 39),
        potential: 100 + i,
        callFrequency: 1 + (i % 2),
        callDuration: 2400,
    }));
const reps: Rep[] = [
    { id: 'west', home: inTown(0.1, 0.3), hours: week },
    { id: 'east', home: inTown(0.9, 0.8), hours: week },
] as Rep[];

describe('planning on roads', () => {
    it('drives as the roads do, from the plan to the scorecard', () => {
        const plan = planBeats(accounts(), reps, { start: '2027-01-04', weeks: 2, travel, stop: { iterations: 10 } });
        expect(plan.calendar.visits.length).toBeGreaterThan(20);
        const accountOf = new Map(plan.calendar.visits.map(({ id, accountId }) => [id, accountId]));
        for (const { repId, visitIds, travelDuration } of plan.calendar.days) {
            const home = reps.find(({ id }) => id === repId)?.home as Position;
            const places = [home, ...visitIds.map((id) => positionOf(accountOf.get(id))), home];
            const driven = places.slice(1).reduce((sum, to, i) => sum + roads.trip(places[i], to).duration, 0);
            expect(travelDuration).toBeCloseTo(driven, 3);
        }
        expect(scorecard(accounts(), reps, plan, { travel }).total.completion).toBeGreaterThan(0.9);
    });

    it('gives the reason for an account that no road leads to', () => {
        const island: Account = { ...accounts()[0], id: 'island', position: [8.8, 49.6], callFrequency: 4 };
        const plan = planBeats([...accounts(), island], reps, {
            start: '2027-01-04',
            weeks: 2,
            travel,
            stop: { iterations: 10 },
        });
        const reason = plan.calendar.unscheduled.find(({ accountId }) => accountId === 'island');
        expect(reason?.code).toBe('unreachable');
    });

    it('samples days on roads', () => {
        const plan = planBeats(accounts(), reps, { start: '2027-01-04', weeks: 2, travel, stop: { iterations: 10 } });
        const sampled = sampleDriving(plan.alignment, accounts(), plan.scores, {
            reps,
            travel,
            days: 3,
            stop: { iterations: 10 },
        });
        for (const { driveDurationPerCall } of sampled) expect(driveDurationPerCall).toBeGreaterThan(0);
    });

    it('solves and checks problems on roads', () => {
        fc.assert(
            fc.property(
                fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
                    minLength: 1,
                    maxLength: 7,
                }),
                (places) => {
                    const depot = { position: inTown(0.5, 0.5) };
                    const problem = {
                        travel,
                        visits: places.map(([x, y], i) => ({ id: `v${i}`, position: inTown(x, y), serviceDuration: 60 })),
                        vehicles: [
                            { id: 'a', start: depot, end: depot, maxVisits: 4 },
                            { id: 'b', start: depot },
                        ],
                    };
                    const solution = solve(problem, { stop: { iterations: 30 } });
                    expect(checkSolution(problem, solution).violations).toEqual([]);
                    const { travel: matrix } = roads.matrix([depot.position, ...problem.visits.map(({ position }) => position)]);
                    const same = solve(
                        {
                            travel: matrix,
                            visits: problem.visits.map(({ id, serviceDuration }, i) => ({
                                id,
                                serviceDuration,
                                location: i + 1,
                            })),
                            vehicles: [
                                { id: 'a', start: { location: 0 }, end: { location: 0 }, maxVisits: 4 },
                                { id: 'b', start: { location: 0 } },
                            ],
                        },
                        { stop: { iterations: 30 } },
                    );
                    expect(solution.distance).toBeCloseTo(same.distance, 6);
                },
            ),
            { numRuns: 40 },
        );
    });
});

function positionOf(accountId: string | undefined): Position {
    return accounts().find(({ id }) => id === accountId)?.position as Position;
}
