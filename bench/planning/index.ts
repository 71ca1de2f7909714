import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { type IsolatedProgram, isolatedProgram } from '../process/isolated-program.js';
import { namesOf, positiveNumber, wholeNumber } from '../report/arguments.js';
import { readEnvironment } from '../report/environment.js';
import { defaultReportFolder, saveReport } from '../report/report-folder.js';
import { CHANGES, type ChangeKind, makeChange } from './changes/make-change.js';
import { judgeChange } from './judge/judge-change.js';
import { judgePlan } from './judge/judge-plan.js';
import { MARKETS } from './markets/index.js';
import type { Answer, Assignment, Market } from './plain/market.js';
import { type ChangeRow, type PlanRow, planningReport } from './planning-report.js';

interface Options {
    readonly data?: string;
    readonly only?: readonly string[];
    readonly rivals: readonly string[] | false;
    readonly changes: readonly string[] | false;
    readonly seed: number;
    readonly seeds: number;
    readonly effort: number;
    readonly options?: string;
    readonly list?: boolean;
    readonly out?: string;
}

const OURS = 'beatplan';
const RIVALS = ['k-means-nearest-neighbour', 'days-by-priority', 'weeks-by-priority', 'rolling-week'];

// Absurdities of each kind that planning.json has; --list prints all.
const EXAMPLES = 3;
// Of fewer reps all are neighbours.
const FEWEST_REPS_TO_CHANGE = 5;

type Planner = IsolatedProgram<{ readonly file: string }, Answer>;

/** Whole plans of whole markets next to those of simple programs, by a judge that shares no code with the library. */
export const bench: Command = new Command()
    .description(
        'Plans whole markets, from accounts and reps to every day, and judges the plans beside those of simple programs.',
    )
    .option('--only <names>', `markets, comma-separated: ${Object.keys(MARKETS).join(', ')}`, namesOf(Object.keys(MARKETS)))
    .option('--rivals <names>', `comma-separated: ${RIVALS.join(', ')}`, namesOf(RIVALS), RIVALS)
    .option('--no-rivals', 'beatplan alone')
    .option('--changes <names>', `comma-separated: ${CHANGES.join(', ')}`, namesOf(CHANGES), [...CHANGES])
    .option('--no-changes', 'plans alone, and not what becomes of them')
    .option('--seed <number>', 'first seed', wholeNumber, 1)
    .option('--seeds <count>', 'plans of each planner and market', wholeNumber, 1)
    .option('--effort <factor>', 'on the iterations of every search', positiveNumber, 1)
    .option('--options <json>', 'options of planBeats, such as \'{"territory": {"balance": []}}\'')
    .option('--list', 'prints every absurdity with its fix')
    .option('--out <folder>', 'where planning.md and planning.json are written (default: a new folder in out/bench)')
    .action(run);

async function run({ data, only, rivals, changes, seed, seeds, effort, options, list, out }: Options): Promise<void> {
    const environment = readEnvironment();
    const shared = { effort, ...(options === undefined ? {} : { options: JSON.parse(options) as Record<string, unknown> }) };
    const planners = new Map<string, Planner>([[OURS, await isolatedProgram('bench/planning/ours/plan.ts')]]);
    for (const name of rivals === false ? [] : rivals)
        planners.set(name, await isolatedProgram(`bench/planning/rivals/${name}.ts`));
    const rebalance: Planner = await isolatedProgram('bench/planning/ours/rebalance.ts');
    const plans: PlanRow[] = [];
    const changed: ChangeRow[] = [];
    for (const market of chooseMarkets(only, data)) {
        for (let s = seed; s < seed + seeds; s++) {
            let ours: Answer | undefined;
            for (const [planner, plan] of planners) {
                const answer = await runPlanner(plan, { ...shared, market, seed: s, ...(ours && { given: ours }) });
                if (planner === OURS) ours = answer;
                const row: PlanRow = { market: market.name, planner, seed: s, ...judgePlan(market, answer) };
                plans.push(row);
                tell(row, list === true);
            }
            if (market.reps.length < FEWEST_REPS_TO_CHANGE) continue;
            for (const kind of changes === false ? [] : (changes as ChangeKind[])) {
                const after = makeChange(market, kind, ours!, s);
                const answer = await runPlanner(rebalance, { ...shared, ...after, seed: s, given: ours! });
                const verdict = judgeChange({ market, answer: ours! }, { market: after.market, answer }, after.change);
                const row: ChangeRow = { market: market.name, kind, seed: s, ...verdict };
                changed.push(row);
                tell(row, false);
            }
        }
    }
    const markdown = planningReport(plans, changed, environment);
    const folder = out ?? defaultReportFolder('planning');
    saveReport(folder, 'planning', { markdown, data: { environment, plans: plans.map(inBrief), changes: changed.map(inBrief) } });
    console.log(`${markdown}\n\nwritten to ${folder}`);
    if ([...plans, ...changed].some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

/** A row with the number of its absurdities of each kind and a few of them. */
function inBrief<Row extends PlanRow | ChangeRow>({ absurdities, ...row }: Row): object {
    const kinds = [...new Set(absurdities.map(({ kind }) => kind))];
    return {
        ...row,
        absurdities: kinds.map((kind) => {
            const found = absurdities.filter((absurdity) => absurdity.kind === kind);
            return { kind, count: found.length, examples: found.slice(0, EXAMPLES).map(({ what, fix }) => `${what}; ${fix}`) };
        }),
    };
}

/** Writes a row as a line of JSON while the bench goes on, and its absurdities where they are asked for. */
function tell({ absurdities, faults, ...row }: PlanRow | ChangeRow, isListed: boolean): void {
    console.error(JSON.stringify({ ...row, absurdities: absurdities.length, faults: faults.length }));
    if (isListed) for (const { kind, what, fix } of absurdities) console.error(`${kind}: ${what}; ${fix}`);
}

function chooseMarkets(only: readonly string[] | undefined, data: string | undefined): Market[] {
    const names =
        only ??
        Object.keys(MARKETS).filter((name) => {
            const { isDefault, needsData } = MARKETS[name];
            return data === undefined ? !needsData && name !== 'generated-large' : isDefault;
        });
    return names.map((name) => {
        const { needsData, make } = MARKETS[name];
        if (needsData && data === undefined) throw new Error(`the market '${name}' needs --data DIR`);
        return make(data ?? '');
    });
}

async function runPlanner(plan: Planner, assignment: Assignment): Promise<Answer> {
    const folder = mkdtempSync(join(tmpdir(), 'beatplan-planning-'));
    try {
        const file = join(folder, 'assignment.json');
        writeFileSync(file, JSON.stringify(assignment));
        return await plan({ file });
    } finally {
        rmSync(folder, { recursive: true });
    }
}
