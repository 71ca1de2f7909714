import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from '../../src/geo/index.js';
import type { Seed, Unit } from '../../src/territory/index.js';

/** A nationwide field force: every store of a retailer in the United States, and reps who live in the largest counties. */
export interface StoreMarket {
    readonly units: readonly Unit[];
    readonly seeds: readonly Seed[];
}

/**
 * Reads the stores and makes `reps` homes at the centres of the most populous counties of the mainland.
 *
 * Workload is four calls of an hour in four weeks for a supercenter and two of 40 minutes for any other store, plus up to 20 minutes.
 */
export function readStoreMarket(data: string, reps: number): StoreMarket {
    const stores = readTable(join(data, 'locations', 'walmart-store-openings.csv'));
    const units = stores.map((store, index): Unit => {
        const workload = (store['type_store'] === 'Supercenter' ? 4 * 3600 : 2 * 2400) + ((index * 7919) % 1200);
        return {
            id: `store-${store['storenum']}`,
            position: [Number(store['LON']), Number(store['LAT'])],
            measures: { workload, potential: 1 },
        };
    });
    const counties = readTable(join(data, 'locations', 'us-counties.csv'))
        .filter((county) => county['population'] !== '')
        .map((county) => ({
            name: county['name'],
            population: Number(county['population']),
            position: [Number(county['lon']), Number(county['lat'])] as Position,
        }))
        .filter(({ position: [lng, lat] }) => lng > -128 && lat < 50)
        .sort((a, b) => b.population - a.population)
        .slice(0, reps);
    return { units, seeds: counties.map(({ name, position }, index) => ({ id: `${index + 1} ${name}`, position })) };
}

// Only an address can hold a comma, so cells before it count from the left and those behind it from the right.
/** Rows of a table by the names of its columns. */
export function readTable(path: string): Record<string, string>[] {
    const [head, ...rows] = readFileSync(path, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
    return rows.map((cells) =>
        Object.fromEntries(head.map((name, at) => [name, (at < 6 ? cells[at] : cells[at + cells.length - head.length]) ?? ''])),
    );
}
