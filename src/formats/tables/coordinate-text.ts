/** Which of the two numbers of a position a number is. */
export type Axis = 'latitude' | 'longitude';

/** One coordinate as people write it. */
export interface CoordinateText {
    /** Degrees; of an `O` as if it were east. */
    readonly degrees: number;
    /** What a letter says it is; undefined without one. */
    readonly axis?: Axis;
    /** Whether the letter is an `O`: east in German, west in French, Spanish and Italian. */
    readonly isO?: boolean;
}

// No coordinate is longer.
const LONGEST = 60;

const TOKENS = /\d+(?:[.,]\d+)?|[^\s\d]/g;
const DEGREE = /^[°º˚]$/;
const MINUTE = /^['’′´]$/;
const SECOND = /^["″”“]$/;

/**
 * Reads a coordinate: `48.137`, `-11,5`, `48.137° N`, `48°08'15"N`, `N 48 08.25`, `48:08:15 N`. O(length)
 *
 * @returns undefined if the text is not a coordinate
 */
export function readCoordinateText(text: string): CoordinateText | undefined {
    if (text.length > LONGEST) return undefined;
    const plain = text
        .trim()
        .replace(/\b(?:deg|grad)\b\.?/gi, '°')
        .replace(/''/g, '"')
        .replace(/[−–]/g, '-')
        .toUpperCase();
    const tokens = plain.match(TOKENS) ?? [];
    let at = 0;
    const take = (pattern: RegExp): string | undefined => (pattern.test(tokens[at] ?? '') ? tokens[at++] : undefined);

    const before = take(/^[NSEWO]$/);
    const sign = take(/^[-+]$/);
    const parts: number[] = [];
    let isMarked = false;
    for (const mark of [DEGREE, MINUTE, SECOND]) {
        const part = take(/^\d/);
        if (part === undefined) break;
        parts.push(Number(part.replace(',', '.')));
        const isLast = !/^\d/.test(tokens[at + 1] ?? '');
        if (take(mark) !== undefined) isMarked = true;
        else if (!isLast && take(/^:$/) !== undefined) isMarked = true;
        // What is marked as seconds is no minutes.
        else if (DEGREE.test(tokens[at] ?? '') || MINUTE.test(tokens[at] ?? '') || SECOND.test(tokens[at] ?? ''))
            return undefined;
    }
    const letter = before ?? take(/^[NSEWO]$/);
    if (at < tokens.length || parts.length === 0) return undefined;
    // Two numbers alone are a position.
    if (parts.length > 1 && !isMarked && letter === undefined) return undefined;
    const [degrees, minutes = 0, seconds = 0] = parts;
    if (minutes >= 60 || seconds >= 60) return undefined;
    if (parts.slice(0, -1).some((part) => !Number.isInteger(part))) return undefined;
    if (sign !== undefined && letter !== undefined) return undefined;
    const size = degrees + minutes / 60 + seconds / 3600;
    const isNegative = sign === '-' || letter === 'S' || letter === 'W';
    const rounded = parts.length === 1 ? size : Number(size.toFixed(9));
    return {
        degrees: isNegative && rounded !== 0 ? -rounded : rounded,
        ...(letter === undefined ? {} : { axis: letter === 'N' || letter === 'S' ? 'latitude' : 'longitude' }),
        ...(letter === 'O' ? { isO: true } : {}),
    };
}
