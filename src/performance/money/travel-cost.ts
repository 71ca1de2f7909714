import { checkStructure, finite, IssueCollector, list, optional, strict, text } from '../../core/index.js';
import type { BeatPlan, PlannedDay, PlannedVisit } from '../../planning/index.js';
import { checkBeatPlan } from '../../planning/internal.js';
import { apportion } from '../figures/apportion.js';
import { cents } from '../figures/periods.js';

/** What travel costs, in cents from 0; fractions of a cent are allowed for rates. */
export interface TravelRates {
    /** Cents a kilometre. */
    readonly perKm?: number;
    /** Cents an hour of a rep's time. */
    readonly perHour?: number;
    /** Cents a night away. */
    readonly perNight?: number;
}

/** What a plan itself does not hold. */
export interface TravelExtras {
    /** Nights away after a rep's day; a day may stand here once. */
    readonly nights?: readonly { readonly repId: string; readonly date: string }[];
    /** Tolls, ferries and parking of a rep's day in cents, from 0. */
    readonly tolls?: readonly { readonly repId: string; readonly date: string; readonly amount: number }[];
}

/** Cost in whole cents, by cause. */
export interface TravelCost {
    /** Metres and seconds of travel. */
    readonly distance: number;
    readonly travelDuration: number;
    readonly km: number;
    /** Time on the road. */
    readonly time: number;
    readonly nights: number;
    readonly tolls: number;
    /** Sum of the four above. */
    readonly travel: number;
    /** Time at the account, waiting included. */
    readonly onSite: number;
    /** `travel + onSite`. */
    readonly total: number;
}

/** Cost of one planned call. */
export interface CallCost extends TravelCost {
    readonly visitId: string;
    readonly accountId: string;
    readonly repId: string;
    readonly date: string;
}

/** Cost of all calls on an account, in a territory or by a rep. */
export interface GroupCost extends TravelCost {
    readonly id: string;
    readonly calls: number;
}

/** What {@link travelCost} returns. Cents of calls, of accounts and of reps sum up to the total exactly. */
export interface TravelCosts {
    /** In the order of days and stops. */
    readonly calls: readonly CallCost[];
    /** Accounts with calls, in the order of the plan's scores. */
    readonly accounts: readonly GroupCost[];
    /** Territories in the plan's order, also those without calls. */
    readonly territories: readonly GroupCost[];
    /** Reps in the order of their first day. */
    readonly reps: readonly GroupCost[];
    readonly total: TravelCost & { readonly calls: number };
}

/**
 * Prices a plan's travel by call, account, territory and rep.
 *
 * Each day's kilometres, hours, nights and tolls are priced and rounded to cents once, then divided over its calls: legs between two calls
 * count half for each, legs from and to home for the call at their other end; nights and tolls evenly. So the parts sum up exactly.
 *
 * @param plan - of `planBeats`; days without calls are left out, and have no extras
 * @param rates - default 0 each
 * @returns O(visits log visits of a day)
 * @throws BeatplanError `invalid-input` with `unknown-id` for nights and tolls of days that are not in the plan
 * @example
 * ```ts
 * const { total, accounts } = travelCost(plan, { perKm: 30, perHour: 4000, perNight: 12_000 });
 * console.log(total.travel / total.calls, accounts[0].total);
 * ```
 * @see Braithwaite and Samakh 1998, "The cost-to-serve method", International Journal of Logistics Management 9(1), 69-84,
 *   doi:10.1108/09574099810805753
 */
export function travelCost(plan: BeatPlan, rates: TravelRates, extras: TravelExtras = {}): TravelCosts {
    const { nights, tolls } = checkTravel(plan, rates, extras);
    const { perKm = 0, perHour = 0, perNight = 0 } = rates;
    const visitById = new Map(plan.calendar.visits.map((visit) => [visit.id, visit]));
    const calls: CallCost[] = [];
    for (const day of plan.calendar.days) {
        const { repId, date } = day;
        const visits = day.visitIds.map((id) => visitById.get(id)!);
        if (visits.length === 0) continue;
        const key = `${repId}/${date}`;
        const even = visits.map(() => 1);
        const distances = shareLegs(day, visits, 'distance');
        const durations = shareLegs(day, visits, 'travelDuration');
        const sites = visits.map(({ arrival, departure }) => departure - arrival);
        // The day's own sums, not those of its parts: a sum of doubles can miss half a cent.
        const km = divide(Math.round((day.distance / 1000) * perKm), distances);
        const time = divide(Math.round((day.travelDuration / HOUR) * perHour), durations);
        const site = divide(Math.round(((day.serviceDuration + day.waitingDuration) / HOUR) * perHour), sites);
        const night = apportion(nights.has(key) ? Math.round(perNight) : 0, even);
        const toll = apportion(tolls.get(key) ?? 0, even);
        visits.forEach(({ id, accountId }, i) => {
            const travel = km[i] + time[i] + night[i] + toll[i];
            calls.push({
                visitId: id,
                accountId,
                repId,
                date,
                distance: distances[i],
                travelDuration: durations[i],
                km: km[i],
                time: time[i],
                nights: night[i],
                tolls: toll[i],
                travel,
                onSite: site[i],
                total: travel + site[i],
            });
        });
    }
    const byAccount = new Map<string, CallCost[]>();
    const byRep = new Map<string, CallCost[]>();
    for (const call of calls) {
        groupUnder(byAccount, call.accountId, call);
        groupUnder(byRep, call.repId, call);
    }
    const total = { ...sumCosts(calls), calls: calls.length };
    return {
        calls,
        accounts: plan.scores
            .filter(({ accountId }) => byAccount.has(accountId))
            .map(({ accountId }) => groupCost(accountId, byAccount.get(accountId)!)),
        territories: plan.alignment.territories.map(({ id, unitIds }) =>
            groupCost(
                id,
                unitIds.flatMap((unit) => byAccount.get(unit) ?? []),
            ),
        ),
        reps: [...byRep].map(([id, own]) => groupCost(id, own)),
        total,
    };
}

const HOUR = 3600;
const COSTS = ['distance', 'travelDuration', 'km', 'time', 'nights', 'tolls', 'travel', 'onSite', 'total'] as const;

function checkTravel(
    plan: BeatPlan,
    rates: TravelRates,
    extras: TravelExtras,
): { nights: Set<string>; tolls: Map<string, number> } {
    const collector = new IssueCollector();
    const rate = optional(finite({ min: 0, max: 1e12 }));
    checkStructure(strict({ perKm: rate, perHour: rate, perNight: rate }), rates, collector, ['rates']);
    const day = { repId: text(), date: text() };
    const keys = { nights: optional(list(strict(day))), tolls: optional(list(strict({ ...day, amount: cents(0) }))) };
    const nights = new Set<string>();
    const tolls = new Map<string, number>();
    const isPlan = checkBeatPlan(plan, collector);
    const visits = new Set(isPlan ? plan.calendar.visits.map(({ id }) => id) : []);
    (isPlan ? plan.calendar.days : []).forEach(({ visitIds }, i) => {
        visitIds.forEach((id, k) => {
            const path = ['plan', 'calendar', 'days', i, 'visitIds', k];
            if (!visits.has(id)) collector.add('unknown-id', path, 'is the id of no planned visit', { received: id });
        });
    });
    if (checkStructure(strict(keys), extras, collector, ['extras']) && isPlan) {
        const days = new Set(
            plan.calendar.days.filter(({ visitIds }) => visitIds.length > 0).map(({ repId, date }) => `${repId}/${date}`),
        );
        const isKnown = (key: string, path: (string | number)[]): void => {
            if (!days.has(key)) collector.add('unknown-id', path, 'is no day with calls in the plan', { received: key });
        };
        extras.nights?.forEach(({ repId, date }, i) => {
            const key = `${repId}/${date}`;
            isKnown(key, ['extras', 'nights', i]);
            if (nights.has(key)) collector.add('duplicate-id', ['extras', 'nights', i], 'is counted already', { received: key });
            nights.add(key);
        });
        extras.tolls?.forEach(({ repId, date, amount }, i) => {
            const key = `${repId}/${date}`;
            isKnown(key, ['extras', 'tolls', i]);
            tolls.set(key, (tolls.get(key) ?? 0) + amount);
        });
    }
    collector.throwIfAny('travelCost');
    return { nights, tolls };
}

/** Divides a route's travel over its stops: half of each leg to the stop at either end, all of a leg from or to home. */
function shareLegs(day: PlannedDay, visits: readonly PlannedVisit[], key: 'distance' | 'travelDuration'): number[] {
    const legs = visits.map((visit) => visit[key]);
    const last = legs.length - 1;
    const home = Math.max(0, day[key] - sum(legs));
    return legs.map((leg, i) => (i === 0 ? leg : leg / 2) + (i === last ? home : legs[i + 1] / 2));
}

function divide(amount: number, weights: readonly number[]): number[] {
    return apportion(amount, weights.some((weight) => weight > 0) ? weights : weights.map(() => 1));
}

function groupUnder(groups: Map<string, CallCost[]>, id: string, call: CallCost): void {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [call]);
    else group.push(call);
}

function groupCost(id: string, calls: readonly CallCost[]): GroupCost {
    return { id, calls: calls.length, ...sumCosts(calls) };
}

function sumCosts(calls: readonly CallCost[]): TravelCost {
    const cost = { distance: 0, travelDuration: 0, km: 0, time: 0, nights: 0, tolls: 0, travel: 0, onSite: 0, total: 0 };
    for (const call of calls) for (const key of COSTS) cost[key] += call[key];
    return cost;
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
