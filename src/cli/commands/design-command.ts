import { BeatplanError, type Issue, IssueCollector, type StopCriteria } from '../../core/index.js';
import { alignmentToCsv, territoriesToGeoJson } from '../../formats/index.js';
import type { Rep } from '../../market/index.js';
import {
    type BalancedMeasure,
    type Barrier,
    type DesignOptions,
    designTerritoriesAsync,
    type RebalanceOptions,
    rebalanceTerritoriesAsync,
    type TerritoryPlan,
    territoryShapes,
    type WorkMatrix,
} from '../../territory/index.js';
import { readBarriersFile } from '../files/barriers-file.js';
import { type Incumbent, placeIncumbent } from '../files/incumbent.js';
import { type Reading, readingLines, readRepsFile } from '../files/input-table.js';
import { findLostReps } from '../files/lost-reps.js';
import { type MarketFile, readMarketFile } from '../files/market-file.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { GENERATOR } from '../files/own-files.js';
import { readPlanFile } from '../files/plan-file.js';
import { ownedNote } from '../files/plan-input.js';
import { readTogether } from '../files/read-together.js';
import { type Reckoning, readReckoning, workForTerritories } from '../files/reckoning.js';
import { type Rejection, rejectedPath, rejectedTexts, rejectionLines, rejectionsDocument } from '../files/rejections.js';
import { checkSettingKeys, type InputArguments, inputRules, readSettings, type Settings } from '../files/settings-file.js';
import { NOTE_WITHOUT_HOMES, staffOptions, staffTerritories } from '../files/staff.js';
import type { CliIo, CommandResult } from '../terminal/cli-io.js';
import { readNumberOption, readShareOption, requireOption } from '../terminal/number-option.js';
import { startProgressBar } from '../terminal/progress-bar.js';
import { bridgeNotes } from './bridge-notes.js';
import { designReport, type FinishedPlan } from './design-report.js';
import { explainMoves, movesToCsv } from './moves.js';

/** Options of `beatplan design` and `beatplan rebalance` as the command line gives them. */
export interface DesignArguments extends InputArguments {
    readonly territories?: string;
    readonly tolerance?: string;
    readonly balance?: string;
    readonly borderWeight?: string;
    readonly barriers?: string;
    readonly incumbent?: string;
    readonly reps?: string;
    readonly maxMoved?: string;
    readonly moves?: string;
    readonly leave?: string;
    readonly join?: string;
    readonly timeLimit?: string;
    readonly iterations?: string;
    readonly seed?: string;
    readonly simplify?: string;
    readonly out?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

/** `beatplan design`: units to territories. */
export async function designCommand(file: string, given: DesignArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    const count = readNumberOption(given.territories, '--territories', { min: 1, integer: true }, collector);
    const search = readSearch(given, collector);
    const settings = await readSettings(given, collector);
    checkSettingKeys(settings, given.config, collector);
    const reckoning = readReckoning(settings, given.config, collector);
    collector.throwIfAny('The command line');
    const input = await readInput(file, given, settings, reckoning);
    const { market, incumbent, reps } = input;
    const isOpen = incumbent === undefined && reps.length === 0;
    const territories = count ?? (isOpen ? market.instance?.territories : undefined);
    if (isOpen && territories === undefined) {
        const message = 'says how many territories are wanted, and is missing';
        const hint = 'for example --territories 12, or --reps reps.csv for one around each home';
        throw new BeatplanError('missing-key', 'The command line has a problem:', [
            { code: 'missing-key', path: ['--territories'], message, hint },
        ]);
    }
    const ids = (incumbent?.alignment.territories ?? reps).map(({ id }) => id);
    const repOf = staffTerritories(ids, incumbent?.repOf ?? new Map(), reps);
    const isWhole = territories === undefined || territories === ids.length;
    const work = isWhole ? staffWork(input, ids, repOf) : undefined;
    const options: DesignOptions = {
        ...shareOptions(input, given, search, work),
        ...staffOptions(repOf, reps, market.ownerOf),
        ...(territories === undefined ? {} : { count: territories }),
        ...(incumbent === undefined
            ? { seeds: reps.map(({ id, home }) => ({ id, position: home, pinned: reckoning.territory.near !== 'middle' })) }
            : { incumbent: incumbent.alignment }),
    };
    return finish(
        'design',
        file,
        given,
        search,
        { ...withLocks(input, options), repOf, locks: options.locks ?? {} },
        io,
        (control) => designTerritoriesAsync(market.units, { ...options, ...control }),
    );
}

/** `beatplan rebalance`: a plan in place to one that is balanced again. */
export async function rebalanceCommand(file: string, given: DesignArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(given.incumbent, '--incumbent', 'the plan in place: a .csv or .geojson file', collector);
    const maxMoved = readShareOption(given.maxMoved, '--max-moved', collector);
    const search = readSearch(given, collector);
    const settings = await readSettings(given, collector);
    checkSettingKeys(settings, given.config, collector);
    const reckoning = readReckoning(settings, given.config, collector);
    collector.throwIfAny('The command line');
    const input = await readInput(file, given, settings, reckoning);
    const { market, reps } = input;
    const incumbent = input.incumbent!;
    const leave = listOf(given.leave);
    const join = listOf(given.join);
    const staying = incumbent.alignment.territories.map(({ id }) => id).filter((id) => !leave.includes(id));
    const repOf = staffTerritories([...staying, ...join], incumbent.repOf, reps);
    const homeOf = new Map(reps.map(({ id, home }) => [id, home]));
    const work = staffWork(input, [...staying, ...join], repOf);
    const options: RebalanceOptions = {
        ...shareOptions(input, given, search, work),
        ...staffOptions(repOf, reps, market.ownerOf),
        leave,
        join: join.map((id) => {
            const position = homeOf.get(id);
            return position === undefined ? { id } : { id, position };
        }),
        ...(maxMoved === undefined ? {} : { disruption: { maxMoved } }),
    };
    return finish(
        'rebalance',
        file,
        given,
        search,
        { ...withLocks(input, options), repOf, locks: options.locks ?? {} },
        io,
        (control) => rebalanceTerritoriesAsync(market.units, incumbent.alignment, { ...options, ...control }),
    );
}

/** What the files hold. */
interface DesignInput {
    readonly reckoning: Reckoning;
    readonly market: MarketFile;
    readonly incumbent: Incumbent | undefined;
    /** None where no file of reps was given. */
    readonly reps: readonly Rep[];
    readonly barriers: readonly Barrier[];
    readonly rejected: readonly Rejection[];
    readonly readings: readonly Reading[];
    readonly notes: readonly string[];
}

async function readInput(file: string, given: DesignArguments, settings: Settings, reckoning: Reckoning): Promise<DesignInput> {
    const { strict } = given;
    const staff = given.reps === undefined ? undefined : readRepsFile(given.reps, inputRules(settings, 'reps', strict));
    const readMarket = async (): Promise<MarketFile> => {
        const read = await staff?.catch(() => undefined);
        return readMarketFile(file, read?.rows, inputRules(settings, 'accounts', strict), reckoning);
    };
    const plan = given.incumbent === undefined ? undefined : readPlanFile(given.incumbent, inputRules(settings, 'plan', strict));
    const lines = given.barriers === undefined ? undefined : readBarriersFile(given.barriers);
    const [market, planFile, table, barriers = []] = await readTogether([readMarket(), plan, staff, lines]);
    if (table !== undefined && market.kind === 'districting') throw noDegrees('--reps', 'names homes', 'leave it out');
    const incumbent = planFile === undefined ? undefined : placeIncumbent(planFile, market);
    const owners = [...market.ownerOf.values()];
    const lost = table === undefined ? [] : findLostReps(table, owners, 'any territory may have them').notes;
    const isWithoutHomes = table === undefined && market.kind === 'accounts' && (incumbent?.repOf.size ?? 0) > 0;
    return {
        reckoning,
        market,
        incumbent,
        reps: table?.rows ?? [],
        barriers,
        rejected: [...market.rejected, ...(table?.rejected ?? []), ...(planFile?.rejected ?? [])],
        readings: [...market.readings, ...(table === undefined ? [] : [table.reading])],
        notes: [...lost, ...market.notes, ...(incumbent?.notes ?? []), ...(isWithoutHomes ? [NOTE_WITHOUT_HOMES] : [])],
    };
}

function withLocks(input: DesignInput, { locks = {} }: Pick<DesignOptions, 'locks'>): DesignInput {
    const owned = Object.keys(locks).length;
    return owned === 0 ? input : { ...input, notes: [...input.notes, ownedNote(owned, input.market.units.length)] };
}

function noDegrees(option: string, asks: string, hint: string): BeatplanError {
    const message = `${asks}, but the positions of a districting instance are no longitudes and latitudes`;
    return new BeatplanError('unknown-option', 'The command line has a problem:', [
        { code: 'unknown-option', path: [option], message, hint },
    ]);
}

interface SearchOptions {
    readonly tolerance: number | undefined;
    readonly borderWeight: number | undefined;
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

function shareOptions(
    { market, barriers, reckoning: { territory } }: DesignInput,
    given: DesignArguments,
    search: SearchOptions,
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

/** What accounts mean for the reps of territories; undefined where not all of these have one. */
function staffWork(
    { market: { scored }, incumbent, reps, reckoning }: DesignInput,
    territoryIds: readonly string[],
    repOf: ReadonlyMap<string, string>,
): WorkMatrix | undefined {
    if (scored === undefined) return undefined;
    const alignment = incumbent?.alignment ?? { territories: [] };
    return workForTerritories(scored, reps, territoryIds, { alignment, repOf }, reckoning);
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

async function finish(
    command: 'design' | 'rebalance',
    file: string,
    given: DesignArguments,
    { simplify }: SearchOptions,
    {
        market,
        incumbent,
        reps,
        repOf,
        locks,
        rejected,
        readings,
        notes,
        reckoning,
    }: DesignInput & { readonly repOf: ReadonlyMap<string, string>; readonly locks: Readonly<Record<string, string>> },
    io: CliIo,
    search: (control: Pick<DesignOptions, 'signal' | 'onProgress'>) => Promise<FinishedPlan>,
): Promise<CommandResult> {
    const out = given.out!;
    const asShapes = !isTable(out);
    if (asShapes && market.kind === 'districting') throw noDegrees('--out', 'asks for a map', 'write a .csv file');
    const listPath = rejectedPath(given, false);
    const rejectedText = await rejectedTexts(listPath, rejected);
    await claimOutputs([out, ...(given.moves === undefined ? [] : [given.moves]), ...Object.keys(rejectedText)], {
        inputs: [file, given.incumbent, given.reps, given.barriers, given.config],
        force: given.force,
    });
    const bar = startProgressBar(io, given.json === true);
    let found: FinishedPlan;
    try {
        found = await search({ signal: io.signal, onProgress: ({ fraction }) => bar.update(fraction, 'searching') });
    } catch (error) {
        if (!(error instanceof BeatplanError) || error.issues.length === 0) throw error;
        throw new BeatplanError(
            error.code,
            'The territories have problems:',
            error.issues.map((issue) => atOption(issue, given, reckoning)),
        );
    } finally {
        bar.stop();
    }
    const territories = found.territories.map((territory) => {
        const repId = repOf.get(territory.id);
        return repId === undefined ? territory : { ...territory, repId };
    });
    const plan = { ...found, territories };
    const bridges = bridgeNotes(plan.bridges ?? [], market.kind === 'districting');
    const unreached = unreachedNotes(plan);
    const lacking = Object.keys(plan.territories[0].targets).flatMap((measure) => noteLacking(measure, market));
    const text = asShapes
        ? `${JSON.stringify({ ...GENERATOR, ...mapOf(plan, market, reps, simplify) })}\n`
        : alignmentToCsv(plan);
    const moves =
        incumbent === undefined
            ? []
            : explainMoves(plan.changes?.moves ?? [], plan, { units: market.units, incumbent: incumbent.alignment, locks });
    await writeOutputs({
        [out]: text,
        ...(given.moves === undefined ? {} : { [given.moves]: movesToCsv(moves) }),
        ...rejectedText,
    });
    const told = [
        ...readingLines(readings),
        ...rejectionLines(rejected, listPath),
        ...notes,
        ...bridges,
        ...unreached,
        ...lacking,
    ];
    const result = designReport(command, file, out, plan, market, moves, told, io.signal.aborted);
    const inputs = {
        inputs: readings,
        rejected: rejectionsDocument(rejected),
        notes: [...notes, ...bridges, ...unreached, ...lacking],
    };
    return { ...result, document: { ...result.document, ...inputs } };
}

function unreachedNotes({ unreached = [] }: TerritoryPlan): string[] {
    if (unreached.length === 0) return [];
    const which = unreached.length > 3 ? `${unreached.slice(0, 3).join(', ')}, …` : unreached.join(', ');
    const who = unreached.length === 1 ? '1 account' : `${unreached.length} accounts`;
    return [`${who} cannot be served by any rep within a day, and count as no work: ${which}`];
}

// Empty cells, texts and negative numbers are not measures; the caller may not know that the file holds some.
function noteLacking(measure: string, { units }: MarketFile): string[] {
    const lacking = measure === 'count' ? [] : units.filter(({ measures }) => measures[measure] === undefined);
    if (lacking.length === 0) return [];
    const few = lacking.slice(0, 3).map(({ id }) => id);
    const which = lacking.length > few.length ? `${few.join(', ')}, …` : few.join(', ');
    return [`${lacking.length} of ${units.length} units have no number from 0 as ${measure}, and count 0: ${which}`];
}

const OPTION_OF: Readonly<Record<string, string>> = {
    count: '--territories',
    seeds: '--reps',
    locks: '--reps',
    balance: '--balance',
    barriers: '--barriers',
    leave: '--leave',
    join: '--join',
};

// The library speaks of `options.balance[0].measure`; a person wrote `--balance`.
function atOption(issue: Issue, { balance, tolerance }: DesignArguments, { file, territory }: Reckoning): Issue {
    const [root, ...path] = issue.path;
    if (root !== 'options') return issue;
    const key = String(path[0]);
    const isAsked = key === 'balance' && (balance !== undefined || tolerance !== undefined);
    if (file !== undefined && !isAsked && Object.hasOwn(territory, key)) {
        return { ...issue, path: [file, 'territory', ...path] };
    }
    const option = OPTION_OF[key];
    return option === undefined ? issue : { ...issue, path: [option] };
}

function isTable(out: string | undefined): boolean {
    return out !== undefined && /\.csv$/i.test(out);
}

function mapOf(plan: TerritoryPlan, { units, areas }: MarketFile, reps: readonly Rep[], simplify: number | undefined) {
    const shapes = territoryShapes(plan, units, {
        ...(areas.size < units.length ? {} : { areas: [...areas].map(([id, geometry]) => ({ id, geometry })) }),
        ...(simplify === undefined ? {} : { simplify }),
    });
    return territoriesToGeoJson(shapes, { plan, reps });
}
