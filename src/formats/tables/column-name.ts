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

// What Salesforce puts behind the names of a customer's own fields: 'Call_Frequency__c', 'Geo__Latitude__s'.
const OWN_FIELD = /__(?:c|r|s|pc)$/i;

// A unit or a system behind a name: 'Annual Revenue (EUR)', 'Latitude [WGS84]'.
const SUFFIX = /\s*(?:\([^()]*\)|\[[^[\]]*\])$/;

// What is longer is a misplaced document, and the patterns take quadratic time for its blanks.
const LONGEST = 300;

/** Plain forms of a name without its prefix or its bracketed end, and with German ae, oe and ue as the umlauts that they replace. */
export function loosePlainNames(name: string): readonly string[] {
    if (name.length > LONGEST) return [];
    const own = name.trim().replace(OWN_FIELD, '');
    const bare = [own, own.replace(PREFIX, ''), own.replace(SUFFIX, ''), own.replace(PREFIX, '').replace(SUFFIX, '')];
    const plain = bare.map(plainName).filter((form) => form !== '');
    return [...new Set([...plain, ...plain.map((form) => form.replace(/([aou])e/g, '$1'))])];
}

// 'Umsatz 2025', 'Sales FY25', '2025 Revenue'.
const YEAR_BEHIND = /^(.*?[^\s_-])[\s_-]*(?:FY\s?(\d\d)|(?:FY\s?)?((?:19|20)\d\d))$/i;
const YEAR_BEFORE = /^(?:FY\s?)?((?:19|20)\d\d)[\s_-]+(.*)$/i;

/** The year that a name ends or begins with, and its plain forms without it; undefined if there is no year. */
export function datedName(name: string): { readonly year: number; readonly forms: readonly string[] } | undefined {
    if (name.length > LONGEST) return undefined;
    const bare = name.trim().replace(SUFFIX, '');
    const behind = YEAR_BEHIND.exec(bare);
    if (behind !== null) {
        return { year: Number(behind[3] ?? `20${behind[2]}`), forms: [plainName(behind[1]), ...loosePlainNames(behind[1])] };
    }
    const before = YEAR_BEFORE.exec(bare);
    return before === null
        ? undefined
        : { year: Number(before[1]), forms: [plainName(before[2]), ...loosePlainNames(before[2])] };
}
