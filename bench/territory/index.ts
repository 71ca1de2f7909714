import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { StopCriteria } from '../../src/core/index.js';
import { type Districting, readDistricting } from '../../src/formats/index.js';
import { greatCircleDistance } from '../../src/geo/index.js';
import { buildContiguity, designTerritories, listEdges } from '../../src/territory/index.js';
import { saveReport } from '../report/report-folder.js';
import { measureDrift } from './drift.js';
import { judgeDivision } from './judge-division.js';
import { MARKETS, type Market } from './markets.js';
import { medianBound } from './median-bound.js';
import { type DesignRow, type TerritoryFigures, territoryReport } from './territory-report.js';

interface Options {
    readonly data?: string;
    readonly only: string;
    readonly seconds: string;
    readonly iterations?: string;
    readonly seeds: string;
    readonly seed: string;
    readonly tolerance?: string;
    readonly size: string;
    readonly bounds?: boolean;
    readonly out?: string;
}

const MEASURES = ['w1', 'w2', 'w3'];

/** Districting instances against a published heuristic, markets of real size, and plans that drifted. */
export const bench: Command = new Command()
    .description('Designs and rebalances territories, and judges every plan by its definition.')
    .option(
        '--only <texts>',
        `instances whose name contains one of these, divided by commas; ${Object.keys(MARKETS).join(', ')} and drift are others`,
        '2DU',
    )
    .option('--seconds <seconds>', 'seconds an instance', '3')
    .option('--iterations <count>', 'iterations an instance, instead of seconds')
    .option('--seed <number>', 'first seed', '1')
    .option('--seeds <count>', 'seeds an instance', '1')
    .option('--tolerance <share>', 'on every measure, instead of what the file says')
    .option('--size <count>', 'accounts of the large market', '100000')
    .option('--bounds', 'a lower bound beside each instance: what medians alone cost, without balance and borders')
    .option('--out <folder>', 'writes territory.md and territory.json there')
    .action(run);

async function run(options: Options): Promise<void> {
    if (options.data === undefined) throw new Error('the territory bench needs --data DIR');
    const stop =
        options.iterations === undefined ? { seconds: Number(options.seconds) } : { iterations: Number(options.iterations) };
    const tolerance = options.tolerance === undefined ? undefined : Number(options.tolerance);
    const seeds = Array.from({ length: Number(options.seeds) }, (_, index) => Number(options.seed) + index);
    const figures: TerritoryFigures = { designs: [], drifts: [] };
    for (const word of options.only.split(',')) {
        const market = MARKETS[word];
        if (market !== undefined) {
            const drawn = market(options.data, tolerance, Number(options.size));
            for (const seed of seeds) add(figures.designs, designMarket(drawn, seed, stop));
        } else if (word === 'drift') {
            for (const instance of readInstances(options.data, 'DU200').filter(({ name }) => name.startsWith('DU'))) {
                for (const measures of [1, 3])
                    for (const seed of seeds) add(figures.drifts, measureDrift(instance, measures, seed, stop));
            }
        } else {
            const references = readReferences(options.data);
            for (const instance of readInstances(options.data, word)) {
                for (const seed of seeds) {
                    const reference = references.get(instance.name);
                    add(
                        figures.designs,
                        designInstance(
                            { ...instance, tolerance: tolerance ?? instance.tolerance },
                            reference,
                            seed,
                            stop,
                            options.bounds === true,
                        ),
                    );
                }
            }
        }
    }
    const markdown = territoryReport(figures);
    console.log(markdown);
    if (options.out !== undefined) saveReport(options.out, 'territory', { markdown, data: figures });
}

function add<Row>(rows: Row[], row: Row): void {
    rows.push(row);
    console.error(JSON.stringify(row));
}

function designInstance(
    instance: Districting,
    reference: Reference | undefined,
    seed: number,
    stop: StopCriteria,
    withBound: boolean,
): DesignRow {
    const { units, edges, territories: count, tolerance } = instance;
    const balance = MEASURES.map((measure) => ({ measure, tolerance }));
    let feasibleAfter: number | undefined;
    const startedAt = performance.now();
    const plan = designTerritories(units, {
        count,
        balance,
        edges,
        metric: 'planar',
        seed,
        stop,
        onProgress: ({ violation }) => {
            if (violation === 0) feasibleAfter ??= (performance.now() - startedAt) / 1000;
        },
    });
    const groups = plan.territories.map(({ unitIds }) => unitIds);
    const judged = judgeDivision(instance, groups, tolerance);
    const places = units.map(({ position }) => position);
    return {
        set: reference?.set ?? 'other',
        instance: instance.name,
        seed,
        tolerance,
        ...judged,
        ...(withBound ? { bound: medianBound(places, count, judged.dispersion) } : {}),
        ...(reference?.alns === undefined ? {} : { reference: reference.alns }),
        ...(feasibleAfter === undefined ? {} : { feasibleAfter }),
        iterations: plan.statistics.iterations,
        seconds: plan.statistics.seconds,
    };
}

function designMarket({ name, units, options, measures, tolerance }: Market, seed: number, stop: StopCriteria): DesignRow {
    const edges = listEdges(units, buildContiguity(units));
    let feasibleAfter: number | undefined;
    const startedAt = performance.now();
    const plan = designTerritories(units, {
        ...options,
        seed,
        stop,
        onProgress: ({ violation }) => {
            if (violation === 0) feasibleAfter ??= (performance.now() - startedAt) / 1000;
        },
    });
    const wallSeconds = (performance.now() - startedAt) / 1000;
    const groups = plan.territories.map(({ unitIds }) => unitIds);
    const judged = judgeDivision({ units, edges, territories: groups.length }, groups, tolerance, measures, greatCircleDistance);
    return {
        set: 'markets',
        instance: name,
        seed,
        tolerance,
        ...judged,
        dispersion: judged.dispersion / units.length,
        ...(feasibleAfter === undefined ? {} : { feasibleAfter }),
        iterations: plan.statistics.iterations,
        seconds: wallSeconds,
        megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
    };
}

function readInstances(data: string, only: string): Districting[] {
    const folder = join(data, 'territory');
    return readdirSync(folder)
        .filter((file) => file.endsWith('.dat') && file.includes(only))
        .sort()
        .map((file) => readDistricting(readFileSync(join(folder, file), 'utf8'), { name: file.replace(/\.dat$/, '') }));
}

interface Reference {
    readonly set: string;
    readonly alns: number | undefined;
}

function readReferences(data: string): Map<string, Reference> {
    const rows = readFileSync(join(data, 'territory', 'reference.csv'), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1);
    return new Map(
        rows.map((row) => {
            const cells = row.split(',');
            const alns = cells[6] === undefined || cells[6] === '' ? undefined : Number(cells[6]);
            return [cells[0], { set: cells[1], alns }];
        }),
    );
}
