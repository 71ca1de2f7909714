import { checkStructure, finite, IssueCollector, type IssuePath, list, optional, strict, text } from '../../core/index.js';
import { apportion } from '../figures/apportion.js';
import { cents, checkIds } from '../figures/periods.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';

/** One territory's amount, in cents from 0. */
export interface TerritoryAmount {
    readonly territoryId: string;
    readonly amount: number;
}

/** Options of {@link reconcileQuota}. */
export interface ReconcileOptions {
    /** Largest |gap| / bottom-up that counts as agreed, from 0; default 0.1. */
    readonly tolerance?: number;
    /** How much the proposal follows the bottom-up amounts, 0 (not at all) to 1; default 0.5. */
    readonly bottomUpWeight?: number;
}

/** How a quota compares with what the field says it can sell. */
export type ReconcileStatus =
    | 'agreed'
    /** Top-down asks for more than the field commits to. */
    | 'above-commitment'
    /** The field commits to more than top-down asks for. */
    | 'below-commitment';

/** One territory's two amounts. */
export interface ReconciledTerritory {
    readonly territoryId: string;
    readonly topDown: number;
    readonly bottomUp: number;
    /** Top-down less bottom-up, cents. */
    readonly gap: number;
    /** Gap / bottom-up; `of-zero` where the field commits to nothing. */
    readonly gapShare: Ratio;
    readonly status: ReconcileStatus;
    /** Quota proposed, whole cents. */
    readonly proposed: number;
}

/** What {@link reconcileQuota} returns. */
export interface ReconciledQuota {
    /** Largest |gap| first, ties in top-down order. */
    readonly territories: readonly ReconciledTerritory[];
    readonly topDown: number;
    readonly bottomUp: number;
    readonly gap: number;
    readonly gapShare: Ratio;
    readonly status: ReconcileStatus;
}

/**
 * Compares quotas set from above with what territories commit to, and proposes quotas between the two that keep the top-down total.
 *
 * The proposal is weight * bottom-up * (top-down total / bottom-up total) +
 * (1 - weight) * top-down, apportioned to the cent. Use it before quotas are announced.
 *
 * @param topDown - each territory once
 * @param bottomUp - the same territories, in any order
 * @returns proposals sum up to the top-down total exactly; O(n log n)
 * @throws BeatplanError `invalid-input`, also for territories that only one of the lists has
 * @example
 * ```ts
 * const topDown = [{ territoryId: 'north', amount: 600 }, { territoryId: 'south', amount: 400 }];
 * const bottomUp = [{ territoryId: 'north', amount: 400 }, { territoryId: 'south', amount: 400 }];
 * reconcileQuota(topDown, bottomUp).territories.map(({ proposed }) => proposed); // [550, 450]
 * ```
 * @see Zoltners, Sinha and Lorimer 2006, "The Complete Guide to Sales Force Incentive Compensation", AMACOM: top-down and bottom-up
 */
export function reconcileQuota(
    topDown: readonly TerritoryAmount[],
    bottomUp: readonly TerritoryAmount[],
    options: ReconcileOptions = {},
): ReconciledQuota {
    const collector = new IssueCollector();
    const amounts = list(strict({ territoryId: text(), amount: cents(0) }));
    const share = optional(finite({ min: 0, max: 1 }));
    const topIsSound = checkStructure(amounts, topDown, collector, ['topDown']);
    const bottomIsSound = checkStructure(amounts, bottomUp, collector, ['bottomUp']);
    checkStructure(strict({ tolerance: optional(finite({ min: 0 })), bottomUpWeight: share }), options, collector, ['options']);
    if (topIsSound && bottomIsSound) {
        checkPartners(topDown, bottomUp, collector, ['topDown'], 'bottomUp');
        checkPartners(bottomUp, topDown, collector, ['bottomUp'], 'topDown');
    }
    collector.throwIfAny('reconcileQuota');

    const { tolerance = 0.1, bottomUpWeight = 0.5 } = options;
    const committed = new Map(bottomUp.map(({ territoryId, amount }) => [territoryId, amount]));
    const top = sumOf(topDown);
    const bottom = sumOf(bottomUp);
    // With nothing committed at all, only the top-down amounts say who gets what.
    const scale = bottom > 0 ? top / bottom : 0;
    const weight = bottom > 0 ? bottomUpWeight : 0;
    const proposed = apportion(
        top,
        topDown.map(({ territoryId, amount }) => weight * scale * committed.get(territoryId)! + (1 - weight) * amount),
    );
    const statusOf = (asked: number, offered: number): ReconcileStatus => {
        if (Math.abs(asked - offered) <= tolerance * offered) return 'agreed';
        return asked > offered ? 'above-commitment' : 'below-commitment';
    };
    const territories = topDown.map(({ territoryId, amount }, i): ReconciledTerritory => {
        const offered = committed.get(territoryId)!;
        return {
            territoryId,
            topDown: amount,
            bottomUp: offered,
            gap: amount - offered,
            gapShare: ratioOf(amount - offered, offered),
            status: statusOf(amount, offered),
            proposed: proposed[i],
        };
    });
    territories.sort((a, b) => Math.abs(b.gap) - Math.abs(a.gap));
    return {
        territories,
        topDown: top,
        bottomUp: bottom,
        gap: top - bottom,
        gapShare: ratioOf(top - bottom, bottom),
        status: statusOf(top, bottom),
    };
}

function checkPartners(
    amounts: readonly TerritoryAmount[],
    others: readonly TerritoryAmount[],
    collector: IssueCollector,
    path: IssuePath,
    other: string,
): void {
    checkIds(
        amounts.map(({ territoryId }) => territoryId),
        collector,
        path,
        'territoryId',
    );
    const known = new Set(others.map(({ territoryId }) => territoryId));
    amounts.forEach(({ territoryId }, i) => {
        if (!known.has(territoryId))
            collector.add('unknown-id', [...path, i, 'territoryId'], `is not in ${other}`, { received: territoryId });
    });
}

function sumOf(amounts: readonly TerritoryAmount[]): number {
    return amounts.reduce((total, { amount }) => total + amount, 0);
}
