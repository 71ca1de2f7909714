import { clockSeconds, type Steps, type StopLimits, stepsWithOwnIssues } from '../core/index.js';
import { addDays } from '../market/index.js';
import type { Route, RoutePlan, Solution } from '../routing/index.js';
import { solveSteps } from '../routing/internal.js';
import { type Draft, draftCalendar } from './draft.js';
import { draftOfIncumbent } from './draft-of-incumbent.js';
import type { IncumbentCalendar } from './incumbent.js';
import { explainNoRoom, nameOf, type Obstacle } from './obstacle.js';
import { type VisitSettings, worthOfVisit } from './plan-options.js';
import type { RepWork } from './rep-work.js';
import { buildSlotPatterns } from './slots.js';
import { buildWeekProblem, draftRoutes, vehicleId, type WeekCall } from './week-problem.js';
import { writeWeek } from './write-time.js';

/** What is left of the time for everything, shared by all reps. */
export interface Deadline {
    /** As `clockSeconds` counts; Infinity for none. */
    readonly endsAt: number;
    /** Searches that are still to come, this one included. */
    searchesLeft: number;
}

/** A call that is due, from the draft to its place in a route. */
interface Call {
    readonly id: string;
    readonly account: number;
    /** Place among the account's calls, from 0. */
    readonly number: number;
    readonly week: number;
    /** Days of its week that it may use, as the draft has it. */
    readonly slotDays: readonly number[];
    /** Day that the draft gave it, -1 for none. */
    readonly draftDay: number;
    /** Whether the account has other calls in that week, which share its days with this one. */
    readonly isShared: boolean;
    /** Index into the rep's days, -1 if it is not placed. */
    day: number;
    /** Number of days that it was offered in its own week. */
    offered: number;
}

/** A rep's period: a route for each day that has any, and the calls that found no day. */
export interface RepCalendar {
    readonly routes: readonly { readonly day: number; readonly route: Route }[];
    readonly leftOver: readonly { readonly id: string; readonly account: number; readonly obstacle: Obstacle }[];
    /** Priorities of its visits, each as much as it is worth in addition to the account's others. */
    readonly priority: number;
}

// The draft leaves little for the routing of single weeks to improve, so it has the larger part of the work.
const WEEK_ITERATIONS = 500;
const DRAFT_ROUNDS_PER_ITERATION = 0.4;
const FEWEST_ROUNDS = 200;
// Beyond 100 accounts more rounds add little; 20,000 by default.
const MOST_ROUNDS_PER_ITERATION = 40;

/**
 * Plans one rep's period: a draft decides the weeks, then the weeks are routed one after another, and what found no room is tried again
 * in the weeks before and after. Yields after each week. Once the signal is aborted nothing is searched any more: constructions plan what is left.
 */
export function* planRep(
    work: RepWork,
    settings: VisitSettings,
    seed: number,
    deadline: Deadline,
    signal: AbortSignal | undefined,
): Steps<RepCalendar> {
    const planner = new RepPlanner(work, settings, seed, deadline, signal);
    yield* planner.draft();
    for (let week = 0; week < work.weeks; week++) {
        yield* planner.planWeek(week);
        yield;
    }
    for (let week = 0; week < work.weeks && signal?.aborted !== true; week++) {
        yield* planner.retryWeek(week);
    }
    return planner.calendar();
}

/**
 * Takes up one rep's period from an earlier calendar: keeps the visits that can still be made, then searches each week from its routes.
 * No week gets worse. Once the signal is aborted nothing is searched any more.
 */
export function* resumeRep(
    work: RepWork,
    visits: IncumbentCalendar['visits'],
    settings: VisitSettings,
    seed: number,
    deadline: Deadline,
    signal: AbortSignal | undefined,
): Steps<RepCalendar> {
    const planner = new RepPlanner(work, settings, seed, deadline, signal);
    yield* planner.keep(visits);
    deadline.searchesLeft -= countSearches(work.weeks) - work.weeks;
    for (let week = 0; week < work.weeks && signal?.aborted !== true; week++) {
        yield* planner.retryWeek(week, true);
        yield;
    }
    return planner.calendar();
}

/** As {@link resumeRep}, without any search. */
export function* keepRep(work: RepWork, visits: IncumbentCalendar['visits'], settings: VisitSettings): Steps<RepCalendar> {
    const planner = new RepPlanner(
        work,
        settings,
        settings.seed,
        { endsAt: Number.POSITIVE_INFINITY, searchesLeft: 0 },
        undefined,
    );
    yield* planner.keep(visits);
    return planner.calendar();
}

/** Whether a calendar of the same work is better: higher priority first, then more visits, then a lower cost. */
export function isBetterCalendar(after: RepCalendar, before: RepCalendar): boolean {
    if (Math.abs(after.priority - before.priority) > 1e-6) return after.priority > before.priority;
    if (after.leftOver.length !== before.leftOver.length) return after.leftOver.length < before.leftOver.length;
    return costOf(after) < costOf(before) - 1e-6;
}

function costOf({ routes }: RepCalendar): number {
    return routes.reduce((sum, { route }) => sum + route.cost, 0);
}

/** Number of searches that {@link planRep} does for a rep at most, the draft included. */
export function countSearches(weeks: number): number {
    return 1 + 2 * weeks;
}

class RepPlanner {
    private readonly work: RepWork;
    private readonly settings: VisitSettings;
    private readonly seed: number;
    private readonly deadline: Deadline;
    private readonly signal: AbortSignal | undefined;
    private readonly iterations: number;
    private readonly gaps: Int32Array;
    /** By account: the weekday that it keeps, -1 if it is not called on once in each of several weeks. */
    private usualWeekday: Int32Array = new Int32Array(0);
    private tours: readonly (readonly number[])[] = [];
    private readonly calls: Call[] = [];
    private readonly callsOf: Call[][] = [];
    private callById: ReadonlyMap<string, Call> = new Map();
    private readonly dayOfVehicle: Map<string, number>;
    private readonly solutions: (Solution | undefined)[];

    constructor(work: RepWork, settings: VisitSettings, seed: number, deadline: Deadline, signal: AbortSignal | undefined) {
        this.work = work;
        this.settings = settings;
        this.seed = seed;
        this.deadline = deadline;
        this.signal = signal;
        this.gaps = work.calls.map((calls) =>
            calls > work.weeks ? 1 : Math.max(1, Math.floor((settings.dueAfter * 7 * work.weeks) / calls)),
        );
        this.iterations = settings.stop.iterations ?? WEEK_ITERATIONS;
        this.dayOfVehicle = new Map(work.days.map((_, d) => [vehicleId(work, d), d]));
        this.solutions = new Array(work.weeks).fill(undefined);
    }

    /** Decides in which week, and about on which day, each call is. */
    *draft(): Steps<void> {
        const { work, settings, seed } = this;
        const rounds = Math.round(DRAFT_ROUNDS_PER_ITERATION * this.iterations * work.accounts.length);
        const most = MOST_ROUNDS_PER_ITERATION * this.iterations;
        const stop = this.budget(Math.max(FEWEST_ROUNDS, Math.min(most, rounds)));
        const patterns = buildSlotPatterns(work);
        yield;
        this.begin(yield* draftCalendar(work, patterns, this.gaps, stop, seed, settings.visitValues, this.signal));
    }

    /** Takes the visits of an earlier calendar that can still be made on their days. */
    *keep(visits: IncumbentCalendar['visits']): Steps<void> {
        const { work } = this;
        this.begin(draftOfIncumbent(work, buildSlotPatterns(work), this.gaps, visits));
        yield;
        for (const call of this.calls) call.day = call.draftDay;
        for (let week = 0; week < work.weeks; week++) {
            const kept = this.calls.filter((call) => call.day >= 0 && work.days[call.day].week === week);
            const entries = kept.map((call) => this.weekCall(call, week, [call.day]));
            const routes = draftRoutes(work, week, this.tours, entries);
            this.accept(week, yield* this.search(week, entries, routes, { iterations: 0 }));
        }
    }

    private begin(draft: Draft): void {
        const { work } = this;
        this.tours = draft.tours;
        this.usualWeekday = work.calls.map((calls, i) =>
            calls > 1 && calls === work.weeks ? findUsualWeekday(work, draft.days[i]) : -1,
        );
        draft.slots.forEach((slots, account) => {
            this.callsOf.push(
                slots.map((slot, number) => ({
                    id: `${work.accounts[account].account.id}#${number + 1}`,
                    account,
                    number,
                    week: slot.week,
                    slotDays: slot.days,
                    draftDay: draft.days[account][number],
                    isShared: slots.some((other) => other !== slot && other.week === slot.week),
                    day: -1,
                    offered: 0,
                })),
            );
            this.calls.push(...this.callsOf[account]);
        });
        this.callById = new Map(this.calls.map((call) => [call.id, call]));
    }

    /** Routes the calls of one week; earlier weeks are settled. */
    *planWeek(week: number): Steps<void> {
        const entries: WeekCall[] = [];
        for (const call of this.calls) {
            if (call.week !== week) continue;
            const days = this.usualDays(call, this.legalDays(call, week));
            call.offered = days.length;
            if (days.length > 0) entries.push(this.weekCall(call, week, days));
        }
        const initial = draftRoutes(this.work, week, this.tours, entries);
        this.accept(week, yield* this.search(week, entries, initial));
    }

    /**
     * Tries calls that found no room in this week or one beside it, and keeps what is better.
     *
     * @param always - whether the week is searched even if there are no such calls
     */
    *retryWeek(week: number, always: boolean = false): Steps<void> {
        const guests = this.guestsOf(week);
        if (guests.length === 0 && !always) {
            this.deadline.searchesLeft--;
            return;
        }
        const hosts = new Set(guests.map((guest) => guest.account));
        const entries = [...guests];
        for (const call of this.calls) {
            if (call.day < 0 || this.work.days[call.day].week !== week) continue;
            // An account with a second call in this week keeps the day of its first, from which the second's days were found.
            const days = hosts.has(call.account) ? [call.day] : this.usualDays(call, this.legalDays(call, week));
            entries.push(this.weekCall(call, week, days));
        }
        const before = this.solutions[week];
        const initial = (before?.routes ?? []).map(routePlan);
        const after = yield* this.search(week, entries, initial);
        // What visits are worth may have changed since the week was planned.
        const worth = new Map(entries.map((entry) => [entry.id, entry.worth * this.work.priority[entry.account]]));
        const stops = (before?.routes ?? []).flatMap((route) => route.stops);
        const priority = stops.reduce((sum, stop) => sum + worth.get(stop.visitId)!, 0);
        if (before === undefined || isBetter(after, before, priority)) this.accept(week, after);
    }

    calendar(): RepCalendar {
        const routes: { day: number; route: Route }[] = [];
        for (const solution of this.solutions) {
            for (const route of solution?.routes ?? []) routes.push({ day: this.dayOfVehicle.get(route.vehicleId)!, route });
        }
        routes.sort((a, b) => a.day - b.day);
        const leftOver = this.calls
            .filter((call) => call.day < 0)
            .map((call) => ({ id: call.id, account: call.account, obstacle: this.explain(call) }));
        let priority = 0;
        for (const calls of this.callsOf) {
            let others = 0;
            for (const call of calls) {
                if (call.day >= 0)
                    priority += this.work.priority[call.account] * worthOfVisit(this.settings.visitValues, others++);
            }
        }
        return { routes, leftOver, priority };
    }

    /** Calls without a day that could have one in this week: at most one of each account. */
    private guestsOf(week: number): WeekCall[] {
        const guests: WeekCall[] = [];
        const seen = new Set<number>();
        for (const call of this.calls) {
            if (call.day >= 0 || seen.has(call.account) || Math.abs(call.week - week) > 1) continue;
            const days = this.legalDays(call, week);
            if (days.length === 0 || (call.week === week && days.length <= call.offered)) continue;
            if (!this.mayFit(call, week, days)) continue;
            seen.add(call.account);
            guests.push(this.weekCall(call, week, days));
        }
        return guests;
    }

    private weekCall(call: Call, week: number, days: readonly number[]): WeekCall {
        return { id: call.id, account: call.account, worth: this.worthOf(call, week), days };
    }

    private valueOf(call: Call, week: number): number {
        return this.work.priority[call.account] * this.worthOf(call, week);
    }

    /** Share of the account's priority that a call is worth in a week: the less, the more other visits the account has or will have. */
    private worthOf(call: Call, week: number): number {
        let others = 0;
        for (const other of this.callsOf[call.account]) {
            if (other === call) continue;
            const otherWeek = other.day < 0 ? other.week : this.work.days[other.day].week;
            const isOpen = this.solutions[otherWeek] === undefined;
            if (otherWeek === week) others += other.number < call.number && (isOpen || other.day >= 0) ? 1 : 0;
            else if (other.day >= 0 || (isOpen && other.draftDay >= 0)) others++;
        }
        return worthOfVisit(this.settings.visitValues, others);
    }

    /** Whether a week has a day with time left for a call, or a call that is worth less. */
    private mayFit(call: Call, week: number, days: readonly number[]): boolean {
        const { work } = this;
        const solution = this.solutions[week];
        const busy = new Map(solution?.routes.map((route) => [this.dayOfVehicle.get(route.vehicleId)!, route]));
        const most = work.rep.maxVisitsPerDay ?? Number.POSITIVE_INFINITY;
        for (const d of days) {
            const route = busy.get(d);
            if (route === undefined) return true;
            const left = work.days[d].close - work.days[d].open - route.duration + route.waitingDuration;
            if (route.stops.length < most && left >= work.service[call.account]) return true;
            const value = this.valueOf(call, week);
            if (route.stops.some((stop) => this.valueOf(this.callById.get(stop.visitId)!, week) < value)) return true;
        }
        return false;
    }

    /** Days of a week on which a call may fall next to the account's other calls: in their order, with its gap between them. */
    private legalDays(call: Call, week: number): number[] {
        const { days, reachable } = this.work;
        const gap = this.gaps[call.account];
        let earliest = Number.NEGATIVE_INFINITY;
        let latest = Number.POSITIVE_INFINITY;
        for (const other of this.callsOf[call.account]) {
            if (other === call || other.day < 0) continue;
            // Calls of one week have days of their own, whose distance was seen to.
            if (call.isShared && call.week === week && days[other.day].week === week && other.week === week) continue;
            if (other.number < call.number) earliest = Math.max(earliest, days[other.day].day + gap);
            else latest = Math.min(latest, days[other.day].day - gap);
        }
        const own = call.isShared && call.week === week ? call.slotDays : undefined;
        const legal: number[] = [];
        for (let d = 0; d < days.length; d++) {
            if (days[d].week !== week || reachable[call.account * days.length + d] !== 1) continue;
            if (days[d].day < earliest || days[d].day > latest) continue;
            if (own === undefined || own.includes(d)) legal.push(d);
        }
        return legal;
    }

    /** Of a weekly call's days those on the account's usual weekday or the next, and the day of the draft; all, if there are none. */
    private usualDays(call: Call, days: number[]): number[] {
        const usual = this.usualWeekday[call.account];
        if (usual < 0) return days;
        const { weekdays } = this.work;
        const kept = days.filter((d) => d === call.draftDay || weekdays[d] === usual || weekdays[d] === usual + 1);
        return kept.length > 0 ? kept : days;
    }

    private *search(
        week: number,
        entries: readonly WeekCall[],
        initial: readonly RoutePlan[],
        budget: StopLimits = this.budget(this.iterations),
    ): Steps<Solution> {
        const sorted = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
        const problem = buildWeekProblem(this.work, week, sorted, this.settings.costs);
        const { noImprovement } = this.settings.stop;
        const stop = { ...budget, ...(noImprovement === undefined ? {} : { noImprovement }) };
        const options = { seed: this.seed + week, stop, initial, ...(this.signal === undefined ? {} : { signal: this.signal }) };
        return yield* stepsWithOwnIssues('the week', solveSteps(problem, options));
    }

    /** A limit of iterations, and of this search's share of the time that is left. */
    private budget(iterations: number): StopLimits {
        const { endsAt } = this.deadline;
        const left = Math.max(1, this.deadline.searchesLeft--);
        if (this.signal?.aborted === true) return { iterations: 0 };
        if (!Number.isFinite(endsAt)) return { iterations };
        return { iterations, seconds: Math.max(0.001, (endsAt - clockSeconds()) / left) };
    }

    /** Makes a solution the week's own: calls of its problem that it lacks have no place any more. */
    private accept(week: number, solution: Solution): void {
        for (const call of this.calls) if (call.day >= 0 && this.work.days[call.day].week === week) call.day = -1;
        for (const route of solution.routes) {
            const day = this.dayOfVehicle.get(route.vehicleId)!;
            for (const stop of route.stops) this.callById.get(stop.visitId)!.day = day;
        }
        this.solutions[week] = solution;
    }

    private explain(call: Call): Obstacle {
        const { work, settings } = this;
        const name = nameOf(work);
        const week = writeWeek(addDays(settings.start, 7 * call.week));
        const days = work.days.map((_, d) => d).filter((d) => work.days[d].week === call.week && this.canReach(call.account, d));
        if (days.length === 0) {
            const message = `${name} cannot come while the account is open in ${week}, and the weeks before and after are full.`;
            return { code: 'no-working-day', message };
        }
        if (call.slotDays.length === 0) {
            const due = this.callsOf[call.account].filter((other) => other.week === call.week).length;
            const possible = `${days.length} day${days.length === 1 ? '' : 's'}`;
            const message = `The account is due ${due} times in ${week}, in which ${name} can visit it on ${possible}.`;
            return { code: 'frequency-exceeds-days', message };
        }
        const tours = new Map(
            (this.solutions[call.week]?.routes ?? []).map((route) => {
                const accounts = route.stops.map((stop) => this.callById.get(stop.visitId)!.account);
                return [this.dayOfVehicle.get(route.vehicleId)!, { accounts, busy: route.duration - route.waitingDuration }];
            }),
        );
        const legal = this.legalDays(call, call.week);
        return explainNoRoom(work, call.account, { days: legal.length > 0 ? legal : days, tours });
    }

    private canReach(account: number, day: number): boolean {
        return this.work.reachable[account * this.work.days.length + day] === 1;
    }
}

/** The weekday that, with the next one, has most of some days; the earliest of several. */
function findUsualWeekday(work: RepWork, days: Int32Array): number {
    let usual = -1;
    let most = 0;
    for (let weekday = 0; weekday < 7; weekday++) {
        let count = 0;
        for (const d of days) {
            if (d >= 0 && work.weekdays[d] === weekday) count += 1;
            else if (d >= 0 && work.weekdays[d] === weekday + 1) count += 0.9;
        }
        if (count <= most) continue;
        most = count;
        usual = weekday;
    }
    return usual;
}

function routePlan(route: Route): RoutePlan {
    return { vehicleId: route.vehicleId, visitIds: route.stops.map((stop) => stop.visitId) };
}

/** Higher priority first, then more visits, then less cost. */
function isBetter(after: Solution, before: Solution, priorityBefore: number): boolean {
    const gained = after.priority - priorityBefore;
    if (Math.abs(gained) > 1e-6) return gained > 0;
    const more = countStops(after) - countStops(before);
    return more === 0 ? after.cost < before.cost - 1e-6 : more > 0;
}

function countStops(solution: Solution): number {
    return solution.routes.reduce((sum, route) => sum + route.stops.length, 0);
}
