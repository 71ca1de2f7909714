import { escapeHtml } from './escape.js';

/** A row of columns over time, with what was to be expected of each. */
export interface ColumnChart {
    /** What is shown, for those who cannot see it. */
    readonly title: string;
    /** Below the columns; as many as values. */
    readonly labels: readonly string[];
    readonly values: readonly number[];
    /** A tick at each column; default none. */
    readonly expected?: readonly number[];
    readonly show: (value: number) => string;
}

const WIDTH = 480;
const HEIGHT = 150;
const LEFT = 8;
const TOP = 16;
const BOTTOM = 20;
// Labels that stand side by side at this width.
const MOST_LABELS = 12;

/** Draws columns as SVG that scales with its box; colours are those of the page's style sheet. */
export function drawColumns({ title, labels, values, expected, show }: ColumnChart): string {
    const count = values.length;
    const most = Math.max(...values, ...(expected ?? []), 0);
    const scale = most > 0 ? (HEIGHT - TOP - BOTTOM) / most : 0;
    const step = (WIDTH - 2 * LEFT) / Math.max(1, count);
    const base = HEIGHT - BOTTOM;
    const every = Math.ceil(count / MOST_LABELS);
    const parts = values.map((value, i) => {
        const height = Math.max(0, value) * scale;
        const x = LEFT + i * step;
        const named = `${labels[i]}: ${show(value)}${expected === undefined ? '' : `, expected ${show(expected[i])}`}`;
        const column = `<rect class="column" x="${fixed(x + 0.14 * step)}" y="${fixed(base - height)}" width="${fixed(0.72 * step)}" height="${fixed(height)}"><title>${escapeHtml(named)}</title></rect>`;
        const tick =
            expected === undefined
                ? ''
                : `<line class="tick" x1="${fixed(x + 0.06 * step)}" x2="${fixed(x + 0.94 * step)}" y1="${fixed(base - expected[i] * scale)}" y2="${fixed(base - expected[i] * scale)}"/>`;
        const label =
            i % every === 0
                ? `<text class="label" x="${fixed(x + step / 2)}" y="${HEIGHT - 5}" text-anchor="middle">${escapeHtml(labels[i])}</text>`
                : '';
        return column + tick + label;
    });
    const axis = `<line class="axis" x1="${LEFT}" x2="${WIDTH - LEFT}" y1="${base}" y2="${base}"/>`;
    const top = `<text class="label" x="${LEFT}" y="11">${escapeHtml(show(most))}</text>`;
    return `<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${top}${parts.join('')}${axis}</svg>`;
}

/** A bar from the middle: to the right above 1, to the left below; at most half as much again or less is drawn. */
export function drawIndex(index: number): string {
    const reach = Math.max(-0.5, Math.min(0.5, index - 1));
    const side = reach < 0 ? 'below' : 'above';
    const x = fixed(reach < 0 ? 50 + 100 * reach : 50);
    return `<svg class="index ${side}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect x="${x}" y="1" width="${fixed(Math.abs(100 * reach))}" height="8"/><line x1="50" x2="50" y1="0" y2="10"/></svg>`;
}

/** A bar of a share, 0 to 1. */
export function drawShare(share: number): string {
    const width = fixed(100 * Math.max(0, Math.min(1, share)));
    return `<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="whole" x="0" y="2" width="100" height="6"/><rect x="0" y="2" width="${width}" height="6"/></svg>`;
}

/** Columns without labels, to stand in a table. */
export function drawSparks(values: readonly number[]): string {
    const most = Math.max(...values, 0);
    const step = 100 / Math.max(1, values.length);
    const columns = values.map((value, i) => {
        const height = most > 0 ? (20 * Math.max(0, value)) / most : 0;
        return `<rect x="${fixed(i * step + 0.1 * step)}" y="${fixed(20 - height)}" width="${fixed(0.8 * step)}" height="${fixed(height)}"/>`;
    });
    return `<svg class="sparks" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">${columns.join('')}</svg>`;
}

function fixed(value: number): string {
    return String(Number(value.toFixed(2)));
}
