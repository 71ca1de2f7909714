import { describe, expect, it } from 'vitest';
import { parseAccounts, readAccountsCsv, visitsToCsv, visitsToIcs } from '../../../src/formats/index.js';
import { planBeats } from '../../../src/planning/index.js';

/** The address of the first account of a table with two columns of coordinates in front. */
function addressOf(headers: readonly string[], cells: readonly string[], latitude = 'Latitude', longitude = 'Longitude') {
    const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const row = (texts: readonly string[]): string => texts.map(quote).join(',');
    const text = `${row(['ID', latitude, longitude, ...headers])}\n${row(['A1', '48.1', '11.5', ...cells])}\n`;
    return readAccountsCsv(text).items[0]?.address;
}

describe('addresses of accounts', () => {
    const exports: readonly (readonly [system: string, headers: readonly string[], cells: readonly string[], address: string])[] =
        [
            [
                'Salesforce',
                ['Billing Street', 'Billing City', 'Billing State/Province', 'Billing Zip/Postal Code', 'Billing Country'],
                ['12 Main St', 'Dallas', 'TX', '75201', 'United States'],
                '12 Main St, Dallas, TX 75201, United States',
            ],
            [
                'HubSpot',
                ['Street Address', 'City', 'State/Region', 'Postal Code', 'Country/Region'],
                ['12 Main St', 'Dallas', 'TX', '75201', ''],
                '12 Main St, Dallas, TX 75201',
            ],
            [
                'Dynamics 365',
                ['Address 1: Street 1', 'Address 1: Street 2', 'Address 1: City', 'Address 1: ZIP/Postal Code'],
                ['Hauptstr. 3', 'Hof', 'Ulm', '89073'],
                'Hauptstr. 3, Hof, 89073 Ulm',
            ],
            [
                'Pipedrive',
                [
                    'Organization - House number of Address',
                    'Organization - Street/road name of Address',
                    'Organization - City/town/village/locality of Address',
                    'Organization - ZIP/Postal code of Address',
                ],
                ['3', 'Hauptstr.', 'Ulm', '89073'],
                'Hauptstr. 3, 89073 Ulm',
            ],
            ['a German list', ['Straße', 'Hausnr.', 'PLZ', 'Ort'], ['Hauptstr.', '3', '89073', 'Ulm'], 'Hauptstr. 3, 89073 Ulm'],
            [
                'a French list',
                ['Adresse', 'Code postal', 'Ville'],
                ['3, rue de la Paix', '75002', 'Paris'],
                '3, rue de la Paix, 75002 Paris',
            ],
            ['OpenStreetMap', ['addr:street', 'addr:housenumber', 'addr:city'], ['Elm St', '7', 'Waco'], 'Elm St 7, Waco'],
            ['one column', ['Full Address'], ['Elm St 7, Waco'], 'Elm St 7, Waco'],
            [
                'one column beside its parts',
                ['Address', 'City', 'Zip'],
                ['7 Elm St, Waco 76701', 'Waco', '76701'],
                '7 Elm St, Waco 76701',
            ],
            ['a street of two lines', ['Street', 'City'], ['7 Elm St\nSuite 3', 'Waco'], '7 Elm St, Suite 3, Waco'],
        ];
    for (const [system, headers, cells, address] of exports) {
        it(`joins those of ${system}`, () => {
            expect(addressOf(headers, cells)).toBe(address);
        });
    }

    it('takes all parts from one source, that of the coordinates first', () => {
        const headers = ['Billing Street', 'Billing City', 'Shipping Street', 'Shipping City'];
        const cells = ['1 Bank St', 'Waco', '2 Dock Rd', 'Dallas'];
        expect(addressOf(headers, cells)).toBe('1 Bank St, Waco');
        expect(addressOf(headers, cells, 'Shipping Latitude', 'Shipping Longitude')).toBe('2 Dock Rd, Dallas');
        expect(addressOf(['Billing Street', 'Shipping City'], ['1 Bank St', 'Dallas'])).toBe('1 Bank St');
    });

    it('has none where nothing says where', () => {
        expect(addressOf(['Email Address', 'IP Address', 'Country'], ['a@b.c', '::1', 'US'])).toBeUndefined();
        expect(addressOf(['Street', 'City'], ['', ''])).toBeUndefined();
    });

    it('says which columns it read, keeps them as data, and leaves them alone if told to', () => {
        const text = 'id,lat,lng,Street,City,Where\nA1,48,11,Elm St 7,Waco,behind the mill\n';
        const read = readAccountsCsv(text);
        expect(read.notes).toContain("Addresses were read from 'Street', 'City'.");
        expect(read.items[0].data).toMatchObject({ City: 'Waco' });
        expect(readAccountsCsv(text, { columns: { address: null } }).items[0].address).toBeUndefined();
        expect(readAccountsCsv(text, { columns: { address: 'Where' } }).items[0].address).toBe('behind the mill');
    });

    it('reads those of JSON rows, and carries them to calendars and tables', () => {
        const row = (id: string, address: unknown): object => ({
            id,
            latitude: 32.7,
            longitude: -97.1,
            address,
            callFrequency: 1,
        });
        const nested = parseAccounts(JSON.stringify([row('A1', { street: 'Elm St 7', city: 'Waco' })]));
        const accounts = [...nested, ...parseAccounts(JSON.stringify([row('A2', '9 Oak St, Waco')]))];
        expect(accounts.map(({ address }) => address)).toEqual(['Elm St 7, Waco', '9 Oak St, Waco']);
        const reps = [{ id: 'r', home: [-97.2, 32.7] as const, hours: { mon: [[28800, 61200] as const] } }];
        const plan = planBeats(accounts, reps, { start: '2026-01-05' });
        expect(visitsToIcs(plan, accounts, reps)).toContain('LOCATION:Elm St 7\\, Waco');
        expect(visitsToCsv(plan, accounts, reps)).toContain(',"9 Oak St, Waco",');
    });
});
