const DAY: Intl.DateTimeFormat = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
});
const WEEKDAY: Intl.DateTimeFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** `2 h 5 min`: a time that is needed, rounded up to minutes. */
export function writeUp(seconds: number): string {
    const minutes = Math.ceil(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${rest} min`;
    return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `08:05` of minutes after midnight. */
export function writeClock(minutes: number): string {
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `Tuesday 6 January` of `YYYY-MM-DD`. */
export function writeDay(date: string): string {
    return DAY.format(new Date(date));
}

/** `Tuesday` of `YYYY-MM-DD`. */
export function writeWeekday(date: string): string {
    return WEEKDAY.format(new Date(date));
}

/** `the week of 5 January`, by its Monday. */
export function writeWeek(monday: string): string {
    return `the week of ${writeDay(monday).replace(/^\S+ /, '')}`;
}
