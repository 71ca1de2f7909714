// Runs a TypeScript program: node build/run-typescript.mjs FILE [ARGUMENTS]. Bundled code is what users run, and unlike the
// tests' module loader it puts no indirection between a hot loop and what it calls.
import { mkdirSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { esbuildBundleText } from './bundle-text.mjs';

const [file, ...programArguments] = process.argv.slice(2);
// Inside node_modules, so that the packages that stay outside of the bundle are found.
const folder = resolve('node_modules/.cache/beatplan', String(process.pid));
const output = resolve(folder, `${basename(file, '.ts')}.mjs`);
mkdirSync(folder, { recursive: true });
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await build({
    entryPoints: [file],
    outfile: output,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [esbuildBundleText()],
});
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], resolve(file), ...programArguments];
await import(pathToFileURL(output).href);
