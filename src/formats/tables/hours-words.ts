/** What a word means in hours. */
export type WordMeaning =
    | { readonly kind: 'to' | 'and' | 'skip' | 'closed' | 'holiday' | 'hours' | 'noon' | 'midnight' }
    | { readonly kind: 'days'; readonly days: readonly number[] };

const KINDS: Readonly<Record<string, WordMeaning['kind']>> = Object.fromEntries(
    (
        [
            ['to', 'to till til until through thru bis a al au hasta tot'],
            ['and', 'and und u et y e en'],
            ['skip', 'from von vom de du des le les on open geoffnet ouvert abierto aperto uhr hrs public bank'],
            ['closed', 'off closed geschlossen ruhetag ferme fermee cerrado chiuso gesloten fechado'],
            ['holiday', 'ph sh holiday holidays feiertag feiertage feiertags'],
            ['hours', 'hours hour hrs std stunden horas heures h'],
            ['noon', 'noon midday midi mittag'],
            ['midnight', 'midnight minuit mitternacht'],
        ] as const
    ).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind])),
);

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const GROUPS: Readonly<Record<string, readonly number[]>> = {
    daily: EVERY_DAY,
    everyday: EVERY_DAY,
    taglich: EVERY_DAY,
    tgl: EVERY_DAY,
    weekday: [0, 1, 2, 3, 4],
    weekdays: [0, 1, 2, 3, 4],
    weekend: [5, 6],
    weekends: [5, 6],
    wochenende: [5, 6],
};

/** Monday first; in English, German, French, Spanish, Italian, Dutch, Portuguese. */
const LANGUAGES = [
    'monday tuesday wednesday thursday friday saturday sunday',
    'montag dienstag mittwoch donnerstag freitag samstag sonntag',
    'lundi mardi mercredi jeudi vendredi samedi dimanche',
    'lunes martes miercoles jueves viernes sabado domingo',
    'lunedi martedi mercoledi giovedi venerdi sabato domenica',
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
    'segunda terca quarta quinta sexta sabado domingo',
].map((names) => names.split(' '));
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MONTH = -2;

/** The day that a word names in one language, from two letters on; -1 for none, and for words that fit several. */
function dayIn(language: number, word: string): number {
    if (word.length < 2) return -1;
    if (language === 1 && /^sonnabends?$/.test(word)) return 5;
    if (language === 0 && word === 'weds') return 2;
    const names = LANGUAGES[language];
    const singular = word.length > 4 ? word.replace(/s$/, '') : word;
    for (const form of [word, singular]) {
        const found = names.findIndex((name) => name.startsWith(form));
        if (found >= 0) return names.findIndex((name, i) => i > found && name.startsWith(form)) < 0 ? found : -1;
    }
    return language === 0 && word.length > 2 && MONTHS.some((name) => name.startsWith(word)) ? MONTH : -1;
}

/** Single letters, which count as ends of a range alone: `M-F`, `L-V`. */
const LETTERS: Readonly<Record<string, number>> = { 'm-f': 4, 'l-v': 4 };

/** Whether two letters are the ends of a range of days, and then its last day; its first is Monday. */
export function letterRange(first: string, last: string): number | undefined {
    return LETTERS[`${first}-${last}`];
}

/**
 * Finds the day of each word of a text that names one: in the language that knows all of them. Words that mean different days in
 * several such languages (`Di` is Tuesday in German and Sunday in French) are left out.
 *
 * @param words - plain, see {@link plainWord}
 */
export function findDays(words: Iterable<string>): ReadonlyMap<string, number> {
    const named = [...new Set(words)].filter((word) => LANGUAGES.some((_, language) => dayIn(language, word) >= 0));
    const days = new Map<string, number>();
    const unclear = new Set<string>();
    for (let language = 0; language < LANGUAGES.length; language++) {
        const found = named.map((word) => dayIn(language, word));
        if (found.includes(-1)) continue;
        named.forEach((word, i) => {
            if (days.has(word) && days.get(word) !== found[i]) unclear.add(word);
            days.set(word, found[i]);
        });
    }
    for (const [word, day] of days) if (day === MONTH || unclear.has(word)) days.delete(word);
    return days;
}

/** What a word means, by {@link findDays} of its text; undefined if it is unknown. */
export function meaningOf(word: string, days: ReadonlyMap<string, number>): WordMeaning | undefined {
    const day = days.get(word);
    if (day !== undefined) return { kind: 'days', days: [day] };
    if (Object.hasOwn(GROUPS, word)) return { kind: 'days', days: GROUPS[word] };
    return Object.hasOwn(KINDS, word) ? ({ kind: KINDS[word] } as WordMeaning) : undefined;
}

/** A word without capitals and accents. */
export function plainWord(word: string): string {
    return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
