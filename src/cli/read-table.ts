import { BeatplanError } from '../core/index.js';
import { prefixIssues } from './describe-error.js';
import { readTextFile } from './read-text-file.js';

/**
 * Reads one table.
 *
 * @param parse - of the text to rows
 * @returns the rows, and what the reader had to do to the text
 * @throws BeatplanError with the file in each path
 */
export async function readTable<Row>(
    file: string,
    parse: (text: string) => readonly Row[],
): Promise<{ readonly rows: readonly Row[]; readonly notes: readonly string[] }> {
    const { text, note } = await readTextFile(file);
    try {
        return { rows: parse(text), notes: note === undefined ? [] : [note] };
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        throw new BeatplanError(error.code, 'A table has a problem:', prefixIssues(error, [file]));
    }
}
