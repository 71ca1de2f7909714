import { BeatplanError } from '../../core/index.js';
import { readTextFile } from './read-text-file.js';

/**
 * Reads a JSON file that holds one object.
 *
 * @throws BeatplanError `malformed-json` with the line, `invalid-type`, and all of `readTextFile`
 */
export async function readJsonFile(path: string): Promise<Record<string, unknown>> {
    const { text } = await readTextFile(path);
    return parseJsonFile(path, text);
}

/** Parses a JSON text that was read; `malformed-json` names the line. */
export function parseJson(path: string, text: string): object {
    try {
        return JSON.parse(text.replace(/^\uFEFF/, '')) as object;
    } catch (error) {
        throw malformed(path, text, error as SyntaxError);
    }
}

/** {@link readJsonFile} for a text that was read. */
export function parseJsonFile(path: string, text: string): Record<string, unknown> {
    const value: unknown = parseJson(path, text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    const issue = {
        code: 'invalid-type',
        path: [path],
        message: 'does not hold an object',
        received: value,
        expected: '{…}',
    } as const;
    throw new BeatplanError('invalid-type', 'A JSON file has a problem:', [issue]);
}

function malformed(path: string, text: string, error: SyntaxError): BeatplanError {
    const message = `is not valid JSON: ${error.message.split(/, ?"|, \.\.\.|( in| after)? JSON/)[0]}`;
    const hint = 'JSON has no comments, no comma after the last item, and double quotes only';
    return new BeatplanError('malformed-json', 'A JSON file has a problem:', [
        { code: 'malformed-json', path: [path, `line ${faultyLine(text)}`], message, hint },
    ]);
}

// Not every version of Node tells the place. No token spans lines, so the fault lies in the first line after which the text is
// more than merely unfinished.
function faultyLine(text: string): number {
    const lines = text.split('\n');
    let sound = 0;
    let faulty = lines.length;
    while (faulty - sound > 1) {
        const middle = (sound + faulty) >> 1;
        if (isUnfinished(lines.slice(0, middle).join('\n'))) sound = middle;
        else faulty = middle;
    }
    return faulty;
}

function isUnfinished(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch (error) {
        const { message } = error as SyntaxError;
        const position = /position (\d+)/.exec(message)?.[1];
        return message.includes('end of JSON input') || (position !== undefined && Number(position) >= text.length);
    }
}
