import { Command } from 'commander';
import { planBeats, planVisits, type SampledDriving, sampleDriving, type VisitPlan } from '../../src/planning/index.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { exampleMarket, type SalesMarket, TOWN_MARKETS, townMarket } from './markets.js';

interface BenchOptions {
    readonly data?: string;
    readonly days: string;
}

// Two periods that follow each other: an account with half a call in four weeks is due in one of them.
const STARTS = ['2027-01-04', '2027-02-01'];
// Where more of the calls found no room, a calendar tells the driving of others than were due.
const MOST_LEFT_OUT = 0.02;

/** Compares the driving of territories, by the formula and by sampled days, with planned calendars, and prints a row for each market. */
export const bench: Command = new Command()
    .description('driving by formula and by sampled days against planned calendars')
    .option('--days <number>', 'days that are drawn in each territory', '10')
    .action((options: BenchOptions) => {
        const markets = [() => exampleMarket()];
        if (options.data !== undefined) {
            for (const name of Object.keys(TOWN_MARKETS)) markets.push(() => townMarket(options.data!, name));
        }
        const rows = markets.map((market) => compare(market(), Number(options.days)));
        console.log(markdownTable(COLUMNS, rows));
    });

interface MarketRow {
    readonly name: string;
    readonly territories: number;
    readonly compared: number;
    readonly formula: Deviation;
    readonly sampled: Deviation;
    /** Mean standard error over the driving, as the sample itself estimates it. */
    readonly error: number;
    readonly planSeconds: number;
    readonly sampleSeconds: number;
}

/** Driving that was told, over the planned, less 1. */
interface Deviation {
    readonly total: number;
    /** Of single territories. */
    readonly least: number;
    readonly most: number;
}

const COLUMNS: readonly Column<MarketRow>[] = [
    { title: 'market', align: 'left', cell: ({ name }) => name },
    { title: 'territories', cell: ({ territories, compared }) => `${compared} of ${territories}` },
    { title: 'formula', cell: ({ formula }) => percent(formula.total) },
    { title: 'its territories', cell: ({ formula }) => range(formula) },
    { title: 'sampled', cell: ({ sampled }) => percent(sampled.total) },
    { title: 'its territories', cell: ({ sampled }) => range(sampled) },
    { title: 'standard error', cell: ({ error }) => `${(100 * error).toFixed(1)} %` },
    { title: 'CPU s: plan', cell: ({ planSeconds }) => planSeconds.toFixed(1) },
    { title: 'CPU s: sample', cell: ({ sampleSeconds }) => sampleSeconds.toFixed(1) },
];

function compare({ name, accounts, reps, options }: SalesMarket, days: number): MarketRow {
    const travel = options.travel && { travel: options.travel };
    const [plan, planSeconds] = timed(() => planBeats(accounts, reps, { ...options, start: STARTS[0] }));
    const { territories } = plan.alignment;
    const repOf = Object.fromEntries(territories.flatMap(({ id, unitIds }) => unitIds.map((unit) => [unit, id])));
    const next = planVisits(accounts, reps, plan.scores, repOf, { start: STARTS[1], ...travel });
    const [sampled, sampleSeconds] = timed(() => sampleDriving(plan.alignment, accounts, plan.scores, { reps, days, ...travel }));
    const rows = sampled.flatMap((driving) => {
        const planned = plannedDriving([plan.calendar, next], driving);
        return planned === undefined ? [] : [{ driving, ...planned }];
    });
    const deviation = (perCall: (driving: SampledDriving) => number): Deviation => {
        const told = rows.map(({ driving, calls }) => perCall(driving) * calls);
        const single = told.map((figure, i) => figure / rows[i].seconds - 1);
        const total = sum(told) / sum(rows.map(({ seconds }) => seconds)) - 1;
        return { total, least: Math.min(...single), most: Math.max(...single) };
    };
    return {
        name,
        territories: sampled.length,
        compared: rows.length,
        formula: deviation((driving) => driving.estimatedDriveDuration / driving.calls),
        sampled: deviation((driving) => driving.driveDurationPerCall),
        error: sum(rows.map(({ driving }) => driving.driveDurationError / driving.driveDuration)) / rows.length,
        planSeconds,
        sampleSeconds,
    };
}

function timed<Result>(call: () => Result): [result: Result, cpuSeconds: number] {
    const before = process.cpuUsage();
    const result = call();
    return [result, process.cpuUsage(before).user / 1e6];
}

/** Calls and seconds at the wheel of a territory's rep in all calendars; undefined where too many calls were left out. */
function plannedDriving(
    calendars: readonly VisitPlan[],
    { territoryId, outOfReach }: SampledDriving,
): { calls: number; seconds: number } | undefined {
    const far = new Set(outOfReach);
    const driven = calendars.flatMap(({ days }) => days.filter(({ repId }) => repId === territoryId));
    const calls = driven.reduce((sum, { visitIds }) => sum + visitIds.length, 0);
    const leftOut = calendars
        .flatMap(({ unscheduled }) => unscheduled)
        .filter(({ repId, accountId }) => repId === territoryId && !far.has(accountId));
    if (leftOut.length > MOST_LEFT_OUT * calls) return undefined;
    return { calls, seconds: driven.reduce((sum, { travelDuration }) => sum + travelDuration, 0) };
}

function percent(share: number): string {
    return `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;
}

function range({ least, most }: Deviation): string {
    return `${percent(least)} to ${percent(most)}`;
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
