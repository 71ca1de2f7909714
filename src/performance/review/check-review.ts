import {
    checkStructure,
    coordinates,
    finite,
    IssueCollector,
    list,
    loose,
    oneOf,
    optional,
    strict,
    text,
} from '../../core/index.js';
import { TIERS } from '../../market/index.js';
import { DayNumbers } from '../figures/day-numbers.js';
import { checkDecimals } from '../figures/exact-share.js';
import { checkRows } from '../figures/faults.js';
import { cents, checkDate, checkIds, checkSpan, type DateSpan, SPAN_KEYS } from '../figures/periods.js';
import type { PeriodResults, ReviewOptions, ReviewPlan } from './review-data.js';

const share = (): ReturnType<typeof finite> => finite({ min: 0, max: 1 });

const ACCOUNT = loose({
    id: text(),
    name: optional(text()),
    repId: optional(text()),
    position: optional(coordinates()),
    tier: optional(oneOf([...TIERS])),
    potential: optional(finite({ min: 0, max: 1e15 })),
    callFrequency: optional(finite({ min: 0, max: 1000 })),
    callDuration: optional(finite({ min: 0, max: 1e6 })),
    margin: optional(share()),
});
const REP = loose({
    id: text(),
    name: optional(text()),
    teamId: optional(text()),
    home: optional(coordinates()),
    share: optional(finite({ moreThan: 0, max: 100 })),
    weeklyHours: optional(finite({ min: 0, max: 604_800 })),
    travelPerCall: optional(finite({ min: 0, max: 1e6 })),
});
const VISIT = loose({ accountId: text(), repId: text(), date: text() });
const seconds = optional(finite({ min: 0, max: 1e6 }));
const CALL = loose({ accountId: text(), repId: text(), date: text(), duration: seconds, travelDuration: seconds });
const ORDER = loose({
    accountId: text(),
    date: text(),
    amount: cents(),
    repId: optional(text()),
    currency: optional(text()),
});

/** Where calls and orders lie in the plan and the period, found while they are checked: looking up a million ids twice takes as long again. */
export interface Places {
    /** Index of the account of each call and order. */
    readonly callAccounts: Int32Array;
    readonly orderAccounts: Int32Array;
    /** Days after the period's first. */
    readonly callDays: Int32Array;
    readonly orderDays: Int32Array;
}

/** Names every fault of what a review is made of, at once. */
export function checkReview(plan: ReviewPlan, results: PeriodResults, period: DateSpan, options: ReviewOptions): Places {
    const collector = new IssueCollector();
    const isSpan = checkStructure(strict(SPAN_KEYS), period, collector, ['period']) && checkSpan(period, collector, ['period']);
    checkOptions(options, isSpan ? period : undefined, collector);
    const days = new DayNumbers(isSpan ? period.start : '2000-01-01');
    const keys = { accounts: list(ACCOUNT), reps: list(REP) };
    const isPlan = checkStructure(loose(keys), plan, collector, ['plan']);
    const accountIds = new Map<string, number>();
    const repIds = new Set<string>();
    if (isPlan) {
        checkMembers(plan, collector);
        plan.accounts.forEach(({ id }, i) => {
            accountIds.set(id, i);
        });
        for (const { id } of plan.reps) repIds.add(id);
        checkPlanned(plan, accountIds, repIds, days, collector);
    }
    const places = placesFor(results);
    if (checkStructure(loose({}), results, collector, ['results'])) {
        const known = { accountIds, repIds, isKnown: isPlan };
        checkResults(results, known, days, collector, places);
    }
    collector.throwIfAny('reviewPeriod');
    return places;
}

function placesFor(results: PeriodResults): Places {
    const rowsOf = (key: 'calls' | 'orders'): Int32Array =>
        new Int32Array(Array.isArray(results?.[key]) ? results[key].length : 0);
    return {
        callAccounts: rowsOf('calls'),
        orderAccounts: rowsOf('orders'),
        callDays: rowsOf('calls'),
        orderDays: rowsOf('orders'),
    };
}

function checkMembers({ accounts, reps }: ReviewPlan, collector: IssueCollector): void {
    const repIds = new Set(reps.map(({ id }) => id));
    if (reps.length === 0) collector.add('empty-input', ['plan', 'reps'], 'has no rep');
    checkIds(
        reps.map(({ id }) => id),
        collector,
        ['plan', 'reps'],
    );
    checkIds(
        accounts.map(({ id }) => id),
        collector,
        ['plan', 'accounts'],
    );
    accounts.forEach(({ repId, margin }, i) => {
        if (repId !== undefined && !repIds.has(repId))
            collector.add('unknown-id', ['plan', 'accounts', i, 'repId'], 'is the id of no rep', { received: repId });
        if (margin !== undefined) checkDecimals(margin, collector, ['plan', 'accounts', i, 'margin']);
    });
}

function checkPlanned(
    { visits, planned }: ReviewPlan,
    accountIds: ReadonlyMap<string, number>,
    repIds: ReadonlySet<string>,
    days: DayNumbers,
    collector: IssueCollector,
): void {
    const isSpan =
        planned !== undefined &&
        checkStructure(strict(SPAN_KEYS), planned, collector, ['plan', 'planned']) &&
        checkSpan(planned, collector, ['plan', 'planned']);
    if (visits === undefined) return;
    const local = new IssueCollector();
    checkRows(VISIT, visits, local, 'visits', ({ accountId, repId, date }, i, faults) => {
        if (!accountIds.has(accountId))
            faults.add('unknown-id', ['visits', i, 'accountId'], 'is the id of no account', { received: accountId });
        if (!repIds.has(repId)) faults.add('unknown-id', ['visits', i, 'repId'], 'is the id of no rep', { received: repId });
        if (Number.isNaN(days.of(date))) faults.add('invalid-date', ['visits', i, 'date'], 'is not a date', { received: date });
        else if (isSpan && (date < planned.start || date > planned.end))
            faults.add('outside-period', ['visits', i, 'date'], 'is not in the days that are planned', { received: date });
    });
    collector.addAll(local.issues, ['plan']);
}

function checkResults(
    results: PeriodResults,
    {
        accountIds,
        repIds,
        isKnown,
    }: { readonly accountIds: ReadonlyMap<string, number>; readonly repIds: ReadonlySet<string>; readonly isKnown: boolean },
    days: DayNumbers,
    collector: IssueCollector,
    places: Places,
): void {
    const local = new IssueCollector();
    checkRows(CALL, results.calls, local, 'calls', ({ accountId, repId, date }, i, faults) => {
        const account = accountIds.get(accountId);
        const day = days.of(date);
        places.callAccounts[i] = account ?? -1;
        places.callDays[i] = day;
        if (isKnown && account === undefined)
            faults.add('unknown-id', ['calls', i, 'accountId'], 'is the id of no account', { received: accountId });
        if (isKnown && !repIds.has(repId))
            faults.add('unknown-id', ['calls', i, 'repId'], 'is the id of no rep', { received: repId });
        if (Number.isNaN(day)) faults.add('invalid-date', ['calls', i, 'date'], 'is not a date', { received: date });
    });
    let currency: string | undefined;
    checkRows(ORDER, results.orders, local, 'orders', (order, i, faults) => {
        const account = accountIds.get(order.accountId);
        const day = days.of(order.date);
        places.orderAccounts[i] = account ?? -1;
        places.orderDays[i] = day;
        if (isKnown && account === undefined)
            faults.add('unknown-id', ['orders', i, 'accountId'], 'is the id of no account', { received: order.accountId });
        if (isKnown && order.repId !== undefined && !repIds.has(order.repId))
            faults.add('unknown-id', ['orders', i, 'repId'], 'is the id of no rep', { received: order.repId });
        if (Number.isNaN(day)) faults.add('invalid-date', ['orders', i, 'date'], 'is not a date', { received: order.date });
        if (order.amount < 0) {
            faults.add('out-of-range', ['orders', i, 'amount'], 'is a negative order', {
                received: order.amount,
                expected: 'cents from 0',
                hint: 'take returns off the order that they belong to',
            });
        }
        if (order.currency === undefined) return;
        currency ??= order.currency;
        if (order.currency !== currency) {
            faults.add('mixed-currency', ['orders', i, 'currency'], `is not ${currency}`, {
                received: order.currency,
                hint: 'convert all amounts to one currency first',
            });
        }
    });
    collector.addAll(local.issues, ['results']);
    const { quotas } = results;
    const quota = strict({ repId: text(), amount: cents(0) });
    if (quotas === undefined || !checkStructure(list(quota), quotas, collector, ['results', 'quotas'])) return;
    checkIds(
        quotas.map(({ repId }) => repId),
        collector,
        ['results', 'quotas'],
        'repId',
    );
    quotas.forEach(({ repId }, i) => {
        if (isKnown && !repIds.has(repId))
            collector.add('unknown-id', ['results', 'quotas', i, 'repId'], 'is the id of no rep', { received: repId });
    });
}

function checkOptions(options: ReviewOptions, period: DateSpan | undefined, collector: IssueCollector): void {
    const keys = {
        margin: optional(share()),
        costPerHour: optional(cents(0)),
        level: optional(finite({ moreThan: 0, max: 0.499_999 })),
        tolerance: optional(share()),
        asOf: optional(text()),
        previous: optional(strict(SPAN_KEYS)),
    };
    if (!checkStructure(strict(keys), options, collector, ['options'])) return;
    const { margin, asOf, previous } = options;
    if (margin !== undefined) checkDecimals(margin, collector, ['options', 'margin']);
    if (asOf !== undefined && checkDate(asOf, collector, ['options', 'asOf']) && period !== undefined) {
        if (asOf < period.start || asOf > period.end)
            collector.add('outside-period', ['options', 'asOf'], 'is not in the period', { received: asOf });
    }
    if (previous === undefined || !checkSpan(previous, collector, ['options', 'previous']) || period === undefined) return;
    if (previous.end >= period.start && previous.start <= period.end) {
        const message = `shares days with the period from ${period.start} to ${period.end}`;
        collector.add('overlapping-periods', ['options', 'previous'], message, {
            received: `${previous.start} to ${previous.end}`,
        });
    } else if (previous.start > period.end) {
        collector.add('inverted-period', ['options', 'previous'], 'is after the period', { received: previous.start });
    }
}
