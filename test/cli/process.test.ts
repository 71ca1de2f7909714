import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { esbuildBundleText } from '../../build/bundle-text.mjs';
import { type BeatPlan, validateBeatPlan } from '../../src/planning/index.js';
import { temporaryFolder } from './temporary-folder.js';
import { REPS, SQUARE, writeFileIn } from './tiny-files.js';

// Inside of node_modules, so that the bundle finds the packages that it leaves out.
const folder = fileURLToPath(new URL(`../../node_modules/.cache/beatplan-cli-${process.pid}`, import.meta.url));
const command = join(folder, 'cli.mjs');

beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await build({
        entryPoints: [fileURLToPath(new URL('../../src/cli/index.ts', import.meta.url))],
        outfile: command,
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
        plugins: [esbuildBundleText()],
    });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

function ended(child: ChildProcess): Promise<Ended> {
    const texts = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => {
        texts.stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
        texts.stderr += chunk;
    });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...texts })));
}

async function untilThere(path: string): Promise<void> {
    while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the beatplan process', () => {
    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends at once on %s with the best routes so far', async (signal) => {
        const here = temporaryFolder();
        const out = join(here, 'out', 'square.sol');
        const file = writeFileIn(here, 'square.vrp', SQUARE);
        const child = spawn(process.execPath, [command, 'solve', file, '--time-limit', '3600', '--out', out, '--json']);
        const end = ended(child);
        // The folder of --out is made when everything has been read and the search is about to begin.
        await untilThere(join(here, 'out'));
        child.kill(signal);
        const { code, stdout, stderr } = await end;
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(JSON.parse(stdout)).toMatchObject({ ok: true, cancelled: true, served: 4, file: out });
        expect(existsSync(out)).toBe(true);
    });

    it('leaves the best plan so far when it is killed, and goes on from there', async () => {
        const here = temporaryFolder();
        const rows = Array.from({ length: 120 }, (_, i) => {
            const [north, east] = [32.6 + (i % 11) / 25, -97.4 + (i % 13) / 20];
            return `A${i},Store ${i},${north},${east},${100 + i},${1 + (i % 4)},45,Mo-Fr 08:00-17:00`;
        });
        const header = 'id,name,latitude,longitude,potential,call_frequency,call_duration,opening_hours';
        const checkpoint = join(here, 'best.json');
        const argv = [
            ...[command, 'plan', '--accounts', writeFileIn(here, 'accounts.csv', `${header}\n${rows.join('\n')}\n`)],
            ...['--reps', writeFileIn(here, 'reps.csv', REPS), '--out', join(here, 'out'), '--start', '2027-01-04', '--json'],
        ];
        const slow = writeFileIn(here, 'slow.json', JSON.stringify({ stop: { iterations: 100_000 } }));
        const child = spawn(process.execPath, [...argv, '--config', slow, '--checkpoint', checkpoint]);
        const end = ended(child);
        const read = (): BeatPlan | undefined =>
            existsSync(checkpoint) ? (JSON.parse(readFileSync(checkpoint, 'utf8')) as BeatPlan) : undefined;
        while ((read()?.calendar.visits.length ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
        child.kill('SIGKILL');
        await end;
        const best = read()!;
        expect(validateBeatPlan(best)).toEqual([]);
        expect(best.calendar.visits.length).toBeGreaterThan(200);
        expect(best.calendar.unfinished).toContain('R2');
        expect(readdirSync(join(here, 'out'))).toEqual(['calendars']);

        const quick = writeFileIn(here, 'quick.json', JSON.stringify({ stop: { iterations: 3 } }));
        const resumed = [...argv, '--config', quick, '--incumbent', checkpoint, '--checkpoint', checkpoint];
        const { code, stdout } = await ended(spawn(process.execPath, resumed));
        expect(code).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ ok: true, files: expect.arrayContaining([checkpoint]) });
        const after = read()!;
        expect(after.calendar.visits.length).toBeGreaterThanOrEqual(best.calendar.visits.length);
        expect(after.calendar.unfinished).toBeUndefined();
        expect(after.alignment.territories.map(({ id }) => id)).toEqual(['R1', 'R2']);
    });

    it('writes nothing but its result into pipes', async () => {
        const file = writeFileIn(temporaryFolder(), 'square.vrp', SQUARE);
        const { code, stdout, stderr } = await ended(spawn(process.execPath, [command, 'solve', file, '--iterations', '50']));
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout).toMatch(/^cost +32\b/m);
        expect(stdout).not.toContain('\u001b');
    });

    it('does not mind a reader that goes', async () => {
        const child = spawn(process.execPath, [command, '--help']);
        child.stdout?.destroy();
        expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
    });

    it('ends with 2 on bad input, which it explains on stderr', async () => {
        const { code, stdout, stderr } = await ended(spawn(process.execPath, [command, 'solve', 'none.vrp']));
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toContain('none.vrp does not exist [file-not-found]');
    });
});
