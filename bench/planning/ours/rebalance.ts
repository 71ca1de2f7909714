import { scoreAccounts } from '../../../src/market/index.js';
import { planVisits, type TerritoryOptions } from '../../../src/planning/index.js';
import { accountUnits, estimateWork, rebalanceTerritories } from '../../../src/territory/index.js';
import { answerAssignment } from '../plain/answer-assignment.js';
import type { Answer, Assignment } from '../plain/market.js';
import { beatplanAnswer } from './beatplan-answer.js';
import { DEFAULT_ITERATIONS } from './iterations.js';

// What `beatplan rebalance` does with the plan in place, and then a calendar.
answerAssignment(({ market, seed, given, change = {}, effort, options = {} }: Assignment): Omit<Answer, 'cpuSeconds'> => {
    const { accounts, reps, start, weeks, travel } = market;
    const scores = scoreAccounts(accounts);
    const units = accountUnits(accounts, scores, { travel });
    const inPlace = new Map<string, string[]>();
    for (const [accountId, repId] of Object.entries(given!.owners))
        inPlace.set(repId, [...(inPlace.get(repId) ?? []), accountId]);
    const joining = reps.filter(({ id }) => id === change.join);
    const known = new Set(reps.map(({ id }) => id));
    const ratios = Object.fromEntries(Object.entries(given!.workRatios ?? {}).filter(([id]) => known.has(id)));
    const { balance = [{ measure: 'workload' }] } = (options['territory'] ?? {}) as TerritoryOptions;
    const { territories } = rebalanceTerritories(
        units,
        { territories: [...inPlace].map(([id, unitIds]) => ({ id, unitIds })) },
        {
            balance,
            work: estimateWork(accounts, scores, reps, { travel, keep: given!.owners, ratios }),
            seed,
            targets: Object.fromEntries(reps.map(({ id, share = 1 }) => [id, share])),
            locks: Object.fromEntries(accounts.flatMap(({ id, owner }) => (owner === undefined ? [] : [[id, owner]]))),
            leave: change.leave === undefined ? [] : [change.leave],
            join: joining.map(({ id, home }) => ({ id, position: home })),
        },
    );
    const owners = Object.fromEntries(territories.flatMap(({ id, unitIds }) => unitIds.map((unitId) => [unitId, id])));
    const settings = {
        start,
        weeks,
        travel,
        seed,
        ...(effort === 1 ? {} : { stop: { iterations: Math.round(DEFAULT_ITERATIONS * effort) } }),
    };
    return beatplanAnswer(planVisits(accounts, reps, scores, owners, settings), owners);
});
