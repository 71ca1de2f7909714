// One rep, one day, more stores than fit: who is visited, in which order, and why the others are not.

import { solve } from 'beatplan/routing';
import { accounts, reps } from './small-market.mjs';

const [rep] = reps;
const [shift] = rep.hours.mon;
const home = { position: rep.home };

const { routes, unserved } = solve({
    visits: accounts.map(({ id, position, hours, callDuration, potential }) => ({
        id,
        position,
        serviceDuration: callDuration,
        timeWindows: hours.mon,
        priority: potential > 120_000 ? 90 : 40,
    })),
    vehicles: [{ id: rep.id, start: home, end: home, shift }],
    objective: { kind: 'priority' },
});

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 16);
for (const { visitId, start, departure } of routes[0].stops) console.log(`${clock(start)}-${clock(departure)}  ${visitId}`);
for (const { visitId, reasons } of unserved) console.log(`not today    ${visitId}: ${reasons[0].message}`);
