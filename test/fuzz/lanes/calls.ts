import fc from 'fast-check';
import { PUBLIC_CALLS } from '../calls.js';
import { judgeCall } from '../judge-call.js';
import type { Lane } from '../lane.js';
import { CHANGES, type Mutation, placesOf } from '../mutations.js';

interface CallCase {
    /** Name of one of {@link PUBLIC_CALLS}. */
    readonly call: string;
    readonly mutations: readonly Mutation[];
}

const byName = new Map(PUBLIC_CALLS.map((call) => [call.name, call]));

/** Every public call with spoilt arguments: an answer, or a `BeatplanError`. */
export const calls: Lane<CallCase> = {
    name: 'calls',
    cases: fc.constantFrom(...PUBLIC_CALLS).chain(({ name, makeArguments }): fc.Arbitrary<CallCase> => {
        const places = placesOf(makeArguments());
        if (places.length === 0) return fc.constant({ call: name, mutations: [] });
        const mutation = fc.record({ path: fc.constantFrom(...places), change: fc.constantFrom(...Object.keys(CHANGES)) });
        return fc.array(mutation, { minLength: 1, maxLength: 3 }).map((mutations) => ({ call: name, mutations }));
    }),
    async judge({ call: name, mutations }) {
        const call = byName.get(name);
        if (call !== undefined) await judgeCall(call, mutations);
    },
};
