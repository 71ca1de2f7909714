/**
 * Removes blanks between a delimiter and a quoted cell, which CSV parsers take for a part of an unquoted cell:
 * `1, "Main, street" ,48` becomes `1,"Main, street",48`. Quotes inside unquoted cells and blanks inside quotes are kept. O(n)
 */
export function trimAroundQuotes(text: string, delimiter: string): string {
    if (!MAYBE.test(text)) return text;
    const isBlank = (character: string): boolean =>
        character !== delimiter && (character === ' ' || character === '\t' || character === '\u00a0');
    const isEnd = (at: number): boolean => at >= text.length || text[at] === '\n' || text.startsWith(delimiter, at);
    const kept: string[] = [];
    let from = 0;
    let at = 0;
    while (at < text.length) {
        // At the start of a cell.
        let quote = at;
        while (quote < text.length && isBlank(text[quote])) quote++;
        if (text[quote] === '"') {
            const closing = closingQuote(text, quote);
            let end = closing + 1;
            while (end < text.length && isBlank(text[end])) end++;
            if (closing < text.length && isEnd(end)) {
                kept.push(text.slice(from, at), text.slice(quote, closing + 1));
                from = end;
                at = end;
            }
        }
        while (!isEnd(at)) at++;
        at += text[at] === '\n' ? 1 : delimiter.length;
    }
    kept.push(text.slice(from));
    return kept.join('');
}

// A blank next to a quote: without one there is nothing to do, in nearly all files.
const MAYBE = /[ \t\u00a0]"|"[ \t\u00a0]/;

function closingQuote(text: string, opening: number): number {
    let at = opening + 1;
    while (at < text.length) {
        if (text[at] === '"') {
            if (text[at + 1] !== '"') return at;
            at++;
        }
        at++;
    }
    return at;
}
