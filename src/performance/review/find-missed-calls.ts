import { testSliceRatio } from '../figures/slice-ratio.js';
import { describeTest, nameOf, percent } from './describe.js';
import type { Ledger } from './ledger.js';
import { restOf } from './rest-of-team.js';
import type { ReviewPlan } from './review-data.js';
import type { Suspects } from './suspect.js';

/** Calls made / calls due of each rep; undefined if none is due. */
export function completionOf({ reps }: ReviewPlan, ledger: Ledger): (number | undefined)[] {
    return reps.map((_, r) =>
        ledger.dueRate[r] > 0 ? ledger.total(ledger.made, r) / (ledger.dueRate[r] * ledger.length) : undefined,
    );
}

/** Reps whose accounts get fewer of the due calls than those of the others. */
export function findMissedCalls(
    { reps }: ReviewPlan,
    ledger: Ledger,
    isOverworked: (rep: number) => boolean,
    { tolerance, marginPerCall }: { readonly tolerance: number; readonly marginPerCall: number },
): Suspects {
    const { weeks, weekLength } = ledger;
    const made = reps.map((_, r) => ledger.total(ledger.made, r));
    const madeByOthers = restOf(made);
    const dueOfOthers = restOf(ledger.dueRate).map((rate) => rate * ledger.length);
    const suspects = reps.flatMap((rep, r) => {
        if (!(ledger.dueRate[r] > 0) || !(dueOfOthers[r] > 0)) return [];
        // Others who make more calls than are due set no example.
        const usual = Math.min(1, madeByOthers[r] / dueOfOthers[r]);
        const parts = ledger.made.subarray(r * weeks, (r + 1) * weeks);
        const wholes = weekLength.map((days) => days * ledger.dueRate[r]);
        const test = testSliceRatio(parts, wholes, usual * (1 - tolerance), 'below');
        if (test === undefined) return [];
        const { value, pValue, cases } = test;
        const missing = (usual - value) * ledger.dueRate[r] * ledger.length;
        return [
            {
                pValue,
                matters: value < usual * (1 - tolerance),
                describe: (adjusted: number) => ({
                    kind: 'missed-calls' as const,
                    repId: rep.id,
                    worth: Math.max(0, Math.round(missing * marginPerCall)),
                    actual: value,
                    expected: usual,
                    unit: 'share' as const,
                    message: `accounts of ${nameOf(rep)} get ${percent(value)} of the due calls, those of the others ${percent(usual)}: ${Math.round(missing)} calls are missing`,
                    test: describeTest(
                        `calls by due calls against the others' less ${percent(tolerance)}, Student's t over ${cases} weeks`,
                        pValue,
                        adjusted,
                        cases,
                    ),
                    action: isOverworked(r)
                        ? {
                              kind: 'rebalance' as const,
                              call: 'rebalanceTerritories',
                              message: 'the territory is too much work for one: balance it again',
                          }
                        : {
                              kind: 'replan-days' as const,
                              call: 'planVisits',
                              message:
                                  'there are hours for more calls: plan the days again, and ask what keeps them from being made',
                          },
                }),
            },
        ];
    });
    return suspects.length > 0
        ? { kind: 'missed-calls', suspects }
        : {
              kind: 'missed-calls',
              suspects,
              note: 'missed calls are not compared: that takes four weeks, and two reps with due calls',
          };
}
