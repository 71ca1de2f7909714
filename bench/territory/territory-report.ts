import { environmentMarkdown, readEnvironment } from '../report/environment.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import type { DriftRow } from './drift.js';
import type { DivisionFigures } from './judge-division.js';

/** One design of one instance. */
export interface DesignRow extends DivisionFigures {
    readonly set: string;
    readonly instance: string;
    readonly seed: number;
    readonly tolerance: number;
    /** A published heuristic's dispersion. */
    readonly reference?: number;
    /** What no division can undercut, where that was asked for. */
    readonly bound?: number;
    /** Seconds until everything was within the tolerance; absent if it never was. */
    readonly feasibleAfter?: number;
    readonly iterations: number;
    readonly seconds: number;
    /** Most memory of the process so far. */
    readonly megabytes?: number;
}

/** All that a bench found. */
export interface TerritoryFigures {
    readonly designs: DesignRow[];
    readonly drifts: DriftRow[];
}

/** The page of a bench: tables by set, then by instance. */
export function territoryReport({ designs, drifts }: TerritoryFigures): string {
    const parts = ['# Territories', environmentMarkdown(readEnvironment())];
    if (designs.length > 0) {
        parts.push(
            '`gap` is to the published heuristic (ALNS), over feasible plans; `dispersion` is the sum of distances to the medians, of markets ' +
                'the mean in metres. No division, balanced and connected or not, lies below `the bound`. Every plan is judged from the instance alone.',
            markdownTable(
                SET_COLUMNS,
                [...new Set(designs.map(({ set }) => set))].map((set) => ({
                    set,
                    rows: designs.filter((row) => row.set === set),
                })),
            ),
            markdownTable(DESIGN_COLUMNS, designs),
        );
    }
    if (drifts.length > 0) {
        parts.push(
            '## Rebalancing',
            'The first measure of every unit drifts by up to 40 % either way; then it alone, or all three measures, are brought back within the tolerance.',
            markdownTable(
                DRIFT_SUMMARY,
                [...new Set(drifts.map(({ measures }) => measures))].map((measures) =>
                    drifts.filter((row) => row.measures === measures),
                ),
            ),
            markdownTable(DRIFT_COLUMNS, drifts),
        );
    }
    return `${parts.join('\n\n')}\n`;
}

function percent(value: number): string {
    return `${(value * 100).toFixed(2)} %`;
}

function gapOf({ dispersion, reference, feasible }: DesignRow): number | undefined {
    return feasible && reference !== undefined ? dispersion / reference - 1 : undefined;
}

interface SetRow {
    readonly set: string;
    readonly rows: readonly DesignRow[];
}

const SET_COLUMNS: readonly Column<SetRow>[] = [
    { title: 'set', align: 'left', cell: ({ set }) => set },
    { title: 'plans', cell: ({ rows }) => String(rows.length) },
    { title: 'feasible', cell: ({ rows }) => String(rows.filter((row) => row.feasible).length) },
    {
        title: 'mean gap',
        cell: ({ rows }) => {
            const gaps = rows.map(gapOf).filter((gap) => gap !== undefined);
            return gaps.length === 0 ? '' : percent(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length);
        },
    },
    { title: 'better', cell: ({ rows }) => String(rows.filter((row) => (gapOf(row) ?? 0) < -1e-6).length) },
    { title: 'worse', cell: ({ rows }) => String(rows.filter((row) => (gapOf(row) ?? 0) > 1e-6).length) },
];

const DESIGN_COLUMNS: readonly Column<DesignRow>[] = [
    { title: 'instance', align: 'left', cell: ({ instance }) => instance },
    { title: 'seed', cell: ({ seed }) => String(seed) },
    { title: 'tolerance', cell: ({ tolerance }) => percent(tolerance) },
    { title: 'dispersion', cell: ({ dispersion }) => dispersion.toFixed(2) },
    { title: 'ALNS', cell: ({ reference }) => reference?.toFixed(2) ?? '' },
    {
        title: 'gap',
        cell: (row) => {
            const gap = gapOf(row);
            return gap === undefined ? '' : percent(gap);
        },
    },
    {
        title: 'above the bound',
        cell: ({ dispersion, bound }) => (bound === undefined ? '' : percent(dispersion / bound - 1)),
    },
    { title: 'deviation', cell: ({ maxDeviation }) => percent(maxDeviation) },
    {
        title: 'verdict',
        align: 'left',
        cell: ({ complete, connected, feasible }) =>
            feasible ? 'feasible' : complete && connected ? 'out of tolerance' : 'BROKEN',
    },
    {
        title: 'feasible after',
        cell: ({ feasibleAfter }) => (feasibleAfter === undefined ? '' : `${feasibleAfter.toFixed(2)} s`),
    },
    { title: 'million tries', cell: ({ iterations }) => (iterations / 1e6).toFixed(1) },
    { title: 'seconds', cell: ({ seconds }) => seconds.toFixed(1) },
    { title: 'MB', cell: ({ megabytes }) => String(megabytes ?? '') },
];

const DRIFT_SUMMARY: readonly Column<readonly DriftRow[]>[] = [
    { title: 'measures', cell: (rows) => String(rows[0].measures) },
    { title: 'plans', cell: (rows) => String(rows.length) },
    { title: 'within the tolerance', cell: (rows) => String(rows.filter((row) => row.feasible).length) },
    { title: 'moved on average', cell: (rows) => percent(rows.reduce((sum, row) => sum + row.movedShare, 0) / rows.length) },
    { title: 'moved at most', cell: (rows) => percent(Math.max(...rows.map(({ movedShare }) => movedShare))) },
];

const DRIFT_COLUMNS: readonly Column<DriftRow>[] = [
    { title: 'instance', align: 'left', cell: ({ instance }) => instance },
    { title: 'seed', cell: ({ seed }) => String(seed) },
    { title: 'measures', cell: ({ measures }) => String(measures) },
    { title: 'deviation before', cell: ({ before }) => percent(before) },
    { title: 'after', cell: ({ after }) => percent(after) },
    { title: 'moved', cell: ({ movedShare }) => percent(movedShare) },
    { title: 'seconds', cell: ({ seconds }) => seconds.toFixed(1) },
];
