import {
    assertArguments,
    coordinates,
    finite,
    jsonReady,
    list,
    optional,
    runSteps,
    type Steps,
    satisfying,
    strict,
} from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import type { RoadSource, Trip } from '../models/travel-model.js';
import type { TravelMatrix } from '../models/trip.js';
import { manyToManySteps } from './many-to-many.js';
import type { RoadProfile } from './profiles.js';
import { ArcTails, alongRoad, arrivingEnds, leavingEnds } from './road-ends.js';
import { packRoads, type StoredRoads, unpackRoads } from './road-file.js';
import { shortestPath } from './shortest-path.js';
import { SingleTrips } from './single-trips.js';
import { RoadSnapper, type SnappedPoint } from './snap.js';
import { weightDistance, weightDuration } from './weight.js';

/** The nearest place on a road to a point. */
export interface RoadPlace {
    readonly position: Position;
    /** Great-circle distance from the point in metres. */
    readonly distance: number;
}

/** Options of a {@link RoadGraph}'s matrices and routes. */
export interface RoadOptions {
    /**
     * Metres, >= 0, default 2,000. Places farther than this from every road have no trips; matrices list them in `offRoad`.
     */
    readonly maxSnapDistance?: number;
}

/** Road trips from some places to others. */
export interface RoadTable {
    /** Number of starts. */
    readonly rows: number;
    /** Number of destinations. */
    readonly columns: number;
    /** Seconds, `rows * columns` of them, row by row; `Infinity` if there is no way. */
    readonly durations: Float64Array;
    /** Metres, in the same order. */
    readonly distances: Float64Array;
}

/** Road trips between all pairs of places. */
export interface RoadMatrix {
    /** The trips as a travel model; `Infinity` if there is no way. */
    readonly travel: TravelMatrix;
    /** Metres from each place to the nearest road. */
    readonly snapDistances: Float64Array;
    /** Indices of places farther than `maxSnapDistance` from every road; their rows and columns are `Infinity`. */
    readonly offRoad: readonly number[];
}

/** A route on roads. */
export interface RoadRoute {
    /** Seconds. */
    readonly duration: number;
    /** Metres. */
    readonly distance: number;
    /** The course, from the first place on a road to the last. */
    readonly line: readonly Position[];
}

const DEFAULT_SNAP_DISTANCE = 2_000;

const buffer = satisfying(
    (value) => value instanceof ArrayBuffer || (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer),
    'is no buffer',
    'the data of a RoadGraph: an ArrayBuffer',
);
const places = list(coordinates());
const roadOptions = optional(strict({ maxSnapDistance: optional(finite({ min: 0 })) }));

/**
 * The roads of a region for one profile: durations, distances and courses of the quickest ways. Created by {@link readRoads}, or from the
 * `data` of another graph. Suited to cities and states; use a routing server for whole nations. Trips are limited to 3,355 km.
 *
 * @example
 * ```ts
 * const roads = await readRoads(new Uint8Array(await (await fetch('heidelberg.osm.pbf')).arrayBuffer()));
 * const { travel } = roads.matrix([[8.69, 49.41], [8.65, 49.42], [8.71, 49.39]]);
 * solve({ visits: [{ id: 'a', location: 1 }, { id: 'b', location: 2 }], vehicles: [{ id: 'v', start: { location: 0 } }], travel });
 * ```
 */
export class RoadGraph implements RoadSource {
    private snapperOnce: RoadSnapper | undefined;
    private tailsOnce: ArcTails | undefined;
    private tripsOnce: SingleTrips | undefined;
    private readonly roads: StoredRoads;

    /**
     * Recreates a graph from another graph's `data`, for example from a worker, a file or the network.
     *
     * @param data - used in place, not copied
     * @throws BeatplanError `malformed-roads`, `invalid-input`
     */
    constructor(data: ArrayBuffer | SharedArrayBuffer) {
        assertArguments('the road graph', { data: buffer }, { data });
        this.roads = unpackRoads(data);
    }

    /** All of the graph in one buffer, for `postMessage`, files and another `new RoadGraph`. */
    get data(): ArrayBuffer {
        return packRoads(this.roads);
    }

    /** The profile that the roads were read for. */
    get profile(): RoadProfile {
        return this.roads.profile;
    }

    /** Number of road segments between junctions. */
    get roadCount(): number {
        return this.roads.network.shapeOffsets.length - 1;
    }

    /**
     * Finds the nearest place on a road.
     *
     * @param position - `[lng, lat]`
     * @throws BeatplanError `invalid-input`
     */
    snap(position: Position): RoadPlace {
        assertArguments('the place', { position: coordinates() }, { position });
        const { position: place, distance } = this.snapper.snap(position);
        return { position: place, distance };
    }

    /**
     * Finds the quickest trip from one place to another; for many, `matrix` and `table` are faster.
     *
     * @returns seconds and metres, `Infinity` if there is no way or a place is farther than 2,000 m from every road
     * @throws BeatplanError `invalid-input`
     */
    trip(from: Position, to: Position): Trip {
        assertArguments('the trip', { from: coordinates(), to: coordinates() }, { from, to });
        if (isSame(from, to)) return { duration: 0, distance: 0 };
        const weight = this.trips.weight(from, to);
        return { duration: weightDuration(weight), distance: weightDistance(weight) };
    }

    /**
     * Finds the quickest trips between all pairs of places.
     *
     * @param positions - n places; memory is 24 n² bytes
     * @returns a travel model and what lies off the road; 300 places take some hundredths of a second
     * @throws BeatplanError `invalid-input`
     */
    matrix(positions: readonly Position[], options: RoadOptions = {}): RoadMatrix {
        assertArguments('the matrix', { positions: places, options: roadOptions }, { positions, options });
        const snaps = this.snapAll(positions);
        const table = runSteps(this.tableSteps(snaps, snaps, options));
        const size = positions.length;
        for (let i = 0; i < size; i++) table.durations[i * size + i] = table.distances[i * size + i] = 0;
        return jsonReady({
            travel: jsonReady({ kind: 'matrix' as const, size, durations: table.durations, distances: table.distances }),
            snapDistances: Float64Array.from(snaps, ({ distance }) => distance),
            offRoad: snaps.flatMap(({ distance }, i) => (distance > mostSnapped(options) ? [i] : [])),
        });
    }

    /**
     * Finds the quickest trips from some places to others.
     *
     * @throws BeatplanError `invalid-input`
     */
    table(from: readonly Position[], to: readonly Position[], options: RoadOptions = {}): RoadTable {
        assertArguments('the table', { from: places, to: places, options: roadOptions }, { from, to, options });
        return jsonReady(runSteps(this.tableSteps(this.snapAll(from), this.snapAll(to), options)));
    }

    /**
     * Finds the quickest route through places in the given order.
     *
     * @param positions - at least two places
     * @returns `undefined` if there is no way between two consecutive places
     * @throws BeatplanError `invalid-input`
     */
    route(positions: readonly Position[], options: RoadOptions = {}): RoadRoute | undefined {
        assertArguments('the route', { positions: places, options: roadOptions }, { positions, options });
        const snaps = this.snapAll(positions);
        const line: Position[] = [];
        let duration = 0;
        let distance = 0;
        for (let i = 0; i + 1 < snaps.length; i++) {
            const leg = this.leg(snaps[i], snaps[i + 1], mostSnapped(options));
            if (leg === undefined) return undefined;
            duration += weightDuration(leg.weight);
            distance += weightDistance(leg.weight);
            for (const position of leg.line) if (!isSame(line.at(-1), position)) line.push(position);
        }
        return { duration, distance, line };
    }

    private get snapper(): RoadSnapper {
        this.snapperOnce ??= new RoadSnapper(this.roads.network);
        return this.snapperOnce;
    }

    private get tails(): ArcTails {
        this.tailsOnce ??= new ArcTails(this.roads.network);
        return this.tailsOnce;
    }

    private get trips(): SingleTrips {
        this.tripsOnce ??= new SingleTrips(this.roads, this.snapper, this.tails, DEFAULT_SNAP_DISTANCE);
        return this.tripsOnce;
    }

    private snapAll(positions: readonly Position[]): SnappedPoint[] {
        return positions.map((position) => this.snapper.snap(position));
    }

    private *tableSteps(from: readonly SnappedPoint[], to: readonly SnappedPoint[], options: RoadOptions): Steps<RoadTable> {
        const { network, hierarchy } = this.roads;
        const most = mostSnapped(options);
        const weights = yield* manyToManySteps(
            hierarchy,
            from.map((point) => (point.distance > most ? [] : leavingEnds(network, point))),
            to.map((point) => (point.distance > most ? [] : arrivingEnds(network, this.tails, point))),
        );
        this.shortenOnOneRoad(weights, from, to, most);
        return {
            rows: from.length,
            columns: to.length,
            durations: weights.map(weightDuration),
            distances: weights.map(weightDistance),
        };
    }

    private shortenOnOneRoad(
        weights: Float64Array,
        from: readonly SnappedPoint[],
        to: readonly SnappedPoint[],
        most: number,
    ): void {
        const arriving = new Map<number, number[]>();
        to.forEach((point, column) => {
            if (point.distance > most) return;
            const columns = arriving.get(point.road);
            if (columns === undefined) arriving.set(point.road, [column]);
            else columns.push(column);
        });
        from.forEach((point, row) => {
            if (point.distance > most) return;
            for (const column of arriving.get(point.road) ?? []) {
                const cell = row * to.length + column;
                weights[cell] = Math.min(weights[cell], alongRoad(this.roads.network, point, to[column]).weight);
            }
        });
    }

    private leg(from: SnappedPoint, to: SnappedPoint, most: number): { weight: number; line: Position[] } | undefined {
        if (from.distance > most || to.distance > most) return undefined;
        const { network, hierarchy } = this.roads;
        const along = alongRoad(network, from, to);
        const path = shortestPath(hierarchy, leavingEnds(network, from), arrivingEnds(network, this.tails, to));
        if (along.weight <= (path?.weight ?? Number.POSITIVE_INFINITY)) {
            if (along.arc < 0) return undefined;
            return { weight: along.weight, line: this.snapper.course(along.arc, from, to) };
        }
        if (path === undefined) return undefined;
        const line = [
            ...this.snapper.course(path.from.arc, from),
            ...path.arcs.flatMap((arc) => this.snapper.course(arc)),
            ...this.snapper.course(path.to.arc, undefined, to),
        ];
        return { weight: path.weight, line };
    }
}

const mostSnapped = ({ maxSnapDistance = DEFAULT_SNAP_DISTANCE }: RoadOptions): number => maxSnapDistance;

function isSame(a: Position | undefined, b: Position): boolean {
    return a !== undefined && a[0] === b[0] && a[1] === b[1];
}
