import { afterAll, describe, expect, it } from 'vitest';
import { generatedSet, generateInstance } from '../../bench/routing/generated.js';
import { isolatedRunner, type JobRunner, runHere } from '../../bench/routing/isolate.js';
import { measureInstance, type Run } from '../../bench/routing/measure.js';
import { BASELINE, PUBLISHED_SETS, publishedSet } from '../../bench/routing/published.js';
import { describeRun, routingReport } from '../../bench/routing/routing-report.js';
import { type BenchInstance, loadInstance } from '../../bench/routing/source.js';
import { deleteBundles } from '../../build/bundle-program.mjs';
import { solve } from '../../src/routing/index.js';

// A test runner ends its processes without telling them.
afterAll(deleteBundles);

const [capacitated] = generatedSet('generated/x', [40], 1);
const [timed] = generatedSet('generated/solomon', [30], 1);
const [scored] = generatedSet('generated/orienteering', [40], 1);

async function runsOf(instance: BenchInstance, runner: JobRunner, methods = ['auto'] as const, seeds = 1): Promise<Run[]> {
    const runs: Run[] = [];
    for await (const run of measureInstance(instance, methods, seeds, { iterations: 50 }, runner)) runs.push(run);
    return runs;
}

describe('measureInstance', () => {
    it.each([capacitated, timed, scored])('reports what the solver finds on $name', async (instance) => {
        const runs = await runsOf(instance, runHere, ['auto'], 2);
        expect(runs.map(({ seed }) => seed)).toEqual([1, 2]);
        const { problem } = loadInstance(instance.source);
        for (const run of runs) {
            const solution = solve(problem, { stop: { iterations: 50 }, seed: run.seed });
            expect(run.faults).toEqual([]);
            expect(run.value).toBeCloseTo(run.isScore ? solution.prize : solution.cost, 6);
            expect(run).toMatchObject({
                set: instance.set,
                instance: instance.name,
                visits: problem.visits.length,
                method: 'auto',
                routes: solution.routes.length,
                unserved: solution.unserved.length,
                iterations: solution.statistics.iterations,
            });
            expect(run.prize).toBe(run.isScore ? solution.prize : undefined);
            expect(run.trace[run.trace.length - 1].value).toBeCloseTo(run.value!, 6);
            expect(run.firstSeconds).toBe(run.trace[0].seconds);
            expect(run.seconds).toBeGreaterThan(run.startupSeconds);
        }
    });

    it('gives a run in a process of its own the same answer', async () => {
        const [here] = await runsOf(timed, runHere);
        const [there] = await runsOf(timed, await isolatedRunner());
        expect(there.value).toBe(here.value);
        expect(there.trace.map(({ value }) => value)).toEqual(here.trace.map(({ value }) => value));
    });

    it('finds the faults of answers that break rules, and takes no value from them', async () => {
        const cheat: JobRunner = async (job) => {
            const { result, seconds } = await runHere(job);
            return { result: { ...result, routes: result.routes.slice(1) }, seconds };
        };
        const [run] = await runsOf(capacitated, cheat);
        expect(run).not.toHaveProperty('value');
        expect(run.faults[0]).toContain('required-unserved');
        expect(describeRun(run)).toContain('FAULT');
    });

    it('goes on where a process fails', async () => {
        const broken: JobRunner = () => Promise.reject(new Error('out of memory'));
        const [run] = await runsOf(capacitated, broken);
        expect(run).not.toHaveProperty('value');
        expect(run.faults).toEqual(['the run failed: out of memory']);
    });
});

describe('routingReport', () => {
    const environment = {
        command: 'npm run bench -- routing',
        beatplan: '0.0.0',
        node: 'v20',
        cpu: 'a fast one',
        platform: 'linux x64',
        date: '2026-01-02T03:04:05.000Z',
    };

    it('has the command, every instance, means, and a chart of each set', async () => {
        const runs = [...(await runsOf(capacitated, runHere, ['auto'], 2)), ...(await runsOf(scored, runHere))];
        const settings = { stop: { iterations: 50 }, seeds: 2, methods: ['auto'], isolated: false };
        const { markdown, data, charts } = routingReport(environment, settings, runs);
        for (const text of [
            'npm run bench -- routing',
            'a fast one',
            '2026-01-02',
            '50 iterations a run; seeds 1 to 2',
            'All runs shared',
        ])
            expect(markdown).toContain(text);
        for (const { name } of [capacitated, scored]) expect(markdown).toMatch(new RegExp(`^\\| ${name} .*\\|$`, 'm'));
        expect(markdown).not.toContain('Faults');
        expect(Object.keys(charts!)).toEqual(['gap-generated-x', 'gap-generated-orienteering']);
        expect(JSON.parse(JSON.stringify(data))).toMatchObject({
            environment,
            settings,
            runs: [{ seed: 1 }, { seed: 2 }, { seed: 1 }],
        });
    });

    it('lists faults', async () => {
        const runs = await runsOf(capacitated, () => Promise.reject(new Error('out of memory')));
        const settings = { stop: { seconds: 3 }, seeds: 1, methods: ['auto'], isolated: true };
        const { markdown } = routingReport(environment, settings, runs);
        expect(markdown).toContain('## Faults');
        expect(markdown).toContain('out of memory');
    });
});

const data = process.env['BEATPLAN_DATA'];

describe.skipIf(data === undefined || data === '')('published sets', () => {
    it.each(PUBLISHED_SETS)('%s has files and best known values for all its instances', (set) => {
        const instances = publishedSet(data!, set);
        expect(instances.length).toBeGreaterThan(2);
        for (const { name, bestKnown } of instances) expect(Number.isFinite(bestKnown), name).toBe(true);
        const [{ source }] = instances;
        expect(loadInstance(source).problem.visits.length).toBeGreaterThan(0);
    });

    it('hold most of the baseline', () => {
        const names = ['cvrp/X', 'vrptw'].flatMap((set) => publishedSet(data!, set).map(({ name }) => name));
        expect(BASELINE.filter((name) => names.includes(name)).length).toBeGreaterThan(8);
    });

    it('have a TOPTW instance for each number of routes', () => {
        const [one, two] = publishedSet(data!, 'prize/toptw');
        expect([one.name, two.name].map((name) => name.split(' ')[1])).toEqual(['m=1', 'm=2']);
        expect(loadInstance(two.source).problem.vehicles[0].count).toBe(2);
        expect(two.bestKnown).toBeGreaterThan(one.bestKnown!);
    });
});

describe('generateInstance', () => {
    it('compares scores of orienteering and costs of everything else', () => {
        const isScore = ({ source }: BenchInstance): boolean => {
            if (source.kind !== 'generated') throw new Error('not generated');
            return generateInstance(source).isScore;
        };
        expect([capacitated, timed, scored].map(isScore)).toEqual([false, false, true]);
    });
});
