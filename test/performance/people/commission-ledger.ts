import type { CommissionPlan, SalesResults } from '../../../src/performance/index.js';

/**
 * Pay by rep and period as a patient bookkeeper would find it: every cent of credit is looked at alone, in plain integers.
 * Shares nothing with the library but the types. For small amounts.
 */
export function bookkeep(plan: CommissionPlan, { periods, reps, deals, reversals = [] }: SalesResults): number[][] {
    const ppm = (share: number) => Number(share.toFixed(6).replace('.', ''));
    const halfUp = (numerator: number, denominator: number) => Math.floor((2 * numerator + denominator) / (2 * denominator));
    const inPeriod = (date: string, p: number) => date >= periods[p].start && date <= periods[p].end;

    function hamilton(amount: number, parts: readonly number[]): number[] {
        const whole = parts.reduce((a, b) => a + b, 0);
        const shares = parts.map((part) => Math.floor((amount * part) / whole));
        const fractions = parts.map((part, i) => amount * part - shares[i] * whole);
        while (shares.reduce((a, b) => a + b, 0) < amount) {
            const next = fractions.indexOf(Math.max(...fractions));
            shares[next]++;
            fractions[next] = -1;
        }
        return shares;
    }

    function commission(credit: number, quota: number): number {
        const tiers = plan.tiers ?? [];
        const startOf = (from: number) => halfUp(quota * ppm(from), 1e6);
        const reaches = tiers.map(({ from }) => (plan.tiersBy === 'attainment' ? startOf(from) : from));
        const boosts = (plan.accelerators ?? []).map(({ from, multiplier }) => ({ start: startOf(from), multiplier }));
        // Cents by range: the last threshold of any kind that each cent lies past.
        const ranges = new Map<number, { cents: number; rate: number; multiplier: number }>();
        for (let cent = 1; cent <= credit; cent++) {
            const probe = plan.tierMethod === 'retroactive' ? credit : cent - 1;
            let tier = -1;
            for (let t = 0; t < tiers.length; t++) if (probe >= reaches[t]) tier = t;
            if (tier < 0) continue;
            let multiplier = 1;
            for (const boost of boosts) if (cent > boost.start) multiplier = boost.multiplier;
            const range = Math.max(0, ...[...reaches, ...boosts.map(({ start }) => start)].filter((start) => start < cent));
            const found = ranges.get(range) ?? { cents: 0, rate: tiers[tier].rate, multiplier };
            found.cents++;
            ranges.set(range, found);
        }
        let sum = 0;
        // At most 1e3 cents * 1e6 * 1e7 in millionths: too much for a double's integers, so rates here have four decimals, multipliers two.
        for (const { cents, rate, multiplier } of ranges.values())
            sum += halfUp(cents * Math.round(rate * 1e4) * Math.round(multiplier * 100), 1e6);
        return Math.min(sum, plan.cap ?? Number.POSITIVE_INFINITY);
    }

    const credits = periods.map((_, p) =>
        reps.map(({ id }) =>
            deals
                .filter(({ date }) => inPeriod(date, p))
                .reduce((sum, deal) => {
                    const shares = hamilton(
                        deal.amount,
                        deal.splits.map(({ share }) => ppm(share)),
                    );
                    return sum + deal.splits.reduce((own, { repId }, i) => own + (repId === id ? shares[i] : 0), 0);
                }, 0),
        ),
    );
    const quota = (r: number, p: number) => reps[r].quotas?.[p] ?? 0;

    const taken = periods.map(() => reps.map(() => 0));
    if (plan.clawback !== undefined) {
        const net = credits.map((row) => [...row]);
        const rest = Object.fromEntries(deals.map(({ id, amount }) => [id, amount]));
        const queue = reversals
            .map((reversal, i) => ({ ...reversal, i }))
            .sort((a, b) => a.date.localeCompare(b.date) || a.i - b.i);
        for (const { dealId, date, amount } of queue) {
            const deal = deals.find(({ id }) => id === dealId)!;
            const of = periods.findIndex((_, p) => inPeriod(deal.date, p));
            const at = periods.findIndex((_, p) => inPeriod(date, p));
            const parts = deal.splits.map(({ share }) => ppm(share));
            const had = hamilton(rest[dealId], parts);
            rest[dealId] -= amount;
            const has = hamilton(rest[dealId], parts);
            const days = (Date.parse(date) - Date.parse(deal.date)) / 86_400_000;
            deal.splits.forEach(({ repId }, i) => {
                const r = reps.findIndex(({ id }) => id === repId);
                const paid = commission(net[of][r], quota(r, of));
                net[of][r] += has[i] - had[i];
                const less = paid - commission(net[of][r], quota(r, of));
                if (days <= plan.clawback!.days)
                    taken[at][r] += Math.sign(less) * halfUp(Math.abs(less) * ppm(plan.clawback!.share ?? 1), 1e6);
            });
        }
    }

    const debt = reps.map(() => 0);
    return periods.map((_, p) => {
        const pooled = reps.map(() => 0);
        for (const { members, rate, from = 0, divide } of plan.pools ?? []) {
            const team = members.map((member) => reps.findIndex(({ id }) => id === member));
            const sold = team.reduce((sum, r) => sum + credits[p][r], 0);
            const goal = team.reduce((sum, r) => sum + quota(r, p), 0);
            if (from > 0 && sold < halfUp(goal * ppm(from), 1e6)) continue;
            const pool = halfUp(sold * ppm(rate), 1e6);
            if (pool === 0) continue;
            const shares = hamilton(pool, divide === 'by-credit' ? team.map((r) => credits[p][r]) : team.map(() => 1));
            team.forEach((r, i) => {
                pooled[r] += shares[i];
            });
        }
        return reps.map((_, r) => {
            const variable = commission(credits[p][r], quota(r, p)) + pooled[r] - debt[r] - taken[p][r];
            debt[r] = Math.max(0, -variable);
            return (plan.base ?? 0) + Math.max(0, variable);
        });
    });
}
