export { type AccountBook, type AccountBooks, assignBooks, type BookOptions } from './assign/assign-books.js';
export {
    assignLeads,
    type Lead,
    type LeadAssignment,
    type LeadOptions,
    type LeadReason,
    type LeadRouting,
    type LeadRule,
    type LeadTerritories,
} from './assign/assign-leads.js';
export { assignRepsToTerritories, type RepAssignmentOptions } from './assign/assign-reps.js';
export { type LayeredPlans, layerPlans, type PlanLayer, type UnitCoverage } from './assign/layer-plans.js';
export { type EventGuest, type EventOptions, type EventSite, siteEvent, type Venue } from './assign/site-event.js';
export {
    type AuditedTerritory,
    auditTerritories,
    type TerritoryAudit,
    type TerritoryAuditOptions,
} from './audit/audit-territories.js';
export { type CompareOptions, comparePlans, type PlanComparison } from './audit/compare-plans.js';
export { type Drift, type DriftedTerritory, type DriftOptions, detectDrift } from './audit/detect-drift.js';
export { type AccountException, findExceptions } from './audit/find-exceptions.js';
export { findGaps, type GapAccount, type Gaps } from './audit/gaps.js';
export { findOverlaps, type TerritoryOverlap, type TerritoryReference, type TerritoryShapesInput } from './audit/overlaps.js';
export {
    designHierarchy,
    designHierarchyAsync,
    type HierarchyLevel,
    type TerritoryHierarchy,
} from './design/design-hierarchy.js';
export type { DesignOptions, Disruption, Seed, UnitTravel } from './design/design-options.js';
export { designTerritories, designTerritoriesAsync } from './design/design-territories.js';
export type { ExplainedMove, MoveReason } from './design/explain-moves.js';
export {
    type JoiningTerritory,
    type RebalancedPlan,
    type RebalanceOptions,
    rebalanceTerritories,
    rebalanceTerritoriesAsync,
} from './design/rebalance-territories.js';
export type { DesignProgress } from './design/search/search.js';
export { type SuggestedMove, type SuggestMovesOptions, suggestMoves } from './design/suggest-moves.js';
export { suggestTerritoryCount, type TerritoryCount, type TerritoryCountOptions } from './design/suggest-territory-count.js';
export type { Barrier } from './graph/barriers.js';
export { buildContiguity, type Contiguity, type ContiguityOptions, listEdges } from './graph/contiguity.js';
export { type BorderOptions, type Borders, describeBorders, findBorders } from './graph/find-borders.js';
export { findGabrielLinks } from './graph/find-gabriel-links.js';
export type { Alignment } from './model/alignment.js';
export { type BalanceFigures, measureBalance } from './model/balance.js';
export type { BalancedMeasure, TerritoryLimit } from './model/measure.js';
export type { Territory, TerritoryBridge, TerritoryPlan, TerritoryViolation, ViolationCause } from './model/territory-plan.js';
export type { Measures, Unit } from './model/unit.js';
export { type DiffOptions, diffPlans, type PlanDiff, type UnitMove } from './plan/diff-plans.js';
export { planFromAlignment } from './plan/plan-from-alignment.js';
export { type DrawnTerritories, planFromShapes } from './plan/plan-from-shapes.js';
export { type Compactness, measureCompactness } from './shapes/measure-compactness.js';
export { type ShapeOptions, type TerritoryProperties, type TerritoryShapes, territoryShapes } from './shapes/territory-shapes.js';
export { type AggregatedUnits, aggregateToUnits } from './workload/aggregate-to-units.js';
export { estimateTourDistance } from './workload/day-estimate.js';
export { estimateWork, estimateWorkAsync, type WorkOptions, type WorkProgress } from './workload/estimate-work.js';
export { measureAlignmentIndex } from './workload/measure-alignment-index.js';
export type { WorkMatrix } from './workload/work-matrix.js';
export { accountUnits, type WorkloadOptions } from './workload/workload.js';
