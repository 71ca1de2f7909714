import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const MANIFEST = JSON.parse(readFileSync('package.json', 'utf8'));
const LOCK = readFileSync('package-lock.json', 'utf8');

describe('package.json', () => {
    it('exports every room that users may import, in both module systems', () => {
        const { '.': whole, './package.json': self, ...rooms } = MANIFEST.exports;
        expect(self).toBe('./package.json');
        for (const [name, entry] of Object.entries({ './index': whole, ...rooms })) {
            const file = `./dist/${name.slice(2)}`;
            expect(entry).toEqual({
                import: { types: `${file}.d.ts`, default: entry === whole ? `${file}.js` : `${file}/index.js` },
                require: { types: `${file}.d.cts`, default: `${file}.cjs` },
            });
        }
        for (const name of Object.keys(rooms)) expect(existsSync(`src/${name.slice(2)}/index.ts`), name).toBe(true);
    });

    it('names only files that the package holds', () => {
        const { main, module, types, unpkg, jsdelivr, bin } = MANIFEST;
        for (const file of [main, module, types, unpkg, jsdelivr, bin.beatplan]) expect(file).toMatch(/^\.\/dist\//);
        expect(MANIFEST.files).toContain('dist');
    });
});

describe('package-lock.json', () => {
    it('names no address that only one machine can reach', () => {
        expect(LOCK).not.toContain('"resolved"');
    });

    it('belongs to package.json', () => {
        const [root] = Object.values<Record<string, unknown>>(JSON.parse(LOCK).packages);
        for (const key of ['version', 'dependencies', 'devDependencies', 'engines']) expect(root[key]).toEqual(MANIFEST[key]);
    });
});
