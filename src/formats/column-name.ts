const NOT_DECOMPOSED: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd' };

/** A column name without capitals, accents, spaces and punctuation. */
export function plainName(name: string): string {
    return name
        .toLowerCase()
        .normalize('NFKD')
        .replace(/[ßłøæœđ]/g, (letter) => NOT_DECOMPOSED[letter])
        .replace(/[^\p{L}\p{N}]/gu, '');
}

// What exports put before the names of one object's columns: 'Organization - Name', 'Account: Account Name'.
const PREFIX = /^(?:account|organi[sz]ation|company|customer|lead)\s*(?:-|:|\.)\s*(?=\S)/i;

// A unit or a system behind a name: 'Annual Revenue (EUR)', 'Latitude [WGS84]'.
const SUFFIX = /\s*(?:\([^()]*\)|\[[^[\]]*\])$/;

/** Plain forms of a name without its prefix or its bracketed end, and with German ae, oe and ue as the umlauts that they stand for. */
export function loosePlainNames(name: string): readonly string[] {
    const bare = [name.replace(PREFIX, ''), name.replace(SUFFIX, ''), name.replace(PREFIX, '').replace(SUFFIX, '')];
    const plain = bare.map(plainName).filter((form) => form !== '');
    return [...new Set([...plain, ...plain.map((form) => form.replace(/([aou])e/g, '$1'))])];
}
