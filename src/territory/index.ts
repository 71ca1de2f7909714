export { type AggregatedUnits, aggregateToUnits } from './aggregate-to-units.js';
export type { Alignment } from './alignment.js';
export { type AccountBook, type AccountBooks, assignBooks, type BookOptions } from './assign-books.js';
export {
    assignLeads,
    type Lead,
    type LeadAssignment,
    type LeadOptions,
    type LeadReason,
    type LeadRouting,
    type LeadRule,
    type LeadTerritories,
} from './assign-leads.js';
export { assignRepsToTerritories, type RepAssignmentOptions } from './assign-reps.js';
export {
    type AuditedTerritory,
    auditTerritories,
    type TerritoryAudit,
    type TerritoryAuditOptions,
} from './audit-territories.js';
export { type BalanceFigures, measureBalance } from './balance.js';
export type { Barrier } from './barriers.js';
export { checkTerritoryPlan } from './check-plan.js';
export { type CompareOptions, comparePlans, type PlanComparison } from './compare-plans.js';
export { buildContiguity, type Contiguity, type ContiguityOptions, listEdges } from './contiguity.js';
export { estimateTourDistance } from './day-estimate.js';
export type { SearchProgress } from './design/search.js';
export { designHierarchy, designHierarchyAsync, type HierarchyLevel, type TerritoryHierarchy } from './design-hierarchy.js';
export type { DesignOptions, Disruption, Seed } from './design-options.js';
export { designTerritories, designTerritoriesAsync } from './design-territories.js';
export { type Drift, type DriftedTerritory, type DriftOptions, detectDrift } from './detect-drift.js';
export {
    type DiffOptions,
    diffPlans,
    type PlanDiff,
    type UnitMove,
} from './diff-plans.js';
export { estimateWork, type WorkOptions } from './estimate-work.js';
export type { ExplainedMove, MoveReason } from './explain-moves.js';
export { type BorderOptions, type Borders, describeBorders, findBorders } from './find-borders.js';
export { type AccountException, findExceptions } from './find-exceptions.js';
export { findGabrielLinks } from './find-gabriel-links.js';
export { findGaps, type GapAccount, type Gaps } from './gaps.js';
export { type LayeredPlans, layerPlans, type PlanLayer, type UnitCoverage } from './layer-plans.js';
export type { BalancedMeasure, TerritoryLimit } from './measure.js';
export { measureAlignmentIndex } from './measure-alignment-index.js';
export { type Compactness, measureCompactness } from './measure-compactness.js';
export { findOverlaps, type TerritoryOverlap, type TerritoryReference, type TerritoryShapesInput } from './overlaps.js';
export { planFromAlignment } from './plan-from-alignment.js';
export { type DrawnTerritories, planFromShapes } from './plan-from-shapes.js';
export {
    type JoiningTerritory,
    type RebalancedPlan,
    type RebalanceOptions,
    rebalanceTerritories,
    rebalanceTerritoriesAsync,
} from './rebalance-territories.js';
export { type EventGuest, type EventOptions, type EventSite, siteEvent, type Venue } from './site-event.js';
export { type SuggestedMove, type SuggestMovesOptions, suggestMoves } from './suggest-moves.js';
export { suggestTerritoryCount, type TerritoryCount, type TerritoryCountOptions } from './suggest-territory-count.js';
export type { Territory, TerritoryBridge, TerritoryPlan, TerritoryViolation, ViolationCause } from './territory-plan.js';
export { type ShapeOptions, type TerritoryProperties, territoryShapes } from './territory-shapes.js';
export type { Measures, Unit } from './unit.js';
export type { WorkMatrix } from './work-matrix.js';
export { accountUnits, type WorkloadOptions } from './workload.js';
