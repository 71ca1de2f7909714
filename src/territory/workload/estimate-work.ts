import {
    anything,
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    optional,
    type RunControl,
    record,
    runSteps,
    runStepsAsync,
    type Steps,
    strict,
    text,
    throwIfAborted,
    WorkMeter,
} from '../../core/index.js';
import { type Account, type AccountScore, openDuration, type Rep } from '../../market/index.js';
import { checkAccounts, checkReps, matchScores } from '../../market/internal.js';
import { PointIndex } from '../../spatial/index.js';
import { DEFAULT_TRAVEL, type FieldTravel, tripEstimator } from '../../travel/index.js';
import { checkFieldTravel, fitGreatCircle } from '../../travel/internal.js';
import { areaSteps, driveDurationPerCall } from './day-estimate.js';
import { fitsInDay, hasSkills, type WeekWindows, weekWindows } from './reach.js';
import type { WorkMatrix } from './work-matrix.js';

/** Options of {@link estimateWork}. */
export interface WorkOptions extends RunControl<WorkProgress> {
    /** How fast reps drive. Default: the default great-circle model. */
    readonly travel?: FieldTravel;
    /**
     * How many neighbours tell how densely the accounts lie, from 1. Default 5, about what a day of sparse country holds: towns count as
     * dense, and the land between them does not.
     */
    readonly neighbourCount?: number;
    /** How many reps are looked at for each account, from 1: those who live nearest, and the owner. Default 32. */
    readonly candidates?: number;
    /** Rep of each account, by id, who is looked at however far he lives: who has it now. Default: `owner` of the account. */
    readonly keep?: Readonly<Record<string, string>>;
    /** How many times the estimate a rep's planned hours were, by rep id, more than 0. Default 1. */
    readonly ratios?: Readonly<Record<string, number>>;
    /** Ends the call with `cancelled`. */
    readonly signal?: AbortSignal;
}

/** How far {@link estimateWork} is. */
export interface WorkProgress {
    /** 0 to 1. */
    readonly fraction: number;
}

const optionsSchema = strict({
    travel: optional(anything()),
    neighbourCount: optional(finite({ min: 1, integer: true })),
    candidates: optional(finite({ min: 1, integer: true })),
    keep: optional(record(text())),
    ratios: optional(record(finite({ moreThan: 0 }))),
    ...controlEntries,
});

const DEFAULT_NEIGHBOURS = 5;
const DEFAULT_CANDIDATES = 32;
/** What solving for the calls of a day takes in addition to a distance. */
const OPERATIONS_AN_ENTRY = 40;

/** A rep as the estimate reads one. */
interface Worker {
    readonly rep: Rep;
    readonly shifts: WeekWindows;
    /** Seconds of a mean working day. */
    readonly shift: number;
    /** Seconds of four weeks. */
    readonly capacity: number;
    readonly ratio: number;
}

/**
 * Estimates the work that each account means for each rep who could serve it: what territories, books and moves are weighed by where it is
 * known who lives where.
 *
 * An account takes `frequency × (call duration + local travel + stem / m)` seconds in four weeks, as in `accountUnits`, but with the rep's
 * own home and working day: stem is the drive from his home and back, shared among the m calls that his day holds there. Who lacks a skill,
 * or cannot drive out, make the call and be home within any of his working days and the account's opening hours, has no entry.
 *
 * @param accounts - ids unique; an account with frequency 0 has no work for any rep and does not make its surroundings denser
 * @param scores - one for each account, which gives frequency and call duration
 * @param reps - whose ids are those of the territories
 * @returns a row for each account in input order, a column for each rep; memory and time O(accounts × candidates)
 * @throws BeatplanError `invalid-input` with the codes of accounts, scores and reps, and `unknown-id` for an unknown rep to keep
 * @example
 * ```ts
 * const work = estimateWork(accounts, scores, reps);
 * const plan = designTerritories(accountUnits(accounts, scores), { seeds: reps.map(({ id, home }) => ({ id, position: home })), work });
 * ```
 * @see Beardwood, Halton and Hammersley 1959, doi:10.1017/S0305004100034095
 */
export function estimateWork(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    reps: readonly Rep[],
    options: WorkOptions = {},
): WorkMatrix {
    return runSteps(workSteps(accounts, scores, reps, options), options ?? {});
}

/**
 * As {@link estimateWork}, and lets the event loop run after some milliseconds of work.
 *
 * @throws BeatplanError (rejects) as {@link estimateWork}
 */
export async function estimateWorkAsync(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    reps: readonly Rep[],
    options: WorkOptions = {},
): Promise<WorkMatrix> {
    return runStepsAsync(workSteps(accounts, scores, reps, options), options ?? {});
}

/** {@link estimateWork} in steps. */
export function* workSteps(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    reps: readonly Rep[],
    options: WorkOptions = {},
): Steps<WorkMatrix, WorkProgress> {
    const scoreOf = checkInput(accounts, scores, reps, options);
    throwIfAborted(options.signal);
    yield;
    const { travel = DEFAULT_TRAVEL, candidates = DEFAULT_CANDIDATES, keep } = options;
    const estimate = tripEstimator(travel);
    const tours = fitGreatCircle(
        travel,
        accounts.map(({ position }) => position),
    );
    const workers = reps.map((rep) => readWorker(rep, options.ratios));
    yield;
    const areas = yield* areasOfActive(accounts, scoreOf, options.neighbourCount ?? DEFAULT_NEIGHBOURS);
    yield;
    const meanDuration = meanCallDuration(scoreOf);
    const nearby = new NearbyReps(reps, candidates);
    const offsets = [0];
    const columns: number[] = [];
    const durations: number[] = [];
    const meter = new WorkMeter();
    for (const [i, account] of accounts.entries()) {
        const { callFrequency, callDuration } = scoreOf[i];
        const opening = weekWindows(account.hours);
        const entries: [column: number, duration: number][] = [];
        for (const column of nearby.of(account, keep?.[account.id] ?? account.owner)) {
            const { rep, shifts, shift, ratio } = workers[column];
            const oneWay = estimate(rep.home, account.position).duration;
            if (!fitsInDay(shifts, opening, callDuration, oneWay)) continue;
            const drive = driveDurationPerCall(areas[i], 2 * oneWay, meanDuration, shift, tours, rep.maxVisitsPerDay);
            entries.push([column, callFrequency * (callDuration + drive) * ratio]);
        }
        entries.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
        for (const [column, duration] of entries) {
            columns.push(column);
            durations.push(duration);
        }
        offsets.push(columns.length);
        if (meter.spend(entries.length * OPERATIONS_AN_ENTRY)) yield { fraction: (i + 1) / accounts.length };
    }
    yield { fraction: 1 };
    return {
        unitIds: accounts.map(({ id }) => id),
        territoryIds: reps.map(({ id }) => id),
        offsets,
        columns,
        durations,
        capacities: workers.map(({ capacity }) => capacity),
    };
}

function readWorker(rep: Rep, ratios: WorkOptions['ratios']): Worker {
    const shifts = weekWindows(rep.hours);
    const days = shifts.filter((windows) => windows.length > 0);
    const week = days.reduce((sum, windows) => sum + openDuration(windows), 0);
    return { rep, shifts, shift: week / days.length, capacity: 4 * week, ratio: ratios?.[rep.id] ?? 1 };
}

/** The reps to look at for an account: those with its skills who live nearest. */
class NearbyReps {
    private readonly reps: readonly Rep[];
    private readonly count: number;
    private readonly columnOf: ReadonlyMap<string, number>;
    private readonly bySkills = new Map<string, { readonly columns: readonly number[]; readonly index: PointIndex }>();

    constructor(reps: readonly Rep[], count: number) {
        this.reps = reps;
        this.count = count;
        this.columnOf = new Map(reps.map(({ id }, column) => [id, column]));
    }

    of(account: Account, owner: string | undefined): readonly number[] {
        const { columns, index } = this.skilled(account);
        const near =
            columns.length <= this.count
                ? columns
                : index.nearest(account.position, { count: this.count }).map((at) => columns[at]);
        const own = owner === undefined ? undefined : this.columnOf.get(owner);
        if (own === undefined || near.includes(own) || !hasSkills(this.reps[own], account)) return near;
        return [...near, own];
    }

    private skilled(account: Account): { readonly columns: readonly number[]; readonly index: PointIndex } {
        const key = JSON.stringify([...(account.skills ?? [])].sort());
        let found = this.bySkills.get(key);
        if (found === undefined) {
            const columns = [...this.reps.keys()].filter((column) => hasSkills(this.reps[column], account));
            found = { columns, index: new PointIndex(columns.map((column) => this.reps[column].home)) };
            this.bySkills.set(key, found);
        }
        return found;
    }
}

function* areasOfActive(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    neighbourCount: number,
): Steps<Float64Array> {
    const active: number[] = [];
    for (let i = 0; i < accounts.length; i++) if (scores[i].callFrequency > 0) active.push(i);
    const areas = new Float64Array(accounts.length);
    const found = yield* areaSteps(
        active.map((i) => accounts[i].position),
        neighbourCount,
    );
    for (let at = 0; at < active.length; at++) areas[active[at]] = found[at];
    return areas;
}

function meanCallDuration(scores: readonly AccountScore[]): number {
    let calls = 0;
    let seconds = 0;
    for (const { callFrequency, callDuration } of scores) {
        calls += callFrequency;
        seconds += callFrequency * callDuration;
    }
    return calls > 0 ? seconds / calls : 0;
}

function checkInput(
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    reps: readonly Rep[],
    options: WorkOptions,
): AccountScore[] {
    const collector = new IssueCollector();
    const byAccount = checkAccounts(accounts, collector)
        ? matchScores(accounts, scores, collector)
        : new Map<string, AccountScore>();
    const repsAreSound = checkReps(reps, collector);
    if (checkStructure(optionsSchema, options, collector, ['options'])) {
        if (options.travel !== undefined) checkFieldTravel(options.travel, ['options', 'travel'], collector);
        const known = new Set(repsAreSound ? reps.map(({ id }) => id) : []);
        for (const key of ['ratios'] as const) {
            for (const id of Object.keys(options[key] ?? {})) {
                if (!repsAreSound || known.has(id)) continue;
                collector.add('unknown-id', ['options', key, id], 'unknown rep id', { received: id });
            }
        }
    }
    collector.throwIfAny('estimateWork');
    return accounts.map(({ id }) => byAccount.get(id)!);
}
