import { anything, assertArguments, IssueCollector, type IssuePath, optional, type Schema, strict } from '../core/index.js';
import type { Account, Rep } from '../market/index.js';
import { checkAccounts, checkReps } from '../market/internal.js';
import { type BeatPlan, type VisitPlan, workingDays } from '../planning/index.js';
import { checkBeatPlan } from '../planning/internal.js';
import { measureBalance, type Territory } from '../territory/index.js';
import { DEFAULT_TRAVEL, type FieldTravel } from '../travel/index.js';
import { checkFieldTravel } from '../travel/internal.js';
import { findWaste } from './find-waste.js';
import { PlanBook } from './plan-book.js';
import type { Activity, Scorecard, TerritoryScore } from './scorecard-data.js';

const INDEX_ON_TARGET = 1000;

/** Options of {@link scorecard}. */
export interface ScorecardOptions {
    /** How fast reps drive, as the plan was made with: what `findings` reckon with. Default: the default great-circle model. */
    readonly travel?: FieldTravel;
}

const optionsSchema: Schema = strict({ travel: optional(anything()) });

/**
 * Sums up a plan in the figures that it is judged by: how many of the due calls are planned and what they reach, how much of the time is
 * spent on the road, and how evenly work and potential are spread.
 *
 * Use it to compare plans, or to show a plan to those who work by it. Shares of nothing are 1 if nothing was due (`completion`,
 * `coverage`) and 0 if no time was spent or to be had (`windshieldShare`, `utilization`).
 *
 * @param accounts - those of the plan
 * @param reps - those of the plan
 * @param plan - what `planBeats` returned; territories without `repId` count with no calls
 * @returns totals over all accounts and reps, also those without a territory, and a row for each territory; O(accounts + visits)
 *   and each visit may be tried on the rep's other days for `findings`
 * @throws BeatplanError `invalid-input` with `unknown-id` for ids of the plan that are not among the accounts and reps
 * @example
 * ```ts
 * const { total, balance } = scorecard(accounts, reps, planBeats(accounts, reps, { start: '2026-01-05' }));
 * console.log(total.completion, total.windshieldShare, balance.workload.gini);
 * ```
 */
export function scorecard(
    accounts: readonly Account[],
    reps: readonly Rep[],
    plan: BeatPlan,
    options: ScorecardOptions = {},
): Scorecard {
    checkPlan(accounts, reps, plan);
    assertArguments('scorecard', { options: optionsSchema }, { options });
    if (options.travel !== undefined) {
        const collector = new IssueCollector();
        checkFieldTravel(options.travel, ['options', 'travel'], collector);
        collector.throwIfAny('scorecard');
    }
    const { calendar } = plan;
    const { territories } = plan.alignment;
    const calls = countCalls(calendar);
    const accountById = new Map(accounts.map((account) => [account.id, account]));
    const repById = new Map(reps.map((rep) => [rep.id, rep]));
    const workloads = territories.map((territory) => territory.measures['workload'] ?? 0);
    const potentials = territories.map((territory) => sum(territory.unitIds.map((id) => accountById.get(id)!.potential ?? 0)));
    // Without any potential, no figure of it means anything.
    const hasPotential = accounts.some(({ potential = 0 }) => potential > 0);
    const targetsOfWorkload = targetsOf(territories, repById, 'workload', workloads);
    const targetsOfPotential = targetsOf(territories, repById, 'potential', potentials);
    const workloadIndices = indicesOf(workloads, targetsOfWorkload);
    const potentialIndices = indicesOf(potentials, targetsOfPotential);
    const daysOf = groupDays(calendar);
    const rows = territories.map((territory, i): TerritoryScore => {
        const rep = territory.repId === undefined ? undefined : repById.get(territory.repId)!;
        const members = territory.unitIds.map((id) => accountById.get(id)!);
        const days = rep === undefined ? [] : (daysOf.get(rep.id) ?? []);
        return {
            territoryId: territory.id,
            ...(rep === undefined ? {} : { repId: rep.id, repName: rep.name ?? rep.id }),
            ...measureActivity(calendar, calls, members, rep === undefined ? [] : [rep], days, workloads[i], hasPotential),
            workloadIndex: workloadIndices[i],
            ...(hasPotential ? { potentialIndex: potentialIndices[i] } : {}),
            parts: territory.parts,
        };
    });
    const workload = measureBalance(workloads, targetsOfWorkload);
    const book = new PlanBook(accounts, reps, plan, options.travel ?? DEFAULT_TRAVEL);
    const unscheduled: Record<string, number> = {};
    for (const call of calendar.unscheduled) unscheduled[call.code] = (unscheduled[call.code] ?? 0) + 1;
    return {
        start: calendar.start,
        weeks: calendar.weeks,
        reps: reps.length,
        total: measureActivity(
            calendar,
            calls,
            accounts,
            reps,
            calendar.days,
            sum(workloads) + callTimeOutside(plan),
            hasPotential,
        ),
        balance: {
            workload,
            ...(hasPotential ? { potential: measureBalance(potentials, targetsOfPotential) } : {}),
        },
        territories: rows,
        unscheduled,
        maxHoursDeviation: measureHours(reps, book),
        findings: findWaste(book),
        splitTerritories: territories.filter((territory) => territory.parts > 1).length,
    };
}

function measureHours(reps: readonly Rep[], { hours }: PlanBook): number {
    const shares = sum(reps.map(({ share = 1 }) => share));
    const total = sum([...hours]);
    if (total === 0) return 0;
    const targets = reps.map(({ share = 1 }) => (total * share) / shares);
    return measureBalance([...hours], targets).maxDeviation;
}

/** Calls of one account. */
interface Calls {
    due: number;
    planned: number;
}

function countCalls(calendar: VisitPlan): Map<string, Calls> {
    const calls = new Map<string, Calls>();
    const of = (accountId: string): Calls => {
        const found = calls.get(accountId) ?? { due: 0, planned: 0 };
        calls.set(accountId, found);
        return found;
    };
    for (const visit of calendar.visits) {
        const account = of(visit.accountId);
        account.due++;
        account.planned++;
    }
    for (const visit of calendar.unscheduled) of(visit.accountId).due++;
    return calls;
}

function measureActivity(
    calendar: VisitPlan,
    calls: ReadonlyMap<string, Calls>,
    accounts: readonly Account[],
    reps: readonly Rep[],
    days: VisitPlan['days'],
    workload: number,
    hasPotential: boolean,
): Activity {
    let potential = 0;
    let visitsDue = 0;
    let visitsPlanned = 0;
    let accountsDue = 0;
    let accountsReached = 0;
    let potentialDue = 0;
    let potentialReached = 0;
    for (const account of accounts) {
        const worth = account.potential ?? 0;
        potential += worth;
        const { due, planned } = calls.get(account.id) ?? { due: 0, planned: 0 };
        if (due === 0) continue;
        visitsDue += due;
        visitsPlanned += planned;
        accountsDue++;
        if (planned > 0) accountsReached++;
        potentialDue += worth;
        potentialReached += (worth * planned) / due;
    }
    let distance = 0;
    let travelDuration = 0;
    let serviceDuration = 0;
    let waitingDuration = 0;
    let routeDuration = 0;
    for (const day of days) {
        distance += day.distance;
        travelDuration += day.travelDuration;
        serviceDuration += day.serviceDuration;
        waitingDuration += day.waitingDuration;
        routeDuration += day.duration;
    }
    let capacity = 0;
    for (const rep of reps) for (const day of workingDays(rep, calendar)) capacity += day.close - day.open;
    return {
        accounts: accounts.length,
        ...(hasPotential ? { potential } : {}),
        workload,
        visitsDue,
        visitsPlanned,
        completion: share(visitsPlanned, visitsDue, 1),
        coverage: share(accountsReached, accountsDue, 1),
        ...(potentialDue > 0 ? { potentialCovered: potentialReached / potentialDue } : {}),
        daysWorked: days.length,
        visitsPerDay: share(visitsPlanned, days.length, 0),
        distance,
        travelDuration,
        serviceDuration,
        waitingDuration,
        windshieldShare: share(travelDuration, travelDuration + serviceDuration + waitingDuration, 0),
        utilization: share(routeDuration, capacity, 0),
    };
}

function groupDays(calendar: VisitPlan): Map<string, VisitPlan['days'][number][]> {
    const groups = new Map<string, VisitPlan['days'][number][]>();
    for (const day of calendar.days) {
        const group = groups.get(day.repId);
        if (group === undefined) groups.set(day.repId, [day]);
        else group.push(day);
    }
    return groups;
}

/** What each territory should have of a measure: as its design says, else by the share of its rep. */
function targetsOf(
    territories: readonly Territory[],
    repById: ReadonlyMap<string, Rep>,
    measure: string,
    values: readonly number[],
): number[] {
    const targets = territories.map((territory) => territory.targets[measure] ?? 0);
    if (targets.every((target) => target > 0)) return targets;
    const shares = territories.map(({ repId }) => (repId === undefined ? 1 : (repById.get(repId)?.share ?? 1)));
    // Where nothing is to be shared out, any targets will do that are no zeros.
    const whole = sum(values) || 1;
    return shares.map((one) => (whole * one) / sum(shares));
}

function indicesOf(values: readonly number[], targets: readonly number[]): number[] {
    const isNothing = !(sum(values) > 0);
    return values.map((value, i) => (isNothing ? INDEX_ON_TARGET : (INDEX_ON_TARGET * value) / targets[i]));
}

/** Seconds in four weeks that calls on accounts outside of all territories take; their travel is not known. */
function callTimeOutside({ scores, alignment }: BeatPlan): number {
    const inside = new Set(alignment.territories.flatMap((territory) => territory.unitIds));
    return sum(scores.map((score) => (inside.has(score.accountId) ? 0 : score.callFrequency * score.callDuration)));
}

function checkPlan(accounts: readonly Account[], reps: readonly Rep[], plan: BeatPlan): void {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    checkReps(reps, collector);
    checkBeatPlan(plan, collector);
    collector.throwIfAny('scorecard');
    const { alignment, calendar, scores } = plan;
    const accountIds = new Set(accounts.map((account) => account.id));
    const repIds = new Set(reps.map((rep) => rep.id));
    const check = (known: ReadonlySet<string>, id: string | undefined, path: IssuePath, what: string): void => {
        if (id !== undefined && !known.has(id))
            collector.add('unknown-id', ['plan', ...path], `is the id of no ${what}`, { received: id });
    };
    scores.forEach((score, i) => {
        check(accountIds, score.accountId, ['scores', i, 'accountId'], 'account');
    });
    alignment.territories.forEach((territory, i) => {
        const path = ['alignment', 'territories', i];
        check(repIds, territory.repId, [...path, 'repId'], 'rep');
        territory.unitIds.forEach((id, j) => {
            check(accountIds, id, [...path, 'unitIds', j], 'account');
        });
    });
    calendar.visits.forEach((visit, i) => {
        check(accountIds, visit.accountId, ['calendar', 'visits', i, 'accountId'], 'account');
        check(repIds, visit.repId, ['calendar', 'visits', i, 'repId'], 'rep');
    });
    calendar.unscheduled.forEach((call, i) => {
        check(accountIds, call.accountId, ['calendar', 'unscheduled', i, 'accountId'], 'account');
        check(repIds, call.repId, ['calendar', 'unscheduled', i, 'repId'], 'rep');
    });
    calendar.days.forEach((day, i) => {
        check(repIds, day.repId, ['calendar', 'days', i, 'repId'], 'rep');
    });
    collector.throwIfAny('scorecard');
}

function share(part: number, whole: number, ofNothing: number): number {
    return whole > 0 ? part / whole : ofNothing;
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
