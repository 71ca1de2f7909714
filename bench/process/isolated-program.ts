import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundleProgram } from '../../build/bundle-program.mjs';

/** Calls a program with one value in a process of its own, and gives the value that it answers with. */
export type IsolatedProgram<Input, Output> = (input: Input) => Promise<Output>;

const MOST_OUTPUT_BYTES = 1 << 30;

/**
 * Makes a TypeScript program callable: it finds its input as JSON in its first argument, and writes its output as JSON. A process of
 * its own neither profits nor suffers from what ran before: compiled code, garbage, the shapes of objects that a hot loop has seen.
 */
export async function isolatedProgram<Input, Output>(file: string): Promise<IsolatedProgram<Input, Output>> {
    const program = await bundleProgram(file, { sourceMap: false });
    const run = promisify(execFile);
    return async (input) => {
        const words = [...process.execArgv, program, JSON.stringify(input)];
        const { stdout } = await run(process.execPath, words, { maxBuffer: MOST_OUTPUT_BYTES });
        return JSON.parse(stdout) as Output;
    };
}
