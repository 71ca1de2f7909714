import { readFileSync } from 'node:fs';
import { Random } from '../../../src/core/index.js';
import { parseAccountsCsv, parseRepsCsv } from '../../../src/formats/index.js';
import { scoreAccounts } from '../../../src/market/index.js';
import type { PlanOptions } from '../../../src/planning/index.js';
import type { Market, MarketTravel, Place } from '../plain/market.js';
import { generateProspects } from './generated.js';
import { CITY_STREETS, jitter, makeMarket, OPEN_ROADS, type Prospect, spacedHomes } from './make-market.js';
import { readStores, readTowns, readZipCodes } from './places.js';

/** How a market is made; `data` is the folder of instances. */
export interface MarketSource {
    readonly needsData: boolean;
    /** Whether it is planned if no market is named. */
    readonly isDefault: boolean;
    readonly make: (data: string) => Market;
}

const HOUR = 3600;
const WORKDAY = [8 * HOUR, 17 * HOUR] as const;
const LONG_DAY = [7.5 * HOUR, 18 * HOUR] as const;
const FEW_LARGE = [
    { upTo: 0.1, callFrequency: 4, minutes: 45 },
    { upTo: 0.4, callFrequency: 2, minutes: 35 },
    { upTo: 1, callFrequency: 1, minutes: 25 },
];
const PLAINS_STATES = ['ND', 'SD', 'NE', 'KS', 'MT', 'WY'];

/** The markets of the bench by name. */
export const MARKETS: Readonly<Record<string, MarketSource>> = {
    example: { needsData: false, isDefault: true, make: exampleMarket },
    city: { needsData: true, isDefault: true, make: cityMarket },
    plains: { needsData: true, isDefault: true, make: plainsMarket },
    mixed: { needsData: true, isDefault: true, make: mixedMarket },
    over: { needsData: true, isDefault: true, make: overMarket },
    pair: { needsData: true, isDefault: true, make: pairMarket },
    'generated-city': generated('generated-city', 500, 5, 0.25, 1, { travel: CITY_STREETS, shift: WORKDAY }),
    'generated-plains': generated('generated-plains', 400, 6, 12, 60, { travel: OPEN_ROADS, shift: LONG_DAY }),
    'generated-over': generated('generated-over', 700, 7, 4, 12, { travel: OPEN_ROADS, shift: WORKDAY }),
    'generated-large': generated('generated-large', 10_000, 200, 30, 250, { travel: OPEN_ROADS, shift: WORKDAY }),
};

function generated(
    name: string,
    accounts: number,
    reps: number,
    width: number,
    towns: number,
    rules: { readonly travel: MarketTravel; readonly shift: readonly [number, number] },
): MarketSource {
    const make = (): Market => {
        const { prospects, homes } = generateProspects(accounts, reps, width, towns);
        return makeMarket(prospects, { name, homes, tiers: FEW_LARGE, ...rules });
    };
    return { needsData: false, isDefault: false, make };
}

/** The stores and reps of the examples, with what their options make of them written out. */
function exampleMarket(): Market {
    const read = (file: string): string => readFileSync(`examples/data/${file}`, 'utf8');
    const { start, weeks = 4, travel, scoring } = JSON.parse(read('config.json')) as PlanOptions;
    const accounts = parseAccountsCsv(read('accounts.csv'));
    const scores = scoreAccounts(accounts, scoring);
    return {
        name: 'example',
        start,
        weeks,
        travel: travel as MarketTravel,
        reps: parseRepsCsv(read('reps.csv')).map(({ id, home, hours, skills, share, maxVisitsPerDay }) => ({
            id,
            home: [home[0], home[1]] as const,
            hours,
            ...(skills && { skills }),
            ...(share && { share }),
            ...(maxVisitsPerDay && { maxVisitsPerDay }),
        })),
        accounts: accounts.map(({ id, position, potential = 0, hours, skills, owner }, i) => ({
            id,
            position: [position[0], position[1]] as const,
            potential,
            priority: scores[i].priority,
            callFrequency: scores[i].callFrequency,
            callDuration: scores[i].callDuration,
            ...(hours && { hours }),
            ...(skills && { skills }),
            ...(owner !== undefined && { owner }),
        })),
    };
}

/** New York: shops around the middles of zip codes, a few minutes apart. */
function cityMarket(data: string): Market {
    const random = new Random(7);
    const zips = readZipCodes(data).filter(([lng, lat]) => Math.hypot((lng + 73.95) * 0.76, lat - 40.74) < 0.17);
    const prospects = Array.from({ length: 700 }, (_, i): Prospect => {
        const position = jitter(zips[random.integer(zips.length)], 0.006, random);
        return { id: `C${String(i).padStart(4, '0')}`, position, size: Math.round(1000 * (1 - random.next()) ** -0.7) };
    });
    const homes = spacedHomes(
        zips.map((_, i) => zips[(i * 31) % zips.length]),
        7,
        0.07,
    );
    return makeMarket(prospects, { name: 'city', homes, tiers: FEW_LARGE, travel: CITY_STREETS, shift: WORKDAY });
}

/** Six states of the Great Plains for six reps, each in the largest town of a state. */
function plainsMarket(data: string): Market {
    const towns = readTowns(data, 'US').filter(({ region }) => PLAINS_STATES.includes(region));
    const homes = PLAINS_STATES.map((state) => towns.find(({ region }) => region === state)!.position);
    return makeMarket(prospectsOf(towns, 2500), { name: 'plains', homes, tiers: FEW_LARGE, travel: OPEN_ROADS, shift: LONG_DAY });
}

/** Texas: four large cities and the land between them. */
function mixedMarket(data: string): Market {
    const towns = readTowns(data, 'US').filter(({ region }) => region === 'TX');
    const homes = spacedHomes(
        towns.map(({ position }) => position),
        20,
        0.5,
    );
    return makeMarket(prospectsOf(towns, 1500), { name: 'mixed', homes, tiers: FEW_LARGE, travel: OPEN_ROADS, shift: WORKDAY });
}

/** Stores of the East, more than their reps can visit as often as they should. */
function overMarket(data: string): Market {
    const random = new Random(11);
    const stores = readStores(data).filter(({ position: [lng, lat] }) => lng > -91 && lng < -75 && lat < 41.5);
    const prospects = stores.map(({ id, position, isLarge }): Prospect => {
        return { id, position, size: Math.round((isLarge ? 3000 : 1000) * (1 - random.next()) ** -0.6) };
    });
    const homes = spacedHomes(
        readTowns(data, 'US')
            .map(({ position }) => position)
            .filter(([lng, lat]) => lng > -91 && lng < -75 && lat < 41.5),
        25,
        1.2,
    );
    return makeMarket(prospects, { name: 'over', homes, tiers: FEW_LARGE, travel: OPEN_ROADS, shift: WORKDAY });
}

/** New Mexico for two reps. */
function pairMarket(data: string): Market {
    const towns = readTowns(data, 'US').filter(({ region }) => region === 'NM');
    const homes = spacedHomes(
        towns.map(({ position }) => position),
        2,
        2,
    );
    return makeMarket(prospectsOf(towns, 1500), { name: 'pair', homes, tiers: FEW_LARGE, travel: OPEN_ROADS, shift: LONG_DAY });
}

function prospectsOf(
    towns: readonly { readonly id: string; readonly position: Place; readonly population: number }[],
    least: number,
): Prospect[] {
    return towns
        .filter(({ population }) => population >= least)
        .map(({ id, position, population }) => ({ id: `T${id}`, position, size: population }));
}
