import { BeatplanError } from './error.js';
import type { Issue } from './issue.js';
import { IssueCollector } from './issue-collector.js';
import type { Steps } from './steps.js';

/** An issue in terms of the user's input; undefined if no input of the user's can be to blame. */
type Translate = (issue: Issue) => Issue | undefined;

/**
 * Runs a call of a lower room on input that this room made, so that its complaints never look like the user's own faults.
 *
 * @param what - the user's input as a person calls it
 * @param call - may throw a {@link BeatplanError}
 * @param translate - an issue in terms of the user's input; undefined if no input of the user's can be to blame
 * @throws BeatplanError with the translated issues; `internal` if there are none. `cancelled` passes as it is
 */
export function withOwnIssues<Result>(what: string, call: () => Result, translate: Translate = () => undefined): Result {
    try {
        return call();
    } catch (error) {
        return throwOwnIssues(what, error, translate);
    }
}

/** {@link withOwnIssues} for work in steps. */
export function* stepsWithOwnIssues<Result, Progress = never>(
    what: string,
    steps: Steps<Result, Progress>,
    translate: Translate = () => undefined,
): Steps<Result, Progress> {
    try {
        return yield* steps;
    } catch (error) {
        return throwOwnIssues(what, error, translate);
    }
}

function throwOwnIssues(what: string, error: unknown, translate: Translate): never {
    if (!(error instanceof BeatplanError) || error.code === 'cancelled' || error.code === 'internal') throw error;
    const own = new IssueCollector();
    for (const issue of error.issues) {
        const translated = translate(issue);
        if (translated !== undefined) own.issues.push(translated);
    }
    own.throwIfAny(what);
    const internal = new BeatplanError('internal', `beatplan broke one of its own rules; please report it. ${error.message}`);
    internal.cause = error;
    throw internal;
}
