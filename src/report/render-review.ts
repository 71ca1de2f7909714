import { assertArguments, IssueCollector, type IssuePath, optional, type Schema, strict, text } from '../core/index.js';
import type { PeriodReview, ReviewedRep, ReviewFigures, ReviewFinding } from '../performance/index.js';
import { escapeHtml, toStyleText } from './escape.js';
import styles from './review.css?bundle';
import { drawColumns, drawIndex, drawShare, drawSparks } from './review-charts.js';
import { REVIEW_SCHEMA } from './review-schema.js';
import {
    FINDING_WORDS,
    groupThousands,
    PRAISE_WORDS,
    ReviewWords,
    showChance,
    showDay,
    showDue,
    showHours,
    showPeriod,
    showRatio,
} from './review-words.js';

/** Options of {@link renderReview}. */
export interface ReviewPageOptions {
    /** Heading of the page; default `Field sales review`. */
    readonly title?: string;
}

const optionsSchema: Schema = strict({ title: optional(text()) });

/**
 * Writes a review as one HTML file to read, mail and print: what to act on first, then the team, then a page for each rep.
 *
 * Needs no server, no network and no script; follows the light or dark setting of the reader. Names are shown as text, whatever they hold.
 *
 * @param review - what `reviewPeriod` returned
 * @returns a whole HTML document; equal inputs give equal documents
 * @throws BeatplanError `invalid-input` if that is no review
 * @example
 * ```ts
 * const html = renderReview(reviewPeriod(plan, { calls, orders }, { start: '2027-01-01', end: '2027-12-31' }));
 * ```
 */
export function renderReview(review: PeriodReview, options: ReviewPageOptions = {}): string {
    assertArguments('renderReview', { review: REVIEW_SCHEMA, options: optionsSchema }, { review, options });
    checkSlices(review);
    const { title = 'Field sales review' } = options;
    const words = new ReviewWords(review);
    const single = review.reps.length === 1;
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="beatplan">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${escapeHtml(title)}</title>
<style>${toStyleText(styles)}</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="period">${escapeHtml(showPeriod(review.period))} · ${review.reps.length} ${single ? 'rep' : 'reps'}, ${groupThousands(review.team.accounts)} accounts</p>
</header>
<section class="page">
${headline(review.team, words)}
</section>
<section class="page">
<h2>What to act on</h2>
${findingList(review.findings, words)}
${praiseList(review)}
</section>
<section class="page">
<h2>The team</h2>
${charts(review, review.team, words)}
${tierTable(review)}
${fairnessTable(review)}
</section>
<section class="page">
<h2>Reps</h2>
${repTable(review, words)}
</section>
${review.costlyAccounts.length === 0 ? '' : `<section class="page"><h2>Accounts that cost more than they brought</h2>${costlyTable(review, words)}</section>`}
${notes(review)}
${review.reps.map((rep, r) => repPage(review, rep, r, words)).join('\n')}
</main>
</body>
</html>
`;
}

/** Rows are drawn slice by slice. */
function checkSlices({ slices, team, reps }: PeriodReview): void {
    const collector = new IssueCollector();
    const check = (row: ReviewFigures, path: IssuePath): void => {
        for (const key of ['salesBySlice', 'callsBySlice'] as const) {
            if (row[key].length === slices.length) continue;
            const expected = `${slices.length}, one a slice`;
            collector.add('dimension-mismatch', [...path, key], `has ${row[key].length} values`, { expected });
        }
    };
    check(team, ['review', 'team']);
    reps.forEach((rep, r) => {
        check(rep, ['review', 'reps', r]);
    });
    collector.throwIfAny('renderReview');
}

interface Figure {
    readonly name: string;
    readonly value: string;
    readonly detail?: string;
}

function headline(row: ReviewFigures, words: ReviewWords, more: readonly Figure[] = []): string {
    const { intervals, adherence } = row;
    const figures: Figure[] = [
        {
            name: 'Sales',
            value: words.money(row.sales),
            detail: `${groupThousands(row.orders)} ${row.orders === 1 ? 'order' : 'orders'}`,
        },
        ...more,
        {
            name: 'Contribution',
            value: words.money(row.contribution),
            detail: `margin ${words.amount(row.margin)} less ${words.amount(row.cost)} for calls`,
        },
        {
            name: 'Calls made',
            value: showRatio(row.completion),
            detail: `${groupThousands(row.calls)} made, ${showDue(row.callsDue)} due`,
        },
        {
            name: 'Intervals kept',
            value: showRatio(intervals.adherence),
            detail: `${groupThousands(intervals.late)} late of ${groupThousands(intervals.intervals)}`,
        },
        ...(adherence === undefined
            ? []
            : [
                  {
                      name: 'As planned',
                      value: showRatio(adherence.adherence),
                      detail: `of ${groupThousands(adherence.planned)}; ${groupThousands(adherence.moved)} moved, ${groupThousands(adherence.missed)} missed`,
                  },
              ]),
        {
            name: 'At the wheel',
            value: showRatio(row.windshieldShare),
            detail: `of ${showHours(row.serviceDuration + row.travelDuration)}`,
        },
        ...(row.utilization === undefined
            ? []
            : [{ name: 'Hours used', value: showRatio(row.utilization), detail: `of ${showHours(row.utilization.whole)}` }]),
    ];
    const items = figures.map(({ name, value, detail }) => {
        const small = detail === undefined ? '' : `<small class="detail">${escapeHtml(detail)}</small>`;
        return `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}${small}</dd></div>`;
    });
    return `<dl class="headline">${items.join('')}</dl>`;
}

function findingList(findings: readonly ReviewFinding[], words: ReviewWords): string {
    if (findings.length === 0) return '<p class="muted">Nothing stands out that is more than chance.</p>';
    const items = findings.map(({ kind, message, worth, action, test }) => {
        const small = test.reading === 'small-sample' ? ' Small sample: look again before acting.' : '';
        const chance = `Chance of this if nothing is wrong, allowing for all that was looked at: ${showChance(test.adjusted)}; ${test.name}.${small}`;
        return `<li><div><h3 class="kind">${FINDING_WORDS[kind]}</h3><p>${escapeHtml(message)}.</p><p class="action">${escapeHtml(action.message)}</p></div><p class="worth">${escapeHtml(words.money(worth))} <small class="at-stake">at stake</small></p><p class="test">${escapeHtml(chance)}</p></li>`;
    });
    return `<ol class="findings">${items.join('\n')}</ol>`;
}

function praiseList({ praise }: PeriodReview): string {
    if (praise.length === 0) return '';
    const items = praise.map(({ kind, message, isCertain }) => {
        const doubt = isCertain ? '' : ' <span class="muted">(chance alone could do that)</span>';
        return `<p><span class="kind">${PRAISE_WORDS[kind]}:</span> ${escapeHtml(message)}.${doubt}</p>`;
    });
    return `<div class="praise">${items.join('')}</div>`;
}

function charts(review: PeriodReview, row: ReviewFigures, words: ReviewWords, expectedSales?: readonly number[]): string {
    const labels = review.slices.map(showDay);
    const due = review.slices.map(() => row.callsDue / review.slices.length);
    const expected = expectedSales === undefined ? {} : { expected: expectedSales };
    const line = expectedSales === undefined ? '' : ' <small class="legend">lines: at the pace of the others</small>';
    return `<div class="charts">
<figure><figcaption>Sales${line}</figcaption>${drawColumns({ title: 'Sales over the period', labels, values: row.salesBySlice, ...expected, show: (value) => words.amount(value) })}</figure>
<figure><figcaption>Calls <small class="legend">lines: due</small></figcaption>${drawColumns({ title: 'Calls over the period', labels, values: row.callsBySlice, expected: due, show: groupThousands })}</figure>
</div>`;
}

function tierTable({ tiers }: PeriodReview): string {
    if (tiers.every(({ tier }) => tier === undefined)) return '';
    const rows = tiers.map((row) => [
        row.tier ?? 'none',
        groupThousands(row.accounts),
        `${drawShare(row.coverage.value ?? 0)} ${showRatio(row.coverage)}`,
        showRatio(row.fullCoverage),
        `${groupThousands(row.calls)} / ${showDue(row.callsDue)}`,
        showRatio(row.potentialReached),
    ]);
    return table(['Tier', 'Accounts', 'Covered', 'With all due calls', 'Calls / due', 'Potential reached'], rows);
}

const EVEN = [
    ['hours', 'Hours'],
    ['calls', 'Calls'],
    ['potential', 'Potential'],
    ['sales', 'Sales'],
] as const;

function fairnessTable({ fairness, reps }: PeriodReview): string {
    if (reps.length < 2) return '';
    const rows = EVEN.flatMap(([key, name]) => {
        const figures = fairness[key];
        if (figures === undefined) return [];
        const { maxDeviation, coefficientOfVariation, gini, jain } = figures;
        return [
            [
                name,
                showRatio({ value: maxDeviation }),
                showRatio({ value: coefficientOfVariation }),
                gini.toFixed(3),
                jain.toFixed(3),
            ],
        ];
    });
    return table(['Spread over reps, by share', 'Furthest from even', 'Variation', 'Gini', 'Jain'], rows);
}

function repTable({ reps }: PeriodReview, words: ReviewWords): string {
    const rows = reps.map((rep, r) => [
        `<a href="#rep-${r + 1}">${escapeHtml(rep.name)}</a>`,
        words.amount(rep.sales),
        rep.salesIndex === undefined ? '–' : `${drawIndex(rep.salesIndex)} ${rep.salesIndex.toFixed(2)}`,
        drawSparks(rep.salesBySlice),
        showRatio(rep.completion),
        showRatio(rep.intervals.adherence),
        groupThousands((rep.serviceDuration + rep.travelDuration) / 3600),
        showRatio(rep.windshieldShare),
        words.amount(rep.contribution),
        ...(reps.some(({ quota }) => quota !== undefined)
            ? [rep.quota === undefined ? '–' : showRatio(rep.quota.attainment)]
            : []),
    ]);
    const heading = [
        'Rep',
        `Sales${words.unit}`,
        'Index',
        'Trend',
        'Calls made',
        'Intervals',
        'Hours',
        'At the wheel',
        'Contribution',
    ];
    const hasQuotas = reps.some(({ quota }) => quota !== undefined);
    const index = reps.some(({ salesIndex }) => salesIndex !== undefined)
        ? '<p class="muted">Index: sales by what the others would sell with the same potential and workload; 1 is as expected.</p>'
        : '';
    return table(hasQuotas ? [...heading, 'Quota'] : heading, rows) + index;
}

function costlyTable({ costlyAccounts, reps, findings }: PeriodReview, words: ReviewWords, repId?: string): string {
    const nameOf = new Map(reps.map(({ repId: id, name }) => [id, name]));
    const certain = new Set(findings.map(({ accountId }) => accountId));
    const own = costlyAccounts.filter((account) => repId === undefined || account.repId === repId);
    if (own.length === 0) return '';
    const rows = own
        .slice(0, MOST_ROWS)
        .map((account) => [
            `${escapeHtml(account.name)}${certain.has(account.accountId) ? '' : ' <span class="muted">(may be chance)</span>'}`,
            ...(repId === undefined
                ? [escapeHtml(account.repId === undefined ? '–' : (nameOf.get(account.repId) ?? account.repId))]
                : []),
            words.amount(account.sales),
            groupThousands(account.orders),
            groupThousands(account.calls),
            words.amount(account.cost),
            words.amount(account.contribution),
        ]);
    const heading = [`Sales${words.unit}`, 'Orders', 'Calls', 'Cost', 'Contribution'];
    const more =
        own.length > MOST_ROWS
            ? `<p class="muted">and ${own.length - MOST_ROWS} more, in the tables that come with this page</p>`
            : '';
    return table(['Account', ...(repId === undefined ? ['Rep'] : []), ...heading], rows) + more;
}

const MOST_ROWS = 25;

function repPage(review: PeriodReview, rep: ReviewedRep, r: number, words: ReviewWords): string {
    const { team } = review;
    const rest = team.salesBySlice.map((sales, s) => sales - rep.salesBySlice[s]);
    const restOfAll = team.sales - rep.sales;
    const expectedSales = rep.expectedSales ?? rep.sales;
    const expected = restOfAll > 0 ? rest.map((sales) => (expectedSales * sales) / restOfAll) : undefined;
    const own = review.findings.filter(({ repId }) => repId === rep.repId);
    const index =
        rep.salesIndex === undefined
            ? []
            : [
                  {
                      name: 'Sales index',
                      value: rep.salesIndex.toFixed(2),
                      detail: `${words.amount(rep.expectedSales ?? 0)} expected`,
                  },
              ];
    const quota =
        rep.quota === undefined
            ? []
            : [
                  {
                      name: 'Quota',
                      value: showRatio(rep.quota.attainment),
                      detail:
                          rep.quota.forecast === null
                              ? `of ${words.amount(rep.quota.quota)}`
                              : `of ${words.amount(rep.quota.quota)}; ends at ${words.amount(rep.quota.forecast)}`,
                  },
              ];
    const costly = costlyTable(review, words, rep.repId);
    const drift = review.drift[r];
    const load =
        drift?.isOutOfTolerance === true
            ? `<p class="muted">The plan asks ${showRatio({ value: Math.abs(drift.workloadIndex - 1) })} ${drift.workloadIndex > 1 ? 'more' : 'less'} work on site of this territory than of the average for its share.</p>`
            : '';
    return `<section class="page rep" id="rep-${r + 1}">
<div><h2>${escapeHtml(rep.name)}</h2><p class="muted">${groupThousands(rep.accounts)} accounts${rep.teamId === undefined ? '' : `, team ${escapeHtml(rep.teamId)}`}</p></div>
${headline(rep, words, [...index, ...quota])}
${charts(review, rep, words, expected)}
${own.length === 0 ? '<p class="muted">Nothing stands out that is more than chance.</p>' : findingList(own, words)}
${load}
${costly === '' ? '' : `<div><h3>Accounts that cost more than they brought</h3>${costly}</div>`}
</section>`;
}

function notes({ notes: lines }: PeriodReview): string {
    if (lines.length === 0) return '';
    const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`);
    return `<section class="page"><h2>Assumed, and not told</h2><ul class="notes">${items.join('')}</ul></section>`;
}

/** A table whose cells are HTML already. */
function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
    const head = heading.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
    const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
    return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
