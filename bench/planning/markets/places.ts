import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../plain/market.js';

/** A place that becomes an account, or the home of a rep. */
export interface Town {
    readonly id: string;
    readonly region: string;
    readonly position: Place;
    readonly population: number;
}

/** Places of over 1,000 people of one country, the largest first. */
export function readTowns(data: string, country: string): Town[] {
    return readRows(data, 'world-cities-1000.csv')
        .filter((cells) => cells.length === 8 && cells[2] === country)
        .map((cells) => ({
            id: cells[0],
            region: cells[3],
            population: Number(cells[5]),
            position: [Number(cells[6]), Number(cells[7])] as const,
        }))
        .sort((a, b) => b.population - a.population || (a.id < b.id ? -1 : 1));
}

/** Middles of the zip codes of the United States. */
export function readZipCodes(data: string): Place[] {
    return readRows(data, 'us-zipcodes.csv').map((cells) => [Number(cells[2]), Number(cells[1])]);
}

/** A store of a retailer in the United States. */
export interface Store {
    readonly id: string;
    readonly isLarge: boolean;
    readonly position: Place;
}

export function readStores(data: string): Store[] {
    // Only an address can hold a comma, so what follows it counts from the right.
    return readRows(data, 'walmart-store-openings.csv').map((cells) => ({
        id: `S${cells[0].padStart(4, '0')}`,
        isLarge: cells.at(-6) === 'Supercenter',
        position: [Number(cells.at(-4)), Number(cells.at(-5))] as const,
    }));
}

function readRows(data: string, file: string): string[][] {
    return readFileSync(join(data, 'locations', file), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(','));
}
