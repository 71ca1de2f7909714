import { BeatplanError, type Issue, IssueCollector, type StopCriteria } from '../core/index.js';
import { alignmentToCsv, parseAlignmentCsv, territoriesToGeoJson } from '../formats/index.js';
import {
    type Alignment,
    type BalancedMeasure,
    type DesignOptions,
    designTerritoriesAsync,
    type PlanDiff,
    rebalanceTerritoriesAsync,
    type TerritoryPlan,
    territoryShapes,
} from '../territory/index.js';
import { type CliIo, type CommandResult, EXIT } from './cli-io.js';
import { prefixIssues } from './describe-error.js';
import { type MarketFile, readMarketFile } from './market-file.js';
import { readNumberOption, requireOption } from './number-option.js';
import { prepareFolderOf, writeText } from './output-folder.js';
import { startProgressBar } from './progress-bar.js';
import { readTextFile } from './read-text-file.js';
import { textTable } from './text-table.js';

/** Options of `beatplan design` and `beatplan rebalance` as the command line gives them. */
export interface DesignArguments {
    readonly territories?: string;
    readonly tolerance?: string;
    readonly balance?: string;
    readonly incumbent?: string;
    readonly maxMoved?: string;
    readonly leave?: string;
    readonly join?: string;
    readonly timeLimit?: string;
    readonly iterations?: string;
    readonly seed?: string;
    readonly simplify?: string;
    readonly out?: string;
    readonly json?: boolean;
}

const MOST_SHOWN = 10;

/** `beatplan design`: units to territories. */
export async function designCommand(file: string, given: DesignArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    const count = readNumberOption(given.territories, '--territories', { min: 1, integer: true }, collector);
    const search = readSearch(given, collector);
    collector.throwIfAny('The command line');
    const market = await readMarketFile(file);
    const incumbent = given.incumbent === undefined ? undefined : await readIncumbent(given.incumbent, market);
    const territories = count ?? (incumbent === undefined ? market.instance?.territories : undefined);
    if (territories === undefined && incumbent === undefined) {
        const message = 'says how many territories are wanted, and is missing';
        throw new BeatplanError('missing-key', 'The command line has a problem:', [
            { code: 'missing-key', path: ['--territories'], message, hint: 'for example --territories 12' },
        ]);
    }
    const options: DesignOptions = {
        ...shareOptions(market, given, search),
        ...(territories === undefined ? {} : { count: territories }),
        ...(incumbent === undefined ? {} : { incumbent }),
    };
    return finish('design', file, given, search, market, io, (control) =>
        designTerritoriesAsync(market.units, { ...options, ...control }),
    );
}

/** `beatplan rebalance`: a plan in place to one that is balanced again. */
export async function rebalanceCommand(file: string, given: DesignArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(given.incumbent, '--incumbent', 'a CSV file with the columns unit and territory', collector);
    const maxMoved = readNumberOption(given.maxMoved, '--max-moved', { min: 0, max: 1 }, collector);
    const search = readSearch(given, collector);
    collector.throwIfAny('The command line');
    const market = await readMarketFile(file);
    const incumbent = await readIncumbent(given.incumbent!, market);
    const options = {
        ...shareOptions(market, given, search),
        leave: listOf(given.leave),
        join: listOf(given.join).map((id) => ({ id })),
        ...(maxMoved === undefined ? {} : { disruption: { maxMoved } }),
    };
    return finish('rebalance', file, given, search, market, io, (control) =>
        rebalanceTerritoriesAsync(market.units, incumbent, { ...options, ...control }),
    );
}

interface SearchOptions {
    readonly tolerance: number | undefined;
    readonly stop: StopCriteria | undefined;
    readonly seed: number | undefined;
    readonly simplify: number | undefined;
}

function readSearch(given: DesignArguments, collector: IssueCollector): SearchOptions {
    requireOption(given.out, '--out', 'a .csv or .geojson file for the territories', collector);
    if (given.out !== undefined && !/\.(csv|geojson|json)$/i.test(given.out)) {
        collector.add('unknown-option', ['--out'], 'has an ending that is not known', {
            received: given.out,
            expected: 'a name that ends in .csv or .geojson',
        });
    }
    const tolerance = readNumberOption(given.tolerance, '--tolerance', { min: 0 }, collector);
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
    return { tolerance, stop: isBounded ? stop : undefined, seed, simplify };
}

function shareOptions(market: MarketFile, given: DesignArguments, search: SearchOptions): Omit<DesignOptions, 'count'> {
    const { instance, edges } = market;
    const names = listOf(given.balance);
    const tolerance = search.tolerance ?? instance?.tolerance ?? 0.05;
    const measures = names.length > 0 ? names : instance === undefined ? [usualMeasure(market)] : ['w1', 'w2', 'w3'];
    const balance: BalancedMeasure[] = measures.map((measure) => ({ measure, tolerance }));
    return {
        balance,
        ...(instance === undefined ? {} : { metric: 'planar' as const }),
        ...(edges === undefined ? {} : { edges }),
        ...(search.stop === undefined ? {} : { stop: search.stop }),
        ...(search.seed === undefined ? {} : { seed: search.seed }),
    };
}

function usualMeasure({ units }: MarketFile): string {
    return units.some(({ measures }) => (measures['workload'] ?? 0) > 0) ? 'workload' : 'count';
}

function listOf(text: string | undefined): string[] {
    return (text ?? '')
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
}

// Units that the market does not hold any more are no fault of the plan.
async function readIncumbent(file: string, { units }: MarketFile): Promise<Alignment> {
    const { text } = await readTextFile(file);
    let alignment: Alignment;
    try {
        alignment = parseAlignmentCsv(text);
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        throw new BeatplanError(error.code, 'The incumbent plan cannot be read:', prefixIssues(error, [file]));
    }
    const present = new Set(units.map(({ id }) => id));
    const territories = alignment.territories.map(({ id, unitIds }) => ({
        id,
        unitIds: unitIds.filter((id) => present.has(id)),
    }));
    if (territories.every(({ unitIds }) => unitIds.length === 0)) {
        const message = 'names none of the units';
        throw new BeatplanError('unknown-id', 'The incumbent plan does not fit:', [
            { code: 'unknown-id', path: [file], message },
        ]);
    }
    return { territories };
}

async function finish(
    command: 'design' | 'rebalance',
    file: string,
    given: DesignArguments,
    { simplify }: SearchOptions,
    market: MarketFile,
    io: CliIo,
    search: (control: Pick<DesignOptions, 'signal' | 'onProgress'>) => Promise<TerritoryPlan & { readonly changes?: PlanDiff }>,
): Promise<CommandResult> {
    const out = given.out!;
    const asShapes = !isTable(out);
    if (asShapes && market.kind === 'districting') {
        const message = 'asks for a map, but the positions of a districting instance are no longitudes and latitudes';
        throw new BeatplanError('unknown-option', 'The command line has a problem:', [
            { code: 'unknown-option', path: ['--out'], message, hint: 'write a .csv file' },
        ]);
    }
    await prepareFolderOf(out);
    const bar = startProgressBar(io, given.json === true);
    let plan: TerritoryPlan & { readonly changes?: PlanDiff };
    try {
        plan = await search({ signal: io.signal, onProgress: ({ fraction }) => bar.update(fraction, 'searching') });
    } catch (error) {
        if (!(error instanceof BeatplanError) || error.issues.length === 0) throw error;
        throw new BeatplanError(error.code, 'The territories have problems:', error.issues.map(atOption));
    } finally {
        bar.stop();
    }
    await writeText(out, asShapes ? `${JSON.stringify(shapesOf(plan, market, simplify))}\n` : alignmentToCsv(plan));
    return report(command, file, out, plan, market, io);
}

const OPTION_OF: Readonly<Record<string, string>> = {
    count: '--territories',
    balance: '--balance',
    leave: '--leave',
    join: '--join',
};

// The library speaks of `balance[0].measure`; a person wrote `--balance`.
function atOption(issue: Issue): Issue {
    const option = OPTION_OF[String(issue.path[0])];
    return option === undefined ? issue : { ...issue, path: [option] };
}

function isTable(out: string | undefined): boolean {
    return out !== undefined && /\.csv$/i.test(out);
}

function shapesOf(plan: TerritoryPlan, { units, areas }: MarketFile, simplify: number | undefined) {
    const shapes = territoryShapes(plan, units, {
        ...(areas.size < units.length ? {} : { areas: [...areas].map(([id, geometry]) => ({ id, geometry })) }),
        ...(simplify === undefined ? {} : { simplify }),
    });
    return territoriesToGeoJson(shapes, { plan });
}

function report(
    command: string,
    file: string,
    out: string,
    plan: TerritoryPlan & { readonly changes?: PlanDiff },
    { units, kind, notes }: MarketFile,
    io: CliIo,
): CommandResult {
    const { territories, violations, dispersion, maxDeviation, statistics, changes } = plan;
    const measures = Object.keys(territories[0].targets);
    // Workloads of accounts are seconds, which nobody reads.
    const isHours = (name: string): boolean => kind === 'accounts' && name === 'workload';
    const titles = measures.flatMap((name) => [isHours(name) ? 'workload, h' : name, 'off']);
    const rows = territories.map(({ id, unitIds, measures: sums, deviations }) => [
        id,
        String(unitIds.length),
        ...measures.flatMap((name) => [(isHours(name) ? sums[name] / 3600 : sums[name]).toFixed(0), showShare(deviations[name])]),
    ]);
    const moved = changes === undefined ? [] : [`moved      ${changes.moves.length} units, ${showShare(changes.movedShare)}`];
    const mean = dispersion / units.length;
    const lines = [
        `${file}: ${units.length} units into ${territories.length} territories`,
        textTable([['territory', 'units', ...titles], ...rows], 1),
        `deviation  ${showShare(maxDeviation)} at most`,
        kind === 'districting'
            ? `dispersion ${dispersion.toFixed(2)}`
            : `distance   ${(mean / 1000).toFixed(1)} km to the middle on average`,
        ...moved,
        ...violations
            .slice(0, MOST_SHOWN)
            .map(({ territoryId, message, code }) => `not met    ${territoryId}: ${message} [${code}]`),
        ...(violations.length > MOST_SHOWN
            ? [`           … and ${violations.length - MOST_SHOWN} more; --json lists all of them`]
            : []),
        `seconds    ${statistics.seconds.toFixed(1)}`,
        `iterations ${statistics.iterations} (seed ${statistics.seed})`,
        ...(io.signal.aborted ? ['stopped early; this is the best that was found'] : []),
        `written to ${out}`,
        ...notes,
    ];
    const document = {
        command,
        units: units.length,
        territories: territories.map(({ unitIds, ...figures }) => ({ ...figures, units: unitIds.length })),
        violations,
        dispersion,
        maxDeviation,
        ...(changes === undefined ? {} : { changes }),
        ...statistics,
        cancelled: io.signal.aborted,
        file: out,
        notes,
    };
    return { exitCode: violations.length === 0 ? EXIT.done : EXIT.infeasible, document, text: `${lines.join('\n')}\n` };
}

function showShare(value: number): string {
    return `${(value * 100).toFixed(1).replace(/^-(0\.0)$/, '$1')} %`;
}
