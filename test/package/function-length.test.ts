import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const MOST_LINES = 80;

/** Inner loops that calls would slow down. */
const KERNELS = ['src/routing/moves/insertion.ts findAdditive'];

// Functions that wait to be divided: the list may only shrink.
const WAITING = [
    'src/cli/commands/audit-command.ts auditCommand',
    'src/formats/benchmarks/cordeau.ts readCordeau',
    'src/formats/benchmarks/vrplib.ts readSized',
    'src/routing/compile/compile.ts compileSteps',
    'src/territory/design/search/allocate.ts allocateBalanced',
];

/** `file name` of each function with more lines than a page holds. */
function longFunctions(file: string): string[] {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const lineOf = (at: number): number => source.getLineAndCharacterOfPosition(at).line;
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
            const lines = lineOf(node.end) - lineOf(node.getStart()) + 1;
            const name = 'name' in node ? (node.name as ts.Node | undefined)?.getText() : undefined;
            if (lines > MOST_LINES) found.push(`${file} ${name ?? '(anonymous)'}`);
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
}

describe('functions', () => {
    it(`have at most ${MOST_LINES} lines, but for kernels`, () => {
        const files = readdirSync('src', { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
            .map(({ parentPath, name }) => join(parentPath, name).replaceAll('\\', '/'));
        expect(files.flatMap(longFunctions).sort()).toEqual([...KERNELS, ...WAITING].sort());
    });
});
