const HOURS = '(?:h|hrs?\\.?|hours?|std\\.?|stunden?|heures?|horas?|ore?|uur)';
const MINUTES = '(?:m|mins?\\.?|minutes?|minuten?|minutos?|minuti?)';
const NUMBER = '(\\d{1,4}(?:[.,]\\d{1,2})?)';
// '1 h 30 min', '1h30', '1.5 hours'
const WITH_HOURS = new RegExp(`^${NUMBER}\\s*${HOURS}(?:\\s*(\\d{1,2})\\s*${MINUTES}?)?$`, 'i');
const WITH_MINUTES = new RegExp(`^${NUMBER}\\s*${MINUTES}$`, 'i');
// '0:45', '01:30:00', as spreadsheets write times
const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/;

/**
 * Reads a duration that names its unit, or is written as on a clock in hours and minutes: `45 min`, `1 h`, `1h30`, `0:45`, `1,5 Std.`
 *
 * @returns seconds; undefined where the text names no unit or is no duration
 */
export function readDurationText(text: string): number | undefined {
    const clock = CLOCK.exec(text);
    if (clock !== null) {
        const [hours, minutes, seconds] = clock.slice(1).map((part) => Number(part ?? 0));
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
