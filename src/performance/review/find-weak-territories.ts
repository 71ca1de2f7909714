import type { AdjustedSales, Adjustment } from '../people/adjust-for-potential.js';
import { pairMentors } from '../people/pair-mentors.js';
import { describeTest, money, nameOf, percent } from './describe.js';
import type { Ledger } from './ledger.js';
import type { ReviewAction, ReviewPlan } from './review-data.js';
import type { Suspects } from './suspect.js';

const BASES: Readonly<Record<Adjustment, string>> = {
    'potential-and-workload': 'potential and workload',
    potential: 'potential',
    workload: 'workload',
};

/** Reps who sell less than the others would with the same potential and workload. */
export function findWeakTerritories(
    { reps }: ReviewPlan,
    ledger: Ledger,
    adjusted: { readonly by: Adjustment; readonly rows: readonly (AdjustedSales | undefined)[] } | undefined,
    completion: readonly (number | undefined)[],
    { tolerance, marginShare }: { readonly tolerance: number; readonly marginShare: number },
): Suspects {
    if (adjusted === undefined) {
        const note = 'sales are not adjusted for potential: that takes four reps with potential or due calls, and sales';
        return { kind: 'weak-territory', suspects: [], note };
    }
    const basis = BASES[adjusted.by];
    const suspects = reps.flatMap((rep, r) => {
        const row = adjusted.rows[r];
        if (row === undefined) return [];
        const { expected, index, low: pValue, degrees } = row;
        const sales = ledger.sales[r];
        return [
            {
                pValue,
                matters: index < 1 - tolerance,
                describe: (overall: number) => ({
                    kind: 'weak-territory' as const,
                    repId: rep.id,
                    worth: Math.round((expected - sales) * marginShare),
                    actual: sales,
                    expected: Math.round(expected),
                    unit: 'cents' as const,
                    message: `${nameOf(rep)} sells ${money(sales)}, ${percent(1 - index)} less than the ${money(expected)} that the others would with this ${basis}`,
                    test: describeTest(
                        `studentized residual of log sales by ${basis}, Student's t with ${degrees} degrees of freedom`,
                        pValue,
                        overall,
                        degrees + 1,
                    ),
                    action: adviseOn(reps, r, adjusted.rows, completion, tolerance),
                }),
            },
        ];
    });
    return { kind: 'weak-territory', suspects };
}

/** Calls first: a rep who is not there cannot sell. Else a mentor. */
function adviseOn(
    reps: ReviewPlan['reps'],
    r: number,
    rows: readonly (AdjustedSales | undefined)[],
    completion: readonly (number | undefined)[],
    tolerance: number,
): ReviewAction {
    const own = completion[r];
    if (own !== undefined && own < 1 - 2 * tolerance) {
        const message = `make the due calls first: ${percent(own)} of them were made; plan the days again`;
        return { kind: 'replan-days', call: 'planVisits', message };
    }
    const strengths = reps.flatMap(({ id, home }, i) => {
        const index = rows[i]?.index;
        return index === undefined ? [] : [{ id, strengths: { selling: index }, ...(home === undefined ? {} : { home }) }];
    });
    const [pair] = pairMentors(strengths, { learners: [reps[r].id] }).pairs;
    if (pair === undefined)
        return { kind: 'talk', message: 'talk about the accounts: the calls are made, and the sales are missing' };
    const mentor = reps.find(({ id }) => id === pair.mentorId)!;
    const message = `calls are made, sales are missing: ride along with ${nameOf(mentor)}, and look at prices and competitors`;
    return { kind: 'train', call: 'pairMentors', message, toRepId: mentor.id };
}
