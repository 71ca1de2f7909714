import { IssueCollector } from '../../core/index.js';
import type { Account, Rep } from '../../market/index.js';
import type { BeatPlan, VisitPlan } from '../../planning/index.js';

/** A plan's calendar with the accounts and reps that it names, by id. */
export interface PlanLookup {
    readonly calendar: VisitPlan;
    readonly accounts: ReadonlyMap<string, Account>;
    readonly reps: ReadonlyMap<string, Rep>;
}

/**
 * Looks up everything that a calendar names.
 *
 * @throws BeatplanError `invalid-input` with an `unknown-id` issue for each account and rep that was not given
 */
export function lookUpPlan(plan: BeatPlan | VisitPlan, accounts: readonly Account[], reps: readonly Rep[]): PlanLookup {
    const calendar = 'calendar' in plan ? plan.calendar : plan;
    const path = 'calendar' in plan ? ['plan', 'calendar'] : ['plan'];
    const accountById = new Map(accounts.map((account) => [account.id, account]));
    const repById = new Map(reps.map((rep) => [rep.id, rep]));
    const collector = new IssueCollector();
    const reported = new Set<string>();
    const check = (known: ReadonlyMap<string, unknown>, id: string | undefined, at: (string | number)[], what: string): void => {
        if (id === undefined || known.has(id) || reported.has(`${what} ${id}`)) return;
        reported.add(`${what} ${id}`);
        collector.add('unknown-id', at, `is the id of no ${what} that was given`, { received: id });
    };
    calendar.visits.forEach((visit, i) => {
        check(accountById, visit.accountId, [...path, 'visits', i, 'accountId'], 'account');
        check(repById, visit.repId, [...path, 'visits', i, 'repId'], 'rep');
    });
    calendar.days.forEach((day, i) => {
        check(repById, day.repId, [...path, 'days', i, 'repId'], 'rep');
    });
    calendar.unscheduled.forEach((visit, i) => {
        check(accountById, visit.accountId, [...path, 'unscheduled', i, 'accountId'], 'account');
        check(repById, visit.repId, [...path, 'unscheduled', i, 'repId'], 'rep');
    });
    collector.throwIfAny('The plan');
    return { calendar, accounts: accountById, reps: repById };
}
