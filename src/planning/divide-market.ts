import { type Steps, type StopCriteria, withoutProgress } from '../core/index.js';
import type { Account, AccountScore, Rep } from '../market/index.js';
import { PointIndex } from '../spatial/index.js';
import type {
    Alignment,
    BalancedMeasure,
    Contiguity,
    DesignOptions,
    TerritoryPlan,
    Unit,
    WorkMatrix,
} from '../territory/index.js';
import { linkSteps, planePoints, unitSteps, workSteps } from '../territory/internal.js';
import { type JudgedRep, TerritoryJudge } from './judge-territories.js';
import type { VisitSettings } from './plan-options.js';
import { BorderSettling, type SettleProblem } from './settle-borders.js';

/** A market, and what its division uses. */
export interface MarketToDivide {
    readonly accounts: readonly Account[];
    readonly scores: readonly AccountScore[];
    /** Reps who get a territory. */
    readonly staff: readonly Rep[];
    /** Rep of each account that stays where it is, by its id. */
    readonly locks: Readonly<Record<string, string>>;
    readonly settings: VisitSettings;
    readonly balance: readonly BalancedMeasure[];
    readonly contiguity: 'graph' | 'none';
    readonly stop: StopCriteria | undefined;
    /** Makes a territory plan. */
    readonly design: (units: readonly Unit[], options: DesignOptions) => Steps<TerritoryPlan>;
    /** Whether to end with what there is. */
    readonly isOver: () => boolean;
}

/** How far a division is. */
export interface DivisionProgress {
    /** 0 to 1. */
    readonly fraction: number;
    /** What was gained on the first division: seconds in four weeks. */
    readonly gained: number;
}

/** A divided market, and what its days come to. */
export interface DividedMarket {
    readonly plan: TerritoryPlan;
    /** In the order of the staff. */
    readonly judged: readonly JudgedRep[];
    readonly settling: BorderSettling;
}

/** What a lost call counts, in mean time of work for its priority. */
export const LOST_WORTH = 4;
/** Calls times accounts that may be looked at to settle borders, by account. */
const SETTLE_EFFORT = 40_000;
/** Price of uneven work where nothing else is said. */
export const DEFAULT_PRICE = 0.5;
const LINK_COST = 0.1;
/** Factors of the price of uneven work that divisions are tried with, after two at the price itself. */
const PRICE_FACTORS = [0.5, 2];
const TRIALS = 2 + PRICE_FACTORS.length;
/** Moves tried for each unit in one trial: less than a lone design has, since several share the budget. */
const TRIAL_ITERATIONS = 400;
const [LEAST_ITERATIONS, MOST_ITERATIONS] = [60_000, 2_000_000];

/**
 * Tries several divisions of a market and settles the borders of the best.
 *
 * Each division is judged by filled days: what reps drive, what does not fit into their hours, and how uneven the hours are. Between
 * divisions the work that a formula estimates is brought in line with those days, rep by rep.
 */
export function* divideMarket(market: MarketToDivide): Steps<DividedMarket, DivisionProgress> {
    const trials = yield* Trials.start(market);
    let best = yield* trials.divide(1);
    const first = best.settling.cost;
    const told = (): DivisionProgress => ({ fraction: trials.count / (TRIALS + 1), gained: first - best.settling.cost });
    yield told();
    for (const factor of [1, ...PRICE_FACTORS]) {
        if (market.isOver()) break;
        const other = yield* trials.divide(factor);
        if (other.settling.cost < best.settling.cost) best = other;
        yield told();
    }
    if (trials.isWalled) return { ...best, plan: yield* trials.tellPrice(best) };
    yield* best.settling.improve(SETTLE_EFFORT * market.accounts.length, market.isOver);
    yield { ...told(), fraction: 1 };
    return yield* trials.describe(best.settling);
}

/**
 * Keeps a division that is in place. Accounts that are new, locked elsewhere, or that their rep cannot serve join other territories; where
 * a tolerance is broken, the search goes on from the division.
 *
 * @param inPlace - rep of each account, by id
 */
export function* keepDivision(
    market: MarketToDivide,
    inPlace: ReadonlyMap<string, string>,
): Steps<DividedMarket, DivisionProgress> {
    const trials = yield* Trials.start(market);
    const kept = yield* trials.keep(inPlace);
    yield { fraction: 1, gained: 0 };
    return trials.isWalled ? kept : yield* trials.describe(kept.settling);
}

/** An earlier plan as territories of reps who are there, without accounts that are gone or locked elsewhere. */
export function alignmentInPlace(
    units: readonly { readonly id: string }[],
    staff: readonly Rep[],
    inPlace: ReadonlyMap<string, string>,
    locks: Readonly<Record<string, string>>,
): Alignment {
    const unitIds = new Map(staff.map(({ id }) => [id, [] as string[]]));
    for (const { id } of units) {
        const rep = inPlace.get(id);
        if (rep !== undefined && (!Object.hasOwn(locks, id) || locks[id] === rep)) unitIds.get(rep)?.push(id);
    }
    return { territories: staff.map(({ id }) => ({ id, unitIds: unitIds.get(id)! })) };
}

/** Settles the borders of a divided market again where calendars drive `factors` times what its days do, by rep of the staff. */
export function* settleAnew(market: MarketToDivide, { settling }: DividedMarket, factors: Float64Array): Steps<DividedMarket> {
    const trials = yield* Trials.start(market, factors);
    const again = yield* trials.settling(settling.division);
    yield* again.improve(SETTLE_EFFORT * market.accounts.length, market.isOver);
    return yield* trials.describe(again);
}

class Trials {
    /** Divisions tried so far. */
    count = 0;
    /** Whether a tolerance is to be kept, whatever it costs. */
    readonly isWalled: boolean;
    private readonly market: MarketToDivide;
    private readonly units: readonly Unit[];
    private readonly work: WorkMatrix;
    private readonly judge: TerritoryJudge;
    private readonly contiguity: Contiguity;
    private readonly placeOf: ReadonlyMap<string, number>;
    private readonly held: Uint8Array;
    /** Of each rep: how many times the formula's work his days have. */
    private readonly ratios: Record<string, number> = {};

    /** Gathers what all divisions of a market need, in steps. */
    static *start(market: MarketToDivide, factors?: Float64Array): Steps<Trials> {
        const { accounts, scores, staff, settings } = market;
        const work = yield* withoutProgress(workSteps(accounts, scores, staff, { travel: settings.travel }));
        const units = yield* unitSteps(accounts, scores, { travel: settings.travel });
        yield;
        const contiguity = yield* linkSteps(planePoints(units, 'geographic'), undefined, {});
        yield;
        return new Trials(market, work, units, contiguity, factors);
    }

    private constructor(
        market: MarketToDivide,
        work: WorkMatrix,
        units: readonly Unit[],
        contiguity: Contiguity,
        factors: Float64Array | undefined,
    ) {
        const { accounts, scores, staff, settings, locks, balance } = market;
        this.market = market;
        this.isWalled = balance.some(({ tolerance }) => tolerance !== undefined);
        this.units = units;
        this.work = work;
        this.judge = new TerritoryJudge(accounts, scores, staff, settings, factors);
        this.contiguity = contiguity;
        this.placeOf = new Map(accounts.map(({ id }, i) => [id, i]));
        this.held = Uint8Array.from(accounts, ({ id }) => (Object.hasOwn(locks, id) ? 1 : 0));
    }

    /** Divides at a multiple of the price of uneven work, and brings the formula in line with the days that come of it. */
    *divide(factor: number): Steps<DividedMarket> {
        const { market, ratios } = this;
        const balance = market.balance.map(
            (balanced): BalancedMeasure =>
                balanced.tolerance === undefined ? { ...balanced, price: factor * (balanced.price ?? DEFAULT_PRICE) } : balanced,
        );
        const options = { ...this.options(balance), seed: market.settings.seed + this.count };
        const plan = yield* market.design(this.units, options);
        this.count++;
        const settling = yield* this.settling(this.divisionOf(plan));
        plan.territories.forEach(({ id, measures }, rep) => {
            const estimated = measures['workload'];
            if (estimated <= 0) return;
            const ratio = ((ratios[id] ?? 1) * settling.reps[rep].needed) / estimated;
            ratios[id] = Math.max(0.4, Math.min(2.5, ratio));
        });
        return { plan, judged: settling.reps, settling };
    }

    /** A plan in place, as far as the reps can serve it. */
    *keep(inPlace: ReadonlyMap<string, string>): Steps<DividedMarket> {
        const { staff, locks, balance } = this.market;
        const repIndex = new Map(staff.map(({ id }, rep) => [id, rep]));
        const servable = this.units.filter(({ id }, i) => {
            const rep = repIndex.get(inPlace.get(id) ?? '');
            return rep !== undefined && (this.work.offsets[i] === this.work.offsets[i + 1] || this.workOf(i, rep) !== undefined);
        });
        const options = { ...this.options(balance), incumbent: alignmentInPlace(servable, staff, inPlace, locks) };
        const still: DesignOptions = { ...options, contiguity: 'none', stop: { iterations: 0 } };
        let plan = yield* this.market.design(this.units, still);
        const isBroken = plan.violations.some(({ code }) => code === 'tolerance-not-met');
        if (this.isWalled && isBroken) plan = yield* this.market.design(this.units, options);
        const settling = yield* this.settling(this.divisionOf(plan));
        return { plan, judged: settling.reps, settling };
    }

    settling(division: Int32Array): Steps<BorderSettling> {
        return BorderSettling.start(this.problem(division), division);
    }

    /** The plan of a division whose work is what its days come to. */
    *describe(settling: BorderSettling): Steps<DividedMarket> {
        const { accounts, staff } = this.market;
        const sums = new Float64Array(staff.length);
        settling.division.forEach((rep, i) => {
            if (rep !== -1) sums[rep] += this.workOf(i, rep) ?? 0;
        });
        const ratios = Object.fromEntries(
            staff.map(({ id }, rep) => [
                id,
                sums[rep] > 0 && settling.reps[rep].needed > 0 ? settling.reps[rep].needed / sums[rep] : 1,
            ]),
        );
        const unitIds: string[][] = staff.map(() => []);
        settling.division.forEach((rep, i) => {
            if (rep !== -1) unitIds[rep].push(accounts[i].id);
        });
        const incumbent = { territories: staff.map(({ id }, rep) => ({ id, unitIds: unitIds[rep] })) };
        const options = this.options(this.market.balance, ratios);
        const plan = yield* this.market.design(this.units, {
            ...options,
            incumbent,
            contiguity: 'none',
            stop: { iterations: 0 },
        });
        return { plan, judged: settling.reps, settling };
    }

    /** A plan within a tolerance, with what that costs in driving compared with the best division without. */
    *tellPrice({ plan, settling }: DividedMarket): Steps<TerritoryPlan> {
        const free = this.market.balance.map(({ measure, weight }) => ({ measure, ...(weight === undefined ? {} : { weight }) }));
        const other = yield* this.settling(this.divisionOf(yield* this.market.design(this.units, this.options(free))));
        const driving = (judged: readonly JudgedRep[]): number => judged.reduce((sum, rep) => sum + rep.driving, 0);
        return { ...plan, balanceCost: Math.max(0, driving(settling.reps) - driving(other.reps)) };
    }

    private options(balance: readonly BalancedMeasure[], ratios: Readonly<Record<string, number>> = this.ratios): DesignOptions {
        const { accounts, staff, settings, locks, contiguity, stop } = this.market;
        const most = Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, TRIAL_ITERATIONS * accounts.length));
        return {
            seeds: staff.map((rep) => ({ id: rep.id, position: rep.home, pinned: true })),
            targets: Object.fromEntries(staff.map((rep) => [rep.id, rep.share ?? 1])),
            balance,
            contiguity,
            locks,
            work: this.scaled(ratios),
            stop: stop === undefined ? { iterations: most } : shareOf(stop),
            seed: settings.seed,
        };
    }

    /** The formula's work in line with each rep's days. */
    private scaled(ratios: Readonly<Record<string, number>>): WorkMatrix {
        const { work } = this;
        const factors = work.territoryIds.map((id) => ratios[id] ?? 1);
        return { ...work, durations: work.durations.map((duration, at) => duration * factors[work.columns[at]]) };
    }

    private divisionOf(plan: TerritoryPlan): Int32Array {
        const division = new Int32Array(this.units.length).fill(-1);
        plan.territories.forEach(({ unitIds }, rep) => {
            for (const id of unitIds) division[this.placeOf.get(id)!] = rep;
        });
        return division;
    }

    private problem(division: Int32Array): SettleProblem {
        const { scores, staff, balance, contiguity } = this.market;
        const shares = Float64Array.from(staff, (rep) => rep.share ?? 1);
        const whole = shares.reduce((sum, share) => sum + share, 0);
        let work = 0;
        let priorities = 0;
        for (let i = 0; i < division.length; i++) {
            work += division[i] === -1 ? 0 : (this.workOf(i, division[i]) ?? 0);
            priorities += scores[i].callFrequency * scores[i].priority;
        }
        const { offsets } = this.work;
        const worth = priorities > 0 ? (LOST_WORTH * work) / priorities : 0;
        return {
            judge: this.judge,
            shares: shares.map((share) => share / whole),
            price: balance.find(({ measure }) => measure === 'workload')?.price ?? DEFAULT_PRICE,
            worth,
            canServe: (account, rep) => offsets[account] === offsets[account + 1] || this.workOf(account, rep) !== undefined,
            gainOf: (account, rep, hourPrice) => {
                const { callFrequency, callDuration, priority } = scores[account];
                if (callFrequency <= 0) return 0;
                const call = ((this.workOf(account, rep) ?? 0) * (this.ratios[staff[rep].id] ?? 1)) / callFrequency;
                return callFrequency * Math.max(0, worth * priority - Math.max(0, call - callDuration) - hourPrice * call);
            },
            held: this.holdHomes(division),
            offsets: this.contiguity.offsets,
            neighbours: this.contiguity.neighbours,
            contiguous: contiguity === 'graph',
            linkCost: division.length > 0 ? (LINK_COST * work) / division.length : 0,
        };
    }

    // A rep keeps the account nearest to his home.
    private holdHomes(division: Int32Array): Uint8Array {
        const { accounts, staff } = this.market;
        const held = this.held.slice();
        const index = new PointIndex(accounts.map(({ position }) => position));
        staff.forEach(({ home }, rep) => {
            const [nearest] = index.nearest(home, { count: 1 });
            if (nearest !== undefined && division[nearest] === rep) held[nearest] = 1;
        });
        return held;
    }

    /** Seconds that an account takes a rep by the formula; undefined if he cannot serve it. */
    private workOf(account: number, rep: number): number | undefined {
        const { offsets, columns, durations } = this.work;
        for (let at = offsets[account]; at < offsets[account + 1]; at++) if (columns[at] === rep) return durations[at];
        return undefined;
    }
}

// All trials share what one design may take.
function shareOf({ iterations, seconds, ...rest }: StopCriteria): StopCriteria {
    return {
        ...rest,
        ...(iterations === undefined ? {} : { iterations: Math.ceil(iterations / TRIALS) }),
        ...(seconds === undefined ? {} : { seconds: seconds / (TRIALS + 1) }),
    };
}
