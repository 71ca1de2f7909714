import type { Rep } from '../../market/index.js';
import type { Barrier, DesignOptions, WorkMatrix } from '../../territory/index.js';
import { readBarriersFile } from '../files/barriers-file.js';
import { type Incumbent, placeIncumbent } from '../files/incumbent.js';
import { type Reading, readRepsFile } from '../files/input-table.js';
import { findLostReps } from '../files/lost-reps.js';
import { type MarketFile, readMarketFile } from '../files/market-file.js';
import { readPlanFile } from '../files/plan-file.js';
import { ownedNote } from '../files/plan-input.js';
import { readTogether } from '../files/read-together.js';
import { type Reckoning, workForTerritories } from '../files/reckoning.js';
import type { Rejection } from '../files/rejections.js';
import { inputRules, type Settings } from '../files/settings-file.js';
import { NOTE_WITHOUT_HOMES } from '../files/staff.js';
import { type DesignArguments, noDegrees } from './design-arguments.js';

/** What the files hold. */
export interface DesignInput {
    readonly reckoning: Reckoning;
    readonly market: MarketFile;
    readonly incumbent: Incumbent | undefined;
    /** None if no file of reps was given. */
    readonly reps: readonly Rep[];
    readonly barriers: readonly Barrier[];
    readonly rejected: readonly Rejection[];
    readonly readings: readonly Reading[];
    readonly notes: readonly string[];
}

/** Reads all files of a design together. */
export async function readDesignInput(
    file: string,
    given: DesignArguments,
    settings: Settings,
    reckoning: Reckoning,
): Promise<DesignInput> {
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

/** The input with a note on accounts that stay with their owner. */
export function withOwnedNote(input: DesignInput, { locks = {} }: Pick<DesignOptions, 'locks'>): DesignInput {
    const owned = Object.keys(locks).length;
    return owned === 0 ? input : { ...input, notes: [...input.notes, ownedNote(owned, input.market.units.length)] };
}

/** What accounts mean for the reps of territories; undefined if not all of these have one. */
export function staffWork(
    { market: { scored }, incumbent, reps, reckoning }: DesignInput,
    territoryIds: readonly string[],
    repOf: ReadonlyMap<string, string>,
): WorkMatrix | undefined {
    if (scored === undefined) return undefined;
    const alignment = incumbent?.alignment ?? { territories: [] };
    return workForTerritories(scored, reps, territoryIds, { alignment, repOf }, reckoning);
}
