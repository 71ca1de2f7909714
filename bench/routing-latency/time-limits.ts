import { formatNumber, formatSeconds } from '../report/figures.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import type { GeneratedSet } from '../routing/generated.js';
import type { JobRunner } from '../routing/isolate.js';

/** How long a call of the solver took that was given this many seconds. */
export interface TimeLimit {
    readonly set: GeneratedSet;
    readonly visits: number;
    readonly askedSeconds: number;
    readonly tookSeconds: number;
    /** When the first solution was there, since the call. */
    readonly firstSeconds: number;
}

/** Solves one instance of each set and size with each limit, in a fresh process each. */
export async function measureTimeLimits(
    sets: readonly GeneratedSet[],
    sizes: readonly number[],
    limits: readonly number[],
    run: JobRunner,
): Promise<TimeLimit[]> {
    const found: TimeLimit[] = [];
    for (const set of sets) {
        for (const size of sizes) {
            for (const askedSeconds of limits) {
                const source = { kind: 'generated' as const, set, size, index: 0 };
                const { result } = await run({ source, method: 'auto', seed: 1, stop: { solverSeconds: askedSeconds } });
                const { solverSeconds, startupSeconds, trace } = result;
                const firstSeconds = (trace[0]?.seconds ?? Number.NaN) - startupSeconds;
                found.push({ set, visits: size, askedSeconds, tookSeconds: solverSeconds, firstSeconds });
            }
        }
    }
    return found;
}

const COLUMNS: readonly Column<TimeLimit>[] = [
    { title: 'set', align: 'left', cell: ({ set }) => set },
    { title: 'visits', cell: ({ visits }) => formatNumber(visits) },
    { title: 'asked, s', cell: ({ askedSeconds }) => String(askedSeconds) },
    { title: 'took, s', cell: ({ tookSeconds }) => tookSeconds.toFixed(3) },
    { title: 'over, s', cell: ({ askedSeconds, tookSeconds }) => (tookSeconds - askedSeconds).toFixed(3) },
    {
        title: 'first solution, s',
        cell: ({ firstSeconds }) => (Number.isNaN(firstSeconds) ? 'none' : formatSeconds(firstSeconds)),
    },
];

/** The section of a report. */
export function timeLimitsMarkdown(found: readonly TimeLimit[]): string {
    return [
        '## Time limits',
        'Seconds that a call of `solve` was given and took, in a fresh process each: the code is compiled on the way.',
        markdownTable(COLUMNS, found),
    ].join('\n\n');
}
