import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { type MethodName, type Problem, type Solution, solve, solveAsync } from '../../src/routing/index.js';
import { countTurns } from '../core/count-turns.js';

function problemOf(count: number, windows: boolean, required = true): Problem {
    const random = new Random(count);
    const place = (): [number, number] => [13 + random.next(), 52 + random.next()];
    const depot = { position: place() };
    return {
        visits: Array.from({ length: count }, (_, i) => {
            const open = 3600 * random.integer(6);
            return {
                id: `v${i}`,
                position: place(),
                serviceDuration: 600,
                ...(windows ? { timeWindows: [[open, open + 10_800] as const] } : {}),
                ...(required ? {} : { priority: random.integer(101) }),
            };
        }),
        vehicles: [
            {
                id: 'rep',
                count: Math.ceil(count / 12),
                start: depot,
                end: depot,
                shift: [0, 28_800],
                costs: { perHour: 30, perKm: 0.3 },
            },
        ],
        objective: required ? { kind: 'cost' } : { kind: 'priority' },
    };
}

const stop = { iterations: 300 };

function withoutTime({ statistics, ...solution }: Solution): unknown {
    return { ...solution, statistics: { ...statistics, seconds: 0 } };
}

/** About 10 ms of compiled code. */
const MOST_BLOCKS = 2_500_000;

describe('solveAsync', () => {
    it.each([
        ['a table of travel', problemOf(400, false), 'auto'],
        ['windows', problemOf(400, true, false), 'auto'],
        ['more visits than a table holds', problemOf(3300, false, false), 'auto'],
        ['local search', problemOf(300, false), 'savings+ls'],
        ['regret', problemOf(300, true), 'regret'],
        ['the nearest neighbour', problemOf(300, true), 'nearest-neighbour+ls'],
    ] as const)('gives the answer of solve and lets the event loop run often: %s', async (_name, problem, method: MethodName) => {
        let solution: Solution | undefined;
        const call = async (): Promise<unknown> => (solution = await solveAsync(problem, { stop, method }));
        const { count, mostBlocks, where } = await countTurns(call, problem.visits.length > 1000 ? 6 : 4);
        expect(count).toBeGreaterThan(30);
        expect(mostBlocks, where.join('\n')).toBeLessThan(MOST_BLOCKS);
        expect(withoutTime(solution as Solution)).toEqual(withoutTime(solve(problem, { stop, method })));
    });
});
