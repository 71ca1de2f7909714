// Writes the figures of the README from the results that they come from, or checks them:
//
//     node build/readme-figures.mjs [--check]
//
// `figures:demo` comes from out/demo/scorecard.json (npm run demo), the others from bench/results.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const DEMO = 'out/demo/scorecard.json';
const PLANNING = 'bench/results/planning/planning.json';

/** What each planner of the bench does, in a few words. */
const PLANNERS = {
    beatplan: 'beatplan',
    'weeks-by-priority': 'most valuable visits first, week by week',
    'days-by-priority': 'most valuable visits first, day by day',
    'k-means-nearest-neighbour': 'k-means territories, nearest neighbour next',
};

/** Sets of published instances whose mean gap the README shows. */
const SETS = {
    'cvrp-X-60s': 'CVRP, 100 to 1,000 customers (X)',
    'vrptw-60s': 'VRPTW, 100 to 1,000 customers',
    'mdvrp-60s': 'MDVRP, several depots',
    'cvrp-belgium-60s': 'CVRP, 3,000 to 20,000 customers (Belgium)',
};

const count = (/** @type {number} */ value) => Math.round(value).toLocaleString('en-US');
const percent = (/** @type {number} */ share, decimals = 0) => `${(100 * share).toFixed(decimals)} %`;
const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

/** What the demo's scorecard says, as a sentence. */
export function demoFigures({ reps, weeks, total, balance }) {
    return (
        `${count(total.visitsPlanned)} of ${count(total.visitsDue)} due visits by ${reps} reps in ${weeks} weeks (${percent(total.completion, 1)}), ` +
        `${total.visitsPerDay.toFixed(1)} visits a day, ${percent(total.windshieldShare)} of the time driving, ` +
        `workloads ${percent(balance.workload.coefficientOfVariation)} around their mean.`
    );
}

/** Planners on the example market, as a table. */
export function planningFigures({ plans }) {
    const rows = Object.entries(PLANNERS).map(([planner, text]) => {
        const runs = plans.filter((plan) => plan.market === 'example' && plan.planner === planner);
        if (runs.length === 0) throw new Error(`${PLANNING} has no plan of ${planner}`);
        const mean = (/** @type {(run: any) => number} */ of) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
        const cells = [
            text,
            percent(
                mean(({ figures }) => figures.value),
                1,
            ),
            count(mean(({ figures }) => figures.drivingHours)),
            count(mean(({ absurdities }) => absurdities.reduce((sum, { count }) => sum + count, 0))),
        ];
        return `| ${cells.join(' | ')} |`;
    });
    return ['| planner | value planned | driving, hours | absurdities |', '|---|---:|---:|---:|', ...rows].join('\n');
}

/** Mean gaps to the best known values, as a table. */
export function routingFigures(/** @type {(set: string) => any} */ reportOf) {
    const rows = Object.entries(SETS).map(([folder, text]) => {
        const { sets, settings } = reportOf(folder);
        const { instances, gap } = sets.find(({ method }) => method === 'auto');
        return `| ${text} | ${instances} | ${settings.stop.seconds} s | ${percent(gap, 2)} |`;
    });
    return ['| instances | number | time each | mean gap to the best known |', '|---|---:|---:|---:|', ...rows].join('\n');
}

/** A text with the content of one of its blocks replaced. */
export function replaceBlock(text, name, content) {
    const block = new RegExp(`(<!-- figures:${name} -->\n)[^]*?(\n<!-- /figures -->)`);
    if (!block.test(text)) throw new Error(`README.md has no block figures:${name}`);
    return text.replace(block, (_, open, close) => `${open}${content}${close}`);
}

/** README as the results at hand make it; the demo's figures stay as they are where it has not been run. */
export function updateReadme(text) {
    const known = replaceBlock(text, 'planning', planningFigures(readJson(PLANNING)));
    const routing = replaceBlock(
        known,
        'routing',
        routingFigures((set) => readJson(`bench/results/${set}/routing.json`)),
    );
    return existsSync(DEMO) ? replaceBlock(routing, 'demo', demoFigures(readJson(DEMO))) : routing;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const readme = readFileSync('README.md', 'utf8');
    const updated = updateReadme(readme);
    if (!process.argv.includes('--check')) writeFileSync('README.md', updated);
    else if (updated !== readme) {
        process.stderr.write('The figures of README.md are not those of the demo and bench/results: run npm run readme\n');
        process.exitCode = 1;
    }
}
