import { readCoordinateText } from './coordinate-text.js';

/** Which number of a position is first. */
export type PositionOrder = 'latitude-first' | 'longitude-first';

/** Both coordinates of a cell. */
export interface PositionText {
    readonly first: number;
    readonly second: number;
    /** Where the cell itself says it: by letters, names, or its form. */
    readonly order?: PositionOrder;
    /** Whether the longitude is marked by an `O`, which is east in some languages and west in others. */
    readonly isO?: boolean;
    /** The decimal mark of the numbers; undefined if both are whole. */
    readonly mark?: '.' | ',';
}

// Links to maps are longer than any other cell.
const LONGEST = 2000;
const LONGEST_TEXT = 120;

const WHOLE = String.raw`[-+]?(?:0|[1-9]\d{0,2})`;
const POINT = String.raw`${WHOLE}(?:\.\d{1,20})?`;
const COMMA = String.raw`${WHOLE}(?:,\d{1,20})?`;
const MARKED = String.raw`${WHOLE},\d{1,20}`;

const WITH_POINTS = new RegExp(`^(${POINT})\\s?°?(?:\\s?[,;/|]\\s?|\\s)(${POINT})\\s?°?$`);
// Between decimal commas a comma divides only with a blank behind it.
const WITH_COMMAS = new RegExp(`^(${COMMA})\\s?°?(?:\\s?[;/|]\\s?|,\\s|\\s)(${COMMA})\\s?°?$`);
const FOUR_PARTS = new RegExp(`^(${MARKED}),(${MARKED})$`);
const WKT = new RegExp(
    String.raw`^(?:SRID=\d+;\s?)?POINT\s?Z?M?\s?\(\s?(${POINT})\s(${POINT})(?:\s[-+\d.]{1,20}){0,2}\s?\)$`,
    'i',
);
const NAMED = new RegExp(
    String.raw`^(lat|l(?:on|ng))[a-z]{0,8}\s?[:=]?\s?(${POINT})\s?[,;]?\s?(lat|l(?:on|ng))[a-z]{0,8}\s?[:=]?\s?(${POINT})$`,
    'i',
);
const LINKS: readonly RegExp[] = [
    // Where the place is, then where the map is.
    new RegExp(`!3d(${POINT})!4d(${POINT})`),
    new RegExp(
        String.raw`[?&](?:q|ll|sll|query|daddr|destination|center|cp)=(?:loc:)?(${POINT})(?:,|%2C|~)(?:\+|%20)?(${POINT})`,
        'i',
    ),
    new RegExp(`[?&]m?lat=(${POINT})&m?(?:lon|lng)=(${POINT})`, 'i'),
    new RegExp(`^geo:(${POINT}),(${POINT})`, 'i'),
    new RegExp(`@(${POINT}),(${POINT})`),
    new RegExp(String.raw`#map=[\d.]{1,5}/(${POINT})/(${POINT})`),
    new RegExp(`/(?:place|search|dir)/(${POINT}),\\+?(${POINT})`),
];

/**
 * Reads a position that is in one cell: `48.1, 11.5`, `48,1; 11,5`, `POINT (11.5 48.1)`, `48°08'N 11°34'E`, a link to a map. O(length)
 *
 * @returns undefined if the text is not a position
 */
export function readPositionText(text: string): PositionText | undefined {
    if (text.length > LONGEST) return undefined;
    const plain = text.trim();
    if (/^(?:https?:|geo:|www\.|maps\.)/i.test(plain)) return readLink(plain);
    if (plain.length > LONGEST_TEXT) return undefined;
    if (plain.startsWith('{')) return readJson(plain);
    const bare = plain
        .replace(/\s+/g, ' ')
        .replace(/[−–]/g, '-')
        .replace(/^[([]\s?(.*?)\s?[)\]]$/, '$1');
    const point = WKT.exec(bare);
    if (point !== null) return pairOf(point[1], point[2], '.', 'longitude-first');
    const named = NAMED.exec(bare);
    if (named !== null && named[1].toLowerCase().startsWith('la') !== named[3].toLowerCase().startsWith('la')) {
        const isLatitude = named[1].toLowerCase().startsWith('la');
        return pairOf(named[2], named[4], '.', isLatitude ? 'latitude-first' : 'longitude-first');
    }
    if (/[NSEWO]/i.test(bare)) return readLettered(bare.toUpperCase());
    const points = WITH_POINTS.exec(bare);
    if (points !== null) return pairOf(points[1], points[2], '.');
    const commas = WITH_COMMAS.exec(bare) ?? FOUR_PARTS.exec(bare);
    return commas === null ? undefined : pairOf(commas[1], commas[2], ',');
}

function pairOf(first: string, second: string, mark: '.' | ',', order?: PositionOrder): PositionText {
    const numbers = { first: Number(first.replace(',', '.')), second: Number(second.replace(',', '.')) };
    const isWhole = !first.includes(mark) && !second.includes(mark);
    return { ...numbers, ...(order === undefined ? {} : { order }), ...(isWhole ? {} : { mark }) };
}

function readLink(link: string): PositionText | undefined {
    for (const pattern of LINKS) {
        const found = pattern.exec(link);
        if (found !== null) return pairOf(found[1], found[2], '.', 'latitude-first');
    }
    return undefined;
}

function readJson(text: string): PositionText | undefined {
    let value: Readonly<Record<string, unknown>>;
    try {
        value = JSON.parse(text);
    } catch {
        return undefined;
    }
    const { lat, latitude = lat, lng, lon = lng, longitude = lon, type, coordinates } = value;
    if (type === 'Point' && Array.isArray(coordinates)) return numbersOf(coordinates[0], coordinates[1], 'longitude-first');
    return numbersOf(latitude, longitude, 'latitude-first');
}

function numbersOf(first: unknown, second: unknown, order: PositionOrder): PositionText | undefined {
    const isNumber = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
    const numbers = { first: Number(first), second: Number(second) };
    const isSound = isNumber(first) && isNumber(second) && Number.isFinite(numbers.first) && Number.isFinite(numbers.second);
    return isSound ? { ...numbers, order } : undefined;
}

/** Reads two coordinates with letters, before or behind their numbers. */
function readLettered(text: string): PositionText | undefined {
    const letters = [...text.matchAll(/[NSEWO]/g)].map(({ index }) => index);
    if (letters.length !== 2) return undefined;
    const cut = letters[0] === 0 ? letters[1] : letters[0] + 1;
    const parts = [text.slice(0, cut), text.slice(cut)].map((part) => part.replace(/^[\s,;/|]+|[\s,;/|]+$/g, ''));
    const [first, second] = parts.map(readCoordinateText);
    if (first?.axis === undefined || second?.axis === undefined || first.axis === second.axis) return undefined;
    return {
        first: first.degrees,
        second: second.degrees,
        order: first.axis === 'latitude' ? 'latitude-first' : 'longitude-first',
        ...(first.isO || second.isO ? { isO: true } : {}),
    };
}
