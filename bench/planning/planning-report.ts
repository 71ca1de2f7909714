import { type Environment, environmentMarkdown } from '../report/environment.js';
import { formatNumber, formatPercent, mean } from '../report/figures.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { ABSURDITIES, type AbsurdityKind } from './judge/absurdity.js';
import type { PlanFigures } from './judge/figures.js';
import type { Verdict } from './judge/judge-plan.js';

/** One plan of one market and its verdict. */
export interface PlanRow extends Verdict {
    readonly market: string;
    readonly planner: string;
    readonly seed: number;
}

/** Plans of one planner and market that differ by their seeds. */
interface PlanGroup {
    readonly market: string;
    readonly planner: string;
    readonly rows: readonly PlanRow[];
}

const KINDS = Object.keys(ABSURDITIES) as AbsurdityKind[];

/** The page of the bench: means over seeds, absurdities by kind, and what every word means. */
export function planningReport(rows: readonly PlanRow[], environment: Environment): string {
    const groups = groupRows(rows);
    const faults = rows.flatMap((row) =>
        row.faults.map((fault) => `- ${row.market}, ${row.planner}, seed ${row.seed}: ${fault}`),
    );
    return [
        '# Whole plans',
        environmentMarkdown(environment),
        DEFINITIONS,
        '## Plans',
        markdownTable(PLAN_COLUMNS, groups),
        '## Absurdities',
        KINDS.map((kind) => `- \`${kind}\`: ${ABSURDITIES[kind]}`).join('\n'),
        markdownTable(ABSURDITY_COLUMNS, groups),
        ...(faults.length === 0 ? [] : ['## Faults', faults.slice(0, 100).join('\n')]),
    ].join('\n\n');
}

const DEFINITIONS = [
    'Means over the seeds. The judge times every day by itself, from positions, hours and the travel model, and shares no code with the library.',
    '',
    '- `value`: priorities of the planned visits / priorities of the due ones. A visit counts the priority of its account, 0 to 100.',
    '- `√ value`: the same if n visits on an account are worth its priority times √n: the first counts most.',
    '- `reachable`: `value` over the accounts that some rep can reach in a day.',
    '- `coverage`: accounts visited at least once / accounts due.',
    '- `driving`: hours and kilometres at the wheel; `min/visit` is driving per planned visit; `seeds` how far the seeds lie apart in driving, (most - least) / mean.',
    '- `spread`: mean of |interval between two visits of an account / its even interval - 1|; 0 is even.',
    "- `weekday`: share of the visits on the account's most frequent weekday, of accounts visited at least twice and at most weekly.",
    "- `hours off`: largest deviation of a rep's planned hours (from leaving home to coming back) from his fair share.",
    '- `CPU`: seconds of the planner, reading and writing left out.',
].join('\n');

function groupRows(rows: readonly PlanRow[]): PlanGroup[] {
    const groups = new Map<string, PlanRow[]>();
    for (const row of rows) {
        const key = `${row.market} ${row.planner}`;
        groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return [...groups.values()].map((group) => ({ market: group[0].market, planner: group[0].planner, rows: group }));
}

function meanOf({ rows }: PlanGroup, figure: keyof PlanFigures): number {
    return mean(rows.map(({ figures }) => figures[figure]))!;
}

function apart({ rows }: PlanGroup): string {
    if (rows.length < 2) return '';
    const driving = rows.map(({ figures }) => figures.drivingHours);
    return formatPercent((Math.max(...driving) - Math.min(...driving)) / mean(driving)!);
}

function count(title: string, figure: keyof PlanFigures, decimals: number = 0): Column<PlanGroup> {
    return { title, cell: (group) => formatNumber(meanOf(group, figure), decimals) };
}

function share(title: string, figure: keyof PlanFigures): Column<PlanGroup> {
    return { title, cell: (group) => formatPercent(meanOf(group, figure)) };
}

function absurdityMean({ rows }: PlanGroup, kind?: AbsurdityKind): string {
    const counts = rows.map(
        ({ absurdities }) => absurdities.filter((absurdity) => kind === undefined || absurdity.kind === kind).length,
    );
    return formatNumber(mean(counts), 1);
}

const NAMES: readonly Column<PlanGroup>[] = [
    { title: 'market', align: 'left', cell: ({ market }) => market },
    { title: 'planner', align: 'left', cell: ({ planner }) => planner },
];

const PLAN_COLUMNS: readonly Column<PlanGroup>[] = [
    ...NAMES,
    count('due', 'due'),
    count('visits', 'calls'),
    share('value', 'value'),
    share('√ value', 'diminishingValue'),
    share('reachable', 'reachableValue'),
    share('coverage', 'coverage'),
    count('driving h', 'drivingHours'),
    count('km', 'kilometres'),
    count('min/visit', 'drivingMinutesPerCall', 1),
    { title: 'seeds', cell: apart },
    count('spread', 'spread', 3),
    share('weekday', 'weekdayConsistency'),
    share('hours off', 'hoursDeviation'),
    { title: 'absurdities', cell: (group) => absurdityMean(group) },
    count('CPU', 'cpuSeconds', 1),
    { title: 'faults', cell: ({ rows }) => formatNumber(rows.reduce((sum, { faults }) => sum + faults.length, 0)) },
];

const ABSURDITY_COLUMNS: readonly Column<PlanGroup>[] = [
    ...NAMES,
    ...KINDS.map((kind): Column<PlanGroup> => ({ title: kind, cell: (group) => absurdityMean(group, kind) })),
];
