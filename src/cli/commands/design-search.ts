import type { IssueCollector, StopCriteria } from '../../core/index.js';
import type { BalancedMeasure, DesignOptions, WorkMatrix } from '../../territory/index.js';
import type { MarketFile } from '../files/market-file.js';
import { readNumberOption, readShareOption, requireOption } from '../terminal/number-option.js';
import { type DesignArguments, isTable, listOf } from './design-arguments.js';
import type { DesignInput } from './design-input.js';

/** How a search for territories is asked for on the command line. */
export interface DesignSearch {
    readonly tolerance: number | undefined;
    readonly borderWeight: number | undefined;
    readonly stop: StopCriteria | undefined;
    readonly seed: number | undefined;
    readonly simplify: number | undefined;
}

/** Reads what the command line says about the search. */
export function readDesignSearch(given: DesignArguments, collector: IssueCollector): DesignSearch {
    requireOption(given.out, '--out', 'a .csv or .geojson file for the territories', collector);
    if (given.out !== undefined && !/\.(csv|geojson|json)$/i.test(given.out)) {
        collector.add('unknown-option', ['--out'], 'has an ending that is not known', {
            received: given.out,
            expected: 'a name that ends in .csv or .geojson',
        });
    }
    const tolerance = readShareOption(given.tolerance, '--tolerance', collector);
    const borderWeight = readNumberOption(given.borderWeight, '--border-weight', { min: 0 }, collector);
    const seconds = readNumberOption(given.timeLimit, '--time-limit', { moreThan: 0 }, collector);
    const iterations = readNumberOption(given.iterations, '--iterations', { min: 0, integer: true }, collector);
    const seed = readNumberOption(given.seed, '--seed', {}, collector);
    const simplify = readNumberOption(given.simplify, '--simplify', { moreThan: 0 }, collector);
    if (simplify !== undefined && isTable(given.out)) {
        const hint = 'rows have no borders: leave it out, or write a .geojson file';
        collector.add('contradictory-options', ['--simplify'], 'is for a map, and --out asks for rows', { hint });
    }
    const isBounded = seconds !== undefined || iterations !== undefined;
    const stop = { ...(seconds === undefined ? {} : { seconds }), ...(iterations === undefined ? {} : { iterations }) };
    return { tolerance, borderWeight, stop: isBounded ? stop : undefined, seed, simplify };
}

/** Options that designs from nothing and from a plan in place share. */
export function shareOptions(
    { market, barriers, reckoning: { territory } }: DesignInput,
    given: DesignArguments,
    search: DesignSearch,
    work: WorkMatrix | undefined,
): Omit<DesignOptions, 'count'> {
    const { instance, edges } = market;
    const names = listOf(given.balance);
    // Where it is known who lives where, balance is weighed against driving, as in a plan.
    const tolerance = search.tolerance ?? instance?.tolerance ?? (work === undefined ? 0.05 : undefined);
    const measures = names.length > 0 ? names : instance === undefined ? [usualMeasure(market)] : ['w1', 'w2', 'w3'];
    const isAsked = names.length > 0 || search.tolerance !== undefined;
    const wished = isAsked ? undefined : territory.balance;
    const balance: readonly BalancedMeasure[] =
        wished ?? measures.map((measure) => (tolerance === undefined ? { measure } : { measure, tolerance }));
    return {
        balance,
        ...(work === undefined ? {} : { work }),
        ...(territory.contiguity === undefined ? {} : { contiguity: territory.contiguity }),
        ...(territory.stop === undefined ? {} : { stop: territory.stop }),
        ...(instance === undefined ? {} : { metric: 'planar' as const }),
        ...(edges === undefined ? {} : { edges }),
        ...(barriers.length === 0 ? {} : { barriers }),
        ...(search.borderWeight === undefined ? {} : { borderWeight: search.borderWeight }),
        ...(search.stop === undefined ? {} : { stop: search.stop }),
        ...(search.seed === undefined ? {} : { seed: search.seed }),
    };
}

function usualMeasure({ units }: MarketFile): string {
    return units.some(({ measures }) => (measures['workload'] ?? 0) > 0) ? 'workload' : 'count';
}
