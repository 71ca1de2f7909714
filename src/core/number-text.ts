/** The sign between the whole and the fraction of a number. */
export type DecimalMark = '.' | ',';

/** What a text means as a number: once with a decimal point, once with a decimal comma; NaN if it cannot be read so. */
export interface NumberText {
    readonly point: number;
    readonly comma: number;
    /** Whether the number ended in a percent sign; the values are still 45 for `45 %`. */
    readonly percent: boolean;
    /** Three letters where the currency is certain, else its sign; undefined if there is none. */
    readonly currency?: string;
}

// No number is longer, and a misplaced document need not be searched for one.
const LONGEST = 100;

const EMPTY: ReadonlySet<string> = new Set([
    '-',
    '--',
    '–',
    '—',
    '−',
    'n/a',
    'n.a.',
    'na',
    'nan',
    'null',
    'none',
    'k.a.',
    'k. a.',
]);

/** Whether a cell says that it has no number: blank, or `-`, `n/a`, `null` and the like. */
export function isEmptyNumber(text: string): boolean {
    const trimmed = text.trim();
    if (trimmed.length > 10) return false;
    const plain = tidy(trimmed).toLowerCase();
    return plain === '' || EMPTY.has(plain);
}

const CODES =
    'AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MAD|MXN|MYR|NOK|NZD|PEN|PHP|PLN|RON|' +
    'RSD|RUB|SAR|SEK|SGD|THB|TRY|TWD|UAH|USD|UYU|VND|ZAR';
const WORDS = 'euros?|dollars?|sfr\\.?|fr\\.?|rs\\.?|kr\\.?|zł|kč|lei|руб\\.?|TL';
const CURRENCY = `(?:[A-Z]{0,3}\\p{Sc}|${CODES}|${WORDS})`;
const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
    ...{
        '€': 'EUR',
        euro: 'EUR',
        euros: 'EUR',
        '£': 'GBP',
        '₹': 'INR',
        '₽': 'RUB',
        руб: 'RUB',
        '₺': 'TRY',
        tl: 'TRY',
        zł: 'PLN',
    },
    ...{ kč: 'CZK', '₩': 'KRW', '₪': 'ILS', '฿': 'THB', '₫': 'VND', '₴': 'UAH', sfr: 'CHF', us$: 'USD', ca$: 'CAD', c$: 'CAD' },
    ...{
        a$: 'AUD',
        au$: 'AUD',
        nz$: 'NZD',
        hk$: 'HKD',
        s$: 'SGD',
        r$: 'BRL',
        mx$: 'MXN',
        dollar: '$',
        dollars: '$',
        fr: 'fr',
        kr: 'kr',
    },
};

/** The code of a currency as people write it; signs of several currencies, such as `$`, stay what they are. */
export function currencyOf(text: string): string {
    const plain = text.toLowerCase().replace(/\.$/, '');
    return CURRENCY_SIGNS[plain] ?? plain.toUpperCase();
}

// Currencies that share a sign.
const SHARED_SIGNS: Readonly<Record<string, RegExp>> = {
    $: /^(?:USD|CAD|AUD|NZD|HKD|SGD|MXN|ARS|CLP|COP|TWD)$/,
    '¥': /^(?:JPY|CNY)$/,
    KR: /^(?:SEK|NOK|DKK|ISK)$/,
    FR: /^(?:CHF)$/,
    RS: /^(?:INR)$/,
};

/** Whether two currencies, as {@link currencyOf} names them, may be the same: `$` and `USD`. */
export function isSameCurrency(a: string, b: string): boolean {
    return a === b || SHARED_SIGNS[a.toUpperCase()]?.test(b) === true || SHARED_SIGNS[b.toUpperCase()]?.test(a) === true;
}

const LEADING_CURRENCY = new RegExp(`^${CURRENCY}(?!\\p{L})`, 'iu');
const TRAILING_CURRENCY = new RegExp(`(?<!\\p{L})${CURRENCY}$`, 'iu');
const LEADING_SIGN = /^[-+−–]/;
// In '1.200,-' the dash means no cents.
const TRAILING_SIGN = /(?<=[\d\s])[-−]$/;
const NO_CENTS = /(?<=\d[.,])(?:--?|[–—])$/;
const IN_PARENTHESES = /^\((.*)\)$/;
const TRAILING_SCALE =
    /(?<=[\d\s])([kK]|M|[Tt]sd\.?|[Mm]io\.?|[Mm]rd\.?|mln\.?|mn|bn|thousand|millions?|Millionen|lakhs?|crores?)$/u;
const SCALES: Readonly<Record<string, number>> = {
    k: 1e3,
    tsd: 1e3,
    thousand: 1e3,
    lakh: 1e5,
    m: 1e6,
    mio: 1e6,
    mln: 1e6,
    mn: 1e6,
    million: 1e6,
    millionen: 1e6,
    crore: 1e7,
    mrd: 1e9,
    bn: 1e9,
};

/**
 * Reads a number as people write it: with a sign, parentheses or a dash behind it for less than 0, a currency, thousands in
 * groups (by commas, points, blanks or apostrophes; Indian lakhs too), and a scale (`k`, `M`, `Mio`, `bn`). O(length).
 *
 * @returns undefined if the text is not a number by any reading
 */
export function readNumberText(text: string): NumberText | undefined {
    if (text.trim().length > LONGEST) return undefined;
    const plain = /^-?(\d{1,15})(\.\d{1,15})?$/.exec(text);
    // What most cells are, long before all that people can write.
    if (plain !== null && plain[2] === undefined) return { point: Number(text) || 0, comma: Number(text) || 0, percent: false };
    if (plain !== null && plain[2].length !== 4) return { point: Number(text), comma: Number.NaN, percent: false };
    let rest = tidy(text);
    let signs = 0;
    let factor = 1;
    let currencies = 0;
    let currency: string | undefined;
    let isPercent = false;
    let isScaled = false;
    const take = (pattern: RegExp): string | undefined => {
        const found = pattern.exec(rest);
        if (found === null) return undefined;
        rest = (found.index === 0 ? rest.slice(found[0].length) : rest.slice(0, found.index)).trim();
        return found[0];
    };
    for (let before = ''; before !== rest; ) {
        before = rest;
        const inner = IN_PARENTHESES.exec(rest)?.[1];
        if (inner !== undefined) rest = inner.trim();
        const sign = take(LEADING_SIGN) ?? take(TRAILING_SIGN);
        if (inner !== undefined || sign !== undefined) {
            signs += inner !== undefined && sign !== undefined ? 2 : 1;
            if (sign !== '+') factor = -factor;
        }
        for (const found of [take(LEADING_CURRENCY), take(TRAILING_CURRENCY)]) {
            if (found === undefined) continue;
            currencies++;
            // 'USD 1,200.00 $' says the same twice.
            const named = currencyOf(found);
            if (currency === undefined || named.length === 3) currency = named;
        }
        if (!isPercent && !isScaled) {
            isPercent = take(/%$/) !== undefined;
            const scale = take(TRAILING_SCALE)?.toLowerCase().replace(/\.$/, '');
            if (scale !== undefined) {
                isScaled = true;
                factor *= SCALES[scale] ?? SCALES[scale.replace(/s$/, '')];
            }
        }
    }
    if (signs > 1 || currencies > 2 || (isPercent && currencies > 0)) return undefined;
    const digits = rest.replace(NO_CENTS, '');
    const point = readDigits(digits, '.');
    const comma = readDigits(digits, ',');
    if (Number.isNaN(point) && Number.isNaN(comma)) return undefined;
    const number = { point: scaled(point, factor), comma: scaled(comma, factor), percent: isPercent };
    return currency === undefined ? number : { ...number, currency };
}

/** Whether a number means something else with a decimal comma than with a decimal point: `12.500`. */
export function isTwoWay({ point, comma }: NumberText): boolean {
    return !Number.isNaN(point) && !Number.isNaN(comma) && point !== comma;
}

// One kind of blank, apostrophe and digit; invisible marks are left out.
function tidy(text: string): string {
    return text
        .trim()
        .replace(/[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
        .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
        .replace(/[\s\u2000-\u200a]/g, ' ')
        .replace(/[’‘ʼ´`′]/g, "'")
        .replace(/^'(?=[-+\d])/, '')
        .trim();
}

function readDigits(text: string, mark: DecimalMark): number {
    const exponent = /^(\d+[.,]?\d*|[.,]\d+)(e[-+]?\d{1,3})$/i.exec(text);
    if (exponent !== null) {
        const isOther = exponent[1].includes(mark === '.' ? ',' : '.');
        const value = isOther ? Number.NaN : Number(exponent[1].replace(',', '.') + exponent[2]);
        return Number.isFinite(value) ? value : Number.NaN;
    }
    const [whole, fraction = '', ...more] = text.split(mark);
    if (more.length > 0 || !/^\d*$/.test(fraction)) return Number.NaN;
    const digits = joinGroups(whole, mark === '.' ? ',' : '.');
    return digits === undefined || digits + fraction === '' ? Number.NaN : Number(`${digits || '0'}.${fraction || '0'}`);
}

/** The digits without what stands between their groups; undefined if groups are not those of thousands (or lakhs). */
function joinGroups(whole: string, mark: DecimalMark): string | undefined {
    if (/^\d*$/.test(whole)) return whole;
    const separator = [mark, ' ', "'"].find((candidate) => whole.includes(candidate));
    if (separator === undefined) return undefined;
    const groups = whole.split(separator);
    const isThousands = /^[1-9]\d{0,2}$/.test(groups[0]) && groups.slice(1).every((group) => /^\d{3}$/.test(group));
    const isLakhs =
        separator === ',' &&
        /^[1-9]\d?$/.test(groups[0]) &&
        groups.slice(1, -1).every((group) => /^\d{2}$/.test(group)) &&
        /^\d{3}$/.test(groups[groups.length - 1]);
    return isThousands || isLakhs ? groups.join('') : undefined;
}

// 1.1 million is 1100000, not 1100000.0000000002.
function scaled(value: number, factor: number): number {
    if (Math.abs(factor) === 1) return value === 0 ? 0 : value * factor;
    return Number((value * factor).toPrecision(15));
}
