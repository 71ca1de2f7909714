import { loosePlainNames, plainName } from './column-name.js';

const LATITUDE_WORDS = [
    'latitude',
    'lat',
    'latitud',
    'latitudine',
    'Breitengrad',
    'geografische Breite',
    'geographische Breite',
    'Breite',
    'breedtegraad',
    'szerokość geograficzna',
    'breddgrad',
    'breddegrad',
].map(plainName);

const LONGITUDE_WORDS = [
    'longitude',
    'lng',
    'lon',
    'long',
    'longitud',
    'longitudine',
    'Längengrad',
    'geografische Länge',
    'geographische Länge',
    'Länge',
    'lengtegraad',
    'długość geograficzna',
    'längdgrad',
    'længdegrad',
].map(plainName);

/** Columns of one place; the two of a pair come from the same source. */
export interface CoordinatePair {
    readonly latitude: number;
    readonly longitude: number;
}

/** What a table has in the way of coordinates. */
export interface CoordinateColumns {
    /** Complete pairs, by the order of the sources. */
    readonly pairs: readonly CoordinatePair[];
    /** Columns that are found, whether or not the other one of their pair is. */
    readonly latitudes: readonly number[];
    readonly longitudes: readonly number[];
}

// These words name no place of their own: 'GPS Latitude' and 'Longitude' may be one.
const GENERIC: readonly string[] = ['', 'geo', 'gps', 'location', 'position', 'map'];

/**
 * Finds the latitude and the longitude of one source: Billing Latitude is never paired with Shipping Longitude.
 *
 * @param sources - words that may stand before or behind `latitude`, in order of preference; `''` for none
 */
export function findCoordinates(headers: readonly string[], sources: readonly string[]): CoordinateColumns {
    const known = sources.map(plainName);
    const latitudes = findSources(headers, LATITUDE_WORDS, 'y', known);
    const longitudes = findSources(headers, LONGITUDE_WORDS, 'x', known);
    const columns = { latitudes: [...latitudes.values()], longitudes: [...longitudes.values()] };
    const isGeneric = [...latitudes.keys(), ...longitudes.keys()].every((source) => GENERIC.includes(source));
    if (latitudes.size === 1 && longitudes.size === 1 && isGeneric) {
        return { pairs: [{ latitude: columns.latitudes[0], longitude: columns.longitudes[0] }], ...columns };
    }
    const pairs = known.flatMap((source): CoordinatePair[] => {
        const latitude = latitudes.get(source);
        const longitude = longitudes.get(source);
        return latitude === undefined || longitude === undefined ? [] : [{ latitude, longitude }];
    });
    return { pairs, ...columns };
}

/** The first column of each source that names a coordinate by one of the words. */
function findSources(
    headers: readonly string[],
    words: readonly string[],
    axis: string,
    known: readonly string[],
): Map<string, number> {
    const found = new Map<string, number>();
    const add = (column: number, names: readonly string[]): void => {
        if ([...found.values()].includes(column)) return;
        for (const name of names) {
            const sources = name === axis ? [''] : sourcesOf(name, words);
            const source = sources.find((one) => known.includes(one));
            if (source === undefined || found.has(source)) continue;
            found.set(source, column);
            return;
        }
    };
    const isAxis = (header: string): boolean => plainName(header) === axis;
    headers.forEach((header, column) => {
        if (!isAxis(header)) add(column, [plainName(header)]);
    });
    headers.forEach((header, column) => {
        if (!isAxis(header)) add(column, loosePlainNames(header));
    });
    // Last, since `x` and `y` may be the metres of some projection in addition to degrees.
    headers.forEach((header, column) => {
        if (isAxis(header)) add(column, [axis]);
    });
    return found;
}

/** What may be left of a plain name without the word: `billing` of `billinglatitude`, `address` of `latitudeofaddress`. */
function sourcesOf(name: string, words: readonly string[]): readonly string[] {
    if (words.includes(name)) return [''];
    return words.flatMap((word) => {
        if (name.endsWith(word)) return [name.slice(0, -word.length)];
        if (!name.startsWith(word)) return [];
        const rest = name.slice(word.length);
        return [rest, rest.replace(/^(of|de|du|der|di|van)(?=.)/, '')];
    });
}
