// C0 and C1 controls and DEL but for line ends and tabs; marks that turn the direction of what follows; lone halves of pairs.
const UNPRINTABLE = /\r(?!\n)|[^\P{Cc}\t\r\n]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/**
 * A text as it may go to a terminal: names and paths from files could hold sequences that move the cursor or change the title. Such
 * signs are shown as `\x1b`.
 */
export function printable(text: string): string {
    return text.replace(UNPRINTABLE, (sign) => {
        const code = sign.charCodeAt(0);
        return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    });
}

/** A JSON document likewise: it means the same, since such signs only stand in its strings. */
export function printableJson(json: string): string {
    return json.replace(UNPRINTABLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
