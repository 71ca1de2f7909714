import type { Random } from '../../../src/core/index.js';

/** How customers lie: anywhere, around a few centres, or half of them each. */
export type Layout = 'random' | 'clustered' | 'random-clustered';

/** Where {@link scatter} puts points. */
export interface ScatterOptions {
    readonly count: number;
    readonly layout: Layout;
    /** Coordinates are whole numbers from 0 to this. */
    readonly side: number;
    /** Number of centres. */
    readonly clusters: number;
    /** Distance over which the density around a centre falls to 1/e. */
    readonly decay: number;
    /** Where no point may be. */
    readonly taken?: readonly [number, number];
}

/** Points, no two at one place. */
export interface Scatter {
    readonly positions: readonly (readonly [number, number])[];
    /** Centre that each point belongs to, -1 for none. */
    readonly cluster: Int32Array;
}

/**
 * Scatters points over a square. The density around centres falls exponentially, as in Uchoa et al. (2017); points are drawn from it
 * directly instead of by rejection over the whole square, so that 100,000 take a fraction of a second.
 */
export function scatter(random: Random, { count, layout, side, clusters, decay, taken }: ScatterOptions): Scatter {
    // Beyond half of the places, most draws would hit a point that is there already.
    if (count > (side + 1) ** 2 / 2) throw new Error(`${count} points do not fit a square of side ${side}`);
    const used = new Set<number>();
    if (taken !== undefined) used.add(taken[0] * (side + 1) + taken[1]);
    const positions: (readonly [number, number])[] = [];
    const cluster = new Int32Array(count).fill(-1);
    const put = (x: number, y: number): boolean => {
        const key = x * (side + 1) + y;
        if (x < 0 || y < 0 || x > side || y > side || used.has(key)) return false;
        used.add(key);
        positions.push([x, y]);
        return true;
    };
    const scattered = layout === 'random' ? count : layout === 'clustered' ? 0 : Math.floor(count / 2);
    while (positions.length < scattered) put(random.integer(side + 1), random.integer(side + 1));
    const centres = Array.from({ length: clusters }, () => [random.integer(side + 1), random.integer(side + 1)] as const);
    let failures = 0;
    while (positions.length < count) {
        const c = random.integer(clusters);
        // A density of exp(-r / decay) in the plane has the distance of a sum of two exponential numbers.
        const distance = -decay * Math.log((1 - random.next()) * (1 - random.next()));
        const angle = 2 * Math.PI * random.next();
        const [x, y] = [centres[c][0] + distance * Math.cos(angle), centres[c][1] + distance * Math.sin(angle)];
        if (put(Math.round(x), Math.round(y))) cluster[positions.length - 1] = c;
        // Where all centres are full, the rest goes anywhere.
        else if (++failures > 20 * count) put(random.integer(side + 1), random.integer(side + 1));
    }
    return { positions, cluster };
}
