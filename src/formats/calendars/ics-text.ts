const MOST_OCTETS = 75;

/** A text without what no calendar can hold: all kinds of line ends become one, other control characters and halves of pairs go. */
export function calendarText(text: string): string {
    return text.replace(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '');
}

/** A part of an identity: control characters are written as %XX, so that different ids stay different. */
export function calendarId(text: string): string {
    return text.replace(/\p{Cc}|\p{Cs}/gu, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Folds lines such that none has more than 75 octets of UTF-8, its leading blank included, and no character is cut (RFC 5545, 3.1). */
export function foldLines(text: string): string {
    const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
    return lines.map(foldLine).join('\r\n');
}

function foldLine(line: string): string {
    let folded = '';
    let octets = 0;
    for (const sign of line) {
        const code = sign.codePointAt(0) as number;
        const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        if (octets + size > MOST_OCTETS) {
            folded += '\r\n ';
            octets = 1;
        }
        folded += sign;
        octets += size;
    }
    return folded;
}

/** The latest time of issue in a calendar; undefined if the text is not a calendar. */
export function latestStamp(text: string): string | undefined {
    if (!/^\uFEFF?BEGIN:VCALENDAR\r?$/m.test(text)) return undefined;
    const unfolded = text.replace(/\r?\n[ \t]/g, '');
    let stamp = '';
    for (const [, time] of unfolded.matchAll(/^DTSTAMP:(\d{8}T\d{6}Z)\r?$/gm)) if (time > stamp) stamp = time;
    const iso = stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
    return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}
