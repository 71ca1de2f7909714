import { checkStructure, finite, IssueCollector, list, optional, strict, text } from '../../core/index.js';
import { apportionWithin } from '../figures/apportion.js';
import { cents, checkIds } from '../figures/periods.js';

/** What a quota can follow. */
export const QUOTA_FACTORS = ['potential', 'history', 'workload', 'growth'] as const;

/** What a quota can follow: one of {@link QUOTA_FACTORS}. */
export type QuotaFactor = (typeof QUOTA_FACTORS)[number];

/** How much each factor counts, from 0; only their proportions matter. */
export type QuotaWeights = Readonly<Partial<Record<QuotaFactor, number>>>;

/** What is known of a territory (or rep, or account) that gets a quota. */
export interface QuotaTerritory {
    /** Unique among the territories. */
    readonly id: string;
    /** What could be bought there, any unit, from 0. */
    readonly potential?: number;
    /** What was sold there, any unit, from 0. */
    readonly history?: number;
    /** Work that can be done there, any unit, from 0. */
    readonly workload?: number;
    /** What could be sold there in addition, any unit, from 0. */
    readonly growth?: number;
    /** Least quota in cents; default 0. */
    readonly floor?: number;
    /** Most quota in cents; default no limit. */
    readonly cap?: number;
}

/** One territory's quota. */
export interface Quota {
    readonly territoryId: string;
    /** Whole cents. */
    readonly quota: number;
    /** Share of the total by the factors, before floors and caps, 0 to 1. */
    readonly share: number;
    /** What each factor adds to `share`; sums up to it. */
    readonly contributions: Readonly<Partial<Record<QuotaFactor, number>>>;
    /** The bound that holds the quota away from its share; absent if none does. */
    readonly heldAt?: 'floor' | 'cap';
}

/** What {@link allocateQuota} returns. */
export interface QuotaAllocation {
    /** Whole cents; the quotas sum up to it exactly. */
    readonly total: number;
    /** In input order. */
    readonly quotas: readonly Quota[];
}

/**
 * Divides a total quota over territories by weighted factors, to the cent.
 *
 * A territory's share is the sum over the factors k of w_k / sum(w) * x_k / sum over territories(x_k). Floors and caps hold quotas that
 * proportion would push past them; the others share the rest in proportion. Largest remainders get the last cents, ties by input order.
 *
 * @param total - cents, whole, from 0
 * @param territories - at least one; each with a value for every factor that counts
 * @param weights - >= 0, at least one above 0
 * @returns quotas whose sum is `total` exactly; O(n log n)
 * @throws BeatplanError `invalid-input` with `of-nothing` if all values of a factor are 0, and `contradictory-options` if floors
 *   exceed caps, or floors or caps the total
 * @example
 * ```ts
 * const territories = [{ id: 'north', potential: 600, history: 50 }, { id: 'south', potential: 400, history: 50 }];
 * allocateQuota(100_000, territories, { potential: 0.5, history: 0.5 }).quotas.map(({ quota }) => quota); // [55000, 45000]
 * ```
 * @see Zoltners, Sinha and Lorimer 2006, "The Complete Guide to Sales Force Incentive Compensation", AMACOM: quotas by weighted factors
 * @see Balinski and Young 1982, "Fair Representation", Yale University Press: largest remainders
 */
export function allocateQuota(total: number, territories: readonly QuotaTerritory[], weights: QuotaWeights): QuotaAllocation {
    const collector = new IssueCollector();
    const isAmount = checkStructure(cents(0), total, collector, ['total']);
    const value = optional(finite({ min: 0, max: MOST_VALUE }));
    const bound = optional(cents(0));
    const row = { id: text(), potential: value, history: value, workload: value, growth: value, floor: bound, cap: bound };
    const areSound = checkStructure(list(strict(row)), territories, collector, ['territories']);
    const weight = optional(finite({ min: 0, max: MOST_VALUE }));
    const factorKeys = { potential: weight, history: weight, workload: weight, growth: weight };
    if (checkStructure(strict(factorKeys), weights, collector, ['weights']) && areSound) {
        checkFactors(territories, weights, collector);
        if (isAmount) checkBounds(total, territories, collector);
    }
    collector.throwIfAny('allocateQuota');

    const factors = QUOTA_FACTORS.filter((factor) => (weights[factor] ?? 0) > 0);
    const allWeights = sum(factors.map((factor) => weights[factor]!));
    const rates = factors.map(
        (factor) => weights[factor]! / allWeights / sum(territories.map((territory) => territory[factor]!)),
    );
    const parts = territories.map((territory) => factors.map((factor, k) => rates[k] * territory[factor]!));
    const shares = parts.map(sum);
    const bounds = territories.map(({ floor = 0, cap = Number.POSITIVE_INFINITY }) => ({ floor, cap }));
    const placed = apportionWithin(total, shares, bounds);
    if (placed === undefined) {
        collector.add(
            'contradictory-options',
            ['territories'],
            'cannot take the total: all with a share have reached their caps',
            {
                hint: 'raise caps, or give the others a value',
            },
        );
        collector.throwIfAny('allocateQuota');
    }
    const quotas = territories.map(({ id }, i): Quota => {
        const heldAt = placed!.held[i];
        return {
            territoryId: id,
            quota: placed!.shares[i],
            share: shares[i],
            contributions: Object.fromEntries(factors.map((factor, k) => [factor, parts[i][k]])),
            ...(heldAt === undefined ? {} : { heldAt }),
        };
    });
    return { total, quotas };
}

// Far above any market, and far enough below the largest double that no sum overflows.
const MOST_VALUE = 1e100;

function checkFactors(territories: readonly QuotaTerritory[], weights: QuotaWeights, collector: IssueCollector): void {
    if (territories.length === 0) collector.add('empty-input', ['territories'], 'has nothing to divide the total over');
    checkIds(
        territories.map(({ id }) => id),
        collector,
        ['territories'],
    );
    const factors = QUOTA_FACTORS.filter((factor) => (weights[factor] ?? 0) > 0);
    if (factors.length === 0)
        collector.add('of-nothing', ['weights'], 'has no factor above 0', { expected: `one of ${QUOTA_FACTORS.join(', ')}` });
    for (const factor of factors) {
        let isAnyAbove = false;
        territories.forEach((territory, i) => {
            const value = territory[factor];
            if (value === undefined)
                collector.add('missing-key', ['territories', i, factor], 'is missing', { hint: `weights.${factor} is above 0` });
            else if (value > 0) isAnyAbove = true;
        });
        if (!isAnyAbove && territories.length > 0)
            collector.add('of-nothing', ['weights', factor], `shares by ${factor} are 0 of 0: it is 0 in every territory`, {
                hint: 'leave this factor out',
            });
    }
}

function checkBounds(total: number, territories: readonly QuotaTerritory[], collector: IssueCollector): void {
    let floors = 0;
    let caps = 0;
    territories.forEach(({ floor = 0, cap = Number.POSITIVE_INFINITY }, i) => {
        floors += floor;
        caps += cap;
        if (floor > cap)
            collector.add('contradictory-options', ['territories', i], `has a floor of ${floor} above its cap of ${cap}`);
    });
    if (floors > total)
        collector.add('contradictory-options', ['total'], `is less than all floors, ${floors}`, { received: total });
    if (caps < total && territories.length > 0)
        collector.add('contradictory-options', ['total'], `is more than all caps, ${caps}`, { received: total });
}

function sum(values: readonly number[]): number {
    let total = 0;
    for (const value of values) total += value;
    return total;
}
