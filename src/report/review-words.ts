import type { PeriodReview, Ratio, ReviewFindingKind, ReviewPraise } from '../performance/index.js';

/** Headings of findings, as a person says them. */
export const FINDING_WORDS: Readonly<Record<ReviewFindingKind, string>> = {
    'weak-territory': 'Weak territory',
    'overworked-rep': 'Overworked rep',
    'missed-calls': 'Missed calls',
    'excess-driving': 'Too much driving',
    'falling-sales': 'Falling sales',
    'costly-account': 'Costly account',
};

/** Headings of praise. */
export const PRAISE_WORDS: Readonly<Record<ReviewPraise['kind'], string>> = {
    best: 'Best for the potential',
    'most-improved': 'Most improved',
    'best-team': 'Best team',
};

/** How amounts, counts and dates of a review are written. */
export class ReviewWords {
    private readonly currency: string;

    constructor({ currency }: PeriodReview) {
        this.currency = currency === undefined ? '' : ` ${currency}`;
    }

    /** Cents as whole units: `12,345 EUR`. */
    money(cents: number): string {
        return `${groupThousands(cents / 100)}${this.currency}`;
    }

    /** Cents without the currency, for tables whose heading has it. */
    amount(cents: number): string {
        return groupThousands(cents / 100);
    }

    /** The currency for headings, with a space before it; empty if unknown. */
    get unit(): string {
        return this.currency === '' ? '' : `,${this.currency}`;
    }
}

/** A whole number with separators: `-12,345`. */
export function groupThousands(value: number): string {
    const rounded = Math.round(value);
    const digits = String(Math.abs(rounded)).replace(/\B(?=(?:\d{3})+$)/g, ',');
    return rounded < 0 ? `−${digits}` : digits;
}

/** Calls due, which are no whole number for part of a cycle: few of them with a decimal. */
export function showDue(calls: number): string {
    return calls < 100 && !Number.isInteger(calls) ? calls.toFixed(1).replace(/\.0$/, '') : groupThousands(calls);
}

/** A share as a percentage; a dash if there is nothing to divide by. */
export function showRatio({ value }: Pick<Ratio, 'value'>): string {
    return value === null ? '–' : `${(100 * value).toFixed(value < 0.1 && value > 0 ? 1 : 0)} %`;
}

/** Seconds as whole hours. */
export function showHours(seconds: number): string {
    return `${groupThousands(seconds / 3600)} h`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `4 Jan`. */
export function showDay(date: string): string {
    return `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;
}

/** `4 January 2027 to 2 January 2028`, months short. */
export function showPeriod({ start, end }: PeriodReview['period']): string {
    const [from, to] = [start, end].map((date) => `${showDay(date)} ${Number(date.slice(0, 4))}`);
    return `${from} to ${to}`;
}

/** `p = 0.0021`, or below what doubles can tell. */
export function showChance(chance: number): string {
    if (chance < 1e-6) return 'less than 1 in a million';
    if (chance < 0.001) return `1 in ${groupThousands(1 / chance)}`;
    return `${(100 * chance).toFixed(1)} %`;
}
