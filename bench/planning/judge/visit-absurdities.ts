import type { Absurdity } from './absurdity.js';
import { repsByDrive } from './owner-absurdities.js';
import type { BookDay, PlanBook } from './plan-book.js';
import { writeHours } from './write-hours.js';

const CLOSE = 1 / 3;
const HALF = 1 / 2;
const WEEK_DAYS = 7;

/** Visits of one account closer than a third of its interval. */
export function findBunched(book: PlanBook): Absurdity[] {
    const { field, visitsOf } = book;
    return field.market.accounts.flatMap(({ id }, i) => {
        const interval = book.interval(i);
        return visitsOf[i].slice(1).flatMap((visit, v): Absurdity[] => {
            const before = visitsOf[i][v];
            const gap = visit.day.day - before.day.day;
            if (gap >= CLOSE * interval) return [];
            const what = `${id} is visited on ${before.day.date} and ${visit.day.date}, due every ${interval.toFixed(0)} days`;
            return [{ kind: 'bunched', what, fix: betterDay(book, i, visit) ?? 'leave the second to another account' }];
        });
    });
}

function betterDay(book: PlanBook, account: number, visit: BookDay): string | undefined {
    const others = book.visitsOf[account].filter((other) => other !== visit);
    for (const host of book.daysOf[visit.rep]) {
        if (others.some((other) => Math.abs(other.day.day - host.day.day) < CLOSE * book.interval(account))) continue;
        if (book.field.insertion(host.rep, host.day, host.stops, account) !== undefined)
            return `visit it on ${host.day.date} instead`;
    }
    return undefined;
}

/** Days at most half full that have room for a visit left out: of the rep's own accounts first, else of those that other reps leave out. */
export function findHalfEmpty(book: PlanBook): Absurdity[] {
    const { field, leftOut } = book;
    const { accounts, reps } = field.market;
    const visits = leftOut.map((left) => left.visits);
    const found: Absurdity[] = [];
    const used = new Set<BookDay>();
    const near = leftOut.map(({ account }) => new Set(repsByDrive(book, account).slice(0, 5)));
    for (const own of [true, false]) {
        for (const day of book.days) {
            if (used.has(day) || day.timing.duration > HALF * (day.day.close - day.day.open)) continue;
            const at = leftOut.findIndex(({ account, owner }, k) => {
                if (visits[k] === 0 || (owner === day.rep) !== own) return false;
                if (!own && (!near[k].has(day.rep) || accounts[account].owner !== undefined)) return false;
                if (!spreads(book, account, day.day.day)) return false;
                return field.insertion(day.rep, day.day, day.stops, account) !== undefined;
            });
            if (at < 0) continue;
            visits[at]--;
            used.add(day);
            const { account, owner } = leftOut[at];
            const whose = own || owner === undefined ? '' : ` of ${reps[owner].id}`;
            const what = `${reps[day.rep].id} works ${writeHours(day.timing.duration)} on ${day.day.date}`;
            found.push({ kind: 'half-empty', what, fix: `visit ${accounts[account].id}${whose} as well` });
        }
    }
    return found;
}

function spreads(book: PlanBook, account: number, day: number): boolean {
    const least = Math.max(1, Math.min(HALF * book.interval(account), WEEK_DAYS));
    return book.visitsOf[account].every((visit) => Math.abs(visit.day.day - day) >= least);
}
