import { readFileSync } from 'node:fs';
import { instanceValue, readInstance } from '../../src/formats/index.js';
import type { CheckResult, Problem } from '../../src/routing/index.js';
import { type GeneratedSource, generateInstance } from './generated.js';

/** A file with a published instance. */
interface FileSource {
    readonly kind: 'file';
    readonly path: string;
    readonly name: string;
    /** Number of routes, for TOPTW files, which do not say it. */
    readonly routes?: number;
}

/** Where an instance comes from: plain data, so that another process can make the same. */
export type Source = FileSource | GeneratedSource;

/** A problem and how its answers are compared. */
export interface LoadedInstance {
    readonly problem: Problem;
    /** Whether more is better. */
    readonly isScore: boolean;
    /** Routes that the instance states without demanding them; published values may keep to that number. */
    readonly statedRoutes?: number;
    /** The value of an answer by the instance's own convention. */
    readonly value: (answer: Pick<CheckResult, 'cost' | 'prize'>) => number;
}

/** Reads or generates an instance. */
export function loadInstance(source: Source): LoadedInstance {
    if (source.kind === 'generated') return generateInstance(source);
    const { path, name, routes } = source;
    const instance = readInstance(readFileSync(path, 'utf8'), { name, ...(routes === undefined ? {} : { routes }) });
    return {
        problem: instance.problem,
        isScore: instance.objective === 'score',
        ...(instance.statedRoutes === undefined ? {} : { statedRoutes: instance.statedRoutes }),
        value: (answer) => instanceValue(instance, answer),
    };
}

/** One instance of a set. */
export interface BenchInstance {
    readonly set: string;
    readonly name: string;
    readonly source: Source;
    /** Absent for generated instances. */
    readonly bestKnown?: number;
}
