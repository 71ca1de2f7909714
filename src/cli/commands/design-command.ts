import { BeatplanError, IssueCollector } from '../../core/index.js';
import {
    type DesignOptions,
    designTerritoriesAsync,
    type RebalanceOptions,
    rebalanceTerritoriesAsync,
} from '../../territory/index.js';
import { readReckoning } from '../files/reckoning.js';
import { checkSettingKeys, readSettings } from '../files/settings-file.js';
import { staffOptions, staffTerritories } from '../files/staff.js';
import type { CliIo, CommandResult } from '../terminal/cli-io.js';
import { readNumberOption, readShareOption, requireOption } from '../terminal/number-option.js';
import { type DesignArguments, listOf } from './design-arguments.js';
import { readDesignInput, staffWork, withOwnedNote } from './design-input.js';
import { readDesignSearch, shareOptions } from './design-search.js';
import { finishDesign } from './finish-design.js';

/** `beatplan design`: units to territories. */
export async function designCommand(file: string, given: DesignArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    const count = readNumberOption(given.territories, '--territories', { min: 1, integer: true }, collector);
    const search = readDesignSearch(given, collector);
    const settings = await readSettings(given, collector);
    checkSettingKeys(settings, given.config, collector);
    const reckoning = readReckoning(settings, given.config, collector);
    collector.throwIfAny('The command line');
    const input = await readDesignInput(file, given, settings, reckoning);
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
    return finishDesign(
        'design',
        file,
        given,
        search,
        { ...withOwnedNote(input, options), repOf, locks: options.locks ?? {} },
        io,
        (control) => designTerritoriesAsync(market.units, { ...options, ...control }),
    );
}

/** `beatplan rebalance`: a plan in place to one that is balanced again. */
export async function rebalanceCommand(file: string, given: DesignArguments, io: CliIo): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(given.incumbent, '--incumbent', 'the plan in place: a .csv or .geojson file', collector);
    const maxMoved = readShareOption(given.maxMoved, '--max-moved', collector);
    const search = readDesignSearch(given, collector);
    const settings = await readSettings(given, collector);
    checkSettingKeys(settings, given.config, collector);
    const reckoning = readReckoning(settings, given.config, collector);
    collector.throwIfAny('The command line');
    const input = await readDesignInput(file, given, settings, reckoning);
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
    return finishDesign(
        'rebalance',
        file,
        given,
        search,
        { ...withOwnedNote(input, options), repOf, locks: options.locks ?? {} },
        io,
        (control) => rebalanceTerritoriesAsync(market.units, incumbent.alignment, { ...options, ...control }),
    );
}
