import { FREQUENCY_LANGUAGES, type FrequencyLanguage, MONTH, QUARTER, TWO_WAY_RHYTHMS } from './frequency-words.js';

/** Weeks of the period in which accounts count their calls. */
const PERIOD_WEEKS = 4;

/** What a cell says about a frequency. */
export type FrequencyReading =
    /** Calls in four weeks. */
    | { readonly kind: 'calls'; readonly calls: number }
    /** Words that can mean either, in the form that says which. */
    | { readonly kind: 'two-ways'; readonly either: readonly [string, string] };

/** What the numbers of a column are: calls in a number of weeks, or weeks between two calls. */
export interface FrequencyUnit {
    readonly kind: 'rate' | 'interval';
    /** Weeks of one unit; NaN for an interval whose unit only the cells tell. */
    readonly weeks: number;
}

// No frequency is longer.
const LONGEST = 60;

type Words = ReadonlyMap<string, number>;

const languages: readonly FrequencyLanguage[] = Object.values(FREQUENCY_LANGUAGES);

function joinWords(pick: (language: FrequencyLanguage) => Readonly<Record<string, number>>): Words {
    return new Map(languages.flatMap((language) => Object.entries(pick(language))));
}

function joinLists(pick: (language: FrequencyLanguage) => readonly string[]): ReadonlySet<string> {
    return new Set(languages.flatMap(pick));
}

const UNITS = joinWords(({ units }) => units);
const PLURALS = joinWords(({ plurals }) => plurals);
const RHYTHMS = joinWords(({ rhythms }) => rhythms);
const SPANS = joinWords(({ spans }) => spans);
const TIMES = joinWords(({ times }) => times);
const NUMBERS = joinWords(({ numbers }) => numbers);
const CALLS = joinLists(({ calls }) => calls);
const PER = joinLists(({ per }) => per);
const EVERY = joinLists(({ every }) => every);
const NEVER = joinLists(({ never }) => never);
const FREQUENCY = joinLists(({ frequency }) => frequency);
const INTERVAL = joinLists(({ interval }) => interval);
const FILLERS = joinLists(({ fillers }) => fillers);

/**
 * Reads a call frequency in words: `weekly`, `2x/month`, `every 6 weeks`, `4 / 13 weeks`, `alle 14 Tage`, `2 fois par mois`.
 *
 * @returns undefined if the text is a plain number or no frequency. O(length)
 */
export function readFrequencyText(text: string): FrequencyReading | undefined {
    if (text.length > LONGEST || !/\p{L}|\//u.test(text)) return undefined;
    const words = splitWords(text);
    if (words.length === 1 && NEVER.has(words[0])) return { kind: 'calls', calls: 0 };
    const either = readTwoWays(words);
    if (either !== undefined) return { kind: 'two-ways', either };
    const calls = readCalls(words);
    return calls === undefined ? undefined : { kind: 'calls', calls: tidy(calls) };
}

/** What the name of a column says about its numbers: `Visits per year`, `Interval (days)`; undefined if it has no unit of time. */
export function frequencyUnit(header: string): FrequencyUnit | undefined {
    if (header.length > LONGEST) return undefined;
    const words = splitWords(header.replace(/([\p{Ll}\d])(?=\p{Lu})/gu, '$1 ').replace(/_/g, ' '));
    let isRhythm = false;
    let isInterval = false;
    let isPer = false;
    let count = 1;
    let unit: { readonly weeks: number; readonly isMany: boolean } | undefined;
    for (const word of words) {
        const weeks = UNITS.get(word) ?? PLURALS.get(word) ?? RHYTHMS.get(word);
        if (weeks !== undefined) {
            if (unit !== undefined) return undefined;
            unit = { weeks, isMany: PLURALS.has(word) || word === 'mois' };
            if (RHYTHMS.has(word)) isRhythm = true;
        } else if (numberOf(word) !== undefined) count = numberOf(word) as number;
        else if (INTERVAL.has(word) || EVERY.has(word)) isInterval = true;
        else if (PER.has(word)) isPer = true;
        else if (word !== '-' && !FREQUENCY.has(word) && !CALLS.has(word) && !FILLERS.has(word)) return undefined;
    }
    const isFrequency = words.some((word) => FREQUENCY.has(word));
    const isOfCalls = isFrequency || words.some((word) => CALLS.has(word) || /^(?:besuchs|bezoek)/.test(word));
    if (isInterval) {
        if (unit === undefined) return isOfCalls ? { kind: 'interval', weeks: Number.NaN } : undefined;
        // The 'Cycle week' is which week of it.
        return unit.isMany && !isRhythm && count > 0 ? { kind: 'interval', weeks: weeksOf(count, unit.weeks) } : undefined;
    }
    if (unit === undefined || !isOfCalls || !(count > 0)) return undefined;
    const { weeks, isMany } = unit;
    if (!isPer && !isRhythm) {
        // 'Frequency (weeks)' is a number of weeks between calls, 'Visits (weeks)' is nothing, 'Visit month' is the month of a visit.
        if (isMany) return isFrequency ? { kind: 'interval', weeks: weeksOf(count, weeks) } : undefined;
        if (!isFrequency && !words.some((word) => CALLS.has(word) && /[se]$/.test(word))) return undefined;
    }
    return weeks < 1 && count === 1 ? undefined : { kind: 'rate', weeks: weeksOf(count, weeks) };
}

/** Calls in four weeks of a plain number in a column of a unit; undefined for an interval of nothing. */
export function callsOfNumber(value: number, { kind, weeks }: FrequencyUnit): number | undefined {
    if (kind === 'rate') return tidy((value * PERIOD_WEEKS) / weeks);
    return value > 0 ? tidy(PERIOD_WEEKS / weeksOf(value, weeks)) : undefined;
}

/** A unit for people: `calls in 52 weeks`, `weeks between calls`. */
export function describeFrequencyUnit({ kind, weeks }: FrequencyUnit): string {
    if (kind === 'interval') {
        if (Number.isNaN(weeks)) return 'time between calls, in the unit of each cell';
        const name = INTERVAL_NAMES.find(([size]) => size === weeks)?.[1] ?? `spans of ${tidy(weeks)} weeks`;
        return `${name} between calls`;
    }
    return weeks === 1 ? 'calls a week' : `calls in ${tidy(weeks)} weeks`;
}

const INTERVAL_NAMES: readonly (readonly [number, string])[] = [
    [1 / 7, 'days'],
    [1, 'weeks'],
    [MONTH, 'months'],
    [52, 'years'],
];

function splitWords(text: string): string[] {
    const plain = text
        .toLowerCase()
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/ß/g, 'ss')
        .replace(/[×✕]/g, 'x')
        .replace(/\bp\.?\s?a\b\.?/g, 'per year')
        .replace(/\bp\.?\s?m\b\.?/g, 'per month');
    return (
        plain.match(/\d{1,4}(?:[.,]\d{1,3})?|\p{L}+|[/–—-]|[^\s.,;:()[\]'’#]/gu)?.map((word) => word.replace(/[–—]/, '-')) ?? []
    );
}

function numberOf(word: string): number | undefined {
    return /^\d/.test(word) ? Number(word.replace(',', '.')) : NUMBERS.get(word);
}

function readTwoWays(words: readonly string[]): readonly [string, string] | undefined {
    const joined = words.filter((word) => word !== '-').join('');
    return Object.hasOwn(TWO_WAY_RHYTHMS, joined) ? TWO_WAY_RHYTHMS[joined] : undefined;
}

/** Three months and more are as long as in the calendar; one and two are cycles of four weeks. */
function weeksOf(count: number, unit: number): number {
    return unit === MONTH && count >= 3 ? (count * QUARTER) / 3 : count * unit;
}

/** Reads `[calls] per [number] unit`, `[calls] every [number] unit`, `[calls] rhythm`, `number-rhythm`, `number units`. */
function readCalls(all: readonly string[]): number | undefined {
    const joined = all.join('').replace('-', '');
    // 'semi-monthly'
    const words = RHYTHMS.has(joined) ? [joined] : all.filter((word) => !FILLERS.has(word));
    let at = 0;
    const peek = (offset = 0): string => words[at + offset] ?? '';
    const isEnd = (): boolean => at >= words.length;

    let calls: number | undefined;
    let isCounted = false;
    if (TIMES.has(peek())) {
        calls = TIMES.get(peek());
        isCounted = true;
        at++;
    } else if (numberOf(peek()) !== undefined && !EVERY.has(peek())) {
        calls = numberOf(peek());
        at++;
    }
    while (CALLS.has(peek()) && !isEnd()) {
        isCounted = true;
        at++;
    }
    if (isEnd()) return undefined;
    if (calls === undefined && isCounted) return undefined;

    if (PER.has(peek()) && calls !== undefined) {
        while (PER.has(peek())) at++;
        const weeks = readSpan();
        return weeks === undefined ? undefined : (calls * PERIOD_WEEKS) / weeks;
    }
    if (EVERY.has(peek())) {
        while (EVERY.has(peek()) || PER.has(peek())) at++;
        const weeks = readSpan();
        return weeks === undefined ? undefined : ((calls ?? 1) * PERIOD_WEEKS) / weeks;
    }
    if (calls !== undefined && !isCounted) {
        // '4-weekly', '14-tägig', '2 weeks': so long from one call to the next. '2 weekly' may be either.
        const isJoined = peek() === '-';
        if (isJoined) at++;
        const word = peek();
        const isGlued = isJoined || SPANS.has(word);
        const unit = PLURALS.get(word) ?? SPANS.get(word) ?? (isGlued ? RHYTHMS.get(word) : undefined);
        const single = calls === 1 ? UNITS.get(word) : undefined;
        at++;
        if (!isEnd() || !(calls > 0)) return undefined;
        const weeks = unit ?? single;
        return weeks === undefined ? undefined : PERIOD_WEEKS / weeksOf(calls, weeks);
    }
    const rhythm = RHYTHMS.get(peek());
    at++;
    return rhythm === undefined || !isEnd() ? undefined : ((calls ?? 1) * PERIOD_WEEKS) / rhythm;

    function readSpan(): number | undefined {
        const count = numberOf(peek());
        if (count !== undefined) at++;
        const unit = UNITS.get(peek()) ?? PLURALS.get(peek());
        at++;
        return unit === undefined || !isEnd() || count === 0 ? undefined : weeksOf(count ?? 1, unit);
    }
}

// Two in 13 weeks are 0.615384615385, not fifteen further digits of noise.
function tidy(value: number): number {
    return Number(value.toPrecision(12));
}
