import type { Job, Measurement } from './jobs.js';
import type { Section } from './plan.js';

/** A job with the middle one of its measurements. */
export interface Result extends Measurement {
    readonly job: Job;
    readonly runs: number;
}

/** A section with its results, in the order of its jobs. */
export interface SectionResult {
    readonly section: Section;
    readonly results: readonly Result[];
}

/** How much longer than the first line it took, at the same number of points; below 1 is faster. */
export function ratioOf({ section, results }: SectionResult, result: Result): number {
    const at = section.compareAt;
    if (section.isGrowth === true) {
        const perPoint = ({ seconds, points }: Result): number => seconds / (points * Math.log(points));
        return perPoint(result) / perPoint(results[0]);
    }
    const scale = at === undefined || result.job.name === results[0].job.name ? 1 : (at / result.points) ** 2;
    return (result.seconds * scale) / results[0].seconds;
}

/** Whether a ratio compares work on other numbers of points than were measured. */
function isEstimated({ section, results }: SectionResult, { job, points }: Result): boolean {
    return section.compareAt !== undefined && job.name !== results[0].job.name && points < section.compareAt;
}

/** All sections as one Markdown page. */
export function toMarkdown(all: readonly SectionResult[], head: string): string {
    return `${head}\n${all.map(sectionTable).join('\n')}`;
}

function sectionTable(all: SectionResult): string {
    const { section, results } = all;
    // What is found in more points is no comparison.
    const keys = section.isGrowth === true ? [] : [...new Set(results.flatMap(({ found }) => Object.keys(found)))];
    const rows = results.map((result) => [
        result.job.name,
        result.points.toLocaleString('en'),
        result.first.toFixed(2),
        result.seconds.toFixed(2),
        `${isEstimated(all, result) ? 'about ' : ''}${ratioOf(all, result).toFixed(2)}x`,
        result.memory.toFixed(0),
        ...keys.map((key) => showFound(key, result, results)),
    ]);
    const header = ['', 'points', 'first', 'again', section.isGrowth === true ? 'per n log n' : 'time', 'MB', ...keys];
    const lines = [header, header.map((_, k) => (k === 0 ? '---' : '--:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return [`## ${section.title}`, '', section.note, '', ...lines, ''].join('\n');
}

function showFound(key: string, { found, job }: Result, [first]: readonly Result[]): string {
    const value = found[key];
    if (value === undefined) return '';
    if (key === 'deviation') return `${(100 * value).toFixed(3)} %`;
    if (key !== 'inertia') return value.toLocaleString('en');
    // Plane and sphere have different units.
    const isOnSphere = (name: string): boolean => name.includes('sphere') || name.startsWith('balance');
    if (isOnSphere(job.name) !== isOnSphere(first.job.name)) return value.toExponential(4);
    const change = 100 * (value / first.found[key] - 1);
    return `${value.toExponential(4)} (${change >= 0 ? '+' : ''}${change.toFixed(1)} %)`;
}

const BAR = 18;
const WIDTH = 860;
const LABEL = 330;

/** How much faster than each peer, as bars on a logarithmic scale. */
export function toSvg(all: readonly SectionResult[]): string {
    const bars = all
        .filter(({ section }) => section.isGrowth !== true && !section.title.startsWith('Balanced'))
        .flatMap((entry) =>
            entry.results
                .filter(({ job }) => job.name !== entry.results[0].job.name && !job.name.includes('sphere'))
                // From a hundredth of the points, an estimate is worth no picture.
                .filter(({ points }) => points * 10 >= (entry.section.compareAt ?? 0))
                .map((result) => ({ label: `${result.job.name}: ${entry.section.title}`, ratio: ratioOf(entry, result) })),
        );
    const most = Math.max(10, ...bars.map(({ ratio }) => ratio));
    const scale = (WIDTH - LABEL - 70) / Math.log10(most);
    const rows = bars.map(({ label, ratio }, k) => {
        const y = 30 + k * (BAR + 6);
        const width = Math.max(1, scale * Math.log10(Math.max(1, ratio)));
        return [
            `<text x="${LABEL - 8}" y="${y + 13}" text-anchor="end">${label.replaceAll('&', '&amp;')}</text>`,
            `<rect x="${LABEL}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="#2a6f97"/>`,
            `<text x="${(LABEL + width + 6).toFixed(1)}" y="${y + 13}">${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}x</text>`,
        ].join('');
    });
    const height = 40 + bars.length * (BAR + 6);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">`,
        '<title>How many times faster clustering is than other packages</title>',
        `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
        `<text x="${LABEL}" y="18">time of the peer / time of beatplan (logarithmic)</text>`,
        ...rows,
        '</svg>',
        '',
    ].join('\n');
}
