import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findReleaseFaults } from '../../build/check-release.mjs';

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

describe('a release', () => {
    const files = {
        manifest: MANIFEST,
        changelog: readFileSync('CHANGELOG.md', 'utf8'),
        citation: readFileSync('CITATION.cff', 'utf8'),
    };
    const published = { ...files, manifest: { ...MANIFEST, repository: 'x' } };

    it('has the same version in package.json, CHANGELOG.md and CITATION.cff', () => {
        expect(findReleaseFaults(`v${MANIFEST.version}`, published)).toEqual([]);
    });

    it('is refused with another tag, without a section or a repository', () => {
        expect(findReleaseFaults('v9.9.9', published)).toEqual([expect.stringContaining('The tag is v9.9.9')]);
        expect(findReleaseFaults(`v${MANIFEST.version}`, { ...published, changelog: '# Changelog\n' })).toHaveLength(1);
        expect(findReleaseFaults(`v${MANIFEST.version}`, { ...published, citation: 'version: 0.0.1\n' })).toHaveLength(1);
        expect(findReleaseFaults('v1.0.0', { ...files, manifest: { version: '1.0.0' } })).toHaveLength(3);
    });

    it('names files that are there', () => {
        for (const file of MANIFEST.files.filter((name: string) => name !== 'dist')) expect(existsSync(file), file).toBe(true);
    });
});
