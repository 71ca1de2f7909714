import { Session } from 'node:inspector';
import { vi } from 'vitest';

/** What a call did between two turns of the event loop. */
export interface Turns {
    /** How often it let the event loop run. */
    readonly count: number;
    /** The most blocks of the library's code that ran between two turns: what no machine's speed changes. */
    readonly mostBlocks: number;
    /** Where they ran: the functions with the most, for a failure's message. */
    readonly where: readonly string[];
}

interface Ran {
    readonly blocks: number;
    readonly where: readonly string[];
}

/**
 * Runs an async call with a clock on which every step is long, so that the event loop runs after each, and counts what is done between.
 *
 * @param every - steps to be counted together, where there are many: the sum bounds each of them
 */
export async function countTurns(call: () => Promise<unknown>, every = 1): Promise<Turns> {
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    let most: Ran = { blocks: 0, where: [] };
    const note = (): void => {
        const ran = takeBlocks(session);
        if (ran.blocks > most.blocks) most = ran;
    };
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
        now += 20;
        return now;
    });
    let count = 0;
    const { setImmediate } = globalThis;
    vi.stubGlobal('setImmediate', (callback: () => void) => {
        if (++count % every === 0) note();
        return setImmediate(callback);
    });
    try {
        await call();
        note();
    } finally {
        vi.unstubAllGlobals();
        vi.restoreAllMocks();
        session.disconnect();
    }
    return { count, mostBlocks: most.blocks, where: most.where };
}

/** Blocks that ran since this was last asked for; the inspector answers before `post` returns. */
function takeBlocks(session: Session): Ran {
    let blocks = 0;
    const byFunction: { readonly name: string; readonly blocks: number }[] = [];
    session.post('Profiler.takePreciseCoverage', (error, answer) => {
        if (error !== null) throw error;
        for (const { url, functions } of answer.result) {
            if (!url.includes('/src/')) continue;
            for (const { functionName, ranges } of functions) {
                const sum = ranges.reduce((total, { count }) => total + count, 0);
                if (sum === 0) continue;
                blocks += sum;
                byFunction.push({ name: `${functionName} ${url.slice(url.indexOf('/src/'))}`, blocks: sum });
            }
        }
    });
    const where = byFunction.sort((a, b) => b.blocks - a.blocks).slice(0, 5);
    return { blocks, where: where.map((entry) => `${entry.name}: ${entry.blocks}`) };
}
