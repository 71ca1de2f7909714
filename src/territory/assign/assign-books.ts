import { anything, checkStructure, type ErrorCode, finite, IssueCollector, optional, record, strict } from '../../core/index.js';
import type { Account, Rep } from '../../market/index.js';
import { checkAccounts, checkOwners, checkReps } from '../../market/internal.js';
import { deviationFrom } from '../model/balance.js';
import { hasSkills } from '../workload/reach.js';
import { WorkTable } from '../workload/territory-work.js';
import { checkWorkMatrix, type WorkMatrix } from '../workload/work-matrix.js';
import { BookSearch } from './book-search.js';

/** Options of {@link assignBooks}. */
export interface BookOptions {
    /** What books are balanced by, by account id: potential, sales, … Default the potential. An account without an entry counts 0. */
    readonly values?: Readonly<Record<string, number>>;
    /**
     * What each account means for each rep, as `estimateWork` gives it, in place of `values`: books are balanced by the hours of the rep who has
     * them, short ways count, and who cannot serve an account within a day does not have it where another rep can.
     */
    readonly work?: WorkMatrix;
    /** Most accounts of a rep, by rep id; named accounts count, and are kept even beyond it. Default no limit. */
    readonly capacity?: Readonly<Record<string, number>>;
    /** How well a rep fits a segment, 0 to 1, by rep id and segment: `{ ana: { hospital: 1, clinic: 0.5 } }`. Default 0. */
    readonly fit?: Readonly<Record<string, Readonly<Record<string, number>>>>;
    /** What fit is worth compared with balance, from 0: at 0.1 (default) a whole market in fitting hands makes good for books about 30 % off. */
    readonly fitWeight?: number;
}

/** The accounts of one rep. */
export interface AccountBook {
    readonly repId: string;
    /** In input order. */
    readonly accountIds: readonly string[];
    readonly value: number;
    /** The rep's share of all value. */
    readonly target: number;
    /** Value / target - 1; 0 if the target is 0. */
    readonly deviation: number;
    /** Mean fit of the accounts, weighed by value; 0 without any. */
    readonly fit: number;
}

/** What {@link assignBooks} gives. */
export interface AccountBooks {
    /** One for each rep, in input order. */
    readonly books: readonly AccountBook[];
    /** Accounts that no rep can have: no rep has the skills, or none who has them has room. */
    readonly unassigned: readonly { readonly accountId: string; readonly code: ErrorCode }[];
    /** Largest absolute deviation. */
    readonly maxDeviation: number;
}

/**
 * Divides accounts into balanced books of business without a map: for inside sales, key accounts and specialists.
 *
 * An account with an `owner` stays with that rep. The others go to reps who have all of their `skills` and room left, so that values come
 * near each rep's `share` of the whole and accounts into fitting hands: in order of value to where they do best, then by moves and exchanges
 * until none helps. The answer does not depend on chance.
 *
 * @throws BeatplanError `invalid-input` with every issue of accounts, reps and options; `unknown-id` for an owner who is no rep
 * @returns O(n log n + n × reps) a pass of moves, few passes
 * @example
 * ```ts
 * const { books } = assignBooks(accounts, reps, { fit: { ana: { hospital: 1 } }, capacity: { ben: 40 } });
 * ```
 */
export function assignBooks(accounts: readonly Account[], reps: readonly Rep[], options: BookOptions = {}): AccountBooks {
    check(accounts, reps, options);
    const { values, capacity = {}, fit = {}, fitWeight = 0.1 } = options;
    const work = options.work === undefined ? undefined : new WorkTable(options.work);
    const repIndex = new Map(reps.map((rep, r) => [rep.id, r]));
    const worth = new Float64Array(accounts.length * reps.length);
    accounts.forEach(({ id, potential = 0 }, i) => {
        const value = values === undefined ? potential : Object.hasOwn(values, id) ? values[id] : 0;
        reps.forEach((rep, r) => {
            worth[i * reps.length + r] = work?.durationOf(id, rep.id) ?? value;
        });
    });
    const least = Float64Array.from(accounts, ({ id }, i) => work?.leastOf(id) ?? worth[i * reps.length]);
    const fits = new Float64Array(accounts.length * reps.length);
    accounts.forEach(({ id, segment, owner, skills = [] }, i) => {
        const own = owner === undefined ? undefined : repIndex.get(owner);
        reps.forEach((rep, r) => {
            const reach = work?.reach(id, rep.id);
            const isNear = reach === undefined || reach.byThis || !reach.byAny;
            const isAllowed = own === undefined ? isNear && hasSkills(rep, { skills }) : own === r;
            const known = segment !== undefined && fit[rep.id] !== undefined && Object.hasOwn(fit[rep.id], segment);
            fits[i * reps.length + r] = isAllowed ? (known ? fit[rep.id][segment] : 0) : Number.NEGATIVE_INFINITY;
        });
    });
    const search = new BookSearch(
        worth,
        least,
        fits,
        Float64Array.from(reps, (rep) => rep.share ?? 1),
        Float64Array.from(reps, (rep) => capacity[rep.id] ?? Number.POSITIVE_INFINITY),
        fitWeight,
    );
    search.place(accounts.map((account) => account.owner !== undefined));
    search.improve();
    return describe(accounts, reps, worth, least, fits, search.repOf);
}

function describe(
    accounts: readonly Account[],
    reps: readonly Rep[],
    worth: Float64Array,
    least: Float64Array,
    fits: Float64Array,
    repOf: Int32Array,
): AccountBooks {
    const worthOf = (i: number): number => (repOf[i] < 0 ? least[i] : worth[i * reps.length + repOf[i]]);
    const total = accounts.reduce((sum, _, i) => sum + worthOf(i), 0);
    const shares = reps.reduce((sum, rep) => sum + (rep.share ?? 1), 0);
    const books = reps.map((rep, r): AccountBook => {
        const members = accounts.map((_, i) => i).filter((i) => repOf[i] === r);
        const value = members.reduce((sum, i) => sum + worthOf(i), 0);
        const fitting = members.reduce((sum, i) => sum + worthOf(i) * fits[i * reps.length + r], 0);
        const target = (total * (rep.share ?? 1)) / shares;
        return {
            repId: rep.id,
            accountIds: members.map((i) => accounts[i].id),
            value,
            target,
            deviation: deviationFrom(value, target),
            fit: value > 0 ? fitting / value : 0,
        };
    });
    const unassigned = accounts.flatMap(({ id }, i): AccountBooks['unassigned'] => {
        if (repOf[i] >= 0) return [];
        const hasSkilled = reps.some((_, r) => fits[i * reps.length + r] >= 0);
        return [{ accountId: id, code: hasSkilled ? 'capacity-exceeded' : 'skill-missing' }];
    });
    return { books, unassigned, maxDeviation: Math.max(0, ...books.map(({ deviation }) => Math.abs(deviation))) };
}

function check(accounts: readonly Account[], reps: readonly Rep[], options: BookOptions): void {
    const collector = new IssueCollector();
    const hasReps = checkReps(reps, collector);
    if (checkAccounts(accounts, collector) && hasReps) checkOwners(accounts, reps, collector);
    const schema = strict({
        values: optional(record(finite({ min: 0 }))),
        work: optional(anything()),
        capacity: optional(record(finite({ min: 0 }))),
        fit: optional(record(record(finite({ min: 0, max: 1 })))),
        fitWeight: optional(finite({ min: 0 })),
    });
    if (checkStructure(schema, options, collector, ['options']) && hasReps) {
        const known = new Set(reps.map((rep) => rep.id));
        if (options.work !== undefined) {
            const ids = Array.isArray(accounts) ? accounts.map((account) => account?.id) : [];
            checkWorkMatrix(options.work, ids, [...known], ['options', 'work'], collector);
            if (options.values !== undefined) {
                const message = 'stand beside work, which says what accounts mean for each rep';
                collector.add('contradictory-options', ['options', 'values'], message, { hint: 'leave one of them out' });
            }
        }
        for (const key of ['capacity', 'fit'] as const) {
            for (const id of Object.keys(options[key] ?? {})) {
                if (!known.has(id)) collector.add('unknown-id', ['options', key, id], 'unknown rep id', { received: id });
            }
        }
    }
    if (hasReps && reps.length === 0) collector.add('empty-input', ['reps'], 'is empty', { expected: 'at least one rep' });
    collector.throwIfAny('assignBooks');
}
