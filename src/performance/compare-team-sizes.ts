import {
    anything,
    callback,
    checkStructure,
    controlEntries,
    finite,
    IssueCollector,
    optional,
    type RunControl,
    strict,
    text,
    throwIfAborted,
} from '../core/index.js';
import { greatCircleDistance } from '../geo/index.js';
import type { Account, Rep } from '../market/index.js';
import { checkAccounts, checkReps } from '../market/internal.js';
import { type BeatPlan, type PlanOptions, planBeats, planBeatsAsync } from '../planning/index.js';
import { cents } from './figures/periods.js';
import { scorecard } from './scorecard.js';
import type { Activity } from './scorecard-data.js';

/** Options of {@link compareTeamSizes}. */
export interface TeamSizeOptions extends RunControl<{ readonly fraction: number }> {
    /** How each team's plan is made; see `planBeats`. Needed unless `plan` is given. */
    readonly planning?: PlanOptions;
    /** Makes the plan of a team, instead of `planBeats`: a server, or a plan that is cached. Default none. */
    readonly plan?: (accounts: readonly Account[], reps: readonly Rep[]) => BeatPlan;
    /** Who leaves in the smaller team; default the rep with the least time on routes for the share. */
    readonly leave?: string;
    /** Who joins in the larger team; default a rep like the busiest one, who lives at the account that is nearest to all that is left undone. */
    readonly join?: Rep;
    /** Cents that a visit brings; default unknown. */
    readonly valuePerVisit?: number;
    /** Cents that a rep costs in the period of the plan, from 0; default 0. */
    readonly costPerRep?: number;
    /** Cents for a kilometre, from 0; default 0. */
    readonly costPerKm?: number;
    /** Cents for an hour at the wheel, from 0; default 0. */
    readonly costPerHour?: number;
}

/** A team, and what it does. */
export interface TeamSize {
    /** -1 one less, 0 the team of today, 1 one more. */
    readonly change: -1 | 0 | 1;
    /** Who leaves or joins. */
    readonly repId?: string;
    readonly reps: number;
    /** Figures of the plan, as `scorecard` has them. */
    readonly total: Activity;
    /** Largest |workload / target - 1|. */
    readonly maxWorkloadDeviation: number;
    /** Against the team of today. */
    readonly against: {
        readonly visits: number;
        /** Share of the due calls, -1 to 1. */
        readonly completion: number;
        /** Metres and seconds at the wheel. */
        readonly distance: number;
        readonly travelDuration: number;
        /** Accounts that change their rep, those of the one who leaves or joins included. */
        readonly movedAccounts: number;
        /** Cents: visits * value - reps * cost - driving; absent without `valuePerVisit`. */
        readonly profit?: number;
    };
}

/** What {@link compareTeamSizes} returns. */
export interface TeamSizeComparison {
    /** The team of today, one less (not for a team of one), one more. */
    readonly sizes: readonly TeamSize[];
    /** The change with the greatest profit; absent without `valuePerVisit`. Of equal ones the team of today. */
    readonly best?: -1 | 0 | 1;
}

/**
 * Plans the market with the team of today, with one rep less and with one more, and tells what changes: calls, coverage, driving,
 * accounts that change hands, and profit if a visit's value is known.
 *
 * Accounts that the leaving rep owns go to whom the plan gives them.
 *
 * @param accounts - as for `planBeats`
 * @param reps - the team of today, at least one
 * @returns O(three plans)
 * @throws BeatplanError `invalid-input` with the faults of all, `unknown-id` for a `leave` who is no rep, `duplicate-id` for a `join` who is
 *   there already; and whatever the planner throws
 * @example
 * ```ts
 * const { sizes } = compareTeamSizes(accounts, reps, { planning: { start: '2027-01-04' }, valuePerVisit: 20_000, costPerRep: 500_000 });
 * for (const { change, against } of sizes) console.log(change, against.visits, against.profit);
 * ```
 * @see Semlow 1959, "How many salesmen do you need?", Harvard Business Review 37: what one more brings against what he costs
 */
export function compareTeamSizes(
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: TeamSizeOptions = {},
): TeamSizeComparison {
    check(accounts, reps, options);
    const { plan, planning, onProgress } = options;
    const make = ({ accounts: market, reps: team }: Market, place: number): BeatPlan => {
        throwIfAborted(options.signal);
        const made = plan?.(market, team) ?? planBeats(market, team, { ...planning!, ...controlOf(options, place) });
        if (plan !== undefined) onProgress?.({ fraction: (place + 1) / PLANS });
        return made;
    };
    const today = make({ accounts, reps }, 0);
    const teams = otherTeams(accounts, reps, today, options);
    const planned = teams.map((team, i) => ({ ...team, plan: make(team, i + 1) }));
    throwIfAborted(options.signal);
    return compare({ accounts, reps, plan: today }, planned, options);
}

/** {@link compareTeamSizes} without blocking the event loop; `plan` of the options is not used. */
export async function compareTeamSizesAsync(
    accounts: readonly Account[],
    reps: readonly Rep[],
    options: Omit<TeamSizeOptions, 'plan'> = {},
): Promise<TeamSizeComparison> {
    check(accounts, reps, options);
    const make = async ({ accounts: market, reps: team }: Market, place: number): Promise<BeatPlan> => {
        throwIfAborted(options.signal);
        return planBeatsAsync(market, team, { ...options.planning!, ...controlOf(options, place) });
    };
    const today = await make({ accounts, reps }, 0);
    const planned: (Team & { plan: BeatPlan })[] = [];
    for (const [i, team] of otherTeams(accounts, reps, today, options).entries()) {
        planned.push({ ...team, plan: await make(team, i + 1) });
    }
    throwIfAborted(options.signal);
    return compare({ accounts, reps, plan: today }, planned, options);
}

/** The team of today, one less, one more. */
const PLANS = 3;

/** The control of one of the plans within that of all. */
function controlOf({ signal, onProgress }: TeamSizeOptions, place: number): RunControl<{ readonly fraction: number }> {
    return {
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined
            ? {}
            : { onProgress: ({ fraction }) => onProgress({ fraction: (place + fraction) / PLANS }) }),
    };
}

interface Market {
    readonly accounts: readonly Account[];
    readonly reps: readonly Rep[];
}

interface Team extends Market {
    readonly change: -1 | 1;
    readonly repId: string;
}

function otherTeams(
    accounts: readonly Account[],
    reps: readonly Rep[],
    today: BeatPlan,
    { leave, join }: TeamSizeOptions,
): Team[] {
    const loadOf = loads(reps, today);
    const byLoad = [...reps].sort((a, b) => loadOf.get(a.id)! - loadOf.get(b.id)!);
    const leaving = leave ?? byLoad[0].id;
    const joining = join ?? likeBusiest(accounts, reps, today, byLoad[byLoad.length - 1]);
    const withoutOwner = accounts.map((account): Account => {
        if (account.owner !== leaving) return account;
        const { owner: _, ...others } = account;
        return others;
    });
    const fewer: Team = {
        change: -1,
        repId: leaving,
        accounts: withoutOwner,
        reps: reps.filter(({ id }) => id !== leaving),
    };
    const more: Team = { change: 1, repId: joining.id, accounts, reps: [...reps, joining] };
    return reps.length === 1 ? [more] : [fewer, more];
}

/** Seconds on routes for the share, by rep. */
function loads(reps: readonly Rep[], { calendar }: BeatPlan): Map<string, number> {
    const load = new Map(reps.map(({ id }) => [id, 0]));
    const shareOf = new Map(reps.map(({ id, share = 1 }) => [id, share]));
    for (const { repId, duration } of calendar.days)
        load.set(repId, (load.get(repId) ?? 0) + duration / (shareOf.get(repId) ?? 1));
    return load;
}

/** A rep like the busiest, at the account with the least sum of distances to the calls without a place; without any, to his own. */
function likeBusiest(accounts: readonly Account[], reps: readonly Rep[], { calendar, alignment }: BeatPlan, busiest: Rep): Rep {
    const undone = new Map<string, number>();
    for (const { accountId } of calendar.unscheduled) undone.set(accountId, (undone.get(accountId) ?? 0) + 1);
    const own = new Set(alignment.territories.find(({ repId }) => repId === busiest.id)?.unitIds);
    const demand = accounts.filter(({ id }) => (undone.size > 0 ? undone.has(id) : own.has(id)));
    const weightOf = (account: Account): number => undone.get(account.id) ?? 1;
    let home = busiest.home;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of demand.slice(0, MOST_CANDIDATES)) {
        let sum = 0;
        for (const account of demand) sum += weightOf(account) * greatCircleDistance(candidate.position, account.position);
        if (sum < least) {
            least = sum;
            home = candidate.position;
        }
    }
    let id = 'new rep';
    for (let n = 2; reps.some((rep) => rep.id === id); n++) id = `new rep ${n}`;
    const { name: _, data: __, ...like } = busiest;
    return { ...like, id, home };
}

// Places that are tried as a home.
const MOST_CANDIDATES = 500;

function compare(
    today: { readonly accounts: readonly Account[]; readonly reps: readonly Rep[]; readonly plan: BeatPlan },
    teams: readonly (Team & { readonly plan: BeatPlan })[],
    options: TeamSizeOptions,
): TeamSizeComparison {
    const { valuePerVisit, costPerRep = 0, costPerKm = 0, costPerHour = 0, planning } = options;
    const travel = planning?.travel === undefined ? {} : { travel: planning.travel };
    const base = scorecard(today.accounts, today.reps, today.plan, travel);
    const before = repOfAccounts(today.plan);
    const all = [{ change: 0 as const, ...today }, ...teams];
    const sizes = all.map((team): TeamSize => {
        const card = team.change === 0 ? base : scorecard(team.accounts, team.reps, team.plan, travel);
        const after = repOfAccounts(team.plan);
        const visits = card.total.visitsPlanned - base.total.visitsPlanned;
        const distance = card.total.distance - base.total.distance;
        const travelDuration = card.total.travelDuration - base.total.travelDuration;
        const driving = (distance / 1000) * costPerKm + (travelDuration / 3600) * costPerHour;
        const reps = team.reps.length;
        return {
            change: team.change,
            ...('repId' in team ? { repId: team.repId } : {}),
            reps,
            total: card.total,
            maxWorkloadDeviation: card.balance.workload.maxDeviation,
            against: {
                visits,
                completion: card.total.completion - base.total.completion,
                distance,
                travelDuration,
                movedAccounts: today.accounts.filter(({ id }) => before.get(id) !== after.get(id)).length,
                ...(valuePerVisit === undefined
                    ? {}
                    : { profit: Math.round(visits * valuePerVisit - (reps - today.reps.length) * costPerRep - driving) }),
            },
        };
    });
    if (valuePerVisit === undefined) return { sizes };
    return { sizes, best: sizes.reduce((a, b) => (b.against.profit! > a.against.profit! ? b : a)).change };
}

function repOfAccounts({ alignment }: BeatPlan): Map<string, string | undefined> {
    return new Map(alignment.territories.flatMap(({ repId, unitIds }) => unitIds.map((id) => [id, repId] as const)));
}

function check(accounts: readonly Account[], reps: readonly Rep[], options: TeamSizeOptions): void {
    const collector = new IssueCollector();
    checkAccounts(accounts, collector);
    checkReps(reps, collector);
    const keys = {
        ...controlEntries,
        planning: optional(anything()),
        plan: optional(callback()),
        leave: optional(text()),
        join: optional(anything()),
        valuePerVisit: optional(cents(0)),
        costPerRep: optional(cents(0)),
        costPerKm: optional(finite({ min: 0, max: 1e9 })),
        costPerHour: optional(finite({ min: 0, max: 1e9 })),
    };
    if (checkStructure(strict(keys), options, collector, ['options']) && collector.issues.length === 0) {
        const { leave, join, plan, planning } = options;
        const ids = reps.map(({ id }) => id);
        if (reps.length === 0) collector.add('empty-input', ['reps'], 'has no rep');
        if (plan === undefined && planning === undefined)
            collector.add('missing-key', ['options', 'planning'], 'is missing', {
                expected: 'the start of a period, as for planBeats',
            });
        if (leave !== undefined && !ids.includes(leave))
            collector.add('unknown-id', ['options', 'leave'], 'is the id of no rep', { received: leave });
        if (join !== undefined) {
            const found = new IssueCollector();
            checkReps([join], found);
            // The paths of a list of one.
            for (const issue of found.issues) collector.addAll([{ ...issue, path: ['options', 'join', ...issue.path.slice(2)] }]);
            if (ids.includes(join?.id))
                collector.add('duplicate-id', ['options', 'join', 'id'], 'is a rep already', { received: join.id });
        }
    }
    collector.throwIfAny('compareTeamSizes');
}
