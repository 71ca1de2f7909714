import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/core/index.js';

/** Kinds of point sets. */
export type PointKind = 'cities' | 'zips' | 'towns' | 'uniform';

/** Points of a kind, longitude and latitude interleaved, the same in every process. */
export function makePoints(kind: PointKind, count: number, data: string | undefined): Float64Array {
    const random = new Random(count);
    if (kind === 'uniform') return spread(count, () => onSphere(random));
    const seats = kind === 'towns' ? towns() : readPlaces(kind, data);
    // Kilometres around each place: what lies farther than the next one over is countryside.
    const width = kind === 'zips' ? 0.1 : 0.05;
    return spread(count, () => {
        const [lng, lat] = seats[random.integer(seats.length)];
        const north = Math.max(-90, Math.min(90, lat + width * random.normal()));
        const east = lng + (width * random.normal()) / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
        return [east > 180 ? east - 360 : east < -180 ? east + 360 : east, north];
    });
}

function spread(count: number, draw: () => readonly [number, number]): Float64Array {
    const points = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) points.set(draw(), 2 * i);
    return points;
}

function onSphere(random: Random): [number, number] {
    return [random.next() * 360 - 180, (Math.asin(2 * random.next() - 1) * 180) / Math.PI];
}

function towns(): [number, number][] {
    const random = new Random(7);
    return Array.from({ length: 2000 }, () => onSphere(random));
}

/** Places of a table of the benchmark data; towns if there is none. */
function readPlaces(kind: 'cities' | 'zips', data: string | undefined): readonly (readonly [number, number])[] {
    if (data === undefined) throw new Error('the spatial bench needs --data FOLDER');
    const [file, lng, lat] = kind === 'cities' ? ['world-cities-1000.csv', 6, 7] : ['us-zipcodes.csv', 2, 1];
    const rows = readFileSync(join(data, 'locations', file), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1);
    return rows
        .map((row) => row.split(','))
        .map((cells): [number, number] => [Number(cells.at(lng - cellsOf(kind))), Number(cells.at(lat - cellsOf(kind)))])
        .filter(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90 && (x !== 0 || y !== 0));
}

/** Only names can hold a comma: columns of the cities count from the right, those of the zip codes from the left. */
function cellsOf(kind: 'cities' | 'zips'): number {
    return kind === 'cities' ? 8 : 0;
}
