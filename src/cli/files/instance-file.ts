import { basename } from 'node:path';
import { BeatplanError, type IssueCollector, nearestWord } from '../../core/index.js';
import { INSTANCE_FORMATS, type Instance, type InstanceFormat, readInstance } from '../../formats/index.js';
import { prefixIssues } from '../terminal/describe-error.js';
import { readNumberOption } from '../terminal/number-option.js';
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

/** Adds an issue for an unknown word. */
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
    const notes = note === undefined ? [] : [note];
    if (instance.format === 'toptw' && options.routes === undefined) {
        notes.push('The file leaves the number of routes open; one was taken. Give another with --routes.');
    }
    return { instance, notes };
}

function readNamed(path: string, text: string, options: InstanceOptions): Instance {
    try {
        return readInstance(text, { name: basename(path).replace(/\.[^.]+$/, ''), ...options });
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        const issues = prefixIssues(error, [path]).map((issue) =>
            issue.path[1] === 'routes' ? { ...issue, path: ['--routes'] } : issue,
        );
        throw new BeatplanError(error.code, 'An instance cannot be read:', issues);
    }
}

/** Refuses an instance with rules that the solver and the checker cannot keep. */
export function refuseUnsupported(path: string, { problem }: Instance): void {
    if ((problem.shipments ?? []).length === 0) return;
    throw new BeatplanError('not-supported', 'An instance cannot be solved:', [
        {
            code: 'not-supported',
            path: [path],
            message: 'has goods that go from customer to customer, which is not supported yet',
            expected: 'an instance whose goods come from or go to the depot',
        },
    ]);
}

/** What to say of an answer with more routes than the file's name or comment states; undefined if it has not. */
export function noteRoutes({ statedRoutes }: Instance, routes: number): string | undefined {
    if (statedRoutes === undefined || routes <= statedRoutes) return undefined;
    return `The file states ${statedRoutes} routes and does not demand it; this answer has ${routes}. Keep to it with --routes ${statedRoutes}.`;
}
