import { boundIssue } from './bound-issue.js';
import type { ErrorCode } from './error-codes.js';
import { listIssues } from './group-issues.js';
import { cutText, formatPath, type Issue, showValue } from './issue.js';

const MOST_SHOWN = 20;
const LONGEST_MESSAGE = 4_000;
const LONGEST_PART = 500;

/**
 * The one error that beatplan throws. `issues` names every problem that was found, not the first alone. Whatever the input, the message is
 * short enough to print, and the issues can be made JSON: long texts are cut, and what JSON has no form for is described.
 *
 * @example
 * ```ts
 * try {
 *     solve(problem);
 * } catch (error) {
 *     if (error instanceof BeatplanError) for (const issue of error.issues) console.log(issue.code, issue.path);
 * }
 * ```
 */
export class BeatplanError extends Error {
    /** The code of the first issue, or of the error as a whole. */
    readonly code: ErrorCode;
    /** Every problem, in input order. */
    readonly issues: readonly Issue[];

    constructor(code: ErrorCode, message: string, issues: readonly Issue[] = []) {
        const bounded = issues.map(boundIssue);
        const title = cutText(message, LONGEST_MESSAGE);
        super(bounded.length === 0 ? title : `${title}\n${formatIssues(bounded)}`);
        this.name = 'BeatplanError';
        this.code = code;
        this.issues = bounded;
    }
}

/**
 * Lists issues for a person, one a line with its hint below. Issues of one kind are grouped, the rarest kind first; at most `most`
 * (default 20) are shown, and the others are counted.
 */
export function formatIssues(issues: readonly Issue[], most: number = MOST_SHOWN): string {
    return listIssues(issues, most, describeIssue).join('\n');
}

function describeIssue(issue: Issue): string {
    const where = formatPath(issue.path);
    const received = issue.received === undefined ? '' : `, received ${showValue(issue.received)}`;
    const expected = issue.expected === undefined ? '' : `, expected ${cutText(issue.expected, LONGEST_PART)}`;
    return `${where === '' ? '' : `${where}: `}${cutText(issue.message, LONGEST_PART)}${expected}${received} [${issue.code}]`;
}
