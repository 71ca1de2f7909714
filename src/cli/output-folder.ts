import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BeatplanError } from '../core/index.js';

/**
 * Makes a folder with all above it and makes sure that files can be written there, so that a long search does not end in vain.
 *
 * @throws BeatplanError `cannot-write`
 */
export async function prepareFolder(folder: string): Promise<void> {
    try {
        await makeFolder(folder);
        await access(folder, constants.W_OK);
    } catch (error) {
        throw notWritable(folder, error);
    }
}

// Not mkdir's own `recursive`: under /proc it never returns (Node 20).
async function makeFolder(folder: string): Promise<void> {
    if (await isFolder(folder)) return;
    const parent = dirname(folder);
    if (parent !== folder) await makeFolder(parent);
    await mkdir(folder);
}

async function isFolder(path: string): Promise<boolean> {
    try {
        return (await stat(path)).isDirectory();
    } catch {
        return false;
    }
}

/** As {@link prepareFolder}, for the folder of one file. */
export async function prepareFolderOf(file: string): Promise<void> {
    await prepareFolder(dirname(file));
}

/**
 * Writes texts by file name into a folder that is there.
 *
 * @returns the paths written, in order
 * @throws BeatplanError `cannot-write`
 */
export async function writeTexts(folder: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
    const paths: string[] = [];
    for (const [name, text] of Object.entries(texts)) {
        const path = join(folder, name);
        await writeText(path, text);
        paths.push(path);
    }
    return paths;
}

/** @throws BeatplanError `cannot-write` */
export async function writeText(path: string, text: string): Promise<void> {
    try {
        await writeFile(path, text);
    } catch (error) {
        throw notWritable(path, error);
    }
}

function notWritable(wanted: string, error: unknown): BeatplanError {
    const { code = String(error), path = wanted } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
        EACCES: 'may not be written by this user',
        EPERM: 'may not be written by this user',
        EROFS: 'lies on a disk that cannot be written',
        ENOSPC: 'does not fit on the disk',
        EEXIST: 'is a file, not a folder',
        EISDIR: 'is a folder, not a file',
    };
    const message = reasons[code] ?? `cannot be written (${code})`;
    return new BeatplanError('cannot-write', 'A result cannot be written:', [{ code: 'cannot-write', path: [path], message }]);
}
