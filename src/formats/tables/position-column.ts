import { isEmptyNumber } from '../../core/index.js';
import { type PositionOrder, type PositionText, readPositionText } from './position-text.js';

/** Positions of one column. */
export interface PositionColumn {
    /** `[lng, lat]` by row; undefined if the cell is empty or holds none. */
    readonly positions: readonly (readonly [number, number] | undefined)[];
    /** How cells are read that do not say which number is first. */
    readonly order: PositionOrder;
    /** Whether the column or a cell shows that order. */
    readonly isShown: boolean;
}

/**
 * Reads a column of positions. What comes first, and whether an `O` is east or west, is decided by the column: by its name, by numbers that
 * only a longitude can have, by a `W` or `E` in other cells. O(total length)
 */
export function readPositionColumn(header: string, texts: readonly string[]): PositionColumn {
    const read = texts.map((text) => (isEmptyNumber(text) ? undefined : readPositionText(text)));
    const open = read.filter((cell): cell is PositionText => cell !== undefined && cell.order === undefined);
    const longitudesFirst = open.filter(({ first, second }) => Math.abs(first) > 90 && Math.abs(second) <= 90).length;
    const latitudesFirst = open.filter(({ first, second }) => Math.abs(second) > 90 && Math.abs(first) <= 90).length;
    const named = orderOf(header);
    const shown =
        longitudesFirst > latitudesFirst ? 'longitude-first' : latitudesFirst > longitudesFirst ? 'latitude-first' : named;
    const order = shown ?? 'latitude-first';
    const east = eastOf(header, texts);
    const hasCommas = read.some((cell) => cell?.mark === ',');
    const positions = read.map((cell): readonly [number, number] | undefined => {
        if (cell === undefined) return undefined;
        const { first, second, order: own = order, isO = false, mark } = cell;
        // Among '48,1; 11,5' a '48,11' is one number and no other.
        if (hasCommas && mark === undefined && cell.order === undefined) return undefined;
        const [lat, lng] = own === 'latitude-first' ? [first, second] : [second, first];
        if (!isO) return [lng, lat];
        return east === undefined ? undefined : [lng * east, lat];
    });
    return { positions, order, isShown: shown !== undefined || open.length === 0 };
}

const LATITUDE_FIRST = /(?:\blat|breite|\by\b).*(?:\bl(?:on|ng)|länge|laenge|\bx\b)/i;
const LONGITUDE_FIRST = /(?:\bl(?:on|ng)|länge|laenge|\bx\b).*(?:lat|breite|\by\b)/i;

function orderOf(header: string): PositionOrder | undefined {
    const name = header.slice(0, 200).replace(/_/g, ' ');
    if (LATITUDE_FIRST.test(name) || /^latl(?:on|ng)/i.test(name)) return 'latitude-first';
    return LONGITUDE_FIRST.test(name) || /^l(?:on|ng|ong)lat/i.test(name) ? 'longitude-first' : undefined;
}

/** 1 if an `O` is east, -1 if it is west; undefined if nothing tells. */
export function eastOf(header: string, texts: readonly string[]): 1 | -1 | undefined {
    const has = (letter: RegExp): boolean => texts.some((text) => text.length < 100 && letter.test(text));
    if (has(/\d[\s°'"′″’”]*W|W\s*\d/i)) return 1;
    if (has(/\d[\s°'"′″’”]*E|E\s*\d/i)) return -1;
    return /koordinat|länge|laenge|standort|breite/i.test(header) ? 1 : undefined;
}

// As many cells show what a column holds.
const SAMPLE = 200;

/**
 * Whether a column holds positions: at least half of its cells, or nine in ten with decimals where its name does not say so.
 */
export function holdsPositions(texts: readonly string[], isNamed: boolean): boolean {
    const filled = texts.filter((text) => !isEmptyNumber(text)).slice(0, SAMPLE);
    const read = filled.flatMap((text) => readPositionText(text) ?? []);
    if (isNamed) return read.length > 0 && 2 * read.length >= filled.length;
    const certain = read.filter(({ mark, order, first, second }) => {
        return (mark !== undefined || order !== undefined) && Math.abs(first) <= 180 && Math.abs(second) <= 180;
    });
    return certain.length > 0 && 10 * certain.length >= 9 * filled.length;
}
