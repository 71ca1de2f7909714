import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calendarFiles } from '../../../src/cli/files/calendar-files.js';
import { printable, printableJson } from '../../../src/cli/terminal/printable.js';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from '../tiny-files.js';

const rep = (id: string) => ({ id, home: [0, 0] as const, hours: {} });

describe('calendarFiles', () => {
    it('gives every rep a file of its own with a name that all systems take', () => {
        const ids = [
            'Ann',
            'ann',
            'a/b',
            'a\\b',
            '../../../etc/passwd',
            'con',
            '',
            '...',
            'Zoe\u001b[2J',
            'x'.repeat(300),
            'É',
            'E\u0301',
            'ann-2',
        ];
        const files = [...calendarFiles(ids.map(rep)).values()];
        expect(files.slice(0, 4)).toEqual(['Ann', 'ann-2', 'a-b', 'a-b-2'].map((name) => `calendars/${name}.ics`));
        expect(new Set(files.map((file) => file.normalize('NFC').toLowerCase())).size).toBe(ids.length);
        for (const file of files) {
            expect(file).toMatch(/^calendars\/[^/\\:*?"<>|\p{C}]+\.ics$/u);
            expect(file.length).toBeLessThan(110);
            expect(file).not.toMatch(/\/(con|\.)/i);
        }
    });
});

describe('what goes to a terminal', () => {
    it('shows control characters instead of sending them', () => {
        expect(printable('a\u001b[2Jb\u009b1mc\u0007\r\nd\te\rf\u202eg')).toBe('a\\x1b[2Jb\\x9b1mc\\x07\r\nd\te\\x0df\\u202eg');
        const value = { name: 'x\u009b2J\u007f\u202e', lines: ['a\nb'] };
        const json = printableJson(JSON.stringify(value, undefined, 2));
        expect(json).not.toMatch(/[\u007f-\u009f\u202e]/);
        expect(JSON.parse(json)).toEqual(value);
    });

    it('holds for names in files and for paths of all commands', async () => {
        const folder = temporaryFolder();
        const evil = '\u001b]0;owned\u0007';
        const reps = writeFileIn(folder, 'reps.csv', REPS.replaceAll('Rep 1', `Rep ${evil}`));
        const accounts = writeFileIn(folder, 'accounts.csv', ACCOUNTS.replace('A1,', `A1${evil},`));
        const out = join(folder, 'plan');
        const finished = [
            await runInMemory(['plan', '--accounts', accounts, '--reps', reps, '--out', out, '--start', '2027-01-04']),
            await runInMemory(['design', accounts, '--territories', '2', '--iterations', '1', '--out', join(folder, 'd.csv')]),
            await runInMemory(['assign', accounts, '--reps', reps, '--max-distance', '0.1']),
            await runInMemory(['audit', join(folder, `missing${evil}.csv`), '--accounts', accounts]),
            await runInMemory([`plan${evil}`]),
        ];
        for (const { stdout, stderr } of finished) expect(stdout + stderr).not.toMatch(/[^\P{Cc}\t\r\n]/u);
    });
});

describe('beatplan plan for people', () => {
    it('writes calendars by rep, tables for Excel and tiles for the report', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(
            folder,
            'accounts.csv',
            'id,latitude,longitude,Street,City,call_frequency\nA1,32.9,-96.95,1 Elm St,Waco,1\nA2,32.7,-97.3,2 Oak St,Waco,400\n',
        );
        const reps = writeFileIn(folder, 'reps.csv', REPS);
        const plan = (...more: string[]) =>
            runInMemory([
                'plan',
                '--accounts',
                accounts,
                '--reps',
                reps,
                '--out',
                join(folder, 'plan'),
                '--start',
                '2027-01-04',
                ...more,
            ]);
        const tiles = 'https://tile.openstreetmap.org/{z}/{x}/{y}.png';
        const { code, stdout } = await plan('--csv', 'excel', '--tiles', tiles);
        expect(code).toBe(0);
        const read = (name: string): string => readFileSync(join(folder, 'plan', name), 'utf8');
        expect(read('visits.csv')).toMatch(/^\uFEFFstatus;date;/);
        expect(read('visits.csv')).toMatch(/;32,9;-96,95;/);
        expect(read('visits.csv')).toContain('1 Elm St, Waco');
        expect(read('report.html')).toContain('© OpenStreetMap contributors');
        const events = (name: string): number => read(name).split('BEGIN:VEVENT').length - 1;
        expect(events('calendars/R1.ics') + events('calendars/R2.ics')).toBe(events('calendar.ics'));
        expect(events('calendar.ics')).toBeGreaterThan(1);
        expect(read('calendar.ics')).not.toMatch(/DT(START|END)[^\r\n]*T\d{4}(?!00)\d\d/);
        expect(stdout).toMatch(/visits without a place: \d+ of \d+/);
        expect(stdout).toMatch(/^ +\d+ {2}more visits are due in a week than there are days for them \(Rep \d \d+\)$/m);
        expect(stdout).toMatch(/^work due: [\d,]+ h of visits and driving, \d+ % of [\d,]+ working hours$/m);
        // Calendars of an earlier run are moved on, not doubled.
        await plan('--seed', '2');
        expect(read('calendars/R1.ics').split('BEGIN:VCALENDAR')).toHaveLength(2);
    });

    it('refuses forms, tiles and marks that it does not know', async () => {
        const folder = temporaryFolder();
        const argv = ['plan', '--accounts', writeFileIn(folder, 'a.csv', ACCOUNTS), '--reps', writeFileIn(folder, 'r.csv', REPS)];
        const faulty = ['--csv', 'lotus', '--tiles', 'https://example.com/tile.png', '--decimal-mark', ';'];
        const finished = await runInMemory([...argv, '--out', join(folder, 'plan'), ...faulty, '--json']);
        expect(issuesOf(finished).map(({ path }) => path[0])).toEqual(['--decimal-mark', '--csv', '--tiles']);
        const uncredited = await runInMemory([
            ...argv,
            '--out',
            join(folder, 'plan'),
            '--tiles',
            'https://a.b/{z}/{x}/{y}',
            '--json',
        ]);
        expect(issuesOf(uncredited).map(({ path }) => path[0])).toEqual(['--tiles-attribution']);
    });
});

describe('settings of a plan in other commands', () => {
    const accounts = `id,latitude,longitude,call_frequency,call_duration,potential\n${Array.from({ length: 12 }, (_, i) => `A${i},${32.6 + 0.02 * i},-97,1,60,"1.${i}00"`).join('\n')}\n`;

    it('read numbers by the mark that they are told', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', accounts);
        const sumOf = async (mark: string): Promise<number> => {
            const argv = ['design', file, '--territories', '1', '--balance', 'potential', '--iterations', '1'];
            const document = documentOf(
                await runInMemory([...argv, '--decimal-mark', mark, '--out', join(folder, 'd.csv'), '--json']),
            );
            return (document['territories'] as { measures: { potential: number } }[])[0].measures.potential;
        };
        expect(await sumOf('.')).toBeLessThan(20);
        expect(await sumOf(',')).toBeGreaterThan(10_000);
    });

    it('reckon with its speeds, scoring and balance', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', accounts.replaceAll(',1,60,', ',,,'));
        const config = (value: object): string => writeFileIn(folder, 'config.json', JSON.stringify(value));
        const design = async (
            ...more: string[]
        ): Promise<{ measures: Record<string, number>; targets: Record<string, number> }> => {
            const argv = [
                'design',
                file,
                '--territories',
                '2',
                '--iterations',
                '1',
                '--out',
                join(folder, 'd.csv'),
                '--json',
                '--tolerance',
                '900%',
            ];
            const document = documentOf(
                await runInMemory([
                    ...argv.slice(0, more.includes('free') ? -2 : undefined),
                    ...more.filter((one) => one !== 'free'),
                ]),
            );
            return (document['territories'] as { measures: Record<string, number>; targets: Record<string, number> }[])[0];
        };
        const plain = await design();
        const slow = await design('--config', config({ travel: { kind: 'great-circle', circuity: 3 } }));
        expect(slow.targets['workload']).toBeGreaterThan(plain.targets['workload']);
        const seldom = await design('--config', config({ scoring: { frequencies: { A: 0.1, B: 0.1, C: 0.1, D: 0.1 } } }));
        expect(seldom.targets['workload']).toBeLessThan(plain.targets['workload']);
        const counted = await design(
            'free',
            '--config',
            config({ territory: { balance: [{ measure: 'count', tolerance: 9 }] } }),
        );
        expect(Object.keys(counted.targets)).toEqual(['count']);
        const faulty = config({ travel: { kind: 'plane' }, scoring: { frequencies: { A: -1 } }, territory: { balances: [] } });
        const refused = await runInMemory(['audit', file, '--accounts', file, '--config', faulty, '--json']);
        expect(issuesOf(refused).every(({ path }) => path[0] === faulty)).toBe(true);
        expect(issuesOf(refused).length).toBeGreaterThan(0);
    });

    it('hold a half-time rep against half of the work in an audit', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'accounts.csv', accounts);
        const rows = Array.from({ length: 12 }, (_, i) => `A${i},${i < 8 ? 'full' : 'half'}`);
        const plan = writeFileIn(folder, 'plan.csv', `unit,territory\n${rows.join('\n')}\n`);
        const reps =
            'id,latitude,longitude,working_hours,share\nfull,32.7,-97,Mo-Fr 8:00-17:00,1\nhalf,32.8,-97,Mo-We 8:00-17:00,0.5\n';
        const argv = ['audit', plan, '--accounts', file, '--reps', writeFileIn(folder, 'reps.csv', reps), '--json'];
        const { balance } = documentOf(await runInMemory(argv)) as unknown as { balance: { count: { maxDeviation: number } } };
        expect(balance.count.maxDeviation).toBeCloseTo(0, 9);
    });
});

describe('beatplan rebalance', () => {
    it('lists what moves and why', async () => {
        const folder = temporaryFolder();
        const rows = Array.from({ length: 20 }, (_, i) => `A${i},${32.6 + 0.01 * i},-97,1,60`);
        const file = writeFileIn(
            folder,
            'accounts.csv',
            `id,latitude,longitude,call_frequency,call_duration\n${rows.join('\n')}\n`,
        );
        const units = Array.from({ length: 20 }, (_, i) => `A${i},${i < 16 ? 'south' : 'north'}`);
        const plan = writeFileIn(folder, 'plan.csv', `unit,territory\n${units.join('\n')}\n`);
        const moves = join(folder, 'moves.csv');
        const argv = [
            'rebalance',
            file,
            '--incumbent',
            plan,
            '--balance',
            'count',
            '--out',
            join(folder, 'next.csv'),
            '--moves',
            moves,
        ];
        const { stdout } = await runInMemory(argv);
        expect(stdout).toMatch(/^ {2}A15: south -> north, (south had 60\.0 % too much|north had 60\.0 % too little) count$/m);
        const lines = readFileSync(moves, 'utf8').trimEnd().split('\r\n');
        expect(lines[0]).toBe('unit,from,to,why');
        expect(lines.length).toBeGreaterThan(5);
        // Its own files may be replaced.
        const again = documentOf(await runInMemory([...argv, '--json']));
        const { changes } = again as unknown as { changes: { moves: { why: string }[] } };
        expect(changes.moves).toHaveLength(lines.length - 1);
        expect(changes.moves[0].why).toContain('60.0 %');
        const ending = await runInMemory([...argv, '--leave', 'north', '--join', 'east']);
        expect(ending.stdout).toMatch(/^ {2}A\d+: north -> \w+, north ends$/m);
    });
});
