import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from '../tiny-files.js';

const RESULTS = [
    'territories.geojson',
    'routes.geojson',
    'visits.csv',
    'calendar.ics',
    'scorecard.json',
    'plan.json',
    'report.html',
];

interface Given {
    readonly accounts?: string;
    readonly reps?: string;
    readonly config?: unknown;
}

function argumentsFor(folder: string, { accounts = ACCOUNTS, reps = REPS, config }: Given = {}): string[] {
    return [
        'plan',
        ...['--accounts', writeFileIn(folder, 'accounts.csv', accounts)],
        ...['--reps', writeFileIn(folder, 'reps.csv', reps)],
        ...['--out', join(folder, 'plan')],
        ...(config === undefined ? [] : ['--config', writeFileIn(folder, 'config.json', JSON.stringify(config))]),
    ];
}

function textsIn(folder: string): Record<string, string> {
    return Object.fromEntries(RESULTS.map((name) => [name, readFileSync(join(folder, 'plan', name), 'utf8')]));
}

describe('beatplan plan', () => {
    it('takes back calls of the calendar that it replaces, and leaves equal ones alone', async () => {
        const folder = temporaryFolder();
        const period = ['--start', '2027-01-04', '--weeks', '4'];
        const calendar = async (accounts: string): Promise<string> => {
            expect(await runInMemory([...argumentsFor(folder, { accounts }), ...period])).toMatchObject({ code: 0 });
            return textsIn(folder)['calendar.ics'];
        };
        const first = await calendar(ACCOUNTS);
        expect(await calendar(ACCOUNTS)).toBe(first);
        const closed = ACCOUNTS.split('\n')
            .filter((line) => !line.startsWith('A5'))
            .join('\n');
        const second = await calendar(closed);
        const events = second.split('BEGIN:VEVENT').slice(1);
        const cancelled = events.filter((event) => event.includes('STATUS:CANCELLED'));
        expect(events).toHaveLength(10);
        expect(cancelled).toHaveLength(1);
        expect(cancelled[0]).toContain('Far west store');
        expect(cancelled[0]).toContain('SEQUENCE:1');
        expect(await calendar(closed)).not.toContain('STATUS:CANCELLED');
    });

    it('plans every call of a small market and writes all files', async () => {
        const folder = temporaryFolder();
        const finished = await runInMemory([...argumentsFor(folder), '--start', '2027-01-04', '--weeks', '4']);
        expect(finished).toMatchObject({ code: 0, stderr: '' });
        expect(finished.stdout).toContain('every due visit is planned');
        for (const name of RESULTS) expect(finished.stdout).toContain(join(folder, 'plan', name));
        const texts = textsIn(folder);
        // 2 + 4 + 1 + 2 + 1 calls in four weeks, and the heading.
        expect(texts['visits.csv'].trim().split('\n')).toHaveLength(11);
        expect(texts['calendar.ics'].match(/BEGIN:VEVENT/g)).toHaveLength(10);
        expect(JSON.parse(texts['territories.geojson']).features).toHaveLength(2);
        expect(JSON.parse(texts['scorecard.json']).total).toMatchObject({ accounts: 5, visitsDue: 10, visitsPlanned: 10 });
        expect(texts['report.html']).toMatch(/^<!doctype html>/i);
    });

    it('says so where no visit is due', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'rare.csv', 'id,latitude,longitude,call_frequency\nA1,32.8,-96.9,0.5\n');
        const given = [
            'plan',
            '--accounts',
            accounts,
            '--reps',
            writeFileIn(folder, 'reps.csv', REPS),
            '--out',
            join(folder, 'plan'),
        ];
        const { code, stdout } = await runInMemory([...given, '--start', '2027-01-04', '--weeks', '1']);
        expect(code).toBe(0);
        expect(stdout).toContain('no visit is due: a period shorter than four weeks');
        expect(stdout).not.toContain('every due visit is planned');
    });

    it('prints one document with --json', async () => {
        const folder = temporaryFolder();
        const document = documentOf(await runInMemory([...argumentsFor(folder), '--start', '2027-01-04', '--json']));
        expect(document).toMatchObject({
            ok: true,
            command: 'plan',
            cancelled: false,
            files: [...RESULTS, 'calendars/R1.ics', 'calendars/R2.ics'].map((name) => join(folder, 'plan', name)),
            scorecard: { start: '2027-01-04', weeks: 4, reps: 2, total: { visitsDue: 10 } },
            unscheduled: [],
        });
    });

    it('gives the same files for the same seed', async () => {
        const [first, second] = [temporaryFolder(), temporaryFolder()];
        for (const folder of [first, second]) {
            await runInMemory([...argumentsFor(folder), '--start', '2027-01-04', '--seed', '3']);
        }
        expect(textsIn(first)).toEqual(textsIn(second));
    });

    it('takes options and names of columns from a file', async () => {
        const folder = temporaryFolder();
        const given = {
            accounts: ACCOUNTS.replace('latitude,longitude', 'GPS north,GPS east'),
            config: { weeks: 2, start: '2027-02-01', columns: { accounts: { latitude: 'GPS north', longitude: 'GPS east' } } },
        };
        const finished = await runInMemory([...argumentsFor(folder, given), '--json']);
        expect(finished.code).toBe(0);
        expect(documentOf(finished)).toMatchObject({ scorecard: { start: '2027-02-01', weeks: 2 } });
    });

    it('writes nothing when it is stopped before there is a plan', async () => {
        const folder = temporaryFolder();
        const controller = new AbortController();
        controller.abort();
        const argv = [...argumentsFor(folder), '--start', '2027-01-04', '--json'];
        const finished = await runInMemory(argv, { signal: controller.signal });
        expect(finished.code).toBe(130);
        expect(documentOf(finished)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
        expect(readdirSync(join(folder, 'plan'), { recursive: true })).toEqual(['calendars']);
    });

    it('draws a bar on a terminal only', async () => {
        const argv = [...argumentsFor(temporaryFolder()), '--start', '2027-01-04'];
        expect((await runInMemory(argv, { isTTY: true })).stderr).toContain('░');
        expect((await runInMemory(argv)).stderr).toBe('');
    });

    it('asks for everything that is missing at once', async () => {
        const finished = await runInMemory(['plan', '--weeks', 'x', '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([
            { code: 'missing-key', path: ['--accounts'] },
            { code: 'missing-key', path: ['--reps'] },
            { code: 'missing-key', path: ['--out'] },
            { code: 'not-a-number', path: ['--weeks'] },
        ]);
    });

    it('reports the faults of both tables with file, row and column', async () => {
        const folder = temporaryFolder();
        const accounts = ACCOUNTS.replace('A2,South store,32.70', 'A1,South store,north');
        const reps = REPS.replace('Mo-Fr 08:00-17:00', 'weekdays');
        const finished = await runInMemory([...argumentsFor(folder, { accounts, reps }), '--strict', '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual(
            expect.arrayContaining([
                { code: 'not-a-number', path: [join(folder, 'accounts.csv'), 'row 3', 'latitude'] },
                { code: 'duplicate-id', path: [join(folder, 'accounts.csv'), 'row 3', 'id'] },
                { code: 'invalid-hours', path: [join(folder, 'reps.csv'), 'row 2', 'working_hours'] },
            ]),
        );
        expect(existsSync(join(folder, 'plan'))).toBe(false);
    });

    it('names both files when neither is there', async () => {
        const argv = [
            'plan',
            '--accounts',
            'no-accounts.csv',
            '--reps',
            'no-reps.csv',
            '--out',
            join(temporaryFolder(), 'plan'),
            '--json',
        ];
        expect(issuesOf(await runInMemory(argv))).toEqual([
            { code: 'file-not-found', path: ['no-accounts.csv'] },
            { code: 'file-not-found', path: ['no-reps.csv'] },
        ]);
    });

    it('leads faults of options back to where they were written', async () => {
        const folder = temporaryFolder();
        const argv = argumentsFor(folder, { config: { weks: 2, dueAfter: 3 } });
        const finished = await runInMemory([...argv, '--start', '2027-01-05', '--weeks', '0', '--json']);
        expect(finished.code).toBe(2);
        const config = join(folder, 'config.json');
        const issues = issuesOf(finished);
        expect(issues).toEqual(
            expect.arrayContaining([
                { code: 'out-of-range', path: ['--weeks'] },
                { code: 'out-of-range', path: [config, 'dueAfter'] },
                { code: 'unknown-key', path: [config, 'weks'] },
            ]),
        );
        expect((await runInMemory([...argv, '--weeks', '0'])).stderr).toContain("did you mean 'weeks'?");
        expect(issuesOf(await runInMemory([...argumentsFor(folder), '--start', '2027-01-05', '--json']))).toEqual([
            { code: 'invalid-date', path: ['--start'] },
        ]);
    });

    it('notices before it plans that the results cannot be written', async () => {
        const folder = temporaryFolder();
        const argv = argumentsFor(folder);
        writeFileIn(folder, 'plan', 'a file where the folder should be');
        const finished = await runInMemory([...argv, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'cannot-write', path: [join(folder, 'plan')] }]);
    });

    it('fails quickly on a file that is no table', async () => {
        const folder = temporaryFolder();
        const accounts = `id,latitude,longitude\n${'1'.repeat(1_500_000)}`;
        const finished = await runInMemory([...argumentsFor(folder, { accounts }), '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'line-too-long', path: [join(folder, 'accounts.csv'), 'line 2'] }]);
    });

    it('ends with 1 when no call at all can be planned', async () => {
        // The rep works on weekends only, the stores are closed then.
        const reps = 'id,latitude,longitude,working_hours\nR1,32.78,-96.80,Su 08:00-12:00\n';
        const finished = await runInMemory([...argumentsFor(temporaryFolder(), { reps }), '--start', '2027-01-04', '--json']);
        expect(finished.code).toBe(1);
        const { ok, unscheduled } = documentOf(finished) as { ok: boolean; unscheduled: readonly { code: string }[] };
        expect(ok).toBe(false);
        expect(unscheduled).toHaveLength(10);
        expect(new Set(unscheduled.map(({ code }) => code))).toEqual(new Set(['no-working-day']));
    });
});
