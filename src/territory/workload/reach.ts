import { type Account, type DayWindow, dayWindows, type Rep, WEEKDAYS, type WeeklyHours } from '../../market/index.js';

/** Windows of each day of the week, Monday first. */
export type WeekWindows = readonly (readonly DayWindow[])[];

/** The windows of a week, made once for many questions. */
export function weekWindows(hours: WeeklyHours | undefined): WeekWindows {
    return WEEKDAYS.map((weekday) => dayWindows(hours, weekday));
}

/**
 * Whether a rep can drive out, make one call and be home within the hours of a working day.
 *
 * @param shifts - of the rep
 * @param opening - when a call may start
 * @param oneWay - seconds of the drive there, and as many back
 */
export function fitsInDay(shifts: WeekWindows, opening: WeekWindows, callDuration: number, oneWay: number): boolean {
    for (let day = 0; day < WEEKDAYS.length; day++) {
        for (const [open, close] of shifts[day]) {
            for (const [from, to] of opening[day]) {
                const start = Math.max(open + oneWay, from);
                if (start <= to && start + callDuration + oneWay <= close) return true;
            }
        }
    }
    return false;
}

/** Whether a rep has all skills that an account asks for. */
export function hasSkills(rep: Pick<Rep, 'skills'>, account: Pick<Account, 'skills'>): boolean {
    return account.skills === undefined || account.skills.every((skill) => rep.skills?.includes(skill) === true);
}
