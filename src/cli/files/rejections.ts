import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { groupIssues, type Issue, showValue } from '../../core/index.js';
import { type CsvOptions, tableToCsv } from '../../formats/index.js';
import { describeIssue } from '../terminal/describe-error.js';
import { isOwnFile } from './own-files.js';

/** A fault of an input that the command goes on without. */
export interface Rejection {
    readonly file: string;
    readonly issue: Issue;
    /** Whether the whole row is left out, or only its cell. */
    readonly leftOut: 'row' | 'cell';
    /** What is assumed instead, if only the cell is left out. */
    readonly assumed?: string;
}

const HEADING = ['file', 'row', 'column', 'value', 'what', 'hint', 'left out', 'assumed', 'code'];

/** The table of everything that was left out, for a spreadsheet. */
export function rejectionsToCsv(rejections: readonly Rejection[], form?: CsvOptions): string {
    const rows = rejections.map(({ file, issue, leftOut, assumed = '' }) => {
        const [place, ...column] = issue.path;
        const { code, message, received, expected, hint } = issue;
        return [
            file,
            String(place ?? '').replace(/^row /, ''),
            column.join('.'),
            received === undefined ? '' : typeof received === 'string' ? received : showValue(received),
            expected === undefined ? message : `${message}; expected ${expected}`,
            hint ?? '',
            leftOut,
            assumed,
            code,
        ];
    });
    return tableToCsv(HEADING, rows, form);
}

/** Where `rejected.csv` goes: what the user says, else next to the outputs, else nowhere. */
export function rejectedPath(
    given: { readonly rejected?: string; readonly out?: string },
    outIsFolder: boolean,
): string | undefined {
    if (given.rejected !== undefined || given.out === undefined) return given.rejected;
    return join(outIsFolder ? given.out : dirname(given.out), 'rejected.csv');
}

/** The file of what was left out, by path: none if there is nothing to list, unless an earlier run left a list there. */
export async function rejectedTexts(
    path: string | undefined,
    rejections: readonly Rejection[],
    form?: CsvOptions,
): Promise<Record<string, string>> {
    if (path === undefined) return {};
    if (rejections.length === 0) {
        const found = await stat(path).catch(() => undefined);
        if (found === undefined || !found.isFile() || !(await isOwnFile(path))) return {};
    }
    return { [path]: rejectionsToCsv(rejections, form) };
}

const MOST_KINDS = 12;

/** What was left out, for a person: how many rows of which file, and each kind of fault with its first place. */
export function rejectionLines(rejections: readonly Rejection[], path: string | undefined): string[] {
    if (rejections.length === 0) return [];
    const lines: string[] = [];
    for (const file of new Set(rejections.map((rejection) => rejection.file))) {
        const ofFile = rejections.filter((rejection) => rejection.file === file);
        const rows = new Set(ofFile.filter(({ leftOut }) => leftOut === 'row').map(({ issue }) => issue.path[0]));
        const cells = ofFile.filter(({ leftOut }) => leftOut === 'cell').length;
        const used = cells === 0 ? '' : `; the ${cells === 1 ? 'row of that cell is' : 'rows of those cells are'} used`;
        lines.push(
            `${file}: ${[counted(rows.size, 'row'), counted(cells, 'cell')].filter(isFilled).join(' and ')} left out${used}.`,
        );
        lines.push(...kindLines(ofFile));
    }
    lines.push(
        path === undefined
            ? '--rejected FILE writes the whole list; --strict refuses such files instead.'
            : `The whole list is in ${path}; --strict refuses such files instead.`,
    );
    return lines;
}

const MOST_HINTS = 3;

/** Each kind of fault with its first place, what to do, and what is assumed; hints that differ are shown with their own place. */
function kindLines(rejections: readonly Rejection[]): string[] {
    const rejectionOf = new Map(rejections.map((rejection) => [rejection.issue, rejection]));
    const groups = groupIssues(rejections.map(({ issue }) => issue));
    const lines = groups.slice(0, MOST_KINDS).flatMap(({ issues }) => {
        const firstOf = new Map<string, Issue>();
        for (const issue of issues) if (issue.hint !== undefined && !firstOf.has(issue.hint)) firstOf.set(issue.hint, issue);
        const isShared = firstOf.size === 1 && issues.every(({ hint }) => hint !== undefined);
        const hints = [...firstOf].slice(0, MOST_HINTS).map(([hint, { path }]) => {
            return `      hint${isShared ? '' : ` for ${String(path[0])}`}: ${hint}`;
        });
        const more = firstOf.size - hints.length;
        const assumed = rejectionOf.get(issues[0])?.assumed;
        return [
            `  ${issues.length} x ${describeIssue(issues[0])}${assumed === undefined ? '' : `; assumed: ${assumed}`}`,
            ...hints,
            ...(more > 0 ? [`      … and ${more} other hints in the list`] : []),
        ];
    });
    return groups.length > MOST_KINDS ? [...lines, `  … and ${groups.length - MOST_KINDS} more kinds`] : lines;
}

function isFilled(text: string): boolean {
    return text !== '';
}

function counted(count: number, one: string): string {
    return count === 0 ? '' : `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** What was left out, for a machine. */
export function rejectionsDocument(rejections: readonly Rejection[]): readonly object[] {
    return rejections.map(({ file, issue, leftOut, assumed }) => ({
        file,
        leftOut,
        ...(assumed === undefined ? {} : { assumed }),
        ...issue,
    }));
}
