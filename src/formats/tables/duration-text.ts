const HOURS = '(?:h|hrs?\\.?|hours?|std\\.?|stunden?|heures?|horas?|ore?|uur)';
const MINUTES = '(?:m|mins?\\.?|minutes?|minuten?|minutos?|minuti?)';
const NUMBER = '(\\d{1,4}(?:[.,]\\d{1,2})?)';
// '1 h 30 min', '1h30', '1.5 hours'
const WITH_HOURS = new RegExp(`^${NUMBER}\\s*${HOURS}(?:\\s*(\\d{1,2})\\s*${MINUTES}?)?$`, 'i');
const WITH_MINUTES = new RegExp(`^${NUMBER}\\s*${MINUTES}$`, 'i');
// '0:45', '01:30:00', as spreadsheets write times
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/;

/** How durations of a column are meant that name no unit of their own. */
export interface DurationUnit {
    readonly name: 'seconds' | 'minutes' | 'hours';
    readonly seconds: 1 | 60 | 3600;
    /** What `20:00` is. */
    readonly clock: 'hours' | 'minutes';
}

const SECONDS: Readonly<Record<DurationUnit['name'], DurationUnit['seconds']>> = { seconds: 1, minutes: 60, hours: 3600 };

const UNIT_WORDS: Readonly<Record<DurationUnit['name'], ReadonlySet<string>>> = {
    hours: new Set('h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren hh'.split(' ')),
    minutes: new Set('m min mins minute minutes minuten minuto minutos minuti mm'.split(' ')),
    seconds: new Set('s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondi ss'.split(' ')),
};

/** The unit that the name of a column says, `Call duration (h)`, `duration_sec`; minutes if it says none. */
export function durationUnit(header: string): DurationUnit {
    const words = headerWords(header);
    const name = (['hours', 'minutes', 'seconds'] as const).find((unit) => words.some((word) => UNIT_WORDS[unit].has(word)));
    const isMinutes = /(?<![a-z])m{1,2}:s{1,2}(?![a-z])/i.test(header);
    return { name: name ?? 'minutes', seconds: SECONDS[name ?? 'minutes'], clock: isMinutes ? 'minutes' : 'hours' };
}

/** The name of a column of durations without its unit: `duration` for `duration_sec` and `Duration (h)`; undefined if it says none. */
export function withoutDurationUnit(header: string): string | undefined {
    const words = headerWords(header);
    const others = words.filter((word) => word !== 'in' && !Object.values(UNIT_WORDS).some((unit) => unit.has(word)));
    return others.length === words.length || others.length === 0 ? undefined : others.join(' ');
}

// No name of a column is longer.
const LONGEST = 100;

function headerWords(header: string): string[] {
    if (header.length > LONGEST) return [];
    const words = header.replace(/([\p{Ll}\d])(?=\p{Lu})/gu, '$1 ').toLowerCase();
    return words.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
}

/**
 * Reads a duration that names its unit, or is written as on a clock in hours and minutes: `45 min`, `1 h`, `1h30`, `0:45`, `1,5 Std.`
 *
 * @param form - what `20:00` is; default hours and minutes
 * @returns seconds; undefined if the text has no unit or is not a duration
 */
export function readDurationText(text: string, form: DurationUnit['clock'] = 'hours'): number | undefined {
    const clock = CLOCK.exec(text);
    if (clock !== null) {
        const [first, second, third] = clock.slice(1).map((part) => Number(part ?? 0));
        if (form === 'minutes' && clock[3] === undefined) return second > 59 ? undefined : first * 60 + second;
        const [hours, minutes, seconds] = [first, second, third];
        return minutes > 59 || seconds > 59 ? undefined : hours * 3600 + minutes * 60 + seconds;
    }
    const short = WITH_MINUTES.exec(text);
    if (short !== null) return decimal(short[1]) * 60;
    const long = WITH_HOURS.exec(text);
    if (long === null) return undefined;
    const hours = decimal(long[1]);
    const minutes = Number(long[2] ?? 0);
    // Neither '1.5 h 30' nor '1 h 75' is a duration.
    return minutes > 59 || (long[2] !== undefined && !Number.isInteger(hours))
        ? undefined
        : Math.round(hours * 3600) + minutes * 60;
}

function decimal(text: string): number {
    return Number(text.replace(',', '.'));
}
