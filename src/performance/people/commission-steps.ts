import { millionths, multiplyCents } from '../figures/exact-share.js';
import type { CommissionPlan } from './commission-plan.js';

/** What happens to a rep's pay: one line of a statement. */
export interface CommissionStep {
    readonly kind: 'base' | 'tier' | 'cap' | 'pool' | 'clawback' | 'carried-in' | 'carried-out';
    /** Cents that this step adds, negative for what it takes. */
    readonly amount: number;
    /** What the step was computed from, in words and figures. */
    readonly reason: string;
}

/**
 * Lists the steps from a rep's credit in a period to the commission: one for each range between thresholds, then the cap.
 *
 * @param credit - cents, from 0
 * @param quota - cents; undefined if no threshold needs one
 */
export function commissionSteps(plan: CommissionPlan, credit: number, quota: number | undefined): CommissionStep[] {
    const { tiers = [], tiersBy = 'amount', tierMethod = 'marginal', accelerators = [], cap } = plan;
    const atQuota = (share: number): number => multiplyCents(quota ?? 0, millionths(share));
    const tierStarts = tiers.map(({ from }) => (tiersBy === 'amount' ? from : atQuota(from)));
    const boosts = accelerators.map(({ from }) => atQuota(from));
    const starts = [...new Set([0, ...tierStarts, ...boosts])].filter((start) => start < credit).sort((a, b) => a - b);
    const steps: CommissionStep[] = [];
    starts.forEach((start, i) => {
        const end = Math.min(credit, starts[i + 1] ?? credit);
        // A credit of exactly the threshold has reached the tier, but no cent of it lies within.
        const tier = tiers[lastBelow(tierStarts, tierMethod === 'marginal' ? end : credit + 1)];
        const multiplier = accelerators[lastBelow(boosts, end)]?.multiplier ?? 1;
        if (tier === undefined) return;
        const amount = multiplyCents(end - start, millionths(tier.rate), millionths(multiplier));
        const factor = multiplier === 1 ? '' : ` x ${multiplier}`;
        steps.push({ kind: 'tier', amount, reason: `${end - start} (${start} to ${end}) x ${tier.rate}${factor}` });
    });
    const commission = sumSteps(steps);
    if (cap !== undefined && commission > cap)
        steps.push({ kind: 'cap', amount: cap - commission, reason: `${commission} is capped at ${cap}` });
    return steps;
}

/** Cents that the steps add up to. */
export function sumSteps(steps: readonly CommissionStep[]): number {
    return steps.reduce((sum, { amount }) => sum + amount, 0);
}

function lastBelow(starts: readonly number[], amount: number): number {
    let last = -1;
    while (last + 1 < starts.length && starts[last + 1] < amount) last++;
    return last;
}
