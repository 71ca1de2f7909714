import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommissionPlan, compareTerritoryPay } from '../../../src/performance/index.js';
import { issuesOf } from '../issues.js';

const REPS = ['ann', 'bob', 'cy'];

describe('compareTerritoryPay', () => {
    it('tells who gains and who loses, and what holding harmless costs', () => {
        const accounts = [
            { id: 'a', sales: 100_000, before: 'ann', after: 'ann' },
            { id: 'b', sales: 60_001, before: 'ann', after: 'bob' },
            { id: 'c', sales: 10_000, before: 'bob' },
            { id: 'd', sales: 5000, after: 'cy' },
        ];
        const plan: CommissionPlan = { id: '2027', base: 1000, tiers: [{ from: 0, rate: 0.1 }] };
        const { reps, gain, lose, same, change, protection, protectionTotal } = compareTerritoryPay(accounts, plan, {
            holdHarmless: { shares: [1, 0.5, 0.25], ownRisk: 0.1, cap: 4000 },
        });
        expect(reps).toMatchObject([
            { repId: 'ann', accountsIn: 0, accountsOut: 1, payBefore: 17_000, payAfter: 11_000, outcome: 'loses' },
            { repId: 'bob', accountsIn: 1, accountsOut: 1, payBefore: 2000, payAfter: 7000, outcome: 'gains' },
            { repId: 'cy', accountsIn: 1, accountsOut: 0, payBefore: 1000, payAfter: 1500, outcome: 'gains' },
        ]);
        // 15,300 - 11,000 = 4,300: the cap, then the shares.
        expect(protection).toEqual([4000, 2150, 1075]);
        expect([gain, lose, same, change, protectionTotal]).toEqual([2, 1, 0, -500, 7225]);
    });

    it('agrees with a sheet of whole cents on 1,000 random plans', () => {
        const account = fc.record({
            sales: fc.integer({ min: 0, max: 5_000_000 }),
            before: fc.constantFrom(...REPS),
            after: fc.constantFrom(...REPS),
        });
        const rule = fc.record({
            shares: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 4 }),
            ownRisk: fc.integer({ min: 0, max: 1000 }),
            cap: fc.integer({ min: 0, max: 200_000 }),
        });
        const rates = fc.tuple(
            fc.integer({ min: 0, max: 300 }),
            fc.integer({ min: 0, max: 300 }),
            fc.integer({ min: 1, max: 8_000_000 }),
        );
        fc.assert(
            fc.property(
                fc.array(account, { minLength: 1, maxLength: 8 }),
                rule,
                rates,
                (rows, { shares, ownRisk, cap }, [low, high, from]) => {
                    const plan = {
                        id: 'p',
                        tiers: [
                            { from: 0, rate: low / 1000 },
                            { from, rate: high / 1000 },
                        ],
                    };
                    const accounts = rows.map((row, i) => ({ id: `a${i}`, ...row }));
                    const compared = compareTerritoryPay(accounts, plan, {
                        holdHarmless: { shares: shares.map((one) => one / 1000), ownRisk: ownRisk / 1000, cap },
                    });
                    const half = (numerator: bigint, divisor: bigint): bigint => (2n * numerator + divisor) / (2n * divisor);
                    const payOf = (side: 'before' | 'after', repId: string): bigint => {
                        let sales = 0n;
                        for (const row of rows) if (row[side] === repId) sales += BigInt(row.sales);
                        const within = sales < BigInt(from) ? sales : BigInt(from);
                        return half(within * BigInt(low), 1000n) + half((sales - within) * BigInt(high), 1000n);
                    };
                    const totals = shares.map(() => 0n);
                    for (const { repId, payBefore, payAfter, protection } of compared.reps) {
                        const [before, after] = [payOf('before', repId), payOf('after', repId)];
                        expect([BigInt(payBefore), BigInt(payAfter)]).toEqual([before, after]);
                        const guaranteed = before - half(before * BigInt(ownRisk), 1000n);
                        const loss = guaranteed > after ? guaranteed - after : 0n;
                        shares.forEach((share, k) => {
                            const full = half(loss * BigInt(share), 1000n);
                            const paid = full > BigInt(cap) ? BigInt(cap) : full;
                            totals[k] += paid;
                            expect(BigInt(protection[k])).toBe(paid);
                        });
                    }
                    expect(compared.protection.map(BigInt)).toEqual(totals);
                    expect(compared.gain + compared.lose + compared.same).toBe(compared.reps.length);
                },
            ),
            { numRuns: 1000 },
        );
    });

    it('changes nothing where nothing changes hands', () => {
        const accounts = REPS.map((id, i) => ({ id: `a${i}`, sales: 1000 * i, before: id, after: id }));
        const { reps, change } = compareTerritoryPay(accounts, { id: 'p', tiers: [{ from: 0, rate: 0.07 }] });
        expect(change).toBe(0);
        expect(reps.map(({ outcome, accountsIn, accountsOut }) => [outcome, accountsIn, accountsOut])).toEqual(
            REPS.map(() => ['same', 0, 0]),
        );
    });

    it('takes quotas of both sides, and names all faults at once', () => {
        const plan: CommissionPlan = { id: 'p', tiers: [{ from: 0, rate: 0.1 }], tiersBy: 'attainment' };
        const accounts = [{ id: 'a', sales: 1000, before: 'ann', after: 'bob' }];
        const quotasBefore = { ann: 500, bob: 500 };
        expect(compareTerritoryPay(accounts, plan, { quotasBefore, quotasAfter: quotasBefore }).change).toBe(0);
        expect(issuesOf(() => compareTerritoryPay(accounts, plan, { quotasBefore }))).toEqual([
            'missing-key at options.quotasAfter.ann',
            'missing-key at options.quotasAfter.bob',
        ]);
        expect(
            issuesOf(() =>
                compareTerritoryPay([...accounts, ...accounts], plan, {
                    quotasBefore: { zed: 1 },
                    holdHarmless: { shares: [0.123_456_78] },
                }),
            ),
        ).toEqual([
            'duplicate-id at accounts.1.id',
            'out-of-range at options.holdHarmless.shares.0',
            'unknown-id at options.quotasBefore.zed',
        ]);
    });
});
