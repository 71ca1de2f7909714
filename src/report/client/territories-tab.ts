import type { TerritoryScore } from '../../performance/index.js';
import { balanceAxis, balanceRow, reachOf } from './balance-bars.js';
import { element, swatch } from './dom.js';
import { formatCount, formatShare } from './format.js';
import type { Report } from './report.js';
import { type ScoredTerritory, scoredTerritories } from './scored-territory.js';
import type { Selection, SelectionStore } from './selection.js';

interface Column {
    readonly title: string;
    readonly hint: string;
    readonly value: (territory: ScoredTerritory) => number | string;
    readonly format: (value: number) => string;
}

const NAME: Column = { title: 'Rep', hint: 'Sort by name', value: ({ name }) => name, format: String };
const WORKLOAD: Column = column('Workload', 'Sort by workload', (score) => score.workloadIndex, formatCount);
const POTENTIAL: Column = column('Potential', 'Sort by potential', (score) => score.potentialIndex ?? 0, formatCount);
const FIGURES: readonly Column[] = [
    column('Accounts', 'Accounts in the territory', (score) => score.accounts, formatCount),
    column('Visits', 'Visits planned', (score) => score.visitsPlanned, formatCount),
    column('Planned', 'Share of the due visits that are planned', (score) => score.completion, formatShare),
    column('Cover', 'Share of the accounts with due visits that get at least one', (score) => score.coverage, formatShare),
    column(
        'Drive',
        'Windshield time: share of the time on routes that is driving',
        (score) => score.windshieldShare,
        formatShare,
    ),
    column('Used', 'Utilization: time on routes against working hours', (score) => score.utilization, formatShare),
];

function column(title: string, hint: string, read: (score: TerritoryScore) => number, format: (value: number) => string): Column {
    return { title, hint, value: ({ score }) => read(score), format };
}

/** Balance bars and the table of territories, both in the order that the reader chose. */
export function showTerritories(target: HTMLElement, report: Report, store: SelectionStore): void {
    const rows = scoredTerritories(report);
    if (rows.length === 0) {
        target.append(element('p', { class: 'empty' }, 'This plan has no territories.'));
        return;
    }
    let sortedBy = NAME;
    let isAscending = true;
    const buttons = new Map<Column, HTMLElement>();
    const sortButton = (by: Column): HTMLElement => {
        const button = element('button', { type: 'button', title: by.hint, onclick: () => sort(by) }, by.title);
        buttons.set(by, button);
        return button;
    };
    const header = element('tr');
    for (const by of [NAME, ...FIGURES]) {
        header.append(element('th', { scope: 'col', class: by === NAME ? 'text' : 'number' }, sortButton(by)));
    }
    const hasPotential = rows.some(({ score }) => score.potentialIndex !== undefined);
    const reach = {
        workload: reachOf(rows.map(({ score }) => score.workloadIndex)),
        potential: reachOf(rows.flatMap(({ score }) => score.potentialIndex ?? [])),
    };
    const axis = balanceAxis(reach, sortButton(WORKLOAD), hasPotential ? sortButton(POTENTIAL) : undefined);
    const bars = element('div');
    const body = element('tbody');
    const draw = (): void => {
        const order = isAscending ? 1 : -1;
        const ordered = [...rows].sort((a, b) => order * compare(sortedBy.value(a), sortedBy.value(b)));
        for (const [by, button] of buttons) {
            button.classList.toggle('is-sorted', by === sortedBy);
            button.classList.toggle('is-ascending', by === sortedBy && isAscending);
            button.classList.toggle('is-descending', by === sortedBy && !isAscending);
            const state = by !== sortedBy ? 'none' : isAscending ? 'ascending' : 'descending';
            button.closest('th')?.setAttribute('aria-sort', state);
        }
        bars.replaceChildren(...ordered.map((row) => balanceRow(row, reach, () => store.toggleRep(row.rep))));
        body.replaceChildren(...ordered.map((row) => tableRow(row, () => store.toggleRep(row.rep))));
        mark(store.current);
    };
    const sort = (by: Column): void => {
        // Names read best from A, figures from the largest.
        isAscending = by === sortedBy ? !isAscending : by === NAME;
        sortedBy = by;
        draw();
    };
    const mark = ({ rep }: Selection): void => {
        for (const row of target.querySelectorAll<HTMLElement>('[data-rep]')) {
            const isChosen = rep >= 0 && row.dataset['rep'] === String(rep);
            row.classList.toggle('is-chosen', isChosen);
            (row instanceof HTMLButtonElement ? row : row.querySelector('button'))?.setAttribute(
                'aria-pressed',
                String(isChosen),
            );
        }
    };
    const table = element('table', { class: 'scores' }, element('thead', {}, header), body);
    target.append(
        section(
            'Balance',
            'Each territory against the share of its rep: 1,000 is on target, the grey band ±10%',
            element('div', { class: 'balance' }, axis, bars),
        ),
        section(
            'Scorecard',
            'Click a heading to sort, a row to see the territory',
            element('div', { class: 'table-frame' }, table),
        ),
    );
    draw();
    store.listen((selection, before) => {
        mark(selection);
        if (selection.rep === before.rep || selection.tab !== 'territories') return;
        target.querySelector('.bar-row.is-chosen')?.scrollIntoView({ block: 'nearest' });
    });
}

function compare(a: number | string, b: number | string): number {
    return typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b;
}

function tableRow(territory: ScoredTerritory, choose: () => void): HTMLElement {
    const { name, rep, color } = territory;
    const button = element(
        'button',
        { type: 'button', class: 'row-name', disabled: rep < 0 },
        swatch(color),
        element('span', {}, name),
    );
    const cells = FIGURES.map(({ value, format }) => element('td', { class: 'number' }, format(Number(value(territory)))));
    const attributes = rep < 0 ? {} : { 'data-rep': rep, onclick: choose };
    return element('tr', attributes, element('th', { scope: 'row', class: 'text' }, button), ...cells);
}

function section(title: string, note: string, ...content: readonly Node[]): HTMLElement {
    return element('section', { class: 'section' }, element('h2', {}, title), element('p', { class: 'muted' }, note), ...content);
}
