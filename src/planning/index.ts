export type { BeatPlan } from './beat-plan.js';
export { type Absence, type Period, type WorkingDay, workingDays } from './calendar.js';
export { countDueCalls, type DueAccount } from './due-calls.js';
export { type PlanControl, type PlanOptions, type PlanProgress, planBeats, planBeatsAsync } from './plan-beats.js';
export type { VisitOptions } from './plan-options.js';
export type { TerritoryOptions } from './territory-stage.js';
export type { PlannedDay, PlannedVisit, UnscheduledVisit, VisitPlan } from './visit-plan.js';
export { type Assignment, planVisits } from './visit-planner.js';
