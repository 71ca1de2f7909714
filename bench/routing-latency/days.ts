import { gapOf } from '../../src/cli/statistics/gap.js';
import { checkSolution, solve } from '../../src/routing/index.js';
import { bestDay } from '../../test/routing/oracle/best-day.js';
import { formatPercent, formatSeconds, mean, quantile } from '../report/figures.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { type DayOptions, dayProblem } from '../routing/generators/day.js';

/** One day, solved with the default budget. */
export interface SolvedDay {
    readonly cost: DayOptions['cost'];
    readonly seed: number;
    readonly seconds: number;
    readonly value: number;
    readonly optimum: number;
    readonly gap: number;
}

/** Solves random days and compares them with their proven optima. */
export function measureDays(cost: DayOptions['cost'], stops: number, count: number): SolvedDay[] {
    return Array.from({ length: count }, (_, i) => {
        const seed = i + 1;
        const problem = dayProblem({ stops, cost, seed });
        const startedAt = performance.now();
        const solution = solve(problem);
        const seconds = (performance.now() - startedAt) / 1000;
        const check = checkSolution(problem, solution);
        const optimum = bestDay(problem)?.cost;
        if (!check.feasible || optimum === undefined || check.cost < optimum - 1e-6) {
            throw new Error(
                `day ${seed} (${cost}): ${check.cost} with ${check.violations.length} violations, optimum ${optimum}`,
            );
        }
        return { cost, seed, seconds, value: check.cost, optimum, gap: gapOf(check.cost, optimum, false) ?? 0 };
    });
}

interface DaySummary {
    readonly cost: string;
    readonly days: readonly SolvedDay[];
}

const OPTIMAL = 1e-9;
const gapsOf = ({ days }: DaySummary): number[] => days.map((day) => day.gap);
const secondsOf = ({ days }: DaySummary): number[] => days.map((day) => day.seconds);

const COLUMNS: readonly Column<DaySummary>[] = [
    { title: 'cost', align: 'left', cell: ({ cost }) => cost },
    { title: 'days', cell: ({ days }) => String(days.length) },
    { title: 'median, s', cell: (summary) => formatSeconds(quantile(secondsOf(summary), 0.5)) },
    { title: 'worst, s', cell: (summary) => formatSeconds(Math.max(...secondsOf(summary))) },
    { title: 'optimal', cell: (summary) => formatPercent(mean(gapsOf(summary).map((gap) => (gap <= OPTIMAL ? 1 : 0)))) },
    { title: 'mean gap', cell: (summary) => formatPercent(mean(gapsOf(summary))) },
    { title: 'worst gap', cell: (summary) => formatPercent(Math.max(...gapsOf(summary))) },
];

/** The section of a report. */
export function daysMarkdown(days: readonly SolvedDay[], stops: number): string {
    const kinds = [...new Set(days.map((day) => day.cost))];
    return [
        '## A day with appointments',
        `${stops} stops, seven in ten with a window of one, two or four hours; the default budget. All in one process: the worst is mostly the first. Optima are proven by dynamic programming.`,
        markdownTable(
            COLUMNS,
            kinds.map((cost) => ({ cost, days: days.filter((day) => day.cost === cost) })),
        ),
    ].join('\n\n');
}
