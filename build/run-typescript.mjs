// Runs a TypeScript program: node build/run-typescript.mjs FILE [ARGUMENTS].
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleProgram } from './bundle-program.mjs';

const [file, ...programArguments] = process.argv.slice(2);
const output = await bundleProgram(file);
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], resolve(file), ...programArguments];
await import(pathToFileURL(output).href);
