import { join } from 'node:path';
import { BeatplanError, type Issue, IssueCollector } from '../../core/index.js';
import { type DateSpan, type PeriodReview, reviewPeriod } from '../../performance/index.js';
import { readingLines } from '../files/input-table.js';
import { type KnownResults, keepKnownResults } from '../files/known-results.js';
import { claimOutputs, writeOutputs } from '../files/output-files.js';
import { readTogether } from '../files/read-together.js';
import { rejectedPath, rejectedTexts, rejectionLines, rejectionsDocument } from '../files/rejections.js';
import { readCallsFile, readOrdersFile, readQuotasFile } from '../files/results-file.js';
import { REVIEW_FILES, reviewFiles } from '../files/review-files.js';
import { readReviewPlan } from '../files/review-plan-file.js';
import { checkSettingKeys, type InputArguments, inputRules, readSettings } from '../files/settings-file.js';
import { type CommandResult, EXIT } from '../terminal/cli-io.js';
import { readNumberOption, readShareOption, requireOption } from '../terminal/number-option.js';
import { readDateOption, readPeriodOption } from '../terminal/period-option.js';
import { counted } from '../terminal/text-table.js';

/** Options of `beatplan review` as the command line gives them. */
export interface ReviewArguments extends InputArguments {
    readonly plan?: string;
    readonly calls?: string;
    readonly orders?: string;
    readonly quotas?: string;
    readonly out?: string;
    readonly period?: string;
    readonly previous?: string;
    readonly asOf?: string;
    readonly margin?: string;
    readonly costPerHour?: string;
    readonly tolerance?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

const MOST_SHOWN = 10;

/** `beatplan review`: calls and orders of a period against the plan. */
export async function reviewCommand(options: ReviewArguments): Promise<CommandResult> {
    const collector = new IssueCollector();
    requireOption(options.plan, '--plan', 'the folder of a plan', collector);
    requireOption(options.calls, '--calls', 'a table of calls', collector);
    requireOption(options.orders, '--orders', 'a table of orders', collector);
    requireOption(options.out, '--out', 'a folder for the results', collector);
    const given = readPeriodOption(options.period, '--period', collector);
    const previous = readPeriodOption(options.previous, '--previous', collector);
    const asOf = readDateOption(options.asOf, '--as-of', collector);
    const margin = readShareOption(options.margin, '--margin', collector);
    const perHour = readNumberOption(options.costPerHour, '--cost-per-hour', { min: 0, max: 1e9 }, collector);
    const tolerance = readShareOption(options.tolerance, '--tolerance', collector);
    const settings = await readSettings(options, collector);
    checkSettingKeys(settings, options.config, collector);
    collector.throwIfAny('The command line');
    const { strict = false, quotas: quotasFile, out } = options;

    const [{ path: planPath, plan }, calls, orders, quotas] = await readTogether([
        readReviewPlan(options.plan as string),
        readCallsFile(options.calls as string, inputRules(settings, 'calls', strict)),
        readOrdersFile(options.orders as string, inputRules(settings, 'orders', strict)),
        quotasFile === undefined ? undefined : readQuotasFile(quotasFile, inputRules(settings, 'quotas', strict)),
    ]);
    const known = keepKnownResults({ calls, orders, quotas }, plan, strict);
    const tables = [calls, orders, ...(quotas === undefined ? [] : [quotas])];
    const rejected = [...tables.flatMap((table) => table.rejected), ...known.rejected];
    const listPath = rejectedPath(options, true);
    const rejectedText = await rejectedTexts(listPath, rejected);
    const paths = REVIEW_FILES.map((name) => join(out as string, name));
    await claimOutputs([...paths, ...Object.keys(rejectedText)], {
        inputs: [planPath, options.calls, options.orders, quotasFile, options.config],
        force: options.force,
    });

    const period = given ?? spanOf(known, previous);
    const review = atFiles({ plan: planPath, calls: calls.file, orders: orders.file, quotas: quotasFile ?? '' }, () =>
        reviewPeriod(
            plan,
            { calls: known.calls, orders: known.orders, ...(known.quotas === undefined ? {} : { quotas: known.quotas }) },
            period,
            {
                ...(previous === undefined ? {} : { previous }),
                ...(asOf === undefined ? {} : { asOf }),
                ...(margin === undefined ? {} : { margin }),
                ...(perHour === undefined ? {} : { costPerHour: Math.round(perHour * 100) }),
                ...(tolerance === undefined ? {} : { tolerance }),
            },
        ),
    );
    const texts = reviewFiles(review);
    await writeOutputs({
        ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [join(out as string, name), text])),
        ...rejectedText,
    });
    const readings = tables.map(({ reading }) => reading);
    const notes = spanNotes(known, period);
    const document = {
        command: 'review',
        files: paths,
        review,
        inputs: readings,
        rejected: rejectionsDocument(rejected),
        notes,
    };
    const text = [
        ...reviewLines(review),
        '',
        ...readingLines(readings),
        ...rejectionLines(rejected, listPath),
        ...notes,
        ...review.notes,
        'Written:',
        ...paths.map((path) => `  ${path}${path.endsWith('.html') ? '  (open this one)' : ''}`),
        '',
    ].join('\n');
    return { exitCode: EXIT.done, document, text };
}

/** From the first day with a call or an order to the last, those of the earlier period left out. */
function spanOf({ calls, orders }: KnownResults, previous: DateSpan | undefined): DateSpan {
    let start = '9999-12-31';
    let end = '0001-01-01';
    for (const { date } of [...calls, ...orders]) {
        if (previous !== undefined && date <= previous.end) continue;
        if (date < start) start = date;
        if (date > end) end = date;
    }
    if (start <= end) return { start, end };
    throw new BeatplanError('empty-input', 'There is nothing to review:', [
        { code: 'empty-input', path: ['--calls'], message: 'neither calls nor orders have a day that is reviewed' },
    ]);
}

/** Tables that end on different days make a rep look lazy, or an account poor. */
function spanNotes({ calls, orders }: KnownResults, { start, end }: DateSpan): string[] {
    const within = [calls, orders].map((rows) => {
        let [first, last] = ['9999-12-31', '0001-01-01'];
        for (const { date } of rows) {
            if (date < start || date > end) continue;
            if (date < first) first = date;
            if (date > last) last = date;
        }
        return { first, last };
    });
    return (['calls', 'orders'] as const).flatMap((name, i) => {
        const [own, other] = [within[i], within[1 - i]];
        if (own.first > own.last) return [`No ${name} are in the period.`];
        const gap = daysApart(own.last, other.last);
        return other.first <= other.last && gap > MOST_GAP
            ? [
                  `The ${name} end on ${own.last}, ${gap} days before the ${name === 'calls' ? 'orders' : 'calls'}: --period can leave out what only one has.`,
              ]
            : [];
    });
}

const MOST_GAP = 14;

function daysApart(from: string, to: string): number {
    return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The library speaks of `results.calls[4]`; a person gave a file. */
function atFiles(
    files: { readonly plan: string; readonly calls: string; readonly orders: string; readonly quotas: string },
    review: () => PeriodReview,
): PeriodReview {
    const options: Readonly<Record<string, string>> = {
        previous: '--previous',
        asOf: '--as-of',
        margin: '--margin',
        tolerance: '--tolerance',
    };
    try {
        return review();
    } catch (error) {
        if (!(error instanceof BeatplanError)) throw error;
        const issues = error.issues.map((issue): Issue => {
            const [root, key, ...path] = issue.path;
            if (root === 'plan') return { ...issue, path: [files.plan, ...(key === undefined ? [] : [key]), ...path] };
            if (root === 'results') return { ...issue, path: [files[key as 'calls' | 'orders' | 'quotas'], ...path] };
            if (root === 'options') return { ...issue, path: [options[key as string] ?? String(key), ...path] };
            return { ...issue, path: root === 'period' ? ['--period', ...issue.path.slice(1)] : issue.path };
        });
        throw new BeatplanError(error.code, 'The period cannot be reviewed:', issues);
    }
}

function reviewLines({ period, team, reps, findings }: PeriodReview): string[] {
    const share = (value: number | null): string => (value === null ? 'nothing due' : `${Math.round(100 * value)} %`);
    const amount = (cents: number): string => Math.round(cents / 100).toLocaleString('en-US');
    return [
        `${period.start} to ${period.end}: ${counted(reps.length, 'rep')}, ${counted(team.accounts, 'account')}, ${counted(team.calls, 'call')}, ${counted(team.orders, 'order')}`,
        `sales ${amount(team.sales)}, contribution ${amount(team.contribution)}, calls made ${share(team.completion.value)}, intervals kept ${share(team.intervals.adherence.value)}`,
        '',
        findings.length === 0
            ? 'Nothing stands out that is more than chance.'
            : `${counted(findings.length, 'thing')} to act on, the most worth first:`,
        ...findings
            .slice(0, MOST_SHOWN)
            .flatMap(({ worth, message, action, test }) => [
                `  ${amount(worth)}: ${message}`,
                `    ${action.message}${test.reading === 'small-sample' ? ' (small sample: look again first)' : ''}`,
            ]),
        ...(findings.length > MOST_SHOWN ? [`  … and ${findings.length - MOST_SHOWN} more, in review-findings.csv`] : []),
    ];
}
