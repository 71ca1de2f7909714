import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LONGEST_LINE, readTextFile } from '../../../src/cli/files/read-text-file.js';
import { temporaryFolder } from '../temporary-folder.js';
import { thrownIssues } from '../thrown-issues.js';

function fileWith(content: string | Uint8Array): string {
    const path = join(temporaryFolder(), 'file.csv');
    writeFileSync(path, content);
    return path;
}

describe('readTextFile', () => {
    it('reads UTF-8 as it is', async () => {
        expect(await readTextFile(fileWith('id,name\n1,Łódź – café\n'))).toEqual({ text: 'id,name\n1,Łódź – café\n' });
    });

    it('reads characters that are split between two chunks', async () => {
        // 65536 is the size of a chunk: the two bytes of the letter lie on both sides of it.
        const text = `${'x'.repeat(65_535)}é\n`;
        expect((await readTextFile(fileWith(text))).text).toBe(text);
    });

    it('reads Windows-1252 with a note', async () => {
        const path = fileWith(Uint8Array.from([0x4d, 0xfc, 0x6e, 0x80]));
        expect(await readTextFile(path)).toEqual({ text: 'Mün€', note: expect.stringContaining('Windows-1252') });
    });

    it('says what a workbook is', async () => {
        const path = join(temporaryFolder(), 'accounts.xlsx');
        writeFileSync(path, Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]));
        expect(await thrownIssues(() => readTextFile(path))).toMatchObject([
            { code: 'unknown-format', path: [path], message: 'is a workbook of a spreadsheet, not a table in text' },
        ]);
    });

    it('names a file that does not exist', async () => {
        const path = join(temporaryFolder(), 'none.csv');
        const [issue] = await thrownIssues(() => readTextFile(path));
        expect(issue).toEqual({ code: 'file-not-found', path: [path], message: 'does not exist' });
    });

    it('names a folder', async () => {
        const path = temporaryFolder();
        const [issue] = await thrownIssues(() => readTextFile(path));
        expect(issue).toMatchObject({ code: 'file-not-found', path: [path], message: 'is a folder, not a file' });
    });

    it('refuses an empty file', async () => {
        const path = fileWith('');
        expect(await thrownIssues(() => readTextFile(path))).toMatchObject([{ code: 'empty-input', path: [path] }]);
    });

    it.each([
        ['little', true, true],
        ['big', false, true],
        ['little', true, false],
        ['big', false, false],
    ])('reads UTF-16, %s end first (little %s, mark %s)', async (_, isLittle, hasMark) => {
        const text = 'id\tname\n1\tŁódź – café\n2\tGrün\n';
        const little = Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf16le');
        const path = fileWith(isLittle ? little : Buffer.from(little).swap16());
        expect(await readTextFile(path)).toEqual({ text, note: `${path} was read as UTF-16.` });
    });

    it('refuses binary content with a hint', async () => {
        const path = fileWith(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0, 1, 2]));
        const [issue] = await thrownIssues(() => readTextFile(path));
        expect(issue).toMatchObject({ code: 'unknown-format', hint: expect.stringContaining('UTF-8') });
    });

    it('names the line that is too long', async () => {
        const path = fileWith(`id\r\n1\r\n${'9'.repeat(LONGEST_LINE + 1)}\r\n2\r\n`);
        const [issue] = await thrownIssues(() => readTextFile(path));
        expect(issue).toMatchObject({ code: 'line-too-long', path: [path, 'line 3'] });
    });

    it('accepts a line of just the longest length, and many lines that are longer together', async () => {
        const line = 'a'.repeat(LONGEST_LINE);
        expect((await readTextFile(fileWith(`${line}\n${line}\n`))).text).toHaveLength(2 * LONGEST_LINE + 2);
    });

    it('reads JSON that is one long line, as most programs write maps', async () => {
        const text = `\uFEFF {"features": [${'1,'.repeat(LONGEST_LINE)}1]}`;
        expect((await readTextFile(fileWith(text))).text).toHaveLength(text.length - 1);
    });
});
