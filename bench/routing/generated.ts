import type { CheckResult, Problem } from '../../src/routing/index.js';
import { orienteeringProblem, SHAPES } from './generators/orienteering.js';
import type { Layout } from './generators/scatter.js';
import { type Horizon, solomonProblem } from './generators/solomon.js';
import { DEMANDS, DEPOTS, uchoaProblem } from './generators/uchoa.js';
import type { BenchInstance, LoadedInstance } from './source.js';

/** Sets that are made by seed instead of read. */
export const GENERATED_SETS = ['generated/x', 'generated/solomon', 'generated/orienteering'] as const;

/** One of {@link GENERATED_SETS}. */
export type GeneratedSet = (typeof GENERATED_SETS)[number];

/** One instance of a generated set. */
export interface GeneratedSource {
    readonly kind: 'generated';
    readonly set: GeneratedSet;
    /** Number of visits. */
    readonly size: number;
    /** Place in the series of its size, from 0: it chooses layout, demands, windows and so on, and the seed. */
    readonly index: number;
}

const LAYOUTS: readonly Layout[] = ['random', 'clustered', 'random-clustered'];
const LAYOUT_LETTERS: Readonly<Record<Layout, string>> = { random: 'R', clustered: 'C', 'random-clustered': 'RC' };
const HORIZONS: readonly Horizon[] = ['short', 'long'];
const DENSITIES = [1, 0.75, 0.5, 0.25];
const WIDTHS = [0.1, 0.3, 0.05];
const SHARES = [0.5, 0.25, 0.75];

/** The first instances of the series of each size. */
export function generatedSet(set: GeneratedSet, sizes: readonly number[], count: number): BenchInstance[] {
    return sizes.flatMap((size) =>
        Array.from({ length: count }, (_, index) => {
            const source = { kind: 'generated' as const, set, size, index };
            return { set, name: describe(source), source };
        }),
    );
}

/** Makes one instance; the same source gives the same. */
export function generateInstance(source: GeneratedSource): LoadedInstance {
    const problem = generateProblem(source);
    const isScore = source.set === 'generated/orienteering';
    const decimals = source.set === 'generated/x' ? 0 : 1;
    const value = ({ cost, prize }: Pick<CheckResult, 'cost' | 'prize'>): number =>
        Number((isScore ? prize : cost).toFixed(decimals));
    return { problem, isScore, value };
}

function generateProblem({ set, size, index }: GeneratedSource): Problem {
    const seed = 1 + index;
    if (set === 'generated/x') return uchoaProblem({ ...uchoaFactors(index), customers: size, seed });
    if (set === 'generated/solomon') return solomonProblem({ ...solomonFactors(index), customers: size, seed });
    return orienteeringProblem({ ...orienteeringFactors(index), stops: size, seed });
}

// Each factor runs through its levels at a pace of its own, so that few instances already mix them.
function uchoaFactors(index: number): Pick<Parameters<typeof uchoaProblem>[0], 'depot' | 'layout' | 'demand'> {
    return {
        depot: DEPOTS[(index + Math.floor(index / 3)) % 3],
        layout: LAYOUTS[index % 3],
        demand: DEMANDS[(3 * index + 1) % DEMANDS.length],
    };
}

function solomonFactors(index: number): Pick<Parameters<typeof solomonProblem>[0], 'layout' | 'horizon' | 'density' | 'width'> {
    return {
        layout: LAYOUTS[index % 3],
        horizon: HORIZONS[(index + Math.floor(index / 6)) % 2],
        density: DENSITIES[Math.floor(index / 3) % 4],
        width: WIDTHS[Math.floor(index / 2) % 3],
    };
}

function orienteeringFactors(index: number): Pick<Parameters<typeof orienteeringProblem>[0], 'shape' | 'routes' | 'share'> {
    return { shape: SHAPES[index % 3], routes: 1 + (index % 4), share: SHARES[Math.floor(index / 3) % 3] };
}

function describe({ set, size, index }: GeneratedSource): string {
    const number = index + 1;
    if (set === 'generated/x') {
        const { depot, layout, demand } = uchoaFactors(index);
        return `x-${size}-${number}-${depot[0].toUpperCase()}-${LAYOUT_LETTERS[layout]}-${demand}`;
    }
    if (set === 'generated/solomon') {
        const { layout, horizon, density, width } = solomonFactors(index);
        const type = `${LAYOUT_LETTERS[layout]}${horizon === 'short' ? 1 : 2}`;
        return `${type}-${size}-${number}-d${100 * density}-w${100 * width}`;
    }
    const { shape, routes, share } = orienteeringFactors(index);
    return `${shape}-${size}-${number}-m${routes}-s${100 * share}`;
}
