import { basename } from 'node:path';
import { BeatplanError, type IssueCollector, nearestWord } from '../core/index.js';
import { INSTANCE_FORMATS, type Instance, type InstanceFormat, readInstance } from '../formats/index.js';
import { prefixIssues } from './describe-error.js';
import { readNumberOption } from './number-option.js';
import { readTextFile } from './read-text-file.js';

/** Options that say how an instance is read. */
export interface InstanceArguments {
    readonly format?: string;
    readonly routes?: string;
}

/** What {@link checkInstanceArguments} makes of {@link InstanceArguments}. */
export interface InstanceOptions {
    readonly format?: InstanceFormat;
    readonly routes?: number;
}

/** Reads the options that say how an instance is read; adds an issue for each fault. */
export function checkInstanceArguments(options: InstanceArguments, collector: IssueCollector): InstanceOptions {
    const { format } = options;
    const isKnown = format === undefined || (INSTANCE_FORMATS as readonly string[]).includes(format);
    if (!isKnown) addUnknownWord(format, '--format', INSTANCE_FORMATS, collector);
    const routes = readNumberOption(options.routes, '--routes', { min: 1, integer: true }, collector);
    return {
        ...(isKnown && format !== undefined ? { format: format as InstanceFormat } : {}),
        ...(routes === undefined ? {} : { routes }),
    };
}

/** Adds an issue for a word that is none of the known ones. */
export function addUnknownWord(word: string, option: string, known: readonly string[], collector: IssueCollector): void {
    const near = nearestWord(word, known);
    collector.add('unknown-option', [option], 'is not known', {
        received: word,
        expected: `one of ${known.join(', ')}`,
        ...(near === undefined ? {} : { hint: `did you mean '${near}'?` }),
    });
}

/**
 * Reads a benchmark instance.
 *
 * @throws BeatplanError with the file in each path
 */
export async function readInstanceFile(path: string, options: InstanceOptions): Promise<{ instance: Instance; notes: string[] }> {
    const { text, note } = await readTextFile(path);
    const instance = readNamed(path, text, options);
    const isOpen = instance.format === 'toptw';
    if (options.routes !== undefined && !isOpen) throw hasOwnRoutes(options.routes, instance.format);
    const notes = note === undefined ? [] : [note];
    if (isOpen && options.routes === undefined) {
        notes.push('The file leaves the number of routes open; one was taken. Give another with --routes.');
    }
    return { instance, notes };
}

function readNamed(path: string, text: string, options: InstanceOptions): Instance {
    try {
        return readInstance(text, { name: basename(path).replace(/\.[^.]+$/, ''), ...options });
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        throw new BeatplanError(error.code, 'An instance cannot be read:', prefixIssues(error, [path]));
    }
}

// An option that goes unheard would answer another question than the one that was asked.
function hasOwnRoutes(routes: number, format: InstanceFormat): BeatplanError {
    return new BeatplanError('unknown-option', 'An option does not fit the instance:', [
        {
            code: 'unknown-option',
            path: ['--routes'],
            message: 'is for instances that leave the number of routes open',
            received: routes,
            expected: `no such option for a file of format ${format}, which says itself how many there are`,
        },
    ]);
}

/** Refuses an instance whose rules go beyond what the solver and the checker hold. */
export function refuseBeyondProblem(path: string, instance: Instance): void {
    if (instance.beyondProblem.length === 0) return;
    throw new BeatplanError('unknown-format', 'An instance cannot be solved:', [
        {
            code: 'unknown-format',
            path: [path],
            message: 'has a rule that this command does not know: goods go from customer to customer',
            expected: 'an instance whose goods come from or go to the depot',
        },
    ]);
}
