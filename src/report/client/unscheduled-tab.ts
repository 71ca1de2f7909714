import type { UnscheduledRow } from '../unpack.js';
import { element, swatch } from './dom.js';
import { formatNumberOf } from './format.js';
import type { MapView } from './map-view.js';
import { pagedList } from './paged-list.js';
import { colorOfRep, type Report } from './report.js';
import type { Selection, SelectionStore } from './selection.js';

/** The visits that found no place, by cause; of the selected rep where there is one. */
export function showUnscheduled(target: HTMLElement, report: Report, store: SelectionStore, map: MapView): void {
    const draw = ({ rep }: Selection): void => {
        const rows = rep < 0 ? report.unscheduled : report.unscheduled.filter((row) => row.rep === rep);
        const groups = new Map<string, UnscheduledRow[]>();
        for (const row of rows) {
            const group = groups.get(row.code);
            if (group === undefined) groups.set(row.code, [row]);
            else group.push(row);
        }
        const ordered = [...groups.values()].sort((a, b) => b.length - a.length);
        if (ordered.length > 0) target.replaceChildren(...ordered.map((group) => reasonGroup(report, group, map)));
        else
            target.replaceChildren(
                element(
                    'p',
                    { class: 'empty' },
                    rep < 0
                        ? 'Every visit that is due has its place in the plan.'
                        : `Every visit that ${report.reps[rep].name} is due has its place in the plan.`,
                ),
            );
    };
    draw(store.current);
    store.listen((selection, before) => {
        if (selection.rep !== before.rep) draw(selection);
    });
}

/** The visits of one account that were left out for the same reason. */
interface MissedAccount {
    readonly row: UnscheduledRow;
    visits: number;
}

function reasonGroup(report: Report, rows: readonly UnscheduledRow[], map: MapView): HTMLElement {
    const byAccount = new Map<string, MissedAccount>();
    for (const row of rows) {
        const key = `${row.account} ${row.message}`;
        const missed = byAccount.get(key);
        if (missed === undefined) byAccount.set(key, { row, visits: 1 });
        else missed.visits++;
    }
    const all = [...byAccount.values()];
    const list = pagedList(all, (missed) => missedItem(report, missed, map));
    const { code, meaning } = rows[0];
    const title = element('h2', { title: code }, `${formatNumberOf(rows.length, 'visit')}: ${meaning}`);
    const note =
        all.length === rows.length ? undefined : element('p', { class: 'muted' }, `at ${formatNumberOf(all.length, 'account')}`);
    return element('section', { class: 'section' }, title, note, list);
}

function missedItem(report: Report, { row, visits }: MissedAccount, map: MapView): HTMLElement {
    const account = report.accounts[row.account];
    return element(
        'li',
        {},
        element(
            'button',
            { type: 'button', class: 'missed-call', onclick: (event) => map.showAccount(row.account, event) },
            element(
                'span',
                { class: 'missed-head' },
                element('span', { class: 'stop-name' }, account.name),
                visits === 1 ? undefined : element('span', { class: 'muted' }, formatNumberOf(visits, 'visit')),
                element('span', { class: `tier tier-${account.tier}`, title: `Tier ${account.tier}` }, account.tier),
            ),
            element(
                'span',
                { class: 'muted' },
                row.rep < 0 ? 'No rep' : element('span', {}, swatch(colorOfRep(report, row.rep)), report.reps[row.rep].name),
                ` · ${row.message}`,
            ),
        ),
    );
}
