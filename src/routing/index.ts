export { type CheckResult, checkSolution, type Violation } from './check.js';
export { type Evaluation, evaluate } from './evaluate.js';
export { METHODS, type MethodName } from './methods.js';
export type { Objective, Place, Problem, Shipment, TimeWindow, Vehicle, VehicleCosts, Visit, VisitGroup } from './problem.js';
export type {
    Route,
    RoutePlan,
    SearchStatistics,
    Solution,
    Stop,
    TracePoint,
    UnservedReason,
    UnservedVisit,
} from './solution.js';
export { improve, solve, solveAsync } from './solve.js';
export type { SolveOptions, SolveProgress } from './solve-options.js';
export { validateProblem } from './validate.js';
