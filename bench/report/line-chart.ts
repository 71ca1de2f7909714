import { linearTicks, logarithmicTicks } from './ticks.js';

/** One line of a chart. */
interface Series {
    readonly name: string;
    /** `[x, y]` in rising order of x. */
    readonly points: readonly (readonly [x: number, y: number])[];
}

/** An axis of a chart. */
interface Axis {
    readonly label: string;
    /** Default `linear`. A logarithmic axis begins at the least value above 0, and draws what lies below at its foot. */
    readonly scale?: 'linear' | 'logarithmic';
    /** Least value of a logarithmic axis; what lies below is drawn at it. */
    readonly floor?: number;
    /** Writes a tick; default the number itself. */
    readonly format?: (value: number) => string;
}

/** What {@link lineChart} draws. */
export interface LineChart {
    readonly title: string;
    readonly x: Axis;
    readonly y: Axis;
    readonly series: readonly Series[];
}

const WIDTH = 800;
const HEIGHT = 440;
const PLOT = { left: 76, right: 610, top: 48, bottom: 380 };
const LEGEND = { left: 630, top: 60, line: 20 };

// Eight colours that colour-blind people tell apart (Okabe and Ito 2008, "Color universal design"), black for the first.
const COLOURS = ['#000000', '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8a7f00'];
// What is nearer to 0 counts for 0: its neighbouring powers of ten would leave the range of numbers.
const LEAST_POSITIVE = 1e-100;
const LEAST_SPAN = 1e-9;
const DASHES = ['', '7 3', '2 3'];

/** Draws lines over one another as an SVG document that needs nothing else. */
export function lineChart({ title, x, y, series }: LineChart): string {
    const points = series.flatMap((line) => line.points);
    const across = scaleOf(
        x,
        points.map((point) => point[0]),
        PLOT.left,
        PLOT.right,
        false,
    );
    const up = scaleOf(
        y,
        points.map((point) => point[1]),
        PLOT.bottom,
        PLOT.top,
        true,
    );
    const parts = [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#222">`,
        `<title>${escapeXml(title)}</title>`,
        `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
        `<text x="${PLOT.left}" y="28" font-size="15" font-weight="600">${escapeXml(title)}</text>`,
    ];
    for (const tick of across.ticks) {
        const at = round(across.place(tick));
        parts.push(
            `<path d="M${at} ${PLOT.top}V${PLOT.bottom}" stroke="#e4e4e4"/>`,
            `<text x="${at}" y="${PLOT.bottom + 18}" text-anchor="middle">${escapeXml(formatTick(x, tick))}</text>`,
        );
    }
    for (const tick of up.ticks) {
        const at = round(up.place(tick));
        parts.push(
            `<path d="M${PLOT.left} ${at}H${PLOT.right}" stroke="#e4e4e4"/>`,
            `<text x="${PLOT.left - 8}" y="${at + 4}" text-anchor="end">${escapeXml(formatTick(y, tick))}</text>`,
        );
    }
    const middle = (PLOT.top + PLOT.bottom) / 2;
    parts.push(
        `<path d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}" fill="none" stroke="#666"/>`,
        `<text x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${escapeXml(x.label)}</text>`,
        `<text x="18" y="${middle}" text-anchor="middle" transform="rotate(-90 18 ${middle})">${escapeXml(y.label)}</text>`,
    );
    series.forEach((line, i) => {
        const dash = DASHES[Math.floor(i / COLOURS.length) % DASHES.length];
        const look = `stroke="${COLOURS[i % COLOURS.length]}" stroke-width="1.8"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}`;
        const path = line.points.map(([a, b]) => `${round(across.place(a))} ${round(up.place(b))}`).join('L');
        const height = LEGEND.top + i * LEGEND.line;
        if (path !== '') parts.push(`<path d="M${path}" fill="none" stroke-linejoin="round" stroke-linecap="round" ${look}/>`);
        parts.push(
            `<path d="M${LEGEND.left} ${height}h22" ${look}/>`,
            `<text x="${LEGEND.left + 30}" y="${height + 4}">${escapeXml(line.name)}</text>`,
        );
    });
    parts.push('</svg>');
    return `${parts.join('\n')}\n`;
}

interface Scale {
    readonly ticks: readonly number[];
    readonly place: (value: number) => number;
}

/** @param whole - whether the axis reaches from tick to tick, instead of from value to value */
function scaleOf(axis: Axis, values: readonly number[], from: number, to: number, whole: boolean): Scale {
    const isLogarithmic = axis.scale === 'logarithmic';
    const known = isLogarithmic ? values.filter((value) => value >= LEAST_POSITIVE) : values;
    let low = Math.min(...known);
    let high = Math.max(...known);
    if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = isLogarithmic ? [1, 10] : [0, 1];
    if (isLogarithmic && axis.floor !== undefined) [low, high] = [Math.max(low, axis.floor), Math.max(high, axis.floor)];
    // A span below rounding counts as 0.
    if (high - low <= LEAST_SPAN * Math.max(Math.abs(low), Math.abs(high))) high = low;
    const ticks = isLogarithmic ? logarithmicTicks(low, high) : linearTicks(low, high);
    if (whole || high === low) [low, high] = [ticks[0], ticks[ticks.length - 1]];
    const measure = isLogarithmic ? Math.log10 : (value: number): number => value;
    const span = measure(high) - measure(low);
    const slack = 1e-9 * (high - low);
    return {
        ticks: ticks.filter((tick) => tick >= low - slack && tick <= high + slack),
        place: (value) => from + ((measure(Math.max(value, low)) - measure(low)) / span) * (to - from),
    };
}

function formatTick(axis: Axis, tick: number): string {
    return axis.format === undefined ? String(tick) : axis.format(tick);
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
