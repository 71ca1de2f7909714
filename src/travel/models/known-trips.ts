import { assertArguments, BeatplanError, coordinates, IssueCollector, list } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import { checkTravelModel } from './check-travel-model.js';
import { type FlatMatrix, flattenMatrix, matrixSize } from './flat-matrix.js';
import type { MatrixTravel, RoadSource, Trip } from './travel-model.js';

/**
 * Makes a source of road trips from a matrix, for planning calls that work from positions.
 *
 * @param positions - n places: all homes and accounts that are planned
 * @param travel - n x n trips, such as those of `fetchTravelMatrix`
 * @returns a source that knows these places alone, and throws `unknown-id` for any other
 * @throws BeatplanError with code `invalid-input`
 * @example
 * ```ts
 * const places = [...reps.map(({ home }) => home), ...accounts.map(({ position }) => position)];
 * const { travel } = await fetchTravelMatrix(places, { engine: 'osrm', url: 'http://localhost:5000' });
 * planBeats(accounts, reps, { start: '2027-01-04', travel: { kind: 'roads', roads: knownTrips(places, travel) } });
 * ```
 */
export function knownTrips(positions: readonly Position[], travel: MatrixTravel): RoadSource {
    assertArguments('knownTrips', { positions: list(coordinates()) }, { positions });
    const collector = new IssueCollector();
    if (checkTravelModel(travel, ['travel'], collector) && matrixSize(travel) !== positions.length) {
        collector.add('matrix-size', ['travel', 'size'], 'is not the number of positions', {
            received: matrixSize(travel),
            expected: `${positions.length}, a row for each position`,
        });
    }
    collector.throwIfAny('knownTrips');
    return new KnownTrips(positions, flattenMatrix(travel));
}

class KnownTrips implements RoadSource {
    private readonly rows: ReadonlyMap<string, number>;
    private readonly known: FlatMatrix;

    constructor(positions: readonly Position[], known: FlatMatrix) {
        this.rows = new Map(positions.map((position, row) => [keyOf(position), row]));
        this.known = known;
    }

    trip(from: Position, to: Position): Trip {
        return this.cell(this.rowOf(from), this.rowOf(to));
    }

    matrix(places: readonly Position[]): { readonly travel: MatrixTravel } {
        const used = places.map((place) => this.rowOf(place));
        const pairs = used.flatMap((from) => used.map((to) => this.cell(from, to)));
        const durations = Float64Array.from(pairs, ({ duration }) => duration);
        const distances = Float64Array.from(pairs, ({ distance }) => distance);
        return { travel: { kind: 'matrix', size: places.length, durations, distances } };
    }

    private rowOf(position: Position): number {
        const row = this.rows.get(keyOf(position));
        if (row === undefined) throw unknownPlace(position);
        return row;
    }

    private cell(from: number, to: number): Trip {
        if (from === to) return { distance: 0, duration: 0 };
        const { size, durations, distances = durations } = this.known;
        return { distance: distances[from * size + to], duration: durations[from * size + to] };
    }
}

const keyOf = (position: Position): string => `${position[0]} ${position[1]}`;

function unknownPlace(position: Position): BeatplanError {
    return new BeatplanError('unknown-id', 'knownTrips', [
        { code: 'unknown-id', path: ['positions'], message: 'lacks a place that is asked for', received: position },
    ]);
}
