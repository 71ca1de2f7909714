import type { BookDay, PlanBook } from './plan-book.js';
import type { PlanFinding } from './scorecard-data.js';

const HOUR = 3600;
/** A day of so much driving for so few visits is a far trip. */
const FAR_DRIVING = 5 * HOUR;
const FEW_VISITS = 2;
/** Seconds at the wheel that a change of days has to save. */
const LEAST_SAVED = 900;
/** Days around a visit in which another rep may take it over. */
const NEAR_DAYS = 7;

/**
 * Finds what a manager would ask about in a plan, each with what would mend it: accounts whose owner cannot reach them in a day though
 * another rep can, accounts an hour closer to a rep who is no busier, long drives for one or two visits, days with one visit and days that
 * fit into others.
 */
export function findWaste(book: PlanBook): PlanFinding[] {
    return [...findOwners(book), ...findDays(book)];
}

function findOwners(book: PlanBook): PlanFinding[] {
    const findings: PlanFinding[] = [];
    const { accounts, reps, ownerOf, hours } = book;
    const load = reps.map(({ share = 1 }, rep) => hours[rep] / share);
    accounts.forEach((account, i) => {
        const owner = ownerOf[i];
        if (owner === -1 || account.owner !== undefined) return;
        const away = book.away(owner, i);
        const nearer = reps
            .map((_, rep) => rep)
            .filter((rep) => rep !== owner && book.away(rep, i) <= away - HOUR)
            .sort((a, b) => book.away(a, i) - book.away(b, i) || a - b);
        const at = { repId: reps[owner].id, accountIds: [account.id] };
        if (!book.canServe(owner, i)) {
            const others = nearer.concat(reps.map((_, rep) => rep).filter((rep) => rep !== owner && !nearer.includes(rep)));
            const able = others.find((rep) => book.canServe(rep, i));
            if (able === undefined) return;
            findings.push({
                kind: 'owner-out-of-reach',
                ...at,
                message: `${reps[owner].id} cannot visit ${account.id} within a day`,
                fix: `give it to ${reps[able].id}, ${showTime(book.away(able, i))} away`,
            });
            return;
        }
        const idle = nearer.find((rep) => load[rep] <= load[owner] && book.canServe(rep, i));
        if (idle === undefined) return;
        findings.push({
            kind: 'closer-rep',
            ...at,
            message: `${account.id} is ${showTime(away)} from ${reps[owner].id}, and ${showTime(book.away(idle, i))} from ${reps[idle].id}, who has no more to do`,
            fix: `give it to ${reps[idle].id}`,
        });
    });
    return findings;
}

function findDays(book: PlanBook): PlanFinding[] {
    const findings: PlanFinding[] = [];
    // What is counted is no place to move others to, and a day is told once.
    const told = new Set<BookDay>();
    for (const find of [farTrip, loneVisit, dissolvableDay]) {
        for (const day of book.days) {
            if (told.has(day)) continue;
            const finding = find(book, day, told);
            if (finding === undefined) continue;
            told.add(day);
            findings.push(finding);
        }
    }
    return findings;
}

function farTrip(book: PlanBook, day: BookDay): PlanFinding | undefined {
    if (day.stops.length > FEW_VISITS || day.driving < FAR_DRIVING) return undefined;
    const fix = giveAway(book, day);
    return fix === undefined ? undefined : { kind: 'far-trip', ...describe(book, day), fix };
}

function loneVisit(book: PlanBook, day: BookDay, told: ReadonlySet<BookDay>): PlanFinding | undefined {
    if (day.stops.length > 1 || day.driving <= book.callDuration[day.stops[0]]) return undefined;
    const fix = spread(book, day, told) ?? giveAway(book, day);
    return fix === undefined ? undefined : { kind: 'lone-visit', ...describe(book, day), fix };
}

function dissolvableDay(book: PlanBook, day: BookDay, told: ReadonlySet<BookDay>): PlanFinding | undefined {
    const fix = spread(book, day, told);
    return fix === undefined ? undefined : { kind: 'dissolvable-day', ...describe(book, day), fix };
}

function describe(book: PlanBook, day: BookDay): Pick<PlanFinding, 'repId' | 'date' | 'accountIds' | 'message'> {
    const repId = book.reps[day.rep].id;
    const accountIds = day.stops.map((account) => book.accounts[account].id);
    const visits = accountIds.length === 1 ? 'one visit' : `${accountIds.length} visits`;
    return {
        repId,
        date: day.date,
        accountIds,
        message: `${repId} drives ${showTime(day.driving)} on ${day.date} for ${visits}`,
    };
}

/** How all visits of a day fit other days of the rep, for less driving. */
function spread(book: PlanBook, day: BookDay, told: ReadonlySet<BookDay>): string | undefined {
    const stopsOf = new Map<BookDay, readonly number[]>();
    const moves: string[] = [];
    let budget = day.driving - LEAST_SAVED;
    // What takes longest on site finds a place hardest.
    const order = [...day.stops].sort((a, b) => book.callDuration[b] - book.callDuration[a] || a - b);
    for (const account of order) {
        let best: { host: BookDay; stops: readonly number[]; added: number } | undefined;
        for (const host of book.daysOf[day.rep]) {
            if (host === day || host.stops.length === 0 || told.has(host) || !book.mayMove(account, day, host)) continue;
            const found = book.insert(host, stopsOf.get(host) ?? host.stops, account, best?.added ?? budget);
            if (found !== undefined) best = { host, ...found };
        }
        if (best === undefined) return undefined;
        budget -= best.added;
        stopsOf.set(best.host, best.stops);
        moves.push(`${book.accounts[account].id} to ${best.host.date}`);
    }
    return `move ${moves.join(', ')}: ${showTime(budget + LEAST_SAVED)} less at the wheel`;
}

/** How all visits of a day fit days of reps who live an hour nearer, for an hour less at the wheel. */
function giveAway(book: PlanBook, day: BookDay): string | undefined {
    const { accounts, reps } = book;
    const moves: string[] = [];
    let added = 0;
    for (const account of day.stops) {
        if (accounts[account].owner !== undefined) return undefined;
        const nearer = reps
            .map((_, rep) => rep)
            .filter((rep) => book.away(rep, account) <= book.away(day.rep, account) - HOUR && book.canServe(rep, account))
            .sort((a, b) => book.away(a, account) - book.away(b, account) || a - b);
        let best: { host: BookDay; added: number } | undefined;
        for (const rep of nearer) {
            for (const host of book.daysOf[rep]) {
                if (Math.abs(host.day - day.day) >= NEAR_DAYS || !book.mayMove(account, day, host)) continue;
                const found = book.insert(host, host.stops, account, best?.added ?? day.driving);
                if (found !== undefined) best = { host, added: found.added };
            }
            if (best !== undefined) break;
        }
        if (best === undefined) return undefined;
        added += best.added;
        moves.push(`${accounts[account].id} to ${reps[best.host.rep].id} on ${best.host.date}`);
    }
    return added <= day.driving - HOUR
        ? `give ${moves.join(', ')}: ${showTime(day.driving - added)} less at the wheel`
        : undefined;
}

function showTime(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    if (hours === 0) return `${rest} min`;
    return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
