import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccounts, readAccountsCsv, readRepsCsv } from '../../../src/formats/index.js';
import { readCoordinateText } from '../../../src/formats/tables/coordinate-text.js';
import { readPositionText } from '../../../src/formats/tables/position-text.js';

/** Positions of a column called so, by row; the code of its issue if there is none. */
function readColumn(header: string, ...cells: string[]): (readonly [number, number] | string)[] {
    const quoted = cells.map((cell, i) => `a${i}\t"${cell.replaceAll('"', '""')}"`);
    const { items, itemRows, issues } = readAccountsCsv(`id\t${header}\n${quoted.join('\n')}\n`);
    return cells.map((_, i) => {
        const at = itemRows.indexOf(i + 2);
        const [lng, lat] = at < 0 ? [] : items[at].position;
        const code = issues.find(({ path }) => path[0] === `row ${i + 2}`)?.code ?? 'none';
        return lng === undefined || lat === undefined ? code : [Number(lng.toFixed(4)), Number(lat.toFixed(4))];
    });
}

const MUNICH = [11.575, 48.1375];

describe('positions in one column', () => {
    it.each([
        '48.1375, 11.575',
        '48.1375 11.575',
        '48.1375,11.575',
        '(48.1375, 11.575)',
        '[48.1375; 11.575]',
        '48.1375° / 11.575°',
        '48,1375; 11,575',
        '48,1375, 11,575',
        '48,1375 11,575',
        '48,1375,11,575',
        'POINT (11.575 48.1375)',
        'POINT(11.575 48.1375)',
        'SRID=4326;POINT (11.575 48.1375)',
        'Point Z (11.575 48.1375 520)',
        '48°08\'15"N 11°34\'30"E',
        '48° 08′ 15″ N, 11° 34′ 30″ E',
        '11°34\'30"E 48°08\'15"N',
        "48°08.25'N 11°34.5'E",
        'N 48 08 15 E 11 34 30',
        'N48.1375 E11.575',
        '48.1375 N, 11.575 E',
        '48:08:15N 11:34:30E',
        'lat: 48.1375, lng: 11.575',
        'Longitude 11.575 Latitude 48.1375',
        '{"lat": 48.1375, "lng": 11.575}',
        '{"type":"Point","coordinates":[11.575,48.1375]}',
        'geo:48.1375,11.575',
        'https://www.google.com/maps/@48.1375,11.575,15z',
        'https://maps.google.com/?q=48.1375,11.575',
        'https://www.google.com/maps/place/X/@48.2,11.6,17z/data=!3m1!4b1!3d48.1375!4d11.575',
        'https://www.google.com/maps/search/?api=1&query=48.1375%2C11.575',
        'https://maps.apple.com/?ll=48.1375,11.575',
        'https://www.openstreetmap.org/?mlat=48.1375&mlon=11.575#map=15/48/11',
        'https://www.openstreetmap.org/#map=15/48.1375/11.575',
    ])('%s', (text) => {
        expect(readColumn('Coordinates', text)).toEqual([MUNICH]);
    });

    it('are south and west where they say so', () => {
        expect(readColumn('GPS', '33.9 S, 70.7 W', '-33.9, -70.7', '33°54\'00"S 70°42\'00"W')).toEqual([
            [-70.7, -33.9],
            [-70.7, -33.9],
            [-70.7, -33.9],
        ]);
    });

    it('have the order that their column shows', () => {
        expect(readColumn('Coordinates', '-96.8, 32.8', '-11.2, 33.1')).toEqual([
            [-96.8, 32.8],
            [-11.2, 33.1],
        ]);
        expect(readColumn('lng/lat', '11.5, 48.1')).toEqual([[11.5, 48.1]]);
        expect(readColumn('Longitude, Latitude', '11.5, 48.1')).toEqual([[11.5, 48.1]]);
        expect(readColumn('LatLng', '11.5, 48.1')).toEqual([[48.1, 11.5]]);
        const { notes } = readAccountsCsv('id;Coordinates\na;48.1, 11.5\n');
        expect(notes).toEqual(["Positions in 'Coordinates' were read as latitude, longitude: nothing in the column tells."]);
    });

    it('take an O for what the other cells show', () => {
        expect(readColumn('Position', '48 N 11 O', '47 N 5 W')).toEqual([
            [11, 48],
            [-5, 47],
        ]);
        expect(readColumn('Position', '48 N 4 O', '47 N 5 E')).toEqual([
            [-4, 48],
            [5, 47],
        ]);
        expect(readColumn('Koordinaten', '48 N 11 O')).toEqual([[11, 48]]);
    });

    it('are refused where they can be read in two ways, or not at all', () => {
        expect(readColumn('Coordinates', '48,1; 11,5', '48,11', 'Munich', '')).toEqual([
            [11.5, 48.1],
            'not-a-position',
            'not-a-position',
            'missing-position',
        ]);
        expect(readColumn('Coordinates', '48.1, 11.5', '48 N 11 O')[1]).toBe('not-a-position');
        for (const text of [
            '48.1.2, 11.5',
            '48.1',
            '1, 2, 3',
            '48 61 00 N 11 0 0 E',
            'N 48 N 11',
            '12.500,00',
            'POINT EMPTY',
            'x',
        ]) {
            expect(readPositionText(text), text).toBeUndefined();
        }
    });

    it('are found by their cells, whatever the column is called', () => {
        const { items, columns, unused } = readAccountsCsv('id;Location;Wo\na;Munich;48,1 11,5\nb;Ulm;48,4 10,0\n');
        expect(columns).toEqual({ id: 'id', position: 'Wo' });
        expect(unused).toEqual(['Location']);
        expect(items.map(({ position }) => position)).toEqual([
            [11.5, 48.1],
            [10, 48.4],
        ]);
        expect(() => readAccountsCsv('id;Location\na;Munich\nb;Ulm\n')).toThrow(/problems/);
        const { items: reps } = readRepsCsv('id;Home;hours\na;48.1, 11.5;Mo 8-17\n');
        expect(reps[0].home).toEqual([11.5, 48.1]);
    });

    it('are never mixed with other coordinates', () => {
        const text = 'id;Coordinates;lat;lng\na;10.5, 10.5;48.1;11.5\nb;10.5, 10.5;;\n';
        const { items, rejectedRows } = readAccountsCsv(text);
        expect(items.map(({ position }) => position)).toEqual([[11.5, 48.1]]);
        expect(rejectedRows).toEqual([3]);
        const named = readAccountsCsv(text, { columns: { position: 'Coordinates' } });
        expect(named.items.map(({ position }) => position)).toEqual([
            [10.5, 10.5],
            [10.5, 10.5],
        ]);
        expect(named.columns).toEqual({ id: 'id', position: 'Coordinates' });
        const half = readAccountsCsv('id;Billing Latitude;Shipping Longitude;GPS\na;1;2;48.1, 11.5\n');
        expect(half.items[0].position).toEqual([11.5, 48.1]);
    });

    it('are read from JSON as well', () => {
        expect(readAccounts([{ id: 'a', geo: '48.1, 11.5' }]).items[0].position).toEqual([11.5, 48.1]);
    });

    it('come back from every form in which they are written', () => {
        const degrees = (value: number, letters: string): string => {
            const seconds = Math.round(Math.abs(value) * 3600);
            const letter = letters[value < 0 ? 1 : 0];
            return `${Math.floor(seconds / 3600)}°${Math.floor(seconds / 60) % 60}'${seconds % 60}"${letter}`;
        };
        const comma = (value: number): string => value.toFixed(4).replace('.', ',');
        const forms: readonly ((lat: number, lng: number) => string)[] = [
            (lat, lng) => `${lat.toFixed(4)}, ${lng.toFixed(4)}`,
            (lat, lng) => `${comma(lat)}; ${comma(lng)}`,
            (lat, lng) => `${comma(lat)} ${comma(lng)}`,
            (lat, lng) => `POINT (${lng.toFixed(4)} ${lat.toFixed(4)})`,
            (lat, lng) => `${degrees(lat, 'NS')} ${degrees(lng, 'EW')}`,
            (lat, lng) => `${degrees(lng, 'EW')}, ${degrees(lat, 'NS')}`,
            (lat, lng) => `https://maps.google.com/?q=${lat.toFixed(4)},${lng.toFixed(4)}`,
        ];
        const seconds = (most: number): fc.Arbitrary<number> => fc.integer({ min: -most * 3600, max: most * 3600 });
        fc.assert(
            fc.property(seconds(90), seconds(180), fc.constantFrom(...forms), (north, east, form) => {
                const [lat, lng] = [north / 3600, east / 3600];
                const [position] = readColumn('lat/lng', form(lat, lng));
                // Without letters a longitude beyond 90 in the place of the latitude would be an order of its own.
                expect(position[0]).toBeCloseTo(lng, 3);
                expect(position[1]).toBeCloseTo(lat, 3);
            }),
            { numRuns: 300, seed: 3 },
        );
    });
});

describe('degrees, minutes and seconds in columns of their own', () => {
    it('are read by their letter, and refused in the wrong column', () => {
        const read = (lat: string, lng: string) => {
            const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
            const { items, issues } = readAccountsCsv(`id,lat,lng\na,${quote(lat)},${quote(lng)}\n`);
            return issues.length > 0 ? issues[0] : items[0].position;
        };
        expect(read('48°08\'15"N', '11°34\'30"E')).toEqual([11.575, 48.1375]);
        expect(read("48° 8.25'", "11 deg 34.5'")).toEqual([11.575, 48.1375]);
        expect(read('33.5 S', 'W 70.25')).toEqual([-70.25, -33.5]);
        expect(read('11.5 E', '48.1 N')).toMatchObject({ code: 'swapped-coordinates', path: ['row 2', 'lat'] });
        expect(read('48.1, 11.5', '')).toMatchObject({ code: 'not-a-number', hint: expect.stringContaining("position: 'lat'") });
        expect(read('48 61 N', '11')).toMatchObject({ code: 'not-a-number' });
    });

    it('take linear time', () => {
        for (const text of ['48 '.repeat(20_000), '°'.repeat(40_000), `48.1${' '.repeat(40_000)}x`, '('.repeat(40_000)]) {
            expect(readCoordinateText(text)).toBeUndefined();
            expect(readPositionText(text)).toBeUndefined();
        }
    });
});
