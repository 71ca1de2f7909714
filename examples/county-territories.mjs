// Fifty territories of whole counties across the contiguous United States; then a rep leaves, and the neighbours take over.
// Both plans are drawn side by side.
//
//     npm run build:js
//     node examples/county-territories.mjs --data <folder with locations/us-counties.csv>
//
// BEATPLAN_DATA names the folder as well.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { polygonCentroid } from 'beatplan/geo';
import { designTerritories, findBorders, rebalanceTerritories, territoryShapes } from 'beatplan/territory';
import Papa from 'papaparse';
import { feature, mesh } from 'topojson-client';
import { countyMapsPage } from './county-maps.mjs';

const TERRITORIES = 50;
/** Designed closer than it is kept, so that one who leaves does not set the whole map moving. */
const DESIGNED = [{ measure: 'workload', tolerance: 0.03 }];
const KEPT = [{ measure: 'workload', tolerance: 0.05 }];
/** Smooth borders at the price of some kilometres. */
const BORDER_WEIGHT = 1;
/** Apache and Navajo County, Arizona: the customers there belong together. */
const KEEP_TOGETHER = [['04001', '04017']];
/** Davidson County, Tennessee: the rep whose territory holds Nashville leaves. */
const LEAVES = '47037';

const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string', default: 'out/counties.html' } } });
const table = join(values.data ?? process.env.BEATPLAN_DATA ?? '.', 'locations/us-counties.csv');
if (existsSync(table)) run(table);
else console.log(`Skipped: there is no ${table}; say with --data which folder holds it.`);

function run(file) {
    const { counties, states } = readCounties(file);
    const units = counties.map(({ id, geometry, properties: { population, area } }) => ({
        id,
        position: polygonCentroid(geometry),
        measures: { population, workload: workHours(population, area) },
    }));
    // The topology's arcs would tell the same; this goes for any GeoJSON cut from one map. Corners alone would let territories meet
    // in a point, and centroids alone would let them reach across a lake.
    const edges = findBorders(counties, { rule: 'rook' });
    const rules = { borderWeight: BORDER_WEIGHT, keepTogether: KEEP_TOGETHER, edges };

    const before = designTerritories(units, { ...rules, balance: DESIGNED, count: TERRITORIES });
    tell(`${units.length} counties in ${TERRITORIES} territories`, before);
    const left = before.territories.find(({ unitIds }) => unitIds.includes(LEAVES)).id;
    const after = rebalanceTerritories(units, before, { ...rules, balance: KEPT, leave: [left] });
    tell(`${after.territories.length} after ${left} left`, after);
    const further = after.changes.moves.filter(({ from }) => from !== left).length;
    console.log(`${after.changes.moves.length - further} counties found a new rep, and ${further} others changed hands`);

    mkdirSync(join(values.out, '..'), { recursive: true });
    const outlinesOf = (plan) => territoryShapes(plan, units, { areas: counties }).features;
    const outlines = { before: outlinesOf(before), after: outlinesOf(after) };
    writeFileSync(values.out, countyMapsPage({ counties, states, edges, before, after, outlines, left }));
    console.log(`Open this file in a browser: ${pathToFileURL(values.out)}`);
}

// In four weeks: 45 minutes with a customer for every 50,000 people, and an hour on the road for every 2,500 km².
function workHours(population, area) {
    return (population / 50_000) * 0.75 + area / 2_500;
}

function tell(what, { violations, maxDeviation, dispersion, territories }) {
    const counties = territories.reduce((sum, { unitIds }) => sum + unitIds.length, 0);
    const kilometres = Math.round(dispersion / counties / 1000);
    console.log(`${what}: ${(100 * maxDeviation).toFixed(1)} % off at most, ${kilometres} km to the middle on average`);
    for (const { territoryId, message } of violations) console.log(`  ${territoryId}: ${message}`);
}

/** Counties with population and area, and the state lines; without Alaska (02), Hawaii (15) and the islands (from 60). */
function readCounties(file) {
    const topology = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('us-atlas/counties-10m.json')), 'utf8'));
    const isContiguous = ({ id }) => !['02', '15'].includes(id.slice(0, 2)) && id < '60';
    const { counties: fine, states: coarse } = topology.objects;
    for (const layer of [fine, coarse]) layer.geometries = layer.geometries.filter(isContiguous);
    const { data: rows } = Papa.parse(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true });
    const rowOf = new Map(rows.map((row) => [row.fips, row]));
    const nameOfState = new Map(coarse.geometries.map(({ id, properties }) => [id, properties.name]));
    const counties = feature(topology, fine).features.map(({ id, geometry, properties: { name } }) => {
        // One county, Oglala Lakota in South Dakota, has no population there and counts as empty.
        const { population, area_km2: area } = rowOf.get(id);
        const state = nameOfState.get(id.slice(0, 2));
        return { id, geometry, properties: { name, state, population: Number(population), area: Number(area) } };
    });
    return { counties, states: mesh(topology, coarse, (a, b) => a !== b) };
}
