import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PUBLIC_CALLS } from './calls.js';
import { judgeCall } from './judge-call.js';
import { CHANGES, optionPlaces, placesOf } from './mutations.js';

const SEED = 20_260_105;
const RUNS = 40;

// What still lets faults through; the list only ever gets shorter.
const OPEN_ROOMS = ['spatial', 'cluster', 'formats', 'report', 'routing', 'territory', 'geo'];

const closedCalls = PUBLIC_CALLS.filter(({ name }) => !OPEN_ROOMS.includes(name.split('.')[0]));

describe('a public call with spoilt arguments', () => {
    it.each(closedCalls.map((call) => [call.name, call] as const))('%s answers, or throws a BeatplanError', async (_, call) => {
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

    it.each(closedCalls.map((call) => [call.name, call] as const))('%s knows its options', async (_, call) => {
        for (const path of optionPlaces(call.makeArguments())) {
            const outcome = await judgeCall(call, [{ path, change: 'with an unknown key' }]);
            expect(outcome, `an unknown key at ${path.join('.')}`).toHaveProperty('refused');
        }
    });
});
