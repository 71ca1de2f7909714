import { gammaTail } from '../figures/gamma.js';
import { findUnprofitableAccounts } from '../money/unprofitable-accounts.js';
import { describeTest, money } from './describe.js';
import type { Ledger } from './ledger.js';
import type { ReviewAction, ReviewPlan } from './review-data.js';
import type { Suspects } from './suspect.js';

/** Orders below which an account could well make one twice as large as any of them; without any, the team's mean order is what is missing. */
const FEW_ORDERS = 5;
/** Days; in a shorter period an account that orders every month has often not ordered yet. */
const SHORTEST_PERIOD = 28;

/**
 * Accounts whose calls cost more than their orders leave, and would in another such period.
 *
 * @see Fay and Feuer 1997, "Confidence intervals for directly standardized rates: a method based on the gamma distribution", Statistics in
 *   Medicine 16, 791-801: the upper bound for a sum of weights (here the margin of orders) that come by a Poisson process
 */
export function findCostlyAccounts({ accounts }: ReviewPlan, ledger: Ledger): Suspects {
    const suspects: Suspects['suspects'][number][] = [];
    if (ledger.length < SHORTEST_PERIOD) {
        return {
            kind: 'costly-account',
            suspects,
            note: `the cost of accounts is not looked at: that takes ${SHORTEST_PERIOD} days`,
        };
    }
    for (let i = 0; i < accounts.length; i++) {
        const calls = ledger.callsOf[i];
        const cost = ledger.callCost(i);
        if (calls === 0 || cost === 0) continue;
        const margin = ledger.grossMargin(i);
        const pValue = margin >= cost ? 1 : chanceOfSoLittle(ledger, i, cost);
        suspects.push({
            pValue,
            matters: margin < cost,
            describe: (adjusted) => {
                const { id, name = id, repId } = accounts[i];
                const [advice] = findUnprofitableAccounts([
                    { accountId: id, sales: ledger.salesOf[i], margin: ledger.marginShare(i), calls, callCost: cost },
                ]);
                return {
                    kind: 'costly-account',
                    accountId: id,
                    ...(repId === undefined ? {} : { repId }),
                    worth: Math.max(0, advice.gain),
                    actual: margin - cost,
                    expected: 0,
                    unit: 'cents',
                    message: `${name} leaves ${money(margin)} of ${money(ledger.salesOf[i])} sold, and its ${calls} ${calls === 1 ? 'call costs' : 'calls cost'} ${money(cost)}`,
                    test: describeTest(
                        `chance of so little margin in ${ledger.ordersOf[i]} ${ledger.ordersOf[i] === 1 ? 'order' : 'orders'} if the account pays for its calls, gamma bound`,
                        pValue,
                        adjusted,
                        ledger.ordersOf[i],
                    ),
                    action: actionOf(advice, ledger.length, calls),
                };
            },
        });
    }
    return suspects.length > 0
        ? { kind: 'costly-account', suspects }
        : { kind: 'costly-account', suspects, note: 'the cost of accounts is not looked at: no call took any time that costs' };
}

/** Chance of so little margin if the account's orders would leave its cost in the long run. */
function chanceOfSoLittle(ledger: Ledger, account: number, cost: number): number {
    const share = ledger.marginShare(account);
    const own = ledger.largestOf[account];
    const isFew = ledger.ordersOf[account] < FEW_ORDERS;
    const largest = share * (own === 0 ? ledger.meanOrder : isFew ? 2 * own : own);
    if (!(largest > 0)) return 0;
    const sum = share * ledger.salesOf[account] + largest;
    const squares = share * share * ledger.squaresOf[account] + largest * largest;
    return gammaTail(cost, (sum * sum) / squares, squares / sum);
}

function actionOf(advice: ReturnType<typeof findUnprofitableAccounts>[number], days: number, calls: number): ReviewAction {
    const { accountId, action, expected } = advice;
    const accountIds = [accountId];
    const after = `(${money(expected)} left after it)`;
    if (action === 'fewer-calls') {
        const callFrequency = Number(((advice.calls / days) * 28).toFixed(2));
        const message = `visit less often: ${advice.calls === 1 ? '1 call' : `${advice.calls} calls`} instead of ${calls} ${after}`;
        return { kind: 'change-frequency', call: 'planVisits', message, accountIds, callFrequency };
    }
    if (action === 'phone') {
        const message = `call by phone: half of what visits do is kept ${after}`;
        return { kind: 'phone', call: 'findUnprofitableAccounts', message, accountIds, callFrequency: 0 };
    }
    const message = `hand it over to a partner, or let it order by itself ${after}`;
    return { kind: 'hand-over', call: 'findUnprofitableAccounts', message, accountIds, callFrequency: 0 };
}
