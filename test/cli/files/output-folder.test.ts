import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareFolder, prepareFolderOf } from '../../../src/cli/files/output-folder.js';
import { temporaryFolder } from '../temporary-folder.js';
import { thrownIssues } from '../thrown-issues.js';

describe('prepareFolder', () => {
    it('makes a folder with all above it, and accepts one that is there', async () => {
        const folder = join(temporaryFolder(), 'a', 'b');
        await prepareFolder(folder);
        await prepareFolder(folder);
        expect(existsSync(folder)).toBe(true);
    });

    it('refuses a place where a file stands', async () => {
        const file = join(temporaryFolder(), 'taken');
        writeFileSync(file, '');
        expect(await thrownIssues(() => prepareFolder(file))).toEqual([
            { code: 'cannot-write', path: [file], message: 'is a file, not a folder' },
        ]);
    });

    it('names the file that a place lies below', async () => {
        const taken = join(temporaryFolder(), 'taken');
        writeFileSync(taken, '');
        const expected = [{ code: 'cannot-write', path: [taken], message: 'is a file, not a folder' }];
        expect(await thrownIssues(() => prepareFolder(join(taken, 'deeper', 'still')))).toEqual(expected);
        expect(await thrownIssues(() => prepareFolderOf(join(taken, 'x.sol')))).toEqual(expected);
    });

    it.skipIf(process.platform !== 'linux')('does not wait for ever under /proc', async () => {
        expect(await thrownIssues(() => prepareFolder('/proc/none/deeper'))).toMatchObject([{ code: 'cannot-write' }]);
    });
});
