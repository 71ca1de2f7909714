import { element, swatch } from './dom.js';
import { formatClock, formatCompact, formatDay, formatDecimal } from './format.js';
import type { Report } from './report.js';

/** An account in a few lines, with a button for each of its planned calls and for each other account at its place. */
export function accountCard(
    report: Report,
    account: number,
    openDay: (rep: number, day: number) => void,
    openAccount: (account: number) => void,
): HTMLElement {
    const { name, id, address, tier, potential, frequency, territory } = report.accounts[account];
    const owner = report.territories[territory];
    const facts = element('dl', { class: 'facts' });
    const addFact = (term: string, value: string | Node): void => {
        facts.append(element('dt', {}, term), element('dd', {}, value));
    };
    addFact('Tier', tier);
    if (potential !== null) addFact('Potential', formatCompact(potential));
    if (frequency !== null) addFact('Visits due', `${formatFrequency(frequency)} in 4 weeks`);
    if (owner !== undefined) addFact('Rep', element('span', {}, swatch(owner.color), owner.name));
    const calls = element('div', { class: 'calls' });
    for (const day of report.days) {
        const stop = day.stops.find((row) => row.account === account);
        if (stop === undefined) continue;
        const text = `${formatDay(report.data.start, day.day, 'long')}, ${formatClock(stop.arrival)}`;
        calls.append(element('button', { type: 'button', class: 'chip', onclick: () => openDay(day.rep, day.day) }, text));
    }
    const missed = report.unscheduled.filter((row) => row.account === account).length;
    const others = report.atPlaceOf[account].filter((other) => other !== account);
    return element(
        'div',
        { class: 'card', role: 'dialog', 'aria-label': name, tabindex: -1 },
        element('h3', {}, name),
        name === id ? undefined : element('p', { class: 'muted' }, id),
        address === null ? undefined : element('p', {}, address),
        facts,
        calls.childElementCount > 0 ? calls : undefined,
        missed > 0
            ? element('p', { class: 'warning' }, missed === 1 ? '1 visit is not scheduled' : `${missed} visits are not scheduled`)
            : undefined,
        ...(others.length === 0 ? [] : [othersHere(report, others, openAccount)]),
    );
}

// Circles at one place cover each other: the card leads to those below.
function othersHere(report: Report, others: readonly number[], openAccount: (account: number) => void): HTMLElement {
    const list = element('ul', { class: 'others', 'aria-label': 'Other accounts at this place' });
    for (const other of others) {
        const open = (): void => openAccount(other);
        list.append(
            element('li', {}, element('button', { type: 'button', class: 'link', onclick: open }, report.accounts[other].name)),
        );
    }
    return element('div', {}, element('p', { class: 'muted' }, 'Also here'), list);
}

function formatFrequency(frequency: number): string {
    return Number.isInteger(frequency) ? String(frequency) : formatDecimal(frequency);
}
