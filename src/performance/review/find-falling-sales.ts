import { tailOf } from '../figures/slice-ratio.js';
import { describeTest, money, nameOf, percent } from './describe.js';
import type { Ledger } from './ledger.js';
import type { ReviewPlan } from './review-data.js';
import type { Suspects } from './suspect.js';

const FEWEST_SLICES = 6;

/** Reps whose sales fall through the period, compared with those of the others: a market that falls for all is no finding. */
export function findFallingSales(
    { reps }: ReviewPlan,
    ledger: Ledger,
    { tolerance, marginShare }: { readonly tolerance: number; readonly marginShare: number },
): Suspects {
    const { slices, salesBySlice } = ledger;
    const team = new Float64Array(slices);
    for (let r = 0; r < reps.length; r++) for (let s = 0; s < slices; s++) team[s] += salesBySlice[r * slices + s];
    const note = 'trends are not compared: that takes six weeks with sales of two reps';
    if (slices < FEWEST_SLICES) return { kind: 'falling-sales', suspects: [], note };
    const suspects = reps.flatMap((rep, r) => {
        const own = salesBySlice.subarray(r * slices, (r + 1) * slices);
        const rest = team.map((sum, s) => sum - own[s]);
        if (rest.some((sum) => !(sum > 0)) || !(own[0] > 0 || ledger.sales[r] > 0)) return [];
        const shares = own.map((sales, s) => sales / rest[s]);
        const { slope, level, error } = trendOf(shares);
        const degrees = slices - 2;
        // A fall by the tolerance from the first slice to the last does not matter.
        const allowed = (tolerance * level) / (slices - 1);
        const statistic = error > 1e-12 * level ? (slope + allowed) / error : slope < -allowed ? -Infinity : 0;
        const pValue = tailOf(-statistic, degrees);
        const middle = (slices - 1) / 2;
        const first = level - slope * middle;
        const last = level + slope * middle;
        let lost = 0;
        for (let s = 0; s < slices; s++) lost += -slope * s * rest[s];
        return [
            {
                pValue,
                matters: last < first * (1 - tolerance) && slope < -allowed,
                describe: (adjusted: number) => ({
                    kind: 'falling-sales' as const,
                    repId: rep.id,
                    worth: Math.max(0, Math.round(lost * marginShare)),
                    actual: Math.max(0, Math.round(last * rest[slices - 1])),
                    expected: Math.round(first * rest[slices - 1]),
                    unit: 'cents-per-month' as const,
                    message: `sales of ${nameOf(rep)} fall: ${percent(1 - Math.max(0, last) / first)} less than at the start, compared with the others (${money(lost)} over the period)`,
                    test: describeTest(
                        `slope of the share of the others' sales over ${slices} slices, Student's t with ${degrees} degrees of freedom`,
                        pValue,
                        adjusted,
                        slices,
                    ),
                    action: callsFell(ledger, r)
                        ? {
                              kind: 'change-frequency' as const,
                              call: 'planVisits',
                              message: 'the calls fall as well: plan the frequencies that were promised again',
                          }
                        : {
                              kind: 'talk' as const,
                              message: 'the calls are made: ask which accounts left, and for whom',
                          },
                }),
            },
        ];
    });
    return suspects.length > 0 ? { kind: 'falling-sales', suspects } : { kind: 'falling-sales', suspects, note };
}

function trendOf(values: Float64Array): { readonly slope: number; readonly level: number; readonly error: number } {
    const count = values.length;
    const middle = (count - 1) / 2;
    const level = values.reduce((sum, value) => sum + value, 0) / count;
    let products = 0;
    let squares = 0;
    values.forEach((value, i) => {
        products += (i - middle) * (value - level);
        squares += (i - middle) ** 2;
    });
    const slope = products / squares;
    let rest = 0;
    values.forEach((value, i) => {
        rest += (value - level - slope * (i - middle)) ** 2;
    });
    return { slope, level, error: Math.sqrt(rest / (count - 2) / squares) };
}

/** Whether the second half of the period had a tenth fewer calls than the first. */
function callsFell({ slices, callsBySlice }: Ledger, rep: number): boolean {
    const half = Math.floor(slices / 2);
    const calls = callsBySlice.subarray(rep * slices, (rep + 1) * slices);
    const before = calls.subarray(0, half).reduce((sum, one) => sum + one, 0);
    const after = calls.subarray(slices - half).reduce((sum, one) => sum + one, 0);
    return after < 0.9 * before;
}
