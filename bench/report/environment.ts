import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Where and how figures were made: what it takes to make them again. */
export interface Environment {
    /** The command that makes them again; the folder of instances is `$BEATPLAN_DATA`. */
    readonly command: string;
    /** Version and, in a git checkout, commit. */
    readonly beatplan: string;
    readonly node: string;
    readonly cpu: string;
    readonly platform: string;
    /** ISO 8601. */
    readonly date: string;
}

/**
 * Describes this machine and this call.
 *
 * @param implied - options that the call left to a default which differs elsewhere
 */
export function readEnvironment(implied: readonly string[] = []): Environment {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const commit = readCommit();
    return {
        command: rerunCommand([...process.argv.slice(2), ...implied]),
        beatplan: commit === undefined ? version : `${version} (${commit})`,
        node: process.version,
        cpu: cpus()[0]?.model.trim() ?? 'unknown',
        platform: `${process.platform} ${process.arch}`,
        date: new Date().toISOString(),
    };
}

/** The command line that a bench was called with, ready for a shell; the folder of instances differs from machine to machine. */
export function rerunCommand(programArguments: readonly string[]): string {
    const words: string[] = [];
    for (let i = 0; i < programArguments.length; i++) {
        const word = programArguments[i];
        if (word === '--data' && i + 1 < programArguments.length) {
            words.push('--data', '"$BEATPLAN_DATA"');
            i++;
        } else if (word.startsWith('--data=')) words.push('--data', '"$BEATPLAN_DATA"');
        else words.push(quoteWord(word));
    }
    return ['npm run bench --', ...words].join(' ');
}

/** The lines of a report that say where its figures come from. */
export function environmentMarkdown({ command, beatplan, node, cpu, platform, date }: Environment): string {
    return ['```sh', command, '```', '', `beatplan ${beatplan}, Node.js ${node}, ${cpu}, ${platform}, ${date.slice(0, 10)}`].join(
        '\n',
    );
}

function quoteWord(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function readCommit(): string | undefined {
    const git = (...words: string[]): string =>
        execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    try {
        const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'bench', 'package.json') !== '';
        return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? ' with changes' : ''}`;
    } catch {
        // A copy without git, or without a checkout.
        return undefined;
    }
}
