// Makes reps.csv: sixty reps who live where the work of accounts.csv is.
//
//     node examples/data/make-reps.mjs FOLDER        (or BEATPLAN_DATA=FOLDER), after make-accounts.mjs
//
// FOLDER holds locations/world-cities-1000.csv; README.md beside this file says where it comes from. Homes are cities of at least
// 50,000 people, chosen such that stores near each home are about the same work everywhere: calls, driving between them, and driving
// from and to home. Nothing is drawn at random.

import { readOwnTable, readTable, sourceFolder, writeTable } from './table.mjs';

const REP_COUNT = 60;
const SMALLEST_CITY = 50_000;
/** A city is left out where a larger one is as near as this, metres. */
const SUBURB = 15_000;
const DAY = 9 * 3600;
const LONGEST_DAY = 12 * 3600;
const POWER = 6;

const folder = sourceFolder();
const stores = readOwnTable('accounts.csv').map((row) => ({
    longitude: Number(row.longitude),
    latitude: Number(row.latitude),
    frequency: Number(row.call_frequency),
    duration: Number(row.call_duration) * 60,
}));

/** Great-circle metres. */
function distance(a, b) {
    const radians = Math.PI / 180;
    const north = Math.sin(((b.latitude - a.latitude) * radians) / 2) ** 2;
    const east = Math.sin(((b.longitude - a.longitude) * radians) / 2) ** 2;
    const chord = north + east * Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians);
    return 2 * 6371008.8 * Math.asin(Math.sqrt(chord));
}

/** Seconds for metres on the road: 30 km/h to 5 km, 65 to 50 km, 100 beyond; as in config.json. */
function roadDuration(metres) {
    return Math.min(metres, 5000) / 8.3 + Math.min(Math.max(metres - 5000, 0), 45000) / 18 + Math.max(metres - 50000, 0) / 28;
}

/** Seconds by road, which is 1.2 times as long as the straight line. */
function driveDuration(a, b) {
    return roadDuration(1.2 * distance(a, b));
}

const towns = readTable(folder, 'world-cities-1000.csv')
    .filter((city) => city.country === 'US' && Number(city.population) >= SMALLEST_CITY && city.featureCode !== 'PPLX')
    .map((city) => ({
        name: city.name,
        state: city.admin1,
        population: Number(city.population),
        longitude: Number(city.lon),
        latitude: Number(city.lat),
    }))
    .sort((a, b) => b.population - a.population || a.longitude - b.longitude);
const cities = towns.filter((city, i) => towns.slice(0, i).every((larger) => distance(city, larger) > SUBURB));

// Seconds from one call to the next where stores lie as densely as around this one.
for (const store of stores) {
    const nearby = stores.map((other) => distance(store, other)).sort((a, b) => a - b);
    const areaOfOne = (Math.PI * nearby[12] ** 2) / 12;
    store.hop = roadDuration(1.25 * Math.sqrt(areaOfOne));
}

const drives = cities.map((city) => Float64Array.from(stores, (store) => driveDuration(city, store)));

/** Seconds in four weeks that a store takes of a rep at this drive from it. */
function workload({ frequency, duration, hop }, drive) {
    if (2 * drive + duration > LONGEST_DAY) return frequency * 2 * LONGEST_DAY;
    const callsPerDay = Math.max(1, (DAY - 2 * drive) / (duration + hop));
    return frequency * (duration + hop + (2 * drive) / callsPerDay);
}

const workloads = drives.map((row) => Float64Array.from(stores, (store, i) => workload(store, row[i])));

/** How uneven the reps' workloads are, each store worked from the nearest home: a high power of each, so that the largest weigh most. */
function unevenness(homes) {
    const loads = new Float64Array(homes.length);
    for (let i = 0; i < stores.length; i++) {
        let nearest = 0;
        for (let r = 1; r < homes.length; r++) if (drives[homes[r]][i] < drives[homes[nearest]][i]) nearest = r;
        loads[nearest] += workloads[homes[nearest]][i];
    }
    return loads.reduce((sum, load) => sum + load ** POWER, 0);
}

/** Unevenness when the home at `place` moves to each city, the others staying. */
function unevennessByMove(homes, place) {
    const others = homes.filter((_, r) => r !== place);
    const nearest = new Int32Array(stores.length);
    for (let i = 0; i < stores.length; i++) {
        for (let r = 1; r < others.length; r++) if (drives[others[r]][i] < drives[others[nearest[i]]][i]) nearest[i] = r;
    }
    const loads = new Float64Array(others.length);
    return cities.map((_, city) => {
        if (others.includes(city)) return Number.POSITIVE_INFINITY;
        let own = 0;
        loads.fill(0);
        for (let i = 0; i < stores.length; i++) {
            const other = others[nearest[i]];
            if (drives[city][i] < drives[other][i]) own += workloads[city][i];
            else loads[nearest[i]] += workloads[other][i];
        }
        return loads.reduce((sum, load) => sum + load ** POWER, own ** POWER);
    });
}

const indexOfLeast = (values) => values.reduce((best, value, i) => (value < values[best] ? i : best), 0);

/** Homes one after the other where they save most, then moved one at a time until no move makes the work more even. */
function chooseHomes() {
    const homes = [];
    while (homes.length < REP_COUNT) {
        const least = Float64Array.from(stores, (store, i) =>
            homes.reduce((best, home) => Math.min(best, workloads[home][i]), store.frequency * 2 * LONGEST_DAY),
        );
        homes.push(indexOfLeast(workloads.map((row) => row.reduce((sum, work, i) => sum + Math.min(work, least[i]), 0))));
    }
    let current = unevenness(homes);
    for (let improved = true; improved; ) {
        improved = false;
        for (let place = 0; place < REP_COUNT; place++) {
            const values = unevennessByMove(homes, place);
            const best = indexOfLeast(values);
            if (values[best] >= current * (1 - 1e-9)) continue;
            homes[place] = best;
            current = values[best];
            improved = true;
        }
    }
    return homes.map((home) => cities[home]).sort((a, b) => a.longitude - b.longitude);
}

const EASTERN = 'CT DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV DC';
const CENTRAL = 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI';
const MOUNTAIN = 'CO ID MT NM UT WY';

/** IANA name by state; the few states that lie in two zones are cut by longitude. */
function timeZone(city) {
    if (city.state === 'AZ') return 'America/Phoenix';
    if (city.state === 'FL' && city.longitude < -85) return 'America/Chicago';
    if (city.state === 'TN' && city.longitude > -85.4) return 'America/New_York';
    if (city.state === 'KY' && city.longitude < -86) return 'America/Chicago';
    if (city.state === 'IN' && city.longitude < -87) return 'America/Chicago';
    if (city.state === 'TX' && city.longitude < -105) return 'America/Denver';
    if (['ND', 'SD', 'NE'].includes(city.state) && city.longitude < -101.5) return 'America/Denver';
    if (EASTERN.includes(city.state)) return 'America/New_York';
    if (CENTRAL.includes(city.state)) return 'America/Chicago';
    return MOUNTAIN.includes(city.state) ? 'America/Denver' : 'America/Los_Angeles';
}

const REMOTE = 150_000;
const nearStores = (home) => stores.filter((store) => distance(home, store) < REMOTE).length;

/** Hours: four long days where stores are few and far, a short Friday for four reps in the thick of it. */
function workingHours(home, crowdRank) {
    if (nearStores(home) < 30) return 'Mo-Th 05:30-19:00';
    return crowdRank < 4 ? 'Mo-Th 07:30-18:30; Fr 08:00-13:00' : 'Mo-Fr 07:30-17:30';
}

const homes = chooseHomes();
const crowded = [...homes].sort((a, b) => nearStores(b) - nearStores(a));

const reps = homes.map((home, index) => {
    const number = String(index + 1).padStart(2, '0');
    return {
        id: `R${number}`,
        name: `Rep ${number} ${home.name}`,
        latitude: home.latitude,
        longitude: home.longitude,
        working_hours: workingHours(home, crowded.indexOf(home)),
        skills: index % 4 === 3 ? 'general' : 'general;grocery',
        share: 1,
        time_zone: timeZone(home),
        city: home.name,
        state: home.state,
    };
});

writeTable('reps.csv', reps);
