import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { BeatplanError, ERROR_CODES } from '../../core/index.js';
import { type CliIo, type CommandResult, EXIT, type Finish } from '../terminal/cli-io.js';
import { describeError, errorDocument, fromCommander } from '../terminal/describe-error.js';
import { printable, printableJson } from '../terminal/printable.js';
import { assignDefinition } from './assign-definition.js';
import { auditDefinition } from './audit-definition.js';
import { benchDefinition } from './bench-definition.js';
import { checkDefinition } from './check-definition.js';
import { EXIT_CODES } from './command-options.js';
import { designDefinition, rebalanceDefinition } from './design-definition.js';
import { planDefinition } from './plan-definition.js';
import { reviewDefinition } from './review-definition.js';
import { solveDefinition } from './solve-definition.js';

/**
 * The whole `beatplan` command: reads arguments, runs one command, prints its result.
 *
 * @param argv - arguments without the program's own name
 * @returns the exit code; never throws
 */
export async function runCli(argv: readonly string[], io: CliIo): Promise<number> {
    const asJson = argv.includes('--json');
    let result: CommandResult | undefined;
    const program = buildProgram(io, (given) => {
        result = given;
    });
    try {
        await program.parseAsync([...argv], { from: 'user' });
        if (result === undefined) return EXIT.done;
        io.stdout.write(asJson ? toJson({ ok: result.exitCode === EXIT.done, ...result.document }) : printable(result.text));
        if (!asJson && result.warning !== undefined) io.stderr.write(printable(result.warning));
        return result.exitCode;
    } catch (thrown) {
        if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done;
        if (thrown instanceof CommanderError && thrown.code === 'commander.help') return EXIT.badInput;
        const error = thrown instanceof CommanderError ? fromCommander(thrown) : toBeatplanError(thrown);
        if (asJson) io.stdout.write(toJson({ ok: false, error: errorDocument(error) }));
        else io.stderr.write(printable(describeError(error)));
        return exitCodeOf(error);
    }
}

const DEFINITIONS: readonly ((io: CliIo, finish: Finish) => Command)[] = [
    planDefinition,
    designDefinition,
    rebalanceDefinition,
    auditDefinition,
    assignDefinition,
    solveDefinition,
    checkDefinition,
    benchDefinition,
    reviewDefinition,
];

function buildProgram(io: CliIo, finish: Finish): Command {
    const program = new Command('beatplan')
        .description(
            'Plan field sales: balanced territories, call frequencies, and daily routes that put the most valuable visits first.',
        )
        .usage('<command> [options]')
        .version(version, '-V, --version', 'print the version')
        .helpCommand(false)
        .exitOverride()
        .showSuggestionAfterError()
        .configureOutput({
            writeOut: (text) => void io.stdout.write(text),
            // Help, where no command is given.
            writeErr: (text) => void io.stderr.write(text),
            // Errors are printed by runCli, in one form with all others.
            outputError: () => {},
            getOutHelpWidth: () => 110,
        })
        .addHelpText('after', `\nSee 'beatplan <command> --help' for the options of a command, with an example.\n${EXIT_CODES}`);
    for (const define of DEFINITIONS) program.addCommand(define(io, finish).copyInheritedSettings(program));
    return program;
}

function toJson(document: Readonly<Record<string, unknown>>): string {
    return `${printableJson(JSON.stringify(document, undefined, 2))}\n`;
}

function toBeatplanError(thrown: unknown): BeatplanError {
    if (thrown instanceof BeatplanError) return thrown;
    const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return new BeatplanError('internal', `${ERROR_CODES.internal}\n${detail}`);
}

function exitCodeOf(error: BeatplanError): number {
    if (error.code === 'internal') return EXIT.internal;
    return error.code === 'cancelled' ? EXIT.cancelled : EXIT.badInput;
}
