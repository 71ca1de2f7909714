import type { Random } from '../../../src/core/index.js';
import type { Market, MarketAccount, MarketRep, MarketTravel, Place, Week } from '../plain/market.js';

/** A place and how large it is among the others: what makes it worth visiting. */
export interface Prospect {
    readonly id: string;
    readonly position: Place;
    readonly size: number;
}

/** How a market of some prospects is worked. */
export interface MarketRules {
    readonly name: string;
    readonly homes: readonly Place[];
    readonly travel: MarketTravel;
    /** Hours of a rep's day. */
    readonly shift: readonly [open: number, close: number];
    /** What accounts get up to a rank, as shares of all accounts from the largest; the last is up to 1. */
    readonly tiers: readonly { readonly upTo: number; readonly callFrequency: number; readonly minutes: number }[];
}

const START = '2027-01-04';
const WEEKS = 4;
const HOUR = 3600;
const OFFICE_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'];
const OPEN: Week = everyDay(OFFICE_DAYS, [[8 * HOUR, 18 * HOUR]]);
const NARROW: readonly Week[] = [
    everyDay(['mon', 'wed', 'fri'], [[9 * HOUR, 16 * HOUR]]),
    everyDay(OFFICE_DAYS, [
        [9 * HOUR, 12 * HOUR],
        [13.5 * HOUR, 17 * HOUR],
    ]),
];
// One in this many accounts has narrow hours.
const NARROW_EVERY = 11;

export const OPEN_ROADS: MarketTravel = {
    kind: 'great-circle',
    circuity: 1.2,
    speedBands: [{ upTo: 5000, speed: 8.3 }, { upTo: 50_000, speed: 18 }, { speed: 28 }],
};

export const CITY_STREETS: MarketTravel = {
    kind: 'great-circle',
    circuity: 1.35,
    speedBands: [{ upTo: 3000, speed: 5 }, { upTo: 15_000, speed: 9 }, { speed: 18 }],
};

/** Makes a market: the larger a prospect, the higher its priority and the more often and longer it is visited. */
export function makeMarket(prospects: readonly Prospect[], { name, homes, travel, shift, tiers }: MarketRules): Market {
    const ranked = [...prospects].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
    const accounts = ranked.map(({ id, position, size }, rank): MarketAccount => {
        const tier = tiers.find(({ upTo }) => rank < upTo * ranked.length) ?? tiers[tiers.length - 1];
        return {
            id,
            position,
            potential: size,
            priority: Math.round((100 * (ranked.length - rank)) / ranked.length),
            callFrequency: tier.callFrequency,
            callDuration: 60 * (tier.minutes + ((rank * 7) % 11)),
            hours: rank % NARROW_EVERY === 0 ? NARROW[(rank / NARROW_EVERY) % NARROW.length] : OPEN,
        };
    });
    const hours = everyDay(OFFICE_DAYS, [shift]);
    const reps = homes.map((home, r): MarketRep => ({ id: `R${String(r + 1).padStart(3, '0')}`, home, hours }));
    return { name, accounts, reps, start: START, weeks: WEEKS, travel };
}

/** The first places that lie at least this many degrees apart from each other. */
export function spacedHomes(places: readonly Place[], count: number, degrees: number): Place[] {
    const homes: Place[] = [];
    for (const place of places) {
        if (homes.length === count) break;
        if (homes.every((home) => Math.hypot(home[0] - place[0], home[1] - place[1]) >= degrees)) homes.push(place);
    }
    return homes;
}

/** A place near another, with a normal distribution of this many degrees. */
export function jitter([lng, lat]: Place, degrees: number, random: Random): Place {
    const away = degrees * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    return [round(lng + away * Math.cos(angle)), round(lat + away * Math.sin(angle))];
}

function round(degrees: number): number {
    return Math.round(degrees * 1e5) / 1e5;
}

function everyDay(days: readonly string[], windows: readonly (readonly [number, number])[]): Week {
    return Object.fromEntries(days.map((day) => [day, windows]));
}
