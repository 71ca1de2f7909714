import { Random } from '../../../src/core/index.js';
import type { Place, Problem, TimeWindow, Vehicle, Visit, VisitGroup } from '../../../src/routing/index.js';
import type { MatrixTravel, TravelModel } from '../../../src/travel/index.js';

/** Which features a generated problem may have. Some need another one beside them: {@link NEEDS}. */
export const FEATURES = [
    'service',
    'windows',
    'severalWindows',
    'shifts',
    'capacity',
    'twoDimensions',
    'pickups',
    'mixedFleet',
    'skills',
    'allowedVehicles',
    'maxVisits',
    'maxDistance',
    'maxDuration',
    'maxTravelDuration',
    'perHour',
    'perKm',
    'fixedCosts',
    'openStart',
    'openEnd',
    'endElsewhere',
    'depots',
    'count',
    'profiles',
    'durationFactor',
    'prizes',
    'priorities',
    'required',
    'earliness',
    'matrix',
    'durationsOnly',
    'unreachable',
    'greatCircle',
    'defaultTravel',
] as const;

/** One of {@link FEATURES}. */
export type Feature = (typeof FEATURES)[number];

/** Kinds of objectives; `weighted` is `prize` with a `priorityWeight`. */
export const KINDS = ['cost', 'priority', 'prize', 'weighted', 'orienteering'] as const;

/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];

const NEEDS: Partial<Record<Feature, readonly Feature[]>> = {
    severalWindows: ['windows'],
    twoDimensions: ['capacity'],
    pickups: ['capacity'],
    earliness: ['priorities'],
    durationsOnly: ['matrix'],
    unreachable: ['matrix'],
};

/** What {@link generateProblem} takes. */
export interface GenerateOptions {
    readonly leastVisits?: number;
    readonly mostVisits?: number;
    readonly mostVehicles?: number;
    /** Exactly these, and what they need; default: each with chance 0.3. */
    readonly features?: readonly Feature[];
    /** Default: any. */
    readonly kind?: Kind;
}

/** A random problem that mixes features; the same seed and options give the same problem. */
export function generateProblem(seed: number, options: GenerateOptions = {}): Problem {
    return new Generator(seed, options).problem();
}

/** One problem while it is made. A unit of length is a unit of distance and of time, or their like on the globe. */
class Generator {
    private readonly random: Random;
    private readonly has: Readonly<Record<Feature, boolean>>;
    private readonly kind: Kind;
    private readonly visitCount: number;
    private readonly vehicleIds: readonly string[];
    private readonly geographic: boolean;
    /** Distance and seconds of a unit of length. */
    private readonly metre: number;
    private readonly second: number;
    /** How much larger limits are than for a handful of visits. */
    private readonly room: number;
    private readonly dimensions: number;
    private readonly locations: (readonly [number, number])[] = [];

    constructor(seed: number, { leastVisits = 1, mostVisits = 5, mostVehicles = 2, features, kind }: GenerateOptions) {
        this.random = new Random(seed);
        const wanted = new Set<Feature>(features ?? FEATURES.filter(() => this.random.next() < 0.3));
        for (const feature of [...wanted]) for (const needed of NEEDS[feature] ?? []) wanted.add(needed);
        this.has = Object.fromEntries(FEATURES.map((feature) => [feature, wanted.has(feature)])) as Record<Feature, boolean>;
        this.kind = kind ?? KINDS[this.random.integer(KINDS.length)];
        this.visitCount = this.between(leastVisits, mostVisits);
        this.vehicleIds = Array.from({ length: this.between(1, mostVehicles) }, (_, i) => `vehicle ${i}`);
        this.geographic = !this.has.matrix && (this.has.greatCircle || this.has.defaultTravel);
        this.metre = this.geographic ? 145 : 1;
        this.second = this.geographic && this.has.defaultTravel ? 17 : 1;
        this.room = Math.max(1, this.visitCount / (3 * this.vehicleIds.length));
        this.dimensions = this.has.capacity ? (this.has.twoDimensions ? 2 : 1) : 0;
    }

    problem(): Problem {
        const { has, random, kind } = this;
        const visits = Array.from({ length: this.visitCount }, (_, i) => this.visit(i));
        const depot = this.point();
        const elsewhere = this.point();
        const fleet = this.vehicle(depot, elsewhere);
        const vehicles = this.vehicleIds.map(
            (id): Vehicle => ({
                id,
                ...(has.mixedFleet || has.depots ? this.vehicle(has.depots ? this.point() : depot, elsewhere) : fleet),
                ...(has.skills && random.next() < 0.6 ? { skills: ['cold', 'tall'] } : {}),
                ...(has.profiles && random.next() < 0.5 ? { profile: 'slow' } : {}),
                ...(has.count && random.next() < 0.5 ? { count: 2 } : {}),
            }),
        );
        return {
            visits,
            vehicles,
            ...(has.defaultTravel && this.geographic ? {} : { travel: this.travel() }),
            ...(has.profiles ? { profiles: { slow: this.profile() } } : {}),
            objective: kind === 'weighted' ? { kind: 'prize', priorityWeight: [0, 0.5, 0.9, 1][random.integer(4)] } : { kind },
            ...(has.earliness ? { earliness: 0.3 } : {}),
        };
    }

    private visit(i: number): Visit {
        const { has, random } = this;
        // Now and then two visits at one place.
        const position = i > 0 && random.next() < 0.1 ? this.locations[random.integer(this.locations.length)] : this.point();
        return {
            id: `visit ${i}`,
            ...this.place(position),
            ...(has.service && random.next() < 0.8 ? { serviceDuration: this.between(0, 30) * this.second } : {}),
            ...(has.windows && random.next() < 0.7 ? { timeWindows: this.windows() } : {}),
            ...(has.capacity ? { delivery: this.amounts(5) } : {}),
            ...(has.capacity && has.pickups ? { pickup: this.amounts(5) } : {}),
            ...(has.skills && random.next() < 0.4 ? { skills: ['cold'] } : {}),
            ...(has.allowedVehicles && random.next() < 0.4
                ? { allowedVehicles: [this.vehicleIds[random.integer(this.vehicleIds.length)]] }
                : {}),
            ...(has.prizes ? { prize: this.between(0, 80) * this.metre } : {}),
            ...(has.priorities ? { priority: random.next() < 0.2 ? 33.25 : this.between(0, 100) } : {}),
            ...(has.required ? { required: random.next() < 0.4 } : {}),
        };
    }

    private vehicle(home: readonly [number, number], elsewhere: readonly [number, number]): Omit<Vehicle, 'id'> {
        const { has, random, metre, second, room } = this;
        const size = (low: number, high: number, unit: number): number => this.between(low, high) * room * unit;
        const start = this.place(home);
        return {
            ...(has.openStart && random.next() < 0.6 ? {} : { start }),
            ...(has.openEnd && random.next() < 0.6 ? {} : { end: has.endElsewhere ? this.place(elsewhere) : start }),
            ...(has.shifts ? { shift: [this.between(0, 100) * second, size(200, 600, second)] as const } : {}),
            ...(has.capacity && random.next() < 0.9 ? { capacity: this.amounts(0).map(() => Math.ceil(size(4, 14, 1))) } : {}),
            ...(has.durationFactor ? { durationFactor: 1.25 } : {}),
            ...(has.maxVisits ? { maxVisits: Math.ceil(size(1, 4, 1)) } : {}),
            ...(has.maxDistance ? { maxDistance: size(100, 500, metre) } : {}),
            ...(has.maxDuration ? { maxDuration: size(100, 500, second) } : {}),
            ...(has.maxTravelDuration ? { maxTravelDuration: size(80, 400, second) } : {}),
            ...(has.perHour || has.perKm || has.fixedCosts
                ? {
                      costs: {
                          ...(has.perKm ? { perKm: this.between(0, 3) * 500 } : {}),
                          ...(has.perHour ? { perHour: (3600 * this.between(0, 2) * metre) / second } : {}),
                          ...(has.fixedCosts ? { fixed: this.between(0, 100) * metre } : {}),
                      },
                  }
                : {}),
        };
    }

    private windows(): readonly TimeWindow[] {
        const { second, room } = this;
        const late = 400 * Math.sqrt(room);
        const window = (from: number, to: number): TimeWindow => {
            const open = this.between(Math.floor(from), Math.floor(to));
            return [open * second, (open + this.between(20, 200)) * second];
        };
        if (!this.has.severalWindows || this.random.next() < 0.4) return [window(0, late)];
        const first = window(0, late / 3);
        const second_ = window(first[1] / second + 1, first[1] / second + late / 2);
        // Their order does not matter.
        return this.random.next() < 0.5 ? [first, second_] : [second_, first];
    }

    private travel(): TravelModel {
        const { has, random } = this;
        if (has.matrix) return this.matrix();
        if (this.geographic) {
            const speedBands = [{ upTo: 5000, speed: this.metre }, { speed: 1.5 * this.metre }];
            return { kind: 'great-circle', speedBands, ...(random.next() < 0.5 ? {} : { circuity: 1.2 }) };
        }
        const rounding = (['none', 'round', 'ceil', 'truncate'] as const)[random.integer(4)];
        return { kind: 'euclidean', rounding, ...(random.next() < 0.3 ? { decimals: 1, speed: 1.25 } : {}) };
    }

    private profile(): TravelModel {
        if (this.random.next() < 0.5) return this.matrix();
        if (!this.geographic) return { kind: 'euclidean', speed: 0.8, rounding: 'truncate', decimals: 1 };
        return { kind: 'great-circle', circuity: 1.5, speedBands: [{ speed: (0.8 * this.metre) / this.second }] };
    }

    // Asymmetric; a detour may be shorter than the direct way, as in real roads.
    private matrix(): MatrixTravel {
        const { locations, random, has, metre, second } = this;
        const size = locations.length;
        const durations = new Float64Array(size * size);
        const distances = new Array<number>(size * size).fill(0);
        const length = (u: number, v: number): number => {
            const scale = this.geographic ? 1000 : 1;
            const [x, y] = [locations[u][0] - locations[v][0], locations[u][1] - locations[v][1]];
            return Math.hypot(x, y) * scale * (1 + random.next() * 0.4);
        };
        for (let u = 0; u < size; u++) {
            for (let v = 0; v < size; v++) {
                if (u === v) continue;
                distances[u * size + v] = Math.round(length(u, v) * metre);
                durations[u * size + v] = Math.round(length(u, v) * second);
                if (has.unreachable && random.next() < 0.05) durations[u * size + v] = Number.POSITIVE_INFINITY;
            }
        }
        return { kind: 'matrix', size, durations, ...(has.durationsOnly ? {} : { distances }) };
    }

    private amounts(most: number): number[] {
        return Array.from({ length: this.dimensions }, () => this.between(0, most));
    }

    private place(position: readonly [number, number]): Place {
        return { position, location: this.locations.push(position) - 1 };
    }

    private point(): readonly [number, number] {
        const [x, y] = [this.between(0, 100), this.between(0, 100)];
        return this.geographic ? [13 + x / 1000 / Math.cos(0.9), 52 + y / 1000] : [x, y];
    }

    private between(low: number, high: number): number {
        return low + this.random.integer(high - low + 1);
    }
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
