// What an application pays for each entry: the bytes of its bundle, minified and compressed, packages included. Fails where an
// entry is over its budget in size-budget.json; `--write` sets the budgets to what is now plus a tenth.
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const BUDGETS = new URL('size-budget.json', import.meta.url);
const HEADROOM = 1.1;

const { exports: entries } = JSON.parse(await readFile('package.json', 'utf8'));
const sizes = {};
for (const [name, conditions] of Object.entries(entries)) {
    if (conditions.import !== undefined) sizes[name] = await bundledSize(conditions.import.default);
}
sizes['beatplan.min.js'] = gzipSync(await readFile('dist/beatplan.min.js'), { level: 9 }).length;

if (process.argv.includes('--write')) {
    const budgets = Object.fromEntries(
        Object.entries(sizes).map(([name, size]) => [name, Math.ceil((size * HEADROOM) / 100) * 100]),
    );
    await writeFile(BUDGETS, `${JSON.stringify(budgets, undefined, 4)}\n`);
}
const budgets = JSON.parse(await readFile(BUDGETS, 'utf8'));
let over = 0;
for (const name of new Set([...Object.keys(sizes), ...Object.keys(budgets)])) {
    // An entry without a budget, or a budget without an entry, fails as well.
    const isFine = sizes[name] <= budgets[name];
    if (!isFine) over++;
    console.log(
        `${isFine ? ' ' : '!'} ${name.padEnd(18)} ${String(sizes[name]).padStart(8)} of ${String(budgets[name]).padStart(8)} bytes`,
    );
}
if (over > 0) {
    console.error(`${over} of the sizes are over budget. Where the growth is meant, run: npm run size -- --write`);
    process.exitCode = 1;
}

async function bundledSize(file) {
    const result = await build({
        entryPoints: [file],
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        logLevel: 'error',
    });
    return gzipSync(result.outputFiles[0].contents, { level: 9 }).length;
}
