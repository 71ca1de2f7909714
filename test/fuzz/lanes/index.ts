import type { AnyLane } from '../lane.js';
import { calls } from './calls.js';
import { readers } from './readers.js';
import { roundTrips } from './round-trips.js';
import { routing } from './routing.js';
import { shifts } from './shifts.js';
import { shuffles } from './shuffles.js';
import { warmStarts } from './warm-starts.js';

/** All lanes, in the order in which they run. */
export const LANES: readonly AnyLane[] = [routing, shuffles, shifts, warmStarts, readers, roundTrips, calls];
