import assert from 'node:assert/strict';
import { BeatplanError, ERROR_CODES } from '../../src/core/index.js';

const LONGEST_MESSAGE = 20_000;
const LONGEST_ISSUE = 10_000;

/** Throws an error on unless it is one that beatplan throws on purpose, with known codes, of a length that a person can read. */
export function judgeError(error: unknown): asserts error is BeatplanError {
    if (!(error instanceof BeatplanError) || error.code === 'internal') throw error;
    assert.ok(error.message.length <= LONGEST_MESSAGE, `a message of ${error.message.length} characters`);
    for (const issue of error.issues) {
        const { code, message } = issue;
        assert.ok(JSON.stringify(issue).length <= LONGEST_ISSUE, `an issue of ${JSON.stringify(issue).length} characters`);
        assert.ok(code in ERROR_CODES, `unknown code '${code}'`);
        assert.ok(message !== '', 'an issue without a message');
    }
}
