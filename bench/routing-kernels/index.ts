import { Command, Option } from 'commander';
import { isolatedProgram } from '../process/isolated-program.js';
import { namesOf, positiveNumber, wholeNumbers } from '../report/arguments.js';
import { environmentMarkdown, readEnvironment } from '../report/environment.js';
import { formatPercent, formatRate } from '../report/figures.js';
import { type Column, markdownTable } from '../report/markdown-table.js';
import { defaultReportFolder, saveReport } from '../report/report-folder.js';
import type { KernelFigures, KernelJob } from './measure.js';
import { PROBLEM_KINDS, type ProblemKind } from './problems.js';

interface Options {
    readonly kinds: readonly string[];
    readonly sizes: readonly number[];
    readonly time: number;
    readonly out?: string;
}

const COLUMNS: readonly Column<KernelFigures>[] = [
    { title: 'kernel', align: 'left', cell: ({ kernel }) => kernel },
    { title: 'operation', align: 'left', cell: ({ operation }) => operation },
    { title: 'problem', align: 'left', cell: ({ kind }) => kind },
    { title: 'visits', cell: ({ visits }) => String(visits) },
    { title: 'operations/s', cell: ({ operationsPerSecond }) => formatRate(operationsPerSecond) },
    { title: '±', cell: ({ relativeError }) => formatPercent(relativeError) },
    { title: 'calls', cell: ({ calls }) => String(calls) },
];

/** Speed of the parts that the routing solver spends its time in. */
export const bench: Command = new Command()
    .description('Measures parts of the routing solver on generated problems, in operations a second.')
    .addOption(
        new Option('--kinds <names>', `comma-separated, of ${PROBLEM_KINDS.join(', ')}`)
            .argParser(namesOf(PROBLEM_KINDS))
            .default([...PROBLEM_KINDS], 'all'),
    )
    .option('--sizes <counts>', 'comma-separated numbers of visits', wholeNumbers, [100, 1000, 10_000])
    .option('--time <seconds>', 'seconds a kernel and problem, at least', positiveNumber, 1)
    .option('--out <folder>', 'where the report is written (default: a new folder in out/bench)')
    .action(run);

async function run({ kinds, sizes, time, out }: Options): Promise<void> {
    const environment = readEnvironment();
    const measure = await isolatedProgram<KernelJob, KernelFigures[]>('bench/routing-kernels/child.ts');
    const figures: KernelFigures[] = [];
    for (const kind of kinds as readonly ProblemKind[]) {
        for (const visits of sizes) figures.push(...(await measure({ kind, visits, seconds: time })));
    }
    const kernels = [...new Set(figures.map(({ kernel }) => kernel))];
    const rows = kernels.flatMap((name) => figures.filter(({ kernel }) => kernel === name));
    const markdown = [
        '# Routing kernels',
        environmentMarkdown(environment),
        'Operations a second of the median call, and half the 95 % confidence interval of the mean. Each problem has a process of its own.',
        markdownTable(COLUMNS, rows),
    ].join('\n\n');
    const folder = out ?? defaultReportFolder('routing-kernels');
    saveReport(folder, 'routing-kernels', { markdown, data: { environment, figures: rows } });
    console.log(`${markdown}\n\nwritten to ${folder}`);
}
