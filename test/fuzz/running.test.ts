import { describe, expect, it } from 'vitest';
import type { BeatplanError } from '../../src/core/index.js';
import { PUBLIC_CALLS, type PublicCall } from './calls.js';
import { finishCall } from './judge-call.js';

interface Watched {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: { readonly fraction: number }) => void;
}

const byName = new Map(PUBLIC_CALLS.map((call) => [call.name, call]));

/** Calls that may take long: those with a variant that does not block the event loop, and the variants. */
const LONG_CALLS = PUBLIC_CALLS.filter(({ name }) => byName.has(`${name}Async`) || name.endsWith('Async'));

/** Calls whose work is no search that could end earlier with a poorer answer, or is that of plans with budgets of their own. */
const WITHOUT_BUDGET = [
    'cluster.dbscan',
    'cluster.hdbscan',
    'cluster.suggestClusterCount',
    'territory.estimateWork',
    'performance.compareTeamSizes',
];

const searches = LONG_CALLS.filter(({ name }) => !WITHOUT_BUDGET.includes(name.replace(/Async$/, '')));

/** The call's arguments with further options, which stand last. */
function withOptions(call: PublicCall, more: object): unknown[] {
    const args = call.makeArguments();
    return [...args.slice(0, -1), { ...(args.at(-1) as object), ...more }];
}

async function refusalOf(call: PublicCall, more: object): Promise<BeatplanError> {
    const outcome = await finishCall(call, withOptions(call, more));
    return 'refused' in outcome ? outcome.refused : expect.fail(`${call.name} took ${JSON.stringify(more)}`);
}

describe.each(LONG_CALLS.map((call) => [call.name, call] as const))('%s', (_, call) => {
    it('tells a share of the whole that only grows', async () => {
        const fractions: number[] = [];
        const watched: Watched = {
            signal: new AbortController().signal,
            onProgress: ({ fraction }) => fractions.push(fraction),
        };
        expect(await finishCall(call, withOptions(call, watched))).not.toHaveProperty('refused');
        expect(fractions.length).toBeGreaterThan(0);
        for (const fraction of fractions) expect(fraction).toBeLessThanOrEqual(1);
        for (const [i, fraction] of fractions.entries()) expect(fraction).toBeGreaterThanOrEqual(fractions[i - 1] ?? 0);
    });

    it('ends with an answer or `cancelled` where it was told to before it began', async () => {
        const outcome = await finishCall(call, withOptions(call, { signal: AbortSignal.abort() }));
        if ('refused' in outcome) expect(outcome.refused.code).toBe('cancelled');
    });

    it('ends soon where its own progress tells it to', async () => {
        const controller = new AbortController();
        const outcome = await finishCall(
            call,
            withOptions(call, { signal: controller.signal, onProgress: () => controller.abort() }),
        );
        if ('refused' in outcome) expect(outcome.refused.code).toBe('cancelled');
    });

    it('refuses what is no signal and what cannot be called', async () => {
        const { issues } = await refusalOf(call, { signal: 'soon', onProgress: 5 });
        expect(issues.map(({ path }) => path.join('.'))).toEqual(['options.signal', 'options.onProgress']);
    });
});

describe.each(searches.map((call) => [call.name, call] as const))('%s', (_, call) => {
    it.each([
        ['iterations', 'stop.iterations'],
        ['maxIterations', 'stop.iterations'],
        ['timeLimit', 'stop.seconds'],
    ])('says that %s is called %s', async (was, is) => {
        const { issues } = await refusalOf(call, { [was]: 5 });
        expect(issues).toMatchObject([{ code: 'unknown-key', path: ['options', was], hint: `use '${is}'` }]);
    });

    it('takes seconds, iterations and how many may bring nothing', async () => {
        const stop = { seconds: 5, iterations: 3, noImprovement: 2 };
        expect(await finishCall(call, withOptions(call, { stop }))).not.toHaveProperty('refused');
        const { issues } = await refusalOf(call, { stop: { seconds: 0, iterations: -1, noImprovement: 0 } });
        const keys = ['seconds', 'iterations', 'noImprovement'];
        expect(issues.map(({ path }) => path)).toEqual(keys.map((key) => ['options', 'stop', key]));
    });
});

it('finds the calls that may take long', () => {
    expect(LONG_CALLS.length).toBeGreaterThan(20);
    expect(searches.map(({ name }) => name)).toContain('planning.planVisits');
});
