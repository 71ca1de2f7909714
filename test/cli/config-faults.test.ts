import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issuesOf, runInMemory } from './run-in-memory.js';
import { temporaryFolder } from './temporary-folder.js';
import { ACCOUNTS, REPS, writeFileIn } from './tiny-files.js';

const FAULTY = {
    weks: 4,
    weeks: 'x',
    holidays: ['2027-13-01'],
    costs: { perHour: -1 },
    scoring: { weights: 1 },
    travel: { kind: 'car' },
    territory: { balanc: 1 },
    columns: { acounts: {}, accounts: { latitude: 5, latitud: 'x' }, reps: { idd: 'x' } },
};

describe('faults of a configuration', () => {
    const makeFiles = () => {
        const folder = temporaryFolder();
        return {
            folder,
            accounts: writeFileIn(folder, 'a.csv', ACCOUNTS),
            reps: writeFileIn(folder, 'r.csv', REPS),
            config: writeFileIn(folder, 'c.json', JSON.stringify(FAULTY)),
        };
    };
    const paths = async (argv: readonly string[], config: string): Promise<string[]> =>
        issuesOf(await runInMemory([...argv, '--config', config, '--json'])).map(({ path }) =>
            path.filter((key) => key !== config).join('.'),
        );

    it('are told all at once by plan, with those of the command line', async () => {
        const { folder, accounts, reps, config } = makeFiles();
        const argv = ['plan', '--accounts', accounts, '--reps', reps, '--out', join(folder, 'plan'), '--seed', 'x'];
        const found = await paths(argv, config);
        expect(found.sort()).toEqual(
            [
                '--seed',
                'columns.accounts.latitud',
                'columns.accounts.latitude',
                'columns.acounts',
                'columns.reps.idd',
                'costs.perHour',
                'holidays.0',
                'scoring.weights',
                'territory.balanc',
                'travel.kind',
                'weeks',
                'weks',
            ].sort(),
        );
        const { stderr } = await runInMemory([...argv, '--config', config]);
        for (const word of ['weeks', 'balance', 'accounts', 'latitude', 'id'])
            expect(stderr).toContain(`did you mean '${word}'?`);
    });

    it.each(['design', 'audit'])('are told all at once by %s, as far as they concern it', async (command) => {
        const { folder, accounts, config } = makeFiles();
        const given = command === 'design' ? ['--territories', '2', '--out', join(folder, 'o.csv')] : ['--accounts', accounts];
        const found = await paths([command, accounts, ...given], config);
        expect(found).toEqual(
            expect.arrayContaining([
                'weks',
                'scoring.weights',
                'territory.balanc',
                'travel.kind',
                'columns.acounts',
                'columns.reps.idd',
            ]),
        );
    });
});

describe('shares on the command line', () => {
    it.each([
        ['5', 'write 0.05 or 5% for 5 %'],
        ['1.5', 'write 0.015 or 1.5% for 1.5 %'],
        ['200', 'write 2 or 200% for 200 %'],
    ])('%s is no share', async (text, hint) => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'a.csv', ACCOUNTS);
        for (const option of ['--tolerance', '--max-moved']) {
            const argv = ['rebalance', accounts, '--incumbent', accounts, '--out', join(folder, 'o.csv'), option, text];
            const { code, stderr } = await runInMemory(argv);
            expect(code).toBe(2);
            expect(stderr).toContain(`${option} is more than the whole`);
            expect(stderr).toContain(hint.replace('write 2 or ', 'write '));
        }
    });

    it('are percentages with a sign', async () => {
        const folder = temporaryFolder();
        const accounts = writeFileIn(folder, 'a.csv', ACCOUNTS);
        const argv = ['design', accounts, '--territories', '2', '--iterations', '50', '--out', join(folder, 'o.csv'), '--force'];
        for (const text of ['40%', '40 %', '0.4', '200%']) {
            expect((await runInMemory([...argv, '--tolerance', text])).code, text).toBeLessThan(2);
        }
        expect((await runInMemory([...argv, '--tolerance', '-5%'])).code).toBe(2);
    });
});
