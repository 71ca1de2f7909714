import { finite, type IssueCollector, type IssuePath, type Schema, text } from '../../core/index.js';
import { daysBetween, isDate } from '../../market/index.js';

/** Days from `start` to `end`, both included, `YYYY-MM-DD`. */
export interface DateSpan {
    readonly start: string;
    readonly end: string;
}

/** Keys of a {@link DateSpan}, for the schema of whatever has one. */
export const SPAN_KEYS: Readonly<Record<'start' | 'end', Schema>> = { start: text(), end: text() };

/** An amount of money: whole cents (or another smallest unit of one currency). */
export function cents(min: number = -Number.MAX_SAFE_INTEGER): Schema {
    return finite({ min, max: Number.MAX_SAFE_INTEGER, integer: true });
}

/** Length of a sound span in days, from 1. */
export function daysOf({ start, end }: DateSpan): number {
    return daysBetween(start, end) + 1;
}

/** Checks that both days exist and are in order; returns whether they are. */
export function checkSpan({ start, end }: DateSpan, collector: IssueCollector, path: IssuePath): boolean {
    const startIsSound = checkDate(start, collector, [...path, 'start']);
    if (!checkDate(end, collector, [...path, 'end']) || !startIsSound) return false;
    if (daysBetween(start, end) >= 0) return true;
    collector.add('inverted-period', path, `ends on ${end}, before it starts on ${start}`);
    return false;
}

/** Checks one date; returns whether it is sound. */
export function checkDate(date: string, collector: IssueCollector, path: IssuePath): boolean {
    if (isDate(date)) return true;
    collector.add('invalid-date', path, 'is not a date', { received: date, expected: 'YYYY-MM-DD' });
    return false;
}

/** Checks that spans, in any order, follow each other without overlap or gap; names every pair that does not. */
export function checkSequence(spans: readonly DateSpan[], collector: IssueCollector, path: IssuePath): boolean {
    // No short cut: every fault is named.
    if (!spans.map((span, i) => checkSpan(span, collector, [...path, i])).every(Boolean)) return false;
    const order = spans.map((_, i) => i).sort((a, b) => daysBetween(spans[b].start, spans[a].start) || a - b);
    const before = collector.issues.length;
    let last = order[0];
    for (const next of order.slice(1)) {
        const days = daysBetween(spans[last].end, spans[next].start) - 1;
        if (days < 0) {
            const message = `starts on ${spans[next].start}, before the period at ${last} ends on ${spans[last].end}`;
            collector.add('overlapping-periods', [...path, next], message);
        }
        if (days > 0) {
            collector.add('period-gap', [...path, next], `starts ${days} days after the end of the period at ${last}`, {
                hint: 'add the missing period, with 0 if nothing happened',
            });
        }
        if (daysBetween(spans[last].end, spans[next].end) > 0) last = next;
    }
    return collector.issues.length === before;
}

/** Checks that all items that name a currency name one and the same. */
export function checkCurrency(
    items: readonly { readonly currency?: string }[],
    collector: IssueCollector,
    path: IssuePath,
    known?: string,
): void {
    let first = known;
    items.forEach(({ currency }, i) => {
        if (currency === undefined) return;
        first ??= currency;
        if (currency !== first)
            collector.add('mixed-currency', [...path, i, 'currency'], `is not ${first}`, {
                received: currency,
                hint: 'convert all amounts to one currency first',
            });
    });
}

/** Checks that ids are unique. */
export function checkIds(ids: readonly string[], collector: IssueCollector, path: IssuePath, key: string = 'id'): void {
    const seen = new Map<string, number>();
    ids.forEach((id, i) => {
        const first = seen.get(id);
        if (first === undefined) seen.set(id, i);
        else collector.add('duplicate-id', [...path, i, key], `is already used at ${first}`, { received: id });
    });
}
