import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CheckpointWriter } from '../../../src/cli/files/checkpoint-writer.js';
import { parseVisitsCsv, visitsToCsv } from '../../../src/formats/index.js';
import { sampleAccounts, samplePlan, sampleReps } from '../../fuzz/catalogue/sample-plan.js';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from '../tiny-files.js';

function argumentsFor(folder: string, out: string): string[] {
    return [
        ...['plan', '--accounts', writeFileIn(folder, 'a.csv', ACCOUNTS), '--reps', writeFileIn(folder, 'r.csv', REPS)],
        ...['--config', writeFileIn(folder, 'config.json', '{"stop": {"iterations": 10}}'), '--start', '2027-01-04'],
        ...['--out', join(folder, out), '--json'],
    ];
}

function rowsOf(folder: string, out: string): readonly unknown[] {
    const { visits } = parseVisitsCsv(readFileSync(join(folder, out, 'visits.csv'), 'utf8')).calendar;
    return visits.map(({ id, repId, date }) => ({ id, repId, date }));
}

describe('plan --incumbent', () => {
    it.each(['visits.csv', 'best.json', 'territories.geojson', 'alignment.csv'])('takes %s', async (name) => {
        const folder = temporaryFolder();
        const checkpoint = join(folder, 'first', 'best.json');
        expect(await runInMemory([...argumentsFor(folder, 'first'), '--checkpoint', checkpoint])).toMatchObject({ code: 0 });
        writeFileIn(folder, 'first/alignment.csv', 'unit,territory\nA1,R2\nA2,R1\nA3,R1\nA4,R2\nA5,R2\n');
        const again = await runInMemory([...argumentsFor(folder, 'second'), '--incumbent', join(folder, 'first', name)]);
        expect(again).toMatchObject({ code: 0 });
        const owners = (out: string): unknown => {
            const { territories } = parseVisitsCsv(readFileSync(join(folder, out, 'visits.csv'), 'utf8')).alignment;
            return territories.map(({ id, unitIds }) => [id, [...unitIds].sort()]);
        };
        expect(owners('second')).toEqual(owners('first'));
        expect(rowsOf(folder, 'second')).toHaveLength(rowsOf(folder, 'first').length);
    });

    it('names what is wrong with a file, and a plan of another market', async () => {
        const folder = temporaryFolder();
        const issues = async (text: string): Promise<unknown> => {
            const path = writeFileIn(folder, 'plan.json', text);
            return issuesOf(await runInMemory([...argumentsFor(folder, 'out'), '--incumbent', path])).map(
                ({ code, path: at }) => [code, ...at.slice(1)],
            );
        };
        expect(await issues('{"alignment": {"territories": []}, "calendar": {"visits": [{"id": "a#1"}]}}')).toContainEqual([
            'missing-key',
            'calendar',
            'visits',
            0,
            'date',
        ]);
        expect(await issues('status,date,rep_id,order,account_id,visit_id\nplanned,4.1.2027,R1,1,A1,A1#1\n')).toEqual([
            ['invalid-date', 'row 2', 'date'],
        ]);
        expect(await issues('unit,territory\nX1,R1\n')).toEqual([['unknown-id']]);
    });

    it('tells of accounts that are new, and of those that went', async () => {
        const folder = temporaryFolder();
        const incumbent = writeFileIn(folder, 'plan.csv', 'unit,territory\nA1,R1\nA2,R1\nA9,R1\nA4,R2\n');
        const { notes } = documentOf(await runInMemory([...argumentsFor(folder, 'out'), '--incumbent', incumbent]));
        expect(notes).toEqual([
            `1 of 4 accounts of ${incumbent}, or their reps, are not there any more.`,
            `2 of 5 accounts are new: they are with no rep of ${incumbent}.`,
        ]);
    });
});

describe('plan --checkpoint', () => {
    it('refuses its inputs and files of others before the search, whatever its own name ends with', async () => {
        const folder = temporaryFolder();
        const argv = argumentsFor(folder, 'out');
        expect(issuesOf(await runInMemory([...argv, '--checkpoint', join(folder, 'a.csv')]))).toMatchObject([
            { code: 'output-is-input' },
        ]);
        const other = writeFileIn(folder, 'mine.json', '{}');
        expect(issuesOf(await runInMemory([...argv, '--checkpoint', other]))).toMatchObject([{ code: 'file-exists' }]);
        const odd = join(folder, 'best.state');
        expect(await runInMemory([...argv, '--checkpoint', odd])).toMatchObject({ code: 0 });
        expect(await runInMemory([...argv, '--checkpoint', odd, '--incumbent', odd])).toMatchObject({ code: 0 });
    });

    it('goes on where a file cannot be written, and says so at the end', async () => {
        const writer = new CheckpointWriter(join(temporaryFolder(), 'no', 'such', 'folder.json'));
        writer.take(samplePlan());
        expect(await writer.finish(samplePlan())).toMatch(/^The checkpoint .*folder\.json cannot be written \(ENOENT\)\.$/);
    });
});

describe('parseVisitsCsv', () => {
    it('reads back what visitsToCsv writes', () => {
        const plan = samplePlan();
        const { calendar, alignment } = parseVisitsCsv(visitsToCsv(plan, sampleAccounts(), sampleReps()));
        expect(calendar.visits).toEqual(
            plan.calendar.visits.map(({ id, accountId, repId, date, order }) => ({ id, accountId, repId, date, order })),
        );
        const planned = new Set(plan.calendar.visits.map(({ accountId }) => accountId));
        expect(alignment.territories.flatMap(({ unitIds }) => unitIds)).toEqual(expect.arrayContaining([...planned]));
    });
});
