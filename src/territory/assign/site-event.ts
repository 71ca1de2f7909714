import {
    anything,
    checkStructure,
    coordinates,
    finite,
    IssueCollector,
    list,
    optional,
    record,
    strict,
    text,
} from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { checkPosition } from '../../geo/internal.js';
import type { Account } from '../../market/index.js';
import { checkAccounts } from '../../market/internal.js';
import { PointIndex } from '../../spatial/index.js';
import { DEFAULT_TRAVEL, type GreatCircleTravel, withinTravelTime } from '../../travel/index.js';
import { checkTravelModel } from '../../travel/internal.js';

/** A place where an event could be held. */
export interface Venue {
    readonly id: string;
    readonly position: Position;
}

/** Options of {@link siteEvent}. */
export interface EventOptions {
    /** Seconds that guests drive at most, from 0. */
    readonly within: number;
    /** Worth of each account, by account id; default its potential. An account without an entry counts 0. */
    readonly values?: Readonly<Record<string, number>>;
    /** Rep of each account, by account id; an account's own `owner` counts where there is no entry. */
    readonly owners?: Readonly<Record<string, string>>;
    /** Most guests; the most valuable are invited. Default no limit. */
    readonly seats?: number;
    /** How fast guests drive. Default: the default great-circle model. */
    readonly travel?: GreatCircleTravel;
}

/** A person to invite. */
export interface EventGuest {
    readonly accountId: string;
    readonly value: number;
    /** Of the drive to the venue, seconds and metres. */
    readonly duration: number;
    readonly distance: number;
    /** Who invites; absent if no rep has the account. */
    readonly repId?: string;
}

/** What an event at one venue would reach. */
export interface EventSite {
    readonly venueId: string;
    /** Sum over the guests. */
    readonly value: number;
    /** The most valuable first, then the nearest. */
    readonly guests: readonly EventGuest[];
    /** Who invites whom: most value first; guests without a rep are left out. */
    readonly byRep: readonly { readonly repId: string; readonly guests: number; readonly value: number }[];
}

/**
 * Finds where to hold an event: which venue the most valuable accounts reach within a time, whom to invite, and which rep invites whom.
 *
 * @param venues - candidates, ids unique
 * @returns every venue, the one that reaches most first, then the one with the shorter drives; ties in input order. About
 *   O(n log n + venues × guests)
 * @throws BeatplanError `invalid-input` with every issue of venues, accounts and options
 * @example
 * ```ts
 * const [best] = siteEvent(hotels, accounts, { within: 45 * 60, seats: 80 });
 * best.guests; // the invite list
 * ```
 */
export function siteEvent(venues: readonly Venue[], accounts: readonly Account[], options: EventOptions): EventSite[] {
    check(venues, accounts, options);
    const { within, values, owners = {}, seats = Number.POSITIVE_INFINITY, travel = DEFAULT_TRAVEL } = options;
    const index = new PointIndex(accounts.map(({ position }) => position));
    const worth = accounts.map(({ id, potential = 0 }) => {
        if (values === undefined) return potential;
        return Object.hasOwn(values, id) ? values[id] : 0;
    });
    const sites = venues.map(({ id, position }): EventSite => {
        const reached = withinTravelTime(index, position, within, travel);
        // Quickest first already; sorting by value keeps that among equals.
        const invited = reached.sort((a, b) => worth[b.index] - worth[a.index]).slice(0, seats);
        const guests = invited.map(({ index: i, duration, distance }): EventGuest => {
            const { id: accountId, owner } = accounts[i];
            const repId = Object.hasOwn(owners, accountId) ? owners[accountId] : owner;
            return { accountId, value: worth[i], duration, distance, ...(repId === undefined ? {} : { repId }) };
        });
        return { venueId: id, value: sumOf(guests.map((guest) => guest.value)), guests, byRep: splitByRep(guests) };
    });
    const drives = new Map(sites.map((site) => [site, sumOf(site.guests.map((guest) => guest.duration))]));
    return sites.sort((a, b) => b.value - a.value || drives.get(a)! - drives.get(b)!);
}

function splitByRep(guests: readonly EventGuest[]): { repId: string; guests: number; value: number }[] {
    const shares = new Map<string, { repId: string; guests: number; value: number }>();
    for (const { repId, value } of guests) {
        if (repId === undefined) continue;
        const share = shares.get(repId) ?? { repId, guests: 0, value: 0 };
        share.guests++;
        share.value += value;
        shares.set(repId, share);
    }
    return [...shares.values()].sort((a, b) => b.value - a.value);
}

function sumOf(numbers: readonly number[]): number {
    return numbers.reduce((sum, value) => sum + value, 0);
}

function check(venues: readonly Venue[], accounts: readonly Account[], options: EventOptions): void {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    if (checkStructure(list(strict({ id: text(), position: coordinates() })), venues, collector, ['venues'])) {
        const ids = new Set<string>();
        venues.forEach(({ id, position }, i) => {
            if (ids.has(id))
                collector.add('duplicate-id', ['venues', i, 'id'], 'is already used by another venue', { received: id });
            ids.add(id);
            checkPosition(position, ['venues', i, 'position'], collector);
        });
    }
    const schema = strict({
        within: finite({ min: 0 }),
        values: optional(record(finite({ min: 0 }))),
        owners: optional(record(text())),
        seats: optional(finite({ min: 1, integer: true })),
        travel: optional(anything()),
    });
    if (checkStructure(schema, options, collector, ['options']) && options.travel !== undefined) {
        checkTravelModel(options.travel, ['options', 'travel'], collector);
    }
    collector.throwIfAny('siteEvent');
}
