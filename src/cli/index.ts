#!/usr/bin/env node
import { runCli } from './commands/run-cli.js';

const EXIT_BY_INTERRUPT = 130;

const controller = new AbortController();

function interrupt(): void {
    if (controller.signal.aborted) process.exit(EXIT_BY_INTERRUPT);
    if (process.stderr.isTTY) process.stderr.write('\nStopping with the best so far; Ctrl-C again quits at once.\n');
    controller.abort();
}

// A terminal that closes and a machine that shuts down deserve the best so far, as Ctrl-C does.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

// A reader that has seen enough (`beatplan … | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
});

process.exitCode = await runCli(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    signal: controller.signal,
});
