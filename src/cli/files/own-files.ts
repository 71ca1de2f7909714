import { type FileHandle, open } from 'node:fs/promises';

// Enough for the longest heading that beatplan writes, and for its last line.
const END_BYTES = 4096;

/** Last line of a solution file, by which the next run knows its own files; readers of the form skip it. */
export const SOLVER_LINE = 'Solver beatplan\n';

/** What files that beatplan writes hold at their beginning or end, by the end of their name. */
const MARKS: readonly (readonly [RegExp, RegExp])[] = [
    [/\.html?$/i, /<meta name="generator" content="beatplan">/],
    [/\.ics$/i, /^PRODID:[^\r\n]*beatplan/im],
    [/./, /^\s*\{\s*"generator":\s*"beatplan"/],
    [/\.sol$/i, /^Solver beatplan$/m],
    [
        /\.csv$/i,
        /^\uFEFF?"?(?:unit"?[,;\t]"?(?:territory|from)|status"?[,;\t]"?date|lead_id"?[,;\t]"?rep_id|file"?[,;\t]"?row|instance"?[,;\t]"?format|finding_rank|reviewed_rep_id|costly_account_id)\b/,
    ],
];

/** First member of every JSON document that is written to a file, by which the next run knows its own files. */
export const GENERATOR = { generator: 'beatplan' } as const;

/** Whether beatplan wrote a file, as its name, its beginning and its end say. An empty file counts as one that beatplan may replace. */
export async function isOwnFile(path: string): Promise<boolean> {
    const handle = await open(path, 'r');
    try {
        const { size } = await handle.stat();
        const head = await readAt(handle, 0);
        const tail = size > END_BYTES ? await readAt(handle, size - END_BYTES) : '';
        return size === 0 || MARKS.some(([name, mark]) => name.test(path) && (mark.test(head) || mark.test(tail)));
    } finally {
        await handle.close();
    }
}

async function readAt(handle: FileHandle, position: number): Promise<string> {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(END_BYTES), 0, END_BYTES, position);
    return buffer.toString('utf8', 0, bytesRead);
}
