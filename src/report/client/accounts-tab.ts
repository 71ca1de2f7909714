import type { AccountRow } from '../unpack.js';
import { element, swatch } from './dom.js';
import { formatCount, formatNumberOf } from './format.js';
import type { MapView } from './map-view.js';
import { pagedList } from './paged-list.js';
import type { Report } from './report.js';
import type { Selection, SelectionStore } from './selection.js';

/** All accounts by name, of the selected rep where there is one, with a search. */
export function showAccounts(target: HTMLElement, report: Report, store: SelectionStore, map: MapView): void {
    if (report.accounts.length === 0) {
        target.append(element('p', { class: 'empty' }, 'This plan has no accounts.'));
        return;
    }
    const words = report.accounts.map(({ name, id }) => plainText(`${name} ${id}`));
    const visits = countVisits(report);
    const ordered = [...report.accounts].sort((a, b) => a.name.localeCompare(b.name) || a.index - b.index);
    const search = element('input', {
        type: 'search',
        id: 'account-search',
        class: 'search',
        placeholder: 'Search by name or id',
        'aria-label': 'Search accounts',
        autocomplete: 'off',
    });
    const count = element('p', { class: 'muted', role: 'status' });
    const results = element('div');
    target.append(search, count, results);
    let isDrawn = false;
    const draw = ({ tab, rep }: Selection): void => {
        isDrawn = tab === 'accounts';
        if (!isDrawn) return;
        const territory = report.reps[rep]?.territory ?? -1;
        const own = rep < 0 ? ordered : ordered.filter((account) => account.territory === territory && territory >= 0);
        const wanted = plainText(search.value).split(/\s+/).filter(Boolean);
        const found = own.filter(({ index }) => wanted.every((word) => words[index].includes(word)));
        const of = found.length === own.length ? '' : `${formatCount(found.length)} of `;
        count.textContent = `${of}${formatNumberOf(own.length, 'account')}`;
        results.replaceChildren(pagedList(found, (account) => accountItem(report, account, visits[account.index], map)));
    };
    search.addEventListener('input', () => draw(store.current));
    draw(store.current);
    store.listen((selection, before) => {
        if (selection.rep !== before.rep || !isDrawn) draw(selection);
    });
}

function accountItem(report: Report, account: AccountRow, visits: number, map: MapView): HTMLElement {
    const { index, name, tier, territory } = account;
    const owner = report.territories[territory];
    return element(
        'li',
        {},
        element(
            'button',
            { type: 'button', class: 'missed-call', onclick: (event) => map.showAccount(index, event) },
            element(
                'span',
                { class: 'missed-head' },
                element('span', { class: 'stop-name' }, name),
                element('span', { class: 'muted' }, visits === 0 ? 'no visits' : formatNumberOf(visits, 'visit')),
                element('span', { class: `tier tier-${tier}`, title: `Tier ${tier}` }, tier),
            ),
            element(
                'span',
                { class: 'muted' },
                owner === undefined ? 'No rep' : element('span', {}, swatch(owner.color), owner.name),
            ),
        ),
    );
}

function countVisits({ accounts, days }: Report): number[] {
    const counts = new Array<number>(accounts.length).fill(0);
    for (const { stops } of days) for (const { account } of stops) counts[account]++;
    return counts;
}

// Without capitals and accents, so that "cafe" finds "Café".
function plainText(text: string): string {
    return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
