import { Random } from '../../../src/core/index.js';
import type { Problem, TimeWindow, Vehicle, Visit, VisitGroup } from '../../../src/routing/index.js';

/** Which features a generated problem may have; each is present with chance one half. */
const FEATURES = [
    'windows',
    'severalWindows',
    'shifts',
    'capacity',
    'twoDimensions',
    'pickups',
    'skills',
    'allowedVehicles',
    'limits',
    'maxDuration',
    'perHour',
    'fixedCosts',
    'openRoutes',
    'depots',
    'profiles',
    'prizes',
    'priorities',
    'optional',
    'earliness',
    'matrix',
] as const;

/** A small random problem that mixes features; the same seed gives the same problem. */
export function generateProblem(seed: number, mostVisits = 5, mostVehicles = 2): Problem {
    const random = new Random(seed);
    const has = Object.fromEntries(FEATURES.map((feature) => [feature, random.next() < 0.4])) as Record<
        (typeof FEATURES)[number],
        boolean
    >;
    const between = (low: number, high: number): number => low + random.integer(high - low + 1);
    const visitCount = between(1, mostVisits);
    const vehicleCount = between(1, mostVehicles);
    const dimensions = has.capacity ? (has.twoDimensions ? 2 : 1) : 0;
    const point = (): readonly [number, number] => [between(0, 100), between(0, 100)];
    const window = (): TimeWindow => {
        const open = between(0, 400);
        return [open, open + between(20, 200)];
    };
    const amounts = (most: number): number[] => Array.from({ length: dimensions }, () => between(0, most));
    const vehicleIds = Array.from({ length: vehicleCount }, (_, i) => `vehicle ${i}`);
    const depot = point();
    const locations: (readonly [number, number])[] = [];
    const place = (position: readonly [number, number]): { position: readonly [number, number]; location: number } => ({
        position,
        location: locations.push(position) - 1,
    });
    const visits: Visit[] = Array.from({ length: visitCount }, (_, i) => {
        const windows =
            has.severalWindows && random.next() < 0.5
                ? [[0, 90] as const, [between(120, 200), between(200, 500)] as const]
                : [window()];
        return {
            id: `visit ${i}`,
            ...place(point()),
            ...(random.next() < 0.7 ? { serviceDuration: between(0, 30) } : {}),
            ...(has.windows && random.next() < 0.7 ? { timeWindows: windows } : {}),
            ...(has.capacity ? { delivery: amounts(5) } : {}),
            ...(has.capacity && has.pickups ? { pickup: amounts(5) } : {}),
            ...(has.skills && random.next() < 0.4 ? { skills: ['cold'] } : {}),
            ...(has.allowedVehicles && random.next() < 0.4
                ? { allowedVehicles: [vehicleIds[random.integer(vehicleCount)]] }
                : {}),
            ...(has.prizes ? { prize: between(0, 80) } : {}),
            ...(has.priorities ? { priority: between(0, 100) } : {}),
            ...(has.optional ? { required: random.next() < 0.3 } : {}),
        };
    });
    const vehicles: Vehicle[] = vehicleIds.map((id) => {
        const home = has.depots ? point() : depot;
        return {
            id,
            ...(has.openRoutes && random.next() < 0.4 ? {} : { start: place(home) }),
            ...(has.openRoutes && random.next() < 0.4 ? {} : { end: place(random.next() < 0.8 ? home : point()) }),
            ...(has.shifts ? { shift: [between(0, 100), between(200, 600)] as const } : {}),
            ...(has.capacity ? { capacity: Array.from({ length: dimensions }, () => between(4, 14)) } : {}),
            ...(has.skills && random.next() < 0.6 ? { skills: ['cold', 'tall'] } : {}),
            ...(has.profiles && random.next() < 0.5 ? { profile: 'slow', durationFactor: 1.25 } : {}),
            ...(has.limits
                ? { maxVisits: between(1, 4), maxDistance: between(100, 500), maxTravelDuration: between(100, 600) }
                : {}),
            ...(has.maxDuration ? { maxDuration: between(100, 500) } : {}),
            costs: {
                perKm: 1000,
                ...(has.perHour ? { perHour: 3600 * between(0, 2) } : {}),
                ...(has.fixedCosts ? { fixed: between(0, 100) } : {}),
            },
            ...(random.next() < 0.2 ? { count: 2 } : {}),
        };
    });
    const kind = (['cost', 'priority', 'prize', 'orienteering'] as const)[random.integer(4)];
    const slow = { kind: 'euclidean', speed: 0.8, rounding: 'truncate', decimals: 1 } as const;
    return {
        visits,
        vehicles,
        travel: has.matrix
            ? randomMatrix(locations, random)
            : { kind: 'euclidean', rounding: random.next() < 0.5 ? 'round' : 'none' },
        ...(has.profiles ? { profiles: { slow } } : {}),
        objective: kind === 'prize' && has.priorities ? { kind, priorityWeight: 0.5 } : { kind },
        ...(has.earliness && has.priorities ? { earliness: 0.3 } : {}),
    };
}

/** The same problem with some of its visits in groups; the same seed gives the same groups. */
export function withGroups(problem: Problem, seed: number): Problem {
    const random = new Random(seed ^ 0x5eed);
    const groups: VisitGroup[] = [];
    const free = problem.visits.map((visit) => visit.id);
    random.shuffle(free);
    const grouped = new Set<string>();
    for (let g = 0; free.length > 0 && (g === 0 || random.next() < 0.7); g++) {
        const members = free.splice(0, 1 + random.integer(Math.min(4, free.length)));
        const patterns = Array.from({ length: 1 + random.integer(3) }, () => {
            const pattern = members.filter(() => random.next() < 0.6);
            return pattern.length === 0 ? [members[0]] : pattern;
        });
        for (const id of patterns.flat()) grouped.add(id);
        groups.push({ id: `group ${g}`, patterns, ...(random.next() < 0.5 ? {} : { required: random.next() < 0.5 }) });
    }
    const visits = problem.visits.map(({ required, ...visit }) =>
        required === undefined || grouped.has(visit.id) ? visit : { ...visit, required },
    );
    return { ...problem, visits, groups };
}

// Asymmetric, with a missing way now and then.
function randomMatrix(locations: readonly (readonly [number, number])[], random: Random): Problem['travel'] {
    const size = locations.length;
    const distances = new Array<number>(size * size).fill(0);
    const durations = new Array<number>(size * size).fill(0);
    for (let u = 0; u < size; u++) {
        for (let v = 0; v < size; v++) {
            if (u === v) continue;
            const straight = Math.hypot(locations[u][0] - locations[v][0], locations[u][1] - locations[v][1]);
            distances[u * size + v] = Math.round(straight * (1 + random.next() * 0.4));
            durations[u * size + v] =
                random.next() < 0.02 ? Number.POSITIVE_INFINITY : Math.round(straight * (1 + random.next() * 0.4));
        }
    }
    return { kind: 'matrix', size, distances, durations };
}
