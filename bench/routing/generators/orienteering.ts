import { Random } from '../../../src/core/index.js';
import type { Problem } from '../../../src/routing/index.js';
import { scatter } from './scatter.js';

/** Shapes of orienteering problems: Chao's diamond and square of grid points, or points anywhere. */
export const SHAPES = ['diamond', 'square', 'random'] as const;

/** One of {@link SHAPES}. */
type Shape = (typeof SHAPES)[number];

/** What {@link orienteeringProblem} makes. */
export interface OrienteeringOptions {
    readonly stops: number;
    readonly shape: Shape;
    /** Number of routes, from 1. */
    readonly routes: number;
    /** Length of all routes together as a share of about what a tour of all stops takes, more than 0. */
    readonly share: number;
    readonly seed: number;
}

const SPACING = 2;

/**
 * An orienteering problem as Chao made his: in a diamond or square of grid points around the start, scores grow with the distance from
 * it; at random places they are drawn at random. What a tour of all stops takes is estimated by Beardwood, Halton and Hammersley (1959,
 * doi:10.1017/S0305004100034095).
 *
 * @see Chao, Golden and Wasil (1996), doi:10.1016/0377-2217(94)00289-4
 */
export function orienteeringProblem({ stops, shape, routes, share, seed }: OrienteeringOptions): Problem {
    const random = new Random(seed);
    const { positions, scores, home, area } = shape === 'random' ? scatterStops(random, stops) : gridStops(random, stops, shape);
    const tour = 0.7124 * Math.sqrt(stops * area);
    const depot = { position: home };
    return {
        visits: positions.map((position, i) => ({ id: String(i + 1), position, prize: scores[i] })),
        vehicles: [
            {
                id: 'vehicle',
                start: depot,
                end: depot,
                maxDistance: Number(((share * tour) / routes).toFixed(1)),
                costs: { perKm: 1000 },
                count: routes,
            },
        ],
        travel: { kind: 'euclidean' },
        objective: { kind: 'orienteering' },
    };
}

interface Stops {
    readonly positions: readonly (readonly [number, number])[];
    readonly scores: readonly number[];
    readonly home: readonly [number, number];
    readonly area: number;
}

function scatterStops(random: Random, count: number): Stops {
    const side = Math.ceil(10 * Math.sqrt(count));
    const home = [Math.round(side / 2), Math.round(side / 2)] as const;
    const { positions } = scatter(random, { count, layout: 'random', side, clusters: 1, decay: 1, taken: home });
    return { positions, scores: positions.map(() => 5 * (1 + random.integer(10))), home, area: side * side };
}

/** The grid points nearest to the middle, by the sum (diamond) or the larger (square) of both differences. */
function gridStops(random: Random, count: number, shape: 'diamond' | 'square'): Stops {
    const reach = Math.ceil(Math.sqrt(2 * (count + 1))) + 1;
    const points: { x: number; y: number; away: number; tie: number }[] = [];
    for (let x = -reach; x <= reach; x++) {
        for (let y = -reach; y <= reach; y++) {
            if (x === 0 && y === 0) continue;
            const away = shape === 'diamond' ? Math.abs(x) + Math.abs(y) : Math.max(Math.abs(x), Math.abs(y));
            points.push({ x, y, away, tie: random.next() });
        }
    }
    const chosen = points.sort((a, b) => a.away - b.away || a.tie - b.tie).slice(0, count);
    const farthest = chosen[chosen.length - 1].away;
    return {
        positions: chosen.map(({ x, y }) => [SPACING * x, SPACING * y] as const),
        scores: chosen.map(({ away }) => 5 * Math.max(1, Math.round((8 * away) / farthest))),
        home: [0, 0],
        area: count * SPACING * SPACING,
    };
}
