export type { BeatPlan } from './beat-plan.js';
export { type Absence, type Period, type WorkingDay, workingDays } from './calendar.js';
export type { DrivingOptions, DrivingProgress } from './driving-options.js';
export { countDueCalls, type DueAccount } from './due-calls.js';
export type { IncumbentCalendar, IncumbentPlan } from './incumbent.js';
export { measureWorkRatios, type WorkRatioOptions } from './measure-work-ratios.js';
export {
    type PlanCallOptions,
    type PlanControl,
    type PlanOptions,
    type PlanProgress,
    planBeats,
    planBeatsAsync,
} from './plan-beats.js';
export type { VisitOptions } from './plan-options.js';
export { type SampledDriving, sampleDriving, sampleDrivingAsync } from './sample-driving.js';
export type { TerritoryOptions } from './territory-stage.js';
export { groupUnscheduled, type UnscheduledCause } from './unscheduled-causes.js';
export { validateBeatPlan } from './validate.js';
export type { PlannedDay, PlannedVisit, UnscheduledVisit, VisitPlan, VisitProgress } from './visit-plan.js';
export {
    type Assignment,
    planVisits,
    planVisitsAsync,
    type VisitCallOptions,
    type VisitControl,
} from './visit-planner.js';
