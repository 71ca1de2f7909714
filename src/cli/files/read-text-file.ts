import { createReadStream } from 'node:fs';
import { BeatplanError, type ErrorCode, type IssueDetails } from '../../core/index.js';

/** Longest line of any table or instance that is read, in bytes; JSON may have lines of any length. */
export const LONGEST_LINE = 1_000_000;

// A string of Node 20 holds no more than 2^29 characters.
const LARGEST_FILE = 500_000_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** How JSON begins: with a bracket, after a byte order mark and blanks. */
const JSON_START = /^(?:\xef\xbb\xbf)?[ \t\r\n]*[{[]/;

/** A text with what the reader had to do to it. */
export interface TextFile {
    readonly text: string;
    /** Absent if there is nothing to say. */
    readonly note?: string;
}

/**
 * Reads a text file: UTF-8, UTF-16, or Windows-1252 where the bytes are neither.
 *
 * Line lengths are watched while the bytes arrive, so that a file that is no table at all fails after its first megabyte. A map in
 * JSON is often one line, and may be.
 *
 * @throws BeatplanError `file-not-found`, `empty-input`, `line-too-long`, `out-of-range` (too large), `unknown-format` (binary)
 */
export async function readTextFile(path: string): Promise<TextFile> {
    const chunks: Buffer[] = [];
    const lines: SeenLines = { size: 0, lineStart: 0, line: 1, longest: LONGEST_LINE };
    try {
        for await (const chunk of createReadStream(path)) {
            if (lines.size === 0) lines.encoding = wideEncoding(chunk as Buffer);
            if (lines.size === 0 && JSON_START.test((chunk as Buffer).toString('latin1'))) lines.longest = LARGEST_FILE;
            watchLines(path, chunk as Buffer, lines);
            chunks.push(chunk as Buffer);
        }
    } catch (error) {
        throw error instanceof BeatplanError ? error : notReadable(path, error);
    }
    if (lines.size === 0) throw failure('empty-input', [path], 'is an empty file');
    return decode(path, Buffer.concat(chunks), lines.encoding);
}

interface SeenLines {
    size: number;
    lineStart: number;
    line: number;
    longest: number;
    /** Where characters have two bytes. */
    encoding?: WideEncoding | undefined;
}

type WideEncoding = 'utf-16le' | 'utf-16be';

const SAMPLE_BYTES = 400;

/** UTF-16 by its byte order mark, or by zeros in every other byte, as Excel's "Unicode Text" has them. */
function wideEncoding(start: Buffer): WideEncoding | undefined {
    if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
    if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
    const sample = start.subarray(0, Math.min(SAMPLE_BYTES, start.length - (start.length % 2)));
    const zeros = [0, 0];
    for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i % 2]++;
    const half = sample.length / 2;
    if (zeros[0] === 0 && zeros[1] > 0.8 * half) return 'utf-16le';
    return zeros[1] === 0 && zeros[0] > 0.8 * half ? 'utf-16be' : undefined;
}

function isWorkbook(path: string): boolean {
    return /\.(?:xls[xmb]?|ods|numbers)$/i.test(path);
}

function watchLines(path: string, chunk: Buffer, seen: SeenLines): void {
    const start = seen.size;
    seen.size += chunk.length;
    if (seen.size > LARGEST_FILE) {
        const expected = `at most ${LARGEST_FILE / 1_000_000} MB`;
        throw failure('out-of-range', [path], 'is too large', { expected });
    }
    for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i];
        if (byte === 0 && seen.encoding === undefined) {
            const hint = 'save it as text in UTF-8; spreadsheets call it "CSV UTF-8"';
            const message = isWorkbook(path)
                ? 'is a workbook of a spreadsheet, not a table in text'
                : 'is not a text file in UTF-8';
            throw failure('unknown-format', [path], message, { hint });
        }
        if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
            if (byte === LINE_FEED) seen.line++;
            seen.lineStart = start + i + 1;
        } else if (start + i - seen.lineStart >= seen.longest) {
            const hint = 'is this the right file? Tables, instances and settings have line breaks';
            throw failure('line-too-long', [path, `line ${seen.line}`], 'is too long', {
                expected: `at most ${LONGEST_LINE} bytes`,
                hint,
            });
        }
    }
}

function decode(path: string, bytes: Buffer, encoding: WideEncoding | undefined): TextFile {
    if (encoding !== undefined) return { text: new TextDecoder(encoding).decode(bytes), note: `${path} was read as UTF-16.` };
    try {
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
    } catch {
        return { text: decodeWindows1252(bytes), note: `${path} is not in UTF-8; it was read as Windows-1252.` };
    }
}

// Windows-1252 is Latin-1 but for these 32; Node 20 decodes it as if it were Latin-1.
const FROM_80_TO_9F = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function decodeWindows1252(bytes: Buffer): string {
    return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (character) => FROM_80_TO_9F[character.charCodeAt(0) - 0x80]);
}

function notReadable(path: string, error: unknown): BeatplanError {
    const code = (error as NodeJS.ErrnoException).code;
    const reason =
        code === 'ENOENT'
            ? 'does not exist'
            : code === 'EISDIR'
              ? 'is a folder, not a file'
              : code === 'EACCES' || code === 'EPERM'
                ? 'may not be read by this user'
                : `cannot be read (${code ?? String(error)})`;
    return failure('file-not-found', [path], reason);
}

function failure(code: ErrorCode, path: readonly string[], message: string, details: IssueDetails = {}): BeatplanError {
    return new BeatplanError(code, 'A file cannot be read:', [{ code, path, message, ...details }]);
}
