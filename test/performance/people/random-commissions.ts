import { expect } from 'vitest';
import { Random } from '../../../src/core/index.js';
import { type CommissionPlan, computeCommissions, type SalesResults } from '../../../src/performance/index.js';
import { bookkeep } from './commission-ledger.js';

const quarters = [
    { start: '2027-01-01', end: '2027-03-31' },
    { start: '2027-04-01', end: '2027-06-30' },
    { start: '2027-07-01', end: '2027-09-30' },
];

const whole = (repId: string) => [{ repId, share: 1 }];

/** Holds random plans to the bookkeeper's pay; returns in how many statements pay was taken back, and owed. */
export function compareWithBookkeeper(seed: number, count: number): { clawed: number; owing: number } {
    const random = new Random(seed);
    const pick = <T>(...items: readonly T[]): T => items[random.integer(items.length)];
    const decimal = (bound: number, digits: number) => random.integer(bound * 10 ** digits + 1) / 10 ** digits;
    const dateIn = (p: number) =>
        `2027-${String(3 * p + 1 + random.integer(3)).padStart(2, '0')}-${String(1 + random.integer(28)).padStart(2, '0')}`;
    const ascending = (count: number, step: () => number) => {
        let sum = 0;
        return Array.from({ length: count }, () => {
            sum = Math.round((sum + step()) * 1e6) / 1e6;
            return sum;
        });
    };
    let clawed = 0;
    let owing = 0;
    for (let i = 0; i < count; i++) {
        const tiersBy = pick('amount', 'attainment') as 'amount' | 'attainment';
        const step = tiersBy === 'amount' ? () => 1 + random.integer(150) : () => 0.05 + decimal(1, 3);
        const plan: CommissionPlan = {
            id: 'p',
            ...(pick(true, false) ? { base: random.integer(100) } : {}),
            tiers: [0, ...ascending(random.integer(3), step)].map((from) => ({ from, rate: decimal(1, 4) })),
            tiersBy,
            tierMethod: pick('marginal', 'retroactive') as 'marginal' | 'retroactive',
            accelerators: ascending(random.integer(3), () => 0.05 + decimal(1, 3)).map((from) => ({
                from,
                multiplier: decimal(3, 2),
            })),
            ...(pick(true, false) ? { cap: random.integer(120) } : {}),
            ...(pick(true, false) ? { clawback: { days: pick(30, 90, 300), share: pick(1, decimal(1, 6)) } } : {}),
            pools: pick(
                [],
                [
                    {
                        id: 'x',
                        members: pick(['a', 'b'], ['c', 'a', 'b']),
                        rate: decimal(1, 6),
                        from: pick(0, decimal(2, 2)),
                        divide: pick('equal', 'by-credit') as 'equal' | 'by-credit',
                    },
                ],
            ),
        };
        const deals = Array.from({ length: random.integer(7) }, (_, d) => {
            const first = random.integer(1_000_001) / 1e6;
            const second = Math.round((1 - first) * 1e6) / 1e6;
            const splits =
                first > 0 && second > 0
                    ? [
                          { repId: pick('a', 'b'), share: first },
                          { repId: 'c', share: second },
                      ]
                    : whole('b');
            return { id: `d${d}`, date: dateIn(random.integer(3)), amount: random.integer(200), splits };
        });
        const reversals = deals
            .filter(({ date, amount }) => date < '2027-07' && amount > 1 && pick(true, false))
            .flatMap(({ id: dealId, amount, date }) => {
                const half = amount >> 1;
                const late = { dealId, date: dateIn(2), amount: random.integer(half + 1) };
                return pick([late], [late, { dealId, date, amount: random.integer(half + 1) }]);
            });
        const sales: SalesResults = {
            periods: quarters,
            reps: ['a', 'b', 'c'].map((id) => ({ id, quotas: quarters.map(() => 1 + random.integer(250)) })),
            deals,
            reversals,
        };
        const computed = computeCommissions(plan, sales);
        const ledger = bookkeep(plan, sales);
        expect(computed.statements.map(({ paid }) => paid)).toEqual(ledger.flat());
        for (const { steps, paid, credits, credit, owed } of computed.statements) {
            expect(steps.reduce((sum, { amount }) => sum + amount, 0)).toBe(paid);
            expect(credits.reduce((sum, own) => sum + own.credit, 0)).toBe(credit);
            if (steps.some(({ kind, amount }) => kind === 'clawback' && amount < 0)) clawed++;
            if (owed > 0) owing++;
        }
        expect(computed.statements.reduce((sum, { credit }) => sum + credit, 0)).toBe(computed.sales);
    }
    return { clawed, owing };
}
