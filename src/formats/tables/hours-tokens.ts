import { plainWord } from './hours-words.js';

/** A time of day as it was written. */
export interface TimeToken {
    readonly kind: 'time';
    readonly at: number;
    /** As written, 0 to 48. */
    readonly hour: number;
    /** Seconds after the hour. */
    readonly rest: number;
    readonly half?: 'am' | 'pm';
    /** Whether it is written as clocks of 24 hours are: `08:00`. */
    readonly isPadded: boolean;
    /** Whether it is a whole hour without minutes. */
    readonly isBare: boolean;
    /** Whether an `h` follows, as in `24h`. */
    readonly isHours: boolean;
}

/** A piece of a text of hours; `text` is a plain word or a sign. */
export type Token = TimeToken | { readonly kind: 'word' | 'sign'; readonly at: number; readonly text: string };

// 8, 08:30, 8.30, 8h30, 08:30:15, 0830, 8 am, 8p.m., 8a.
const TIME =
    /(\d{1,2})(?:(?:[:.]|\s?h\s?)(\d\d)(?!\d)(?::(\d\d))?|(\d\d))?(?:\s*([ap])(?:m\b|\.\s?m\b\.?)|([ap])(?![\p{L}\d]))?(?:\s?h(?![\p{L}\d]))?(?!\d)/iuy;
const WORD = /[\p{L}][\p{L}\p{M}]*\.?/uy;
const BLANK = /[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/y;

/**
 * Takes a text of hours apart; undefined at what belongs to no hours, with its place.
 *
 * @param offset - of the text in the whole, which is added to places
 */
export function readTokens(text: string, offset: number): { readonly tokens: readonly Token[]; readonly faultAt?: number } {
    const tokens: Token[] = [];
    let at = 0;
    const take = (pattern: RegExp): RegExpExecArray | null => {
        pattern.lastIndex = at;
        return pattern.exec(text);
    };
    while (at < text.length) {
        const blank = take(BLANK);
        if (blank !== null) {
            at += blank[0].length;
            continue;
        }
        const time = take(TIME);
        const word = time === null ? take(WORD) : null;
        const length = (time ?? word)?.[0].length ?? 1;
        if (time !== null) {
            const token = readTime(time, offset + at);
            if (token === undefined) return { tokens, faultAt: offset + at };
            tokens.push(token);
        } else if (word !== null) {
            tokens.push({ kind: 'word', at: offset + at, text: plainWord(word[0].replace(/\.$/, '')) });
        } else {
            const sign = text[at]
                .replace(/[‐-―−~]/, '-')
                .replace(/[&+/，、]/, ',')
                .replace('：', ':');
            if (!/^[-,:]$/.test(sign)) return { tokens, faultAt: offset + at };
            tokens.push({ kind: 'sign', at: offset + at, text: sign });
        }
        at += length;
    }
    return { tokens };
}

function readTime(parts: RegExpExecArray, at: number): TimeToken | undefined {
    const [, hourText, minutes, seconds = '0', military, letter, short] = parts;
    const hour = Number(hourText);
    const minute = Number(minutes ?? military ?? 0);
    const half = (letter ?? short)?.toLowerCase();
    if (minute > 59 || Number(seconds) > 59 || hour > 48 || (military !== undefined && hourText.length < 2)) return undefined;
    if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
    return {
        kind: 'time',
        at,
        hour,
        rest: minute * 60 + Number(seconds),
        ...(half === undefined ? {} : { half: half === 'a' ? 'am' : 'pm' }),
        isPadded: military !== undefined || (minutes !== undefined && hourText.startsWith('0')),
        isBare: minutes === undefined && military === undefined,
        isHours: /h$/i.test(parts[0]),
    };
}
