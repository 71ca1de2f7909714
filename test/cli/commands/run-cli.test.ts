import { describe, expect, it } from 'vitest';
import { documentOf, issuesOf, runInMemory } from '../run-in-memory.js';

describe('runCli', () => {
    it('explains itself', async () => {
        const { code, stdout, stderr } = await runInMemory(['--help']);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        for (const word of ['plan', 'solve', 'check', 'Exit codes', 'Ctrl-C']) expect(stdout).toContain(word);
    });

    it.each([
        ['plan', ['--accounts', '--reps', '--config', '--weeks', '--start', '--seed', '--time-limit', '--out', '--json']],
        ['solve', ['--format', '--time-limit', '--iterations', '--seed', '--method', '--routes', '--out', '--json', 'vrplib']],
        ['check', ['--format', '--routes', '--json', 'Route #1']],
    ])('explains %s with all its options and an example', async (command, words) => {
        const { code, stdout } = await runInMemory([command, '--help']);
        expect(code).toBe(0);
        for (const word of words) expect(stdout).toContain(word);
        expect(stdout).toMatch(new RegExp(`Example:\n +beatplan ${command} `));
    });

    it.each([[[]], [['plan']], [['solve']], [['check']]])('keeps the help of %s narrow', async (command) => {
        const { stdout } = await runInMemory([...command, '--help']);
        for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
    });

    it.each([
        { argv: ['sovle', 'x.vrp'], code: 'unknown-option', path: 'sovle', hint: 'solve' },
        { argv: ['solve', 'x.vrp', '--sed', '1'], code: 'unknown-key', path: '--sed', hint: '--seed' },
        { argv: ['solve'], code: 'missing-key', path: 'file' },
        { argv: ['check', 'x.vrp'], code: 'missing-key', path: 'solution' },
        { argv: ['solve', 'x.vrp', '--seed'], code: 'missing-key', path: '--seed' },
    ])('$argv is bad input', async ({ argv, code, path, hint }) => {
        const finished = await runInMemory([argv[0], '--json', ...argv.slice(1)]);
        expect(finished.code).toBe(2);
        const { error } = documentOf(finished) as { error: { issues: { code: string; path: string[]; hint: string }[] } };
        expect(error.issues).toHaveLength(1);
        expect(error.issues[0]).toMatchObject({ code, path: [path] });
        if (hint !== undefined) expect(error.issues[0].hint).toContain(hint);
        const inText = await runInMemory(argv);
        expect(inText).toMatchObject({ code: 2, stdout: '' });
        expect(inText.stderr).toContain(`[${code}]`);
        // The name stands once in its line.
        expect(inText.stderr.split('\n')[1].split(path)).toHaveLength(2);
    });

    it('shows its help where no command is given', async () => {
        const { code, stdout, stderr } = await runInMemory([]);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toContain('Usage: beatplan <command> [options]');
    });

    it('refuses surplus arguments', async () => {
        expect(issuesOf(await runInMemory(['solve', 'a.vrp', 'b.vrp', '--json']))).toMatchObject([{ code: 'unknown-key' }]);
    });
});
