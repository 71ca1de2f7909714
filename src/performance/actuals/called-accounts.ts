import { checkStructure, finite, type IssueCollector, list, loose, oneOf, optional, text } from '../../core/index.js';
import { TIERS, type Tier } from '../../market/index.js';
import type { DayNumbers } from '../figures/day-numbers.js';
import { checkRows } from '../figures/faults.js';
import { checkIds } from '../figures/periods.js';

/** An account that calls are due on; an account of `beatplan/market` is one. */
export interface CalledAccount {
    /** Unique among the accounts. */
    readonly id: string;
    /** Who works it; absent if no rep does. */
    readonly repId?: string;
    /** Calls due in four weeks, from 0; default 0. */
    readonly callFrequency?: number;
    readonly tier?: Tier;
    /** Any unit, from 0; default 0. */
    readonly potential?: number;
}

/** A call that was made; check-ins are calls. */
export interface MadeCall {
    readonly accountId: string;
    readonly repId: string;
    /** `YYYY-MM-DD`. */
    readonly date: string;
}

const ACCOUNTS = list(
    loose({
        id: text(),
        repId: optional(text()),
        callFrequency: optional(finite({ min: 0, max: 1000 })),
        tier: optional(oneOf([...TIERS])),
        potential: optional(finite({ min: 0, max: 1e15 })),
    }),
);

/** Checks accounts; returns the index of each by id. */
export function checkCalledAccounts(accounts: readonly CalledAccount[], collector: IssueCollector): Map<string, number> {
    if (!checkStructure(ACCOUNTS, accounts, collector, ['accounts'])) return new Map();
    const ids = accounts.map(({ id }) => id);
    checkIds(ids, collector, ['accounts']);
    return new Map(ids.map((id, i) => [id, i]));
}

const CALL = loose({ accountId: text(), repId: text(), date: text() });

/** Checks calls, a million in a second: each kind of fault is named once, with how many others have it. */
export function checkCalls(
    calls: readonly MadeCall[],
    accounts: ReadonlyMap<string, number>,
    days: DayNumbers,
    collector: IssueCollector,
    key: string = 'done',
): boolean {
    return checkRows(CALL, calls, collector, key, (call, i, faults) => {
        if (!accounts.has(call.accountId))
            faults.add('unknown-id', [key, i, 'accountId'], 'is the id of no account', { received: call.accountId });
        if (Number.isNaN(days.of(call.date)))
            faults.add('invalid-date', [key, i, 'date'], 'is not a date', { received: call.date, expected: 'YYYY-MM-DD' });
    });
}
