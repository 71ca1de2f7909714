import { greatCircleDistance, type Position } from '../../geo/index.js';
import type { FieldTravel, GreatCircleTravel } from './travel-model.js';
import { DEFAULT_SPEED_BANDS, DEFAULT_TRAVEL, driveEstimator, travelMatrix } from './trip.js';

const MOST_SAMPLED = 40;
// Metres; below that a trip tells how a place lies on its road, not how the region's roads run.
const SHORTEST_SAMPLED = 200;

/**
 * Finds the great-circle model that comes nearest to how one travels among some places: circuity and speeds by which sampled trips take as
 * long and are as long in all. Estimates of whole days use it, which know no single trips.
 *
 * @returns the model itself if it is a great-circle model
 */
export function fitGreatCircle(travel: FieldTravel, places: readonly Position[]): GreatCircleTravel {
    if (travel.kind === 'great-circle') return travel;
    const stride = Math.max(1, Math.ceil(places.length / MOST_SAMPLED));
    const sample = places.filter((_, i) => i % stride === 0);
    const { size, durations, distances } = travelMatrix(sample, travel);
    const pairs: { readonly straight: number; readonly distance: number; readonly duration: number }[] = [];
    for (let from = 0; from < size; from++) {
        for (let to = 0; to < size; to++) {
            const straight = greatCircleDistance(sample[from], sample[to]);
            const [distance, duration] = [distances[from * size + to], durations[from * size + to]];
            if (straight >= SHORTEST_SAMPLED && Number.isFinite(duration)) pairs.push({ straight, distance, duration });
        }
    }
    const sum = (figure: (pair: (typeof pairs)[number]) => number): number => pairs.reduce((all, pair) => all + figure(pair), 0);
    if (pairs.length === 0) return DEFAULT_TRAVEL;
    const circuity = Math.max(1, sum(({ distance }) => distance) / sum(({ straight }) => straight));
    const secondsOver = driveEstimator({ kind: 'great-circle', circuity });
    const pace = sum(({ duration }) => duration) / sum(({ straight }) => secondsOver(circuity * straight));
    return {
        kind: 'great-circle',
        circuity,
        speedBands: DEFAULT_SPEED_BANDS.map((band) => ({ ...band, speed: band.speed / pace })),
    };
}
