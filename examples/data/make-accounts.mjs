// Makes accounts.csv: the stores of the Walmart openings table as the accounts of a supplier's field sales force.
//
//     node examples/data/make-accounts.mjs FOLDER        (or BEATPLAN_DATA=FOLDER)
//
// FOLDER holds locations/walmart-store-openings.csv and locations/us-counties.csv; README.md beside this file says where both come
// from. Nothing is drawn at random: the same tables give the same file, byte for byte.

import { readTable, sourceFolder, writeTable } from './table.mjs';

const folder = sourceFolder();
const stores = readTable(folder, 'walmart-store-openings.csv');
const counties = new Map(readTable(folder, 'us-counties.csv').map((county) => [Number(county.fips), Number(county.population)]));

const countyOf = (store) => Number(store.st) * 1000 + Number(store.county);
const storesInCounty = new Map();
for (const store of stores) storesInCounty.set(countyOf(store), (storesInCounty.get(countyOf(store)) ?? 0) + 1);

/** People of the county for each of its stores; undefined where the county or its population is not known. */
function peoplePerStore(store) {
    const population = counties.get(countyOf(store));
    return population > 0 ? Math.round(population / storesInCounty.get(countyOf(store))) : undefined;
}

const known = stores
    .map(peoplePerStore)
    .filter((people) => people !== undefined)
    .sort((a, b) => a - b);
const medianPeople = known[Math.floor(known.length / 2)];

const LARGE_MARKET = 80_000;
const SMALL_MARKET = 25_000;

/** Calls in four weeks and minutes a call, by store type and by the people that a store serves. */
function callPolicy(store, people) {
    if (store.type_store === 'Supercenter') return { frequency: people >= LARGE_MARKET ? 2 : 1, minutes: 70 };
    return { frequency: people < SMALL_MARKET ? 0.5 : 1, minutes: 45 };
}

/** When suppliers are received; some stores see them on a few days only. The choice follows the store's number, so it never changes. */
function supplierHours(store) {
    const turn = (Number(store.storenum) * 37) % 100;
    if (turn < 3) return 'Mo,We,Fr 08:00-16:00';
    if (turn < 6) return 'Tu-Th 08:00-17:00';
    if (turn < 9) return 'Mo-Th 07:00-12:00,13:00-16:00';
    return store.type_store === 'Supercenter' ? 'Mo-Fr 07:00-17:00; Sa 08:00-12:00' : 'Mo-Fr 08:00-16:30';
}

const twoDigits = (number) => String(number).padStart(2, '0');

const accounts = stores
    .map((store) => {
        const people = peoplePerStore(store) ?? medianPeople;
        const policy = callPolicy(store, people);
        return {
            id: `W${store.storenum.padStart(4, '0')}`,
            name: `${store.STRCITY} ${store.type_store === 'Supercenter' ? 'Supercenter' : 'Store'} ${store.storenum}`,
            latitude: store.LAT,
            longitude: store.LON,
            segment: store.type_store === 'Supercenter' ? 'supercenter' : 'discount store',
            potential: people,
            call_frequency: policy.frequency,
            call_duration: policy.minutes,
            opening_hours: supplierHours(store),
            address: store.STREETADDR,
            city: store.STRCITY.replace(/ *\(.*\)$/, ''),
            state: store.STRSTATE,
            zip: store.ZIPCODE.padStart(5, '0'),
            opened: `${store.YEAR}-${twoDigits(store.MONTH)}-${twoDigits(store.DAY)}`,
        };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));

writeTable('accounts.csv', accounts);
