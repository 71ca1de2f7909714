import {
    checkStructure,
    type ErrorCode,
    finite,
    IssueCollector,
    list,
    loose,
    optional,
    pair,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import { greatCircleDistance, type Position } from '../geo/index.js';
import { positionIssue } from '../geo/internal.js';
import type { Account } from './account.js';
import { findStrays } from './stray-positions.js';
import { findWholeSlip } from './whole-slip.js';

/** Something doubtful about one or several accounts. */
export interface AccountFinding {
    readonly code: ErrorCode;
    /** In input order. */
    readonly accountIds: readonly string[];
    /** Why it is doubtful. */
    readonly message: string;
    /** What to do about it. */
    readonly fix: string;
    /** Where the account probably is, if that is known. */
    readonly position?: Position;
}

/** Options of {@link auditAccounts}. */
export interface AuditOptions {
    /** Accounts of one name this near to each other count as likely duplicates, metres from 0; default 200. */
    readonly nearby?: number;
    /**
     * Where the reps live: accounts that lie around them only with exchanged coordinates, or with another sign, are a fault of the whole
     * table. Without homes only accounts at sea show it. Default: none.
     */
    readonly homes?: readonly Position[];
}

// All that has to be sound of an account that is looked at.
const namedSchema: Schema = list(loose({ id: text() }));

// Metres along a meridian for a degree, a little less than there are.
const METRES_A_DEGREE = 111_000;

/**
 * Looks for what is probably wrong with accounts, though it can be worked with: positions that are missing, not on Earth, where
 * failed geocoding puts them, exchanged, mirrored or far away from all others, and accounts that stand in the list twice.
 *
 * Takes accounts as they come, faulty ones included. O(n log n).
 *
 * @returns findings in the order of their first account
 * @throws BeatplanError `invalid-input` for the options, and for accounts without an id
 * @example
 * ```ts
 * for (const { accountIds, message, fix } of auditAccounts(accounts)) console.log(accountIds.join(', '), message, fix);
 * ```
 */
export function auditAccounts(accounts: readonly Account[], options: AuditOptions = {}): AccountFinding[] {
    const collector = new IssueCollector();
    checkStructure(namedSchema, accounts, collector, ['accounts']);
    const homes = optional(list(pair(finite(), 'a position [lng, lat]')));
    checkStructure(strict({ nearby: optional(finite({ min: 0 })), homes }), options, collector, ['options']);
    collector.throwIfAny('auditAccounts');

    const found: { readonly first: number; readonly finding: AccountFinding }[] = [];
    const report = (indices: readonly number[], finding: Omit<AccountFinding, 'accountIds'>): void => {
        found.push({ first: indices[0], finding: { ...finding, accountIds: indices.map((i) => accounts[i].id) } });
    };
    const placed: number[] = [];
    accounts.forEach((account, i) => {
        const fault = describeFault(account.position);
        if (fault === undefined) placed.push(i);
        else report([i], fault);
    });
    const isWhole = reportWhole(accounts, placed, options.homes ?? [], report);
    if (!isWhole) reportStrays(accounts, placed, report);
    const sameName = groupDuplicates(accounts, placed, options.nearby ?? 200);
    for (const group of sameName) {
        report(group, {
            code: 'likely-duplicate',
            message: 'have the same name and stand next to each other',
            fix: 'keep one of them, or tell them apart by name',
        });
    }
    reportShared(accounts, placed, sameName, report);
    return found.sort((a, b) => a.first - b.first).map(({ finding }) => finding);
}

type Report = (indices: readonly number[], finding: Omit<AccountFinding, 'accountIds'>) => void;

function describeFault(position: Position | undefined): Omit<AccountFinding, 'accountIds'> | undefined {
    const code = positionIssue(position);
    if (code === undefined) {
        const [lng, lat] = position as Position;
        if (lng !== 0 || lat !== 0) return undefined;
        return {
            code: 'null-island',
            message: 'stands at exactly (0, 0), which is what failed geocoding writes',
            fix: 'geocode the address again',
        };
    }
    if (code === 'missing-position') return { code, message: 'has no position', fix: 'geocode the address' };
    if (code === 'swapped-coordinates') {
        const [lat, lng] = position as Position;
        return { code, message: 'has a latitude beyond a pole', fix: 'exchange longitude and latitude', position: [lng, lat] };
    }
    return { code, message: 'has a position that is no place on Earth', fix: 'give [longitude, latitude] in degrees' };
}

// Where the whole table is wrong, each account that lies far from the others is no news.
function reportWhole(
    accounts: readonly Account[],
    placed: readonly number[],
    homes: readonly Position[],
    report: Report,
): boolean {
    const sound = homes.filter((home) => describeFault(home) === undefined);
    const positions = placed.map((i) => accounts[i].position);
    const found = findWholeSlip(positions, sound);
    if (found === undefined) return false;
    const isSwapped = found.slip === 'swapped';
    const only = isSwapped ? 'only if their coordinates are exchanged' : 'only with another sign of their coordinates';
    report(placed, {
        code: isSwapped ? 'swapped-coordinates' : 'mirrored-coordinates',
        message: `lie ${found.evidence === 'homes' ? 'around the homes of the reps' : 'on land'} ${only}`,
        fix: isSwapped ? 'exchange latitude and longitude' : 'check the signs: west and south are negative',
    });
    return true;
}

function reportStrays(accounts: readonly Account[], placed: readonly number[], report: Report): void {
    for (const stray of findStrays(placed.map((i) => accounts[i].position))) {
        const i = placed[stray.index];
        const { slip, position } = stray;
        if (slip !== undefined && position !== undefined) {
            const isSwapped = slip === 'swapped';
            report([i], {
                code: isSwapped ? 'swapped-coordinates' : 'mirrored-coordinates',
                message: `lies far away from nearly all others, and among them ${
                    isSwapped ? 'if its coordinates are exchanged' : 'with the other sign of a coordinate'
                }`,
                fix: isSwapped ? 'exchange longitude and latitude' : 'check the signs: west and south are negative',
                position,
            });
        } else {
            report([i], {
                code: 'far-outlier',
                message: 'lies far away from nearly all others',
                fix: 'check the address, or plan this account on its own',
            });
        }
    }
}

/** Groups of accounts with one name that are linked by steps of at most `nearby`; indices rising. */
function groupDuplicates(accounts: readonly Account[], placed: readonly number[], nearby: number): number[][] {
    const byName = new Map<string, number[]>();
    for (const i of placed) {
        const name = plainName(accounts[i].name);
        if (name === '') continue;
        const same = byName.get(name);
        if (same === undefined) byName.set(name, [i]);
        else same.push(i);
    }
    const groups: number[][] = [];
    for (const same of byName.values()) {
        if (same.length > 1) groups.push(...linkNearby(accounts, same, nearby));
    }
    return groups;
}

function linkNearby(accounts: readonly Account[], indices: readonly number[], nearby: number): number[][] {
    // Places rather than accounts, so that a thousand rows at one place do not make a million pairs.
    const places = [...groupByPosition(accounts, indices).values()];
    const at = places.map((members) => accounts[members[0]].position);
    const order = places.map((_, p) => p).sort((a, b) => at[a][1] - at[b][1]);
    const parent = places.map((_, p) => p);
    const root = (p: number): number => {
        while (parent[p] !== p) {
            parent[p] = parent[parent[p]];
            p = parent[p];
        }
        return p;
    };
    for (let a = 0; a < order.length; a++) {
        for (let b = a + 1; b < order.length; b++) {
            const p = order[a];
            const q = order[b];
            if ((at[q][1] - at[p][1]) * METRES_A_DEGREE > nearby) break;
            if (root(p) !== root(q) && greatCircleDistance(at[p], at[q]) <= nearby) parent[root(p)] = root(q);
        }
    }
    const groups = new Map<number, number[]>();
    places.forEach((members, p) => {
        const group = groups.get(root(p));
        if (group === undefined) groups.set(root(p), [...members]);
        else for (const i of members) group.push(i);
    });
    return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort((a, b) => a - b));
}

function reportShared(accounts: readonly Account[], placed: readonly number[], known: readonly number[][], report: Report): void {
    const groupOf = new Map<number, number>();
    known.forEach((group, g) => {
        for (const i of group) groupOf.set(i, g);
    });
    for (const indices of groupByPosition(accounts, placed).values()) {
        const group = groupOf.get(indices[0]);
        // Duplicates by name share their position as a matter of course.
        if (indices.length === 1 || (group !== undefined && indices.every((i) => groupOf.get(i) === group))) continue;
        report(indices, {
            code: 'shared-position',
            message: 'stand at exactly the same position',
            fix: 'check that the addresses were found, and not only their town or postcode',
        });
    }
}

function groupByPosition(accounts: readonly Account[], indices: readonly number[]): Map<string, number[]> {
    const groups = new Map<string, number[]>();
    for (const i of indices) {
        const key = accounts[i].position.join(' ');
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [i]);
        else group.push(i);
    }
    return groups;
}

/** A name without case, accents, spaces and punctuation. */
function plainName(name: unknown): string {
    return (typeof name === 'string' ? name : '')
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '');
}
