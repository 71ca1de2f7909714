import { Field } from '../plain/field.js';
import type { Answer, AnswerDay, Assignment } from '../plain/market.js';
import type { RepDay } from '../plain/rep-days.js';
import { type Candidate, routeByPriority } from './priority-routes.js';

/** An account as a step sees it. */
interface AccountState {
    readonly account: number;
    readonly priority: number;
    readonly due: number;
    /** Visits so far. */
    readonly done: number;
    /** Day of the last one; undefined before the first. */
    readonly last: number | undefined;
}

/** How a rival plans: some days at a time, each step by what is left. */
export interface StepRules {
    /** Days that are planned at once, divided from a rep's days. */
    readonly steps: (days: readonly RepDay[]) => readonly (readonly RepDay[])[];
    /** What a visit within a step is worth, 0 to 100; undefined if it is not due. */
    readonly worth: (state: AccountState, days: readonly RepDay[]) => number | undefined;
    readonly iterations: number;
}

/** Makes calendars on given territories step by step. */
export function planStepByStep({ market, seed, effort, given }: Assignment, rules: StepRules): Omit<Answer, 'cpuSeconds'> {
    if (given === undefined) throw new Error('this program plans on the territories of another');
    const field = new Field(market);
    const days = market.reps.flatMap(({ id }, rep): AnswerDay[] => {
        const states = market.accounts
            .map(({ id: accountId, priority }, account) => ({
                account,
                priority,
                due: given.due[accountId] ?? 0,
                done: 0,
                last: undefined as number | undefined,
            }))
            .filter(({ account, due }) => due > 0 && given.owners[market.accounts[account].id] === id);
        return rules.steps(field.days[rep]).flatMap((step, s) => {
            const candidates = states.flatMap((state): Candidate[] => {
                const worth = state.done < state.due ? rules.worth(state, step) : undefined;
                return worth === undefined ? [] : [{ account: state.account, priority: worth }];
            });
            const search = { iterations: Math.round(rules.iterations * effort), seed: seed + s };
            const planned = routeByPriority(field, rep, step, candidates, search);
            for (const { date, accountIds } of planned) {
                for (const accountId of accountIds) {
                    const state = states.find(({ account }) => market.accounts[account].id === accountId)!;
                    state.done++;
                    state.last = step.find((day) => day.date === date)!.day;
                }
            }
            return planned;
        });
    });
    return { owners: given.owners, due: given.due, days };
}

/** One step a day. */
export function dayByDay(days: readonly RepDay[]): readonly (readonly RepDay[])[] {
    return days.map((day) => [day]);
}

/** One step a week. */
export function weekByWeek(days: readonly RepDay[]): readonly (readonly RepDay[])[] {
    return [...new Set(days.map(({ week }) => week))].map((week) => days.filter((day) => day.week === week));
}
