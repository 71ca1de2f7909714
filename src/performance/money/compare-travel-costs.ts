import { assertArguments, finite, list, loose, type Schema, text } from '../../core/index.js';
import { type Ratio, ratioOf } from '../figures/ratio.js';
import type { GroupCost, TravelCost, TravelCosts } from './travel-cost.js';

/** What the second of two plans saves; negative where it costs more. */
export interface TravelSaving {
    /** Metres. */
    readonly distance: number;
    /** Seconds. */
    readonly travelDuration: number;
    /** Cents of travel. */
    readonly travel: number;
    /** Cents, time on site included. */
    readonly total: number;
    /** Saved travel / travel of the first plan. */
    readonly share: Ratio;
    /** Calls of the second plan less those of the first: fewer calls are no saving. */
    readonly calls: number;
    /** Cents of travel a call, first less second; null if one of the plans has no calls. */
    readonly perCall: number | null;
}

/** What {@link compareTravelCosts} returns. */
export interface TravelComparison {
    readonly total: TravelSaving;
    /** Reps of either plan, in the order of the first, then the second. */
    readonly reps: readonly (TravelSaving & { readonly repId: string })[];
}

const amount = finite({ min: -1e15, max: 1e15 });
const costEntries = {
    calls: finite({ min: 0, max: 1e15 }),
    distance: amount,
    travelDuration: amount,
    travel: amount,
    total: amount,
};
const costsSchema: Schema = loose({ total: loose(costEntries), reps: list(loose({ id: text(), ...costEntries })) });

/**
 * Tells what one plan saves against another, in all and by rep.
 *
 * @param before - of `travelCost`, at the same rates as `after`
 * @param after - the plan that should save
 * @throws BeatplanError `invalid-input`
 * @example
 * ```ts
 * const { total } = compareTravelCosts(travelCost(today, rates), travelCost(proposed, rates));
 * console.log(total.travel, total.perCall);
 * ```
 */
export function compareTravelCosts(before: TravelCosts, after: TravelCosts): TravelComparison {
    assertArguments('compareTravelCosts', { before: costsSchema, after: costsSchema }, { before, after });
    const first = new Map(before.reps.map((rep) => [rep.id, rep]));
    const second = new Map(after.reps.map((rep) => [rep.id, rep]));
    const ids = [...new Set([...first.keys(), ...second.keys()])];
    return {
        total: saving(before.total, after.total),
        reps: ids.map((repId) => ({ repId, ...saving(first.get(repId) ?? NOTHING, second.get(repId) ?? NOTHING) })),
    };
}

type Cost = TravelCost & Pick<GroupCost, 'calls'>;

const NOTHING: Cost = {
    calls: 0,
    distance: 0,
    travelDuration: 0,
    km: 0,
    time: 0,
    nights: 0,
    tolls: 0,
    travel: 0,
    onSite: 0,
    total: 0,
};

function saving(before: Cost, after: Cost): TravelSaving {
    return {
        distance: before.distance - after.distance,
        travelDuration: before.travelDuration - after.travelDuration,
        travel: before.travel - after.travel,
        total: before.total - after.total,
        share: ratioOf(before.travel - after.travel, before.travel),
        calls: after.calls - before.calls,
        perCall: before.calls === 0 || after.calls === 0 ? null : before.travel / before.calls - after.travel / after.calls,
    };
}
