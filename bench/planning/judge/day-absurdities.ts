import { withStop } from '../plain/field.js';
import type { Absurdity } from './absurdity.js';
import { repsByDrive } from './owner-absurdities.js';
import type { BookDay, PlanBook } from './plan-book.js';
import { writeHours } from './write-hours.js';

const HOUR = 3600;
const FAR_DRIVING = 5 * HOUR;
const MOST_FAR_VISITS = 2;
const FAR_PLACE = 1.5 * HOUR;
const SAME_PLACE = 1200;
const WEEK_DAYS = 7;
const LEAST_SAVED = 900;

/** Days that should not be driven as they are: far trips, lone visits, twin trips, days that dissolve; each day counts once. */
export function findDayAbsurdities(book: PlanBook): Absurdity[] {
    const found: Absurdity[] = [];
    const counted = new Set<BookDay>();
    const passes = [farTrip, loneVisit, twinTrip, dissolvable];
    for (const pass of passes) {
        for (const day of book.days) {
            if (day.stops.length === 0 || counted.has(day)) continue;
            const absurdity = pass(book, day, counted);
            if (absurdity === undefined) continue;
            counted.add(day);
            found.push(absurdity);
        }
    }
    return found;
}

function farTrip(book: PlanBook, day: BookDay): Absurdity | undefined {
    if (day.stops.length > MOST_FAR_VISITS || day.timing.driving < FAR_DRIVING) return undefined;
    const fix = otherReps(book, day);
    return fix === undefined ? undefined : { kind: 'far-trip', what: writeDay(book, day), fix };
}

function loneVisit(book: PlanBook, day: BookDay, counted: ReadonlySet<BookDay>): Absurdity | undefined {
    if (day.stops.length > 1 || day.timing.driving <= book.field.market.accounts[day.stops[0]].callDuration) return undefined;
    const fix = spread(book, day, counted) ?? otherReps(book, day);
    return fix === undefined ? undefined : { kind: 'lone-visit', what: writeDay(book, day), fix };
}

function dissolvable(book: PlanBook, day: BookDay, counted: ReadonlySet<BookDay>): Absurdity | undefined {
    const fix = spread(book, day, counted);
    return fix === undefined ? undefined : { kind: 'dissolvable', what: writeDay(book, day), fix };
}

function twinTrip(book: PlanBook, day: BookDay, counted: ReadonlySet<BookDay>): Absurdity | undefined {
    const { field } = book;
    const far = (account: number): boolean => field.drive(day.rep, -1, account) >= FAR_PLACE;
    if (!day.stops.some(far)) return undefined;
    for (const first of book.daysOf[day.rep]) {
        if (first === day || counted.has(first) || Math.abs(first.day.day - day.day.day) >= WEEK_DAYS) continue;
        const there = day.stops.filter(
            (account) =>
                far(account) &&
                first.stops.some((other) => other !== account && field.drive(day.rep, account, other) <= SAME_PLACE),
        );
        if (there.length === 0) continue;
        const saved = join(book, day, there, first);
        if (saved === undefined || saved < LEAST_SAVED) continue;
        const names = there.map((account) => field.market.accounts[account].id).join(', ');
        return {
            kind: 'twin-trip',
            what: writeDay(book, day),
            fix: `visit ${names} on ${first.day.date}, which saves ${writeHours(saved)}`,
        };
    }
    return undefined;
}

/** What is saved at the wheel if some visits of a day move to another; undefined if they do not fit there. */
function join(book: PlanBook, day: BookDay, accounts: readonly number[], host: BookDay): number | undefined {
    const { field } = book;
    let stops = host.stops;
    let added = 0;
    for (const account of accounts) {
        if (!book.mayVisit(account, host.day.day, day)) return undefined;
        const insertion = field.insertion(host.rep, host.day, stops, account);
        if (insertion === undefined) return undefined;
        stops = withStop(stops, insertion.place, account);
        added += insertion.added;
    }
    const left = day.stops.filter((account) => !accounts.includes(account));
    const after = field.time(day.rep, day.day, left)?.driving ?? day.timing.driving;
    return day.timing.driving - after - added;
}

/** How all visits of a day fit other days of the rep, for less driving. */
function spread(book: PlanBook, day: BookDay, counted: ReadonlySet<BookDay>): string | undefined {
    const { field } = book;
    const stopsOf = new Map<BookDay, readonly number[]>();
    const moves: string[] = [];
    let budget = day.timing.driving - LEAST_SAVED;
    // What is longest on site finds a place hardest.
    const order = [...day.stops].sort((a, b) => field.market.accounts[b].callDuration - field.market.accounts[a].callDuration);
    for (const account of order) {
        let best: { readonly host: BookDay; readonly place: number; readonly added: number } | undefined;
        for (const host of book.daysOf[day.rep]) {
            if (host === day || host.stops.length === 0 || counted.has(host)) continue;
            if (!book.mayVisit(account, host.day.day, day)) continue;
            const insertion = field.insertion(day.rep, host.day, stopsOf.get(host) ?? host.stops, account, best?.added ?? budget);
            if (insertion !== undefined) best = { host, ...insertion };
        }
        if (best === undefined) return undefined;
        budget -= best.added;
        stopsOf.set(best.host, withStop(stopsOf.get(best.host) ?? best.host.stops, best.place, account));
        moves.push(`${field.market.accounts[account].id} to ${best.host.day.date}`);
    }
    return `move ${moves.join(', ')}, which saves ${writeHours(budget + LEAST_SAVED)}`;
}

/** How all visits of a day fit days of a rep who lives an hour nearer to each, within the week before or after, for an hour less at the wheel. */
function otherReps(book: PlanBook, day: BookDay): string | undefined {
    const { field } = book;
    const { accounts, reps } = field.market;
    const moves: string[] = [];
    let added = 0;
    for (const account of day.stops) {
        if (accounts[account].owner !== undefined) return undefined;
        const nearer = field.drive(day.rep, -1, account) - HOUR;
        let move: string | undefined;
        for (const rep of repsByDrive(book, account)) {
            if (field.drive(rep, -1, account) > nearer) break;
            let best: { readonly host: BookDay; readonly added: number } | undefined;
            for (const host of book.daysOf[rep]) {
                if (Math.abs(host.day.day - day.day.day) >= WEEK_DAYS || !book.mayVisit(account, host.day.day, day)) continue;
                const insertion = field.insertion(rep, host.day, host.stops, account, best?.added);
                if (insertion !== undefined) best = { host, added: insertion.added };
            }
            if (best === undefined) continue;
            added += best.added;
            move = `${accounts[account].id} to ${reps[rep].id} on ${best.host.day.date}`;
            break;
        }
        if (move === undefined) return undefined;
        moves.push(move);
    }
    return added <= day.timing.driving - HOUR
        ? `give ${moves.join(', ')}, which saves ${writeHours(day.timing.driving - added)}`
        : undefined;
}

function writeDay(book: PlanBook, { rep, day, stops, timing }: BookDay): string {
    const { accounts, reps } = book.field.market;
    const names = stops.length > 4 ? `${stops.length} visits` : stops.map((account) => accounts[account].id).join(', ');
    return `${reps[rep].id} drives ${writeHours(timing.driving)} on ${day.date} for ${names}`;
}
