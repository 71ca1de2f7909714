import { element } from './dom.js';
import { formatCount } from './format.js';

const PAGE = 100;

/** A list that shows some hundred items and, at its end, a button for the next. */
export function pagedList<Item>(items: readonly Item[], draw: (item: Item) => HTMLElement): HTMLElement {
    const list = element('ul', { class: 'missed' });
    const addPage = (from: number): void => {
        const added = items.slice(from, from + PAGE).map(draw);
        list.append(...added);
        // A reader who asked for more by keyboard goes on with the first of them.
        if (from > 0) added[0].querySelector('button')?.focus();
        const rest = items.length - from - PAGE;
        if (rest <= 0) return;
        const more = element('button', { type: 'button', class: 'quiet' }, `Show more (${formatCount(rest)})`);
        const item = element('li', {}, more);
        more.addEventListener('click', () => {
            item.remove();
            addPage(from + PAGE);
        });
        list.append(item);
    };
    addPage(0);
    return list;
}
