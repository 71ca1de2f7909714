import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { esbuildBundleText } from '../../build/bundle-text.mjs';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

const data = process.env['BEATPLAN_DATA'];

const ROOMS = ['formats', 'geo', 'market', 'performance', 'planning', 'routing', 'spatial', 'territory'];
const alias = {
    ...Object.fromEntries(ROOMS.map((room) => [`beatplan/${room}`, path(`src/${room}/index.ts`)])),
    beatplan: path('src/index.ts'),
};

// Inside of node_modules, so that the bundle finds the packages that it leaves out.
const folder = path(`node_modules/.cache/beatplan-examples-${process.pid}`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs an example on the sources and gives what it prints. */
async function runExample(name: string, args: readonly string[] = []): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const outfile = join(folder, `${name}.mjs`);
    const data = JSON.stringify(new URL('../../examples/small-market.mjs', import.meta.url).href);
    await build({
        entryPoints: [path(`examples/${name}.mjs`)],
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        alias,
        packages: 'external',
        define: { 'import.meta.url': data },
        plugins: [esbuildBundleText()],
    });
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [outfile, ...args]);
    expect(stderr).toBe('');
    return stdout;
}

describe('examples', () => {
    it('day-route fills a day with the most valuable stores', async () => {
        const lines = (await runExample('day-route')).trim().split('\n');
        expect(lines).toHaveLength(12);
        const visited = lines.filter((line) => /^\d\d:\d\d-\d\d:\d\d {2}W\d{4}$/.test(line));
        expect(visited.length).toBeGreaterThanOrEqual(5);
        expect(lines.filter((line) => /^not today {4}W\d{4}: .+/.test(line))).toHaveLength(12 - visited.length);
        expect([...visited].sort()).toEqual(visited);
    });

    it('territories draws two of them and sends a lead to the nearer', async () => {
        const text = await runExample('territories');
        expect(text).toMatch(/^R1: \d+ accounts, work -?\d+\.\d % from even\nR2: \d+ accounts/);
        expect(text).toContain('R1: Polygon, R2: Polygon');
        expect(text).toContain('new-store goes to R2 (territory-shape)');
    });

    it('beat-plan plans all calls and explains wrong options', async () => {
        const text = await runExample('beat-plan');
        expect(text).toContain('31 of 31 calls');
        expect(text).toContain("did you mean 'weeks'?");
    });

    it('nearest-accounts lists three, the nearest first', async () => {
        const distances = [...(await runExample('nearest-accounts')).matchAll(/: ([\d.]+) km$/gm)].map((match) =>
            Number(match[1]),
        );
        expect(distances).toHaveLength(3);
        expect([...distances].sort((a, b) => a - b)).toEqual(distances);
    });

    it('county-territories says where its data should be', async () => {
        expect(await runExample('county-territories', ['--data', folder])).toMatch(/^Skipped: there is no .+us-counties\.csv/);
    });

    // Six million moves are tried: more than the usual limit of a test on a busy machine.
    it.skipIf(data === undefined)(
        'county-territories passes on what a rep leaves, and draws it',
        async () => {
            const page = join(folder, 'counties.html');
            const text = await runExample('county-territories', ['--data', data!, '--out', page]);
            expect(text).toMatch(
                /^3108 counties in 50 territories: 3\.0 % off at most.+\n49 after territory-\d+ left: 4\.7 % off at most/,
            );
            const [, inherited, moved] = /(\d+) counties found a new rep, and (\d+) others changed hands/.exec(text)!.map(Number);
            expect(inherited).toBeGreaterThan(20);
            expect(moved).toBe(0);
            const html = readFileSync(page, 'utf8');
            expect(html.match(/class="territory"/g)).toHaveLength(50 + 49);
            expect(html).not.toMatch(/NaN|undefined/);
        },
        60_000,
    );

    it('benchmark finds the best square', async () => {
        expect(await runExample('benchmark')).toContain('square: cost 32, feasible: true');
    });
});
