import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { esbuildBundleText } from '../../build/bundle-text.mjs';
import scriptText from './fixture/script.ts?bundle';
import styleText from './fixture/style.css?bundle';

const folder = mkdtempSync(join(tmpdir(), 'beatplan-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

function runScript(script: string): unknown {
    const context: { heard?: string } = {};
    runInNewContext(script, context);
    return context.heard;
}

async function bundle(source: string): Promise<{ script: string; style: string }> {
    const result = await build({
        stdin: { contents: source, resolveDir: new URL('fixture', import.meta.url).pathname, loader: 'ts' },
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'made',
        charset: 'utf8',
        logLevel: 'silent',
        plugins: [esbuildBundleText()],
    });
    return runInNewContext(`${result.outputFiles[0].text}; made`);
}

describe('?bundle', () => {
    it('is a script with everything that it imports', () => {
        expect(runScript(scriptText)).toBe('GRÜSSE!');
        expect(scriptText).not.toMatch(/\bimport\b|\bexport\b/);
    });

    it('is a style sheet with everything that it imports, images as data', () => {
        expect(styleText).not.toContain('@import');
        expect(styleText).toMatch(/^\.pin\{background:url\('data:image\/svg\+xml,[^)]+'\)\}body\{margin:0\}$/m);
    });

    it('gives the same text in the build as in tests', async () => {
        const made = await bundle(
            `import script from './script.ts?bundle'; import style from './style.css?bundle'; export { script, style };`,
        );
        expect(made.script).toBe(scriptText);
        expect(made.style).toBe(styleText);
    });

    it('refuses a script that would need a style sheet beside it', async () => {
        writeFileSync(join(folder, 'style.css'), 'body { margin: 0 }');
        writeFileSync(join(folder, 'both.ts'), `import './style.css';`);
        await expect(bundle(`export { default as script } from '${folder}/both.ts?bundle';`)).rejects.toThrow(
            'either one script or one style sheet',
        );
    });
});
