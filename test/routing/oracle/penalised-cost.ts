import type { Instance } from '../../../src/routing/compile/instance.js';
import type { Model } from '../../../src/routing/search/hgs/model.js';

/** What one route costs, and by how much it exceeds each limit: loads, distance, duration, time warp. */
export interface PlainCost {
    readonly cost: number;
    readonly excess: readonly number[];
}

/** Adds up one route visit by visit, with none of the search's segments. */
export function plainCost(model: Model, r: number, visits: readonly number[]): PlainCost {
    const { instance } = model;
    const type = instance.routeType[r];
    const metric = instance.metrics[instance.typeMetric[type]];
    const excess = new Array<number>(model.limits).fill(0);
    if (visits.length === 0) return { cost: 0, excess };
    const places = [instance.place[instance.n + 2 * r], ...visits, instance.place[instance.n + 2 * r + 1]];
    let distance = 0;
    for (let i = 1; i < places.length; i++) distance += metric.distance(places[i - 1], places[i]);
    for (let d = 0; d < instance.dimensions; d++) {
        const load = visits.reduce(
            (sum, v) => sum + instance.delivery[v * instance.dimensions + d] + instance.pickup[v * instance.dimensions + d],
            0,
        );
        excess[d] = Math.max(0, load - instance.capacity[type * instance.dimensions + d]);
    }
    if (instance.visitsLimited) excess[instance.dimensions] = Math.max(0, visits.length - instance.maxVisits[type]);
    excess[model.dimensions] = Math.max(0, distance - instance.maxDistance[type]);
    let cost = instance.fixedCost[type] + instance.costPerDistance[type] * distance;
    if (instance.clocked) {
        const { duration, warp } = plainTimes(instance, r, visits);
        excess[model.dimensions + 1] = Math.max(0, duration - instance.maxDuration[type]);
        excess[model.dimensions + 2] = warp;
        cost += instance.costPerSecond[type] * duration;
    }
    return { cost, excess };
}

/** Penalised cost of all routes with the prices of whom they leave out. */
export function plainPenalised(model: Model, routes: readonly (readonly number[])[], weights: Float64Array): number {
    const absent = new Set(Array.from({ length: model.instance.n }, (_, v) => v));
    let sum = 0;
    routes.forEach((visits, r) => {
        const { cost, excess } = plainCost(model, r, visits);
        sum += cost + excess.reduce((total, value, i) => total + weights[i] * value, 0);
        for (const v of visits) absent.delete(v);
    });
    for (const v of absent) sum += model.price[v];
    return sum;
}

/**
 * Least time warp of a route, and its duration (time warp counted in) when it starts as late as that allows: times are driven
 * forwards, going back in time to each close that is missed.
 */
function plainTimes(instance: Instance, r: number, visits: readonly number[]): { duration: number; warp: number } {
    const type = instance.routeType[r];
    const metric = instance.metrics[instance.typeMetric[type]];
    const drive = (departure: number): { end: number; warp: number } => {
        let time = departure;
        let warp = 0;
        let from = instance.place[instance.n + 2 * r];
        const arrive = (open: number, close: number): void => {
            time = Math.max(time, open);
            if (time > close) {
                warp += time - close;
                time = close;
            }
        };
        for (const v of visits) {
            time += metric.duration(from, v);
            arrive(instance.open[v], instance.close[v]);
            time += instance.service[v];
            from = v;
        }
        time += metric.duration(from, instance.place[instance.n + 2 * r + 1]);
        arrive(instance.typeOpen[type], instance.typeClose[type]);
        return { end: time, warp };
    };
    const opening = instance.typeOpen[type];
    const least = drive(opening).warp;
    let low = opening;
    let high = Math.min(instance.typeClose[type], opening + 1e6);
    for (let i = 0; i < 100; i++) {
        const middle = (low + high) / 2;
        if (drive(middle).warp <= least + 1e-10) low = middle;
        else high = middle;
    }
    const { end, warp } = drive(low);
    return { duration: end - low + warp, warp: least };
}
