import { unitCostsOf } from '../default-values.js';
import type { Vehicle, Visit } from '../problem.js';
import type { Metric } from './metric.js';

// What priorities are worth in the unit of the objective. Both figures are those of the set of visits and vehicles, whatever their order.

/** Visits whose ways to each other tell the speed of travel. */
const MOST_IN_PAIRS = 40;
/** Round trips that are looked at. */
const MOST_TRIPS = 200_000;

/** What an hour of driving costs: the mean over vehicles, each as fast as it is between visits. */
export function meanCostOfHour(
    visits: readonly Visit[],
    vehicles: readonly Vehicle[],
    metrics: readonly Metric[],
    typeMetric: Int32Array,
): number {
    const sample = sampleOf(visits, MOST_IN_PAIRS);
    const speeds = metrics.map((metric) => {
        let distance = 0;
        let duration = 0;
        for (const u of sample) {
            for (const v of sample) {
                const time = metric.duration(u, v);
                // Where there is no way, nothing is known about the speed.
                if (u === v || !Number.isFinite(time)) continue;
                distance += metric.distance(u, v);
                duration += time;
            }
        }
        return duration > 0 ? distance / duration : 0;
    });
    let sum = 0;
    vehicles.forEach((vehicle, t) => {
        const { perDistance, perSecond } = unitCostsOf(vehicle);
        sum += perSecond + perDistance * speeds[typeMetric[t]];
    });
    return vehicles.length === 0 ? 0 : (3600 * sum) / vehicles.length;
}

/**
 * Mean cost of a round trip to a visit: the mean over visits of the mean over the vehicles that may serve each, or over all where none may.
 * Where there is no way, nothing is known.
 *
 * @param mayServe - whether a type may serve a visit
 * @param trip - cost of the round trip of a type to a visit
 */
export function meanTripCost(
    visits: readonly Visit[],
    types: number,
    mayServe: (v: number, type: number) => boolean,
    trip: (v: number, type: number) => number,
): number {
    let sum = 0;
    let known = 0;
    for (const v of sampleOf(visits, Math.max(1, Math.floor(MOST_TRIPS / Math.max(1, types))))) {
        const own = meanOfTypes(v, types, mayServe, trip);
        const mean = Number.isNaN(own) && !hasType(v, types, mayServe) ? meanOfTypes(v, types, () => true, trip) : own;
        if (Number.isNaN(mean)) continue;
        sum += mean;
        known++;
    }
    return known === 0 ? 0 : sum / known;
}

function hasType(v: number, types: number, mayServe: (v: number, type: number) => boolean): boolean {
    for (let t = 0; t < types; t++) if (mayServe(v, t)) return true;
    return false;
}

// NaN if no way is known.
function meanOfTypes(
    v: number,
    types: number,
    mayServe: (v: number, type: number) => boolean,
    trip: (v: number, type: number) => number,
): number {
    let sum = 0;
    let count = 0;
    for (let t = 0; t < types; t++) {
        if (!mayServe(v, t)) continue;
        const cost = trip(v, t);
        if (!Number.isFinite(cost)) continue;
        sum += cost;
        count++;
    }
    return count === 0 ? Number.NaN : sum / count;
}

/** Up to `most` visits at equal steps through all of them from west to east. */
function sampleOf(visits: readonly Visit[], most: number): readonly number[] {
    const order = visits.map((_, v) => v);
    if (visits.length <= most) return order;
    order.sort((a, b) => compareByPlace(visits[a], visits[b]));
    return Array.from({ length: most }, (_, i) => order[Math.floor((i * visits.length) / most)]);
}

function compareByPlace(a: Visit, b: Visit): number {
    const [x1, y1] = a.position ?? [0, 0];
    const [x2, y2] = b.position ?? [0, 0];
    return x1 - x2 || y1 - y2 || (a.location ?? 0) - (b.location ?? 0) || (a.id < b.id ? -1 : 1);
}
