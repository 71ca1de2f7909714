import {
    anything,
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    optional,
    RENAMED_LIMITS,
    type RunControl,
    record,
    type Schema,
    type StopLimits,
    stopLimits,
    strict,
    text,
} from '../core/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { checkAccounts, checkReps, checkScores, matchScores } from '../market/internal.js';
import type { TerritoryPlan } from '../territory/index.js';
import { checkTerritoryPlan } from '../territory/internal.js';
import type { FieldTravel } from '../travel/index.js';
import { checkFieldTravel } from '../travel/internal.js';

/** How far {@link sampleDriving} is. */
export interface DrivingProgress {
    /** 0 to 1. */
    readonly fraction: number;
    readonly territoriesDone: number;
    readonly territories: number;
}

/** Options of {@link sampleDriving}. */
export interface DrivingOptions extends RunControl<DrivingProgress> {
    /**
     * Who work the territories: a territory's rep is the one that its `repId` names, else the one who is called as the territory. Days start
     * and end at the rep's home, and are as long as the rep's mean working day. Default none.
     */
    readonly reps?: readonly Rep[];
    /** Seconds of a day in a territory without a rep, where days start at their first call and end at their last; default 28,800. */
    readonly shiftDuration?: number;
    /** How fast reps drive; default the default great-circle model. */
    readonly travel?: FieldTravel;
    /** Unit of each account, by account id. Default: the unit of the same id. */
    readonly unitOf?: Readonly<Record<string, string>>;
    /** Days to draw in each territory, a whole number from 2; default 10. Where there are no more, all are drawn. */
    readonly days?: number;
    /**
     * When to stop. `iterations`, default 300, and `noImprovement` are those of the search for the routes of a drawn day and those beside
     * it; `seconds` hold for the whole call, and with them equal runs may differ.
     */
    readonly stop?: StopLimits;
    /** Any finite number; default 1. */
    readonly seed?: number;
    /** Ends the work with `cancelled`. */
    readonly signal?: AbortSignal;
    /** Called after each territory. */
    readonly onProgress?: (progress: DrivingProgress) => void;
}

const optionsSchema: Schema = strict(
    {
        reps: optional(anything()),
        shiftDuration: optional(finite({ moreThan: 0 })),
        travel: optional(record(anything())),
        unitOf: optional(record(text())),
        days: optional(finite({ min: 2, integer: true })),
        stop: optional(stopLimits()),
        seed: optional(finite()),
        ...controlEntries,
    },
    RENAMED_LIMITS,
);

/** Checks what {@link sampleDriving} is given, and finds the score of each account. */
export function checkDrivingInput(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    scores: readonly AccountScore[],
    options: DrivingOptions,
): Map<string, AccountScore> {
    const collector = new IssueCollector();
    checkTerritoryPlan(plan, collector);
    const areScores = checkScores(scores, collector);
    const scoreOf =
        checkAccounts(accounts, collector) && areScores
            ? matchScores(accounts, scores, collector)
            : new Map<string, AccountScore>();
    const path = ['options'];
    if (checkStructure(optionsSchema, options, collector, path)) {
        if (options.reps !== undefined) checkReps(options.reps, collector, [...path, 'reps']);
        if (options.travel !== undefined) checkFieldTravel(options.travel, [...path, 'travel'], collector);
    }
    collector.throwIfAny('sampleDriving');
    return scoreOf;
}
