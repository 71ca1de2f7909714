import { bestOf, gapOf } from './gap.js';
import { type MeanInterval, meanInterval } from './mean-interval.js';
import { adjustByHolm, type SignedRankTest, signedRankTest } from './signed-rank.js';

/** What a comparison needs to know of a run. */
export interface ComparedRun {
    readonly instance: string;
    readonly method: string;
    /** Whether more is better. */
    readonly isScore: boolean;
    /** Absent if the answer breaks a rule. */
    readonly value?: number;
    readonly bestKnown?: number;
}

/** One method on one instance, over all seeds. */
export interface InstanceResult {
    readonly instance: string;
    readonly method: string;
    /** Mean over the seeds. */
    readonly value?: number;
    readonly best?: number;
    /** Mean gap to {@link InstanceResult.reference}, as a share. */
    readonly gap?: number;
    /** The best known value, or the best of all runs on the instance. */
    readonly reference?: number;
}

/** One method on all instances. */
export interface MethodResult {
    readonly method: string;
    /** Instances with a gap. */
    readonly instances: number;
    readonly gap?: MeanInterval;
    /** Instances on which no other method has a lower mean gap. */
    readonly wins: number;
    /** Runs whose answer breaks a rule. */
    readonly faults: number;
}

/** Two methods on the instances that both solved. */
export interface MethodPair {
    readonly first: string;
    readonly second: string;
    readonly instances: number;
    /** Gap of `first` less that of `second`: negative if `first` is better. */
    readonly difference?: MeanInterval;
    /** Instances on which `first` is better, equal, worse. */
    readonly wins: number;
    readonly ties: number;
    readonly losses: number;
    readonly test: SignedRankTest;
    /** `test.p`, adjusted for the number of pairs (Holm). */
    readonly adjustedP: number;
}

/** What {@link compareMethods} finds. */
export interface MethodComparison {
    readonly instances: readonly InstanceResult[];
    readonly methods: readonly MethodResult[];
    readonly pairs: readonly MethodPair[];
}

/** Compares methods by their mean gaps on each instance; the instance is the unit of every statistic, seeds are averaged first. */
export function compareMethods(runs: readonly ComparedRun[]): MethodComparison {
    const names = unique(runs.map(({ instance }) => instance));
    const methods = unique(runs.map(({ method }) => method));
    const instances = names.flatMap((instance) => resultsOf(runs, instance, methods));
    const gaps = new Map(methods.map((method) => [method, gapsOf(instances, method)]));
    const pairs = pairsOf(methods).map(([first, second]) => comparePair(first, second, gaps.get(first)!, gaps.get(second)!));
    const adjusted = adjustByHolm(pairs.map(({ test }) => test.p));
    return {
        instances,
        methods: methods.map((method) => {
            const own = gaps.get(method)!;
            const gap = meanInterval([...own.values()]);
            const others = [...gaps.values()];
            return {
                method,
                instances: own.size,
                ...(gap === undefined ? {} : { gap }),
                wins: [...own].filter(([name, value]) => others.every((other) => !((other.get(name) ?? value) < value))).length,
                faults: runs.filter((run) => run.method === method && run.value === undefined).length,
            };
        }),
        pairs: pairs.map((pair, i) => ({ ...pair, adjustedP: adjusted[i] })),
    };
}

function resultsOf(runs: readonly ComparedRun[], instance: string, methods: readonly string[]): InstanceResult[] {
    const here = runs.filter((run) => run.instance === instance);
    const { isScore, bestKnown } = here[0];
    const reference = bestKnown ?? bestOf(valuesOf(here), isScore);
    return methods.map((method) => {
        const values = valuesOf(here.filter((run) => run.method === method));
        if (values.length === 0 || reference === undefined) return { instance, method };
        const value = values.reduce((sum, each) => sum + each, 0) / values.length;
        const gap = gapOf(value, reference, isScore);
        return { instance, method, value, best: bestOf(values, isScore)!, reference, ...(gap === undefined ? {} : { gap }) };
    });
}

function valuesOf(runs: readonly ComparedRun[]): number[] {
    return runs.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

function gapsOf(instances: readonly InstanceResult[], method: string): Map<string, number> {
    const known = instances.filter((result) => result.method === method && result.gap !== undefined);
    return new Map(known.map(({ instance, gap }) => [instance, gap!]));
}

function comparePair(
    first: string,
    second: string,
    firstGaps: ReadonlyMap<string, number>,
    secondGaps: ReadonlyMap<string, number>,
): Omit<MethodPair, 'adjustedP'> {
    const shared = [...firstGaps.keys()].filter((name) => secondGaps.has(name));
    const differences = shared.map((name) => firstGaps.get(name)! - secondGaps.get(name)!);
    const difference = meanInterval(differences);
    return {
        first,
        second,
        instances: shared.length,
        ...(difference === undefined ? {} : { difference }),
        wins: differences.filter((each) => each < 0).length,
        ties: differences.filter((each) => each === 0).length,
        losses: differences.filter((each) => each > 0).length,
        test: signedRankTest(differences),
    };
}

function pairsOf(methods: readonly string[]): (readonly [string, string])[] {
    return methods.flatMap((first, i) => methods.slice(i + 1).map((second) => [first, second] as const));
}

function unique(items: readonly string[]): string[] {
    return [...new Set(items)];
}
