import type * as performance from '../../../src/performance/index.js';
import { travelCost } from '../../../src/performance/index.js';
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
    findUnprofitableAccounts: () => [accountResults(), options({})],
    measureCostToServe: () => [accountResults()],
    travelCost: () => [samplePlan(), rates(), {}],
    visitReturn: () => [accountResults()],
    scorecard: () => [sampleAccounts(), sampleReps(), samplePlan()],
};

export const REPORT_EXAMPLES: RoomExamples<typeof report> = {
    isTileTemplate: () => ['https://tile.openstreetmap.org/{z}/{x}/{y}.png'],
    renderReport: () => [sampleReport()],
};
