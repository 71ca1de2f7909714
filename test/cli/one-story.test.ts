import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/core/index.js';
import { documentOf, runInMemory } from './run-in-memory.js';
import { temporaryFolder } from './temporary-folder.js';
import { writeFileIn } from './tiny-files.js';

interface Row {
    readonly measures: Readonly<Record<string, number>>;
    readonly deviations: Readonly<Record<string, number>>;
    readonly parts: number;
}

/** A market of towns and lone farms, so that straight borders cut territories into several pieces of ground. */
function market(seed: number, size: number, count: number): { readonly accounts: string; readonly reps: string } {
    const random = new Random(seed);
    const towns = Array.from({ length: count + 2 }, () => [-100 + 4 * random.next(), 33 + 3 * random.next()]);
    const accounts = Array.from({ length: size }, (_, i) => {
        const [lng, lat] = towns[random.integer(towns.length)];
        const spread = random.next() < 0.7 ? 0.2 : 1.5;
        const place = [lat, lng].map((at) => (at + spread * (random.next() - 0.5)).toFixed(5));
        return `A${i},${place.join(',')},${1 + random.integer(4)},${100 * random.integer(9)}`;
    });
    const reps = towns
        .slice(0, count)
        .map(([lng, lat], r) => `R${r},${lat.toFixed(4)},${lng.toFixed(4)},${r === 0 ? 0.5 : 1},Mo-Fr 08:00-17:00`);
    return {
        accounts: ['id,latitude,longitude,frequency,potential', ...accounts, ''].join('\n'),
        reps: ['id,latitude,longitude,share,hours', ...reps, ''].join('\n'),
    };
}

function figuresOf(rows: readonly Row[]): unknown {
    return rows.map(({ measures, deviations, parts }) => ({
        parts,
        hours: (measures['workload'] / 3600).toFixed(6),
        deviation: deviations['workload'].toFixed(9),
    }));
}

describe.each([1, 2, 3])('a design of market %s, written and audited', (seed) => {
    it.each(['csv', 'geojson'])('has the parts, the work and the balance that it said, as %s', async (ending) => {
        const folder = temporaryFolder();
        const texts = market(seed, 140, 4);
        const accounts = writeFileIn(folder, 'accounts.csv', texts.accounts);
        const reps = writeFileIn(folder, 'reps.csv', texts.reps);
        const out = join(folder, `territories.${ending}`);
        const search = ['--iterations', '20000', '--seed', String(seed), '--json'];
        const designed = await runInMemory(['design', accounts, '--reps', reps, '--out', out, ...search]);
        const audited = await runInMemory(['audit', out, '--accounts', accounts, '--reps', reps, '--json']);
        const [design, audit] = [designed, audited].map((finished) => documentOf(finished)['territories'] as readonly Row[]);
        expect(figuresOf(audit)).toEqual(figuresOf(design));
    });
});
