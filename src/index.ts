export { type Clusters, kmeans } from './cluster/index.js';
export {
    BeatplanError,
    ERROR_CODES,
    type ErrorCode,
    formatIssues,
    groupIssues,
    type Issue,
    type IssueGroup,
    type IssuePath,
    type StopCriteria,
    type StopLimits,
} from './core/index.js';
export { parseAccountsCsv, parseRepsCsv } from './formats/index.js';
export type { Position } from './geo/index.js';
export { type Account, type AccountScore, type Rep, scoreAccounts, type Tier, type WeeklyHours } from './market/index.js';
export { type Scorecard, scorecard } from './performance/index.js';
export { type BeatPlan, planBeats, planBeatsAsync, type VisitPlan } from './planning/index.js';
export {
    checkSolution,
    type Objective,
    type Problem,
    type RoutePlan,
    type Solution,
    solve,
    solveAsync,
    type Vehicle,
    type Visit,
} from './routing/index.js';
export { PointIndex } from './spatial/index.js';
export { designTerritories, type TerritoryPlan, type Unit } from './territory/index.js';
export type { TravelModel } from './travel/index.js';
