import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BeatplanError, type Issue } from '../../core/index.js';

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
        throw cannotWrite(folder, error);
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

/** Why a path cannot be written, as one error. */
export function cannotWrite(path: string, error: unknown): BeatplanError {
    return new BeatplanError('cannot-write', 'A result cannot be written:', [writeProblem(path, error)]);
}

/** Why a path cannot be written: the reason behind an error of `node:fs`, in words. */
export function writeProblem(wanted: string, error: unknown): Issue {
    const { code = String(error), path = wanted } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
        EACCES: 'may not be written by this user',
        EPERM: 'may not be written by this user',
        EROFS: 'lies on a disk that cannot be written',
        ENOSPC: 'does not fit on the disk',
        EDQUOT: 'does not fit on the disk',
        EEXIST: 'is a file, not a folder',
        ENOTDIR: 'lies below a file, not in a folder',
        EISDIR: 'is a folder, not a file',
    };
    return { code: 'cannot-write', path: [path], message: reasons[code] ?? `cannot be written (${code})` };
}
