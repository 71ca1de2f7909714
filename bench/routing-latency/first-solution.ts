import { formatNumber, formatSeconds } from '../report/figures.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import type { GeneratedSet } from '../routing/generated.js';
import type { JobRunner } from '../routing/isolate.js';

/** How long the first solution of one generated instance takes in a fresh process. */
export interface FirstSolution {
    readonly set: GeneratedSet;
    readonly visits: number;
    /** From the start of the process to the call of the solver: loading code, making the instance. */
    readonly startupSeconds: number;
    /** From there to the first solution that serves all visits. */
    readonly firstSeconds: number;
    /** Of the whole process. */
    readonly seconds: number;
    readonly routes: number;
}

/** Takes the median of some runs for each set and size. */
export async function measureFirstSolutions(
    sets: readonly GeneratedSet[],
    sizes: readonly number[],
    repeats: number,
    run: JobRunner,
): Promise<FirstSolution[]> {
    const found: FirstSolution[] = [];
    for (const set of sets) {
        for (const size of sizes) {
            const runs: FirstSolution[] = [];
            for (let i = 0; i < repeats; i++) {
                const source = { kind: 'generated' as const, set, size, index: 0 };
                const { result, seconds } = await run({ source, method: 'auto', seed: 1, stop: { iterations: 0 } });
                const { startupSeconds, trace, routes } = result;
                const firstSeconds = (trace[0]?.seconds ?? Number.NaN) - startupSeconds;
                runs.push({ set, visits: size, startupSeconds, firstSeconds, seconds, routes: routes.length });
            }
            runs.sort((a, b) => a.seconds - b.seconds);
            found.push(runs[Math.floor((repeats - 1) / 2)]);
        }
    }
    return found;
}

const COLUMNS: readonly Column<FirstSolution>[] = [
    { title: 'set', align: 'left', cell: ({ set }) => set },
    { title: 'visits', cell: ({ visits }) => formatNumber(visits) },
    { title: 'start of the process and making the instance, s', cell: ({ startupSeconds }) => formatSeconds(startupSeconds) },
    { title: 'from there to the first solution, s', cell: ({ firstSeconds }) => formatSeconds(firstSeconds) },
    { title: 'whole process, s', cell: ({ seconds }) => formatSeconds(seconds) },
    { title: 'routes', cell: ({ routes }) => formatNumber(routes) },
];

/** The section of a report. */
export function firstSolutionsMarkdown(found: readonly FirstSolution[], repeats: number): string {
    return [
        '## First solution',
        `All visits served, every rule kept; a fresh process for each run, median of ${repeats}.`,
        markdownTable(COLUMNS, found),
    ].join('\n\n');
}
