import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

/** The text of a file of this repository. */
export function readText(path: string): string {
    return readFileSync(new URL(path, ROOT), 'utf8');
}

/** README, CONTRIBUTING and every page of `docs` and its folders, by path. */
export function pages(): string[] {
    const docs = readdirSync(new URL('docs/', ROOT), { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => file.endsWith('.md'));
    return ['README.md', 'CONTRIBUTING.md', ...docs.sort().map((file) => `docs/${file}`)];
}

/** A fenced block of a page. */
export interface CodeBlock {
    /** `README.md:42`, the line of the fence. */
    readonly place: string;
    readonly language: string;
    /** The word after the language: `live` for examples that pages of the site can run. */
    readonly mark?: string;
    readonly code: string;
}

/** The fenced blocks of a page, in order. */
export function codeBlocks(path: string): CodeBlock[] {
    const blocks: CodeBlock[] = [];
    const lines = readText(path).split('\n');
    for (let i = 0; i < lines.length; i++) {
        const fence = /^```(\w+)(?: (\w+))?/.exec(lines[i]);
        if (fence === null) continue;
        const end = lines.indexOf('```', i + 1);
        blocks.push({ place: `${path}:${i + 1}`, language: fence[1], mark: fence[2], code: lines.slice(i + 1, end).join('\n') });
        i = end;
    }
    return blocks;
}

/** The cells of the first column of every table under a heading, without their backticks. */
export function firstColumn(path: string, heading: string): string[] {
    const section = readText(path)
        .split(/^(?=#+ )/m)
        .find((part) => part.startsWith(`${heading}\n`));
    if (section === undefined) throw new Error(`${path} has no heading '${heading}'`);
    return tableRows(section).map((cells) => cells[0].replaceAll('`', ''));
}

/** The rows of every table in a text, as cells; heads and rules left out. */
export function tableRows(text: string): string[][] {
    const lines = text.split('\n');
    const rows: string[][] = [];
    for (let i = 0; i < lines.length; i++) {
        if (!lines[i].startsWith('|') || /^\|[-\s|:]+$/.test(lines[i]) || /^\|[-\s|:]+$/.test(lines[i + 1] ?? '')) continue;
        rows.push(
            lines[i]
                .replaceAll('\\|', '\u0000')
                .split('|')
                .slice(1, -1)
                .map((cell) => cell.trim().replaceAll('\u0000', '|')),
        );
    }
    return rows;
}
