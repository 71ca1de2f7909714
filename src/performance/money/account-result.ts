import { checkStructure, finite, type IssueCollector, list, optional, record, strict, text } from '../../core/index.js';
import { checkDecimals, millionths, multiplyCents } from '../figures/exact-share.js';
import { cents, checkCurrency, checkIds } from '../figures/periods.js';

/** What an account brought and cost in a period. */
export interface AccountResult {
    /** Unique among the results. */
    readonly accountId: string;
    /** Cents, from 0; less what was returned. */
    readonly sales: number;
    /** Share of the sales that is left after the cost of the goods, 0 to 1, at most six decimals. */
    readonly margin: number;
    /** Calls made, a whole number from 0. */
    readonly calls: number;
    /** Cents of all calls: travel and time, as `travelCost` has it. */
    readonly callCost: number;
    /** Cents of everything else by kind, such as delivery, orders and support. Default none. */
    readonly otherCosts?: Readonly<Record<string, number>>;
    readonly currency?: string;
}

/** Adds every fault of a list of results. */
export function checkAccountResults(results: readonly AccountResult[], collector: IssueCollector): void {
    const keys = {
        accountId: text(),
        sales: cents(0),
        margin: finite({ min: 0, max: 1 }),
        calls: finite({ min: 0, max: 1e6, integer: true }),
        callCost: cents(0),
        otherCosts: optional(record(cents(0))),
        currency: optional(text()),
    };
    if (!checkStructure(list(strict(keys)), results, collector, ['results'])) return;
    checkIds(
        results.map(({ accountId }) => accountId),
        collector,
        ['results'],
        'accountId',
    );
    checkCurrency(results, collector, ['results']);
    results.forEach(({ calls, callCost, margin }, i) => {
        checkDecimals(margin, collector, ['results', i, 'margin']);
        if (calls === 0 && callCost > 0)
            collector.add('of-nothing', ['results', i, 'callCost'], 'is the cost of 0 calls', { received: callCost });
    });
}

/** Cents of everything but calls. */
export function otherCostOf({ otherCosts = {} }: AccountResult): number {
    return Object.values(otherCosts).reduce((sum, cost) => sum + cost, 0);
}

/** Cents that sales leave, whole: half a cent up. */
export function grossMargin({ sales, margin }: Pick<AccountResult, 'sales' | 'margin'>): number {
    return multiplyCents(sales, millionths(margin));
}
