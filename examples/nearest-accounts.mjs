// Which accounts are near? An index that is loaded once and asked often.

import { greatCircleDistance } from 'beatplan/geo';
import { PointIndex } from 'beatplan/spatial';
import { accounts } from './small-market.mjs';

const index = new PointIndex(accounts.map((account) => account.position));
const here = [-96.9, 32.85];
for (const i of index.nearest(here, { count: 3 })) {
    console.log(`${accounts[i].name}: ${(greatCircleDistance(here, accounts[i].position) / 1000).toFixed(1)} km`);
}
console.log(`${index.within(here, 30_000).length} accounts within 30 km`);
