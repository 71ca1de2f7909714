/** One line of the table of comparisons. */
export interface ComparisonRow {
    readonly what: string;
    readonly peer: string;
    readonly oursSeconds: number;
    readonly theirsSeconds: number;
    /** Our time as a share of theirs: the median of the pairs that ran one after the other. */
    readonly ratio: number;
    readonly must: number;
    readonly aim: number;
    readonly oursMegabytes: number;
    readonly theirsMegabytes: number;
    readonly agrees: boolean;
}

/** One line of the table of growth. */
export interface GrowthRow {
    readonly what: string;
    readonly seconds: readonly { readonly count: number; readonly seconds: number }[];
    /** How much the time for a million exceeds what n log n foretells from ten thousand. */
    readonly excess: number;
}

/** A ratio as people say it: `0.62x`, `1/24` for small ones. */
export function showRatio(ratio: number): string {
    return ratio < 0.2 ? `1/${(1 / ratio).toFixed(1)}` : `${ratio.toFixed(2)}x`;
}

const seconds = (value: number): string => (value < 0.0995 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`);

/** The tables in Markdown. */
export function writeMarkdown(rows: readonly ComparisonRow[], growth: readonly GrowthRow[], machine: string): string {
    const lines = [
        '# Spatial indexes beside their peers',
        '',
        `\`npm run bench -- spatial --data FOLDER\`, ${machine}. Processor time on one core, best round of each process; both sides take turns in`,
        'processes of their own, and the ratio is the median of the pairs.',
        '',
        '| work | beatplan | peer | takes | ratio | must | aim | memory | peer memory | same answers |',
        '|---|---:|---|---:|---:|---:|---:|---:|---:|---|',
    ];
    for (const row of rows) {
        const cells = [
            row.what,
            seconds(row.oursSeconds),
            row.peer,
            seconds(row.theirsSeconds),
            `**${showRatio(row.ratio)}**`,
            showRatio(row.must),
            showRatio(row.aim),
            `${row.oursMegabytes.toFixed(0)} MB`,
            `${row.theirsMegabytes.toFixed(0)} MB`,
            row.agrees ? 'yes' : 'no',
        ];
        lines.push(`| ${cells.join(' | ')} |`);
    }
    if (growth.length === 0) return `${lines.join('\n')}\n`;
    lines.push(
        '',
        '## Growth',
        '',
        `| work | ${(growth[0]?.seconds ?? []).map(({ count }) => count.toLocaleString('en')).join(' | ')} | times n log n |`,
    );
    lines.push(`|---|${(growth[0]?.seconds ?? []).map(() => '---:|').join('')}---:|`);
    for (const row of growth) {
        lines.push(`| ${row.what} | ${row.seconds.map((one) => seconds(one.seconds)).join(' | ')} | ${row.excess.toFixed(2)} |`);
    }
    return `${lines.join('\n')}\n`;
}

/** A bar for each comparison: how many times as long the peer takes, on a logarithmic scale. */
export function writeSvg(rows: readonly ComparisonRow[]): string {
    const width = 760;
    const left = 430;
    const most = Math.max(2, ...rows.map(({ ratio }) => 1 / ratio));
    const bars = rows.map(({ what, ratio }, i) => {
        const length = Math.max(2, ((width - left - 70) * Math.log(Math.max(1, 1 / ratio))) / Math.log(most));
        const y = 30 + 26 * i;
        return [
            `<text x="${left - 8}" y="${y + 13}" text-anchor="end">${escapeText(what)}</text>`,
            `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="18" fill="#2a6f97"/>`,
            `<text x="${(left + length + 6).toFixed(1)}" y="${y + 13}">${(1 / ratio).toFixed(1)}x</text>`,
        ].join('');
    });
    const height = 40 + 26 * rows.length;
    const title = '<text x="8" y="18" font-weight="bold">times as long as beatplan takes</text>';
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">${title}${bars.join('')}</svg>\n`;
}

function escapeText(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
