import type { DayWindow } from '../../market/index.js';
import { DAY_SECONDS } from '../../market/internal.js';
import type { TimeToken } from './hours-tokens.js';

/** A time, noon, or midnight, which is the end of a day where it closes. */
export type ClockPoint = TimeToken | 'noon' | 'midnight';

/** What two times mean together: a window that may run past midnight, or why not. */
export type SpanReading = DayWindow | 'unclear' | 'inverted';

const HALF_DAY = DAY_SECONDS / 2;
// Later closes after midnight are rather two times that were exchanged.
const LATEST_CLOSE = 6 * 3600;

/**
 * Reads two times as opening and closing. Where `am` or `pm` is written once, the other time gets the one that makes sense, if only
 * one does: `5:00 - 10:00 PM`, `11:30 - 2:30 PM`, `9 AM - 5`.
 *
 * @param isTwelve - whether the text writes am and pm elsewhere: then times without them are unclear
 */
export function readSpan(open: ClockPoint, close: ClockPoint, isTwelve: boolean): SpanReading {
    const opens = resolve(open);
    const closes = resolve(close);
    if (open === 'midnight') return finish(0, closes ?? plain(close as TimeToken));
    if (opens !== undefined && closes !== undefined) {
        const end = closes === 0 && opens > 0 ? DAY_SECONDS : closes;
        if (end > opens) return [opens, end];
        const isNight = opens >= HALF_DAY && end < HALF_DAY && end + DAY_SECONDS - opens < HALF_DAY + 2 * 3600;
        return isNight ? [opens, end + DAY_SECONDS] : 'inverted';
    }
    if (closes !== undefined) return openFrom(open as TimeToken, closes, close === 'noon' || close === 'midnight');
    if (opens !== undefined) return closeAfter(opens, close as TimeToken);
    return readPlain(open as TimeToken, close as TimeToken, isTwelve);
}

/** Seconds after midnight, where am, pm, noon or midnight says them. */
function resolve(point: ClockPoint): number | undefined {
    if (point === 'noon') return HALF_DAY;
    if (point === 'midnight') return 0;
    return point.half === undefined ? undefined : inHalf(point, point.half);
}

function inHalf({ hour, rest }: TimeToken, half: 'am' | 'pm'): number {
    return (hour % 12) * 3600 + rest + (half === 'pm' ? HALF_DAY : 0);
}

function plain({ hour, rest }: TimeToken): number {
    return hour * 3600 + rest;
}

/** Whether a time can only be one of 24 hours. */
function isTwentyFour({ hour }: TimeToken): boolean {
    return hour > 12 || hour === 0;
}

function openFrom(open: TimeToken, closes: number, isWord: boolean): SpanReading {
    const end = closes === 0 ? DAY_SECONDS : closes;
    if (isTwentyFour(open)) return finish(plain(open), end);
    const early = inHalf(open, 'am');
    const late = inHalf(open, 'pm');
    if (isWord) {
        // '9 - noon' leaves no choice; '5 - midnight' could be a long day or a short one, unless clocks of 24 hours are written.
        if (closes === HALF_DAY || open.isPadded) return finish(early, end);
        return 'unclear';
    }
    if (closes < HALF_DAY) return closes > early ? [early, closes] : 'unclear';
    if (closes <= late) return finish(early, closes);
    // A time that is written once goes for both, but '08:00' is rather a clock of 24 hours.
    return open.isPadded ? 'unclear' : [late, closes];
}

function closeAfter(opens: number, close: TimeToken): SpanReading {
    if (isTwentyFour(close)) return finish(opens, plain(close) === 0 ? DAY_SECONDS : plain(close));
    const early = inHalf(close, 'am');
    const late = inHalf(close, 'pm');
    if (opens < HALF_DAY) return early > opens ? 'unclear' : finish(opens, late);
    return late > opens ? [opens, late] : [opens, early + DAY_SECONDS];
}

function readPlain(open: TimeToken, close: TimeToken, isTwelve: boolean): SpanReading {
    const from = plain(open);
    const until = plain(close);
    if (isTwelve && !(isTwentyFour(open) || isTwentyFour(close) || (open.isPadded && close.isPadded))) return 'unclear';
    if (until > from) return [from, until];
    const isClock = !open.isBare && !close.isBare;
    // '00:00' and hours from 13 on are of a clock of 24 hours, so that this is no afternoon.
    if (until === 0 && from > 0 && isClock) return [from, DAY_SECONDS];
    if (from > HALF_DAY && until > 0 && until <= LATEST_CLOSE && isClock) return [from, until + DAY_SECONDS];
    return 'inverted';
}

function finish(from: number, until: number): SpanReading {
    return until > from ? [from, until] : 'inverted';
}
