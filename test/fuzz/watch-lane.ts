import { type ChildProcess, fork } from 'node:child_process';
import { causeOf, type Finding, type Report } from './finding.js';
import type { LaneRun } from './run-lane.js';

const MOST_MEGABYTES = 1024;

/** What came of a lane. */
export interface LaneOutcome {
    readonly cases: number;
    readonly findings: readonly Finding[];
}

/**
 * Runs a lane in a process of its own, which is killed when one case takes too long. A hang, a crash and a full memory are findings;
 * the lane then goes on with the next case in a new process.
 */
export async function watchLane(program: string, run: LaneRun, hangSeconds: number): Promise<LaneOutcome> {
    const end = performance.now() + run.seconds * 1000;
    const findings: Finding[] = [];
    let first = run.first;
    for (;;) {
        const left = (end - performance.now()) / 1000;
        const known = [...run.known, ...findings.map(({ message }) => causeOf(message))];
        const part = await watchChild(program, { ...run, first, seconds: left, known }, hangSeconds);
        findings.push(...part.findings);
        first = part.next;
        const isOver = part.ended || run.most !== undefined || performance.now() >= end || findings.length >= MOST_FINDINGS;
        if (isOver) return { cases: first - run.first, findings };
    }
}

const MOST_FINDINGS = 5;

interface ChildOutcome {
    readonly findings: readonly Finding[];
    /** Number of the first case that was not tried. */
    readonly next: number;
    /** Whether the child came to its end by itself. */
    readonly ended: boolean;
}

function watchChild(program: string, run: LaneRun, hangSeconds: number): Promise<ChildOutcome> {
    const child: ChildProcess = fork(program, [], {
        execArgv: ['--enable-source-maps', `--max-old-space-size=${MOST_MEGABYTES}`],
        stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    const findings: Finding[] = [];
    let begun: { number: number; encoded: string } | undefined;
    let next = run.first;
    let ended = false;
    let hung = false;
    let errors = '';
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            hung = true;
            child.kill('SIGKILL');
        }, hangSeconds * 1000);
    };
    child.stderr?.on('data', (chunk: Buffer) => {
        errors = `${errors}${chunk.toString()}`.slice(-4000);
    });
    child.on('message', (report: Report) => {
        watch();
        if (report.kind === 'begin') {
            begun = report;
            next = report.number + 1;
        } else if (report.kind === 'finding') findings.push(report.finding);
        else {
            ended = true;
            clearTimeout(timer);
        }
    });
    watch();
    child.send(run);
    return new Promise((settle) => {
        child.once('close', (code, signal) => {
            clearTimeout(timer);
            if (!ended) {
                const what = hung ? `Error: no answer within ${hangSeconds} s` : `Error: the process ended (${signal ?? code})`;
                findings.push({
                    number: begun?.number ?? run.first,
                    encoded: begun?.encoded ?? 'null',
                    message: `${what}\n${errors}`.trim(),
                });
            }
            settle({ findings, next: Math.max(next, run.first + (ended ? 0 : 1)), ended });
        });
    });
}
