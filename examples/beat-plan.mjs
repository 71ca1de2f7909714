// From two tables to a calendar, in memory: who is called on when, and how good the plan is.

import { formatIssues } from 'beatplan';
import { scorecard } from 'beatplan/performance';
import { planBeatsAsync } from 'beatplan/planning';
import { accounts, reps } from './small-market.mjs';

const plan = await planBeatsAsync(accounts, reps, {
    start: '2027-01-04',
    weeks: 4,
    onProgress: ({ stage, fraction }) => process.stderr.isTTY && console.error(`${stage} ${Math.round(100 * fraction)} %`),
});
for (const { date, repId, order, accountId } of plan.calendar.visits.slice(0, 5)) console.log(date, repId, order, accountId);

const { total, balance } = scorecard(accounts, reps, plan);
console.log(
    `${total.visitsPlanned} of ${total.visitsDue} calls, ${(100 * total.windshieldShare).toFixed(0)} % of the time on the road`,
);
console.log(`work differs by at most ${(100 * balance.workload.maxDeviation).toFixed(1)} % from the mean`);

try {
    await planBeatsAsync(accounts, reps, { start: '2027-01-05', weks: 4 });
} catch (error) {
    console.log(formatIssues(error.issues));
}
