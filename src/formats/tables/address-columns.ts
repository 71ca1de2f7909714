import { loosePlainNames, plainName } from './column-name.js';

/** Parts of a postal address by name of their columns, in English and nine other languages. */
const PART_NAMES = {
    full: ['full address', 'formatted address', 'complete address', 'full/combined address', 'Anschrift', 'adresse complète'],
    street: [
        'street',
        'street address',
        'street 1',
        'address line 1',
        'address 1',
        'line 1',
        'street/road name',
        'street name',
        'address',
        'Straße',
        'Adresse',
        'rue',
        'calle',
        'dirección',
        'via',
        'indirizzo',
        'rua',
        'endereço',
        'morada',
        'straat',
        'adres',
        'ulica',
        'gatuadress',
        'adress',
        'gade',
        'vej',
    ],
    number: [
        'house number',
        'street number',
        'housenumber',
        'Hausnummer',
        'Hausnr',
        'huisnummer',
        'numéro',
        'número',
        'numer domu',
    ],
    more: ['street 2', 'address line 2', 'address 2', 'line 2', 'Adresszusatz', 'suite'],
    city: [
        'city',
        'town',
        'city/town',
        'city/town/village/locality',
        'locality',
        'Ort',
        'Stadt',
        'Wohnort',
        'ville',
        'ciudad',
        'población',
        'città',
        'comune',
        'cidade',
        'localidade',
        'plaats',
        'woonplaats',
        'miasto',
        'miejscowość',
        'postort',
        'bynavn',
    ],
    state: ['state', 'state/province', 'state/region', 'province', 'state code', 'Bundesland', 'provincia', 'estado'],
    postcode: [
        'postal code',
        'postcode',
        'post code',
        'zip',
        'zip code',
        'zip/postal code',
        'PLZ',
        'Postleitzahl',
        'code postal',
        'código postal',
        'CAP',
        'CEP',
        'kod pocztowy',
        'postnummer',
    ],
    country: ['country', 'country/region', 'country name', 'Land', 'pays', 'país', 'paese', 'kraj'],
} as const;

type Part = keyof typeof PART_NAMES;

const PARTS: readonly Part[] = Object.keys(PART_NAMES) as Part[];

/** Column index of each part of an address that a table has. */
export type AddressColumns = Readonly<Partial<Record<Part, number>>>;

/**
 * Finds the columns of one address: parts of one source, since a billing city is not where a shipping street is.
 *
 * @param sources - words that may stand before a part, `billing`, in order of preference; `''` for none
 * @param latitude - name of the column with the latitude, whose source comes first
 * @returns empty if there is no street: a city alone is no address
 */
export function findAddress(
    headers: readonly string[],
    sources: readonly string[],
    latitude: string | undefined,
): AddressColumns {
    const forms = headers.map((header) => {
        const names = [plainName(header), ...loosePlainNames(header)];
        return [...new Set([...names, ...names.map((name) => name.replace(/(?<=.)of(?:the)?address$/, ''))])];
    });
    const own = latitude === undefined ? '' : plainName(latitude);
    const known = [...new Set(['', ...sources, 'addr'].map(plainName))];
    const isOwn = (source: string): boolean => source !== '' && (own.startsWith(source) || own.endsWith(source));
    const ordered = [...known.filter(isOwn).sort((a, b) => b.length - a.length), ...known.filter((source) => !isOwn(source))];
    for (const source of ordered) {
        const columns: Partial<Record<Part, number>> = {};
        const taken = new Set<number>();
        for (const part of PARTS) {
            const at = findPart(forms, source, part, taken);
            if (at === undefined) continue;
            columns[part] = at;
            taken.add(at);
        }
        if (columns.full !== undefined || columns.street !== undefined) return columns;
    }
    return {};
}

function findPart(forms: readonly string[][], source: string, part: Part, taken: ReadonlySet<number>): number | undefined {
    for (const name of PART_NAMES[part]) {
        const wanted = `${source}${plainName(name)}`;
        const at = forms.findIndex((own, column) => !taken.has(column) && own.includes(wanted));
        if (at >= 0) return at;
    }
    return undefined;
}

/** Writes one address on one line, `12 Main St, Dallas, TX 75201` or `Hauptstr. 3, 89073 Ulm`; undefined if all parts are empty. */
export function joinAddress(cells: readonly string[], columns: AddressColumns): string | undefined {
    const read = (part: Part): string => {
        const column = columns[part];
        return column === undefined ? '' : (cells[column] ?? '').replace(/\s*[\r\n]+\s*/g, ', ').trim();
    };
    const full = read('full');
    if (full !== '') return full;
    const [street, city, state, postcode] = [read('street'), read('city'), read('state'), read('postcode')];
    const numbered = [street, read('number')].filter(isFilled).join(' ');
    // A column called address may hold the whole of it already.
    if (city !== '' && holdsWord(numbered, city)) return numbered;
    const place =
        state === '' ? [[postcode, city].filter(isFilled).join(' ')] : [city, [state, postcode].filter(isFilled).join(' ')];
    const parts = [numbered, read('more'), ...place, read('country')].filter(isFilled);
    return parts.length === 0 ? undefined : parts.join(', ');
}

function isFilled(text: string): boolean {
    return text !== '';
}

function holdsWord(text: string, words: string): boolean {
    const plain = (one: string): string =>
        ` ${one
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]+/gu, ' ')
            .trim()} `;
    return plain(text).includes(plain(words));
}
