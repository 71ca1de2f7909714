import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'beatplan-totals-'));
afterAll(() => rmSync(folder, { recursive: true }));
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
writeFileSync(join(folder, 'green.test.ts'), `import { it } from 'vitest'; it('a', () => {}); it('b', () => {});`);
writeFileSync(join(folder, 'skipping.test.ts'), `import { it } from 'vitest'; it('a', () => {}); it.skip('b', () => {});`);
writeFileSync(join(folder, 'red.test.ts'), `import { it } from 'vitest'; it('a', () => { throw new Error('red'); });`);
writeFileSync(join(folder, 'broken.test.ts'), `import './nothing.js';`);
writeFileSync(
    join(folder, 'hook.test.ts'),
    `import { beforeAll, describe, it } from 'vitest';
    describe('d', () => { beforeAll(() => { throw new Error('hook'); }); it('a', () => {}); });`,
);

function lastLine(...files: string[]): { line: string | undefined; status: number | null } {
    const reporter = resolve('build/totals-reporter.ts');
    const parameters = ['run', '--root', folder, '--reporter', 'default', '--reporter', reporter, ...files];
    const { stdout, status } = spawnSync('node_modules/.bin/vitest', parameters, { encoding: 'utf8' });
    return { line: stdout.trimEnd().split('\n').at(-1), status };
}

describe('the totals line', { timeout: 60_000 }, () => {
    it('is the last line of a green run', () => {
        expect(lastLine('green', 'skipping')).toEqual({ line: '3 passed, 0 failed, 1 skipped', status: 0 });
    });

    it('counts broken files and hooks as failures', () => {
        expect(lastLine()).toEqual({ line: '3 passed, 3 failed, 2 skipped', status: 1 });
    });
});
