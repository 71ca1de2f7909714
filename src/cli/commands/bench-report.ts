import type { MethodComparison, MethodPair } from '../statistics/compare-methods.js';
import type { MeanInterval } from '../statistics/mean-interval.js';
import { counted, textTable } from '../terminal/text-table.js';
import type { BenchRun } from './bench-run.js';

const MOST_INSTANCES = 60;
const UNKNOWN = '-';

/** What `beatplan bench` prints. */
export function benchText(runs: readonly BenchRun[], comparison: MethodComparison, notes: readonly string[]): string {
    const { instances, methods, pairs } = comparison;
    const names = [...new Set(instances.map(({ instance }) => instance))];
    const seeds = new Set(runs.map(({ seed }) => seed)).size;
    const sections = [
        `${counted(names.length, 'instance')}, ${counted(methods.length, 'method')}, ${counted(seeds, 'seed')}: ${counted(runs.length, 'run')}`,
        instanceTable(comparison, names.slice(0, MOST_INSTANCES), runs),
        ...(names.length > MOST_INSTANCES
            ? [`… and ${names.length - MOST_INSTANCES} more instances; --out and --json list all runs`]
            : []),
        methodTable(comparison, names.length),
        ...(pairs.length === 0 ? [] : [pairTable(pairs), PAIR_NOTES]),
        ...(notes.length === 0 ? [] : [notes.join('\n')]),
    ];
    return `${sections.join('\n\n')}\n`;
}

const PAIR_NOTES = `difference: gap of the first less that of the second, mean over instances; below 0 the first is better
p: two-sided Wilcoxon signed-rank test over instances; Holm: adjusted for the number of pairs`;

function instanceTable({ instances, methods }: MethodComparison, names: readonly string[], runs: readonly BenchRun[]): string {
    const hasBest = runs.some(({ bestKnown }) => bestKnown !== undefined);
    const rows = names.map((name) => {
        const results = instances.filter(({ instance }) => instance === name);
        const reference = results.find((result) => result.reference !== undefined)?.reference;
        const cells = results.map(({ value, gap }) =>
            value === undefined ? 'infeasible' : `${formatValue(value)} (${gap === undefined ? UNKNOWN : formatGap(gap)})`,
        );
        return [name, reference === undefined ? UNKNOWN : formatValue(reference), ...cells];
    });
    return textTable([['instance', hasBest ? 'best known' : 'best seen', ...methods.map(({ method }) => method)], ...rows], 1);
}

function methodTable({ methods }: MethodComparison, total: number): string {
    const rows = methods.map(({ method, gap, wins, instances, faults }) => [
        method,
        formatInterval(gap),
        `${wins} of ${total}`,
        String(instances),
        String(faults),
    ]);
    return textTable([['method', 'mean gap, 95 %', 'best on', 'instances', 'infeasible runs'], ...rows], 1);
}

function pairTable(pairs: readonly MethodPair[]): string {
    const rows = pairs.map(({ first, second, difference, wins, ties, losses, test, adjustedP }) => [
        `${first} against ${second}`,
        formatInterval(difference),
        `${wins}/${ties}/${losses}`,
        formatP(test.p),
        formatP(adjustedP),
    ]);
    return textTable([['pair', 'difference, 95 %', 'better/equal/worse', 'p', 'Holm'], ...rows], 1);
}

function formatInterval(interval: MeanInterval | undefined): string {
    if (interval === undefined) return UNKNOWN;
    const { mean, margin } = interval;
    return margin === undefined ? formatGap(mean) : `${formatGap(mean)} ± ${formatGap(margin)}`;
}

function formatGap(share: number): string {
    return `${(100 * share).toFixed(2)} %`;
}

function formatValue(value: number): string {
    return String(Number(value.toFixed(2)));
}

function formatP(p: number): string {
    return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}
