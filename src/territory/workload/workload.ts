import {
    anything,
    checkStructure,
    coordinates,
    finite,
    IssueCollector,
    list,
    optional,
    runSteps,
    type Steps,
    strict,
} from '../../core/index.js';
import { greatCircleDistance, type Position } from '../../geo/index.js';
import { checkPosition } from '../../geo/internal.js';
import type { Account, AccountScore } from '../../market/index.js';
import { checkAccounts, matchScores } from '../../market/internal.js';
import { PointIndex } from '../../spatial/index.js';
import { DEFAULT_CIRCUITY, DEFAULT_TRAVEL, driveDuration, type FieldTravel } from '../../travel/index.js';
import { checkFieldTravel, fitGreatCircle } from '../../travel/internal.js';
import type { Unit } from '../model/unit.js';
import { areaSteps, driveDurationPerCall } from './day-estimate.js';

/** Options of {@link accountUnits}. */
export interface WorkloadOptions {
    /** How fast reps drive. Default: the default great-circle model. */
    readonly travel?: FieldTravel;
    /** Where reps start their days; the nearest counts for each account. Default none: the way out and back is left out. */
    readonly homes?: readonly Position[];
    /** Seconds that a rep works in a day, travel included. Default 28,800. */
    readonly shiftDuration?: number;
    /** How many neighbours tell how densely the accounts lie, from 1. Default 12. */
    readonly neighbourCount?: number;
}

const optionsSchema = strict({
    travel: optional(anything()),
    homes: optional(list(coordinates())),
    shiftDuration: optional(finite({ moreThan: 0 })),
    neighbourCount: optional(finite({ min: 1, integer: true })),
});

/**
 * Makes one unit of every account, with what territories are balanced by: `workload`, `count`, and `potential` where the account has one.
 *
 * Workload is the seconds of work that the account means in four weeks: `frequency × (call duration + local travel + stem / m)`.
 * - Local travel is one leg of a day's tour of m calls among accounts as dense as those around: `κ √a (0.7124 + 0.66 / √m)` metres on the
 *   road, where `a` is the area per account, π r² / k with r the distance to the k-th nearest account, and κ the circuity. That is the
 *   formula of Beardwood, Halton and Hammersley with a border term for small tours (within 2 % of optimal tours in a square from 10 stops).
 * - Stem is the drive from the nearest home and back, shared by the m calls of a day. It is half a shift at most: a rep with a longer drive
 *   stays overnight.
 * - m solves `m (mean call duration + local travel) + stem = shift`, and is at least 1.
 *
 * @param accounts - ids unique; an account with frequency 0 has no workload and does not make its surroundings denser
 * @param scores - one for each account, which gives frequency and call duration
 * @returns one unit an account with the account's id, in input order; O(n log n)
 * @throws BeatplanError `invalid-input` with `unknown-id` for a score of no account, `missing-key` for an account without score, and the
 *   codes of accounts
 * @example
 * ```ts
 * const units = accountUnits(accounts, scoreAccounts(accounts), { homes: reps.map((rep) => rep.home) });
 * ```
 * @see Beardwood, Halton and Hammersley 1959, doi:10.1017/S0305004100034095
 */
export function accountUnits(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    options: WorkloadOptions = {},
): Unit[] {
    return runSteps(unitSteps(accounts, scores, options));
}

/** {@link accountUnits} in steps. */
export function* unitSteps(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    options: WorkloadOptions = {},
): Steps<Unit[]> {
    const scoreOf = checkInput(accounts, scores, options);
    yield;
    const shift = options.shiftDuration ?? 28_800;
    const active: number[] = [];
    let calls = 0;
    let callSeconds = 0;
    for (let i = 0; i < accounts.length; i++) {
        const { callFrequency, callDuration } = scoreOf[i];
        if (callFrequency > 0) active.push(i);
        calls += callFrequency;
        callSeconds += callFrequency * callDuration;
    }
    const meanDuration = calls > 0 ? callSeconds / calls : 0;
    const positions = active.map((i) => accounts[i].position);
    const travel = fitGreatCircle(options.travel ?? DEFAULT_TRAVEL, positions);
    const circuity = travel.circuity ?? DEFAULT_CIRCUITY;
    const areas = yield* areaSteps(positions, options.neighbourCount ?? 12);
    yield;
    const homes = options.homes ?? [];
    const homeIndex = homes.length > 0 ? new PointIndex(homes) : undefined;

    const roundTrip = (from: Position, to: Position): number =>
        2 * driveDuration(circuity * greatCircleDistance(from, to), travel);
    const workloads = new Float64Array(accounts.length);
    active.forEach((i, at) => {
        const { callFrequency, callDuration } = scoreOf[i];
        const home = homeIndex?.nearest(positions[at], { count: 1 })[0];
        const stem = home === undefined ? 0 : Math.min(shift / 2, roundTrip(positions[at], homes[home]));
        const drive = driveDurationPerCall(areas[at], stem, meanDuration, shift, travel);
        workloads[i] = callFrequency * (callDuration + drive);
    });
    return accounts.map((account, i) => ({
        id: account.id,
        position: [account.position[0], account.position[1]],
        // No potential is not the same as none worth naming: designs that balance it are told.
        measures: {
            workload: workloads[i],
            ...(account.potential === undefined ? {} : { potential: account.potential }),
            count: 1,
        },
    }));
}

function checkInput(accounts: readonly Account[], scores: readonly AccountScore[], options: WorkloadOptions): AccountScore[] {
    const collector = new IssueCollector();
    const byAccount = checkAccounts(accounts, collector)
        ? matchScores(accounts, scores, collector)
        : new Map<string, AccountScore>();
    if (checkStructure(optionsSchema, options, collector, ['options'])) {
        options.homes?.forEach((home, index) => {
            checkPosition(home, ['options', 'homes', index], collector);
        });
        if (options.travel !== undefined) checkFieldTravel(options.travel, ['options', 'travel'], collector);
    }
    collector.throwIfAny('accountUnits');
    return accounts.map((account) => byAccount.get(account.id)!);
}
