import { BeatplanError, type Issue } from '../../src/core/index.js';

/** The issues of the BeatplanError that a call throws; fails where it throws nothing or anything else. */
export function thrownIssues(call: () => unknown): readonly Issue[] {
    return thrownError(call).issues;
}

/** The BeatplanError that a call throws. */
export function thrownError(call: () => unknown): BeatplanError {
    try {
        call();
    } catch (error) {
        if (error instanceof BeatplanError) return error;
        throw error;
    }
    throw new Error('nothing was thrown');
}

/** Code and path of each issue. */
export function places(issues: readonly Issue[]): [code: string, path: string][] {
    return issues.map((issue) => [issue.code, issue.path.join('/')]);
}
