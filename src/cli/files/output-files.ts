import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BeatplanError, type Issue } from '../../core/index.js';
import { cannotWrite, prepareFolderOf, writeProblem } from './output-folder.js';
import { isOwnFile } from './own-files.js';

/** What a run must not touch. */
export interface OutputRules {
    /** Files that the run reads. An output that is one of them is refused, under whatever name it is given. */
    readonly inputs: readonly (string | undefined)[];
    /** Whether files that beatplan did not write may be replaced. Default false. */
    readonly force?: boolean | undefined;
}

/** A text that lies next to its target and waits to take its place. */
interface StagedFile {
    readonly path: string;
    readonly target: string;
    readonly temporary: string;
}

/**
 * Makes sure, before a long search, that all results of a run can be written: makes their folders, and refuses outputs that are
 * inputs, folders, or files that beatplan did not write.
 *
 * @throws BeatplanError with an issue for each output: `cannot-write`, `output-is-input`, `file-exists`
 */
export async function claimOutputs(paths: readonly string[], { inputs, force = false }: OutputRules): Promise<void> {
    const read = new Set(await Promise.all(inputs.filter((path) => path !== undefined).map(realPathOf)));
    const issues: Issue[] = [];
    for (const path of paths) {
        if (read.has(await realPathOf(path))) {
            const hint = 'choose another name: this file is read by the same command';
            issues.push({ code: 'output-is-input', path: [path], message: 'is an input of this command', hint });
            continue;
        }
        await prepareFolderOf(path);
        const found = await stat(path).catch(() => undefined);
        if (found === undefined) continue;
        if (found.isDirectory()) issues.push(writeProblem(path, { code: 'EISDIR' }));
        else if (found.isFile() && !force && !(await isOwnFile(path))) {
            const message = 'exists and was not written by beatplan';
            issues.push({ code: 'file-exists', path: [path], message, hint: 'choose another name, or replace it with --force' });
        }
    }
    if (issues.length > 0) throw new BeatplanError(issues[0].code, 'The results cannot be written:', issues);
}

/**
 * Writes all texts of a run or none: each is written in full next to its target, and only when all of them are on the disk do they take
 * the targets' names. A run that fails or is killed before that leaves earlier results as they were.
 *
 * @param texts - by path; folders exist
 * @returns the paths, in order
 * @throws BeatplanError `cannot-write`
 */
export async function writeOutputs(texts: Readonly<Record<string, string>>): Promise<string[]> {
    const staged: StagedFile[] = [];
    try {
        for (const [path, text] of Object.entries(texts)) {
            const file = await stage(path, text);
            if (file !== undefined) staged.push(file);
        }
        for (const { path, target, temporary } of staged) await atPath(path, rename(temporary, target));
    } finally {
        await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true })));
    }
    return Object.keys(texts);
}

/** Writes a text next to its target; devices and pipes take it at once, since nothing can take their place. */
async function stage(path: string, text: string): Promise<StagedFile | undefined> {
    const target = await realPathOf(path);
    const found = await stat(target).catch(() => undefined);
    if (found !== undefined && !found.isFile() && !found.isDirectory()) {
        await atPath(path, writeAll(await atPath(path, open(target, 'w')), text));
        return undefined;
    }
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    const handle = await atPath(path, open(temporary, 'w', found === undefined ? 0o666 : found.mode));
    try {
        await atPath(path, writeAll(handle, text, true));
    } catch (error) {
        await rm(temporary, { force: true });
        throw error;
    }
    return { path, target, temporary };
}

async function writeAll(handle: FileHandle, text: string, isFile = false): Promise<void> {
    try {
        await handle.writeFile(text);
        if (isFile) await handle.sync();
    } finally {
        await handle.close();
    }
}

/** The path behind links; of a file that is not there yet, the path behind the links of its folder. */
async function realPathOf(path: string): Promise<string> {
    try {
        return await realpath(path);
    } catch {
        const folder = await realpath(dirname(path)).catch(() => dirname(path));
        return join(folder, basename(path));
    }
}

async function atPath<T>(path: string, work: Promise<T>): Promise<T> {
    try {
        return await work;
    } catch (error) {
        throw cannotWrite(path, error);
    }
}
