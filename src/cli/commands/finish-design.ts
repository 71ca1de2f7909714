import { BeatplanError, type Issue } from '../../core/index.js';
import { alignmentToCsv, territoriesToGeoJson } from '../../formats/index.js';
import type { Rep } from '../../market/index.js';
import { type DesignOptions, type TerritoryPlan, territoryShapes } from '../../territory/index.js';
import { readingLines } from '../files/input-table.js';
import type { MarketFile } from '../files/market-file.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { GENERATOR } from '../files/own-files.js';
import type { Reckoning } from '../files/reckoning.js';
import { rejectedPath, rejectedTexts, rejectionLines, rejectionsDocument } from '../files/rejections.js';
import type { CliIo, CommandResult } from '../terminal/cli-io.js';
import { startProgressBar } from '../terminal/progress-bar.js';
import { bridgeNotes } from './bridge-notes.js';
import { type DesignArguments, isTable, noDegrees } from './design-arguments.js';
import type { DesignInput } from './design-input.js';
import { designReport, type FinishedPlan } from './design-report.js';
import type { DesignSearch } from './design-search.js';
import { explainMoves, movesToCsv } from './moves.js';

/** The call of the library that searches. */
type DesignCallback = (control: Pick<DesignOptions, 'signal' | 'onProgress'>) => Promise<FinishedPlan>;

/** Searches, writes the files and tells what came of it. */
export async function finishDesign(
    command: 'design' | 'rebalance',
    file: string,
    given: DesignArguments,
    { simplify }: DesignSearch,
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
    search: DesignCallback,
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
    const found = await searchWithBar(given, reckoning, io, search);
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

async function searchWithBar(
    given: DesignArguments,
    reckoning: Reckoning,
    io: CliIo,
    search: DesignCallback,
): Promise<FinishedPlan> {
    const bar = startProgressBar(io, given.json === true);
    try {
        return await search({ signal: io.signal, onProgress: ({ fraction }) => bar.update(fraction, 'searching') });
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

function mapOf(plan: TerritoryPlan, { units, areas }: MarketFile, reps: readonly Rep[], simplify: number | undefined) {
    const shapes = territoryShapes(plan, units, {
        ...(areas.size < units.length ? {} : { areas: [...areas].map(([id, geometry]) => ({ id, geometry })) }),
        ...(simplify === undefined ? {} : { simplify }),
    });
    return territoriesToGeoJson(shapes, { plan, reps });
}
