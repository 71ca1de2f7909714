export { checkBeatPlan, checkVisitPlan } from './check-plan.js';
export { checkIncumbentPlan } from './incumbent.js';
export { checkPlanOptions } from './plan-beats.js';
