import { Random } from '../../../src/core/index.js';
import type { Problem, TimeWindow } from '../../../src/routing/index.js';
import { type Layout, type Scatter, scatter } from './scatter.js';

/** Days that take a few visits and small loads, or many and large ones: Solomon's types 1 and 2. */
export type Horizon = 'short' | 'long';

/** What {@link solomonProblem} makes. */
export interface SolomonOptions {
    readonly customers: number;
    /** Solomon's R, C and RC. */
    readonly layout: Layout;
    readonly horizon: Horizon;
    /** Share of the customers with a window of their own, 0 to 1. */
    readonly density: number;
    /** Mean width of a window as a share of the horizon, 0 to 1; widths vary by a fifth of it. */
    readonly width: number;
    /** Whether visits are optional and have prizes, and what is sought is the least cost with uncollected prizes; default false. */
    readonly prizes?: boolean;
    readonly seed: number;
}

const SIDE = 100;
const PUBLISHED = 100;
const CLUSTER_SIZE = 10;
const DECAY = 3;
const DAYS: Readonly<Record<Layout, { short: number; long: number; service: number }>> = {
    random: { short: 230, long: 1000, service: 10 },
    clustered: { short: 1236, long: 3390, service: 90 },
    'random-clustered': { short: 240, long: 960, service: 10 },
};

/**
 * A problem with time windows as Solomon made his: windows of a share of the customers, around times drawn at random, or for clustered
 * customers around the times of a route that drives through their cluster. Distances and times are truncated to one decimal. Past 100
 * customers side and day grow with the square root of their number. Every window can be met by a vehicle of its own.
 *
 * @see Solomon (1987), doi:10.1287/opre.35.2.254
 */
export function solomonProblem({ customers, layout, horizon, density, width, prizes, seed }: SolomonOptions): Problem {
    const random = new Random(seed);
    const growth = Math.sqrt(Math.max(1, customers / PUBLISHED));
    const side = Math.round(SIDE * growth);
    const { service } = DAYS[layout];
    const close = Math.round(DAYS[layout][horizon] * growth);
    const home = [Math.round(side / 2), Math.round(side / 2)] as const;
    const places = scatter(random, {
        count: customers,
        layout,
        side,
        clusters: Math.max(1, Math.round(customers / CLUSTER_SIZE)),
        decay: DECAY,
        taken: home,
    });
    const centres = layout === 'clustered' ? routeTimes(places, home, service, close) : undefined;
    const depot = { position: home };
    return {
        visits: places.positions.map((position, i) => {
            const travel = truncate(Math.hypot(position[0] - home[0], position[1] - home[1]));
            // A vehicle that leaves at 0 arrives at `first`, and one that starts at `last` is back in time.
            const [first, last] = [Math.ceil(travel), Math.floor(close - service - travel)];
            const drawn = first + random.next() * (last - first);
            const half = Math.max(1, ((width * close) / 2) * (1 + 0.2 * random.normal()));
            const hasWindow = random.next() < density;
            const centre = Math.min(Math.max(centres?.[i] ?? drawn, first), last);
            const window: TimeWindow = hasWindow
                ? [Math.max(first, Math.round(centre - half)), Math.min(last, Math.round(centre + half))]
                : [0, close];
            const demand = Math.min(41, Math.max(1, Math.round(15 + 10 * random.normal())));
            return {
                id: String(i + 1),
                position,
                serviceDuration: service,
                timeWindows: [window],
                delivery: [demand],
                ...(prizes === true ? { prize: Math.round(2 * travel * (0.1 + 0.9 * random.next())) } : {}),
            };
        }),
        vehicles: [
            {
                id: 'vehicle',
                start: depot,
                end: depot,
                shift: [0, close],
                capacity: [horizon === 'short' ? 200 : 1000],
                costs: { perKm: 1000 },
                count: customers,
            },
        ],
        travel: { kind: 'euclidean', rounding: 'truncate', decimals: 1 },
        objective: { kind: prizes === true ? 'prize' : 'cost' },
    };
}

/** When each customer would be served by vehicles that drive through its cluster from nearest to nearest. */
function routeTimes(
    { positions, cluster }: Scatter,
    home: readonly [number, number],
    service: number,
    close: number,
): Float64Array {
    const members = new Map<number, number[]>();
    cluster.forEach((c, i) => {
        members.set(c, [...(members.get(c) ?? []), i]);
    });
    const times = new Float64Array(positions.length);
    const between = (a: readonly [number, number], b: readonly [number, number]): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
    for (const left of members.values()) {
        let from = home;
        let time = 0;
        while (left.length > 0) {
            let at = 0;
            for (let k = 1; k < left.length; k++) {
                if (between(from, positions[left[k]]) < between(from, positions[left[at]])) at = k;
            }
            const next = positions[left[at]];
            if (from !== home && time + between(from, next) + service + between(next, home) > close) {
                from = home;
                time = 0;
                continue;
            }
            times[left[at]] = time + between(from, next);
            time = times[left[at]] + service;
            from = next;
            left.splice(at, 1);
        }
    }
    return times;
}

function truncate(distance: number): number {
    return Math.floor(distance * 10) / 10;
}
