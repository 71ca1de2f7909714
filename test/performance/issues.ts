import { BeatplanError } from '../../src/core/index.js';

/** The issues that a call throws, as `code at path`; empty if it returns. */
export function issuesOf(call: () => unknown): string[] {
    try {
        call();
        return [];
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        return error.issues.map(({ code, path }) => `${code} at ${path.join('.')}`);
    }
}
