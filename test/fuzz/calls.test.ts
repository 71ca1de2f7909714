import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSED_CALLS } from './calls.js';
import { judgeCall } from './judge-call.js';
import { CHANGES, optionPlaces, placesOf } from './mutations.js';

const SEED = 20_260_105;
const RUNS = 40;

describe('a public call with spoilt arguments', () => {
    it.each(CLOSED_CALLS.map((call) => [call.name, call] as const))('%s answers, or throws a BeatplanError', async (_, call) => {
        const mutation = fc.record({
            path: fc.constantFrom(...placesOf(call.makeArguments())),
            change: fc.constantFrom(...Object.keys(CHANGES)),
        });
        const spoilt = fc.array(mutation, { minLength: 1, maxLength: 3 });
        await fc.assert(
            fc.asyncProperty(spoilt, async (mutations) => {
                await judgeCall(call, mutations);
            }),
            { seed: SEED, numRuns: RUNS },
        );
    });

    it.each(CLOSED_CALLS.map((call) => [call.name, call] as const))('%s knows its options', async (_, call) => {
        for (const path of optionPlaces(call.makeArguments())) {
            const outcome = await judgeCall(call, [{ path, change: 'with an unknown key' }]);
            expect(outcome, `an unknown key at ${path.join('.')}`).toHaveProperty('refused');
        }
    });
});
