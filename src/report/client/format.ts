import type { DistanceUnit } from '../report-data.js';

const MILLISECONDS_PER_DAY = 86_400_000;
const METRES_PER_MILE = 1609.344;
const LOCALE = 'en-US';

const WHOLE: Intl.NumberFormat = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const ONE_DECIMAL: Intl.NumberFormat = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const COMPACT: Intl.NumberFormat = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumSignificantDigits: 3 });

/** `1,386`. */
export function formatCount(value: number): string {
    return WHOLE.format(value);
}

/** `8.4`. */
export function formatDecimal(value: number): string {
    return ONE_DECIMAL.format(value);
}

/** `1.24M`. */
export function formatCompact(value: number): string {
    return COMPACT.format(value);
}

/** `98.9%`, `100%`; all and nothing are never said of less and more. */
export function formatShare(share: number): string {
    if (share === 0 || share === 1) return `${share * 100}%`;
    const percent = share * 100;
    const isPart = share > 0 && share < 1;
    return `${ONE_DECIMAL.format(isPart ? Math.min(99.9, Math.max(0.1, percent)) : percent)}%`;
}

/** `07:05`; a time past midnight says so: `00:30 (+1)`. */
export function formatClock(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    const day = Math.floor(minutes / 1440);
    const within = minutes - day * 1440;
    const clock = `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
    return day === 0 ? clock : `${clock} (${day > 0 ? '+' : '−'}${Math.abs(day)})`;
}

/** `45 min`, `3 h 12 min`, `2 h`. */
export function formatDuration(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    const rest = minutes % 60;
    const hours = `${formatCount(Math.floor(minutes / 60))} h`;
    return rest === 0 ? hours : `${hours} ${rest} min`;
}

/** `18.2 mi`, `240 km`. */
export function formatDistance(metres: number, unit: DistanceUnit): string {
    const value = unit === 'mi' ? metres / METRES_PER_MILE : metres / 1000;
    return `${value < 9.95 ? formatDecimal(value) : formatCount(value)} ${unit}`;
}

/** How {@link formatDay} writes a date. */
export type DayForm = 'weekday' | 'number' | 'short' | 'long' | 'full' | 'year';

const DAY_FORMS: Readonly<Record<DayForm, Intl.DateTimeFormat>> = {
    weekday: dayFormat({ weekday: 'short' }),
    number: dayFormat({ day: 'numeric' }),
    short: dayFormat({ month: 'short', day: 'numeric' }),
    long: dayFormat({ weekday: 'short', month: 'short', day: 'numeric' }),
    full: dayFormat({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
    year: dayFormat({ year: 'numeric' }),
};

function dayFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });
}

/**
 * Writes a date.
 *
 * @param start - first day of the period, `YYYY-MM-DD`
 * @param day - days after it
 */
export function formatDay(start: string, day: number, form: DayForm): string {
    return DAY_FORMS[form].format(new Date(Date.parse(start) + day * MILLISECONDS_PER_DAY));
}

/** `Jan 4 – Jan 31, 2027`, with both years where they differ. */
export function formatPeriod(start: string, weeks: number): string {
    const last = Math.max(1, weeks * 7) - 1;
    const year = (day: number): string => formatDay(start, day, 'year');
    const from = formatDay(start, 0, 'short') + (year(0) === year(last) ? '' : `, ${year(0)}`);
    return `${from} – ${formatDay(start, last, 'short')}, ${year(last)}`;
}

/** `1 visit`, `3 visits`. */
export function formatNumberOf(count: number, singular: string, plural: string = `${singular}s`): string {
    return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
