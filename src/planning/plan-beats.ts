import {
    anything,
    clockSeconds,
    IssueCollector,
    mapProgress,
    optional,
    RENAMED_LIMITS,
    type RunControl,
    runSteps,
    runStepsAsync,
    type Schema,
    type Steps,
    strict,
    throwIfAborted,
} from '../core/index.js';
import { type Account, type Rep, type ScoreOptions, scoreAccounts } from '../market/index.js';
import { checkAccounts, checkOwners, checkReps, checkScoreOptions } from '../market/internal.js';
import type { BalancedMeasure } from '../territory/index.js';
import { assignmentOf, type BeatPlan } from './beat-plan.js';
import { checkIncumbentPlan, type IncumbentPlan, incumbentReps } from './incumbent.js';
import { checkVisitOptions, type VisitOptions, visitOptionKeys, visitRunKeys, visitSettings } from './plan-options.js';
import { plannedPriority, settlePlanned } from './settle-planned.js';
import { divideForReps, type TerritoryOptions, territoryOptionsSchema } from './territory-stage.js';
import { visitSteps } from './visit-planner.js';

/** How a whole plan is made. Plain data: it is what a configuration file holds. */
export interface PlanOptions extends VisitOptions {
    /** How accounts are scored and tiered, and what that means for calls. */
    readonly scoring?: ScoreOptions;
    readonly territory?: TerritoryOptions;
}

/** How {@link planBeats} makes a plan, and what it goes on from. */
export interface PlanCallOptions extends PlanOptions {
    /**
     * An earlier plan to go on from, such as a checkpoint: territories stay as they are, visits of the period that can still be made on
     * their days are kept, and the search improves on them. The answer has no less priority planned for any rep. Default none.
     */
    readonly incumbent?: IncumbentPlan;
}

/** How far a plan is. */
export interface PlanProgress {
    /** `'feedback'`: borders are settled again by the hours that calendars planned, and changed calendars are planned again. */
    readonly stage: 'territories' | 'visits' | 'feedback';
    /** 0 to 1, of everything. */
    readonly fraction: number;
    /** Reps whose calendar is done. */
    readonly repsDone: number;
    readonly reps: number;
    readonly visitsPlanned: number;
    readonly visitsUnscheduled: number;
    /** Seconds of work in four weeks that trying divisions and settling borders saved: driving, lost visits, uneven hours. */
    readonly gained: number;
}

/** What watches over {@link planBeats} and ends it. */
export interface PlanControl extends RunControl<PlanProgress> {
    /**
     * Ends the search, never the plan: reps and weeks that were not searched yet are planned by construction alone. Before there are
     * territories it ends the call with `cancelled`.
     */
    readonly signal?: AbortSignal;
    /**
     * Called with the best whole plan so far, plain data to be kept: once there are territories, then after a short construction for each
     * rep, then at each gain. It is later the `incumbent` of a call that goes on from there. The answer is the same with and without.
     */
    readonly onCheckpoint?: (plan: BeatPlan) => void;
}

const planOptionsSchema: Schema = strict(
    {
        ...visitOptionKeys,
        ...visitRunKeys,
        scoring: optional(anything()),
        territory: optional(territoryOptionsSchema),
    },
    RENAMED_LIMITS,
);

// Share of the progress, and of a time limit, that territories take.
const TERRITORY_SHARE = 0.2;
const FEEDBACK_SHARE = 0.3;
const VISIT_SHARE: number = 1 - TERRITORY_SHARE - FEEDBACK_SHARE;

/**
 * Plans field sales from accounts and reps to every rep's days: scores accounts, divides them into one territory a rep, and plans who is
 * called on when.
 *
 * Use `planBeatsAsync` to keep the event loop free, and `planVisits` if accounts have reps already.
 *
 * @param accounts - may be empty
 * @param reps - may be empty; each gets a territory by `share`, around `home`
 * @param options - `start` is needed: nothing here reads the calendar's today
 * @returns scores in the order of the accounts, territories in that of the reps, and a calendar in which every due call is either planned or
 *   unscheduled with a reason; the same input and seed give the same plan, and the order of accounts changes that of lists alone
 * @throws BeatplanError `invalid-input` with every problem of accounts, reps and options; `cancelled` if the signal was aborted before
 *   there were territories
 * @example
 * ```ts
 * const plan = planBeats(
 *     [
 *         { id: 'a', position: [-97.1, 32.7], potential: 900, callFrequency: 4, callDuration: 2700 },
 *         { id: 'b', position: [-97.3, 32.8], potential: 300, callFrequency: 1, callDuration: 1800 },
 *     ],
 *     [{ id: 'rep', home: [-97.2, 32.7], hours: { mon: [[28800, 61200]], thu: [[28800, 61200]] } }],
 *     { start: '2026-01-05' },
 * );
 * console.log(plan.calendar.visits.length); // 5
 * ```
 */
export function planBeats(accounts: readonly Account[], reps: readonly Rep[], options: PlanCallOptions & PlanControl): BeatPlan {
    return runSteps(planSteps(accounts, reps, options), { onProgress: options?.onProgress });
}

/**
 * As {@link planBeats}, without blocking the event loop.
 *
 * @throws BeatplanError (rejects) as {@link planBeats}
 */
export async function planBeatsAsync(
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: PlanCallOptions & PlanControl,
): Promise<BeatPlan> {
    return runStepsAsync(planSteps(accounts, reps, options), { onProgress: options?.onProgress });
}

function* planSteps(
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: PlanCallOptions & PlanControl,
): Steps<BeatPlan, PlanProgress> {
    const startedAt = clockSeconds();
    checkPlanInput(accounts, reps, options);
    const { signal, onCheckpoint } = options;
    yield;
    const settings = visitSettings(options);
    const scores = scoreAccounts(accounts, options.scoring);
    yield;
    let gained = 0;
    const territoriesAt = (fraction: number): PlanProgress => {
        const visits = { repsDone: 0, visitsPlanned: 0, visitsUnscheduled: 0, reps: reps.length };
        return { stage: 'territories', fraction: TERRITORY_SHARE * fraction, ...visits, gained };
    };
    yield territoriesAt(0);
    throwIfAborted(signal);

    const { seconds } = settings.stop;
    const wishes =
        seconds !== undefined && options.territory?.stop === undefined
            ? { ...options.territory, stop: { seconds: TERRITORY_SHARE * seconds } }
            : (options.territory ?? {});
    const endsAt = startedAt + (wishes.stop?.seconds ?? Number.POSITIVE_INFINITY);
    const isOver = (): boolean => clockSeconds() >= endsAt;
    const { incumbent } = options;
    const inPlace = incumbent === undefined ? undefined : incumbentReps(incumbent);
    const division = divideForReps(accounts, reps, scores, settings, wishes, { signal, isOver, inPlace });
    const { plan, market, divided } = yield* mapProgress(division, (progress) => {
        gained = progress.gained;
        return territoriesAt(progress.fraction);
    });
    yield { ...territoriesAt(1), stage: 'visits' };

    const steps = visitSteps(accounts, reps, scores, assignmentOf(plan), settings, {
        signal,
        startedAt,
        incumbent: incumbent?.calendar,
        onCheckpoint: onCheckpoint === undefined ? undefined : (calendar) => onCheckpoint({ scores, alignment: plan, calendar }),
    });
    const calendar = yield* mapProgress(
        steps,
        (progress): PlanProgress => ({
            stage: 'visits',
            ...progress,
            fraction: TERRITORY_SHARE + VISIT_SHARE * progress.fraction,
            gained,
        }),
    );
    let whole: BeatPlan = { scores, alignment: plan, calendar };
    const feedbackAt = (fraction: number): PlanProgress => ({
        stage: 'feedback',
        fraction: TERRITORY_SHARE + VISIT_SHARE + FEEDBACK_SHARE * fraction,
        repsDone: reps.length,
        reps: reps.length,
        visitsPlanned: whole.calendar.visits.length,
        visitsUnscheduled: whole.calendar.unscheduled.length,
        gained,
    });
    if (market !== undefined && divided !== undefined && seconds === undefined && signal?.aborted !== true) {
        const again = settlePlanned(whole, accounts, reps, market, divided, signal);
        const settled = yield* mapProgress(again, ({ fraction }) => feedbackAt(fraction));
        if (incumbent === undefined || plannedPriority(settled) >= plannedPriority(whole)) whole = settled;
        onCheckpoint?.(whole);
    }
    yield feedbackAt(1);
    return whole;
}

/**
 * Checks options of a plan and adds an issue for each fault, at `['options', ...]`.
 *
 * @param market - accounts whose fields scoring may name, none to leave that out; reps whom absences may name
 */
export function checkPlanOptions(
    options: PlanOptions,
    collector: IssueCollector,
    { accounts, reps }: { readonly accounts: readonly Account[]; readonly reps: readonly Rep[] | undefined },
): void {
    checkVisitOptions(options, reps, collector, planOptionsSchema);
    if (options?.scoring !== undefined) checkScoreOptions(options.scoring, collector, ['options', 'scoring'], accounts);
}

function checkPlanInput(accounts: readonly Account[], reps: readonly Rep[], options: PlanCallOptions): void {
    const collector = new IssueCollector();
    const accountsAreSound = checkAccounts(accounts, collector);
    const repsAreSound = checkReps(reps, collector);
    if (accountsAreSound && repsAreSound) checkOwners(accounts, reps, collector);
    checkPlanOptions(options, collector, { accounts: accountsAreSound ? accounts : [], reps: repsAreSound ? reps : undefined });
    if (options?.incumbent !== undefined) checkIncumbentPlan(options.incumbent, collector, ['options', 'incumbent']);
    const balance = options?.territory?.balance;
    if (accountsAreSound && Array.isArray(balance) && !accounts.some(({ potential = 0 }) => potential > 0)) {
        balance.forEach((balanced: Partial<BalancedMeasure> | null, index) => {
            if (balanced?.measure !== 'potential') return;
            collector.add(
                'unknown-id',
                ['options', 'territory', 'balance', index, 'measure'],
                'is a measure that no account has',
                {
                    received: 'potential',
                    hint: 'balance workload or count, or give accounts a potential',
                },
            );
        });
    }
    collector.throwIfAny('planBeats');
}
