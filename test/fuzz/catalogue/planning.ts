import type * as planning from '../../../src/planning/index.js';
import type { PlanOptions, VisitOptions } from '../../../src/planning/index.js';
import { options, type RoomExamples } from './examples.js';
import { sampleAccounts, samplePlan, sampleReps, sampleScores } from './sample-plan.js';

const visiting = (): VisitOptions => ({
    start: '2026-01-05',
    weeks: 2,
    travel: { kind: 'great-circle' },
    holidays: ['2026-01-06'],
    absences: [{ repId: 'r2', dates: ['2026-01-07'] }],
    dueAfter: 0.5,
    costs: { fixed: 0, perHour: 20, perKm: 0.3 },
    stop: { iterations: 20 },
    seed: 1,
});
const planningOptions = (): PlanOptions =>
    options({
        ...visiting(),
        scoring: { factors: { potential: 1 } },
        territory: { balance: [{ measure: 'workload' }], contiguity: 'graph', near: 'home', stop: { iterations: 20 } },
    });

export const PLANNING_EXAMPLES: RoomExamples<typeof planning> = {
    validateBeatPlan: () => [samplePlan()],
    workingDays: () => [
        sampleReps()[0],
        { start: '2026-01-05', weeks: 2, holidays: ['2026-01-06'], absences: [{ repId: 'r1', dates: ['2026-01-12'] }] },
    ],
    groupUnscheduled: () => [samplePlan().calendar],
    countDueCalls: () => [[{ id: 'a1', position: [11.5, 48.1], callFrequency: 2 }], [11.4, 48], '2026-01-05', 4],
    planBeats: () => [sampleAccounts(), sampleReps(), planningOptions()],
    planBeatsAsync: () => [sampleAccounts(), sampleReps(), planningOptions()],
    sampleDriving: () => [
        samplePlan().alignment,
        sampleAccounts(),
        sampleScores(),
        options({ reps: sampleReps(), shiftDuration: 28_800, days: 2, stop: { iterations: 20 }, seed: 1, unitOf: {} }),
    ],
    sampleDrivingAsync: () => [
        samplePlan().alignment,
        sampleAccounts(),
        sampleScores(),
        options({ reps: sampleReps(), shiftDuration: 28_800, days: 2, stop: { iterations: 20 }, seed: 1, unitOf: {} }),
    ],
    measureWorkRatios: () => [
        samplePlan(),
        sampleAccounts(),
        sampleReps(),
        options({ travel: { kind: 'great-circle' as const } }),
    ],
    planVisits: () => [sampleAccounts(), sampleReps(), sampleScores(), { a1: 'r1', a2: 'r1', a5: 'r2' }, options(visiting())],
    planVisitsAsync: () => [
        sampleAccounts(),
        sampleReps(),
        sampleScores(),
        { a1: 'r1', a2: 'r1', a5: 'r2' },
        options(visiting()),
    ],
};
