import type { DayWindow } from '../../market/index.js';
import { DAY_SECONDS } from '../../market/internal.js';
import { type ClockPoint, readSpan } from './hours-span.js';
import type { Token } from './hours-tokens.js';
import { letterRange, meaningOf, type WordMeaning } from './hours-words.js';

/** Days and their windows; none if they are closed. */
export interface HoursSegment {
    readonly days: readonly number[];
    readonly windows: readonly DayWindow[];
}

const EVERY_DAY: readonly number[] = [0, 1, 2, 3, 4, 5, 6];

/**
 * Reads one rule, `Mo-Fr 08:00-12:00,13:00-17:00, Sa 9-12`.
 *
 * @param days - what words name which day, see {@link findDays}
 * @param isTwelve - whether am and pm are written anywhere
 * @param isLater - whether rules before named days: then hours without days could be for those or for all
 * @returns segments in order, or the place in the text of what cannot be read, or that a window is inverted
 */
export function readHoursRule(
    tokens: readonly Token[],
    days: ReadonlyMap<string, number>,
    isTwelve: boolean,
    isLater: boolean,
): readonly HoursSegment[] | number | 'inverted' {
    const reader = new RuleReader(tokens, days, isTwelve);
    const segments: HoursSegment[] = [];
    // Words such as 'open' say nothing by themselves.
    if (reader.isAtEnd) return reader.place;
    while (!reader.isAtEnd) {
        if (segments.length > 0 && reader.takeKind('and') && reader.isAtEnd) return reader.place;
        const named = reader.readDays();
        if (named === undefined) return reader.place;
        if (named.days === undefined && !reader.isClosedNext && (segments.length > 0 || isLater)) return reader.place;
        const windows = reader.readBody();
        if (windows === undefined) return reader.place;
        if (windows === 'inverted') return 'inverted';
        let segmentDays = named.days;
        if (segmentDays === undefined && windows.length === 0 && !reader.isAtEnd) {
            // 'closed Sundays'
            const after = reader.readDays();
            if (after?.days === undefined || !reader.isAtEnd) return reader.place;
            segmentDays = after.days;
        } else if (segmentDays === undefined && !reader.isAtEnd) return reader.place;
        if (segmentDays !== undefined && segmentDays.length === 0) {
            // Hours repeat every week, which holidays do not.
            if (windows.length > 0) return reader.start;
            continue;
        }
        segments.push({ days: segmentDays ?? EVERY_DAY, windows });
    }
    return segments;
}

type Kind = WordMeaning['kind'];

class RuleReader {
    private readonly tokens: readonly Token[];
    private readonly days: ReadonlyMap<string, number>;
    private readonly isTwelve: boolean;
    private next = 0;

    constructor(tokens: readonly Token[], days: ReadonlyMap<string, number>, isTwelve: boolean) {
        this.tokens = tokens;
        this.days = days;
        this.isTwelve = isTwelve;
        this.skip();
    }

    get isAtEnd(): boolean {
        return this.next >= this.tokens.length;
    }

    /** Of the next token in the text; the end of the last one if there is none. */
    get place(): number {
        const token = this.tokens[Math.min(this.next, this.tokens.length - 1)];
        if (token === undefined) return 0;
        return this.isAtEnd ? Number.MAX_SAFE_INTEGER : token.at;
    }

    get start(): number {
        return this.tokens[0].at;
    }

    get isClosedNext(): boolean {
        return this.kindAt(this.next) === 'closed';
    }

    /** Days, empty if only holidays are named; `days` undefined if none are; undefined if they cannot be read. */
    readDays(): { readonly days?: readonly number[] } | undefined {
        const found: number[] = [];
        let isNamed = false;
        for (;;) {
            if (this.takeKind('holiday')) isNamed = true;
            else {
                const letters = this.takeLetters();
                const term = letters ?? this.takeDays();
                if (term === undefined) break;
                isNamed = true;
                found.push(...(letters ?? this.takeRange(term) ?? []));
                if (found.at(-1) === undefined) return undefined;
            }
            const isList = this.kindAt(this.next) === 'and' && this.isDayAt(this.next + 1);
            if (!isList) break;
            this.next++;
        }
        if (this.signAt(this.next) === ':') this.advance();
        if (!isNamed) return {};
        return { days: [...new Set(found)] };
    }

    /** The windows of a segment, none if it is closed; undefined if they cannot be read. */
    readBody(): readonly DayWindow[] | 'inverted' | undefined {
        if (this.takeKind('closed')) return [];
        const windows: DayWindow[] = [];
        let isInverted = false;
        for (;;) {
            const from = this.next;
            const window = this.readWindow();
            if (window === undefined) return undefined;
            if (window === 'inverted') isInverted = true;
            else if (isAfternoon(window, windows.at(-1))) {
                this.next = from;
                return undefined;
            } else windows.push(window);
            const goesOn = this.kindAt(this.next) === 'and' && this.isTimeAt(this.next + 1);
            if (!goesOn) break;
            this.advance();
        }
        return isInverted ? 'inverted' : windows;
    }

    /** Passes over the next token where it is of a kind. */
    takeKind(kind: Kind): boolean {
        if (this.kindAt(this.next) !== kind) return false;
        this.advance();
        return true;
    }

    private readWindow(): DayWindow | 'inverted' | undefined {
        const from = this.next;
        const open = this.takePoint();
        if (open === undefined) return undefined;
        if (!this.takeKind('to')) {
            const isWhole = typeof open === 'object' && open.hour === 24 && open.isBare && open.half === undefined;
            if (isWhole && (open.isHours || this.takeKind('hours'))) return [0, DAY_SECONDS];
            this.next = from;
            return undefined;
        }
        const close = this.takePoint();
        if (close === undefined) return undefined;
        const window = readSpan(open, close, this.isTwelve);
        // '0900-1700 hrs'
        this.takeKind('hours');
        if (window !== 'unclear') return window;
        this.next = from;
        return undefined;
    }

    private takePoint(): ClockPoint | undefined {
        const token = this.tokens[this.next];
        if (token?.kind === 'time') {
            this.advance();
            const word = this.kindAt(this.next);
            if (token.hour === 12 && token.rest === 0 && token.half === undefined && (word === 'noon' || word === 'midnight')) {
                this.advance();
                return word;
            }
            return token;
        }
        const kind = this.kindAt(this.next);
        if (kind !== 'noon' && kind !== 'midnight') return undefined;
        this.advance();
        return kind;
    }

    private takeLetters(): readonly number[] | undefined {
        const [first, to, last] = [0, 1, 2].map((k) => this.tokens[this.next + k]);
        if (first?.kind !== 'word' || to?.kind !== 'sign' || to.text !== '-' || last?.kind !== 'word') return undefined;
        const end = letterRange(first.text, last.text);
        if (end === undefined) return undefined;
        this.next += 2;
        this.advance();
        return daysBetween(0, end);
    }

    private takeDays(): readonly number[] | undefined {
        const meaning = this.meaningAt(this.next);
        if (meaning?.kind !== 'days') return undefined;
        this.advance();
        return meaning.days;
    }

    /** Days from those that were just read to those after a dash; those themselves where there is no dash. */
    private takeRange(first: readonly number[]): readonly number[] | undefined {
        if (this.kindAt(this.next) !== 'to') return first;
        const last = this.meaningAt(this.next + 1);
        if (first.length !== 1 || last?.kind !== 'days' || last.days.length !== 1) return undefined;
        this.next++;
        this.advance();
        return daysBetween(first[0], last.days[0]);
    }

    private advance(): void {
        this.next++;
        this.skip();
    }

    private skip(): void {
        while (this.kindAt(this.next) === 'skip') this.next++;
    }

    private isDayAt(index: number): boolean {
        const kind = this.kindAt(index);
        const follower = this.tokens[index + 1];
        const isLetter = follower?.kind === 'sign' && follower.text === '-' && this.tokens[index]?.kind === 'word';
        return kind === 'days' || kind === 'holiday' || (kind === undefined && isLetter);
    }

    private isTimeAt(index: number): boolean {
        const kind = this.kindAt(index);
        return this.tokens[index]?.kind === 'time' || kind === 'noon' || kind === 'midnight' || kind === 'skip';
    }

    private kindAt(index: number): Kind | undefined {
        const sign = this.signAt(index);
        if (sign === '-') return 'to';
        if (sign === ',') return 'and';
        return this.meaningAt(index)?.kind;
    }

    private signAt(index: number): string | undefined {
        const token = this.tokens[index];
        return token?.kind === 'sign' ? token.text : undefined;
    }

    private meaningAt(index: number): WordMeaning | undefined {
        const token = this.tokens[index];
        return token?.kind === 'word' ? meaningOf(token.text, this.days) : undefined;
    }
}

/** Whether a window that follows one of the morning is rather meant on a clock of 12 hours: `8-12, 1-5`. */
function isAfternoon([open, close]: DayWindow, before: DayWindow | undefined): boolean {
    const isMorning = before !== undefined && before[1] <= 14 * 3600;
    return isMorning && open > 0 && open < before[0] && close <= DAY_SECONDS / 2;
}

// 'Sa-Mo' runs over the end of the week.
function daysBetween(first: number, last: number): number[] {
    const days: number[] = [];
    for (let day = first; ; day = (day + 1) % 7) {
        days.push(day);
        if (day === last) return days;
    }
}
