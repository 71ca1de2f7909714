import { Random } from '../../../src/core/index.js';
import type { Problem } from '../../../src/routing/index.js';
import { type Layout, scatter } from './scatter.js';

/** Where the depot of a generated problem is: in the middle, in the corner, or anywhere. */
export const DEPOTS = ['central', 'eccentric', 'random'] as const;

/** One of {@link DEPOTS}. */
type DepotPlace = (typeof DEPOTS)[number];

/**
 * The seven demand distributions: all 1; uniform between two numbers; uniform from 51 to 100 in the first and third quadrant and from
 * 1 to 50 in the others; 70 to 95 % from 1 to 10 and the rest from 50 to 100.
 */
export const DEMANDS = ['unitary', '1-10', '5-10', '1-100', '50-100', 'quadrant', 'many-small-few-large'] as const;

/** One of {@link DEMANDS}. */
type DemandKind = (typeof DEMANDS)[number];

/** What {@link uchoaProblem} makes. */
export interface UchoaOptions {
    readonly customers: number;
    readonly depot: DepotPlace;
    readonly layout: Layout;
    readonly demand: DemandKind;
    /** Mean number of customers that fill a vehicle; default drawn from the triangular distribution from 3 to 25 with mode 6. */
    readonly routeSize?: number;
    readonly seed: number;
}

const SIDE = 1000;
const DECAY = 40;
const LARGEST_PUBLISHED = 1000;

/**
 * A capacitated problem as Uchoa et al. make theirs: a square of side 1,000, rounded distances, any number of vehicles. Past 1,000
 * customers the square grows with them, so that they do not lie ever denser.
 *
 * @see Uchoa, Pecin, Pessoa, Poggi, Vidal and Subramanian (2017), doi:10.1016/j.ejor.2016.08.012, section 3
 */
export function uchoaProblem({ customers, depot, layout, demand, routeSize, seed }: UchoaOptions): Problem {
    const random = new Random(seed);
    const growth = Math.sqrt(Math.max(1, customers / LARGEST_PUBLISHED));
    const side = Math.round(SIDE * growth);
    const home = placeDepot(random, depot, side);
    const { positions } = scatter(random, {
        count: customers,
        layout,
        side,
        clusters: 3 + random.integer(6),
        decay: DECAY * growth,
        taken: home,
    });
    const demands = drawDemands(random, demand, positions, side);
    const size = routeSize ?? triangular(random, 3, 6, 25);
    const total = demands.reduce((sum, value) => sum + value, 0);
    const largest = demands.reduce((most, value) => Math.max(most, value), 0);
    const capacity = Math.max(largest, Math.ceil((size * total) / customers));
    const place = { position: home };
    return {
        visits: positions.map((position, i) => ({ id: String(i + 1), position, delivery: [demands[i]] })),
        vehicles: [{ id: 'vehicle', start: place, end: place, capacity: [capacity], costs: { perKm: 1000 }, count: customers }],
        travel: { kind: 'euclidean', rounding: 'round' },
        objective: { kind: 'cost' },
    };
}

function placeDepot(random: Random, depot: DepotPlace, side: number): readonly [number, number] {
    if (depot === 'central') return [Math.round(side / 2), Math.round(side / 2)];
    return depot === 'eccentric' ? [0, 0] : [random.integer(side + 1), random.integer(side + 1)];
}

function drawDemands(
    random: Random,
    kind: DemandKind,
    positions: readonly (readonly [number, number])[],
    side: number,
): number[] {
    const between = (low: number, high: number): number => low + random.integer(high - low + 1);
    if (kind === 'unitary') return positions.map(() => 1);
    if (kind === 'quadrant') {
        return positions.map(([x, y]) => (x < side / 2 === y < side / 2 ? between(51, 100) : between(1, 50)));
    }
    if (kind === 'many-small-few-large') {
        const small = 0.7 + 0.25 * random.next();
        return positions.map(() => (random.next() < small ? between(1, 10) : between(50, 100)));
    }
    const [low, high] = kind.split('-').map(Number);
    return positions.map(() => between(low, high));
}

/** A number from the triangular distribution, by inversion. */
function triangular(random: Random, low: number, mode: number, high: number): number {
    const u = random.next();
    return u < (mode - low) / (high - low)
        ? low + Math.sqrt(u * (high - low) * (mode - low))
        : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
}
