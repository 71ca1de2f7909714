import { join } from 'node:path';
import { Random } from '../../src/core/index.js';
import type { Position } from '../../src/geo/index.js';
import type { DesignOptions, Unit } from '../../src/territory/index.js';
import { readStoreMarket, readTable } from './stores.js';

/** A market of real size, and how it is to be divided. */
export interface Market {
    readonly name: string;
    readonly units: readonly Unit[];
    readonly options: DesignOptions;
    readonly measures: readonly string[];
    readonly tolerance: number;
}

/** The markets that the bench knows by name. */
export const MARKETS: Readonly<Record<string, (data: string, tolerance: number | undefined, size: number) => Market>> = {
    stores: (data) => {
        const { units, seeds } = readStoreMarket(data, 60);
        return { name: 'stores, 60 reps', units, options: { seeds }, measures: ['workload'], tolerance: 0.05 };
    },
    large: (_, tolerance = 0.05, size) => {
        const units = generateAccounts(size);
        const count = Math.max(2, Math.round(size / 200));
        return evenly(`${size.toLocaleString('en')} accounts, ${count}`, units, count, ['workload', 'potential'], tolerance);
    },
    counties: (data, tolerance = 0.05) => evenly('US counties, 50', readCounties(data), 50, ['workload'], tolerance),
};

function evenly(name: string, units: readonly Unit[], count: number, measures: readonly string[], tolerance: number): Market {
    const balance = measures.map((measure) => ({ measure, tolerance }));
    return { name, units, options: { count, balance }, measures, tolerance };
}

/**
 * Accounts as they lie in a country: nine of ten in towns of very different sizes, the rest anywhere; workload by size of the account,
 * potential with the long tail that sales have.
 */
function generateAccounts(size: number): Unit[] {
    const random = new Random(12345);
    const anywhere = (): Position => [-120 + 50 * random.next(), 28 + 20 * random.next()];
    const towns = Array.from({ length: Math.max(1, Math.round(size / 250)) }, () => ({
        middle: anywhere(),
        radius: 0.05 + 0.4 * random.next() ** 2,
        weight: (1 - random.next()) ** -0.8,
    }));
    const upTo = new Float64Array(towns.length);
    let total = 0;
    for (let t = 0; t < towns.length; t++) {
        total += towns[t].weight;
        upTo[t] = total;
    }
    return Array.from({ length: size }, (_, i): Unit => {
        const draw = random.next() * total;
        const { middle, radius } =
            towns[
                Math.min(
                    towns.length - 1,
                    upTo.findIndex((sum) => sum > draw),
                )
            ];
        const inTown: Position = [middle[0] + radius * normal(random), middle[1] + radius * normal(random)];
        const workload = Math.round(1200 + 6000 * random.next() ** 2);
        const potential = Math.round(1000 * Math.exp(normal(random)));
        return { id: `a${i}`, position: random.next() < 0.1 ? anywhere() : inTown, measures: { workload, potential } };
    });
}

function normal(random: Random): number {
    return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

// The contiguous United States. Work is half by people and half by area: Los Angeles alone has more people than a fiftieth of them all.
function readCounties(data: string): Unit[] {
    const rows = readTable(join(data, 'locations', 'us-counties.csv'))
        .filter(({ fips, population }) => population !== '' && !/^(02|15|72)/.test(fips))
        .map(({ fips, lon, lat, population, area_km2: area }) => ({
            id: fips,
            position: [Number(lon), Number(lat)] as Position,
            population: Number(population),
            area: Number(area),
        }));
    const people = rows.reduce((sum, { population }) => sum + population, 0);
    const land = rows.reduce((sum, { area }) => sum + area, 0);
    return rows.map(({ id, position, population, area }): Unit => {
        const workload = Math.round(1e6 * (population / people + area / land));
        return { id, position, measures: { population, workload } };
    });
}
