import { Writable } from 'node:stream';
import { runCli } from '../../src/cli/commands/run-cli.js';

/** What a command left. */
export interface Finished {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

class Collected extends Writable {
    text = '';
    readonly isTTY: boolean;

    constructor(isTTY: boolean) {
        super();
        this.isTTY = isTTY;
    }

    override _write(chunk: Buffer, _encoding: string, done: () => void): void {
        this.text += chunk.toString();
        done();
    }
}

/** Runs the command in this process. */
export async function runInMemory(
    argv: readonly string[],
    options: { isTTY?: boolean; signal?: AbortSignal } = {},
): Promise<Finished> {
    const stdout = new Collected(false);
    const stderr = new Collected(options.isTTY ?? false);
    const code = await runCli(argv, { stdout, stderr, signal: options.signal ?? new AbortController().signal });
    return { code, stdout: stdout.text, stderr: stderr.text };
}

/** The document that a command with `--json` printed; fails where there is anything else. */
export function documentOf(finished: Finished): Record<string, unknown> {
    if (finished.stderr !== '') throw new Error(`stderr is not empty: ${finished.stderr}`);
    return JSON.parse(finished.stdout) as Record<string, unknown>;
}

/** Code and path of each issue of a `--json` error. */
export function issuesOf(finished: Finished): readonly { readonly code: string; readonly path: readonly (string | number)[] }[] {
    const { error } = documentOf(finished) as { error: { issues: { code: string; path: (string | number)[] }[] } };
    return error.issues.map(({ code, path }) => ({ code, path }));
}
