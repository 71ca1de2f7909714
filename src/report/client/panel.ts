import { element, paint, swatch } from './dom.js';
import { formatCount } from './format.js';
import { colorOfRep, type Report } from './report.js';
import { type Selection, type SelectionStore, TABS, type Tab } from './selection.js';

const TITLES: Readonly<Record<Tab, string>> = {
    territories: 'Territories',
    routes: 'Routes',
    accounts: 'Accounts',
    unscheduled: 'Unscheduled',
};

/** The side panel: the rep picker and the tabs, whose contents others fill. Gives the body of each tab. */
export function buildPanel(target: HTMLElement, report: Report, store: SelectionStore): Readonly<Record<Tab, HTMLElement>> {
    const picker = repPicker(report, store);
    const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views' });
    const tabs = new Map<Tab, HTMLElement>();
    const bodies = {} as Record<Tab, HTMLElement>;
    for (const tab of TABS) {
        const count = tab === 'unscheduled' ? unscheduledCount(report, store) : undefined;
        const attributes = { type: 'button', class: 'tab', role: 'tab', id: `tab-${tab}`, 'aria-controls': `body-${tab}` };
        const button = element('button', { ...attributes, onclick: () => store.select({ tab }) }, TITLES[tab], count);
        tabs.set(tab, button);
        list.append(button);
        bodies[tab] = element('div', { class: 'tab-body', role: 'tabpanel', id: `body-${tab}`, 'aria-labelledby': `tab-${tab}` });
    }
    list.addEventListener('keydown', (event) => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const next = TABS[(TABS.indexOf(store.current.tab) + step + TABS.length) % TABS.length];
        store.select({ tab: next });
        tabs.get(next)?.focus();
    });
    const show = ({ tab }: Selection): void => {
        for (const [name, button] of tabs) {
            button.setAttribute('aria-selected', String(name === tab));
            button.tabIndex = name === tab ? 0 : -1;
            bodies[name].classList.toggle('is-open', name === tab);
        }
    };
    show(store.current);
    store.listen(show);
    target.append(element('div', { class: 'panel-head' }, picker, list), ...TABS.map((tab) => bodies[tab]));
    return bodies;
}

// Of the selected rep, as the list below is.
function unscheduledCount(report: Report, store: SelectionStore): HTMLElement {
    const badge = element('span', { class: 'count' });
    const show = ({ rep }: Selection): void => {
        const rows = rep < 0 ? report.unscheduled : report.unscheduled.filter((row) => row.rep === rep);
        badge.textContent = formatCount(rows.length);
    };
    show(store.current);
    store.listen(show);
    return badge;
}

function repPicker(report: Report, store: SelectionStore): HTMLElement {
    const select = element('select', { id: 'rep-picker', 'aria-label': 'Rep' }, element('option', { value: '-1' }, 'All reps'));
    const byName = [...report.reps].sort((a, b) => a.name.localeCompare(b.name) || a.index - b.index);
    for (const { index, name } of byName) select.append(element('option', { value: String(index) }, name));
    select.addEventListener('change', () => store.select({ rep: Number(select.value) }));
    const dot = swatch(undefined);
    const clear = element(
        'button',
        { type: 'button', class: 'quiet', id: 'all-reps', onclick: () => store.select({ rep: -1 }) },
        'Show all',
    );
    const show = ({ rep }: Selection): void => {
        select.value = String(rep);
        dot.classList.toggle('is-empty', rep < 0);
        paint(dot, colorOfRep(report, rep));
        clear.hidden = rep < 0;
    };
    show(store.current);
    store.listen(show);
    return element('div', { class: 'rep-row' }, element('span', { class: 'select rep-select' }, dot, select), clear);
}
