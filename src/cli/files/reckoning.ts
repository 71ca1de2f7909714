import { anything, BeatplanError, checkStructure, IssueCollector, optional, record, strict } from '../../core/index.js';
import { type Account, type AccountScore, type Rep, type ScoreOptions, scoreAccounts } from '../../market/index.js';
import { checkScoreOptions } from '../../market/internal.js';
import type { TerritoryOptions } from '../../planning/index.js';
import { type Alignment, estimateWork, type WorkloadOptions, type WorkMatrix } from '../../territory/index.js';
import type { FieldTravel } from '../../travel/index.js';
import { checkTravelModel } from '../../travel/internal.js';
import type { Settings } from './settings-file.js';
import { workloadOf } from './staff.js';

/** What a configuration says about the reckoning of a plan, for commands that look at its territories. */
export interface Reckoning {
    /** Where it was read, for issues. */
    readonly file: string | undefined;
    readonly travel?: FieldTravel;
    readonly scoring?: ScoreOptions;
    /** Balance, contiguity and stop are checked by the design. */
    readonly territory: TerritoryOptions;
}

const SCHEMA = strict({
    travel: optional(record(anything())),
    scoring: optional(record(anything())),
    territory: optional(
        strict({
            balance: optional(anything()),
            contiguity: optional(anything()),
            near: optional(anything()),
            stop: optional(anything()),
        }),
    ),
});

/** Takes the speeds, the scoring and the territories' options out of a plan's configuration. */
export function readReckoning({ options }: Settings, file: string | undefined, collector: IssueCollector): Reckoning {
    const { travel, scoring, territory = {} } = options;
    const path = file === undefined ? [] : [file];
    const given = Object.fromEntries(Object.entries({ travel, scoring, territory }).filter(([, value]) => value !== undefined));
    const isSound = checkStructure(SCHEMA, given, collector, path);
    // A fault in one of them hides none in another.
    const isObject = (value: unknown): boolean => checkStructure(record(anything()), value, new IssueCollector(), []);
    if (isObject(scoring)) checkScoreOptions(scoring as ScoreOptions, collector, [...path, 'scoring'], []);
    const model = travel as FieldTravel | undefined;
    if (
        model !== undefined &&
        isObject(model) &&
        checkTravelModel(model, [...path, 'travel'], collector) &&
        model.kind !== 'great-circle'
    ) {
        const details = { received: (model as { readonly kind: string }).kind, expected: "'great-circle'" };
        collector.add('unknown-option', [...path, 'travel', 'kind'], 'is not a way to travel on the globe', details);
    }
    if (!isSound) return { file, territory: {} };
    return {
        file,
        ...(model === undefined ? {} : { travel: model }),
        ...(scoring === undefined ? {} : { scoring: scoring as ScoreOptions }),
        territory: territory as TerritoryOptions,
    };
}

/** Scores accounts as the plan does. */
export function scoresFor(accounts: readonly Account[], { scoring, file }: Reckoning): AccountScore[] {
    try {
        return scoreAccounts(accounts, scoring);
    } catch (error) {
        if (!(error instanceof BeatplanError) || file === undefined) throw error;
        const issues = error.issues.map((issue) =>
            issue.path[0] === 'options' ? { ...issue, path: [file, 'scoring', ...issue.path.slice(1)] } : issue,
        );
        throw new BeatplanError(error.code, 'The configuration does not fit the accounts:', issues);
    }
}

/** How reps and roads count in the workload of accounts, as in the plan. */
export function workloadFor(reps: readonly Rep[], { travel }: Reckoning): WorkloadOptions {
    return { ...workloadOf(reps), ...(travel === undefined ? {} : { travel }) };
}

/** Accounts and how they score. */
export interface ScoredAccounts {
    readonly accounts: readonly Account[];
    readonly scores: readonly AccountScore[];
}

/** Who works which territory. */
export interface Staffing {
    /** Territories with the ids of their accounts. */
    readonly alignment: Alignment;
    /** Rep of each territory that has one, by territory id. */
    readonly repOf: ReadonlyMap<string, string>;
}

/**
 * What each account means for each rep, as the plan computes it; the rep who has an account now counts at any distance.
 *
 * @returns undefined if no reps were given, or where their homes do not matter
 */
export function workForReps(
    { accounts, scores }: ScoredAccounts,
    reps: readonly Rep[],
    { alignment, repOf }: Staffing,
    { travel, territory }: Reckoning,
): WorkMatrix | undefined {
    if (reps.length === 0 || territory.near === 'middle') return undefined;
    const keep: Record<string, string> = {};
    for (const { id, unitIds } of alignment.territories) {
        const repId = repOf.get(id);
        if (repId !== undefined) for (const unitId of unitIds) keep[unitId] = repId;
    }
    return estimateWork(accounts, scores, reps, { keep, ...(travel === undefined ? {} : { travel }) });
}

/** {@link workForReps} with a column for each territory; undefined too where some have no rep, or one rep has several. */
export function workForTerritories(
    scored: ScoredAccounts,
    reps: readonly Rep[],
    territoryIds: readonly string[],
    staffing: Staffing,
    reckoning: Reckoning,
): WorkMatrix | undefined {
    const repById = new Map(reps.map((rep) => [rep.id, rep]));
    const staff = territoryIds.flatMap((id) => repById.get(staffing.repOf.get(id) ?? '') ?? []);
    if (staff.length < territoryIds.length || new Set(staff).size < staff.length) return undefined;
    const work = workForReps(scored, staff, staffing, reckoning);
    return work && { ...work, territoryIds };
}
