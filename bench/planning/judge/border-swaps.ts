import { withStop } from '../plain/field.js';
import { NearestAccounts } from '../plain/nearest-accounts.js';
import type { Absurdity } from './absurdity.js';
import type { BookDay, PlanBook } from './plan-book.js';

const LEAST_GAIN = 600;
const NEIGHBOURS = 12;

/** Days without or with an account, as one exchange leaves them. */
type Changes = Map<BookDay, readonly number[]>;

/** Pairs of accounts of two reps whose exchange saves each rep ten minutes at the wheel; every account stands in one pair at most. */
export function findBorderSwaps(book: PlanBook): Absurdity[] {
    const { field, owner, visitsOf } = book;
    const { accounts, reps } = field.market;
    const candidates = accounts
        .map((_, i) => i)
        .filter((i) => owner[i] >= 0 && accounts[i].owner === undefined && visitsOf[i].length > 0);
    const rivals = neighbouringReps(book, candidates);
    const saved = new Map(candidates.map((i) => [i, removal(book, i)] as const));
    const byPair = new Map<string, number[]>();
    for (const i of candidates) {
        for (const rep of rivals.get(i)!) {
            const key = `${owner[i]}/${rep}`;
            byPair.set(key, [...(byPair.get(key) ?? []), i]);
        }
    }
    const found: Absurdity[] = [];
    const used = new Set<number>();
    for (const [key, ours] of byPair) {
        const [rep, other] = key.split('/').map(Number);
        if (rep > other) continue;
        const theirs = byPair.get(`${other}/${rep}`) ?? [];
        const bounds = new Map<number, number>();
        for (const i of ours) bounds.set(i, loosePrice(book, i, other));
        for (const j of theirs) bounds.set(j, loosePrice(book, j, rep));
        for (const i of ours) {
            for (const j of theirs) {
                if (used.has(i) || used.has(j)) continue;
                if (saved.get(i)! - bounds.get(j)! < LEAST_GAIN || saved.get(j)! - bounds.get(i)! < LEAST_GAIN) continue;
                const first = exchange(book, rep, i, j);
                if (first === undefined || first < LEAST_GAIN) continue;
                const second = exchange(book, other, j, i);
                if (second === undefined || second < LEAST_GAIN) continue;
                used.add(i).add(j);
                found.push({
                    kind: 'border-swap',
                    what: `${reps[rep].id} has ${accounts[i].id} and ${reps[other].id} has ${accounts[j].id}`,
                    fix: `exchange them, which saves ${(first / 60).toFixed(0)} and ${(second / 60).toFixed(0)} minutes`,
                });
            }
        }
    }
    return found;
}

/** For each account the other reps among the owners of its nearest accounts. */
function neighbouringReps({ field, owner }: PlanBook, candidates: readonly number[]): Map<number, Set<number>> {
    const { accounts } = field.market;
    const nearest = new NearestAccounts(accounts, candidates);
    return new Map(
        candidates.map((i) => {
            const around = nearest.around(accounts[i].position, NEIGHBOURS + 1).map((j) => owner[j]);
            return [i, new Set(around.filter((rep) => rep !== owner[i]))];
        }),
    );
}

/** Seconds at the wheel that an account's visits add to its owner's days. */
function removal(book: PlanBook, account: number): number {
    return book.visitsOf[account].reduce((sum, day) => {
        const left = day.stops.filter((other) => other !== account);
        return sum + day.timing.driving - (book.field.time(day.rep, day.day, left)?.driving ?? day.timing.driving);
    }, 0);
}

/** The least that an account's visits could add to a rep's days, whatever else these hold. */
function loosePrice({ field, visitsOf, daysOf }: PlanBook, account: number, rep: number): number {
    return visitsOf[account].reduce((sum, visit) => {
        let least = Number.POSITIVE_INFINITY;
        for (const { day, stops } of daysOf[rep]) {
            if (day.week !== visit.day.week) continue;
            for (let place = 0; place <= stops.length; place++) {
                const before = place === 0 ? -1 : stops[place - 1];
                const after = place === stops.length ? -1 : stops[place];
                const direct = stops.length === 0 ? 0 : field.drive(rep, before, after);
                least = Math.min(least, field.drive(rep, before, account) + field.drive(rep, account, after) - direct);
            }
        }
        return sum + least;
    }, 0);
}

/** Seconds at the wheel that a rep saves by giving one account away and visiting another in the weeks of its visits; undefined if it does not fit. */
function exchange(book: PlanBook, rep: number, gone: number, come: number): number | undefined {
    const { field, visitsOf, daysOf } = book;
    const changes: Changes = new Map();
    for (const day of visitsOf[gone])
        changes.set(
            day,
            day.stops.filter((account) => account !== gone),
        );
    for (const visit of visitsOf[come]) {
        let best: { readonly host: BookDay; readonly place: number; readonly added: number } | undefined;
        for (const host of daysOf[rep]) {
            if (host.day.week !== visit.day.week) continue;
            const insertion = field.insertion(rep, host.day, changes.get(host) ?? host.stops, come, best?.added);
            if (insertion !== undefined) best = { host, ...insertion };
        }
        if (best === undefined) return undefined;
        changes.set(best.host, withStop(changes.get(best.host) ?? best.host.stops, best.place, come));
    }
    let saved = 0;
    for (const [day, stops] of changes) {
        const timing = field.time(rep, day.day, stops);
        if (timing === undefined) return undefined;
        saved += day.timing.driving - timing.driving;
    }
    return saved;
}
