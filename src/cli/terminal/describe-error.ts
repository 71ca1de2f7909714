import type { CommanderError } from 'commander';
import {
    BeatplanError,
    type ErrorCode,
    formatPath,
    type Issue,
    type IssuePath,
    listIssues,
    showValue,
} from '../../core/index.js';

const MOST_SHOWN = 20;

/** An error as a person reads it: every problem with its code, place, value and hint. */
export function describeError(error: BeatplanError): string {
    const [headline] = error.message.split('\n');
    const lines = [`beatplan: ${error.issues.length === 0 ? error.message : headline}`];
    lines.push(...listIssues(error.issues, MOST_SHOWN, describeIssue, '--json lists all of them'));
    return `${lines.join('\n')}\n`;
}

/** One issue on one line: place, fault, value, what was expected, and the code. */
export function describeIssue(issue: Issue): string {
    const where = describePlace(issue.path);
    const received = issue.received === undefined ? '' : `: ${showValue(issue.received)}`;
    const expected = issue.expected === undefined ? '' : `; expected ${issue.expected}`;
    return `${where}${where === '' ? '' : ' '}${issue.message}${received}${expected} [${issue.code}]`;
}

// A file, a line or an option stands as it is, separated by commas; keys inside of a document are written as a path.
function describePlace(path: IssuePath): string {
    const isPlain = (key: string | number): boolean => typeof key === 'string' && /^--|[ ./\\]|^-$/.test(key);
    let plain = 0;
    while (plain < path.length && isPlain(path[plain])) plain++;
    const inner = formatPath(path.slice(plain));
    return [...path.slice(0, plain).map(String), ...(inner === '' ? [] : [inner])].join(', ');
}

/** An error as a machine reads it. */
export function errorDocument(error: BeatplanError): Record<string, unknown> {
    const [headline] = error.message.split('\n');
    return { code: error.code, message: headline, issues: error.issues };
}

// Arguments of readers, which the command line replaces by the file and its settings.
const READERS_OWN: readonly unknown[] = ['options', 'collection'];

/** The same issues with `prefix` before each path, so that a person sees which file they lie in. */
export function prefixIssues(error: BeatplanError, prefix: IssuePath): Issue[] {
    if (error.issues.length === 0) return [{ code: error.code, path: prefix, message: error.message }];
    return error.issues.map((issue) => ({
        ...issue,
        path: [...prefix, ...(READERS_OWN.includes(issue.path[0]) ? issue.path.slice(1) : issue.path)],
    }));
}

// The name stands before the message already, so that commander's own words would say it twice.
const COMMANDER_FAULTS: Readonly<Record<string, readonly [code: ErrorCode, message: string]>> = {
    'commander.unknownOption': ['unknown-key', 'is not a known option'],
    'commander.unknownCommand': ['unknown-option', 'is not a known command'],
    'commander.excessArguments': ['unknown-key', 'was given more arguments than it takes'],
    'commander.missingArgument': ['missing-key', 'is missing'],
    'commander.optionMissingArgument': ['missing-key', 'needs a value behind it'],
};

/** A fault of the command line itself, in the form of all others. */
export function fromCommander(error: CommanderError): BeatplanError {
    const [first, suggestion] = error.message.replace(/^error: /, '').split('\n');
    const named = /'([^' ]+)[^']*'/.exec(first)?.[1];
    const known = named === undefined ? undefined : COMMANDER_FAULTS[error.code];
    const [code, message] = known ?? ['invalid-input', first];
    const counted = /Expected \d+ arguments? but got \d+/.exec(first)?.[0];
    const hint =
        suggestion === undefined ? "'beatplan <command> --help' lists what there is" : suggestion.replace(/^\(|\)$/g, '');
    return new BeatplanError(code, 'The command line has a problem:', [
        {
            code,
            path: named === undefined ? [] : [named],
            message: counted === undefined ? message : `${message}: ${counted.toLowerCase()}`,
            hint: hint.charAt(0).toLowerCase() + hint.slice(1),
        },
    ]);
}
