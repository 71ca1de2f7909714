import {
    chmodSync,
    existsSync,
    lstatSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    readlinkSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimOutputs, writeOutputs } from '../../../src/cli/files/output-files.js';
import { GENERATOR } from '../../../src/cli/files/own-files.js';
import { temporaryFolder } from '../temporary-folder.js';
import { thrownIssues } from '../thrown-issues.js';

describe('claimOutputs', () => {
    it('makes the folders of all outputs', async () => {
        const folder = temporaryFolder();
        await claimOutputs([join(folder, 'a', 'b.csv'), join(folder, 'c', 'd.csv')], { inputs: [] });
        expect(readdirSync(folder).sort()).toEqual(['a', 'c']);
    });

    it('refuses outputs that are inputs, under any name', async () => {
        const folder = temporaryFolder();
        const input = join(folder, 'accounts.csv');
        writeFileSync(input, 'id\n');
        symlinkSync(input, join(folder, 'link.csv'));
        for (const path of [input, join(folder, '.', 'x', '..', 'accounts.csv'), join(folder, 'link.csv')]) {
            const issues = await thrownIssues(() => claimOutputs([path], { inputs: [undefined, input], force: true }));
            expect(issues).toMatchObject([{ code: 'output-is-input', path: [path] }]);
        }
    });

    it('refuses all files that beatplan did not write at once, and takes them with force', async () => {
        const folder = temporaryFolder();
        const paths = ['visits.csv', 'plan.json', 'report.html', 'calendar.ics', 'x.sol'].map((name) => join(folder, name));
        for (const path of paths) writeFileSync(path, 'mine\n');
        const issues = await thrownIssues(() => claimOutputs(paths, { inputs: [] }));
        expect(issues).toMatchObject(paths.map((path) => ({ code: 'file-exists', path: [path] })));
        await claimOutputs(paths, { inputs: [], force: true });
    });

    it('refuses a folder even with force', async () => {
        const folder = temporaryFolder();
        mkdirSync(join(folder, 'visits.csv'));
        const path = join(folder, 'visits.csv');
        expect(await thrownIssues(() => claimOutputs([path], { inputs: [], force: true }))).toMatchObject([
            { code: 'cannot-write', message: 'is a folder, not a file' },
        ]);
    });

    it('takes what it wrote before', async () => {
        const folder = temporaryFolder();
        const texts = {
            [join(folder, 'visits.csv')]: 'status,date,weekday\r\n',
            [join(folder, 'rows.csv')]: 'unit,territory\r\n',
            [join(folder, 'map.geojson')]: JSON.stringify({ ...GENERATOR, type: 'FeatureCollection' }),
            [join(folder, 'long.sol')]: `${'Route #1: 1 2 3\n'.repeat(1000)}Cost 1\nSolver beatplan\n`,
        };
        await writeOutputs(texts);
        await claimOutputs(Object.keys(texts), { inputs: [] });
    });
});

describe('writeOutputs', () => {
    it('writes each text under its path and gives the paths in order', async () => {
        const folder = temporaryFolder();
        const [second, first] = [join(folder, 'b.txt'), join(folder, 'a.txt')];
        expect(await writeOutputs({ [second]: 'second', [first]: 'first' })).toEqual([second, first]);
        expect([second, first].map((path) => readFileSync(path, 'utf8'))).toEqual(['second', 'first']);
        expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt']);
    });

    it('writes none of them where one cannot be written, whichever it is', async () => {
        await fc.assert(
            fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(), fc.boolean(), async (count, at, existed) => {
                const folder = temporaryFolder();
                const paths = Array.from({ length: count }, (_, i) => join(folder, `${i}.txt`));
                if (existed) for (const path of paths) writeFileSync(path, 'old');
                const bad = join(folder, 'missing', 'x.txt');
                paths.splice(at % (count + 1), 0, bad);
                const texts = Object.fromEntries(paths.map((path) => [path, 'new']));
                expect(await thrownIssues(() => writeOutputs(texts))).toMatchObject([{ code: 'cannot-write' }]);
                const left = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
                expect(left).toEqual(existed ? new Array(count).fill('old') : []);
            }),
            { numRuns: 25 },
        );
    });

    it('keeps links and permissions of files that it replaces', async () => {
        const folder = temporaryFolder();
        const target = join(folder, 'target.txt');
        const link = join(folder, 'link.txt');
        writeFileSync(target, 'old');
        chmodSync(target, 0o600);
        symlinkSync(target, link);
        await writeOutputs({ [link]: 'new' });
        expect(lstatSync(link).isSymbolicLink()).toBe(true);
        expect(readlinkSync(link)).toBe(target);
        expect(readFileSync(target, 'utf8')).toBe('new');
        expect(statSync(target).mode & 0o777).toBe(0o600);
    });

    it.skipIf(process.platform === 'win32')('writes into devices and leaves them there', async () => {
        await claimOutputs(['/dev/null'], { inputs: [] });
        await writeOutputs({ '/dev/null': 'text' });
        expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    });

    it.skipIf(!existsSync('/dev/full'))('tells of a full disk', async () => {
        expect(await thrownIssues(() => writeOutputs({ '/dev/full': 'text' }))).toMatchObject([
            { code: 'cannot-write', path: ['/dev/full'], message: 'does not fit on the disk' },
        ]);
    });
});
