export { designSteps } from './design/design-territories.js';
export { checkTerritoryPlan } from './model/check-plan.js';
export { assignLeastCost } from './plan/assignment.js';
export { workSteps } from './workload/estimate-work.js';
