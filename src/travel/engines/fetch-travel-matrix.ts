import {
    abortSignal,
    assertArguments,
    BeatplanError,
    callback,
    coordinates,
    finite,
    jsonReady,
    list,
    oneOf,
    optional,
    record,
    satisfying,
    strict,
    text,
    throwIfAborted,
} from '../../core/index.js';
import { greatCircleDistance, type Position } from '../../geo/index.js';
import type { TravelMatrix } from '../models/trip.js';
import type { Engine } from './engine.js';
import { type BlockRange, type BlockSource, type FetchedBlock, fetchBlock, type TravelCache } from './fetch-block.js';
import { GRAPHHOPPER } from './graphhopper.js';
import { OPENROUTESERVICE } from './openrouteservice.js';
import { OSRM } from './osrm.js';
import { VALHALLA } from './valhalla.js';

/** Routing servers that can be asked. */
export type TravelEngine = 'osrm' | 'valhalla' | 'openrouteservice' | 'graphhopper';

/** Options of {@link fetchTravelMatrix}. */
export interface FetchTravelMatrixOptions {
    /** What runs at `url`. */
    readonly engine: TravelEngine;
    /** Base address of the server, such as `http://localhost:5000`. */
    readonly url: string;
    /** The engine's own name of a profile. Default `driving` (OSRM), `auto` (Valhalla), `driving-car` (openrouteservice), `car` (GraphHopper). */
    readonly profile?: string;
    /** Access key, sent as the engine expects it. Default none. */
    readonly key?: string;
    /** Headers added to each request. Default none. */
    readonly headers?: Readonly<Record<string, string>>;
    /** Most sources and most targets in one request, 1 to 10,000, default 50: within the limits of all four. Smaller if the server says so. */
    readonly blockSize?: number;
    /** Requests under way at once, 1 to 64, default 4. */
    readonly concurrency?: number;
    /** Further attempts after a network fault, a timeout, or status 429 or 5xx, 0 to 20, default 4. */
    readonly retries?: number;
    /** Seconds until an attempt is abandoned, > 0, default 60. */
    readonly timeout?: number;
    /** Metres, >= 0, default 2,000. Places that the server moves farther than this to a road have no trips and are listed in `offRoad`. */
    readonly maxSnapDistance?: number;
    /** Keeps answers, so that the same places are not asked for twice; a `Map` works. Default none. */
    readonly cache?: TravelCache;
    /** Default the global `fetch`. */
    readonly fetch?: typeof fetch;
    /** Aborts with code `cancelled`. */
    readonly signal?: AbortSignal;
    /** Called after each request with the fraction done, 0 to 1. */
    readonly onProgress?: (progress: { readonly fraction: number }) => void;
}

/** A matrix from a server. */
export interface FetchedMatrix {
    /** The trips; `Infinity` if there is no way. */
    readonly travel: TravelMatrix;
    /** Metres that each place was moved to a road, `Infinity` if it found none; left out if the engine does not say (GraphHopper). */
    readonly snapDistances?: Float64Array;
    /** Indices of places without trips: farther than `maxSnapDistance` from a road, or unreachable from and to every other place. */
    readonly offRoad: readonly number[];
}

const ENGINES: Readonly<Record<TravelEngine, Engine>> = {
    osrm: OSRM,
    valhalla: VALHALLA,
    openrouteservice: OPENROUTESERVICE,
    graphhopper: GRAPHHOPPER,
};

const isAddress = (value: unknown): boolean => {
    if (typeof value !== 'string' || !URL.canParse(value)) return false;
    return ['http:', 'https:'].includes(new URL(value).protocol);
};

const isCache = (value: unknown): boolean => {
    const { get, set } = (value ?? {}) as Partial<TravelCache>;
    return typeof get === 'function' && typeof set === 'function';
};

const SCHEMAS = {
    positions: list(coordinates()),
    options: strict({
        engine: oneOf(Object.keys(ENGINES)),
        url: satisfying(isAddress, 'is not an address', 'an address such as http://localhost:5000'),
        profile: optional(text()),
        key: optional(text()),
        headers: optional(record(text())),
        blockSize: optional(finite({ min: 1, max: 10_000, integer: true })),
        concurrency: optional(finite({ min: 1, max: 64, integer: true })),
        retries: optional(finite({ min: 0, max: 20, integer: true })),
        timeout: optional(finite({ moreThan: 0 })),
        maxSnapDistance: optional(finite({ min: 0 })),
        cache: optional(satisfying(isCache, 'is not a cache', 'an object with get and set, such as a Map')),
        fetch: optional(callback()),
        signal: optional(abortSignal()),
        onProgress: optional(callback()),
    }),
};

/**
 * Asks a routing server for the trips between all pairs of places.
 *
 * Splits the matrix into blocks that the server accepts, sends some at a time, and tries again after faults that pass. Each cell is checked:
 * answers in the wrong shape, in kilometres, or all zero are errors, never a matrix.
 *
 * @param positions - n places; n² / 2,500 requests
 * @throws BeatplanError (rejects) with code `server-unreachable`, `server-refused`, `malformed-answer`, `cancelled` or `invalid-input`
 * @example
 * ```ts
 * const { travel, offRoad } = await fetchTravelMatrix(positions, { engine: 'osrm', url: 'http://localhost:5000' });
 * ```
 */
export async function fetchTravelMatrix(
    positions: readonly Position[],
    options: FetchTravelMatrixOptions,
): Promise<FetchedMatrix> {
    assertArguments('the matrix', SCHEMAS, { positions, options });
    const matrix = new MatrixInProgress(positions);
    const ranges = blocksOf(positions.length, options.blockSize ?? 50);
    const source = sourceOf(options);
    let done = 0;
    let next = 0;
    const worker = async (): Promise<void> => {
        while (next < ranges.length) {
            const range = ranges[next++];
            for (const block of await fetchBlock(positions, range, source)) matrix.add(block);
            done += range.rows.length * range.columns.length;
            options.onProgress?.({ fraction: done / positions.length ** 2 });
        }
    };
    throwIfAborted(options.signal);
    await Promise.all(Array.from({ length: Math.min(options.concurrency ?? 4, ranges.length) }, worker));
    return matrix.finish(options.maxSnapDistance ?? 2_000);
}

function sourceOf(options: FetchTravelMatrixOptions): BlockSource {
    const { engine, url, key, cache, headers = {}, retries = 4, timeout = 60, signal } = options;
    return {
        engine: ENGINES[engine],
        base: url.replace(/\/+$/, ''),
        profile: options.profile ?? ENGINES[engine].defaultProfile,
        key,
        cache,
        transport: { fetch: options.fetch ?? globalThis.fetch, headers, retries, timeout, signal },
    };
}

function blocksOf(count: number, size: number): BlockRange[] {
    const parts: number[][] = [];
    for (let start = 0; start < count; start += size) {
        parts.push(Array.from({ length: Math.min(size, count - start) }, (_, i) => start + i));
    }
    return parts.flatMap((rows) => parts.map((columns) => ({ rows, columns })));
}

class MatrixInProgress {
    private readonly positions: readonly Position[];
    private readonly durations: Float64Array;
    private readonly distances: Float64Array;
    private readonly snaps: Float64Array;
    private knowsSnaps = false;

    constructor(positions: readonly Position[]) {
        const size = positions.length;
        this.positions = positions;
        this.durations = new Float64Array(size * size).fill(Number.POSITIVE_INFINITY);
        this.distances = new Float64Array(size * size).fill(Number.POSITIVE_INFINITY);
        this.snaps = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    }

    add({ rows, columns, durations, distances, rowSnaps, columnSnaps }: FetchedBlock): void {
        if (rowSnaps !== undefined && columnSnaps !== undefined) this.knowsSnaps = true;
        rows.forEach((row, i) => {
            columns.forEach((column, j) => {
                const isWay =
                    Number.isFinite(durations[i * columns.length + j]) && Number.isFinite(distances[i * columns.length + j]);
                const cell = row * this.positions.length + column;
                this.durations[cell] = isWay ? durations[i * columns.length + j] : Number.POSITIVE_INFINITY;
                this.distances[cell] = isWay ? distances[i * columns.length + j] : Number.POSITIVE_INFINITY;
            });
            if (rowSnaps !== undefined) this.snaps[row] = rowSnaps[i];
        });
        columns.forEach((column, j) => {
            if (columnSnaps !== undefined) this.snaps[column] = columnSnaps[j];
        });
    }

    finish(maxSnapDistance: number): FetchedMatrix {
        const size = this.positions.length;
        const places = Array.from({ length: size }, (_, place) => place);
        const isFar = (place: number): boolean => this.knowsSnaps && this.snaps[place] > maxSnapDistance;
        for (const place of places) if (isFar(place)) this.disconnect(place);
        const offRoad = places.filter((place) => isFar(place) || (size > 1 && this.isCutOff(place)));
        for (let place = 0; place < size; place++)
            this.durations[place * size + place] = this.distances[place * size + place] = 0;
        this.assertPlausible();
        return jsonReady({
            travel: jsonReady({ kind: 'matrix' as const, size, durations: this.durations, distances: this.distances }),
            ...(this.knowsSnaps ? { snapDistances: this.snaps } : {}),
            offRoad,
        });
    }

    private disconnect(place: number): void {
        const size = this.positions.length;
        for (let other = 0; other < size; other++) {
            for (const cell of [place * size + other, other * size + place]) {
                this.durations[cell] = this.distances[cell] = Number.POSITIVE_INFINITY;
            }
        }
    }

    private isCutOff(place: number): boolean {
        const size = this.positions.length;
        for (let other = 0; other < size; other++) {
            if (other === place) continue;
            if (Number.isFinite(this.durations[place * size + other]) || Number.isFinite(this.durations[other * size + place]))
                return false;
        }
        return true;
    }

    // Roads are longer than straight lines, but for what places are moved to reach them.
    private assertPlausible(): void {
        const size = this.positions.length;
        let pairs = 0;
        let tooShort = 0;
        let tooQuick = 0;
        for (let from = 0; from < size; from++) {
            for (let to = 0; to < size; to++) {
                const cell = from * size + to;
                if (!Number.isFinite(this.distances[cell])) continue;
                const moved = finiteOrZero(this.snaps[from]) + finiteOrZero(this.snaps[to]);
                const straight = greatCircleDistance(this.positions[from], this.positions[to]) - moved;
                if (straight < SHORTEST_JUDGED) continue;
                pairs++;
                if (this.distances[cell] < LEAST_DETOUR * straight) tooShort++;
                if (this.durations[cell] < straight / FASTEST) tooQuick++;
            }
        }
        const fault = 2 * tooShort > pairs ? 'distances' : 2 * tooQuick > pairs ? 'durations' : undefined;
        if (fault === undefined) return;
        throw new BeatplanError('malformed-answer', 'the travel server answered something else than a matrix', [
            {
                code: 'malformed-answer',
                path: ['options', 'engine'],
                message: `gives ${fault} that are too small for the places asked for`,
                expected: 'metres on roads, and seconds',
                hint: 'check that url and engine belong together; kilometres and zeros look like this',
            },
        ]);
    }
}

const SHORTEST_JUDGED = 1_000;
const LEAST_DETOUR = 0.5;
/** Metres a second: no server's car is as fast. */
const FASTEST = 70;

const finiteOrZero = (value: number): number => (Number.isFinite(value) ? value : 0);
