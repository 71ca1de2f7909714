// Runs the fuzz lanes: npm run test:fuzz -- --seconds 60 [--seed S] [--only lane,...] [--case NUMBER].
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import type { Report } from './finding.js';
import { LANES } from './lanes/index.js';
import { type LaneRun, runLane } from './run-lane.js';
import { saveFixture } from './save-fixture.js';
import { type LaneOutcome, watchLane } from './watch-lane.js';

const HANG_SECONDS = 30;

if (process.send === undefined) {
    await runAll();
} else {
    process.once('message', async (run: LaneRun) => {
        const lane = LANES.find(({ name }) => name === run.lane);
        if (lane === undefined) throw new Error(`no lane '${run.lane}'`);
        await runLane(lane, run, tellParent);
        process.disconnect();
    });
}

/** Resolves when the message has left: a case that hangs right after it has been named. */
function tellParent(report: Report): Promise<void> {
    return new Promise((resolve) => {
        process.send?.(report, () => resolve());
    });
}

async function runAll(): Promise<void> {
    const { seconds, seed, only, case: one } = readOptions();
    const lanes = LANES.filter(({ name }) => only === undefined || only.includes(name));
    console.log(`seed ${seed}`);
    let [cases, findings] = [0, 0];
    for (const { name } of lanes) {
        const run = {
            lane: name,
            seed,
            first: one ?? 0,
            seconds: seconds / lanes.length,
            ...(one === undefined ? {} : { most: 1 }),
            known: [],
        };
        const outcome = await watchLane(fileURLToPath(import.meta.url), run, HANG_SECONDS);
        console.log(`${name.padEnd(12)} ${String(outcome.cases).padStart(8)} cases, ${outcome.findings.length} findings`);
        tellFindings(name, seed, outcome);
        cases += outcome.cases;
        findings += outcome.findings.length;
    }
    console.log(`${Math.max(0, cases - findings)} passed, ${findings} failed`);
    process.exitCode = findings === 0 ? 0 : 1;
}

function tellFindings(lane: string, seed: number, { findings }: LaneOutcome): void {
    for (const finding of findings) {
        const file = saveFixture(lane, seed, finding);
        const least = finding.shrinks === undefined ? 'as it was found' : `after ${finding.shrinks} steps of shrinking`;
        console.log(`\n${lane}: seed ${seed}, case ${finding.number}, ${least}, saved as ${file}`);
        console.log(`again: npm run test:fuzz -- --seed ${seed} --only ${lane} --case ${finding.number}`);
        console.log(`${finding.message}\n`);
    }
}

interface Options {
    readonly seconds: number;
    readonly seed: number;
    readonly only?: readonly string[];
    readonly case?: number;
}

function readOptions(): Options {
    const command = new Command('test:fuzz')
        .option('--seconds <number>', 'how long, all lanes together', positive, 60)
        .option('--seed <integer>', 'same seed, same cases; default a new one', integer)
        .option('--only <lanes>', `some of ${LANES.map(({ name }) => name).join(', ')}`, laneNames)
        .option('--case <number>', 'the case of this number alone, of each lane', integer)
        .parse();
    const given = command.opts<Omit<Options, 'seed'> & { seed?: number }>();
    return { ...given, seed: given.seed ?? Date.now() % 2 ** 31 };
}

function positive(text: string): number {
    const value = Number(text);
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new InvalidArgumentError('must be a number above 0.');
    return value;
}

function integer(text: string): number {
    if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('must be an integer from 0.');
    return Number(text);
}

function laneNames(text: string): string[] {
    const names = text.split(',');
    const unknown = names.find((name) => !LANES.some((lane) => lane.name === name));
    if (unknown !== undefined) throw new InvalidArgumentError(`no lane '${unknown}'.`);
    return names;
}
