import { describe, expect, it } from 'vitest';
import { PUBLIC_CALLS, ROOMS } from './calls.js';

import { finishCall } from './judge-call.js';

// Calls that wait for an example: the list may only shrink.
const WITHOUT_EXAMPLE: Readonly<Record<string, readonly string[]>> = {
    performance: ['forecastPeriod', 'matchCheckIns', 'measureAdherence', 'measureFunnel'],
};

describe('the catalogue of public calls', () => {
    it.each(Object.entries(ROOMS))('has an example of everything that %s exports', (name, { room, examples }) => {
        const callable = Object.entries(room).filter(([, value]) => typeof value === 'function');
        const waiting = WITHOUT_EXAMPLE[name] ?? [];
        expect([...Object.keys(examples), ...waiting].sort()).toEqual(callable.map(([key]) => key).sort());
    });

    it.each(PUBLIC_CALLS.map((call) => [call.name, call] as const))('%s: its example is valid', async (_, call) => {
        expect(await finishCall(call, call.makeArguments())).not.toHaveProperty('refused');
    });
});
