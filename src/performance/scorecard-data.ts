/** How evenly a measure is spread over territories, each held against its target, or the mean where it has none. */
export interface Balance {
    readonly mean: number;
    /** Largest |value / target - 1|. */
    readonly maxDeviation: number;
    /** Standard deviation / mean of the values over their targets. */
    readonly coefficientOfVariation: number;
    /** 0 (all equal) to 1 (one has everything). */
    readonly gini: number;
}

/** Figures of any set of calls and days. */
export interface Activity {
    readonly accounts: number;
    /** Absent if no account of the market has a potential. */
    readonly potential?: number;
    /** Seconds of work due in four weeks: calls and estimated travel. */
    readonly workload: number;
    readonly visitsDue: number;
    readonly visitsPlanned: number;
    /** Share of the due calls that are planned, 0 to 1; 1 where none is due. */
    readonly completion: number;
    /** Share of the accounts with due calls that get at least one, 0 to 1. */
    readonly coverage: number;
    /** Share of the potential (weighted by due calls) that the planned calls reach, 0 to 1; absent if no due call has any. */
    readonly potentialCovered?: number;
    readonly daysWorked: number;
    readonly visitsPerDay: number;
    readonly distance: number;
    readonly travelDuration: number;
    readonly serviceDuration: number;
    readonly waitingDuration: number;
    /** Travel / (travel + service + waiting): windshield time, 0 to 1. */
    readonly windshieldShare: number;
    /** Time on routes / working hours of the period, 0 to 1. */
    readonly utilization: number;
}

/** One territory's row. */
export interface TerritoryScore extends Activity {
    readonly territoryId: string;
    readonly repId?: string;
    readonly repName?: string;
    /** Workload against what the territory should have by its target or its rep's share: 1,000 is on target. */
    readonly workloadIndex: number;
    /** Potential likewise; absent if no account of the market has any. */
    readonly potentialIndex?: number;
    /** Connected parts; 1 is contiguous. */
    readonly parts: number;
}

/** The figures that a plan is judged by. */
export interface Scorecard {
    readonly start: string;
    readonly weeks: number;
    readonly reps: number;
    readonly total: Activity;
    /** `potential` is absent if no account has any. */
    readonly balance: { readonly workload: Balance; readonly potential?: Balance };
    /** In the order of the plan's territories. */
    readonly territories: readonly TerritoryScore[];
    /** Calls that are due but not planned, by code. */
    readonly unscheduled: Readonly<Record<string, number>>;
    /** Largest |workload / target - 1| over territories. */
    readonly maxWorkloadDeviation: number;
    /** Territories that fall apart into several parts. */
    readonly splitTerritories: number;
}
