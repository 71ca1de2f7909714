import type { DayRow, StopRow } from '../unpack.js';
import { dayTimeline } from './day-timeline.js';
import { element, paint, swatch } from './dom.js';
import { formatClock, formatCount, formatDay, formatDistance, formatDuration, formatNumberOf } from './format.js';
import type { MapView } from './map-view.js';
import { colorOfRep, findDay, type Report } from './report.js';
import type { Selection, SelectionStore } from './selection.js';
import { weekStrip } from './week-strip.js';

/** The day picker, the week, and the day's stops with their times; without a rep, the day of each rep in a line. */
export function showRoutes(target: HTMLElement, report: Report, store: SelectionStore, map: MapView): void {
    if (report.workingDays.length === 0) {
        target.append(element('p', { class: 'empty' }, 'This plan has no routes.'));
        return;
    }
    const draw = (selection: Selection): void => {
        const { rep, day } = selection;
        const hadFocus = document.activeElement?.id ?? '';
        const row = findDay(report, rep, day);
        const content: Node[] = [dayPicker(report, store)];
        if (rep >= 0 && row === undefined)
            content.push(element('p', { class: 'empty' }, 'This rep has no visits in the period.'));
        else {
            content.push(...weeksShown(report, store.current).map((week) => weekStrip(report, store, week)));
            content.push(...(row === undefined ? everybodysDay(report, store, day) : repsDay(report, row, map)));
        }
        target.replaceChildren(...content);
        // The buttons are new: a reader who steps through the days keeps the place.
        if (hadFocus !== '') document.getElementById(hadFocus)?.focus({ preventScroll: true });
    };
    draw(store.current);
    store.listen(draw);
}

function weeksShown(report: Report, { day, span }: Selection): number[] {
    const week = Math.floor(Math.max(0, day) / 7);
    if (span === 'week') return [week];
    const last = report.workingDays.at(-1) ?? 0;
    return Array.from({ length: Math.max(report.data.weeks, 1 + Math.floor(last / 7)) }, (_, index) => index);
}

function spanToggle(store: SelectionStore): HTMLElement {
    const isMonth = store.current.span === 'month';
    const attributes = { type: 'button', class: 'quiet', id: 'all-weeks', 'aria-pressed': String(isMonth) };
    return element('button', { ...attributes, onclick: () => store.select({ span: isMonth ? 'week' : 'month' }) }, 'All weeks');
}

function dayPicker(report: Report, store: SelectionStore): HTMLElement {
    const { rep, day } = store.current;
    const days = store.workingDays();
    const at = days.indexOf(day);
    const { start, weeks } = report.data;
    const select = element('select', { id: 'day-picker', 'aria-label': 'Day' });
    for (let week = 0; week < Math.max(weeks, 1 + Math.floor((days[days.length - 1] ?? 0) / 7)); week++) {
        const group = element('optgroup', { label: `Week ${week + 1}` });
        for (const option of days) {
            if (Math.floor(option / 7) !== week) continue;
            group.append(
                element('option', { value: String(option), selected: option === day }, formatDay(start, option, 'long')),
            );
        }
        if (group.childElementCount > 0) select.append(group);
    }
    select.disabled = days.length === 0;
    select.addEventListener('change', () => store.select({ day: Number(select.value) }));
    const step = (id: string, sign: string, title: string, to: number): HTMLElement => {
        const isPossible = at >= 0 && days[to] !== undefined;
        const attributes = { type: 'button', class: 'step', id, title, 'aria-label': title, disabled: !isPossible };
        return element('button', { ...attributes, onclick: () => store.select({ day: days[to] }) }, sign);
    };
    const who = rep < 0 ? 'All reps' : report.reps[rep].name;
    return element(
        'div',
        { class: 'day-row' },
        step('previous-day', '‹', 'Previous day', at - 1),
        element('span', { class: 'select day-select' }, select),
        step('next-day', '›', 'Next day', at + 1),
        weeks > 1 ? spanToggle(store) : undefined,
        element('span', { class: 'print-only' }, who),
    );
}

function repsDay(report: Report, row: DayRow, map: MapView): Node[] {
    const { distanceUnit, start } = report.data;
    const color = colorOfRep(report, row.rep);
    const summary = element('dl', { class: 'summary' });
    const addFigure = (term: string, value: string): void => {
        summary.append(element('div', {}, element('dt', {}, term), element('dd', {}, value)));
    };
    addFigure('Visits', formatCount(row.stops.length));
    addFigure('Distance', formatDistance(row.distance, distanceUnit));
    addFigure('Driving', formatDuration(row.travel));
    addFigure('On site', formatDuration(row.service));
    const list = element('ol', { class: 'stops', 'aria-label': `Stops on ${formatDay(start, row.day, 'full')}` });
    list.append(...row.stops.map((stop, index) => stopItem(report, stop, index, color, map)));
    const last = row.stops[row.stops.length - 1];
    const back = row.travel - row.stops.reduce((sum, { travel }) => sum + travel, 0);
    const leave = element(
        'p',
        { class: 'home-line' },
        element('time', {}, formatClock(row.start)),
        element('span', {}, 'Leave home'),
    );
    const arrive = element(
        'p',
        { class: 'home-line' },
        element('time', {}, formatClock(row.end)),
        element('span', {}, last !== undefined && back > 0 ? `Home again, ${formatDuration(back)} drive` : 'Home again'),
    );
    return [summary, dayTimeline(row, color), element('div', { class: 'itinerary' }, leave, list, arrive)];
}

function stopItem(report: Report, stop: StopRow, index: number, color: number | undefined, map: MapView): HTMLElement {
    const account = report.accounts[stop.account];
    const number = element('span', { class: 'stop-number' }, String(index + 1));
    paint(number, color);
    const leg = `${formatDuration(stop.travel)} · ${formatDistance(stop.distance, report.data.distanceUnit)} drive`;
    const waiting = stop.waiting >= 60 ? ` · waits ${formatDuration(stop.waiting)}` : '';
    const emphasize = (): void => map.emphasizeStop(index);
    const relax = (): void => map.emphasizeStop(-1);
    return element(
        'li',
        { onmouseenter: emphasize, onmouseleave: relax },
        element(
            'button',
            {
                type: 'button',
                class: 'stop',
                onclick: (event) => map.showAccount(stop.account, event),
                onfocus: emphasize,
                onblur: relax,
            },
            element('time', { class: 'arrival' }, formatClock(stop.arrival)),
            number,
            element(
                'span',
                { class: 'stop-text' },
                element('span', { class: 'stop-name' }, account.name),
                account.address === null ? undefined : element('span', { class: 'stop-leg' }, account.address),
                element('span', { class: 'stop-leg' }, leg + waiting),
            ),
            element('span', { class: 'service' }, formatDuration(stop.service)),
            element('span', { class: `tier tier-${account.tier}`, title: `Tier ${account.tier}` }, account.tier),
        ),
    );
}

function everybodysDay(report: Report, store: SelectionStore, day: number): Node[] {
    const list = element('ul', { class: 'rep-days' });
    for (const { index, name } of report.reps) {
        const row = findDay(report, index, day);
        const figures =
            row === undefined
                ? 'no visits'
                : `${formatNumberOf(row.stops.length, 'visit')} · ${formatDistance(row.distance, report.data.distanceUnit)}`;
        const times = row === undefined ? '' : `${formatClock(row.start)}–${formatClock(row.end)}`;
        list.append(
            element(
                'li',
                {},
                element(
                    'button',
                    {
                        type: 'button',
                        class: 'rep-day',
                        disabled: row === undefined,
                        onclick: () => store.select({ rep: index }),
                    },
                    swatch(colorOfRep(report, index)),
                    element('span', { class: 'rep-day-name' }, name),
                    element('span', { class: 'muted' }, figures),
                    element('span', { class: 'rep-day-times' }, times),
                ),
            ),
        );
    }
    return [list];
}
