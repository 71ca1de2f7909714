import { mkdirSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build } from 'esbuild';
import { esbuildBundleText } from './bundle-text.mjs';

// Inside node_modules, so that the packages that stay outside of the bundle are found.
const folder = resolve('node_modules/.cache/beatplan', String(process.pid));

/** Deletes the bundles of this process, which happens by itself where it ends in good order. */
export function deleteBundles() {
    rmSync(folder, { recursive: true, force: true });
}

/**
 * Bundles a TypeScript program, so that it runs as what users run: unlike the tests' module loader, a bundle puts no indirection
 * between a hot loop and what it calls. The bundle is deleted when this process ends.
 *
 * @param {string} file
 * @param {{ sourceMap?: boolean }} [options] whether stack traces can name lines of the source; default true. Without, it starts faster.
 * @returns {Promise<string>} absolute path of the bundle
 */
export async function bundleProgram(file, { sourceMap = true } = {}) {
    const output = resolve(folder, `${basename(file, '.ts')}.mjs`);
    mkdirSync(folder, { recursive: true });
    process.once('exit', deleteBundles);
    await build({
        entryPoints: [file],
        outfile: output,
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node20.19',
        packages: 'external',
        sourcemap: sourceMap ? 'inline' : false,
        logLevel: 'warning',
        plugins: [esbuildBundleText()],
    });
    return output;
}
