import { daysBetween, isDate } from '../../market/index.js';

/** Numbers of days from a first one; dates repeat, so each is read once. */
export class DayNumbers {
    private readonly known = new Map<string, number>();
    private readonly first: string;

    constructor(first: string) {
        this.first = first;
    }

    /** Days after the first, negative for before; NaN if the text is no date. */
    of(date: string): number {
        let day = this.known.get(date);
        if (day === undefined) {
            day = typeof date === 'string' && isDate(date) ? daysBetween(this.first, date) : Number.NaN;
            this.known.set(date, day);
        }
        return day;
    }
}
