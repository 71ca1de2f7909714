export { checkBeatPlan, checkVisitPlan } from './check-plan.js';
