// Uses the packed package as a stranger would: in a folder of its own, with nothing beside it but the packages that it declares.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.keys(manifest.exports)
    .filter((name) => name !== './package.json')
    .map((name) => join(manifest.name, name));
const checkout = process.cwd();
const consumer = resolve('build/smoke');
const folder = mkdtempSync(join(tmpdir(), 'beatplan-smoke-'));
const installed = join(folder, 'node_modules', manifest.name);

try {
    installPacked();
    loadModules();
    loadInBrowser();
    compileConsumers();
    runCommand();
    console.log(`smoke: ${entries.length} entries by import and require, types three ways, browser bundle and command are fine`);
} finally {
    rmSync(folder, { recursive: true, force: true });
}

// Unpacks the tarball and links every package that the lock file calls needed at run time: no network, and none of the
// development packages within reach.
function installPacked() {
    const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], checkout));
    mkdirSync(installed, { recursive: true });
    run('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components=1']);
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    for (const [path, { dev, devOptional }] of Object.entries(packages)) {
        // A nested package is reached through the one that holds it.
        if (path === '' || dev || devOptional || path.lastIndexOf('node_modules/') > 0) continue;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        symlinkSync(resolve(path), join(folder, path));
    }
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
}

function loadModules() {
    for (const file of ['use.mjs', 'use.cjs']) copyFileSync(join(consumer, file), join(folder, file));
    run(process.execPath, ['use.mjs', ...entries]);
    // Newer versions of Node can require ES modules; older ones, and bundlers' CommonJS worlds, cannot.
    run(process.execPath, ['--no-experimental-require-module', 'use.cjs', ...entries]);
}

function loadInBrowser() {
    const context = { performance, console };
    runInNewContext(readFileSync(join(installed, 'dist/beatplan.min.js'), 'utf8'), context);
    const solution = runInNewContext(
        `beatplan.solve({ visits: [{ id: 'a', position: [8.7, 49.4] }], vehicles: [{ id: 'v' }] }, { seed: 1 })`,
        context,
    );
    if (solution.routes.length !== 1) throw new Error('the browser bundle does not solve');
}

// A CommonJS file and an ES module under Node's own resolution, and a project of a bundler; libraries' types are checked too.
function compileConsumers() {
    const source = readFileSync(join(consumer, 'use.ts'), 'utf8');
    const everyEntry = entries.map((name, place) => `export * as room${place} from '${name}';`).join('\n');
    const shared = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom'];
    for (const name of ['use.mts', 'use.cts', 'use.ts']) writeFileSync(join(folder, name), `${source}\n${everyEntry}\n`);
    const compile = (...options) =>
        run(process.execPath, [join(checkout, 'node_modules/typescript/bin/tsc'), ...shared, ...options]);
    compile('--module', 'node16', 'use.mts', 'use.cts');
    compile('--module', 'esnext', '--moduleResolution', 'bundler', 'use.ts');
}

function runCommand() {
    const command = join(installed, manifest.bin.beatplan);
    const help = run(process.execPath, [command, '--help']);
    if (!help.includes('solve')) throw new Error('beatplan --help does not name its commands');
    copyFileSync(join(consumer, 'right-angle.vrp'), join(folder, 'right-angle.vrp'));
    const answer = JSON.parse(run(process.execPath, [command, 'solve', 'right-angle.vrp', '--iterations', '10', '--json']));
    const bench = run(process.execPath, [command, 'bench', 'right-angle.vrp', '--iterations', '10', '--methods', 'savings,sisr']);
    if (!bench.includes('savings against sisr')) throw new Error(`beatplan bench compares nothing:\n${bench}`);
    if (answer.cost !== 34) throw new Error(`beatplan solve finds ${answer.cost} where 10 + 14 + 10 is right`);
}

function run(program, parameters, cwd = folder) {
    try {
        return execFileSync(program, parameters, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
        throw new Error(`${[program, ...parameters].join(' ')} failed:\n${error.stdout}${error.stderr}`);
    }
}
