import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Measurement, measureSide } from './measure.js';
import { type ComparisonRow, type GrowthRow, showRatio, writeMarkdown, writeSvg } from './table.js';
import { TASKS, type Task } from './tasks.js';

interface Options {
    readonly data?: string;
    readonly only: string;
    readonly pairs: string;
    readonly rounds: string;
    readonly growth: boolean;
    readonly out?: string;
    /** How a process of this bench tells another one what to measure. */
    readonly side?: string;
}

const SIZES = [10_000, 100_000, 1_000_000];
const GROWING = ['build-cities', 'lists', 'join'];

/** The spatial indexes beside kdbush, geokdbush, rbush and turf, and how their time grows. */
export const bench: Command = new Command()
    .description('Compares the spatial indexes with their peers, and shows how their time grows.')
    .option('--only <text>', 'tasks whose name contains it', '')
    .option('--pairs <count>', 'how often both sides take their turn', '3')
    .option('--rounds <count>', 'rounds in each process, of which the best counts', '3')
    .option('--no-growth', 'without the table of growth')
    .option('--out <folder>', 'where to write spatial.md, spatial.json and spatial.svg')
    .option('--side <task:side:size>', 'measures one side in this process, and prints figures')
    .action(run);

function run(options: Options): void {
    if (options.side !== undefined) {
        const [name, side, count] = options.side.split(':');
        const rounds = Number(options.rounds);
        console.log(JSON.stringify(measureSide(name, side as 'ours' | 'theirs', options.data, rounds, Number(count))));
        return;
    }
    const rows: ComparisonRow[] = [];
    for (const task of TASKS.filter(({ name }) => name.includes(options.only))) {
        const row = compare(task, options);
        rows.push(row);
        console.error(
            `${task.name}: ${row.oursSeconds.toFixed(3)} s, ${task.peer} ${row.theirsSeconds.toFixed(3)} s, ${showRatio(row.ratio)}`,
        );
    }
    const growth = options.growth ? TASKS.filter(({ name }) => GROWING.includes(name)).map((task) => grow(task, options)) : [];
    const machine = `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'an unknown processor'}`;
    const markdown = writeMarkdown(rows, growth, machine);
    console.log(markdown);
    if (options.out === undefined) return;
    mkdirSync(options.out, { recursive: true });
    writeFileSync(join(options.out, 'spatial.md'), markdown);
    writeFileSync(join(options.out, 'spatial.json'), `${JSON.stringify({ machine, rows, growth }, undefined, 4)}\n`);
    writeFileSync(join(options.out, 'spatial.svg'), writeSvg(rows));
}

/** Both sides take turns, each in a process of its own. */
function compare(task: Task, options: Options): ComparisonRow {
    const ours: Measurement[] = [];
    const theirs: Measurement[] = [];
    for (let pair = 0; pair < Number(options.pairs); pair++) {
        ours.push(measureElsewhere(task, 'ours', task.count, options));
        theirs.push(measureElsewhere(task, 'theirs', task.count, options));
    }
    return {
        what: task.what,
        peer: task.peer,
        oursSeconds: median(ours.map(({ seconds }) => seconds)),
        theirsSeconds: median(theirs.map(({ seconds }) => seconds)),
        ratio: median(ours.map(({ seconds }, pair) => seconds / theirs[pair].seconds)),
        must: task.must,
        aim: task.aim,
        oursMegabytes: median(ours.map(({ megabytes }) => megabytes)),
        theirsMegabytes: median(theirs.map(({ megabytes }) => megabytes)),
        agrees: ours.every(({ check }) => check === theirs[0].check),
    };
}

function grow(task: Task, options: Options): GrowthRow {
    const seconds = SIZES.map((count) => {
        const runs = Array.from({ length: Number(options.pairs) }, () => measureElsewhere(task, 'ours', count, options).seconds);
        return { count, seconds: Math.min(...runs) };
    });
    const perStep = seconds.map((one) => one.seconds / (one.count * Math.log2(one.count)));
    return { what: task.what.replace(/\b(1M|100k)\b/, 'n'), seconds, excess: perStep[perStep.length - 1] / perStep[0] };
}

function measureElsewhere(task: Task, side: 'ours' | 'theirs', count: number, { data, rounds }: Options): Measurement {
    const request = ['--side', `${task.name}:${side}:${count}`, '--rounds', rounds];
    const folder = data === undefined ? [] : ['--data', data];
    const program = ['build/run-typescript.mjs', 'bench/run.ts', 'spatial', ...request, ...folder];
    return JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

function median(values: readonly number[]): number {
    const sorted = values.slice().sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}
