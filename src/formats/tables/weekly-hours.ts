import { assertArguments, IssueCollector, type IssuePath, showValue } from '../../core/index.js';
import { type DayWindow, dayWindows, WEEKDAYS, type Weekday, type WeeklyHours } from '../../market/index.js';
import { DAY_SECONDS } from '../../market/internal.js';
import { textSchema } from './check-arguments.js';
import { readHoursRule } from './hours-rule.js';
import { readTokens } from './hours-tokens.js';
import { findDays } from './hours-words.js';

// No hours of a week are longer, and a misplaced document need not be read.
const LONGEST = 1000;

/**
 * Reads weekly hours as people and OpenStreetMap's `opening_hours` write them: `Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00; Su
 * off`, `Friday: 11:30 AM - 2:30 PM, 5:00 - 10:00 PM`, `Mo.-Fr. 8.30-12.00 Uhr`.
 *
 * Also read are `24/7`, `always`, `24 hours`, `noon`, `midnight`, hours without days (every day), day names of several languages, and ends
 * after midnight as `22:00-26:00` or `22:00-02:00`. After a semicolon, a later rule replaces an earlier one for its days; after a
 * comma, it adds to it. Windows of one day that touch or overlap become one. Hours of holidays are passed over where the days have
 * the same, and may be `off`, since hours repeat every week. What can be meant in two ways is refused: `9-5`, `9 AM - 11`.
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
    assertArguments('the call', { text: textSchema }, { text });
    const collector = new IssueCollector();
    const hours = readWeeklyHours(text, [], collector);
    collector.throwIfAny(`The hours ${showValue(text)}`);
    return hours;
}

/** As {@link parseWeeklyHours}, with issues at `path` in a collector instead of an error. */
export function readWeeklyHours(text: string, path: IssuePath, collector: IssueCollector): WeeklyHours {
    const week: DayWindow[][] = WEEKDAYS.map(() => []);
    const overflow: DayWindow[][] = WEEKDAYS.map(() => []);
    const fail = (received: string, hint?: string): void => {
        const expected = "'Mo-Fr 08:00-17:00; Sa 09:00-12:00'";
        collector.add('invalid-hours', path, 'cannot be read as hours', {
            received,
            expected,
            ...(hint === undefined ? {} : { hint }),
        });
    };
    if (text.length > LONGEST || text.replace(/[;|\s]/g, '') === '') {
        fail(text);
        return {};
    }
    if (/^\s*(?:(?:open\s+)?24\s*\/\s*7|always(?:\s+open)?)\s*;?\s*$/i.test(text)) {
        return Object.fromEntries(WEEKDAYS.map((day) => [day, [[0, DAY_SECONDS]]]));
    }
    // Lines and bars divide as semicolons do, but their author does not mean that later ones replace earlier ones.
    const rules = [...text.matchAll(/([^;|\n\r]*)([;|\n\r]?)/g)].filter(([, rule]) => rule.trim() !== '');
    const read = rules.map((match) => ({ text: match[1], ...readTokens(joinPhrases(match[1]), match.index) }));
    const words = read.flatMap(({ tokens }) => tokens.flatMap((token) => (token.kind === 'word' ? [token.text] : [])));
    const isTwelve = read.some(({ tokens }) => tokens.some((token) => token.kind === 'time' && token.half !== undefined));
    const days = findDays(words);
    const isReplacing = !/[|\n\r]/.test(text.trim());
    const named = new Set<number>();
    let isEmpty = true;
    for (const rule of read) {
        const received = rule.text.trim();
        const segments = rule.faultAt ?? readHoursRule(rule.tokens, days, isTwelve, named.size > 0);
        if (typeof segments === 'number') {
            isEmpty = false;
            fail(received, hintAt(text, segments));
            continue;
        }
        if (segments === 'inverted') {
            isEmpty = false;
            const isTwoWay = rule.tokens.every(
                (token) => token.kind !== 'time' || (token.hour <= 12 && token.half === undefined),
            );
            const hint = isTwoWay
                ? 'write the afternoon as 9am-5pm or 09:00-17:00'
                : 'write hours that end after midnight as 22:00-26:00';
            collector.add('inverted-window', path, 'closes before it opens', { received, hint });
            continue;
        }
        const isTaken = (day: number): boolean => named.has(day) && week[day].length > 0;
        if (!isReplacing && segments.some(({ days: own, windows }) => windows.length > 0 && own.some(isTaken))) {
            fail(
                received,
                'gives hours to a day that has some: name each day once, or divide by semicolons, after which later hours replace',
            );
            continue;
        }
        isEmpty &&= segments.length === 0;
        segments.forEach(({ days: own, windows }, i) => {
            for (const day of own) {
                named.add(day);
                // What follows a comma adds to the days before, unless it closes them.
                if (i === 0 || windows.length === 0) {
                    week[day] = [];
                    overflow[day] = [];
                }
                for (const [open, close] of windows) {
                    if (open < DAY_SECONDS) week[day].push([open, Math.min(close, DAY_SECONDS)]);
                    if (close > DAY_SECONDS) overflow[day].push([Math.max(open - DAY_SECONDS, 0), close - DAY_SECONDS]);
                }
            }
        });
    }
    if (isEmpty) fail(text.trim(), 'says nothing of the days of a week');
    const hours: Partial<Record<Weekday, readonly DayWindow[]>> = {};
    for (let day = 0; day < 7; day++) {
        const weekday = WEEKDAYS[day];
        const windows = dayWindows({ [weekday]: [...week[day], ...overflow[(day + 6) % 7]] }, weekday);
        if (windows.length > 0) hours[weekday] = windows;
    }
    return hours;
}

// Several words that mean one; of the same length, so that places in the text stay.
function joinPhrases(rule: string): string {
    const every =
        /\b(?:every|each) day\b|\b7 days(?: a week)?\b|\bjeden tag\b|\btous les jours\b|\btodos los d[ií]as\b|\btutti i giorni\b/gi;
    return rule
        .replace(every, (phrase) => 'daily'.padEnd(phrase.length))
        .replace(/\bt\/m\b|\btot en met\b/gi, (phrase) => '-'.padEnd(phrase.length));
}

function hintAt(text: string, at: number): string {
    const rest = text.slice(at).trim();
    if (rest === '') return 'something is missing at the end';
    return `not clear from '${rest.length > 30 ? `${rest.slice(0, 30)}…` : rest}' on, at character ${at + 1}`;
}
