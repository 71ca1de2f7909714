import { element, paint } from './dom.js';
import { formatCount, formatDay, formatNumberOf } from './format.js';
import { colorOfRep, findDay, type Report } from './report.js';
import type { SelectionStore } from './selection.js';

/** A week: a button a day, with the number of visits and a bar for how long the day is. */
export function weekStrip(report: Report, store: SelectionStore, week: number): HTMLElement {
    const { rep, day } = store.current;
    const { start } = report.data;
    const strip = element('div', { class: 'week', role: 'group', 'aria-label': `Week ${week + 1}` });
    const longest = longestDay(report);
    for (let weekday = 0; weekday < report.daysPerWeek; weekday++) {
        const date = week * 7 + weekday;
        const rows = rep >= 0 ? [findDay(report, rep, date)] : report.reps.map(({ index }) => findDay(report, index, date));
        const worked = rows.filter((row) => row !== undefined);
        const visits = worked.reduce((sum, { stops }) => sum + stops.length, 0);
        const hours = worked.reduce((sum, row) => sum + row.end - row.start, 0) / Math.max(1, worked.length);
        const fill = element('span', { class: 'week-fill' });
        fill.style.width = `${longest === 0 ? 0 : Math.min(100, (hours / longest) * 100)}%`;
        paint(fill, colorOfRep(report, rep));
        strip.append(
            element(
                'button',
                {
                    type: 'button',
                    class: 'week-day',
                    id: `day-${date}`,
                    'data-day': date,
                    disabled: visits === 0,
                    'aria-pressed': String(date === day),
                    'aria-label': `${formatDay(start, date, 'full')}, ${formatNumberOf(visits, 'visit')}`,
                    onclick: () => store.select({ day: date }),
                },
                element('span', { class: 'week-name' }, formatDay(start, date, 'weekday')),
                element('span', { class: 'week-date' }, formatDay(start, date, 'number')),
                element('span', { class: 'week-visits' }, ...visitLabel(visits)),
                element('span', { class: 'week-bar' }, fill),
            ),
        );
    }
    return strip;
}

// The word gives way where the window is narrow; the button's label keeps it.
function visitLabel(visits: number): (Node | string)[] {
    if (visits === 0) return ['–'];
    return [formatCount(visits), element('span', { class: 'week-unit' }, visits === 1 ? ' visit' : ' visits')];
}

function longestDay({ days }: Report): number {
    let longest = 0;
    for (const { start, end } of days) longest = Math.max(longest, end - start);
    return longest;
}
