import type { RepWork } from './rep-work.js';

// A visit left out costs this many times the working time that visits of its priority have on average: enough to fill the days, and little
// enough for annealing to leave one out for two others.
const WEIGHT = 16;
// Each visit counts its priority and this share of the mean priority, so that a visit of priority 0 is worth some driving too.
const PRESENCE = 0.15;

/**
 * What leaving out one visit on each account costs in a draft, in seconds of driving.
 *
 * The scale is the working time of the period per point of priority that is due, so the prices are the same for priorities of 0 to 1
 * and of 0 to 100.
 */
export function priceAbsence({ days, calls, priority }: Pick<RepWork, 'days' | 'calls' | 'priority'>): Float64Array {
    let capacity = 0;
    for (const { open, close } of days) capacity += close - open;
    let visits = 0;
    let value = 0;
    for (let i = 0; i < calls.length; i++) {
        visits += calls[i];
        value += calls[i] * priority[i];
    }
    const presence = value > 0 ? (PRESENCE * value) / visits : 1;
    const price = (WEIGHT * capacity) / (value + presence * visits);
    return Float64Array.from(priority, (own) => price * (own + presence));
}
