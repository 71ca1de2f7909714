import { IssueCollector } from '../../core/index.js';
import { WEEKDAYS, type WeeklyHours } from '../../market/index.js';
import { checkWeeklyHours } from '../../market/internal.js';

const DAY_NAMES = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/**
 * Writes weekly hours as `parseWeeklyHours` reads them, days with the same windows together.
 *
 * @param hours - windows within 0 to 86,400 seconds after midnight
 * @returns `Mo-Fr 08:00-17:00; Sa 09:00-12:00`; `24/7` where all is open, `off` where nothing is
 */
export function formatWeeklyHours(hours: WeeklyHours): string {
    const collector = new IssueCollector();
    checkWeeklyHours(hours, collector);
    collector.throwIfAny('the call');
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
