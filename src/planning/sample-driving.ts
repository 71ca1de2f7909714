import { clockSeconds, Random, runSteps, runStepsAsync, type Steps, throwIfAborted } from '../core/index.js';
import type { Position } from '../geo/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { meanShiftDuration } from '../market/internal.js';
import { accountUnits, type Territory, type TerritoryPlan } from '../territory/index.js';
import { DEFAULT_TRAVEL, type Trip, tripEstimator } from '../travel/index.js';
import { DrivingBudget } from './driving-budget.js';
import { checkDrivingInput, type DrivingOptions, type DrivingProgress } from './driving-options.js';
import { countDueCalls } from './due-calls.js';
import { estimateRatio, sum } from './estimate-ratio.js';
import { type CallsToFill, type DraftDay, fillDays } from './fill-days.js';
import { nearestDays, routeDays } from './route-days.js';

import { hashText } from './visit-planner.js';

/** The driving of one territory, estimated from sampled days. */
export interface SampledDriving {
    readonly territoryId: string;
    /** Whose home and hours its days have; absent if none of `reps` works it. */
    readonly repId?: string;
    /** Calls due in four weeks, without those of `outOfReach`. */
    readonly calls: number;
    /** Working days that these calls fill, a mean where some are not due in every four weeks. */
    readonly days: number;
    /** Days that were drawn and routed. */
    readonly sampledDays: number;
    /** Seconds at the wheel in four weeks. */
    readonly driveDuration: number;
    /** Metres in four weeks. */
    readonly driveDistance: number;
    /** `driveDuration / calls`; 0 without calls. */
    readonly driveDurationPerCall: number;
    /** `driveDistance / calls`; 0 without calls. */
    readonly driveDistancePerCall: number;
    /** Standard error of `driveDuration`, from having drawn some days only; 0 if all were drawn. */
    readonly driveDurationError: number;
    /** Standard error of `driveDistance`. */
    readonly driveDistanceError: number;
    /** Seconds at the wheel in four weeks for the same calls by the formula of `accountUnits`. */
    readonly estimatedDriveDuration: number;
    /** Ids of accounts for whose call a whole day is too short, in input order; the figures leave them out. */
    readonly outOfReach: readonly string[];
}

const DEFAULT_SHIFT = 28_800;
const DEFAULT_DAYS = 10;
// Days that are routed with a drawn one, because a planner moves calls between days; more of them change little.
const NEIGHBOURS = 2;
// Any Monday does.
const START = '1970-01-05';
const MOST_PERIODS = 13;
const MOST_CALLS = 28;

/**
 * Tells how much the territories of a plan make their reps drive, by routes of some days: a check of the formula of `accountUnits` without
 * planning all weeks.
 *
 * All calls of four weeks are grouped into full days, the farthest call first and with it whatever lies best on its way. Days are drawn
 * at random among them, and each is routed with the two nearest to it. What routes save over the first tours of these days, they are
 * taken to save over all (the ratio estimator of sampling). Opening hours, and the time between two calls on an account, do not count.
 *
 * @param plan - as `designTerritories` returned it, or read off outlines by `planFromShapes`
 * @param accounts - of the whole market; those in no territory do not count
 * @param scores - one for each account, which gives frequency and call duration; an account is called on 28 times in four weeks at most
 * @returns one entry a territory, in their order; the same seed gives the same figures, and neither the order of accounts nor other
 *   territories change them. O(calls × accounts) a territory, and for each sampled day a search
 * @throws BeatplanError `invalid-input` with every problem of accounts, scores and options; `cancelled` once the signal is aborted
 * @example
 * ```ts
 * const [north] = sampleDriving(plan, accounts, scores, { reps });
 * north.driveDuration / north.estimatedDriveDuration; // 0.9: the formula has a tenth too much
 * ```
 * @see Cochran, Sampling Techniques, 3rd edition 1977, chapter 6
 */
export function sampleDriving(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    options: DrivingOptions = {},
): SampledDriving[] {
    return runSteps(drivingSteps(plan, accounts, scores, options), options ?? {});
}

/**
 * As {@link sampleDriving}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link sampleDriving}
 */
export async function sampleDrivingAsync(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    options: DrivingOptions = {},
): Promise<SampledDriving[]> {
    return runStepsAsync(drivingSteps(plan, accounts, scores, options), options ?? {});
}

function* drivingSteps(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    options: DrivingOptions,
): Steps<SampledDriving[], DrivingProgress> {
    const startedAt = clockSeconds();
    const scoreOf = checkDrivingInput(plan, accounts, scores, options);
    const { territories } = plan;
    const membersOf = groupByTerritory(plan, accounts, options.unitOf);
    const repById = new Map(options.reps?.map((rep) => [rep.id, rep]));
    const repOf = ({ id, repId }: Territory): Rep | undefined => repById.get(repId ?? id);
    const working = territories.map(repOf).filter((rep) => rep !== undefined);
    const fromHomes = working.length > 0 ? driveByFormula(accounts, scores, options, working) : undefined;
    const withoutHomes = working.length < territories.length ? driveByFormula(accounts, scores, options, []) : undefined;
    throwIfAborted(options.signal);
    yield;
    const budget = new DrivingBudget(options.stop, startedAt);
    const sampled: SampledDriving[] = [];
    for (const territory of territories) {
        const rep = repOf(territory);
        const formula = (rep === undefined ? withoutHomes : fromHomes)!;
        const members = (membersOf.get(territory) ?? []).flatMap((account): Member[] => {
            const { callFrequency, callDuration } = scoreOf.get(account.id)!;
            if (callFrequency <= 0) return [];
            return [
                { account, callFrequency: Math.min(MOST_CALLS, callFrequency), callDuration, formula: formula.get(account.id)! },
            ];
        });
        budget.beginTerritory(territories.length - sampled.length);
        sampled.push(yield* sampleTerritory(territory, rep, members, options, budget));
        const territoriesDone = sampled.length;
        yield { fraction: territoriesDone / territories.length, territoriesDone, territories: territories.length };
    }
    return sampled;
}

/** An account with calls. */
interface Member {
    readonly account: Account;
    /** In four weeks. */
    readonly callFrequency: number;
    readonly callDuration: number;
    /** Seconds at the wheel for a call by the formula. */
    readonly formula: number;
}

interface EstimatedTotal {
    readonly total: number;
    readonly standardError: number;
}

interface RoutedSample {
    readonly days: number;
    readonly sampledDays: number;
    readonly duration: EstimatedTotal;
    readonly distance: EstimatedTotal;
}

function groupByTerritory(
    { territories }: TerritoryPlan,
    accounts: readonly Account[],
    unitOf: Readonly<Record<string, string>> | undefined,
): Map<Territory, Account[]> {
    const territoryOf = new Map(territories.flatMap((territory) => territory.unitIds.map((id) => [id, territory] as const)));
    const membersOf = new Map<Territory, Account[]>(territories.map((territory) => [territory, []]));
    for (const account of accounts) {
        const territory = territoryOf.get(unitOf === undefined ? account.id : unitOf[account.id]);
        if (territory !== undefined) membersOf.get(territory)!.push(account);
    }
    return membersOf;
}

/** Seconds at the wheel for a call on each account as `accountUnits` has them, by account id; for accounts with calls. */
function driveByFormula(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    { travel, shiftDuration }: DrivingOptions,
    reps: readonly Rep[],
): Map<string, number> {
    const shift = reps.length > 0 ? meanShiftDuration(reps) : shiftDuration;
    const units = accountUnits(accounts, scores, {
        homes: reps.map((rep) => rep.home),
        ...(travel === undefined ? {} : { travel }),
        ...(shift === undefined ? {} : { shiftDuration: shift }),
    });
    const workloadOf = new Map(units.map(({ id, measures }) => [id, measures['workload']]));
    return new Map(
        scores.map(({ accountId, callFrequency, callDuration }) => [
            accountId,
            workloadOf.get(accountId)! / callFrequency - callDuration,
        ]),
    );
}

function* sampleTerritory(
    { id, center }: Territory,
    rep: Rep | undefined,
    members: readonly Member[],
    options: DrivingOptions,
    budget: DrivingBudget,
): Steps<SampledDriving> {
    const estimate = tripEstimator(options.travel ?? DEFAULT_TRAVEL);
    const shiftDuration = rep === undefined ? (options.shiftDuration ?? DEFAULT_SHIFT) : meanShiftDuration([rep]);
    const fitsDay = ({ account, callDuration }: Member): boolean =>
        callDuration + (rep === undefined ? 0 : 2 * estimate(rep.home, account.position).duration) <= shiftDuration;
    const sorted = members.filter(fitsDay).sort((a, b) => (a.account.id < b.account.id ? -1 : 1));
    const calls = sum(sorted.map(({ callFrequency }) => callFrequency));
    const work: CallsToFill = {
        positions: sorted.map(({ account }) => account.position),
        calls: countCalls(sorted, rep?.home ?? center),
        service: Float64Array.from(sorted, ({ callDuration }) => callDuration),
        center,
        shiftDuration,
        mostCalls: rep?.maxVisitsPerDay ?? Number.POSITIVE_INFINITY,
        ...(rep === undefined ? {} : { home: rep.home }),
    };

    const { days, sampledDays, duration, distance } = yield* routeSample(
        work,
        (options.seed ?? 1) + hashText(id),
        options,
        budget,
    );
    const counted = sum([...work.calls]);
    const perCall = (total: number): number => (counted > 0 ? total / counted : 0);
    return {
        territoryId: id,
        ...(rep === undefined ? {} : { repId: rep.id }),
        calls,
        days: calls * perCall(days),
        sampledDays,
        driveDuration: calls * perCall(duration.total),
        driveDistance: calls * perCall(distance.total),
        driveDurationPerCall: perCall(duration.total),
        driveDistancePerCall: perCall(distance.total),
        driveDurationError: calls * perCall(duration.standardError),
        driveDistanceError: calls * perCall(distance.standardError),
        estimatedDriveDuration: sum(sorted.map(({ callFrequency, formula }) => callFrequency * formula)),
        outOfReach: members.filter((member) => !fitsDay(member)).map(({ account }) => account.id),
    };
}

/** What all days of some calls drive together, by the routes of those that are drawn. */
function* routeSample(work: CallsToFill, seed: number, options: DrivingOptions, budget: DrivingBudget): Steps<RoutedSample> {
    const { travel = DEFAULT_TRAVEL } = options;
    const days = yield* fillDays(work, tripEstimator(travel));
    const drawn = Array.from(days.keys());
    new Random(seed).shuffle(drawn);
    const sample: { readonly drafts: readonly DraftDay[]; readonly routed: Trip }[] = [];
    const chosen = drawn.slice(0, options.days ?? DEFAULT_DAYS);
    for (const [i, day] of chosen.entries()) {
        const drafts = nearestDays(days, day, NEIGHBOURS, work).map((near) => days[near]);
        sample.push({ drafts, routed: yield* routeDays(drafts, work, { travel, stop: budget.ofDay(chosen.length - i), seed }) });
    }
    const totalOf = (figure: keyof Trip): EstimatedTotal => {
        const { ratio, standardError } = estimateRatio(
            sample.map(({ routed }) => routed[figure]),
            sample.map(({ drafts }) => sum(drafts.map((day) => day[figure]))),
            days.length,
        );
        const drafted = sum(days.map((day) => day[figure]));
        return { total: ratio * drafted, standardError: standardError * drafted };
    };
    return { days: days.length, sampledDays: sample.length, duration: totalOf('duration'), distance: totalOf('distance') };
}

/** Calls due on each account, at least one, in as many periods of four weeks as that takes, at most 13. */
function countCalls(members: readonly Member[], origin: Position): Int32Array {
    const rarest = members.reduce((least, { callFrequency }) => Math.min(least, callFrequency), 1);
    const periods = Math.min(MOST_PERIODS, Math.ceil(1 / rarest));
    const due = members.map(({ account, callFrequency }) => ({ id: account.id, position: account.position, callFrequency }));
    return countDueCalls(due, origin, START, 4 * periods).map((calls) => Math.max(1, calls));
}
