import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PUBLIC_CALLS, type PublicCall } from './calls.js';
import { finishCall, judgeCall } from './judge-call.js';
import { CHANGES, optionPlaces, placesOf } from './mutations.js';

const SEED = 20_260_105;
const RUNS = 40;

const WITH_ARGUMENTS = PUBLIC_CALLS.filter((call) => placesOf(call.makeArguments()).length > 0);

describe('a public call with spoilt arguments', () => {
    it.each(
        WITH_ARGUMENTS.map((call) => [call.name, call] as const),
    )('%s answers, or throws a BeatplanError', async (_, call) => {
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

    it.each(PUBLIC_CALLS.map((call) => [call.name, call] as const))('%s knows its options', async (_, call) => {
        for (const path of optionPlaces(call.makeArguments())) {
            const outcome = await judgeCall(call, [{ path, change: 'with an unknown key' }]);
            expect(outcome, `an unknown key at ${path.join('.')}`).toHaveProperty('refused');
        }
    });

    it.each(PUBLIC_CALLS.map((call) => [call.name, call] as const))('%s refuses invalid options', async (_, call) => {
        for (const path of optionPlaces(call.makeArguments())) {
            for (const change of ['null', 'wrapped', 'text', 'one', 'true', 'function']) {
                const outcome = await judgeCall(call, [{ path, change }]);
                expect(outcome, `${change} at ${path.join('.')}`).toHaveProperty('refused');
            }
        }
    });

    it('is told what its option was probably meant to be', async () => {
        const call = PUBLIC_CALLS.find(({ name }) => name === 'spatial.PointIndex.nearest');
        const args = [[0, 0], { radios: 5 }];
        const outcome = await finishCall(call as PublicCall, args);
        expect(outcome).toMatchObject({ refused: { issues: [{ path: ['options', 'radios'], hint: "did you mean 'radius'?" }] } });
    });
});
