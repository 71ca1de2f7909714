import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judgePlan } from '../../bench/planning/judge/judge-plan.js';
import { generateProspects } from '../../bench/planning/markets/generated.js';
import { makeMarket, OPEN_ROADS } from '../../bench/planning/markets/make-market.js';
import type { Answer, Assignment } from '../../bench/planning/plain/market.js';
import { planningReport } from '../../bench/planning/planning-report.js';
import { isolatedProgram } from '../../bench/process/isolated-program.js';
import { readEnvironment } from '../../bench/report/environment.js';
import { deleteBundles } from '../../build/bundle-program.mjs';

const folder = mkdtempSync(join(tmpdir(), 'beatplan-test-'));

// A test runner ends its processes without telling them.
afterAll(() => {
    deleteBundles();
    rmSync(folder, { recursive: true });
});

const { prospects, homes } = generateProspects(60, 2, 1, 8);
const market = makeMarket(prospects, {
    name: 'small',
    homes,
    travel: OPEN_ROADS,
    shift: [28_800, 61_200],
    tiers: [
        { upTo: 0.2, callFrequency: 4, minutes: 40 },
        { upTo: 0.5, callFrequency: 2, minutes: 30 },
        { upTo: 1, callFrequency: 1, minutes: 20 },
    ],
});

async function answerOf(program: string, given?: Assignment['given']): Promise<Answer> {
    const run = await isolatedProgram<{ readonly file: string }, Answer>(`bench/planning/${program}.ts`);
    const file = join(folder, 'assignment.json');
    const assignment: Assignment = { market, seed: 1, effort: 0.2, ...(given && { given }) };
    writeFileSync(file, JSON.stringify(assignment));
    return run({ file });
}

describe('planning programs', () => {
    it('make plans without faults, and the rivals plan on the territories that they get', async () => {
        const ours = await answerOf('ours/plan');
        const answers: [string, Answer][] = [['beatplan', ours]];
        answers.push(['k-means', await answerOf('rivals/k-means-nearest-neighbour')]);
        for (const rival of ['days-by-priority', 'weeks-by-priority', 'rolling-week']) {
            const answer = await answerOf(`rivals/${rival}`, ours);
            expect(answer.owners).toEqual(ours.owners);
            answers.push([rival, answer]);
        }
        const rows = answers.map(([planner, answer]) => ({
            market: market.name,
            planner,
            seed: 1,
            ...judgePlan(market, answer),
        }));
        for (const { planner, faults, figures } of rows) {
            expect(faults, planner).toEqual([]);
            expect(figures.calls, planner).toBeGreaterThan(0.8 * figures.due);
            expect(figures.due, planner).toBe(rows[0].figures.due);
        }
        const report = planningReport(rows, [], readEnvironment());
        for (const [planner] of answers) expect(report).toContain(`| small  | ${planner}`);
    }, 60_000);
});
