import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/core/index.js';

const DOCS = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const SECTIONS = DOCS.split(/^### /m).slice(1);

function sourcesWithoutCodes(): string {
    const root = new URL('../../src/', import.meta.url);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    return files
        .filter((file) => file.endsWith('.ts') && !file.endsWith('error-codes.ts'))
        .map((file) => readFileSync(new URL(file, root), 'utf8'))
        .join('\n');
}

describe('docs/errors.md', () => {
    it('lists every code in the order of the source, and no other', () => {
        const listed = SECTIONS.map((section) => /^`([^`]+)`\n/.exec(section)?.[1]);
        expect(listed).toEqual(Object.keys(ERROR_CODES));
    });

    it.each(Object.entries(ERROR_CODES))('tells meaning, example and fix of %s', (code, meaning) => {
        const section = SECTIONS.find((candidate) => candidate.startsWith(`\`${code}\`\n`));
        expect(section?.split('\n').slice(0, 3)).toEqual([`\`${code}\``, '', meaning]);
        expect(section).toMatch(/^- Example: .{10,}$/m);
        expect(section).toMatch(/^- Fix: .{10,}$/m);
    });
});

describe('ERROR_CODES', () => {
    it('holds no code that nothing can report', () => {
        const sources = sourcesWithoutCodes();
        expect(Object.keys(ERROR_CODES).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
    });
});
