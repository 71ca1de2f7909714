import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parseAccountsCsv, parseRepsCsv } from '../../src/formats/index.js';
import { scorecard } from '../../src/performance/index.js';
import { type PlanOptions, planBeats } from '../../src/planning/index.js';

interface BenchOptions {
    readonly iterations?: string;
    readonly tolerance: string;
    readonly reps: string;
}

/** Plans the example market, 2,992 accounts and 60 reps, and prints the figures of its scorecard as one line of JSON. */
export const bench: Command = new Command()
    .description('the example market from accounts and reps to every day’s route')
    .option('--iterations <number>', 'of the search for a rep’s week')
    .option('--tolerance <share>', 'of the workload balance', '0.1')
    .option('--reps <number>', 'only the first reps, who share all accounts', '60')
    .action((options: BenchOptions) => {
        const folder = 'examples/data';
        const accounts = parseAccountsCsv(readFileSync(`${folder}/accounts.csv`, 'utf8'));
        const reps = parseRepsCsv(readFileSync(`${folder}/reps.csv`, 'utf8')).slice(0, Number(options.reps));
        const config = JSON.parse(readFileSync(`${folder}/config.json`, 'utf8')) as PlanOptions;
        const before = process.cpuUsage();
        const plan = planBeats(accounts, reps, {
            ...config,
            territory: { ...config.territory, balance: [{ measure: 'workload', tolerance: Number(options.tolerance) }] },
            ...(options.iterations === undefined ? {} : { iterations: Number(options.iterations) }),
        });
        const cpuSeconds = process.cpuUsage(before).user / 1e6;
        const { total, unscheduled, maxWorkloadDeviation, splitTerritories } = scorecard(accounts, reps, plan);
        const figures = {
            accounts: accounts.length,
            reps: reps.length,
            visitsDue: total.visitsDue,
            visitsPlanned: total.visitsPlanned,
            potentialCovered: round(total.potentialCovered, 4),
            travelMinutesPerVisit: round(total.travelDuration / 60 / total.visitsPlanned, 1),
            visitsPerDay: round(total.visitsPerDay, 2),
            windshieldShare: round(total.windshieldShare, 3),
            utilization: round(total.utilization, 3),
            maxWorkloadDeviation: round(maxWorkloadDeviation, 3),
            splitTerritories,
            unscheduled,
            cpuSeconds: round(cpuSeconds, 1),
        };
        console.log(JSON.stringify(figures));
    });

function round(value: number, digits: number): number {
    return Number(value.toFixed(digits));
}
