import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type Job, type Measurement, measure } from './jobs.js';
import { planSections, type Section } from './plan.js';
import { ratioOf, type SectionResult, toMarkdown, toSvg } from './tables.js';

interface Options {
    readonly data?: string;
    readonly only?: string;
    readonly repeats: string;
    readonly full?: boolean;
    readonly out?: string;
    readonly job?: string;
}

// What takes longer than this is not run again.
const PATIENCE = 30;

/** Clustering beside its peers: each run is a process of its own, and rivals take turns. */
export const bench: Command = new Command()
    .description('Clusters real and generated points, and compares time, memory and quality with other packages.')
    .option('--only <text>', 'sections whose title contains it')
    .option('--repeats <count>', 'runs of each, of which the middle one counts', '3')
    .option('--full', 'slow peers on as many points as their rivals: minutes each')
    .option(
        '--out <folder>',
        'writes cluster.md, cluster.json and cluster.svg there; sections left out by --only keep the figures of the JSON',
    )
    .option('--job <json>', 'one run, as the bench hands it to its processes')
    .action(run);

function run(options: Options): void {
    if (options.job !== undefined) {
        console.log(JSON.stringify(measure(JSON.parse(options.job) as Job, options.data)));
        return;
    }
    if (options.data === undefined) throw new Error('the cluster bench needs --data DIR');
    const { only = '', data } = options;
    const file = join(options.out ?? '', 'cluster.json');
    // Sections that are not measured again keep their figures.
    const known =
        options.out !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SectionResult[]) : [];
    const all: SectionResult[] = [];
    for (const section of planSections(options.full === true)) {
        const before = known.find((entry) => entry.section.title === section.title);
        if (section.title.includes(only)) all.push(runSection(section, Number(options.repeats), data));
        else if (before !== undefined) all.push(before);
    }
    const head = [
        '# Clustering beside its peers',
        '',
        `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, one thread. Seconds of the processor, in processes of their own, rivals in turns,`,
        'the middle of the runs: `first` in a process that has just started, `again` later on in the same process. `time` is `again` over',
        'that of the first line. Work of more than ten seconds is done once.',
        '',
        'Towns and districts are generated (`bench/cluster/places.ts`), the others are places of GeoNames and of a retailer.',
        '',
        `    npm run bench -- cluster --data FOLDER${options.full === true ? ' --full' : ''} --out bench/results`,
        '',
    ].join('\n');
    const page = toMarkdown(all, head);
    console.log(page);
    if (options.out === undefined) return;
    mkdirSync(options.out, { recursive: true });
    writeFileSync(join(options.out, 'cluster.md'), page);
    writeFileSync(file, `${JSON.stringify(all, null, 4)}\n`);
    writeFileSync(join(options.out, 'cluster.svg'), toSvg(all));
}

function runSection(section: Section, repeats: number, data: string): SectionResult {
    const runs = section.jobs.map((): Measurement[] => []);
    for (let repeat = 0; repeat < repeats; repeat++) {
        section.jobs.forEach((job, k) => {
            if (repeat === 0 || runs[k][0].seconds < PATIENCE) runs[k].push(runAlone(job, data));
        });
    }
    const results = section.jobs.map((job, k) => {
        const sorted = [...runs[k]].sort((a, b) => a.seconds - b.seconds);
        return { ...sorted[Math.floor((sorted.length - 1) / 2)], job, runs: sorted.length };
    });
    const result = { section, results };
    for (const one of results) console.error(section.title, one.job.name, one.points, one.seconds, ratioOf(result, one));
    return result;
}

function runAlone(job: Job, data: string): Measurement {
    const parts = ['build/run-typescript.mjs', 'bench/run.ts', 'cluster', '--data', data, '--job', JSON.stringify(job)];
    const text = execFileSync(process.execPath, parts, { encoding: 'utf8', maxBuffer: 2 ** 26 });
    // Peers may write to the console as well.
    return JSON.parse(text.trim().split('\n').at(-1)!) as Measurement;
}
