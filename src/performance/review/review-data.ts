import type { Position } from '../../geo/index.js';
import type { Tier } from '../../market/index.js';
import type { BalanceFigures } from '../../territory/index.js';
import type { AdherenceFigures, DatedVisit } from '../actuals/measure-adherence.js';
import type { IntervalFigures } from '../actuals/measure-intervals.js';
import type { TierReach } from '../actuals/measure-reach.js';
import type { DateSpan } from '../figures/periods.js';
import type { Ratio, RatioReading } from '../figures/ratio.js';

/** An account as a review sees it. */
export interface ReviewAccount {
    /** Unique among the accounts. */
    readonly id: string;
    readonly name?: string;
    /** Who works it; absent if no rep does. */
    readonly repId?: string;
    readonly position?: Position;
    readonly tier?: Tier;
    /** What it could buy in a year, any unit, from 0; default 0. */
    readonly potential?: number;
    /** Calls due in four weeks, from 0; default 0. */
    readonly callFrequency?: number;
    /** Seconds on site for a call that has no duration of its own; default 1800. */
    readonly callDuration?: number;
    /** Share of its sales that is left after the cost of the goods, 0 to 1, at most six decimals; default that of the options. */
    readonly margin?: number;
}

/** A rep as a review sees it. */
export interface ReviewRep {
    /** Unique among the reps. */
    readonly id: string;
    readonly name?: string;
    readonly teamId?: string;
    readonly home?: Position;
    /** Share of a full workload, more than 0; default 1. */
    readonly share?: number;
    /** Working seconds a week; default unknown. */
    readonly weeklyHours?: number;
    /** Seconds at the wheel for a call by the plan; for calls that have none of their own. Default unknown. */
    readonly travelPerCall?: number;
}

/** What was planned: plain data, as `planForReview` makes it of a beat plan and `beatplan plan` writes it to `plan.json`. */
export interface ReviewPlan {
    readonly accounts: readonly ReviewAccount[];
    readonly reps: readonly ReviewRep[];
    /** Calls planned, within `planned`; default none: calls are held against frequencies only. */
    readonly visits?: readonly DatedVisit[];
    /** Days that `visits` cover; default from the first to the last of them. */
    readonly planned?: DateSpan;
}

/** A call that was made. */
export interface ReviewCall extends DatedVisit {
    /** Seconds on site, from 0. */
    readonly duration?: number;
    /** Seconds at the wheel to get there, from 0. */
    readonly travelDuration?: number;
}

/** An order that came in. */
export interface ReviewOrder {
    readonly accountId: string;
    /** `YYYY-MM-DD`. */
    readonly date: string;
    /** Cents, from 0; less what was returned. */
    readonly amount: number;
    /** Who is credited; default who works the account. */
    readonly repId?: string;
    readonly currency?: string;
}

/** What was done and sold. Days outside of the period are not counted; check-ins of `matchCheckIns` are calls. */
export interface PeriodResults {
    readonly calls: readonly ReviewCall[];
    readonly orders: readonly ReviewOrder[];
    /** Cents that reps are to sell in the period; default none. */
    readonly quotas?: readonly { readonly repId: string; readonly amount: number }[];
}

/** Options of {@link reviewPeriod}. */
export interface ReviewOptions {
    /** Share of sales that is left after the cost of the goods, 0 to 1, at most six decimals; default 0.3. */
    readonly margin?: number;
    /** Cents that an hour of a rep costs, driving included, from 0; default 5000. */
    readonly costPerHour?: number;
    /** Share of false findings that is accepted, 0 to 0.5 exclusive; default 0.05. */
    readonly level?: number;
    /** Difference that matters, as a share, 0 to 1; smaller ones are no findings however certain they are. Default 0.1. */
    readonly tolerance?: number;
    /** Last day with complete results, for run rate and forecast; default the period's last. */
    readonly asOf?: string;
    /** An earlier period that the orders hold as well, for who improved most; default none. */
    readonly previous?: DateSpan;
}

/** What a review looks for. */
export const REVIEW_FINDING_KINDS = [
    'weak-territory',
    'overworked-rep',
    'missed-calls',
    'excess-driving',
    'falling-sales',
    'costly-account',
] as const;

/** What a finding is about. */
export type ReviewFindingKind =
    /** A rep sells less than the others would with the same potential and workload. */
    | 'weak-territory'
    /** A rep works longer than the others for the same share. */
    | 'overworked-rep'
    /** A rep makes fewer of the due calls than the others. */
    | 'missed-calls'
    /** A rep drives longer for a call than the plan says, compared with the others. */
    | 'excess-driving'
    /** A rep's part of the team's sales falls through the period. */
    | 'falling-sales'
    /** An account costs more than it brings. */
    | 'costly-account';

/** Why a finding is not chance. */
export interface FindingTest {
    /** In words: what is compared with what. */
    readonly name: string;
    /** Chance of a difference as large if there is no real one. */
    readonly pValue: number;
    /** The same, adjusted for everything that was looked at (Benjamini and Hochberg): at most the level of the review. */
    readonly adjusted: number;
    /** Cases: reps, weeks, months or orders. */
    readonly cases: number;
    /** `small-sample` for fewer than 30 cases: the test allows for it, and a second look is due. */
    readonly reading: RatioReading;
}

/** What to do. */
export interface ReviewAction {
    readonly kind: 'rebalance' | 'change-frequency' | 'phone' | 'hand-over' | 'develop' | 'train' | 'replan-days' | 'talk';
    /** The function of the library that does it; absent for talks. */
    readonly call?: string;
    /** In words, with ids. */
    readonly message: string;
    /** Accounts that change hands or frequency. */
    readonly accountIds?: readonly string[];
    /** Who takes accounts over, or trains. */
    readonly toRepId?: string;
    /** New calls in four weeks. */
    readonly callFrequency?: number;
}

/** One thing to act on. */
export interface ReviewFinding {
    readonly kind: ReviewFindingKind;
    readonly repId?: string;
    readonly accountId?: string;
    /** Estimated cents of margin and cost in the period, from 0: what is lost to it. */
    readonly worth: number;
    readonly actual: number;
    readonly expected: number;
    /** What `actual` and `expected` are in. */
    readonly unit: 'cents' | 'seconds-per-week' | 'share' | 'seconds-per-call' | 'cents-per-month';
    readonly message: string;
    readonly test: FindingTest;
    readonly action: ReviewAction;
}

/** A rep's row of a review, or the team's. */
export interface ReviewFigures {
    readonly accounts: number;
    readonly potential: number;
    /** Cents. */
    readonly sales: number;
    readonly orders: number;
    /** Calls made, and due by frequencies. */
    readonly calls: number;
    readonly callsDue: number;
    /** Calls / due calls. */
    readonly completion: Ratio;
    /** Seconds on site and at the wheel. */
    readonly serviceDuration: number;
    readonly travelDuration: number;
    /** At the wheel / both. */
    readonly windshieldShare: Ratio;
    /** Hours / working hours; absent if those are unknown. */
    readonly utilization?: Ratio;
    /** Cents: time at the cost of an hour, gross margin, and the difference. */
    readonly cost: number;
    readonly margin: number;
    readonly contribution: number;
    readonly intervals: IntervalFigures;
    /** Against the calendar, for the days that it covers; absent without. */
    readonly adherence?: AdherenceFigures;
    /** Cents by slice, as `slices`. */
    readonly salesBySlice: readonly number[];
    readonly callsBySlice: readonly number[];
}

/** How a rep stands to the quota. */
export interface ReviewAttainment {
    readonly quota: number;
    readonly attainment: Ratio;
    /** Cents that the period ends at, at the run rate, and its 80 % interval; null if it cannot be told. */
    readonly forecast: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** Cents a day. */
    readonly runRate: Ratio;
    readonly chance: number | null;
}

/** A rep's row. */
export interface ReviewedRep extends ReviewFigures {
    readonly repId: string;
    readonly name: string;
    readonly teamId?: string;
    /** Cents that the others would sell with this potential and workload; absent for teams of fewer than four. */
    readonly expectedSales?: number;
    /** Sales / expected sales. */
    readonly salesIndex?: number;
    readonly quota?: ReviewAttainment;
}

/** An account that costs more than it brings, whether that is certain or not. */
export interface ReviewedAccount {
    readonly accountId: string;
    readonly name: string;
    readonly repId?: string;
    readonly sales: number;
    readonly orders: number;
    readonly calls: number;
    /** Cents. */
    readonly cost: number;
    readonly contribution: number;
}

/** Numbers of reps that stand out, for praise. */
export interface ReviewPraise {
    readonly kind: 'best' | 'most-improved' | 'best-team';
    readonly repId?: string;
    readonly teamId?: string;
    readonly message: string;
    /** Whether it is more than chance at the level of the review. */
    readonly isCertain: boolean;
}

/** What {@link reviewPeriod} returns. */
export interface PeriodReview {
    readonly period: DateSpan;
    readonly currency?: string;
    /** First days of the slices that rows have figures of: months of a year, shorter in shorter periods. */
    readonly slices: readonly string[];
    readonly team: ReviewFigures;
    /** In the order of the plan. */
    readonly reps: readonly ReviewedRep[];
    /** Accounts, calls and potential by tier, A first. */
    readonly tiers: readonly TierReach[];
    /** The most worth first. */
    readonly findings: readonly ReviewFinding[];
    readonly praise: readonly ReviewPraise[];
    /** How evenly things are spread over reps, by their shares; absent for what is unknown. */
    readonly fairness: {
        readonly hours: BalanceFigures;
        readonly calls: BalanceFigures;
        readonly potential?: BalanceFigures;
        readonly sales: BalanceFigures;
    };
    /** What the plan asks of each rep against the share: due calls and their hours, and those too far out. */
    readonly drift: readonly {
        readonly repId: string;
        /** Workload due / fair share. */
        readonly workloadIndex: number;
        readonly isOutOfTolerance: boolean;
    }[];
    /** Accounts with a contribution below 0, the most costly first, at most 100. */
    readonly costlyAccounts: readonly ReviewedAccount[];
    /** How many things were looked at, by kind; 0 if a kind could not be tested. */
    readonly tested: Readonly<Record<ReviewFindingKind, number>>;
    /** What could not be told and why, what was assumed, and what was left out. */
    readonly notes: readonly string[];
}
