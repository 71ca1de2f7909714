export { checkBeatPlan, checkVisitPlan } from './check-plan.js';
export { checkIncumbentPlan } from './incumbent.js';
