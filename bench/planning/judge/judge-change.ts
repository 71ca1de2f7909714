import type { Answer, Assignment, Market, MarketAccount } from '../plain/market.js';
import { NearestAccounts } from '../plain/nearest-accounts.js';
import { largestDeviation } from './figures.js';
import { judgePlan, type Verdict } from './judge-plan.js';
import { PlanBook } from './plan-book.js';

/** What became of a plan after the market changed. */
export interface ChangeFigures {
    readonly accounts: number;
    /** Accounts of a rep who left: they must move. */
    readonly inherited: number;
    /** Accounts that a rep who joined took over. */
    readonly taken: number;
    /** Accounts that changed hands between reps who were there before and still are. */
    readonly moved: number;
    /** Reps who gave or got any account beside the one who left or joined. */
    readonly touched: number;
    /** Those of them who are no neighbours of the one who left or joined: reps none of whose accounts is near any of his. */
    readonly farTouched: number;
    /** Largest deviation of planned hours from fair shares: as the market is now with the plan in place, and with the new plan. */
    readonly hoursBefore: number;
    readonly hoursAfter: number;
}

const NEIGHBOURS = 12;

/** Judges how a plan changed: who moved, and what the new plan is worth. */
export function judgeChange(
    before: { readonly market: Market; readonly answer: Answer },
    after: { readonly market: Market; readonly answer: Answer },
    change: NonNullable<Assignment['change']>,
): Verdict & { readonly change: ChangeFigures } {
    const { accounts } = after.market;
    const { leave, join } = change;
    const moves = accounts
        .map(({ id }) => ({ from: before.answer.owners[id], to: after.answer.owners[id] }))
        .filter(({ from, to }) => from !== to);
    const reps = new Set(moves.flatMap(({ from, to }) => [from, to]).filter((id) => id !== leave && id !== join));
    const near = neighboursOf(after.market, before.answer, after.answer, change);
    const verdict = judgePlan(after.market, after.answer);
    return {
        ...verdict,
        change: {
            accounts: accounts.length,
            inherited: moves.filter(({ from }) => from === leave).length,
            taken: moves.filter(({ to }) => to === join).length,
            moved: moves.filter(({ from, to }) => from !== leave && to !== join).length,
            touched: reps.size,
            farTouched: leave === undefined && join === undefined ? 0 : [...reps].filter((id) => !near.has(id)).length,
            hoursBefore: deviationBefore(before, after.market),
            hoursAfter: verdict.figures.hoursDeviation,
        },
    };
}

/** Reps who had, before the change, any of the accounts nearest to those that the one who left had, or that the one who joined has. */
function neighboursOf(
    { accounts }: Market,
    before: Answer,
    after: Answer,
    { leave, join }: NonNullable<Assignment['change']>,
): Set<string> {
    const isHis = ({ id }: MarketAccount): boolean =>
        leave === undefined ? after.owners[id] === join : before.owners[id] === leave;
    const others = accounts.flatMap((account, i) => (leave !== undefined && isHis(account) ? [] : [i]));
    const nearest = new NearestAccounts(accounts, others);
    const around = accounts.filter(isHis).flatMap(({ position }) => nearest.around(position, NEIGHBOURS));
    return new Set(around.map((i) => before.owners[accounts[i].id]));
}

/** Deviation of planned hours if the plan stayed as it was and visits took as long as they do now. */
function deviationBefore(before: { readonly market: Market; readonly answer: Answer }, { accounts }: Market): number {
    const { hours, visitsOf, owner } = new PlanBook(before.market, before.answer);
    const now = Float64Array.from(hours);
    before.market.accounts.forEach(({ callDuration }, i) => {
        if (owner[i] >= 0) now[owner[i]] += visitsOf[i].length * (accounts[i].callDuration - callDuration);
    });
    return largestDeviation(now, before.market.reps);
}
