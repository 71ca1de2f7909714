import { testSliceRatio } from '../figures/slice-ratio.js';
import { describeTest, nameOf, percent } from './describe.js';
import type { Ledger } from './ledger.js';
import { restOf } from './rest-of-team.js';
import type { ReviewPlan } from './review-data.js';
import type { Suspects } from './suspect.js';

/** Reps who drive longer for a call than their plan says, compared with the others: a plan that is too hopeful for all is no rep's fault. */
export function findExcessDriving({ reps }: ReviewPlan, ledger: Ledger, tolerance: number): Suspects {
    const { weeks } = ledger;
    const travel = reps.map((_, r) => ledger.total(ledger.travel, r));
    const planned = reps.map(({ travelPerCall = 0 }, r) => travelPerCall * ledger.total(ledger.callsBy, r));
    const isKnown = reps.map((_, r) => planned[r] > 0);
    const travelOfOthers = restOf(travel.map((seconds, r) => (isKnown[r] ? seconds : 0)));
    const plannedOfOthers = restOf(planned);
    const suspects = reps.flatMap((rep, r) => {
        const { travelPerCall = 0 } = rep;
        if (!isKnown[r] || !(plannedOfOthers[r] > 0)) return [];
        const usual = travelOfOthers[r] / plannedOfOthers[r];
        const parts = ledger.travel.subarray(r * weeks, (r + 1) * weeks);
        const wholes = ledger.callsBy.subarray(r * weeks, (r + 1) * weeks).map((calls) => calls * travelPerCall);
        const test = testSliceRatio(parts, wholes, usual * (1 + tolerance), 'above');
        if (test === undefined) return [];
        const { value, pValue, cases } = test;
        const perCall = value * travelPerCall;
        const expected = usual * travelPerCall;
        return [
            {
                pValue,
                matters: value > usual * (1 + tolerance),
                describe: (adjusted: number) => ({
                    kind: 'excess-driving' as const,
                    repId: rep.id,
                    worth: ledger.costOf((value - usual) * planned[r]),
                    actual: Math.round(perCall),
                    expected: Math.round(expected),
                    unit: 'seconds-per-call' as const,
                    message: `${nameOf(rep)} drives ${Math.round(perCall / 60)} min for a call, ${percent(value / usual - 1)} more than the ${Math.round(expected / 60)} min by the plan and the others`,
                    test: describeTest(
                        `driving by planned driving against the others' plus ${percent(tolerance)}, Student's t over ${cases} weeks`,
                        pValue,
                        adjusted,
                        cases,
                    ),
                    action: {
                        kind: 'replan-days' as const,
                        call: 'planVisits',
                        message: 'plan the days again, and compare the order of the calls with the plan',
                    },
                }),
            },
        ];
    });
    return suspects.length > 0
        ? { kind: 'excess-driving', suspects }
        : { kind: 'excess-driving', suspects, note: 'driving is not compared: that takes driving times by plan and by call' };
}
