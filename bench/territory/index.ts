import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { designTerritories, type TerritoryPlan, territoryShapes } from '../../src/territory/index.js';
import { type Districting, judgeDivision, readDistricting } from './districting.js';
import { readStoreMarket } from './stores.js';

interface Options {
    readonly data?: string;
    readonly only: string;
    readonly seconds: string;
    readonly iterations?: string;
    readonly seed: string;
}

/** Districting instances against a published heuristic: mean dispersion by set, and how often it was bettered. */
export const bench: Command = new Command()
    .description('Designs districting instances and compares them with a published heuristic.')
    .option('--only <text>', "instances whose name contains it; 'stores' for 2,992 stores and 60 reps", '2DU')
    .option('--seconds <seconds>', 'seconds an instance', '3')
    .option('--iterations <count>', 'iterations an instance, instead of seconds')
    .option('--seed <number>', 'seed', '1')
    .action(run);

async function run(options: Options): Promise<void> {
    if (options.data === undefined) throw new Error('the territory bench needs --data DIR');
    if (options.only === 'stores') return divideStores(options.data);
    const { only, iterations } = options;
    const folder = join(options.data, 'territory');
    const stop = iterations === undefined ? { seconds: Number(options.seconds) } : { iterations: Number(iterations) };
    const seed = Number(options.seed);
    const references = readReferences(readFileSync(join(folder, 'reference.csv'), 'utf8'));
    const files = readdirSync(folder)
        .filter((file) => file.endsWith('.dat') && file.includes(only))
        .sort();

    const sets = new Map<string, { gaps: number[]; better: number; equal: number; worse: number; infeasible: number }>();
    for (const file of files) {
        const instance = readDistricting(file.replace(/\.dat$/, ''), readFileSync(join(folder, file), 'utf8'));
        const plan = designTerritories(unitsOf(instance), {
            count: instance.territories,
            balance: [0, 1, 2].map((a) => ({ measure: `w${a + 1}`, tolerance: instance.tolerance })),
            edges: instance.edges.map(([a, b]) => [String(a), String(b)] as const),
            metric: 'planar',
            seed,
            stop,
        });
        const figures = judgeDivision(instance, divisionOf(plan));
        const isFeasible = figures.complete && figures.connected && figures.maxDeviation <= instance.tolerance + 1e-6;
        const reference = references.get(instance.name);
        const set = reference?.set ?? 'other';
        const tally = sets.get(set) ?? { gaps: [], better: 0, equal: 0, worse: 0, infeasible: 0 };
        sets.set(set, tally);
        const alns = reference?.alns;
        const gap = alns === undefined ? undefined : figures.dispersion / alns - 1;
        if (!isFeasible) tally.infeasible++;
        else if (gap !== undefined) {
            tally.gaps.push(gap);
            if (gap < -1e-6) tally.better++;
            else if (gap > 1e-6) tally.worse++;
            else tally.equal++;
        }
        console.log(
            [
                instance.name.padEnd(22),
                figures.dispersion.toFixed(2).padStart(10),
                (alns?.toFixed(2) ?? '-').padStart(10),
                (gap === undefined ? '-' : `${(gap * 100).toFixed(2)} %`).padStart(9),
                `deviation ${figures.maxDeviation.toFixed(4)}`,
                figures.connected && figures.complete ? 'connected' : 'BROKEN',
                isFeasible ? '' : 'INFEASIBLE',
                `${(plan.statistics.iterations / 1e6 / plan.statistics.seconds).toFixed(2)} M/s`,
                `${plan.statistics.seconds.toFixed(1)} s`,
            ].join('  '),
        );
    }
    for (const [set, { gaps, better, equal, worse, infeasible }] of sets) {
        const mean = gaps.length === 0 ? '-' : `${((gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length) * 100).toFixed(2)} %`;
        console.log(
            `${set.padEnd(12)} mean gap ${mean}, better ${better}, equal ${equal}, worse ${worse}, infeasible ${infeasible}`,
        );
    }
}

function divideStores(data: string): void {
    const { units, seeds } = readStoreMarket(data, 60);
    const startedAt = performance.now();
    const plan = designTerritories(units, { seeds });
    const designedAt = performance.now();
    const { features } = territoryShapes(plan, units);
    const drawnAt = performance.now();
    const parts = Math.max(...plan.territories.map((territory) => territory.parts));
    const colors = Math.max(...features.map((feature) => feature.properties.color)) + 1;
    console.log(
        [
            `${units.length} stores, ${seeds.length} territories`,
            `${(plan.dispersion / units.length / 1000).toFixed(1)} km to the median`,
            `deviation ${plan.maxDeviation.toFixed(4)}`,
            `violations ${plan.violations.length}`,
            `most parts ${parts}`,
            `design ${((designedAt - startedAt) / 1000).toFixed(2)} s`,
            `shapes ${((drawnAt - designedAt) / 1000).toFixed(2)} s in ${colors} colours`,
        ].join('  '),
    );
}

function unitsOf(instance: Districting): { id: string; position: readonly [number, number]; measures: Record<string, number> }[] {
    return instance.positions.map((position, index) => ({
        id: String(index),
        position,
        measures: { w1: instance.measures[index][0], w2: instance.measures[index][1], w3: instance.measures[index][2] },
    }));
}

function divisionOf(plan: TerritoryPlan): number[][] {
    return plan.territories.map((territory) => territory.unitIds.map(Number));
}

function readReferences(text: string): Map<string, { set: string; alns: number | undefined }> {
    const rows = text.trim().split(/\r?\n/).slice(1);
    return new Map(
        rows.map((row) => {
            const cells = row.split(',');
            const alns = cells[6] === undefined || cells[6] === '' ? undefined : Number(cells[6]);
            return [cells[0], { set: cells[1], alns }];
        }),
    );
}
