import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJsonFile } from '../../../src/cli/files/json-file.js';
import { temporaryFolder } from '../temporary-folder.js';
import { thrownIssues } from '../thrown-issues.js';

function fileWith(text: string): string {
    const path = join(temporaryFolder(), 'config.json');
    writeFileSync(path, text);
    return path;
}

describe('readJsonFile', () => {
    it('reads an object, byte order mark or not', async () => {
        expect(await readJsonFile(fileWith('{"weeks": 2}'))).toEqual({ weeks: 2 });
        expect(await readJsonFile(fileWith('\uFEFF{"weeks": 2}'))).toEqual({ weeks: 2 });
    });

    it('names the line of a fault', async () => {
        const path = fileWith('{\n  "weeks": 2,\n  "seed": x\n}');
        const [issue] = await thrownIssues(() => readJsonFile(path));
        expect(issue).toMatchObject({ code: 'malformed-json', path: [path, 'line 3'] });
    });

    it('names the line of a comma after the last item', async () => {
        const path = fileWith('{\n  "weeks": [\n    2,\n  ],\n  "seed": 1\n}\n');
        expect(await thrownIssues(() => readJsonFile(path))).toMatchObject([{ code: 'malformed-json', path: [path, 'line 4'] }]);
    });

    it('names the end of a text that ends too early', async () => {
        const path = fileWith('{"weeks": 2');
        const [issue] = await thrownIssues(() => readJsonFile(path));
        expect(issue).toMatchObject({ code: 'malformed-json', path: [path, 'line 1'] });
    });

    it.each(['[1]', '7', 'null', '"text"'])('refuses %s, which is no object', async (text) => {
        expect(await thrownIssues(() => readJsonFile(fileWith(text)))).toMatchObject([{ code: 'invalid-type' }]);
    });
});
