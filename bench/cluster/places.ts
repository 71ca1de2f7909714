import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/core/index.js';

/** Where the points of a case come from. */
export type Source = 'towns' | 'districts' | 'cities' | 'zip-codes' | 'stores';

/**
 * Points as `[lng, lat]` pairs, flat: those of a file, in an order drawn at random, or generated towns.
 *
 * @param count - how many; a file that has fewer gives all it has
 */
export function readPlaces(source: Source, count: number, data: string | undefined, seed = 1): Float64Array {
    if (source === 'towns') return makeTowns(count, seed);
    if (source === 'districts') return makeDistricts(count, seed);
    if (data === undefined) throw new Error(`${source} need --data`);
    const rows = readRows(source, data);
    new Random(seed).shuffle(rows);
    return Float64Array.from(rows.slice(0, count).flat());
}

/**
 * A market the size of the United States: as many towns as a growing market has, of sizes that follow Zipf's law, each a bell of
 * houses, and a fifth of all points scattered over the land between them.
 */
function makeTowns(count: number, seed: number): Float64Array {
    const random = new Random(seed);
    const towns = Math.max(20, Math.round(Math.sqrt(count) * 2));
    const places = Array.from({ length: towns }, () => [-122 + 50 * random.next(), 28 + 20 * random.next()]);
    const shares = places.map((_, rank) => 1 / (rank + 1));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const ends: number[] = [];
    let sum = 0;
    for (const share of shares) {
        sum += share / total;
        ends.push(sum);
    }
    const points = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
        if (random.next() < 0.2) {
            points[2 * i] = -122 + 50 * random.next();
            points[2 * i + 1] = 28 + 20 * random.next();
            continue;
        }
        const town = Math.min(towns - 1, firstAtLeast(ends, random.next()));
        // A town's area grows with its people.
        const width = 0.05 + 0.6 * Math.sqrt(shares[town]);
        points[2 * i] = places[town][0] + width * random.normal();
        points[2 * i + 1] = places[town][1] + width * 0.8 * random.normal();
    }
    return points;
}

/** A hundred districts of equal size that touch each other here and there. */
function makeDistricts(count: number, seed: number): Float64Array {
    const random = new Random(seed);
    const centers = Array.from({ length: 100 }, () => [-122 + 50 * random.next(), 28 + 20 * random.next()]);
    const points = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) {
        const [lng, lat] = centers[random.integer(100)];
        points[2 * i] = lng + random.normal();
        points[2 * i + 1] = lat + random.normal();
    }
    return points;
}

function firstAtLeast(rising: readonly number[], value: number): number {
    let low = 0;
    let high = rising.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (rising[middle] < value) low = middle + 1;
        else high = middle;
    }
    return low;
}

const FILES: Readonly<
    Record<
        Exclude<Source, 'towns' | 'districts'>,
        { file: string; lng: (head: string[]) => number; lat: (head: string[]) => number }
    >
> = {
    // Names and addresses can hold commas, so that what stands behind them counts from the right.
    cities: {
        file: 'world-cities-1000.csv',
        lng: (head) => head.indexOf('lon') - head.length,
        lat: (head) => head.indexOf('lat') - head.length,
    },
    'zip-codes': { file: 'us-zipcodes.csv', lng: (head) => head.indexOf('longitude'), lat: (head) => head.indexOf('latitude') },
    stores: {
        file: 'walmart-store-openings.csv',
        lng: (head) => head.indexOf('LON') - head.length,
        lat: (head) => head.indexOf('LAT') - head.length,
    },
};

function readRows(source: Exclude<Source, 'towns' | 'districts'>, data: string): [number, number][] {
    const { file, lng, lat } = FILES[source];
    const [head, ...lines] = readFileSync(join(data, 'locations', file), 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(','));
    return lines.map((cells) => [Number(cells.at(lng(head))), Number(cells.at(lat(head)))]);
}
