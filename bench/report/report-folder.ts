import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readableJson } from './readable-json.js';

/** What a bench leaves behind: one Markdown text, the data behind it, and charts. */
export interface Report {
    readonly markdown: string;
    readonly data: unknown;
    /** SVG texts by file name without its ending. */
    readonly charts?: Readonly<Record<string, string>>;
}

/**
 * The folder of a bench's figures where none is named: below `out/`, which git ignores, with the time in its name so that nothing is
 * overwritten.
 */
export function defaultReportFolder(bench: string, date: Date = new Date()): string {
    return join('out', 'bench', `${bench}-${date.toISOString().slice(0, 19).replaceAll(':', '-')}`);
}

/** Writes `NAME.md`, `NAME.json` and the charts; files of those names are replaced. */
export function saveReport(folder: string, name: string, { markdown, data, charts = {} }: Report): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.md`), `${markdown.trimEnd()}\n`);
    writeFileSync(join(folder, `${name}.json`), `${readableJson(data)}\n`);
    for (const [chart, svg] of Object.entries(charts)) writeFileSync(join(folder, `${chart}.svg`), svg);
}
