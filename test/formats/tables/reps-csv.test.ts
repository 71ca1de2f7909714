import { describe, expect, it } from 'vitest';
import { parseRepsCsv, readRepsCsv } from '../../../src/formats/index.js';
import { places, thrownIssues } from '../thrown-issues.js';

const H = 3600;

describe('parseRepsCsv', () => {
    it('reads every field', () => {
        const text = `Rep ID;Full Name;Home Latitude;Home Longitude;Working Hours;Skills;Max visits per day;FTE;Time zone;Car
north;Rep North;48,1;11,5;Mo-Tu 08:00-17:00;wine|beer;12;0,5;Europe/Berlin;red
south;;48,2;11,6;Mo 8-17;;;;;
`;
        const day = [[8 * H, 17 * H]];
        expect(parseRepsCsv(text)).toEqual([
            {
                id: 'north',
                name: 'Rep North',
                home: [11.5, 48.1],
                hours: { mon: day, tue: day },
                skills: ['wine', 'beer'],
                maxVisitsPerDay: 12,
                share: 0.5,
                timeZone: 'Europe/Berlin',
                data: { Car: 'red' },
            },
            { id: 'south', home: [11.6, 48.2], hours: { mon: day } },
        ]);
    });

    it('reports what is wrong with reps at row and column', () => {
        const text = `id,lat,lng,hours,share,max visits,tz
a,48,11,,1,5,Europe/Berlin
b,48,11,Mo-Fr off,0,2.5,Mars/Olympus
c,48,11,"Mo-Fr 08:00-12:00,13:00-17:00",1,5,
d,48,,Mo 8-17,1,5,
`;
        const { items, issues } = readRepsCsv(text);
        expect(items).toEqual([]);
        expect(places(issues)).toEqual([
            ['no-shift', 'row 2/hours'],
            ['no-shift', 'row 3/hours'],
            ['out-of-range', 'row 3/share'],
            ['not-an-integer', 'row 3/max visits'],
            ['unknown-option', 'row 3/tz'],
            ['invalid-hours', 'row 4/hours'],
            ['missing-position', 'row 5/lng'],
        ]);
        expect(issues[3]).toMatchObject({ received: '2.5' });
    });

    it('needs a column of hours', () => {
        expect(thrownIssues(() => parseRepsCsv('id,lat,lng\na,1,2\n'))).toMatchObject([
            { code: 'missing-column', path: ['hours'], hint: "columns found: 'id', 'lat', 'lng'" },
        ]);
    });
});
