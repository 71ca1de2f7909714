import { boundIssue } from './bound-issue.js';
import { BeatplanError } from './error.js';
import type { ErrorCode } from './error-codes.js';
import type { Issue, IssuePath } from './issue.js';

/** What {@link IssueCollector.add} takes in addition to code, path and message. */
export interface IssueDetails {
    readonly received?: unknown;
    readonly expected?: string;
    readonly hint?: string;
}

/** Collects every problem of an input so that one error can name them all. */
export class IssueCollector {
    readonly issues: Issue[] = [];

    /** Adds an issue; a `received` that JSON has no form for, or a long one, is described instead. */
    add(code: ErrorCode, path: IssuePath, message: string, details: IssueDetails = {}): void {
        this.issues.push(boundIssue({ code, path, message, ...details }));
    }

    /** Takes over issues that were found elsewhere, below `prefix`. */
    addAll(issues: readonly Issue[], prefix: IssuePath = []): void {
        for (const issue of issues) this.issues.push({ ...issue, path: [...prefix, ...issue.path] });
    }

    /**
     * Throws when anything was collected.
     *
     * @param what - the input as a person calls it, `'the problem'`
     * @throws BeatplanError `invalid-input` with all issues
     */
    throwIfAny(what: string): void {
        if (this.issues.length === 0) return;
        const count = this.issues.length === 1 ? 'a problem' : `${this.issues.length} problems`;
        throw new BeatplanError('invalid-input', `${what} has ${count}:`, this.issues);
    }
}
