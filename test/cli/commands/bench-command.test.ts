import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { SQUARE, SQUARE_COST, writeFileIn } from '../tiny-files.js';

const LONG = SQUARE.replace('NAME : square', 'NAME : long').replace('2 7 6', '2 1 6');
const ROUTE_TOO_MANY = SQUARE.replace('CAPACITY : 2', 'CAPACITY : 1').replace('NAME : square', 'NAME : tight');

function instances(): { readonly folder: string; readonly files: readonly string[] } {
    const folder = temporaryFolder();
    return { folder, files: [writeFileIn(folder, 'square.vrp', SQUARE), writeFileIn(folder, 'long.vrp', LONG)] };
}

const METHODS = ['--methods', 'nearest-neighbour,savings+ls', '--iterations', '20'];

describe('beatplan bench', () => {
    it('prints each instance, each method, and a test of the pair', async () => {
        const { files } = instances();
        const finished = await runInMemory(['bench', ...files, ...METHODS, '--seeds', '2']);
        expect(finished).toMatchObject({ code: 0, stderr: '' });
        expect(finished.stdout).toMatch(/^2 instances, 2 methods, 2 seeds: 8 runs\n/);
        expect(finished.stdout).toMatch(/^square +32 +\S+ \(.+ %\) +32 \(0\.00 %\)$/m);
        expect(finished.stdout).toMatch(/^savings\+ls +0\.00 % ± 0\.00 % +2 of 2 +2 +0$/m);
        expect(finished.stdout).toMatch(/^nearest-neighbour against savings\+ls +.+ ± .+ +\d\/\d\/\d +[\d.]+ +[\d.]+$/m);
    });

    it('writes a row for each run, and knows its own file', async () => {
        const { folder, files } = instances();
        const out = join(folder, 'runs.csv');
        const best = writeFileIn(folder, 'best.csv', `instance,best_known\nsquare.vrp,${SQUARE_COST}\nlong,40\n`);
        const argv = ['bench', ...files, ...METHODS, '--best', best, '--out', out];
        expect((await runInMemory(argv)).code).toBe(0);
        expect((await runInMemory(argv)).code).toBe(0);
        const rows = Papa.parse<Record<string, string>>(readFileSync(out, 'utf8'), { header: true, skipEmptyLines: true }).data;
        expect(rows).toHaveLength(4);
        expect(rows.map((row) => [row['instance'], row['method'], row['seed'], row['best_known']])).toEqual([
            ['square', 'nearest-neighbour', '1', '32'],
            ['square', 'savings+ls', '1', '32'],
            ['long', 'nearest-neighbour', '1', '40'],
            ['long', 'savings+ls', '1', '40'],
        ]);
        expect(rows[1]).toMatchObject({ value: '32', gap: '0', feasible: 'true', unserved: '0', ran: 'savings+ls' });
        for (const { value, best_known, gap } of rows) {
            expect(Number(gap)).toBeCloseTo((Number(value) - Number(best_known)) / Number(best_known), 12);
        }
    });

    it('gives all of it with --json', async () => {
        const { files } = instances();
        const document = documentOf(await runInMemory(['bench', ...files, ...METHODS, '--json']));
        expect(document).toMatchObject({ ok: true, command: 'bench', cancelled: false });
        expect((document['runs'] as unknown[]).length).toBe(4);
        expect(document['pairs']).toMatchObject([{ first: 'nearest-neighbour', second: 'savings+ls', instances: 2 }]);
    });

    it('gives the same answers twice under a budget of iterations', async () => {
        const { files } = instances();
        const argv = ['bench', ...files, '--methods', 'sisr,ils', '--iterations', '50', '--seeds', '2', '--json'];
        const without = (document: Record<string, unknown>): unknown =>
            (document['runs'] as Record<string, unknown>[]).map((run) => ({ ...run, seconds: 0 }));
        expect(without(documentOf(await runInMemory(argv)))).toEqual(without(documentOf(await runInMemory(argv))));
    });

    it('ends with 1 where an answer breaks a rule, and leaves its value out', async () => {
        const file = writeFileIn(temporaryFolder(), 'tight.vrp', ROUTE_TOO_MANY);
        const finished = await runInMemory(['bench', file, ...METHODS, '--routes', '2', '--json']);
        expect(finished.code).toBe(1);
        const [run] = documentOf(finished)['runs'] as Record<string, unknown>[];
        expect(run).toMatchObject({ feasible: false, unserved: 2 });
        expect(run).not.toHaveProperty('value');
    });

    it('says which instances have no best known value', async () => {
        const { folder, files } = instances();
        const best = writeFileIn(folder, 'best.csv', 'name;bks\nsquare;32\n');
        expect((await runInMemory(['bench', ...files, ...METHODS, '--best', best])).stdout).toContain(
            'No best known value: long.',
        );
    });

    it('says which answers use more routes than the file states', async () => {
        const folder = temporaryFolder();
        // Side by side, one customer a route is shorter than what the name allows.
        const file = writeFileIn(folder, 'square-k1.vrp', SQUARE.replace('NAME : square', 'NAME : square-k1'));
        const { stdout } = await runInMemory(['bench', file, ...METHODS, '--best', '40']);
        expect(stdout).toContain('with more routes than the file states: square-k1.');
    });

    it('names everything that is wrong with the call at once', async () => {
        const { folder, files } = instances();
        const wrong = await runInMemory([
            'bench',
            ...files,
            '--methods',
            'sisr,magic',
            '--seeds',
            '0',
            '--time-limit',
            'x',
            '--json',
        ]);
        expect(wrong.code).toBe(2);
        expect(issuesOf(wrong).map(({ code, path }) => [code, path[0]])).toEqual([
            ['unknown-option', '--methods'],
            ['out-of-range', '--seeds'],
            ['not-a-number', '--time-limit'],
        ]);
        const best = writeFileIn(folder, 'best.csv', 'instance,best\nsquare,many\n');
        expect(issuesOf(await runInMemory(['bench', ...files, '--best', best, '--json']))).toEqual([
            { code: 'not-a-number', path: [best, 2, 'best'] },
        ]);
        const columns = writeFileIn(folder, 'columns.csv', 'instance,routes\nsquare,2\n');
        expect(issuesOf(await runInMemory(['bench', ...files, '--best', columns, '--json']))).toEqual([
            { code: 'missing-column', path: [columns] },
        ]);
        const again = await runInMemory(['bench', files[0], files[0], '--json']);
        expect(issuesOf(again).map(({ code }) => code)).toEqual(['duplicate-id']);
    });

    it('compares what had ended when it is stopped, and is cancelled before that', async () => {
        const { files } = instances();
        const controller = new AbortController();
        controller.abort();
        expect((await runInMemory(['bench', ...files], { signal: controller.signal })).code).toBe(130);
    });
});
