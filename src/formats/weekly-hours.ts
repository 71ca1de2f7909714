import { IssueCollector, type IssuePath } from '../core/index.js';
import { DAY_SECONDS, type DayWindow, dayWindows, WEEKDAYS, type Weekday, type WeeklyHours } from '../market/index.js';

// No hours of a week are longer, and patterns need not run over a whole misplaced document.
const LONGEST = 1000;

const DAY_NAMES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/**
 * Reads weekly hours in the usual part of OpenStreetMap's `opening_hours`: `Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00; Su
 * off`.
 *
 * Also read are `24/7`, day names of three letters or in full, `8-17`, `8am-5pm`, hours without days (every day), and ends after
 * midnight as `22:00-26:00`. A later rule replaces an earlier one for its days. Windows of one day that touch or overlap become
 * one. Holidays can only be `off`: hours repeat every week.
 *
 * @param text - the hours
 * @returns windows by weekday, in seconds after midnight; a closed day is left out
 * @throws BeatplanError `invalid-input` with an `invalid-hours` issue for each rule that cannot be read,
 * `inverted-window` for each window that closes before it opens
 * @see https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 *
 * @example
 * ```ts
 * parseWeeklyHours('Mo-Fr 08:00-17:00').mon; // [[28800, 61200]]
 * ```
 */
export function parseWeeklyHours(text: string): WeeklyHours {
    const collector = new IssueCollector();
    const hours = readWeeklyHours(text, [], collector);
    collector.throwIfAny(`The hours '${text}'`);
    return hours;
}

/** As {@link parseWeeklyHours}, with issues at `path` in a collector instead of an error. */
export function readWeeklyHours(text: string, path: IssuePath, collector: IssueCollector): WeeklyHours {
    const week: DayWindow[][] = WEEKDAYS.map(() => []);
    const overflow: DayWindow[][] = WEEKDAYS.map(() => []);
    const fail = (rule: string): void => {
        collector.add('invalid-hours', path, 'cannot be read as hours', {
            received: rule,
            expected: "'Mo-Fr 08:00-17:00; Sa 09:00-12:00'",
        });
    };
    const rules = text
        .split(';')
        .map((rule) => rule.trim())
        .filter((rule) => rule !== '');
    if (rules.length === 0 || text.length > LONGEST) {
        fail(text);
        return {};
    }
    for (const rule of rules) {
        if (/^(PH|SH)(\s*,\s*(PH|SH))*\s+(off|closed)$/i.test(rule)) continue;
        // A comma before a day name adds a rule instead of replacing one: 'Mo-Fr 08:00-12:00, We 14:00-18:00'.
        const parts = rule.split(/(?<=\d\s*(?:[ap]m)?|off|closed)\s*,\s*(?=[a-z])/i);
        for (let i = 0; i < parts.length; i++) {
            const read = readRule(parts[i]);
            if (read === undefined) {
                fail(parts[i]);
                continue;
            }
            const inverted = read.windows.find(([open, close]) => close <= open);
            if (inverted !== undefined) {
                const hint = 'write hours that end after midnight as 22:00-26:00';
                collector.add('inverted-window', path, 'closes before it opens', { received: parts[i], hint });
                continue;
            }
            for (const day of read.days) {
                if (i === 0) {
                    week[day] = [];
                    overflow[day] = [];
                }
                for (const [open, close] of read.windows) {
                    if (open < DAY_SECONDS) week[day].push([open, Math.min(close, DAY_SECONDS)]);
                    if (close > DAY_SECONDS) overflow[day].push([Math.max(open - DAY_SECONDS, 0), close - DAY_SECONDS]);
                }
            }
        }
    }
    const hours: Partial<Record<Weekday, readonly DayWindow[]>> = {};
    for (let day = 0; day < 7; day++) {
        const weekday = WEEKDAYS[day];
        const windows = dayWindows({ [weekday]: [...week[day], ...overflow[(day + 6) % 7]] }, weekday);
        if (windows.length > 0) hours[weekday] = windows;
    }
    return hours;
}

interface Rule {
    readonly days: readonly number[];
    readonly windows: readonly DayWindow[];
}

const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];
const DAY = '[a-z]{2,9}\\.?';
const DASH = '\\s*(?:-|–|to)\\s*';
const DAYS = new RegExp(`^${DAY}(?:${DASH}${DAY})?(?:\\s*,\\s*${DAY}(?:${DASH}${DAY})?)*(?=[\\s:\\d]|$)\\s*:?`, 'i');

function readRule(rule: string): Rule | undefined {
    if (/^24\s*\/\s*7$/.test(rule)) return { days: EVERY_DAY, windows: [[0, DAY_SECONDS]] };
    const isClosed = /^(off|closed)$/i.test(rule);
    const head = isClosed ? '' : (DAYS.exec(rule)?.[0] ?? '');
    const days = head === '' ? EVERY_DAY : readDays(head.replace(/[\s:]+$/, ''));
    const rest = rule.slice(head.length).trim();
    if (days === undefined || rest === '') return undefined;
    if (/^(off|closed)$/i.test(rest)) return { days, windows: [] };
    const windows: DayWindow[] = [];
    for (const span of rest.split(',')) {
        const window = readSpan(span.trim());
        if (window === undefined) return undefined;
        windows.push(window);
    }
    return { days, windows };
}

function readDays(text: string): number[] | undefined {
    const days: number[] = [];
    for (const part of text.split(',')) {
        const names = part.trim().split(new RegExp(DASH, 'i'));
        const first = dayOf(names[0]);
        const last = dayOf(names.at(-1) ?? '');
        if (first < 0 || last < 0) return undefined;
        // 'Sa-Mo' runs over the end of the week.
        for (let day = first; ; day = (day + 1) % 7) {
            days.push(day);
            if (day === last) break;
        }
    }
    return days;
}

const FULL_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function dayOf(name: string): number {
    const word = name.trim().toLowerCase().replace(/\.$/, '');
    return word.length < 2 ? -1 : FULL_NAMES.findIndex((full) => full.startsWith(word));
}

const SPAN = new RegExp(`^(${'\\d[^-–]*?'})${DASH}(\\d.*)$`, 'i');

function readSpan(text: string): DayWindow | undefined {
    const ends = SPAN.exec(text);
    if (ends === null) return undefined;
    const open = readClock(ends[1]);
    const close = readClock(ends[2]);
    return open === undefined || close === undefined ? undefined : [open, close];
}

// 8, 08, 8:30, 08:30, 08:30:15, 8am, 8:30 pm; up to 48:00.
function readClock(text: string): number | undefined {
    const parts = /^(\d{1,2})(?::([0-5]\d))?(?::([0-5]\d))?\s*(am|pm)?$/i.exec(text.trim());
    if (parts === null) return undefined;
    const half = parts[4]?.toLowerCase();
    let hour = Number(parts[1]);
    if (half !== undefined) {
        if (hour < 1 || hour > 12) return undefined;
        hour = (hour % 12) + (half === 'pm' ? 12 : 0);
    }
    const seconds = hour * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0);
    return seconds <= 2 * DAY_SECONDS ? seconds : undefined;
}

/**
 * Writes weekly hours as {@link parseWeeklyHours} reads them, days with the same windows together.
 *
 * @param hours - windows within 0 to 86,400 seconds after midnight
 * @returns `Mo-Fr 08:00-17:00; Sa 09:00-12:00`; `24/7` where all is open, `off` where nothing is
 */
export function formatWeeklyHours(hours: WeeklyHours): string {
    const texts = WEEKDAYS.map((day) => (hours[day] ?? []).map(([open, close]) => `${clock(open)}-${clock(close)}`).join(','));
    if (texts.every((text) => text === '00:00-24:00')) return '24/7';
    const rules: string[] = [];
    for (const text of new Set(texts)) if (text !== '') rules.push(`${dayRuns(texts, text)} ${text}`);
    return rules.length === 0 ? 'off' : rules.join('; ');
}

function dayRuns(texts: readonly string[], text: string): string {
    const runs: string[] = [];
    for (let day = 0; day < 7; day++) {
        if (texts[day] !== text) continue;
        const first = day;
        while (texts[day + 1] === text) day++;
        runs.push(first === day ? DAY_NAMES[day] : `${DAY_NAMES[first]}${day === first + 1 ? ',' : '-'}${DAY_NAMES[day]}`);
    }
    return runs.join(',');
}

function clock(seconds: number): string {
    const pad = (value: number): string => String(value).padStart(2, '0');
    const whole = Math.round(seconds);
    const rest = whole % 60;
    return `${pad(Math.floor(whole / 3600))}:${pad(Math.floor(whole / 60) % 60)}${rest === 0 ? '' : `:${pad(rest)}`}`;
}
