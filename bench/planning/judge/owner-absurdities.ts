import type { Absurdity } from './absurdity.js';
import type { PlanBook } from './plan-book.js';
import { writeHours } from './write-hours.js';

const HOUR = 3600;

/** Accounts that their owner cannot reach in a day and another rep can. */
export function findUnreachable(book: PlanBook): Absurdity[] {
    const { field, owner, due } = book;
    const { accounts, reps } = field.market;
    return accounts.flatMap((account, i): Absurdity[] => {
        if (due[i] === 0 || account.owner !== undefined || (owner[i] >= 0 && field.reaches(owner[i], i))) return [];
        const able = repsByDrive(book, i).find((rep) => field.reaches(rep, i));
        if (able === undefined) return [];
        const who = owner[i] < 0 ? 'no rep' : reps[owner[i]].id;
        const what = `${account.id} belongs to ${who}${owner[i] < 0 ? '' : `, ${writeHours(field.drive(owner[i], -1, i))} away`}`;
        return [{ kind: 'unreachable', what, fix: `give it to ${reps[able].id}, ${writeHours(field.drive(able, -1, i))} away` }];
    });
}

/** Accounts an hour closer to a rep who has no more planned hours for his share. */
export function findHourCloser(book: PlanBook): Absurdity[] {
    const { field, owner, due } = book;
    const { accounts, reps } = field.market;
    const load = (rep: number): number => book.hours[rep] / (reps[rep].share ?? 1);
    return accounts.flatMap((account, i): Absurdity[] => {
        if (due[i] === 0 || account.owner !== undefined || owner[i] < 0) return [];
        const own = field.drive(owner[i], -1, i);
        // An account beyond reach is counted as such.
        if (!field.reaches(owner[i], i)) return [];
        const closer = repsByDrive(book, i).find(
            (rep) => field.drive(rep, -1, i) <= own - HOUR && load(rep) <= load(owner[i]) && field.reaches(rep, i),
        );
        if (closer === undefined) return [];
        const what = `${account.id} is ${writeHours(own)} from ${reps[owner[i]].id} with ${writeHours(load(owner[i]))}`;
        const fix = `give it to ${reps[closer].id}, ${writeHours(field.drive(closer, -1, i))} away with ${writeHours(load(closer))}`;
        return [{ kind: 'hour-closer', what, fix }];
    });
}

/** Reps from the nearest to an account to the farthest. */
export function repsByDrive({ field }: PlanBook, account: number): number[] {
    const drives = field.market.reps.map((_, rep) => field.drive(rep, -1, account));
    return drives.map((_, rep) => rep).sort((a, b) => drives[a] - drives[b]);
}
