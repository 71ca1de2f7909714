import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAccountsCsv, parseRepsCsv } from '../../src/formats/index.js';
import { greatCircleDistance, type Position } from '../../src/geo/index.js';
import type { Account, Rep, WeeklyHours } from '../../src/market/index.js';
import type { PlanOptions } from '../../src/planning/index.js';

/** A market with all that a plan needs. */
export interface SalesMarket {
    readonly name: string;
    readonly accounts: readonly Account[];
    readonly reps: readonly Rep[];
    readonly options: Omit<PlanOptions, 'start'>;
}

/** The market of the examples: stores of a whole country, hours apart, most called on once or twice in four weeks. */
export function exampleMarket(): SalesMarket {
    const read = (file: string): string => readFileSync(join('examples/data', file), 'utf8');
    const { travel, territory } = JSON.parse(read('config.json')) as PlanOptions;
    return {
        name: 'example',
        accounts: parseAccountsCsv(read('accounts.csv')),
        reps: parseRepsCsv(read('reps.csv')),
        options: { ...(travel && { travel }), ...(territory && { territory }) },
    };
}

/** Towns and how they are called on. */
export interface TownMarket {
    readonly country: string;
    readonly region?: string;
    readonly reps: number;
    readonly callDuration: number;
    /** Calls in four weeks on a town of this many people. */
    readonly frequency: (population: number) => number;
}

export const TOWN_MARKETS: Readonly<Record<string, TownMarket>> = {
    Belgium: {
        country: 'BE',
        reps: 10,
        callDuration: 1200,
        frequency: (people) => (people > 30_000 ? 4 : people > 10_000 ? 2 : 1),
    },
    Bavaria: {
        country: 'DE',
        region: '02',
        reps: 16,
        callDuration: 2400,
        frequency: (people) => (people > 20_000 ? 4 : people > 5000 ? 2 : 1),
    },
    Portugal: {
        country: 'PT',
        reps: 8,
        callDuration: 1800,
        frequency: (people) => (people > 20_000 ? 2 : people > 5000 ? 1 : 0.5),
    },
};

const OFFICE_HOURS: WeeklyHours = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[28_800, 61_200]] as const]),
);
const LEAST_BETWEEN_HOMES = 25_000;

/** Every town of a country or region as an account; reps live in the largest that are not next to each other. */
export function townMarket(data: string, name: string): SalesMarket {
    const { country, region, reps, callDuration, frequency } = TOWN_MARKETS[name];
    const towns = readFileSync(join(data, 'locations', 'world-cities-1000.csv'), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','))
        .filter((cells) => cells.length === 8 && cells[2] === country && (region === undefined || cells[3] === region))
        .map((cells) => ({
            id: cells[0],
            population: Number(cells[5]),
            position: [Number(cells[6]), Number(cells[7])] as Position,
        }))
        .sort((a, b) => b.population - a.population);
    const homes: Position[] = [];
    for (const { position } of towns) {
        if (homes.length < reps && homes.every((home) => greatCircleDistance(home, position) > LEAST_BETWEEN_HOMES)) {
            homes.push(position);
        }
    }
    return {
        name,
        accounts: towns.map(({ id, population, position }) => ({
            id,
            position,
            potential: population,
            callFrequency: frequency(population),
            callDuration,
        })),
        reps: homes.map((home, i) => ({ id: `R${i + 1}`, home, hours: OFFICE_HOURS })),
        options: {},
    };
}
