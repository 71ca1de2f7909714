import { IssueCollector } from '../../../src/core/index.js';
import type * as performance from '../../../src/performance/index.js';
import type * as report from '../../../src/report/index.js';
import type { RoomExamples } from './examples.js';
import { sampleAccounts, samplePlan, sampleReport, sampleReps } from './sample-plan.js';

export const PERFORMANCE_EXAMPLES: RoomExamples<typeof performance> = {
    checkScorecard: () => [sampleReport().scorecard, new IssueCollector(), ['scorecard']],
    scorecard: () => [sampleAccounts(), sampleReps(), samplePlan()],
};

export const REPORT_EXAMPLES: RoomExamples<typeof report> = { renderReport: () => [sampleReport()] };
