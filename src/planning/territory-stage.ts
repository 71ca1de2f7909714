import {
    finite,
    type Issue,
    list,
    mapProgress,
    oneOf,
    optional,
    type Schema,
    type Steps,
    type StopCriteria,
    stepsWithOwnIssues,
    stopCriteria,
    strict,
    text,
    withoutProgress,
} from '../core/index.js';
import { greatCircleDistance } from '../geo/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { meanShiftDuration } from '../market/internal.js';
import {
    accountUnits,
    type BalancedMeasure,
    type DesignOptions,
    type DesignProgress,
    type TerritoryPlan,
    type Unit,
    type WorkMatrix,
} from '../territory/index.js';
import { designSteps, workSteps } from '../territory/internal.js';
import {
    alignmentInPlace,
    type DividedMarket,
    type DivisionProgress,
    divideMarket,
    keepDivision,
    type MarketToDivide,
} from './divide-market.js';
import { findMissingSkill } from './obstacle.js';
import type { VisitSettings } from './plan-options.js';

/** How `planBeats` divides the market. Plain data. */
export interface TerritoryOptions {
    /**
     * What every rep should have a fair share of: `workload`, `potential` or `count`. Default `[{ measure: 'workload', price: 0.5 }]`: balance
     * is weighed against driving. A `tolerance` is kept whatever it costs; a narrow one costs much driving.
     */
    readonly balance?: readonly BalancedMeasure[];
    /** `'graph'` (default): territories are connected; `'none'`: they need not be. */
    readonly contiguity?: 'graph' | 'none';
    /**
     * Where accounts of a territory should be near: `'home'` (default), to where its rep lives; `'middle'`, to the territory's own middle,
     * for reps who stay away overnight or whose homes do not matter.
     */
    readonly near?: 'home' | 'middle';
    /** When the search stops; default a number of iterations by size. */
    readonly stop?: StopCriteria;
}

/** Schema of {@link TerritoryOptions}; names of measures are checked by the design itself. */
export const territoryOptionsSchema: Schema = strict({
    balance: optional(
        list(
            strict({
                measure: text(),
                tolerance: optional(finite({ min: 0 })),
                weight: optional(finite({ moreThan: 0 })),
                price: optional(finite({ min: 0 })),
            }),
        ),
    ),
    contiguity: optional(oneOf(['graph', 'none'])),
    near: optional(oneOf(['home', 'middle'])),
    stop: optional(stopCriteria()),
});

const DEFAULT_BALANCE: readonly BalancedMeasure[] = [{ measure: 'workload' }];
// Where homes do not matter there is no driving from them that balance could be weighed against.
const MIDDLE_BALANCE: readonly BalancedMeasure[] = [{ measure: 'workload', tolerance: 0.1 }];

const SKILL_PASSES = 4;

const EMPTY_PLAN: TerritoryPlan = {
    territories: [],
    violations: [],
    dispersion: 0,
    maxDeviation: 0,
    statistics: { seed: 1, iterations: 0, seconds: 0 },
};

/** Territories of reps, and what is needed to settle their borders once more; that is left out where homes do not matter. */
export interface RepTerritories {
    readonly plan: TerritoryPlan;
    readonly market?: MarketToDivide;
    readonly divided?: DividedMarket;
}

/** What runs in addition to a division, and what it goes on from. */
export interface TerritoryRun {
    readonly signal: AbortSignal | undefined;
    /** Whether the time for territories is up. */
    readonly isOver: () => boolean;
    /** Rep of each account in an earlier plan, by account id. */
    readonly inPlace: ReadonlyMap<string, string> | undefined;
}

/**
 * One territory a rep, called as the rep: shares as the reps', accounts with an owner in the owner's. No account goes to a rep who lacks
 * a skill for it, or cannot call on it within a day, where another can. Reps for whom no account is left have no territory: of those who
 * own none, the farthest.
 *
 * Accounts whose rep is known from an earlier plan stay with him.
 */
export function* divideForReps(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    settings: VisitSettings,
    options: TerritoryOptions,
    { signal, isOver, inPlace }: TerritoryRun,
): Steps<RepTerritories, DivisionProgress> {
    const locks: Record<string, string> = {};
    const known = new Set(reps.map((rep) => rep.id));
    for (const { id, owner } of accounts) if (owner !== undefined && known.has(owner)) locks[id] = owner;
    const design = (units: readonly Unit[], wishes: DesignOptions): Steps<TerritoryPlan, DesignProgress> => {
        const running = signal === undefined ? wishes : { ...wishes, signal };
        return stepsWithOwnIssues('planBeats', designSteps(units, running), inPlanOptions);
    };
    if (options.near === 'middle') {
        const steps = designByMiddle(accounts, reps, scores, settings, options, locks, design, signal, inPlace);
        return { plan: yield* mapProgress(steps, ({ fraction }) => ({ fraction, gained: 0 })) };
    }
    const work = yield* withoutProgress(workSteps(accounts, scores, reps, { travel: settings.travel }));
    const staff = chooseReps(accounts, ableReps(reps, work, locks), locks);
    if (staff.length === 0) return { plan: EMPTY_PLAN };
    yield;
    // In the order of ids, so that the input's order changes nothing.
    const order = accounts.map((_, i) => i).sort((a, b) => (accounts[a].id < accounts[b].id ? -1 : 1));
    const market: MarketToDivide = {
        accounts: order.map((i) => accounts[i]),
        scores: order.map((i) => scores[i]),
        staff: [...staff].sort((a, b) => (a.id < b.id ? -1 : 1)),
        locks,
        settings,
        balance: options.balance ?? DEFAULT_BALANCE,
        contiguity: options.contiguity ?? 'graph',
        stop: options.stop,
        design: (units, wishes) => withoutProgress(design(units, wishes)),
        isOver: () => isOver() || signal?.aborted === true,
    };
    const divided = yield* inPlace === undefined ? divideMarket(market) : keepDivision(market, inPlace);
    return { plan: inInputOrder(divided.plan, accounts, reps), market, divided };
}

/** A plan with the territories of reps in their order, its lists of accounts in that of the accounts. */
export function inInputOrder(plan: TerritoryPlan, accounts: readonly Account[], reps: readonly Rep[]): TerritoryPlan {
    const place = new Map(accounts.map(({ id }, i) => [id, i]));
    const byPlace = (a: string, b: string): number => place.get(a)! - place.get(b)!;
    const byId = new Map(plan.territories.map((territory) => [territory.id, territory]));
    const territories = reps.flatMap(({ id }) => byId.get(id) ?? []);
    return {
        ...plan,
        ...(plan.unreached === undefined ? {} : { unreached: [...plan.unreached].sort(byPlace) }),
        territories: territories.map((territory) => ({
            ...territory,
            repId: territory.id,
            unitIds: [...territory.unitIds].sort(byPlace),
        })),
    };
}

function* designByMiddle(
    accounts: readonly Account[],
    reps: readonly Rep[],
    scores: readonly AccountScore[],
    settings: VisitSettings,
    options: TerritoryOptions,
    locks: Record<string, string>,
    design: (units: readonly Unit[], wishes: DesignOptions) => Steps<TerritoryPlan, DesignProgress>,
    signal: AbortSignal | undefined,
    inPlace: ReadonlyMap<string, string> | undefined,
): Steps<TerritoryPlan, DesignProgress> {
    let staff = chooseReps(accounts, reps, locks);
    if (staff.length === 0) return EMPTY_PLAN;
    const units = accountUnits(accounts, scores, {
        travel: settings.travel,
        homes: staff.map((rep) => rep.home),
        shiftDuration: meanShiftDuration(staff),
    });
    yield;
    const designStaff = (): Steps<TerritoryPlan, DesignProgress> =>
        design(units, {
            seeds: staff.map((rep) => ({ id: rep.id, position: rep.home })),
            targets: Object.fromEntries(staff.map((rep) => [rep.id, rep.share ?? 1])),
            balance: options.balance ?? MIDDLE_BALANCE,
            ...(options.contiguity === undefined ? {} : { contiguity: options.contiguity }),
            ...(options.stop === undefined ? {} : { stop: options.stop }),
            ...(inPlace === undefined
                ? {}
                : { incumbent: alignmentInPlace(units, staff, inPlace, locks), stop: { iterations: 0 } }),
            locks,
            seed: settings.seed,
        });
    let plan = yield* designStaff();
    // Accounts that were in place may drift to a rep without their skill once others are locked.
    for (let pass = 0; pass < SKILL_PASSES && signal?.aborted !== true; pass++) {
        if (!lockSkilled(accounts, staff, plan, locks)) break;
        // Skills may have left a rep without an account to design with.
        staff = chooseReps(accounts, staff, locks);
        plan = yield* designStaff();
    }
    return { ...plan, territories: plan.territories.map((territory) => ({ ...territory, repId: territory.id })) };
}

/** An issue of the design where it stands in the input of `planBeats`. */
function inPlanOptions(issue: Issue): Issue | undefined {
    const [, ...path] = issue.path;
    if (path[0] === 'balance' || path[0] === 'stop') return { ...issue, path: ['options', 'territory', ...path] };
    return undefined;
}

/** Reps who can call on any account, or to whom some are locked; all of them where none can. */
function ableReps(
    reps: readonly Rep[],
    { columns, territoryIds }: WorkMatrix,
    locks: Readonly<Record<string, string>>,
): readonly Rep[] {
    const able = new Set(Object.values(locks));
    for (const column of new Set(columns)) able.add(territoryIds[column]);
    return able.size === 0 ? reps : reps.filter((rep) => able.has(rep.id));
}

/** Locks accounts whose rep lacks a skill to the nearest rep who has all; whether there was any. */
function lockSkilled(
    accounts: readonly Account[],
    reps: readonly Rep[],
    plan: TerritoryPlan,
    locks: Record<string, string>,
): boolean {
    const repById = new Map(reps.map((rep) => [rep.id, rep]));
    const repOf = new Map(
        plan.territories.flatMap((territory) => territory.unitIds.map((id) => [id, repById.get(territory.id)!])),
    );
    let found = false;
    for (const { id, position, skills } of accounts) {
        if (Object.hasOwn(locks, id) || findMissingSkill(skills, repOf.get(id)!.skills) === undefined) continue;
        let nearest = Number.POSITIVE_INFINITY;
        for (const rep of reps) {
            const distance = greatCircleDistance(rep.home, position);
            if (distance >= nearest || findMissingSkill(skills, rep.skills) !== undefined) continue;
            nearest = distance;
            locks[id] = rep.id;
            found = true;
        }
    }
    return found;
}

/** As many reps as can have an account each: those whom some are locked to, and of the others those nearest to an account that is free. */
function chooseReps(accounts: readonly Account[], reps: readonly Rep[], locks: Readonly<Record<string, string>>): readonly Rep[] {
    const busy = new Set(Object.values(locks));
    const free = accounts.filter(({ id }) => !Object.hasOwn(locks, id));
    const others = reps.filter((rep) => !busy.has(rep.id));
    if (others.length <= free.length) return reps;
    const distance = new Map(
        others.map((rep) => [rep.id, Math.min(...free.map(({ position }) => greatCircleDistance(rep.home, position)))]),
    );
    others.sort((a, b) => distance.get(a.id)! - distance.get(b.id)! || (a.id < b.id ? -1 : 1));
    const chosen = new Set([...busy, ...others.slice(0, free.length).map((rep) => rep.id)]);
    return reps.filter((rep) => chosen.has(rep.id));
}
