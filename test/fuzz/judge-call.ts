import { BeatplanError } from '../../src/core/index.js';
import type { PublicCall } from './calls.js';
import { judgeError } from './judge-error.js';
import { applyMutation, type Mutation } from './mutations.js';

// NaN is what these say of what is no number, or they hand on what they were given, in their issues too.
const PASSES_NAN = new Set([
    'market.validateAccounts',
    'market.validateReps',
    'planning.validateBeatPlan',
    'travel.validateTravelModel',
    'market.readField',
    'market.matchOwners',
    'formats.readAccounts',
    'formats.readReps',
    'routing.validateProblem',
]);

/** What came of a call: its answer, or the error that beatplan throws. */
export type CallOutcome = { readonly answer: unknown } | { readonly refused: BeatplanError };

/** Runs a call to its end: promises are awaited, generators drained. Errors that do not come from beatplan are thrown on. */
export async function finishCall(call: PublicCall, args: unknown[]): Promise<CallOutcome> {
    try {
        let answer = await call.run(args);
        if (isAsyncIterable(answer)) {
            const items: unknown[] = [];
            for await (const item of answer) items.push(item);
            answer = items;
        }
        return { answer };
    } catch (error) {
        if (error instanceof BeatplanError) return { refused: error };
        throw error;
    }
}

/** Throws unless a spoilt call gives an answer or a sound `BeatplanError`. */
export async function judgeCall(call: PublicCall, mutations: readonly Mutation[]): Promise<CallOutcome> {
    const args = call.makeArguments();
    for (const mutation of mutations) applyMutation(args, mutation);
    const outcome = await finishCall(call, args);
    if ('refused' in outcome) judgeError(outcome.refused);
    else if (!PASSES_NAN.has(call.name) && holdsNaN(outcome.answer)) throw new Error('the answer holds NaN');
    return outcome;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
    return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

const DEEPEST = 8;

function holdsNaN(value: unknown, depth = 0): boolean {
    if (typeof value === 'number') return Number.isNaN(value);
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
    if (ArrayBuffer.isView(value)) return value instanceof Float64Array && value.some(Number.isNaN);
    // The insides of an index are not an answer.
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return false;
    return Object.values(value).some((item) => holdsNaN(item, depth + 1));
}
