import type * as market from '../../../src/market/index.js';
import { options, type RoomExamples } from './examples.js';
import { sampleAccounts, sampleReps } from './sample-plan.js';
import { places } from './shapes.js';

const scoring = (): market.ScoreOptions => ({
    factors: { potential: 0.7, size: { field: 'size', weight: 0.3, scale: 'rank', prefer: 'high' } },
    tiers: { share: 'value', cuts: [0.7, 0.9], by: 'score' },
    frequencies: { A: 4, B: 2, C: 1 },
    durations: { A: 3600, B: 1800, C: 1200 },
    priorities: { A: 90, B: 50, C: 20 },
});

export const MARKET_EXAMPLES: RoomExamples<typeof market> = {
    validateAccounts: () => [sampleAccounts()],
    validateReps: () => [sampleReps()],
    meetsConditions: () => [sampleAccounts()[0], { segment: ['retail'], potential: { min: 100, below: 1000 } }],
    auditAccounts: () => [sampleAccounts(), options({ nearby: 100 })],
    addDays: () => ['2026-01-05', 3],
    daysBetween: () => ['2026-01-05', '2026-02-05'],
    isDate: () => ['2026-01-05'],
    mondayOf: () => ['2026-01-07'],
    weekdayOf: () => ['2026-01-07'],
    matchOwners: () => [sampleAccounts(), sampleReps()],
    estimatePotential: () => [sampleAccounts(), options({ percentile: 0.8, size: 'size', fewest: 2 })],
    findHotAccounts: () => [sampleAccounts(), options({ by: 'potential', radius: 10_000 })],
    dayWindows: () => [{ mon: [[3600, 7200]] }, 'mon'],
    openDuration: () => [
        [
            [3600, 7200],
            [8000, 9000],
        ],
    ],
    measureCompetition: () => [places(), [{ position: [1, 1], strength: 0.8 }], options({ halving: 20_000 })],
    measureWhitespace: () => [sampleAccounts(), options({ potentials: { a1: 900 }, owners: { a1: 'r1' }, worked: 0.5 })],
    scoreAccounts: () => [sampleAccounts(), options(scoring())],
    segmentAccounts: () => [
        sampleAccounts(),
        [{ segment: 'big', where: { potential: { min: 500 } } }],
        options({ otherwise: 'small' }),
    ],
    tierAccounts: () => [[5, 3, 1, 8], options({ share: 'value' as const, cuts: [0.5, 0.8] })],
};
