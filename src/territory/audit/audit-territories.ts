import {
    anything,
    assertArguments,
    checkStructure,
    finite,
    IssueCollector,
    list,
    loose,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../../core/index.js';
import { joinAtAntimeridian, polygonArea } from '../../geo/index.js';
import type { Account, AccountScore } from '../../market/index.js';
import { countParts } from '../graph/count-parts.js';
import { type BalanceFigures, deviationFrom, measureBalance } from '../model/balance.js';
import { planSchema } from '../model/check-plan.js';
import { edgesSchema, ownedAccounts, unitOfSchema } from '../model/schemas.js';
import { measureNames } from '../model/sum-measures.js';
import type { Territory, TerritoryPlan } from '../model/territory-plan.js';
import type { Measures } from '../model/unit.js';
import type { DrawnTerritories } from '../plan/plan-from-shapes.js';
import { type Compactness, measureCompactness } from '../shapes/measure-compactness.js';
import { type TerritoryWork, WorkTable } from '../workload/territory-work.js';
import { checkWorkMatrix, WORKLOAD, type WorkMatrix } from '../workload/work-matrix.js';
import { type AccountException, findExceptions } from './find-exceptions.js';
import { findGaps, type Gaps } from './gaps.js';
import { findOverlaps, type TerritoryOverlap } from './overlaps.js';

/** What an audit uses in addition to the plan and the accounts. */
export interface TerritoryAuditOptions {
    /** Outlines, as `territoryShapes` gives them: for overlaps of ground, holes and compactness. */
    readonly shapes?: DrawnTerritories;
    /** Unit of each account, by account id. Default: the unit of the same id. */
    readonly unitOf?: Readonly<Record<string, string>>;
    /** Calls of the accounts, which tell driving from the time on site. */
    readonly scores?: readonly AccountScore[];
    /** Seconds at the wheel in four weeks that are known better than by that estimate, as `sampleDriving` of `beatplan/planning` has them. */
    readonly driving?: readonly { readonly territoryId: string; readonly driveDuration: number }[];
    /**
     * Links between units by id, as `findBorders` gives them: parts are counted by these, an island is one of its own. Default: `parts`
     * of the plan are trusted.
     */
    readonly edges?: readonly (readonly [string, string])[];
    /**
     * Share of each territory by id, in any unit, more than 0, as `targets` of a design: a half-time rep's 0.5. Deviations and balance are
     * held against it. Default 1 each.
     */
    readonly targets?: Readonly<Record<string, number>>;
    /**
     * What each unit means for each rep, as `estimateWork` gives it: `workload` is then that of the rep who has the unit, as in a design with
     * `work`. Reps are known by `repId`, else by the id of their territory. Default: the `workload` of the plan.
     */
    readonly work?: WorkMatrix;
}

/** One territory as an audit sees it. */
export interface AuditedTerritory {
    readonly territoryId: string;
    readonly repId?: string;
    readonly accounts: number;
    readonly measures: Measures;
    /** Measure over what the territory should have, its share of all, less 1. */
    readonly deviations: Measures;
    /** Connected parts; 1 is contiguous. */
    readonly parts: number;
    /** Others' ground within its outline; only with shapes. */
    readonly holes?: number;
    /** Square metres; only with shapes. */
    readonly area?: number;
    /** Only with shapes. */
    readonly compactness?: Compactness;
    /**
     * Seconds at the wheel in four weeks: what `driving` says, else workload less the time on site. The latter only with scores, and where
     * `workload` is a measure.
     */
    readonly driveDuration?: number;
}

/** Everything that {@link auditTerritories} finds. */
export interface TerritoryAudit {
    /** Ground or units that two territories claim. */
    readonly overlaps: readonly TerritoryOverlap[];
    /** Accounts without a rep. */
    readonly gaps: Gaps;
    readonly exceptions: readonly AccountException[];
    /** How evenly each measure is spread. */
    readonly balance: Readonly<Record<string, BalanceFigures>>;
    readonly territories: readonly AuditedTerritory[];
    /** Whether there are no overlaps, gaps, exceptions or territories in several parts. */
    readonly sound: boolean;
}

const optionsSchema: Schema = strict({
    shapes: optional(anything()),
    unitOf: optional(unitOfSchema),
    scores: optional(list(loose({ accountId: text(), callFrequency: finite({ min: 0 }), callDuration: finite({ min: 0 }) }))),
    driving: optional(list(loose({ territoryId: text(), driveDuration: finite({ min: 0 }) }))),
    edges: optional(edgesSchema),
    targets: optional(anything()),
    work: optional(anything()),
});

/**
 * Looks a division over as a whole: which accounts are claimed twice or not at all, whose owner is another rep, how even the territories are, and
 * how they lie on the ground. Each finding has a call of its own: `findOverlaps`, `findGaps`, `findExceptions`, `measureBalance`,
 * `measureCompactness`.
 *
 * @param plan - as `designTerritories` returned it, or read off outlines by `planFromShapes`
 * @param accounts - all of the market, those outside of any territory too
 * @throws BeatplanError `invalid-input` with `unknown-id` for targets of no territory
 * @example
 * ```ts
 * const { overlaps, gaps, exceptions, balance } = auditTerritories(plan, accounts, { shapes, scores });
 * balance.workload.maxDeviation; // 0.08
 * ```
 */
export function auditTerritories(
    plan: TerritoryPlan,
    accounts: readonly Account[],
    options: TerritoryAuditOptions = {},
): TerritoryAudit {
    assertArguments(
        'auditTerritories',
        { plan: planSchema, accounts: ownedAccounts, options: optionsSchema },
        { plan, accounts, options },
    );
    const { shapes, unitOf, scores, edges } = options;
    const works = workOf(plan, options.work);
    const shares = readShares(plan, options.targets);
    const at = unitOf === undefined ? {} : { unitOf };
    const overlaps = [...findOverlaps([plan]), ...(shapes === undefined ? [] : findOverlaps(shapes))];
    const gaps = findGaps(plan, accounts, at);
    const exceptions = findExceptions(plan, accounts, at);
    const territories = plan.territories.map((territory, j): Territory => {
        const work = works[j];
        return work === undefined ? territory : { ...territory, measures: { ...territory.measures, [WORKLOAD]: work.total } };
    });

    const names = measureNames(territories);
    const balance = Object.fromEntries(
        names.map((name) => {
            const values = territories.map(({ measures }) => measures[name] ?? 0);
            const total = values.reduce((sum, value) => sum + value, 0);
            return [
                name,
                measureBalance(
                    values,
                    shares.map((share) => share * total),
                ),
            ];
        }),
    );
    const within = accountsWithin(plan, accounts, unitOf);
    const onSite = secondsOnSite(scores);
    const drivingOf = new Map(options.driving?.map(({ territoryId, driveDuration }) => [territoryId, driveDuration]));
    const shapeOf = new Map(shapes?.features.map(({ properties, geometry }) => [properties.id, geometry]));
    const counted = edges === undefined ? undefined : countParts(plan, edges);
    const audited = territories.map((territory, j): AuditedTerritory => {
        const { id, repId, measures } = territory;
        const parts = counted?.[j] ?? territory.parts;
        const members = within.get(plan.territories[j]) ?? [];
        const shape = shapeOf.get(id);
        const calls = members.reduce((sum, accountId) => {
            const unitId = unitOf === undefined ? accountId : unitOf[accountId];
            // What the rep cannot serve is no work of his.
            return works[j]?.durations.has(unitId) === false ? sum : sum + (onSite.get(accountId) ?? 0);
        }, 0);
        const { workload } = measures;
        const estimate = scores === undefined || workload === undefined ? undefined : Math.max(0, workload - calls);
        const driveDuration = drivingOf.get(id) ?? estimate;
        return {
            territoryId: id,
            ...(repId === undefined ? {} : { repId }),
            accounts: members.length,
            measures,
            deviations: Object.fromEntries(
                names.map((name) => {
                    const target = shares[j] * balance[name].mean * territories.length;
                    return [name, deviationFrom(measures[name] ?? 0, target)];
                }),
            ),
            parts,
            ...(shape === undefined
                ? {}
                : { holes: holesOf(shape), area: polygonArea(shape), compactness: measureCompactness(shape) }),
            ...(driveDuration === undefined ? {} : { driveDuration }),
        };
    });
    const isWhole = audited.every(({ parts }) => parts <= 1);
    const sound = overlaps.length + gaps.accounts.length + exceptions.length === 0 && isWhole;
    return { overlaps, gaps, exceptions, balance, territories: audited, sound };
}

/** The work of each territory for its rep; undefined if that is not known. */
function workOf({ territories }: TerritoryPlan, work: WorkMatrix | undefined): readonly (TerritoryWork | undefined)[] {
    if (work === undefined) return territories.map(() => undefined);
    const collector = new IssueCollector();
    checkWorkMatrix(work, [], [], ['options', 'work'], collector);
    collector.throwIfAny('the audit');
    const table = new WorkTable(work);
    return territories.map((territory) => table.ofTerritory(territory, territory.unitIds));
}

/** What each territory should have of everything; all shares sum to 1. */
function readShares({ territories }: TerritoryPlan, targets: Readonly<Record<string, number>> = {}): number[] {
    const collector = new IssueCollector();
    const known = new Set(territories.map(({ id }) => id));
    checkStructure(record(finite({ moreThan: 0 })), targets, collector, ['options', 'targets']);
    for (const id of Object.keys(targets ?? {})) {
        if (!known.has(id)) {
            collector.add('unknown-id', ['options', 'targets', id], 'unknown territory id', { received: id });
        }
    }
    collector.throwIfAny('auditTerritories');
    const shares = territories.map(({ id }) => targets[id] ?? 1);
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => share / total);
}

/** Ids of the accounts in each territory. */
function accountsWithin(
    { territories }: TerritoryPlan,
    accounts: readonly Account[],
    unitOf: Readonly<Record<string, string>> | undefined,
): Map<Territory, string[]> {
    const territoryOf = new Map(territories.flatMap((territory) => territory.unitIds.map((id) => [id, territory] as const)));
    const within = new Map<Territory, string[]>();
    for (const { id } of accounts) {
        const unitId = unitOf === undefined ? id : unitOf[id];
        const territory = unitId === undefined ? undefined : territoryOf.get(unitId);
        if (territory === undefined) continue;
        const list = within.get(territory);
        if (list === undefined) within.set(territory, [id]);
        else list.push(id);
    }
    return within;
}

/** Seconds on site in four weeks, by account id. */
function secondsOnSite(scores: readonly AccountScore[] | undefined): Map<string, number> {
    return new Map(scores?.map(({ accountId, callFrequency, callDuration }) => [accountId, callFrequency * callDuration]));
}

function holesOf(shape: DrawnTerritories['features'][number]['geometry']): number {
    const joined = joinAtAntimeridian(shape);
    const parts = joined.type === 'Polygon' ? [joined.coordinates] : joined.coordinates;
    return parts.reduce((sum, rings) => sum + rings.length - 1, 0);
}
