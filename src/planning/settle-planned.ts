import type { Steps } from '../core/index.js';
import type { Account, Rep } from '../market/index.js';
import { assignmentOf, type BeatPlan } from './beat-plan.js';
import { DEFAULT_PRICE, type DividedMarket, LOST_WORTH, type MarketToDivide, settleAnew } from './divide-market.js';
import { inInputOrder } from './territory-stage.js';
import { unfairness } from './unfairness.js';
import type { VisitPlan, VisitProgress } from './visit-plan.js';
import { visitSteps } from './visit-planner.js';

/** Planned driving this far off what days estimate, compared with the others', is a reason to settle borders once more. */
const LEAST_ERROR = 0.05;

/**
 * Settles borders once more by what calendars planned, plans the calendars of reps whose territories changed, and returns whichever plan is
 * better.
 */
export function* settlePlanned(
    draft: BeatPlan,
    accounts: readonly Account[],
    reps: readonly Rep[],
    market: MarketToDivide,
    divided: DividedMarket,
    signal: AbortSignal | undefined,
): Steps<BeatPlan, VisitProgress> {
    if (market.balance.some(({ tolerance }) => tolerance !== undefined)) return draft;
    const factors = factorsOf(draft.calendar, market, divided);
    if (factors.every((factor) => Math.abs(factor - 1) < LEAST_ERROR)) return draft;
    const again = yield* settleAnew(market, divided, factors);
    const alignment = inInputOrder(again.plan, accounts, reps);
    const before = assignmentOf(draft.alignment);
    const after = assignmentOf(alignment);
    const changed = new Set<string>();
    for (const { id } of market.accounts) {
        const [old, own] = [before.get(id), after.get(id)];
        if (old === own) continue;
        if (old !== undefined) changed.add(old);
        if (own !== undefined) changed.add(own);
    }
    if (changed.size === 0) return draft;
    const members = market.accounts.map((_, i) => i).filter((i) => changed.has(after.get(market.accounts[i].id) ?? ''));
    const some = members.map((i) => market.accounts[i]);
    const scores = members.map((i) => market.scores[i]);
    const staff = reps.filter(({ id }) => changed.has(id));
    const part = yield* visitSteps(some, staff, scores, after, market.settings, { signal });
    if (signal?.aborted === true) return draft;
    const calendar = replaceReps(draft.calendar, part, changed, reps, accounts);
    const plan = { scores: draft.scores, alignment, calendar };
    const worth = worthOf(draft);
    return costOf(plan, market, worth) < costOf(draft, market, worth) ? plan : draft;
}

// Planned driving over that of the days, by rep, over the mean of all; 1 if a calendar leaves visits out for want of room.
function factorsOf(calendar: VisitPlan, { staff, settings }: MarketToDivide, { judged }: DividedMarket): Float64Array {
    const driving = new Map<string, number>();
    for (const { repId, travelDuration } of calendar.days) driving.set(repId, (driving.get(repId) ?? 0) + travelDuration);
    const crowded = new Set(calendar.unscheduled.filter(({ code }) => code === 'no-room').map(({ repId }) => repId));
    const ratios = staff.map(({ id }, rep) =>
        judged[rep].driving > 0 && judged[rep].lost === 0 && !crowded.has(id)
            ? ((driving.get(id) ?? 0) * 4) / settings.weeks / judged[rep].driving
            : Number.NaN,
    );
    const known = ratios.filter((ratio) => ratio > 0);
    const mean = known.reduce((sum, ratio) => sum + ratio, 0) / known.length;
    return Float64Array.from(ratios, (ratio) => (ratio > 0 ? Math.max(0.5, Math.min(2, ratio / mean)) : 1));
}

// A calendar in which some reps' days and visits are those of another.
function replaceReps(
    calendar: VisitPlan,
    part: VisitPlan,
    changed: ReadonlySet<string>,
    reps: readonly Rep[],
    accounts: readonly Account[],
): VisitPlan {
    const order = new Map(reps.map(({ id }, rep) => [id, rep]));
    const place = new Map(accounts.map(({ id }, i) => [id, i]));
    const byRep = (a: { readonly repId: string }, b: { readonly repId: string }): number =>
        order.get(a.repId)! - order.get(b.repId)!;
    const number = (id: string): number => Number(id.slice(id.lastIndexOf('#') + 1));
    const stays = ({ repId }: { readonly repId?: string }): boolean => repId === undefined || !changed.has(repId);
    return {
        ...calendar,
        visits: [...calendar.visits.filter(stays), ...part.visits].sort(byRep),
        days: [...calendar.days.filter(stays), ...part.days].sort(byRep),
        unscheduled: [...calendar.unscheduled.filter(stays), ...part.unscheduled].sort(
            (a, b) => place.get(a.accountId)! - place.get(b.accountId)! || number(a.id) - number(b.id),
        ),
    };
}

/** Sum of the priorities of all planned visits. */
export function plannedPriority({ scores, calendar }: BeatPlan): number {
    return sumPriorities(scores, calendar.visits);
}

// Seconds that a unit of priority is worth.
function worthOf(plan: BeatPlan): number {
    const total = plan.calendar.days.reduce((sum, { duration }) => sum + duration, 0);
    const planned = plannedPriority(plan);
    return planned > 0 ? (LOST_WORTH * total) / planned : 0;
}

function sumPriorities(scores: BeatPlan['scores'], visits: readonly { readonly accountId: string }[]): number {
    const priorityOf = new Map(scores.map(({ accountId, priority }) => [accountId, priority]));
    return visits.reduce((sum, { accountId }) => sum + priorityOf.get(accountId)!, 0);
}

// Driving, lost visits in the mean time of work for their priority, and uneven hours at their price; seconds in the period.
function costOf({ calendar, scores }: BeatPlan, { staff, balance }: MarketToDivide, worth: number): number {
    const hours = new Map(staff.map(({ id }) => [id, 0]));
    let driving = 0;
    let total = 0;
    for (const { repId, duration, travelDuration } of calendar.days) {
        hours.set(repId, (hours.get(repId) ?? 0) + duration);
        driving += travelDuration;
        total += duration;
    }
    const lost = worth * sumPriorities(scores, calendar.unscheduled);
    const price = balance.find(({ measure }) => measure === 'workload')?.price ?? DEFAULT_PRICE;
    const shares = staff.reduce((sum, { share = 1 }) => sum + share, 0);
    let uneven = 0;
    for (const { id, share = 1 } of staff) {
        const target = (total * share) / shares;
        uneven += price * unfairness(hours.get(id)!, target);
    }
    return driving + lost + uneven;
}
