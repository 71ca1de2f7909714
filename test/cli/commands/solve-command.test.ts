import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { SQUARE, SQUARE_COST, writeFileIn } from '../tiny-files.js';

const PERIODIC = `1 1 2 2
0 10
0 10
0 0 0 0 0 0 0
1 1 1 0 1 1 2 1 2
2 2 2 0 1 1 2 1 2
`;

describe('beatplan solve', () => {
    it('finds the best routes of a square and writes them', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'square.vrp', SQUARE);
        const out = join(folder, 'new', 'square.sol');
        const finished = await runInMemory(['solve', file, '--iterations', '200', '--out', out]);
        expect(finished).toMatchObject({ code: 0, stderr: '' });
        expect(finished.stdout).toMatch(/^cost +32\b/m);
        expect(finished.stdout).toMatch(/^routes +2$/m);
        expect(finished.stdout).toContain(out);
        expect(readFileSync(out, 'utf8')).toMatch(/^Route #1: \d \d\nRoute #2: \d \d\nCost 32\nSolver beatplan\n$/);
    });

    it('prints one document with --json', async () => {
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE);
        const document = documentOf(await runInMemory(['solve', file, '--iterations', '50', '--seed', '7', '--json']));
        expect(document).toMatchObject({
            ok: true,
            command: 'solve',
            name: 'square',
            format: 'vrplib',
            cost: SQUARE_COST,
            routes: 2,
            feasible: true,
            served: 4,
            unserved: [],
            seed: 7,
            cancelled: false,
        });
    });

    it('draws a bar on a terminal, and none in a pipe or beside --json', async () => {
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE);
        const argv = ['solve', file, '--iterations', '50'];
        expect((await runInMemory(argv, { isTTY: true })).stderr).toContain('░');
        expect((await runInMemory(argv)).stderr).toBe('');
        expect((await runInMemory([...argv, '--json'], { isTTY: true })).stderr).toBe('');
    });

    it('gives what it has when it is stopped', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'square.vrp', SQUARE);
        const out = join(folder, 'square.sol');
        const controller = new AbortController();
        controller.abort();
        const argv = ['solve', file, '--time-limit', '600', '--out', out, '--json'];
        const finished = await runInMemory(argv, { signal: controller.signal });
        expect(finished.code).toBe(0);
        expect(documentOf(finished)).toMatchObject({ cancelled: true, feasible: true, served: 4 });
        expect(existsSync(out)).toBe(true);
    });

    it('says that an instance has no answer', async () => {
        // One customer wants more than a vehicle holds.
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE.replace('\n3 1\n', '\n3 9\n'));
        const finished = await runInMemory(['solve', file, '--iterations', '10', '--json']);
        expect(finished.code).toBe(1);
        expect(documentOf(finished)).toMatchObject({ ok: false, feasible: false, unserved: [{ visitId: '2' }] });
        const { stdout } = await runInMemory(['solve', file, '--iterations', '10']);
        expect(stdout).toMatch(/^unserved +1 {2}infeasible: .*\n {2}customer 2 its load of 9 .*\[capacity-exceeded\]$/m);
    });

    it('takes a number of routes where the file does not settle it, and only there', async () => {
        const folder = temporaryFolder();
        const open = writeFileIn(
            folder,
            'c1.txt',
            '4 10 1 1\n0 200\n0 40 50 0 0 0 0 0 120\n1 45 50 90 10 1 1 1 0 9\n2 35 50 90 10 1 1 1 0 9\n',
        );
        const two = documentOf(await runInMemory(['solve', open, '--routes', '2', '--iterations', '20', '--json']));
        expect(two).toMatchObject({ score: 20, routes: 2, notes: [] });
        const one = documentOf(await runInMemory(['solve', open, '--iterations', '20', '--json']));
        expect(one).toMatchObject({ routes: 1, notes: [expect.stringContaining('--routes')] });
        // The name states one route, the capacity allows two customers a route.
        const square = writeFileIn(folder, 'square-n5-k1.vrp', SQUARE);
        const free = documentOf(await runInMemory(['solve', square, '--iterations', '20', '--json']));
        expect(free).toMatchObject({ routes: 2, notes: [expect.stringContaining('--routes 1')] });
        const kept = await runInMemory(['solve', square, '--routes', '1', '--iterations', '20', '--json']);
        expect(kept.code).toBe(1);
        expect(documentOf(kept)).toMatchObject({ routes: 1, served: 2, notes: [] });
        const periodic = writeFileIn(folder, 'periodic.txt', PERIODIC);
        const refused = await runInMemory(['solve', periodic, '--format', 'cordeau', '--routes', '2', '--json']);
        expect(refused.code).toBe(2);
        expect(issuesOf(refused)).toMatchObject([{ code: 'unknown-option', path: ['--routes'] }]);
    });

    it('reports every faulty option at once', async () => {
        const argv = ['solve', 'x.vrp', '--format', 'vrplb', '--method', 'sisrr', '--seed', 'x', '--iterations', '-1'];
        argv.push('--time-limit', '0', '--routes', '1.5');
        const finished = await runInMemory([...argv, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([
            { code: 'unknown-option', path: ['--format'] },
            { code: 'not-an-integer', path: ['--routes'] },
            { code: 'out-of-range', path: ['--time-limit'] },
            { code: 'out-of-range', path: ['--iterations'] },
            { code: 'not-a-number', path: ['--seed'] },
            { code: 'unknown-option', path: ['--method'] },
        ]);
        expect((await runInMemory(argv)).stderr).toContain("did you mean 'vrplib'?");
    });

    it('names a missing file', async () => {
        const file = join(temporaryFolder(), 'none.vrp');
        const finished = await runInMemory(['solve', file, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'file-not-found', path: [file] }]);
    });

    it('names the place of a fault in the file', async () => {
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE.replace('3 13 6', '3 13 six'));
        const finished = await runInMemory(['solve', file, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toContainEqual({ code: 'malformed-instance', path: [file, 'line 9'] });
    });

    it('does not guess at a file of no known format', async () => {
        const file = writeFileIn(temporaryFolder(), 'poem.txt', 'roses are red\nviolets are blue\n');
        const finished = await runInMemory(['solve', file, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'unknown-format', path: [file] }]);
    });

    it('chooses days where calls repeat, and checks them', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'periodic.txt', PERIODIC);
        const out = join(folder, 'periodic.sol');
        const solved = await runInMemory(['solve', file, '--format', 'cordeau', '--iterations', '50', '--out', out, '--json']);
        expect(solved.code).toBe(0);
        // Both customers on one day: (0, 0), (1, 1), (2, 2) and back.
        expect(documentOf(solved)).toMatchObject({ cost: 5.656854, served: 2, unserved: [], routes: 1 });
        expect(readFileSync(out, 'utf8')).toMatch(/^Route #1 day [12]: (1 2|2 1)\nCost 5.656854\nSolver beatplan\n$/);
        const checked = await runInMemory(['check', file, out, '--format', 'cordeau', '--json']);
        expect(checked.code).toBe(0);
        const twice = writeFileIn(folder, 'twice.sol', 'Route #1 day 1: 1 2\nRoute #2 day 2: 2\n');
        const refused = await runInMemory(['check', file, twice, '--format', 'cordeau']);
        expect(refused.code).toBe(1);
        expect(refused.stdout).toContain(
            'customer 2 is served by 2 day 2, 2 day 1, which is not one of its patterns [pattern-broken]',
        );
    });

    it('refuses an instance whose goods go from customer to customer', async () => {
        const row = (number: number, demand: number, pickup: number, delivery: number): string =>
            `${number} ${number} ${number} ${demand} 0 100 0 ${pickup} ${delivery}\n`;
        const shipments = `1 10 1\n${row(0, 0, 0, 0)}${row(1, 5, 0, 2)}${row(2, -5, 1, 0)}`;
        const file = writeFileIn(temporaryFolder(), 'shipments.txt', shipments);
        const finished = await runInMemory(['solve', file, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'not-supported', path: [file] }]);
    });

    it('notices before it searches that the result cannot be written', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'square.vrp', SQUARE);
        const finished = await runInMemory(['solve', file, '--out', join(file, 'x.sol'), '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'cannot-write', path: [file] }]);
    });
});

describe('beatplan solve --best', () => {
    it('shows the best known value and the gap to it', async () => {
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE);
        const { stdout } = await runInMemory(['solve', file, '--iterations', '50', '--best', '30']);
        expect(stdout).toMatch(/^best known 30$/m);
        expect(stdout).toMatch(/^gap +6\.67 %$/m);
        const document = documentOf(await runInMemory(['solve', file, '--iterations', '50', '--best', '40', '--json']));
        expect(document).toMatchObject({ bestKnown: 40, gap: -0.2 });
    });

    it('has no gap to a best known value of 0, and refuses words', async () => {
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE);
        expect(documentOf(await runInMemory(['solve', file, '--iterations', '50', '--best', '0', '--json']))).toMatchObject({
            gap: null,
        });
        expect(issuesOf(await runInMemory(['solve', file, '--best', 'many', '--json']))).toMatchObject([
            { code: 'not-a-number', path: ['--best'] },
        ]);
    });
});
