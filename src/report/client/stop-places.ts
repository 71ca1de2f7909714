import type { DayRow } from '../unpack.js';
import { placeKey, type Report } from './report.js';

/** Stops of a day (from 0) by place, each place in the order of its first stop: markers at one place would cover each other. */
export function groupStops(report: Report, { stops }: DayRow): number[][] {
    const places = new Map<string, number[]>();
    stops.forEach(({ account }, stop) => {
        const key = placeKey(report.accounts[account].position);
        const place = places.get(key);
        if (place === undefined) places.set(key, [stop]);
        else place.push(stop);
    });
    return [...places.values()];
}

/** Numbers of stops (from 1) in a few characters: `3`, `3–5`, `2, 7`, `2, 7 …`. */
export function stopLabel(stops: readonly number[]): string {
    const runs: [first: number, last: number][] = [];
    for (const stop of stops) {
        const run = runs.at(-1);
        if (run !== undefined && run[1] === stop - 1) run[1] = stop;
        else runs.push([stop, stop]);
    }
    const texts = runs.map(([first, last]) => (first === last ? `${first + 1}` : `${first + 1}–${last + 1}`));
    return texts.length <= 2 ? texts.join(', ') : `${texts.slice(0, 2).join(', ')} …`;
}
