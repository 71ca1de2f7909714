import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeMarket } from '../../../bench/performance/made-market.js';
import { generateYear } from '../../../examples/data/generate-year.mjs';
import { tableToCsv } from '../../../src/formats/index.js';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { writeFileIn } from '../tiny-files.js';

const MARKET = makeMarket(12, 55, 4);
const YEAR = generateYear(MARKET, {
    seed: 4,
    start: '2027-01-04',
    plant: ['weak-territory', 'overworked-rep', 'costly-account'],
});
const FILES = ['review-accounts.csv', 'review-findings.csv', 'review-reps.csv', 'review.html', 'review.json'];

const callsText = tableToCsv(
    ['account_id', 'rep_id', 'date', 'seconds', 'travel_seconds'],
    YEAR.calls.map(({ accountId, repId, date, duration = 0, travelDuration = 0 }) => [
        accountId,
        repId,
        date,
        duration,
        travelDuration,
    ]),
);
const ordersText = tableToCsv(
    ['account_id', 'date', 'amount'],
    YEAR.orders.map(({ accountId, date, amount }) => [accountId, date, (amount / 100).toFixed(2)]),
);

/** A plan's folder, both tables, and the arguments of a review of them. */
function prepare(calls = callsText, orders = ordersText): { readonly folder: string; readonly argv: readonly string[] } {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'plan'));
    writeFileIn(join(folder, 'plan'), 'plan.json', JSON.stringify({ generator: 'beatplan', ...MARKET }));
    const [callsFile, ordersFile] = [writeFileIn(folder, 'calls.csv', calls), writeFileIn(folder, 'orders.csv', orders)];
    const columns = ['--columns', 'calls.duration=seconds', '--columns', 'calls.travelDuration=travel_seconds'];
    const out = join(folder, 'out');
    return {
        folder,
        argv: ['review', '--plan', join(folder, 'plan'), '--calls', callsFile, '--orders', ordersFile, '--out', out, ...columns],
    };
}

describe('beatplan review', () => {
    it('writes a page, tables and JSON that name what is planted', async () => {
        const { folder, argv } = prepare();
        const { code, stdout, stderr } = await runInMemory(argv);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(readdirSync(join(folder, 'out')).sort()).toEqual(FILES);
        const texts = Object.fromEntries(FILES.map((name) => [name, readFileSync(join(folder, 'out', name), 'utf8')]));
        const review = JSON.parse(texts['review.json']);
        for (const { kind, repId, accountId } of YEAR.truths) {
            expect(review.findings).toContainEqual(
                expect.objectContaining({ kind, ...(accountId === undefined ? { repId } : { accountId }) }),
            );
            expect(texts['review-findings.csv']).toContain(kind);
        }
        expect(stdout).toContain('things to act on, the most worth first:');
        expect(texts['review.html']).toContain('Weak territory');
        expect(texts['review-accounts.csv']).toContain(YEAR.truths[2].accountId);
        // Cents are exact on the way through the tables.
        expect(review.team.sales).toBe(YEAR.orders.reduce((sum, { amount }) => sum + amount, 0));
        expect(review.team.calls).toBe(YEAR.calls.length);
        // A second run knows its own files.
        expect((await runInMemory(argv)).code).toBe(0);
    });

    it('leaves out what the plan does not know, and says so; with --strict it refuses', async () => {
        const { folder, argv } = prepare(`${callsText}X9,R1,2027-01-05,60,60\r\n`, `${ordersText}R1-1,2027-01-05,-5\r\n`);
        const document = documentOf(await runInMemory([...argv, '--json']));
        expect(document['rejected']).toHaveLength(2);
        expect(readFileSync(join(folder, 'out', 'rejected.csv'), 'utf8')).toContain('is no account of the plan');
        const strict = await runInMemory([...argv, '--strict', '--json']);
        expect(strict.code).toBe(2);
    });

    it('refuses several currencies, a plan that is not there, and outputs that are inputs', async () => {
        const mixed = tableToCsv(
            ['account_id', 'date', 'amount', 'currency'],
            [
                ['R1-1', '2027-01-05', '5', 'EUR'],
                ['R1-2', '2027-01-05', '5', 'USD'],
            ],
        );
        const { argv, folder } = prepare(callsText, mixed);
        expect(issuesOf(await runInMemory([...argv, '--json']))).toMatchObject([{ code: 'mixed-currencies' }]);
        const missing = [
            'review',
            '--plan',
            folder,
            '--calls',
            argv[4],
            '--orders',
            argv[6],
            '--out',
            join(folder, 'out'),
            '--json',
        ];
        expect(issuesOf(await runInMemory(missing))).toMatchObject([{ code: 'file-not-found' }]);
        expect(issuesOf(await runInMemory(['review', '--json'])).map(({ path }) => path[0])).toEqual([
            '--plan',
            '--calls',
            '--orders',
            '--out',
        ]);
    });

    it('hints at missing columns by words that the command line takes', async () => {
        const quotas = `zz,yy\n${MARKET.reps.map(({ id }) => `${id},1000\n`).join('')}`;
        const orders = ordersText.replace('account_id,date,amount', 'xx,ww,vv');
        const { argv, folder } = prepare(callsText.replace('rep_id', 'zz'), orders);
        const all = [...argv, '--quotas', writeFileIn(folder, 'quotas.csv', quotas), '--json'];
        const { error } = documentOf(await runInMemory(all)) as unknown as { error: { issues: { hint: string }[] } };
        const hints = error.issues.map(({ hint }) => /--columns "(.*)=YOUR COLUMN"/.exec(hint)?.[1]);
        expect(hints).toEqual([
            'calls.repId',
            'orders.accountId',
            'orders.date',
            'orders.amount',
            'quotas.repId',
            'quotas.amount',
        ]);
        const named = ['zz', 'xx', 'ww', 'vv', 'zz', 'yy'].flatMap((column, i) => ['--columns', `${hints[i]}=${column}`]);
        expect((await runInMemory([...all, ...named, '--margin', '30%', '--tolerance', '10%'])).code).toBe(0);
    });

    it('names every fault of the command line at once', async () => {
        const { argv } = prepare();
        const wrong = ['--period', '2027-01-01', '--previous', '2026-12-31/2026-01-01', '--as-of', 'today', '--margin', '2'];
        expect(issuesOf(await runInMemory([...argv, ...wrong, '--json'])).map(({ code, path }) => `${code} ${path[0]}`)).toEqual([
            'invalid-date --period',
            'inverted-period --previous',
            'invalid-date --as-of',
            'out-of-range --margin',
        ]);
        for (const option of ['--margin', '--tolerance']) {
            const beyond = issuesOf(await runInMemory([...argv, option, '130%', '--json']));
            expect(beyond).toEqual([{ code: 'out-of-range', path: [option] }]);
        }
        const overlapping = ['--period', '2027-02-01/2027-12-31', '--previous', '2027-01-04/2027-02-01'];
        expect(issuesOf(await runInMemory([...argv, ...overlapping, '--json']))).toMatchObject([
            { code: 'overlapping-periods', path: ['--previous'] },
        ]);
    });

    it('takes quotas, and tells what the period ends at', async () => {
        const { folder, argv } = prepare();
        const quotas = writeFileIn(
            folder,
            'quotas.csv',
            `rep_id,quota\n${MARKET.reps.map(({ id }) => `${id},1000000`).join('\n')}\n`,
        );
        const more = ['--quotas', quotas, '--as-of', '2027-07-04', '--period', '2027-01-04/2028-01-02', '--json'];
        const { review } = documentOf(await runInMemory([...argv, ...more])) as {
            review: { reps: { quota: { quota: number; forecast: number }; sales: number }[] };
        };
        for (const { quota, sales } of review.reps) {
            expect(quota.quota).toBe(100_000_000);
            expect(quota.forecast).toBeGreaterThan(1.9 * sales);
            expect(quota.forecast).toBeLessThan(2.1 * sales);
        }
    });
});
