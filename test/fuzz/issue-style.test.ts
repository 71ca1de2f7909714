import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PUBLIC_CALLS, type PublicCall, ROOMS } from './calls.js';
import { isOptions } from './catalogue/examples.js';
import { finishCall } from './judge-call.js';
import { applyMutation, CHANGES, placesOf } from './mutations.js';

/** Rooms whose calls name themselves in front of their issues; those of files and shapes name what they read. */
const NAMING_ROOMS = ['cluster', 'market', 'performance', 'planning', 'report', 'routing', 'territory'];

const WRONG: readonly unknown[] = [5, 'x', null, [], {}, [5], { unknown: 1 }];

/** Calls whose issues stand within the one document that they are given, of which they speak by its own keys: a problem, a text, ... */
const OF_A_DOCUMENT = ['routing.solve', 'routing.solveAsync', 'routing.improve', 'routing.evaluate', 'report.renderReport'];

// `validate...` throws nothing, and a class is asked by methods.
const isSpecial = ({ name }: PublicCall): boolean => OF_A_DOCUMENT.includes(name) || /\.(validate|Zoom)/.test(name);

/** Names of the parameters as the source has them; those that are taken apart have none. */
function parametersOf(call: PublicCall): string[] {
    const [room, name] = call.name.split(' ')[0].split('.');
    const text = String((ROOMS[room].room as Record<string, unknown>)[name]);
    const list = /^(?:async )?function\*? ?\w+\(([^)]*)\)/.exec(text.replaceAll('\n', ' '));
    return list === null ? [] : list[1].split(',').map((parameter) => parameter.split('=')[0].trim());
}

// The places that a call of a lower room would name are told from those of the call's own arguments by their first key.
const SEED = 20_260_107;
const RUNS = 30;
const outspoken = PUBLIC_CALLS.filter(
    (call) => [...NAMING_ROOMS, 'geo'].includes(call.name.split('.')[0]) && !isSpecial(call) && parametersOf(call).length > 0,
);

const calls = PUBLIC_CALLS.filter((call) => NAMING_ROOMS.includes(call.name.split('.')[0]) && !isSpecial(call));
const withOptions = PUBLIC_CALLS.filter((call) => call.makeArguments().some(isOptions));

describe('issues', () => {
    it.each(
        withOptions.map((call) => [call.name, call] as const),
    )('%s: an unknown option stands in its options', async (_, call) => {
        const args = call.makeArguments();
        const at = args.findIndex(isOptions);
        args[at] = { ...(args[at] as object), unknownKey: 1 };
        const outcome = await finishCall(call, args);
        if (!('refused' in outcome)) expect.fail('took an unknown option');
        const path = [parametersOf(call)[at] ?? 'options', 'unknownKey'];
        expect(outcome.refused.issues).toContainEqual(expect.objectContaining({ code: 'unknown-key', path }));
    });

    it.each(
        outspoken.map((call) => [call.name, call] as const),
    )('%s: spoilt anywhere, speaks of its own arguments', async (_, call) => {
        const names = parametersOf(call);
        const mutation = fc.record({
            path: fc.constantFrom(...placesOf(call.makeArguments())),
            change: fc.constantFrom(...Object.keys(CHANGES)),
        });
        const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
            const args = call.makeArguments();
            for (const one of mutations) applyMutation(args, one);
            const outcome = await finishCall(call, args);
            if (!('refused' in outcome)) return;
            const { code, message, issues } = outcome.refused;
            expect(code, message).not.toBe('internal');
            for (const { path } of issues) expect(names, message).toContain(path[0]);
        });
        await fc.assert(property, { seed: SEED, numRuns: RUNS });
    });

    it.each(calls.map((call) => [call.name, call] as const))('%s: name the call, and begin with an argument', async (_, call) => {
        const names = parametersOf(call);
        for (const [at, given] of call.makeArguments().entries()) {
            for (const wrong of WRONG) {
                const args = call.makeArguments();
                args[at] = isOptions(given) && wrong === null ? 5 : wrong;
                const outcome = await finishCall(call, args).catch(() => ({ answer: undefined }));
                if (!('refused' in outcome) || outcome.refused.code !== 'invalid-input') continue;
                const { message, issues } = outcome.refused;
                const shown = `${call.name}, argument ${at} is ${JSON.stringify(wrong)}: ${message}`;
                for (const { path } of issues) expect(names, shown).toContain(path[0]);
                const [name] = call.name.split(' ')[0].split('.').slice(1);
                expect(message, shown).toMatch(new RegExp(`^${name.replace(/Async$/, '')} has `));
            }
        }
    });
});
