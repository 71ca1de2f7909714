import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comingMonday, readPlanConfig } from '../../../src/cli/files/plan-config.js';
import { IssueCollector } from '../../../src/core/index.js';
import { temporaryFolder } from '../temporary-folder.js';

function fileWith(config: unknown): string {
    const path = join(temporaryFolder(), 'config.json');
    writeFileSync(path, JSON.stringify(config));
    return path;
}

describe('readPlanConfig', () => {
    it('lets the command line win over the file', async () => {
        const config = fileWith({
            weeks: 2,
            seed: 5,
            start: '2027-02-01',
            stop: { iterations: 9, seconds: 4 },
            columns: { reps: { id: 'No.' } },
        });
        const collector = new IssueCollector();
        const read = await readPlanConfig({ config, weeks: '3', timeLimit: '20' }, collector);
        expect(collector.issues).toEqual([]);
        expect(read.options).toEqual({ start: '2027-02-01', weeks: 3, seed: 5, stop: { iterations: 9, seconds: 20 } });
        expect(read.settings.columns).toEqual({ reps: { id: 'No.' } });
        expect(read.originOf(['weeks'])).toEqual(['--weeks']);
        expect(read.originOf(['stop', 'seconds'])).toEqual(['--time-limit']);
        expect(read.originOf(['stop', 'iterations'])).toEqual([config, 'stop', 'iterations']);
        expect(read.originOf(['seed'])).toEqual([config, 'seed']);
    });

    it('reports faulty numbers and columns together', async () => {
        const config = fileWith({ columns: { account: { id: 'No.' }, reps: { id: 7 } } });
        const collector = new IssueCollector();
        await readPlanConfig({ config, weeks: 'four', seed: 'x' }, collector);
        expect(collector.issues).toMatchObject([
            { code: 'not-a-number', path: ['--weeks'], received: 'four' },
            { code: 'not-a-number', path: ['--seed'], received: 'x' },
            { code: 'unknown-key', path: [config, 'columns', 'account'], hint: "did you mean 'accounts'?" },
            { code: 'invalid-type', path: [config, 'columns', 'reps', 'id'], received: 7 },
        ]);
    });

    it('tells of a faulty stop, and no file sets what the command does itself', async () => {
        const config = fileWith({ stop: 5, signal: { aborted: true } });
        const collector = new IssueCollector();
        const read = await readPlanConfig({ config, timeLimit: '20' }, collector);
        expect(read.options).toMatchObject({ stop: 5 });
        expect(collector.issues).toMatchObject([
            { code: 'unknown-key', path: [config, 'signal'] },
            { code: 'invalid-type', path: [config, 'stop'] },
        ]);
    });

    it('starts on a Monday to come where nothing is said', async () => {
        const { options } = await readPlanConfig({}, new IssueCollector());
        expect(new Date(`${options.start}T00:00:00Z`).getUTCDay()).toBe(1);
    });
});

describe('comingMonday', () => {
    it.each([
        [new Date(2027, 0, 4, 12), '2027-01-11'],
        [new Date(2027, 0, 5), '2027-01-11'],
        [new Date(2027, 0, 10, 23, 59), '2027-01-11'],
        [new Date(2026, 11, 31), '2027-01-04'],
    ])('%s', (day, monday) => {
        expect(comingMonday(day)).toBe(monday);
    });
});
