import { runSteps, type Steps, WorkMeter } from '../../core/index.js';
import { EARTH_RADIUS, type Position } from '../../geo/index.js';
import {
    DEFAULT_CIRCUITY,
    DEFAULT_TRAVEL,
    driveEstimator,
    type GreatCircleTravel,
    type TravelModel,
} from '../../travel/index.js';
import { type FlatMatrix, flattenMatrix } from '../../travel/internal.js';
import type { Place } from '../problem.js';

// Up to this many locations, distances lie in a matrix; beyond it they are computed from coordinates each time.
const LARGEST_MATRIX = 3000;

const EUCLIDEAN = 0;
const GREAT_CIRCLE = 1;
const GIVEN = 2;

const NO_ROUNDING = 0;
const ROUND = 1;
const TRUNCATE = 2;
const CEIL = 3;

/**
 * Distances and durations between the locations of one travel profile. One class with one shape for all kinds of travel, so that
 * kernels which call it stay monomorphic; small problems read a matrix, big ones compute.
 *
 * The last location is nowhere: it costs nothing to come from or go to it, which is what open routes use.
 */
export class Metric {
    /** Number of locations, nowhere included. */
    readonly size: number;
    /** `size x size` distances, or empty if they are computed. */
    distances: Float64Array;
    /** `size x size` durations (the same array as `distances` where they are equal), or empty. */
    durations: Float64Array;
    hasMatrix: boolean;
    readonly symmetric: boolean;
    /** There is a way between any two places. */
    readonly complete: boolean;
    /** A way over a third place may be shorter than the direct one, in distance or in time, by more than rounding. */
    readonly hasShortcuts: boolean;
    /** Coordinates for neighbour search: two a location (plane), or three on the unit sphere; empty for given matrices. */
    readonly coordinates: Float64Array;
    private readonly kind: number;
    private readonly rounding: number;
    private readonly scale: number;
    private readonly secondsPerUnit: number;
    private readonly model: TravelModel;
    private readonly secondsOver: (distance: number) => number;
    private readonly rows: Int32Array;
    private readonly given: FlatMatrix;
    private readonly factor: number;

    /** @param tabulate - whether to keep a matrix where there are few locations */
    constructor(model: TravelModel, places: readonly Place[], factor: number, tabulate = true) {
        const size = places.length + 1;
        this.size = size;
        this.model = model;
        this.secondsOver = driveEstimator(model.kind === 'great-circle' ? model : DEFAULT_TRAVEL);
        this.factor = factor;
        this.kind = { 'great-circle': GREAT_CIRCLE, euclidean: EUCLIDEAN, matrix: GIVEN, roads: GIVEN }[model.kind];
        const { given, rows } = givenTrips(model, places);
        this.given = given;
        this.rows = rows;
        this.rounding = NO_ROUNDING;
        this.scale = 1;
        this.secondsPerUnit = 1;
        if (model.kind === 'euclidean') {
            this.rounding = { none: NO_ROUNDING, round: ROUND, truncate: TRUNCATE, ceil: CEIL }[model.rounding ?? 'none'];
            this.scale = 10 ** (model.decimals ?? 0);
            this.secondsPerUnit = 1 / (model.speed ?? 1);
        }
        this.coordinates = coordinatesOf(model, places);
        this.hasMatrix = false;
        this.distances = EMPTY;
        this.durations = EMPTY;
        this.symmetric = this.kind !== GIVEN || isSymmetric(this.given);
        this.complete = this.kind !== GIVEN || isComplete(this.given);
        this.hasShortcuts = mayHaveShortcuts(model, this.given, this.rows);
        if (tabulate) runSteps(this.tabulate());
    }

    /** Computes all distances and durations beforehand, where places are not too many for a table. */
    *tabulate(): Steps<void> {
        const { size } = this;
        if (size > LARGEST_MATRIX) return;
        const distances = new Float64Array(size * size);
        const sameAsDistance = this.kind === EUCLIDEAN && this.secondsPerUnit * this.factor === 1;
        const durations = sameAsDistance ? distances : new Float64Array(size * size);
        const meter = new WorkMeter();
        for (let u = 0; u < size - 1; u++) {
            if (meter.spend(4 * size)) yield;
            for (let v = 0; v < size - 1; v++) {
                const mirrored = this.symmetric && v < u;
                distances[u * size + v] = mirrored ? distances[v * size + u] : this.computeDistance(u, v);
                if (!sameAsDistance) {
                    durations[u * size + v] = mirrored ? durations[v * size + u] : this.computeDuration(u, v);
                }
            }
        }
        this.distances = distances;
        this.durations = durations;
        this.hasMatrix = true;
    }

    /** A number for each of the first n locations; equal numbers mean one place. */
    placesOf(n: number): Int32Array {
        if (this.kind === GIVEN) return this.rows.subarray(0, n);
        const at = this.coordinates;
        const dimensions = at.length / (this.size - 1);
        const numbers = new Map<string, number>();
        return Int32Array.from({ length: n }, (_, v) => {
            const key = at.subarray(v * dimensions, (v + 1) * dimensions).join();
            const number = numbers.get(key) ?? numbers.size;
            numbers.set(key, number);
            return number;
        });
    }

    distance(u: number, v: number): number {
        return this.hasMatrix ? this.distances[u * this.size + v] : this.computeDistance(u, v);
    }

    duration(u: number, v: number): number {
        return this.hasMatrix ? this.durations[u * this.size + v] : this.computeDuration(u, v);
    }

    private computeDistance(u: number, v: number): number {
        const nowhere = this.size - 1;
        if (u === nowhere || v === nowhere) return 0;
        if (this.kind === GIVEN) {
            const entry = this.rows[u] * this.given.size + this.rows[v];
            // Where there is no way, there is no distance either: one test for both.
            if (this.given.durations[entry] === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
            return (this.given.distances ?? this.given.durations)[entry];
        }
        const at = this.coordinates;
        if (this.kind === EUCLIDEAN) {
            const dx = at[2 * u] - at[2 * v];
            const dy = at[2 * u + 1] - at[2 * v + 1];
            const exact = Math.sqrt(dx * dx + dy * dy);
            if (this.rounding === NO_ROUNDING) return exact;
            if (this.rounding === ROUND) return Math.floor(exact * this.scale + 0.5) / this.scale;
            if (this.rounding === TRUNCATE) return Math.floor(exact * this.scale) / this.scale;
            return Math.ceil(exact * this.scale) / this.scale;
        }
        const dx = at[3 * u] - at[3 * v];
        const dy = at[3 * u + 1] - at[3 * v + 1];
        const dz = at[3 * u + 2] - at[3 * v + 2];
        const chord = Math.sqrt(dx * dx + dy * dy + dz * dz);
        const arc = 2 * EARTH_RADIUS * Math.asin(Math.min(1, chord / 2));
        // Millimetres: the travel room rounds so too, and engines may differ in the last bits of asin.
        return Math.round(arc * ((this.model as GreatCircleTravel).circuity ?? DEFAULT_CIRCUITY) * 1000) / 1000;
    }

    private computeDuration(u: number, v: number): number {
        const nowhere = this.size - 1;
        if (u === nowhere || v === nowhere) return 0;
        if (this.kind === GIVEN) return this.given.durations[this.rows[u] * this.given.size + this.rows[v]] * this.factor;
        const distance = this.computeDistance(u, v);
        if (this.kind === EUCLIDEAN) return distance * this.secondsPerUnit * this.factor;
        return this.secondsOver(distance) * this.factor;
    }
}

const EMPTY: Float64Array = new Float64Array(0);
const NOTHING_GIVEN: FlatMatrix = { kind: 'matrix', size: 0, durations: EMPTY };

/** The matrix of trips that are known and not computed, and the row of each place. */
function givenTrips(model: TravelModel, places: readonly Place[]): { readonly given: FlatMatrix; readonly rows: Int32Array } {
    if (model.kind === 'matrix') {
        return { given: flattenMatrix(model), rows: Int32Array.from(places, ({ location }) => location as number) };
    }
    if (model.kind !== 'roads') return { given: NOTHING_GIVEN, rows: new Int32Array(0) };
    const rowOf = new Map<string, number>();
    const positions: Position[] = [];
    const rows = Int32Array.from(places, ({ position }) => {
        const key = String(position);
        const known = rowOf.get(key);
        if (known !== undefined) return known;
        rowOf.set(key, positions.length);
        return positions.push(position as Position) - 1;
    });
    return { given: flattenMatrix(model.roads.matrix(positions).travel), rows };
}

function coordinatesOf(model: TravelModel, places: readonly Place[]): Float64Array {
    if (model.kind === 'matrix' || model.kind === 'roads') return EMPTY;
    if (model.kind === 'euclidean') {
        const plane = new Float64Array(2 * places.length);
        places.forEach((place, i) => {
            const [x, y] = place.position as Position;
            plane[2 * i] = x;
            plane[2 * i + 1] = y;
        });
        return plane;
    }
    const sphere = new Float64Array(3 * places.length);
    places.forEach((place, i) => {
        const [lng, lat] = place.position as Position;
        const lambda = (lng * Math.PI) / 180;
        const phi = (lat * Math.PI) / 180;
        sphere[3 * i] = Math.cos(phi) * Math.cos(lambda);
        sphere[3 * i + 1] = Math.cos(phi) * Math.sin(lambda);
        sphere[3 * i + 2] = Math.sin(phi);
    });
    return sphere;
}

/** Up to this many places, a given matrix is searched for shortcuts; of a larger one they are expected. */
const MOST_SEARCHED = 150;

function mayHaveShortcuts(model: TravelModel, given: FlatMatrix, rows: Int32Array): boolean {
    if (model.kind === 'euclidean') return false;
    if (model.kind === 'roads') return true;
    if (model.kind !== 'matrix') {
        // Where long trips are slower, two short ones may be faster.
        const bands = model.speedBands ?? [];
        return bands.some(({ speed }, i) => i > 0 && speed < bands[i - 1].speed);
    }
    const used = [...new Set(rows)];
    if (used.length > MOST_SEARCHED) return true;
    const { size, durations, distances = durations } = given;
    for (const u of used) {
        for (const v of used) {
            for (const w of used) {
                if (durations[u * size + v] + durations[v * size + w] < durations[u * size + w]) return true;
                if (distances[u * size + v] + distances[v * size + w] < distances[u * size + w]) return true;
            }
        }
    }
    return false;
}

function isSymmetric({ size, durations, distances = durations }: FlatMatrix): boolean {
    for (let u = 0; u < size; u++) {
        for (let v = 0; v < u; v++) {
            if (durations[u * size + v] !== durations[v * size + u]) return false;
            if (distances[u * size + v] !== distances[v * size + u]) return false;
        }
    }
    return true;
}

function isComplete({ durations }: FlatMatrix): boolean {
    for (let i = 0; i < durations.length; i++) if (durations[i] === Number.POSITIVE_INFINITY) return false;
    return true;
}
