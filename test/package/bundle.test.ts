import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { esbuildBundleText } from '../../build/bundle-text.mjs';

const MANIFEST = JSON.parse(readFileSync('package.json', 'utf8'));
// Rooms that need Node or start threads of their own.
const NOT_FOR_PAGES = ['./parallel', './queue', './server', './package.json', '.'];

interface Global {
    readonly [name: string]: unknown;
}

async function exportsOf(file: string): Promise<readonly string[]> {
    const { metafile } = await build({
        entryPoints: [file],
        bundle: true,
        format: 'esm',
        platform: 'browser',
        write: false,
        metafile: true,
        plugins: [esbuildBundleText()],
    });
    return Object.values(metafile.outputs)[0].exports.sort();
}

async function loadBundle(): Promise<Global> {
    const { outputFiles } = await build({
        entryPoints: ['src/bundle.ts'],
        bundle: true,
        format: 'iife',
        globalName: 'beatplan',
        platform: 'browser',
        write: false,
        plugins: [esbuildBundleText()],
    });
    const page = { performance, structuredClone, setTimeout } as { beatplan?: Global };
    runInNewContext(outputFiles[0].text, page);
    return page.beatplan!;
}

describe('the bundle for pages', () => {
    it('holds every room by its name, whole, and what the package itself exports', async () => {
        const bundle = await loadBundle();
        const rooms = Object.keys(MANIFEST.exports).filter((room) => !NOT_FOR_PAGES.includes(room));
        expect(rooms.length).toBeGreaterThan(8);
        for (const room of rooms) {
            const name = room.slice(2);
            expect(Object.keys(bundle[name] as object).sort(), name).toEqual(await exportsOf(`src/${name}/index.ts`));
        }
        expect(Object.keys(bundle)).toEqual(expect.arrayContaining([...(await exportsOf('src/index.ts'))]));
    });

    it('is what the build makes', () => {
        expect(readFileSync('tsup.config.ts', 'utf8')).toContain("'beatplan.min': 'src/bundle.ts'");
    });
});
