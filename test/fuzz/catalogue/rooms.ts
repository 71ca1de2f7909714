import type * as performance from '../../../src/performance/index.js';
import { reviewPeriod, travelCost } from '../../../src/performance/index.js';
import type * as report from '../../../src/report/index.js';
import { options, type RoomExamples } from './examples.js';
import { sampleAccounts, samplePlan, sampleReport, sampleReps } from './sample-plan.js';

const commissionPlan = () => ({
    id: '2027',
    tiers: [
        { from: 0, rate: 0.05 },
        { from: 100_000, rate: 0.08 },
    ],
});
const salesResults = () => ({
    periods: [{ start: '2027-01-01', end: '2027-01-31' }],
    reps: [{ id: 'ann' }],
    deals: [{ id: 'd', date: '2027-01-15', amount: 150_000, splits: [{ repId: 'ann', share: 1 }] }],
});

const rates = () => ({ perKm: 30, perHour: 4000, perNight: 12_000 });
const accountResults = () => [{ accountId: 'a', sales: 40_000, margin: 0.25, calls: 4, callCost: 20_000 }];

const calledAccounts = () => [{ id: 'a', repId: 'r1', tier: 'A' as const, potential: 10, callFrequency: 4 }];
const madeCalls = () => [{ accountId: 'a', repId: 'r1', date: '2027-01-05' }];

export const PERFORMANCE_EXAMPLES: RoomExamples<typeof performance> = {
    allocateQuota: () => [
        100_000,
        [
            { id: 'north', potential: 600, history: 50, floor: 10 },
            { id: 'south', potential: 400, history: 50, cap: 90_000 },
        ],
        { potential: 0.5, history: 0.5 },
    ],
    reconcileQuota: () => [
        [{ territoryId: 'north', amount: 600 }],
        [{ territoryId: 'north', amount: 400 }],
        options({ tolerance: 0.1, bottomUpWeight: 0.5 }),
    ],
    checkGoal: () => [
        { metric: 'orders', target: 40, start: '2027-01-04', end: '2027-01-31' },
        [{ start: '2026-01-05', end: '2026-02-01', value: 30 }],
        options({ potential: 1000 }),
    ],
    activityPlan: () => [
        { revenue: 1_000_000, start: '2027-01-04', end: '2027-01-31' },
        { dealValue: 100_000, closeRate: 0.5, proposalRate: 0.5, meetingRate: 0.25 },
        options({ reps: [], ramp: [] }),
    ],
    computeCommissions: () => [commissionPlan(), salesResults()],
    simulateCommissions: () => [[commissionPlan()], salesResults()],
    breakEvenVolume: () => [{ costPerCall: 20_000, callsToClose: 5, salesCostShare: 0.1 }],
    compareTravelCosts: () => [travelCost(samplePlan(), rates()), travelCost(samplePlan(), rates())],
    forecastPeriod: () => [
        { start: '2027-01-04', end: '2027-01-11' },
        ['04', '05', '06', '07'].map((day, i) => ({ date: `2027-01-${day}`, amount: 10 + i })),
        '2027-01-07',
        options({ target: 100, level: 0.9 }),
    ],
    matchCheckIns: () => [
        [
            {
                repId: 'ann',
                times: [0, 300, 600],
                positions: [
                    [11.5, 48.1],
                    [11.5, 48.1],
                    [11.5, 48.1],
                ],
            },
        ],
        sampleAccounts(),
        options({ radius: 150, minDwell: 240, mergeGap: 300, clockOffsets: { ann: 5 }, utcOffset: 3600 }),
    ],
    measureAdherence: () => [
        [
            { accountId: 'a', repId: 'ann', date: '2027-01-04' },
            { accountId: 'b', repId: 'ann', date: '2027-01-04' },
        ],
        [{ accountId: 'a', repId: 'ann', date: '2027-01-05' }],
        options({ moveDays: 2, asOf: '2027-01-31' }),
    ],
    measureFunnel: () => [
        [
            { stage: 'calls', count: 200 },
            { stage: 'meetings', count: 50 },
        ],
    ],
    findUnprofitableAccounts: () => [accountResults(), options({})],
    measureCostToServe: () => [accountResults()],
    travelCost: () => [samplePlan(), rates(), {}],
    visitReturn: () => [accountResults()],
    compareTeamSizes: () => [
        sampleAccounts(),
        sampleReps(),
        options({ planning: { start: '2027-01-04', stop: { iterations: 1 } }, valuePerVisit: 20_000, costPerRep: 1000 }),
    ],
    compareTeamSizesAsync: () => [
        sampleAccounts(),
        sampleReps(),
        options({ planning: { start: '2027-01-04', stop: { iterations: 1 } } }),
    ],
    compareTerritoryPay: () => [
        [{ id: 'a', sales: 100_000, before: 'ann', after: 'bob' }],
        { id: '2027', tiers: [{ from: 0, rate: 0.1 }] },
        options({ holdHarmless: { shares: [1, 0.5], ownRisk: 0.1 } }),
    ],
    sizeSalesForce: () => [
        {
            method: 'workload',
            segments: [{ id: 'A', accounts: 100, callFrequency: 4, callDuration: 3600 }],
            hoursPerWeek: 40,
        },
    ],
    profileTerritories: () => [
        [{ id: 'a', territoryId: 'north', traits: { segment: 'grocery', products: ['milk'] } }],
        options({ level: 0.1 }),
    ],
    detectClockDrift: () => [
        [{ repId: 'r1', accountId: 'a', start: 3600, end: 5400 }],
        [{ repId: 'r1', accountId: 'a', time: 600 }],
        options({ minPairs: 3 }),
    ],
    measureAttainment: () => [
        { start: '2027-01-04', end: '2027-01-11' },
        [{ repId: 'r1', target: 100 }],
        [{ repId: 'r1', date: '2027-01-04', amount: 10 }],
        '2027-01-07',
        options({ level: 0.9 }),
    ],
    measureIntervals: () => [
        calledAccounts(),
        madeCalls(),
        { start: '2027-01-04', end: '2027-01-31' },
        options({ tolerance: 0.2 }),
    ],
    measureReach: () => [calledAccounts(), madeCalls(), { start: '2027-01-04', end: '2027-01-31' }],
    measureWindshield: () => [[{ repId: 'r1', duration: 1800, travelDuration: 600 }]],
    pairMentors: () => [
        [
            { id: 'ann', strengths: { closing: 0.4 }, home: [11, 48] },
            { id: 'bob', strengths: { closing: 0.2 } },
        ],
        options({ learners: ['bob'], weights: { closing: 2 } }),
    ],
    recognizeReps: () => [[{ repId: 'r1', sales: 10, potential: 100, salesBefore: 8 }], options({ level: 0.1 })],
    planForReview: () => [sampleAccounts(), sampleReps(), samplePlan()],
    reviewPeriod: () => [
        { accounts: [{ id: 'a', repId: 'r1', potential: 10, callFrequency: 4 }], reps: [{ id: 'r1' }] },
        {
            calls: [{ accountId: 'a', repId: 'r1', date: '2027-01-05', duration: 1800 }],
            orders: [{ accountId: 'a', date: '2027-01-05', amount: 1000 }],
        },
        { start: '2027-01-04', end: '2027-01-31' },
        options({ margin: 0.25, tolerance: 0.2 }),
    ],
    scorecard: () => [sampleAccounts(), sampleReps(), samplePlan()],
};

export const REPORT_EXAMPLES: RoomExamples<typeof report> = {
    isTileTemplate: () => ['https://tile.openstreetmap.org/{z}/{x}/{y}.png'],
    renderReport: () => [sampleReport()],
    renderReview: () => [
        reviewPeriod(
            { accounts: [{ id: 'a', repId: 'r1' }], reps: [{ id: 'r1' }] },
            { calls: [], orders: [] },
            { start: '2027-01-04', end: '2027-01-31' },
        ),
        options({ title: 'Review' }),
    ],
};
