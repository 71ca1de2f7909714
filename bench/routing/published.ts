import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import papaparse from 'papaparse';
import type { BenchInstance } from './source.js';

/** Sets of published instances below the data folder, by the columns of `bks.csv` that hold the best known values. */
const SETS: Readonly<Record<string, readonly { column: string; routes?: number }[]>> = {
    'cvrp/X': [{ column: 'best_known' }],
    'cvrp/belgium': [{ column: 'best_known' }],
    'cvrp/road': [{ column: 'best_known' }],
    'cvrp/small': [{ column: 'best_known' }],
    vrptw: [{ column: 'best_known_distance' }],
    mdvrp: [{ column: 'best_known' }],
    pvrp: [{ column: 'best_known' }],
    'prize/op': [{ column: 'best_known' }],
    'prize/top': [{ column: 'best_known' }],
    'prize/toptw': [1, 2, 3, 4].map((routes) => ({ column: `best_known_${routes}_routes`, routes })),
    'prize/pcvrptw': [{ column: 'best_known' }],
};

/** Names of the published sets. */
export const PUBLISHED_SETS: readonly string[] = Object.keys(SETS);

/** Instances of every kind and size that are quick to run as one, where the sets hold them. */
export const BASELINE: readonly string[] = [
    ...['X-n101-k25', 'X-n200-k36', 'X-n303-k21', 'X-n502-k39', 'X-n701-k44', 'X-n1001-k43'],
    ...['R112', 'RC208', 'R1_2_1', 'RC2_4_4', 'R1_10_4', 'RC2_10_1'],
];

/**
 * The instances of one set, in the order of `bks.csv`; TOPTW instances once for each number of routes, 1 to 4, as `c101 m=2`.
 *
 * @throws Error where the folder or a file is missing
 */
export function publishedSet(data: string, set: string): BenchInstance[] {
    const folder = join(data, set);
    if (!existsSync(join(folder, 'bks.csv')))
        throw new Error(`${folder} has no bks.csv: is ${data} the folder of the instances?`);
    const table = papaparse.parse<Record<string, string>>(readFileSync(join(folder, 'bks.csv'), 'utf8'), {
        header: true,
        skipEmptyLines: true,
    });
    const files = readdirSync(folder).filter((file) => file !== 'bks.csv');
    return table.data.flatMap((row) => {
        const name = row['instance'];
        const file = files.find((candidate) => candidate.replace(/\.[a-z]+$/, '') === name);
        if (file === undefined) throw new Error(`${folder} has no file for ${name}`);
        return SETS[set].map(({ column, routes }) => ({
            set,
            name: routes === undefined ? name : `${name} m=${routes}`,
            source: { kind: 'file' as const, path: join(folder, file), name, ...(routes === undefined ? {} : { routes }) },
            bestKnown: Number(row[column]),
        }));
    });
}
