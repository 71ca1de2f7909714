import type { DayRow } from '../unpack.js';
import { element, paint } from './dom.js';
import { formatClock } from './format.js';

/** A day as a bar: driving, waiting and time on site in their order. The list below says the same in words. */
export function dayTimeline(row: DayRow, color: number | undefined): HTMLElement {
    const length = Math.max(1, row.end - row.start);
    const bar = element('div', { class: 'timeline-bar' });
    paint(bar, color);
    const addPart = (kind: string, from: number, until: number): void => {
        if (until <= from) return;
        const part = element('span', { class: `part ${kind}` });
        part.style.left = `${((from - row.start) / length) * 100}%`;
        part.style.width = `${((until - from) / length) * 100}%`;
        bar.append(part);
    };
    for (const { arrival, waiting, service } of row.stops) {
        addPart('waiting', arrival, arrival + waiting);
        addPart('service', arrival + waiting, arrival + waiting + service);
    }
    const ends = element(
        'div',
        { class: 'timeline-ends' },
        element('span', {}, formatClock(row.start)),
        element(
            'span',
            { class: 'timeline-key' },
            element('i', { class: 'key service' }),
            'on site',
            element('i', { class: 'key driving' }),
            'driving',
            ...(row.waiting >= 60 ? [element('i', { class: 'key waiting' }), 'waiting'] : []),
        ),
        element('span', {}, formatClock(row.end)),
    );
    paint(ends, color);
    return element('div', { class: 'timeline', 'aria-hidden': 'true' }, bar, ends);
}
