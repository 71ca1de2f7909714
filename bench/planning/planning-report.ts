import { type Environment, environmentMarkdown } from '../report/environment.js';
import { formatNumber, formatPercent, mean } from '../report/figures.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { ABSURDITIES, type AbsurdityKind } from './judge/absurdity.js';
import type { PlanFigures } from './judge/figures.js';
import type { ChangeFigures } from './judge/judge-change.js';
import type { Verdict } from './judge/judge-plan.js';

/** One plan of one market and its verdict. */
export interface PlanRow extends Verdict {
    readonly market: string;
    readonly planner: string;
    readonly seed: number;
}

/** What became of one plan after a change. */
export interface ChangeRow extends Verdict {
    readonly market: string;
    readonly kind: string;
    readonly seed: number;
    readonly change: ChangeFigures;
}

/** Plans of one planner and market that differ by their seeds. */
interface Group<Row> {
    readonly market: string;
    /** Of the planner, or the change. */
    readonly name: string;
    readonly rows: readonly Row[];
}

type PlanGroup = Group<PlanRow>;

const KINDS = Object.keys(ABSURDITIES) as AbsurdityKind[];

/** The page of the bench: means over seeds, absurdities by kind, and what every word means. */
export function planningReport(plans: readonly PlanRow[], changes: readonly ChangeRow[], environment: Environment): string {
    const groups = groupRows(plans, ({ planner }) => planner);
    const changed = groupRows(changes, ({ kind }) => kind);
    const faults = [...groups, ...changed].flatMap(({ market, name, rows }) =>
        rows.flatMap((row) => row.faults.map((fault) => `- ${market}, ${name}, seed ${row.seed}: ${fault}`)),
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
        ...(changed.length === 0 ? [] : ['## Changes', CHANGE_DEFINITIONS, markdownTable(CHANGE_COLUMNS, changed)]),
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

function groupRows<Row extends { readonly market: string }>(rows: readonly Row[], nameOf: (row: Row) => string): Group<Row>[] {
    const groups = new Map<string, Row[]>();
    for (const row of rows) {
        const key = `${row.market} ${nameOf(row)}`;
        groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return [...groups.values()].map((group) => ({ market: group[0].market, name: nameOf(group[0]), rows: group }));
}

function meanOf({ rows }: Group<Verdict>, figure: keyof PlanFigures): number {
    return mean(rows.map(({ figures }) => figures[figure]))!;
}

function apart({ rows }: PlanGroup): string {
    if (rows.length < 2) return '';
    const driving = rows.map(({ figures }) => figures.drivingHours);
    return formatPercent((Math.max(...driving) - Math.min(...driving)) / mean(driving)!);
}

function count(title: string, figure: keyof PlanFigures, decimals: number = 0): Column<Group<Verdict>> {
    return { title, cell: (group) => formatNumber(meanOf(group, figure), decimals) };
}

function share(title: string, figure: keyof PlanFigures): Column<Group<Verdict>> {
    return { title, cell: (group) => formatPercent(meanOf(group, figure)) };
}

function absurdityMean({ rows }: Group<Verdict>, kind?: AbsurdityKind): string {
    const counts = rows.map(
        ({ absurdities }) => absurdities.filter((absurdity) => kind === undefined || absurdity.kind === kind).length,
    );
    return formatNumber(mean(counts), 1);
}

function names(title: string): readonly Column<Group<Verdict>>[] {
    return [
        { title: 'market', align: 'left', cell: ({ market }) => market },
        { title, align: 'left', cell: ({ name }) => name },
    ];
}

const PLAN_COLUMNS: readonly Column<PlanGroup>[] = [
    ...names('planner'),
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
    ...names('planner'),
    ...KINDS.map((kind): Column<PlanGroup> => ({ title: kind, cell: (group) => absurdityMean(group, kind) })),
];

const CHANGE_DEFINITIONS = [
    'What `rebalanceTerritories` and a new calendar make of the plan after a change: `drift`, visits take up to 40 % more or less time, account by account;',
    '`leave`, the rep with the median number of accounts leaves; `join`, a rep joins where the one who drives most drives farthest.',
    '',
    '- `inherited`: accounts of the rep who left; `taken`: accounts that the one who joined got.',
    '- `moved`: accounts that changed hands between the others, as a share of all.',
    '- `reps`: others who gave or got an account; `far`: those of them who have none of the twelve accounts nearest to any account of the one who left or joined.',
    '- `hours off`: as above, with the plan in place and with the new one.',
].join('\n');

function changeMean(title: string, figure: keyof ChangeFigures): Column<Group<ChangeRow>> {
    return { title, cell: ({ rows }) => formatNumber(mean(rows.map(({ change }) => change[figure])), 1) };
}

function changeShare(title: string, figure: keyof ChangeFigures, isOfAll: boolean = false): Column<Group<ChangeRow>> {
    return {
        title,
        cell: ({ rows }) => formatPercent(mean(rows.map(({ change }) => change[figure] / (isOfAll ? change.accounts : 1)))),
    };
}

const CHANGE_COLUMNS: readonly Column<Group<ChangeRow>>[] = [
    ...names('change'),
    changeMean('accounts', 'accounts'),
    changeMean('inherited', 'inherited'),
    changeMean('taken', 'taken'),
    changeShare('moved', 'moved', true),
    changeMean('reps', 'touched'),
    changeMean('far', 'farTouched'),
    changeShare('hours off before', 'hoursBefore'),
    changeShare('after', 'hoursAfter'),
    share('value', 'value'),
    count('driving h', 'drivingHours'),
    { title: 'absurdities', cell: (group) => absurdityMean(group) },
    count('CPU', 'cpuSeconds', 1),
    { title: 'faults', cell: ({ rows }) => formatNumber(rows.reduce((sum, { faults }) => sum + faults.length, 0)) },
];
