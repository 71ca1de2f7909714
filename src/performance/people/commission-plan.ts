import type { DateSpan } from '../figures/periods.js';

/** A rate from a threshold on. */
export interface CommissionTier {
    /** Cents, or a share of the quota, by the plan's `tiersBy`; from 0, the first tier at 0. */
    readonly from: number;
    /** Share of the amount that is paid, from 0, at most six decimals: 0.05 is 5 %. */
    readonly rate: number;
}

/** A multiple of the tiers' rates for what exceeds a share of the quota. */
export interface CommissionAccelerator {
    /** Share of the quota, from 0, at most six decimals: 1 is all of it. */
    readonly from: number;
    /** Factor, from 0 (below 1 it decelerates), at most six decimals. */
    readonly multiplier: number;
}

/** A share of a team's sales that the team divides. */
export interface TeamPool {
    readonly id: string;
    /** Ids of reps, at least one. */
    readonly members: readonly string[];
    /** Share of the members' credited sales, 0 to 1, at most six decimals. */
    readonly rate: number;
    /** Least attainment of the team (credits / quotas) for any pay, from 0, at most six decimals; default 0. */
    readonly from?: number;
    /** Default `equal`. */
    readonly divide?: 'equal' | 'by-credit';
}

/** How reps are paid for a period: plain data. */
export interface CommissionPlan {
    readonly id: string;
    /** Currency of all cents, such as `EUR`; default unknown. */
    readonly currency?: string;
    /** Fixed pay of a rep and period in cents; default 0. */
    readonly base?: number;
    /** In ascending order; default no commission. */
    readonly tiers?: readonly CommissionTier[];
    /** Whether tiers start at cents or at shares of the quota; default `amount`. */
    readonly tiersBy?: 'amount' | 'attainment';
    /** Whether a tier's rate is paid for the amount within it, or for the whole amount once it is reached; default `marginal`. */
    readonly tierMethod?: 'marginal' | 'retroactive';
    /** In ascending order; default none. */
    readonly accelerators?: readonly CommissionAccelerator[];
    /** Most commission of a rep and period in cents, pools not included; default no limit. */
    readonly cap?: number;
    /** Pay that is taken back for sales that were reversed; default none. */
    readonly clawback?: {
        /** Days after the deal within which a reversal counts, from 0. */
        readonly days: number;
        /** Share of the commission that is taken back, 0 to 1, at most six decimals; default 1. */
        readonly share?: number;
    };
    readonly pools?: readonly TeamPool[];
}

/** A rep's share of a deal. */
export interface DealSplit {
    readonly repId: string;
    /** 0 to 1, at most six decimals; those of a deal add up to 1. */
    readonly share: number;
}

/** A sale. */
export interface Deal {
    /** Unique among the deals. */
    readonly id: string;
    /** `YYYY-MM-DD`, within one of the periods. */
    readonly date: string;
    /** Cents, from 0. */
    readonly amount: number;
    readonly currency?: string;
    /** Who is credited, and for how much of it; at least one. */
    readonly splits: readonly DealSplit[];
}

/** A sale that was cancelled, returned or not paid, in full or in part. */
export interface DealReversal {
    readonly dealId: string;
    /** `YYYY-MM-DD`, on or after the deal's, within one of the periods. */
    readonly date: string;
    /** Cents, from 0; those of a deal at most its amount. */
    readonly amount: number;
}

/** A rep on a plan. */
export interface CommissionRep {
    readonly id: string;
    /** Cents in each period; needed by thresholds that are shares of the quota. Default none. */
    readonly quotas?: readonly number[];
}

/** What is paid for. */
export interface SalesResults {
    /** Without overlaps or gaps, in ascending order. */
    readonly periods: readonly DateSpan[];
    readonly reps: readonly CommissionRep[];
    readonly deals: readonly Deal[];
    /** Default none. */
    readonly reversals?: readonly DealReversal[];
}
