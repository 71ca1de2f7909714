export type { CalledAccount, MadeCall } from './actuals/called-accounts.js';
export {
    type ClockDriftOptions,
    type ClockEvent,
    type ClockedStay,
    type ClockReading,
    type ClockStatus,
    detectClockDrift,
} from './actuals/detect-clock-drift.js';
export { type DayResult, type ForecastOptions, forecastPeriod, type PeriodForecast } from './actuals/forecast-period.js';
export {
    type CheckIn,
    type CheckInOptions,
    type CheckIns,
    matchCheckIns,
    type PositionTrack,
} from './actuals/match-check-ins.js';
export {
    type Adherence,
    type AdherenceFigures,
    type AdherenceOptions,
    type DatedVisit,
    measureAdherence,
    type VisitOutcome,
} from './actuals/measure-adherence.js';
export {
    type Attainment,
    measureAttainment,
    type RepAttainment,
    type RepDayResult,
    type RepTarget,
} from './actuals/measure-attainment.js';
export { type FunnelStage, type FunnelStep, measureFunnel } from './actuals/measure-funnel.js';
export {
    type AccountIntervals,
    type IntervalAdherence,
    type IntervalFigures,
    type IntervalOptions,
    measureIntervals,
} from './actuals/measure-intervals.js';
export { measureReach, type Reach, type ReachFigures, type TierReach } from './actuals/measure-reach.js';
export { measureWindshield, type TimedCall, type Windshield, type WindshieldFigures } from './actuals/measure-windshield.js';
export {
    type ProfiledAccount,
    type ProfileOptions,
    profileTerritories,
    type TerritoryProfile,
    type TraitShare,
} from './actuals/profile-territories.js';
export {
    compareTeamSizes,
    compareTeamSizesAsync,
    type TeamSize,
    type TeamSizeComparison,
    type TeamSizeOptions,
} from './compare-team-sizes.js';
export type { DateSpan } from './figures/periods.js';
export type { Proportion, Ratio, RatioReading } from './figures/ratio.js';
export type { ActivityGoal, ActivityOptions, ActivityRates, ActivityRep, ConversionRate } from './goals/activity-input.js';
export {
    type ActivityCounts,
    type ActivityPlan,
    type ActivityWeek,
    activityPlan,
    type RepActivity,
} from './goals/activity-plan.js';
export {
    allocateQuota,
    QUOTA_FACTORS,
    type Quota,
    type QuotaAllocation,
    type QuotaFactor,
    type QuotaTerritory,
    type QuotaWeights,
} from './goals/allocate-quota.js';
export {
    checkGoal,
    type Goal,
    type GoalCheck,
    type GoalCriterion,
    type GoalOptions,
    type GoalVerdict,
    type PeriodResult,
} from './goals/check-goal.js';
export type { PastResults } from './goals/past-results.js';
export {
    type ReconciledQuota,
    type ReconciledTerritory,
    type ReconcileOptions,
    type ReconcileStatus,
    reconcileQuota,
    type TerritoryAmount,
} from './goals/reconcile-quota.js';
export {
    type BreakdownSizing,
    type IncrementalSizing,
    type SalesAtSize,
    type SalesForceSize,
    type SegmentWork,
    type SizeStep,
    type SizingInput,
    sizeSalesForce,
    type WorkloadSizing,
    type WorkSegment,
} from './goals/size-sales-force.js';
export type { AccountResult } from './money/account-result.js';
export { type BreakEvenInput, breakEvenVolume } from './money/break-even-volume.js';
export { compareTravelCosts, type TravelComparison, type TravelSaving } from './money/compare-travel-costs.js';
export { type CostToServe, measureCostToServe, type ServedAccount } from './money/cost-to-serve.js';
export {
    type CallCost,
    type GroupCost,
    type TravelCost,
    type TravelCosts,
    type TravelExtras,
    type TravelRates,
    travelCost,
} from './money/travel-cost.js';
export {
    type AccountAction,
    findUnprofitableAccounts,
    type UnprofitableAccount,
    type UnprofitableOptions,
} from './money/unprofitable-accounts.js';
export { type AccountReturn, visitReturn } from './money/visit-return.js';
export type {
    CommissionAccelerator,
    CommissionPlan,
    CommissionRep,
    CommissionTier,
    Deal,
    DealReversal,
    DealSplit,
    SalesResults,
    TeamPool,
} from './people/commission-plan.js';
export type { CommissionStep } from './people/commission-steps.js';
export {
    type AlignedAccount,
    compareTerritoryPay,
    type HoldHarmless,
    type TerritoryPay,
    type TerritoryPayComparison,
    type TerritoryPayOptions,
} from './people/compare-territory-pay.js';
export { type CommissionStatement, type Commissions, computeCommissions, type DealCredit } from './people/compute-commissions.js';
export { type MentorOptions, type MentorPair, type MentorPairs, pairMentors, type RepStrengths } from './people/pair-mentors.js';
export {
    type RankedRep,
    type RankedTeam,
    type Recognition,
    type RecognitionOptions,
    type RepResult,
    recognizeReps,
} from './people/recognize-reps.js';
export { type SimulatedPlan, type SimulatedRep, simulateCommissions } from './people/simulate-commissions.js';
export { planForReview } from './review/plan-for-review.js';
export type {
    FindingTest,
    PeriodResults,
    PeriodReview,
    ReviewAccount,
    ReviewAction,
    ReviewAttainment,
    ReviewCall,
    ReviewedAccount,
    ReviewedRep,
    ReviewFigures,
    ReviewFinding,
    ReviewFindingKind,
    ReviewOptions,
    ReviewOrder,
    ReviewPlan,
    ReviewPraise,
    ReviewRep,
} from './review/review-data.js';
export { REVIEW_FINDING_KINDS } from './review/review-data.js';
export { reviewPeriod } from './review/review-period.js';
export { type ScorecardOptions, scorecard } from './scorecard.js';
export type {
    Activity,
    Balance,
    FindingKind,
    PlanFinding,
    Scorecard,
    TerritoryScore,
} from './scorecard-data.js';
