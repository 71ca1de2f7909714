import type { IssueCollector } from '../../core/index.js';
import { isDate } from '../../market/index.js';
import type { DateSpan } from '../../performance/index.js';

/** Reads a period, `2027-01-01/2027-12-31` (ISO 8601); undefined if it was not given or an issue was added. */
export function readPeriodOption(text: string | undefined, option: string, collector: IssueCollector): DateSpan | undefined {
    if (text === undefined) return undefined;
    const [start, end, ...others] = text.split('/').map((part) => part.trim());
    if (!isDate(start) || end === undefined || !isDate(end) || others.length > 0) {
        collector.add('invalid-date', [option], 'is not a period', {
            received: text,
            expected: 'FROM/TO, such as 2027-01-01/2027-12-31',
        });
        return undefined;
    }
    if (end < start) {
        collector.add('inverted-period', [option], 'ends before it starts', { received: text });
        return undefined;
    }
    return { start, end };
}

/** Reads a date; undefined if it was not given or an issue was added. */
export function readDateOption(text: string | undefined, option: string, collector: IssueCollector): string | undefined {
    if (text === undefined || isDate(text)) return text;
    collector.add('invalid-date', [option], 'is not a date', { received: text, expected: 'YYYY-MM-DD' });
    return undefined;
}
