import { bestOf, gapOf } from '../../src/cli/statistics/gap.js';
import { mean } from '../report/figures.js';
import type { Run } from './measure.js';

/** The runs of one method on one instance together. Figures are means over the runs that broke no rule, `undefined` without any. */
export interface InstanceSummary {
    readonly set: string;
    readonly instance: string;
    readonly visits: number;
    readonly method: string;
    readonly runs: number;
    /** Runs that broke rules or failed. */
    readonly faulty: number;
    /** What gaps are measured from: the best known value, or the best of all these runs where none is known. */
    readonly reference?: number;
    readonly isScore: boolean;
    readonly value?: number;
    readonly best?: number;
    readonly gap?: number;
    /** Whether an answer is better than the best known value by using more routes than the instance states. */
    readonly hasFreeFleet: boolean;
    readonly routes?: number;
    readonly unserved?: number;
    readonly prize?: number;
    readonly iterationsPerSecond?: number;
    readonly seconds?: number;
    readonly firstSeconds?: number;
}

/** All runs of one method on one set: means over instances. */
export interface SetSummary {
    readonly set: string;
    readonly method: string;
    readonly instances: number;
    readonly runs: number;
    readonly faulty: number;
    readonly gap?: number;
    readonly iterationsPerSecond?: number;
    readonly seconds?: number;
    readonly firstSeconds?: number;
}

/** One summary for each instance and method, in the order of the runs. */
export function summariseInstances(runs: readonly Run[]): InstanceSummary[] {
    const references = new Map<string, number | undefined>();
    for (const [key, group] of groupBy(runs, ({ set, instance }) => `${set}\n${instance}`)) {
        const values = group.flatMap(({ value }) => (value === undefined ? [] : [value]));
        references.set(key, group[0].bestKnown ?? bestOf(values, group[0].isScore));
    }
    return [...groupBy(runs, ({ set, instance, method }) => `${set}\n${instance}\n${method}`).values()].map((group) => {
        const { set, instance, visits, method, isScore } = group[0];
        const sound = group.filter((run) => run.value !== undefined);
        const reference = references.get(`${set}\n${instance}`);
        const values = sound.map((run) => run.value!);
        const gaps = reference === undefined ? [] : values.map((value) => gapOf(value, reference, isScore));
        return {
            set,
            instance,
            visits,
            method,
            runs: group.length,
            faulty: group.length - sound.length,
            isScore,
            hasFreeFleet: sound.some(usesFreeFleet),
            ...known({
                reference,
                value: mean(values),
                best: bestOf(values, isScore),
                gap: mean(gaps.filter((gap) => gap !== undefined)),
                routes: mean(sound.map((run) => run.routes)),
                unserved: mean(sound.map((run) => run.unserved)),
                prize: mean(sound.flatMap(({ prize }) => (prize === undefined ? [] : [prize]))),
                iterationsPerSecond: mean(sound.map(iterationsPerSecond).filter((rate) => rate !== undefined)),
                seconds: mean(sound.map((run) => run.seconds)),
                firstSeconds: mean(sound.flatMap(({ firstSeconds }) => (firstSeconds === undefined ? [] : [firstSeconds]))),
            }),
        };
    });
}

/** One summary for each set and method; every instance weighs the same. */
export function summariseSets(instances: readonly InstanceSummary[]): SetSummary[] {
    return [...groupBy(instances, ({ set, method }) => `${set}\n${method}`).values()].map((group) => {
        const over = (figure: 'gap' | 'iterationsPerSecond' | 'seconds' | 'firstSeconds'): number | undefined =>
            mean(group.map((summary) => summary[figure]).filter((value) => value !== undefined));
        return {
            set: group[0].set,
            method: group[0].method,
            instances: group.length,
            runs: group.reduce((sum, { runs }) => sum + runs, 0),
            faulty: group.reduce((sum, { faulty }) => sum + faulty, 0),
            ...known({
                gap: over('gap'),
                iterationsPerSecond: over('iterationsPerSecond'),
                seconds: over('seconds'),
                firstSeconds: over('firstSeconds'),
            }),
        };
    });
}

// A best known value that keeps to a number of routes is no bound for answers that may use any.
function usesFreeFleet({ value = Number.NaN, bestKnown, routes, statedRoutes, isScore }: Run): boolean {
    if (bestKnown === undefined || statedRoutes === undefined || routes <= statedRoutes) return false;
    return isScore ? value > bestKnown : value < bestKnown;
}

/** Iterations a second of the solver; undefined for a construction, which has none. */
export function iterationsPerSecond({ iterations, solverSeconds }: Run): number | undefined {
    return iterations === 0 || solverSeconds === 0 ? undefined : iterations / solverSeconds;
}

/** Items by key, both in order of appearance. */
export function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
    const groups = new Map<string, Item[]>();
    for (const item of items) {
        const group = groups.get(key(item));
        if (group === undefined) groups.set(key(item), [item]);
        else group.push(item);
    }
    return groups;
}

/** The entries that have a value. */
function known<Key extends string>(entries: Record<Key, number | undefined>): Partial<Record<Key, number>> {
    return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Partial<Record<Key, number>>;
}
