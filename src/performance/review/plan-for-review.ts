import { IssueCollector } from '../../core/index.js';
import { type Account, addDays, dayWindows, openDuration, type Rep, WEEKDAYS } from '../../market/index.js';
import { checkAccounts, checkReps } from '../../market/internal.js';
import type { BeatPlan } from '../../planning/index.js';
import { checkBeatPlan } from '../../planning/internal.js';
import type { ReviewAccount, ReviewPlan, ReviewRep } from './review-data.js';

/**
 * Takes from a beat plan what a review needs: who works which account how often, what the calendar says, and how long reps drive for a call.
 *
 * @param accounts - those that were planned
 * @param reps - those that were planned
 * @returns plain data, ids as given; O(accounts + visits)
 * @throws BeatplanError `invalid-input` with `unknown-id` for accounts of the plan that are not there
 * @example
 * ```ts
 * const plan = planBeats(accounts, reps, { start: '2027-01-04' });
 * planForReview(accounts, reps, plan).reps[0].travelPerCall; // seconds
 * ```
 */
export function planForReview(accounts: readonly Account[], reps: readonly Rep[], plan: BeatPlan): ReviewPlan {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    checkReps(reps, collector);
    checkBeatPlan(plan, collector);
    collector.throwIfAny('planForReview');
    const { calendar, scores, alignment } = plan;
    const known = new Set(accounts.map(({ id }) => id));
    const repIds = new Set(reps.map(({ id }) => id));
    const repOf = new Map<string, string>();
    alignment.territories.forEach(({ repId, unitIds }, t) => {
        if (repId === undefined) return;
        const path = ['plan', 'alignment', 'territories', t];
        if (!repIds.has(repId)) collector.add('unknown-id', [...path, 'repId'], 'is the id of no rep', { received: repId });
        unitIds.forEach((id, i) => {
            if (!known.has(id)) collector.add('unknown-id', [...path, 'unitIds', i], 'is the id of no account', { received: id });
            repOf.set(id, repId);
        });
    });
    calendar.visits.forEach(({ accountId, repId }, i) => {
        const path = ['plan', 'calendar', 'visits', i];
        if (!known.has(accountId))
            collector.add('unknown-id', [...path, 'accountId'], 'is the id of no account', { received: accountId });
        if (!repIds.has(repId)) collector.add('unknown-id', [...path, 'repId'], 'is the id of no rep', { received: repId });
    });
    collector.throwIfAny('planForReview');
    const scoreOf = new Map(scores.map((score) => [score.accountId, score]));
    const driving = new Map<string, { travel: number; visits: number }>();
    for (const { repId, visitIds, travelDuration } of calendar.days) {
        const sum = driving.get(repId) ?? { travel: 0, visits: 0 };
        sum.travel += travelDuration;
        sum.visits += visitIds.length;
        driving.set(repId, sum);
    }
    return {
        accounts: accounts.map(({ id, name, position, potential, tier }): ReviewAccount => {
            const score = scoreOf.get(id);
            const repId = repOf.get(id);
            const own = score?.tier ?? tier;
            return {
                id,
                ...(name === undefined ? {} : { name }),
                ...(repId === undefined ? {} : { repId }),
                position: [position[0], position[1]],
                ...(own === undefined ? {} : { tier: own }),
                ...(potential === undefined ? {} : { potential }),
                ...(score === undefined ? {} : { callFrequency: score.callFrequency, callDuration: score.callDuration }),
            };
        }),
        reps: reps.map(({ id, name, home, share, hours }): ReviewRep => {
            const own = driving.get(id);
            return {
                id,
                ...(name === undefined ? {} : { name }),
                home: [home[0], home[1]],
                ...(share === undefined ? {} : { share }),
                weeklyHours: WEEKDAYS.reduce((sum, day) => sum + openDuration(dayWindows(hours, day)), 0),
                ...(own === undefined || own.visits === 0 ? {} : { travelPerCall: own.travel / own.visits }),
            };
        }),
        visits: calendar.visits.map(({ accountId, repId, date }) => ({ accountId, repId, date })),
        planned: { start: calendar.start, end: addDays(calendar.start, 7 * calendar.weeks - 1) },
    };
}
