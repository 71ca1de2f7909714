import { BeatplanError, type Issue } from '../../src/core/index.js';

/** The issues of the error that a call ends with. */
export async function thrownIssues(call: () => Promise<unknown>): Promise<readonly Issue[]> {
    try {
        await call();
    } catch (error) {
        if (error instanceof BeatplanError) return error.issues;
        throw error;
    }
    throw new Error('the call did not throw');
}
