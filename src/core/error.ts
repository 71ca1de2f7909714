import type { ErrorCode } from './error-codes.js';
import { listIssues } from './group-issues.js';
import { formatPath, type Issue, showValue } from './issue.js';

const MOST_SHOWN = 20;

/**
 * The one error that beatplan throws. `issues` names every problem that was found, not the first alone.
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
        super(issues.length === 0 ? message : `${message}\n${formatIssues(issues)}`);
        this.name = 'BeatplanError';
        this.code = code;
        this.issues = issues;
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
    const expected = issue.expected === undefined ? '' : `, expected ${issue.expected}`;
    return `${where === '' ? '' : `${where}: `}${issue.message}${expected}${received} [${issue.code}]`;
}
