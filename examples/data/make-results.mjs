// Makes a year of calls and orders for a plan, with faults planted that `beatplan review` finds.
//
//     npx beatplan plan --accounts examples/data/accounts.csv --reps examples/data/reps.csv --config examples/data/config.json --out out/plan
//     node examples/data/make-results.mjs out/plan/plan.json out/results
//     npx beatplan review --plan out/plan --calls out/results/calls.csv --orders out/results/orders.csv --out out/review
//
// What is planted is printed. The same plan gives the same year.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { generateYear } from './generate-year.mjs';

const [planFile, folder] = process.argv.slice(2);
if (folder === undefined) {
    process.stderr.write('Name the plan.json of a plan, and a folder for calls.csv and orders.csv.\n');
    process.exit(2);
}
const plan = JSON.parse(readFileSync(planFile, 'utf8'));
const plant =
    plan.reps.length > 2 ? ['weak-territory', 'overworked-rep', 'costly-account'] : ['overworked-rep', 'costly-account'];
const { calls, orders, truths } = generateYear(plan, { seed: 2027, start: '2027-01-04', plant });

mkdirSync(folder, { recursive: true });
write('calls.csv', [
    ['account_id', 'rep_id', 'date', 'minutes', 'travel_minutes'],
    ...calls.map(({ accountId, repId, date, duration, travelDuration }) => [
        accountId,
        repId,
        date,
        Math.round(duration / 60),
        Math.round(travelDuration / 60),
    ]),
]);
write('orders.csv', [
    ['account_id', 'date', 'amount', 'currency'],
    ...orders.map(({ accountId, date, amount }) => [accountId, date, (amount / 100).toFixed(2), 'USD']),
]);
for (const { kind, repId, accountId } of truths) process.stdout.write(`planted: ${kind} ${accountId ?? repId}\n`);

function write(name, rows) {
    writeFileSync(join(folder, name), `${Papa.unparse(rows, { newline: '\n' })}\n`);
    process.stdout.write(`${name}: ${rows.length - 1} rows\n`);
}
