import { describe, expect, it } from 'vitest';
import { PUBLIC_CALLS, ROOMS } from './calls.js';

import { finishCall } from './judge-call.js';

describe('the catalogue of public calls', () => {
    it.each(Object.entries(ROOMS))('has an example of everything that %s exports', (_, { room, examples }) => {
        const callable = Object.entries(room).filter(([, value]) => typeof value === 'function');
        expect(Object.keys(examples).sort()).toEqual(callable.map(([key]) => key).sort());
    });

    it.each(PUBLIC_CALLS.map((call) => [call.name, call] as const))('%s: its example is valid', async (_, call) => {
        expect(await finishCall(call, call.makeArguments())).not.toHaveProperty('refused');
    });
});
