import { type Environment, environmentMarkdown } from '../report/environment.js';
import { formatNumber, formatPercent, formatRate, formatSeconds } from '../report/figures.js';
import { lineChart } from '../report/line-chart.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import type { Report } from '../report/report-folder.js';
import { geometricMoments, meanGapOverTime } from './gap.js';
import type { Job } from './job.js';
import type { Run } from './measure.js';
import {
    groupBy,
    type InstanceSummary,
    iterationsPerSecond,
    type SetSummary,
    summariseInstances,
    summariseSets,
} from './summary.js';

/** How the runs of a report were made. */
export interface RoutingSettings {
    /** Seconds of a run as a whole, or iterations of the search. */
    readonly stop: Exclude<Job['stop'], { solverSeconds: number }>;
    readonly seeds: number;
    readonly methods: readonly string[];
    /** Whether each run had a process of its own. */
    readonly isolated: boolean;
}

const MOMENTS = 80;
const LEAST_MOMENT = 0.001;
const LEAST_GAP = 1e-4;

const FREE_FLEET =
    '\\* below the best known value with more routes than the name of the instance states: that value keeps to the number, these runs may use any.';

/** Tables, data and charts of a number of runs. */
export function routingReport(environment: Environment, settings: RoutingSettings, runs: readonly Run[]): Report {
    const instances = summariseInstances(runs);
    const sets = summariseSets(instances);
    const faults = runs.filter(({ faults }) => faults.length > 0);
    const charts: Record<string, string> = {};
    const sections: string[] = [];
    for (const [set, summaries] of groupBy(instances, (summary) => summary.set)) {
        const chart = `gap-${set.replaceAll('/', '-')}`;
        const isKnown = runs.some((run) => run.set === set && run.bestKnown !== undefined);
        charts[chart] = gapChart(set, instances, runs, isKnown);
        sections.push(
            `## ${set}`,
            isKnown
                ? 'Gaps are to the best known values.'
                : 'No best values are known: gaps are to the best value that any of these runs found.',
            markdownTable(instanceColumns(settings, isKnown), summaries),
            ...(summaries.some(({ hasFreeFleet }) => hasFreeFleet) ? [FREE_FLEET] : []),
            `![Mean gap of each method over time](${chart}.svg)`,
        );
    }
    const markdown = [
        '# Routing',
        environmentMarkdown(environment),
        describeSettings(settings),
        markdownTable(SET_COLUMNS, sets),
        ...sections,
        ...(faults.length === 0 ? [] : ['## Faults', faults.map(describeFaults).join('\n')]),
    ].join('\n\n');
    return { markdown, data: { environment, settings, sets, instances, runs }, charts };
}

/** One run as a line of text, while others are still to come. */
export function describeRun(run: Run): string {
    const parts = [
        run.instance.padEnd(22),
        `${run.method} seed ${run.seed}:`.padEnd(26),
        formatNumber(run.value, 2).padStart(12),
        `${run.routes} routes`,
        `${run.unserved} unserved`,
        `${formatSeconds(run.seconds)} s`,
        `first ${formatSeconds(run.firstSeconds)} s`,
        `${formatRate(iterationsPerSecond(run))} it/s`,
    ];
    return [...parts, ...(run.faults.length === 0 ? [] : [describeFaults(run)])].join('  ');
}

function describeFaults({ set, instance, method, seed, faults }: Run): string {
    return `- FAULT in ${set} ${instance}, ${method}, seed ${seed}: ${faults.join('; ')}`;
}

const SET_COLUMNS: readonly Column<SetSummary>[] = [
    { title: 'set', align: 'left', cell: ({ set }) => set },
    { title: 'method', align: 'left', cell: ({ method }) => method },
    { title: 'instances', cell: ({ instances }) => String(instances) },
    { title: 'runs', cell: ({ runs }) => String(runs) },
    { title: 'faulty', cell: ({ faulty }) => String(faulty) },
    { title: 'mean gap', cell: ({ gap }) => formatPercent(gap) },
    { title: 'iterations/s', cell: ({ iterationsPerSecond }) => formatRate(iterationsPerSecond) },
    { title: 'seconds', cell: ({ seconds }) => formatSeconds(seconds) },
    { title: 'first solution, s', cell: ({ firstSeconds }) => formatSeconds(firstSeconds) },
];

function instanceColumns({ seeds }: RoutingSettings, isKnown: boolean): Column<InstanceSummary>[] {
    const best: Column<InstanceSummary> = { title: 'best', cell: (summary) => formatNumber(summary.best, 2) };
    return [
        { title: 'instance', align: 'left', cell: ({ instance }) => instance },
        { title: 'visits', cell: ({ visits }) => String(visits) },
        { title: 'method', align: 'left', cell: ({ method }) => method },
        { title: isKnown ? 'best known' : 'best seen', cell: ({ reference }) => formatNumber(reference, 2) },
        { title: seeds > 1 ? 'mean value' : 'value', cell: ({ value }) => formatNumber(value, 2) },
        ...(seeds > 1 ? [best] : []),
        { title: 'gap', cell: ({ gap, hasFreeFleet }) => `${formatPercent(gap)}${hasFreeFleet ? ' *' : ''}` },
        { title: 'routes', cell: ({ routes }) => formatNumber(routes, 1) },
        { title: 'unserved', cell: ({ unserved }) => formatNumber(unserved, 1) },
        { title: 'prize', cell: ({ prize }) => formatNumber(prize, 1) },
        { title: 'iterations/s', cell: ({ iterationsPerSecond }) => formatRate(iterationsPerSecond) },
        { title: 'seconds', cell: ({ seconds }) => formatSeconds(seconds) },
        { title: 'first solution, s', cell: ({ firstSeconds }) => formatSeconds(firstSeconds) },
    ];
}

function describeSettings({ stop, seeds, isolated }: RoutingSettings): string {
    const limit =
        'seconds' in stop
            ? `${stop.seconds} seconds a run, start of the process and reading included`
            : `${stop.iterations} iterations a run`;
    const where = isolated ? 'Each run had a process of its own.' : 'All runs shared one process.';
    return `${limit}; ${seeds === 1 ? 'seed 1' : `seeds 1 to ${seeds}`}. ${where} Every answer was recomputed by \`checkSolution\`.`;
}

function gapChart(set: string, instances: readonly InstanceSummary[], runs: readonly Run[], isKnown: boolean): string {
    const references = new Map(instances.map((summary) => [`${summary.set}\n${summary.instance}`, summary.reference]));
    const sound = runs.filter((run) => run.set === set && run.value !== undefined);
    const first = sound.reduce((least, run) => Math.min(least, run.firstSeconds ?? least), Number.POSITIVE_INFINITY);
    const begin = Number.isFinite(first) ? Math.max(LEAST_MOMENT, first) : LEAST_MOMENT;
    const end = sound.reduce((most, run) => Math.max(most, run.seconds), 2 * begin);
    const moments = geometricMoments(begin, end, MOMENTS);
    const series = [...groupBy(sound, (run) => run.method)].map(([name, group]) => {
        const traced = group.map(({ instance, trace, isScore }) => ({
            trace,
            isScore,
            reference: references.get(`${set}\n${instance}`)!,
        }));
        return { name, points: meanGapOverTime(traced, moments) };
    });
    return lineChart({
        title: `${set}: mean gap over time`,
        x: { label: 'seconds since the start of the process', scale: 'logarithmic' },
        y: {
            label: isKnown ? 'gap to the best known values' : 'gap to the best values seen',
            scale: 'logarithmic',
            floor: LEAST_GAP,
            format: (gap) => `${gap <= LEAST_GAP ? '≤ ' : ''}${Number((100 * gap).toPrecision(3))} %`,
        },
        series,
    });
}
