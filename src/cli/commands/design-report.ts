import type { PlanDiff, TerritoryPlan } from '../../territory/index.js';
import type { MarketFile } from '../files/market-file.js';
import { type CommandResult, EXIT } from '../terminal/cli-io.js';
import { counted, textTable } from '../terminal/text-table.js';
import { type ExplainedMove, moveLines } from './moves.js';

/** A plan, and what it changes where it replaces another. */
export type FinishedPlan = TerritoryPlan & { readonly changes?: PlanDiff };

const MOST_SHOWN = 10;

/** What `beatplan design` and `beatplan rebalance` say of the plan that they wrote. */
export function designReport(
    command: string,
    file: string,
    out: string,
    plan: FinishedPlan,
    { units, kind }: MarketFile,
    moves: readonly ExplainedMove[],
    notes: readonly string[],
    cancelled: boolean,
): CommandResult {
    const { territories, violations, dispersion, maxDeviation, statistics, changes } = plan;
    const measures = Object.keys(territories[0].targets);
    // Workloads of accounts are seconds, which are hard to read.
    const isHours = (name: string): boolean => kind === 'accounts' && name === 'workload';
    const titles = measures.flatMap((name) => [isHours(name) ? 'workload, h' : name, 'off']);
    const columns = measures.map((name) =>
        showAmounts(territories.map(({ measures: sums }) => sums[name] / (isHours(name) ? 3600 : 1))),
    );
    const isSplit = territories.some(({ parts }) => parts > 1);
    const rows = territories.map(({ id, unitIds, deviations, parts }, index) => [
        id,
        String(unitIds.length),
        ...measures.flatMap((name, at) => [columns[at][index], showShare(deviations[name])]),
        ...(isSplit ? [String(parts)] : []),
    ]);
    const mean = dispersion / units.length;
    const lines = [
        `${file}: ${counted(units.length, 'unit', 'units')} into ${counted(territories.length, 'territory', 'territories')}`,
        textTable([['territory', 'units', ...titles, ...(isSplit ? ['parts'] : [])], ...rows], 1),
        ...(isSplit ? [splitLine(territories)] : []),
        `deviation  ${showShare(maxDeviation)} at most`,
        kind === 'districting'
            ? `dispersion ${dispersion.toFixed(2)}`
            : `distance   ${(mean / 1000).toFixed(1)} km to the middle on average`,
        ...movedLines(plan),
        ...moveLines(moves),
        ...violations
            .slice(0, MOST_SHOWN)
            .map(({ territoryId, message, code }) => `not met    ${territoryId}: ${message} [${code}]`),
        ...(violations.length > MOST_SHOWN
            ? [`           … and ${violations.length - MOST_SHOWN} more; --json lists all of them`]
            : []),
        `seconds    ${statistics.seconds.toFixed(1)}`,
        `iterations ${statistics.iterations} (seed ${statistics.seed})`,
        ...(cancelled ? ['stopped early; this is the best that was found'] : []),
        `written to ${out}`,
        ...notes,
    ];
    const document = {
        command,
        units: units.length,
        territories: territories.map(({ unitIds, ...figures }) => ({ ...figures, units: unitIds.length })),
        violations,
        dispersion,
        maxDeviation,
        ...(changes === undefined ? {} : { changes: { ...changes, moves } }),
        ...statistics,
        cancelled,
        file: out,
        notes,
    };
    return { exitCode: violations.length === 0 ? EXIT.done : EXIT.infeasible, document, text: `${lines.join('\n')}\n` };
}

function splitLine(territories: TerritoryPlan['territories']): string {
    const split = territories.filter(({ parts }) => parts > 1).length;
    return `connected  ${territories.length - split} of ${counted(territories.length, 'territory', 'territories')}`;
}

// What territories that end leave behind is no choice, unlike the rest.
function movedLines({ changes, territories }: FinishedPlan): string[] {
    if (changes === undefined) return [];
    const going = new Set(territories.map(({ id }) => id));
    const left = changes.moves.filter(({ from }) => !going.has(from)).length;
    const because = left === 0 ? '' : `, ${left} of them from territories that end`;
    return [`moved      ${counted(changes.moves.length, 'unit', 'units')}, ${showShare(changes.movedShare)}${because}`];
}

// With a decimal where whole numbers would hide how amounts differ.
function showAmounts(amounts: readonly number[]): string[] {
    const isCoarse = Math.max(...amounts) < 100 && !amounts.every(Number.isInteger);
    return amounts.map((amount) => amount.toFixed(isCoarse ? 1 : 0));
}

function showShare(value: number): string {
    return `${(value * 100).toFixed(1).replace(/^-(0\.0)$/, '$1')} %`;
}
