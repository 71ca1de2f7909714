import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';
import { temporaryFolder } from '../temporary-folder.js';
import { SQUARE, SQUARE_COST, writeFileIn } from '../tiny-files.js';

function filesWith(solution: string): readonly [file: string, solution: string] {
    const folder = temporaryFolder();
    return [writeFileIn(folder, 'square.vrp', SQUARE), writeFileIn(folder, 'square.sol', solution)];
}

describe('beatplan check', () => {
    it('accepts what solve wrote', async () => {
        const folder = temporaryFolder();
        const file = writeFileIn(folder, 'square.vrp', SQUARE);
        const out = join(folder, 'square.sol');
        await runInMemory(['solve', file, '--iterations', '100', '--out', out]);
        const finished = await runInMemory(['check', file, out, '--json']);
        expect(finished.code).toBe(0);
        const expected = {
            ok: true,
            cost: SQUARE_COST,
            stated: SQUARE_COST,
            routes: 2,
            feasible: true,
            violations: [],
            unserved: [],
        };
        expect(documentOf(finished)).toMatchObject(expected);
    });

    it('recomputes the cost and does not believe the file', async () => {
        // 5 + 8 + 5 along each long side.
        const finished = await runInMemory(['check', ...filesWith('Route #1: 2 3\nRoute #2: 1 4\nCost 30\n')]);
        expect(finished).toMatchObject({ code: 0, stderr: '' });
        expect(finished.stdout).toMatch(/^cost +36 +\(the file states 30\)$/m);
        expect(finished.stdout).toContain('no rule is broken');
    });

    it('rejects a vehicle that carries too much and a customer left out', async () => {
        const files = filesWith('Route #1: 1 2 3\nCost 24\n');
        const finished = await runInMemory(['check', ...files, '--json']);
        expect(finished.code).toBe(1);
        const { ok, violations, unserved } = documentOf(finished) as {
            ok: boolean;
            violations: readonly { code: string; visitId?: string }[];
            unserved: readonly string[];
        };
        expect(ok).toBe(false);
        expect(violations.map(({ code }) => code).sort()).toEqual(['capacity-exceeded', 'required-unserved']);
        expect(unserved).toEqual(['4']);
        const text = (await runInMemory(['check', ...files])).stdout;
        expect(text).toContain('broken rules: 2');
        expect(text).toMatch(/^ {2}vehicle\S* carries 3 of 2, by 1 \[capacity-exceeded\]$/m);
        expect(text).toMatch(/customer 4 .*\[required-unserved\]/);
    });

    it('names lines of a solution that mean nothing', async () => {
        const files = filesWith('Route #1: 1 9\nRoute #2: 1 x\nnonsense\n');
        const finished = await runInMemory(['check', ...files, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([
            { code: 'malformed-solution', path: [files[1], 'line 1'] },
            { code: 'malformed-solution', path: [files[1], 'line 2'] },
            { code: 'malformed-solution', path: [files[1], 'line 2'] },
            { code: 'malformed-solution', path: [files[1], 'line 3'] },
        ]);
    });

    it('names a missing solution file', async () => {
        const [file] = filesWith('');
        const missing = join(temporaryFolder(), 'none.sol');
        const finished = await runInMemory(['check', file, missing, '--json']);
        expect(finished.code).toBe(2);
        expect(issuesOf(finished)).toEqual([{ code: 'file-not-found', path: [missing] }]);
    });
});
