import { Command } from 'commander';
import { generateYear, type PlantedKind } from '../../examples/data/generate-year.mjs';
import { type ReviewPlan, reviewPeriod } from '../../src/performance/index.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { makeMarket } from './made-market.js';

interface BenchOptions {
    readonly years: string;
    readonly reps: string;
    readonly calls: string;
}

const START = '2027-01-04';
const PLANTS: readonly (readonly PlantedKind[])[] = [
    ['weak-territory', 'overworked-rep', 'costly-account'],
    ['missed-calls', 'excess-driving', 'falling-sales'],
];

/** Reviews generated years with and without planted faults, and one large period against the clock. */
export const bench: Command = new Command()
    .description('reviews of generated years: what is planted must be found, noise must not; and one of a million calls')
    .option('--years <number>', 'years with planted faults, and as many of noise', '200')
    .option('--reps <number>', 'reps of a generated market', '16')
    .option('--calls <number>', 'calls of the large period; 0 for none', '1000000')
    .action((options: BenchOptions) => {
        console.log(markdownTable(COLUMNS, judgeYears(Number(options.years), Number(options.reps))));
        if (Number(options.calls) > 0) console.log(`\n${timeReview(Number(options.calls))}`);
    });

interface KindRow {
    readonly kind: string;
    readonly planted: number;
    readonly found: number;
    /** Findings of the kind in years with faults of other kinds. */
    readonly others: number;
    /** Findings in years of noise. */
    readonly inNoise: number;
}

const COLUMNS: readonly Column<KindRow>[] = [
    { title: 'kind', align: 'left', cell: ({ kind }) => kind },
    { title: 'planted', cell: ({ planted }) => String(planted) },
    { title: 'found', cell: ({ planted, found }) => (planted === 0 ? '' : `${((100 * found) / planted).toFixed(1)} %`) },
    { title: 'others in these years', cell: ({ others }) => String(others) },
    { title: 'in years of noise', cell: ({ inNoise }) => String(inNoise) },
];

function judgeYears(years: number, reps: number): KindRow[] {
    const rows = new Map<string, { kind: string; planted: number; found: number; others: number; inNoise: number }>();
    const rowOf = (kind: string): NonNullable<ReturnType<typeof rows.get>> => {
        const row = rows.get(kind) ?? { kind, planted: 0, found: 0, others: 0, inNoise: 0 };
        rows.set(kind, row);
        return row;
    };
    const noisy = { kind: 'years of noise with any finding', planted: 0, found: 0, others: 0, inNoise: 0 };
    for (let seed = 1; seed <= years; seed++) {
        const market = makeMarket(reps, 55, seed);
        for (const plant of PLANTS) {
            const year = generateYear(market, { seed, start: START, plant });
            const told = new Set<string>();
            for (const { kind, repId, accountId } of reviewPeriod(market, year, year.period).findings) {
                told.add(`${kind} ${accountId ?? repId}`);
                // A rep who loses orders sells less as well: what is planted may show in several ways.
                if (year.truths.every((truth) => (truth.accountId ?? truth.repId) !== (accountId ?? repId))) rowOf(kind).others++;
            }
            for (const { kind, repId, accountId } of year.truths) {
                rowOf(kind).planted++;
                if (told.has(`${kind} ${accountId ?? repId}`)) rowOf(kind).found++;
            }
        }
        const quiet = generateYear(market, { seed: seed + 1_000_000, start: START });
        const { findings } = reviewPeriod(market, quiet, quiet.period);
        for (const { kind } of findings) rowOf(kind).inNoise++;
        if (findings.length > 0) noisy.inNoise++;
    }
    return [...rows.values(), noisy];
}

function timeReview(calls: number): string {
    const reps = Math.max(2, Math.round(calls / 500));
    const made = makeMarket(reps, 38, 1);
    const callFrequency = (1.11 * calls * 28) / 364 / made.accounts.length;
    const market: ReviewPlan = { ...made, accounts: made.accounts.map((account) => ({ ...account, callFrequency })) };
    const year = generateYear(market, { seed: 1, start: START });
    const before = process.cpuUsage().user;
    const { findings } = reviewPeriod(market, year, year.period);
    const seconds = (process.cpuUsage().user - before) / 1e6;
    const size = `${year.calls.length} calls, ${year.orders.length} orders, ${market.accounts.length} accounts, ${reps} reps`;
    return `${size}: ${seconds.toFixed(1)} CPU s, ${Math.round(process.memoryUsage().rss / 1e6)} MB, ${findings.length} findings`;
}
