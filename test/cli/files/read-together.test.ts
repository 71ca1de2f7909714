import { describe, expect, it } from 'vitest';
import { readTogether } from '../../../src/cli/files/read-together.js';
import { BeatplanError } from '../../../src/core/index.js';

const faulty = (code: 'empty-input' | 'file-not-found', ...paths: string[]): Promise<never> =>
    Promise.reject(
        new BeatplanError(
            code,
            'A file cannot be read:',
            paths.map((path) => ({ code, path: [path], message: 'is faulty' })),
        ),
    );

describe('readTogether', () => {
    it('gives what was read, in order', async () => {
        expect(await readTogether([Promise.resolve(1), undefined, Promise.resolve('two')])).toEqual([1, undefined, 'two']);
    });

    it('tells the problems of all, under one code where they have one', async () => {
        await expect(
            readTogether([faulty('empty-input', 'a'), Promise.resolve(1), faulty('empty-input', 'b', 'c')]),
        ).rejects.toMatchObject({
            code: 'empty-input',
            message: expect.stringContaining('The input has 3 problems:'),
            issues: [{ path: ['a'] }, { path: ['b'] }, { path: ['c'] }],
        });
        const mixed = readTogether([faulty('empty-input', 'a'), faulty('file-not-found', 'b')]);
        await expect(mixed).rejects.toMatchObject({ code: 'invalid-input' });
        await expect(readTogether([faulty('empty-input', 'a'), 1])).rejects.toThrow('A file cannot be read:');
    });

    it('lets a fault of its own through', async () => {
        await expect(readTogether([faulty('empty-input', 'a'), Promise.reject(new TypeError('oops'))])).rejects.toThrow('oops');
    });
});
