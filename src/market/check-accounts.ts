import {
    anything,
    assertCollector,
    checkStructure,
    coordinates,
    finite,
    type IssueCollector,
    type IssuePath,
    LARGEST_AMOUNT,
    list,
    loose,
    oneOf,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../core/index.js';
import { checkPosition } from '../geo/internal.js';
import { type Account, MOST_CALLS, TIERS } from './account.js';
import { checkHours } from './check-hours.js';
import { checkUniqueIds } from './check-ids.js';
import { DAY_SECONDS, hoursSchema, WEEKDAYS } from './hours.js';
import { findStrays } from './stray-positions.js';

const amount = finite({ min: 0, max: LARGEST_AMOUNT });
const accountSchema: Schema = strict({
    id: text(),
    name: optional(text()),
    address: optional(text()),
    position: coordinates(),
    potential: optional(amount),
    sales: optional(amount),
    segment: optional(text()),
    tier: optional(oneOf(TIERS)),
    priority: optional(finite({ min: 0, max: 100 })),
    callFrequency: optional(finite({ min: 0, max: MOST_CALLS })),
    callDuration: optional(finite({ min: 0, max: DAY_SECONDS })),
    hours: optional(hoursSchema),
    skills: optional(list(text())),
    owner: optional(text()),
    data: optional(record(anything())),
});
const identified: Schema = list(loose({ id: text() }));
const owned: Schema = list(loose({ owner: optional(text()) }));

/**
 * Finds everything that is wrong with a list of accounts: structure, duplicate ids, positions, opening hours, numbers.
 *
 * A position far away from nearly all others counts as `swapped-coordinates` where exchanging its numbers would put it among
 * them; {@link auditAccounts} finds what is merely doubtful. O(n log n).
 *
 * @param accounts - any value
 * @param collector - takes the issues
 * @param path - where the accounts stand in the whole input; default `['accounts']`
 * @returns whether nothing was found
 */
export function checkAccounts(
    accounts: unknown,
    collector: IssueCollector,
    path: IssuePath = ['accounts'],
): accounts is readonly Account[] {
    assertCollector(collector, path);
    if (!Array.isArray(accounts)) return checkStructure(list(accountSchema), accounts, collector, path);
    const before = collector.issues.length;
    checkUniqueIds(accounts, path, collector);
    const placed: Account[] = [];
    const placedAt: number[] = [];
    for (let i = 0; i < accounts.length; i++) {
        const account = accounts[i] as Account;
        // The schema explains what is wrong; that nothing is wrong, the plain test finds many times faster.
        if (!isSoundAccount(account) && !checkStructure(accountSchema, account, collector, [...path, i])) continue;
        if (checkPosition(account.position, [...path, i, 'position'], collector)) {
            placed.push(account);
            placedAt.push(i);
        }
        if (account.hours !== undefined) checkHours(account.hours, [...path, i, 'hours'], collector);
    }
    for (const stray of findStrays(placed.map((account) => account.position))) {
        if (stray.slip !== 'swapped') continue;
        const { position } = placed[stray.index];
        collector.add('swapped-coordinates', [...path, placedAt[stray.index], 'position'], 'looks exchanged', {
            received: `[${position.join(', ')}]`,
            expected: '[lng, lat]',
            hint: `it lies far away from all others; [${position[1]}, ${position[0]}] would lie among them`,
        });
    }
    return collector.issues.length === before;
}

/**
 * Finds accounts whose owner is the id of no rep.
 *
 * @param path - where the accounts stand in the whole input; default `['accounts']`
 * @returns whether nothing was found
 */
export function checkOwners(
    accounts: readonly Account[],
    reps: readonly { readonly id: string }[],
    collector: IssueCollector,
    path: IssuePath = ['accounts'],
): boolean {
    assertCollector(collector, path);
    const areReps = checkStructure(identified, reps, collector, ['reps']);
    if (!checkStructure(owned, accounts, collector, path) || !areReps) return false;
    const known = new Set(reps.map((rep) => rep.id));
    let sound = true;
    for (let i = 0; i < accounts.length; i++) {
        const { owner } = accounts[i];
        if (owner === undefined || known.has(owner)) continue;
        collector.add('unknown-id', [...path, i, 'owner'], 'is the id of no rep', { received: owner });
        sound = false;
    }
    return sound;
}

/** Whether `accountSchema` would certainly accept the value: never true if it would not. */
function isSoundAccount(value: unknown): boolean {
    if (!isObject(value)) return false;
    let needed = 0;
    for (const key in value) {
        const item = value[key];
        switch (key) {
            case 'id':
                needed++;
                if (!isText(item)) return false;
                break;
            case 'position':
                needed++;
                if (!Array.isArray(item) || item.length < 2) return false;
                for (let i = 0; i < item.length; i++) if (!Number.isFinite(item[i])) return false;
                break;
            case 'name':
            case 'address':
            case 'segment':
            case 'owner':
                if (item !== undefined && !isText(item)) return false;
                break;
            case 'potential':
            case 'sales':
                if (item !== undefined && !isNumberWithin(item, LARGEST_AMOUNT)) return false;
                break;
            case 'callFrequency':
                if (item !== undefined && !isNumberWithin(item, MOST_CALLS)) return false;
                break;
            case 'priority':
                if (item !== undefined && !isNumberWithin(item, 100)) return false;
                break;
            case 'callDuration':
                if (item !== undefined && !isNumberWithin(item, DAY_SECONDS)) return false;
                break;
            case 'tier':
                if (item !== undefined && !(TIERS as readonly unknown[]).includes(item)) return false;
                break;
            case 'hours':
                if (item !== undefined && !isSoundHours(item)) return false;
                break;
            case 'skills':
                if (item !== undefined && !(Array.isArray(item) && Array.from(item).every(isText))) return false;
                break;
            case 'data':
                if (item !== undefined && !isObject(item)) return false;
                break;
            default:
                return false;
        }
    }
    return needed === 2;
}

function isSoundHours(value: unknown): boolean {
    if (!isObject(value)) return false;
    for (const key in value) {
        const windows = value[key];
        if (!(WEEKDAYS as readonly string[]).includes(key)) return false;
        if (windows === undefined) continue;
        if (!Array.isArray(windows)) return false;
        for (const window of windows) {
            if (!Array.isArray(window) || window.length !== 2) return false;
            if (!isNumberWithin(window[0], DAY_SECONDS) || !isNumberWithin(window[1], DAY_SECONDS)) return false;
        }
    }
    return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
    return typeof value === 'string' && value !== '';
}

function isNumberWithin(value: unknown, max: number): boolean {
    return typeof value === 'number' && value >= 0 && value <= max;
}
