import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import { type Instance, readInstance } from '../../src/formats/index.js';

/** One instance with the best value known for it. */
export interface BenchInstance {
    readonly name: string;
    readonly load: () => Instance;
    readonly bestKnown: number;
}

/** Sets of published instances below the data folder, by the column of `bks.csv` that holds the best-known value. */
const SETS: Readonly<Record<string, { column: string; routes?: number }>> = {
    'cvrp/X': { column: 'best_known' },
    'cvrp/belgium': { column: 'best_known' },
    'cvrp/road': { column: 'best_known' },
    'cvrp/small': { column: 'best_known' },
    vrptw: { column: 'best_known_distance' },
    mdvrp: { column: 'best_known' },
    pvrp: { column: 'best_known' },
    'prize/op': { column: 'best_known' },
    'prize/top': { column: 'best_known' },
    'prize/toptw': { column: 'best_known_1_routes' },
    'prize/pcvrptw': { column: 'best_known' },
};

/** Names of the published sets. */
export const PUBLISHED_SETS: readonly string[] = Object.keys(SETS);

/** The instances of one set, in the order of `bks.csv`; TOPTW instances once for each number of routes, 1 to 4. */
export function publishedSet(data: string, set: string): BenchInstance[] {
    const { column } = SETS[set];
    const folder = join(data, set);
    const table = papaparse.parse<Record<string, string>>(readFileSync(join(folder, 'bks.csv'), 'utf8'), {
        header: true,
        skipEmptyLines: true,
    });
    const files = readdirSync(folder);
    return table.data.flatMap((row) => {
        const name = row['instance'];
        const file = files.find((candidate) => candidate !== 'bks.csv' && candidate.replace(/\.[a-z]+$/, '') === name);
        if (file === undefined) throw new Error(`${folder} has no file for ${name}`);
        const load = (routes?: number): Instance =>
            readInstance(readFileSync(join(folder, file), 'utf8'), { name, ...(routes === undefined ? {} : { routes }) });
        if (set !== 'prize/toptw') return [{ name, load: () => load(), bestKnown: Number(row[column]) }];
        return [1, 2, 3, 4].map((routes) => ({
            name: `${name} m=${routes}`,
            load: () => load(routes),
            bestKnown: Number(row[`best_known_${routes}_routes`]),
        }));
    });
}
