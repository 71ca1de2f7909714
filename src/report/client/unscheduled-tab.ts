import type { UnscheduledRow } from '../unpack.js';
import { element, swatch } from './dom.js';
import { formatNumberOf } from './format.js';
import type { MapView } from './map-view.js';
import { pagedList } from './paged-list.js';
import { colorOfRep, type Report } from './report.js';
import type { Selection, SelectionStore } from './selection.js';

/** The calls that found no place, by reason; of the selected rep where there is one. */
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
                        ? 'Every call that is due has its place in the plan.'
                        : `Every call that ${report.reps[rep].name} is due has its place in the plan.`,
                ),
            );
    };
    draw(store.current);
    store.listen((selection, before) => {
        if (selection.rep !== before.rep) draw(selection);
    });
}

/** The calls of one account that were left out for the same reason. */
interface MissedAccount {
    readonly row: UnscheduledRow;
    calls: number;
}

function reasonGroup(report: Report, rows: readonly UnscheduledRow[], map: MapView): HTMLElement {
    const byAccount = new Map<string, MissedAccount>();
    for (const row of rows) {
        const key = `${row.account} ${row.message}`;
        const missed = byAccount.get(key);
        if (missed === undefined) byAccount.set(key, { row, calls: 1 });
        else missed.calls++;
    }
    const all = [...byAccount.values()];
    const list = pagedList(all, (missed) => missedItem(report, missed, map));
    const title = element('h2', {}, formatNumberOf(rows.length, 'call'), element('code', {}, rows[0].code));
    return element('section', { class: 'section' }, title, element('p', { class: 'muted' }, rows[0].meaning), list);
}

function missedItem(report: Report, { row, calls }: MissedAccount, map: MapView): HTMLElement {
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
                calls === 1 ? undefined : element('span', { class: 'muted' }, formatNumberOf(calls, 'call')),
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
