/** What a child tells of its run. */
export type Report =
    | { readonly kind: 'begin'; readonly number: number; readonly encoded: string }
    | { readonly kind: 'finding'; readonly finding: Finding }
    | { readonly kind: 'end'; readonly cases: number };

/** A case that broke a promise. */
export interface Finding {
    /** Of the case in its lane, from 0; the same seed and number make the same case. */
    readonly number: number;
    /** The least case that still fails, by `encodeCase`. */
    readonly encoded: string;
    /** What went wrong, with the stack where there is one. */
    readonly message: string;
    /** How often it was made smaller; undefined where it could not be tried. */
    readonly shrinks?: number;
}

/** What findings of one cause share: the first line and the place, without figures and names. */
export function causeOf(message: string): string {
    const lines = message.split('\n');
    const place = lines.find((line) => /^\s*at .*[/\\](src|test)[/\\]/.test(line)) ?? '';
    return `${lines[0]} ${place}`.replace(/\d+(\.\d+)?(e[+-]?\d+)?|(["'`]).*?\3/g, '#').slice(0, 300);
}
