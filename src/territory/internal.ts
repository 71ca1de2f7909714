export { designSteps } from './design/design-territories.js';
export { linkSteps, planePoints } from './graph/contiguity.js';
export { checkTerritoryPlan } from './model/check-plan.js';
export { assignLeastCost } from './plan/assignment.js';
export { workSteps } from './workload/estimate-work.js';
export { unitSteps } from './workload/workload.js';
