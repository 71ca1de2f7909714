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
    /** Share of the due calls that are planned, 0 to 1; 1 if none is due. */
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

/** What a manager would ask about in a plan. */
export type FindingKind =
    /** An account whose owner cannot visit it within a day, and another rep could. */
    | 'owner-out-of-reach'
    /** An account an hour closer to another rep who has no more planned hours for his share. */
    | 'closer-rep'
    /** A day of five hours and more at the wheel for one or two visits that reps who live an hour nearer have room for. */
    | 'far-trip'
    /** A day with one visit and more driving than selling, which fits another day. */
    | 'lone-visit'
    /** A day whose visits all fit other days of the rep, for a quarter of an hour less at the wheel. */
    | 'dissolvable-day';

/** One thing that could be better in a plan, and how. */
export interface PlanFinding {
    readonly kind: FindingKind;
    readonly repId: string;
    /** `YYYY-MM-DD`, for findings about a day. */
    readonly date?: string;
    readonly accountIds: readonly string[];
    readonly message: string;
    /** What would mend it, by itself. */
    readonly fix: string;
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
    /** Largest |planned hours / share - 1| over reps: what calendars say, where the workload is an estimate. */
    readonly maxHoursDeviation: number;
    /** What could be better, and how: by kind, then by account, rep and date. */
    readonly findings: readonly PlanFinding[];
    /** Territories that fall apart into several parts. */
    readonly splitTerritories: number;
}
