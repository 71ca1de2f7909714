import { PointIndex } from '../../../src/spatial/index.js';
import type * as travel from '../../../src/travel/index.js';
import type { GreatCircleTravel } from '../../../src/travel/index.js';
import { options, type RoomExamples } from './examples.js';
import { extract, roadData } from './roads.js';
import { places } from './shapes.js';

const drivingByBands = (): GreatCircleTravel =>
    options({
        kind: 'great-circle',
        circuity: 1.4,
        speedBands: [{ upTo: 10_000, speed: 8 }, { speed: 20 }],
    });

// OSRM's answer for two places, whatever is asked: no request leaves the test.
const answerTwoPlaces: typeof fetch = async () =>
    new Response(
        JSON.stringify({
            code: 'Ok',
            durations: [
                [0, 900],
                [900, 0],
            ],
            distances: [
                [0, 13_000],
                [13_000, 0],
            ],
        }),
    );

export const TRAVEL_EXAMPLES: RoomExamples<typeof travel> = {
    validateTravelModel: () => [{ kind: 'matrix', size: 2, durations: [0, 1, 1, 0] }],
    driveDuration: () => [12_000, drivingByBands()],
    driveEstimator: () => [drivingByBands()],
    travelMatrix: () => [places(), options({ kind: 'euclidean', speed: 2, rounding: 'round', decimals: 1 })],
    tripEstimator: () => [drivingByBands()],
    fetchTravelMatrix: () => [
        [
            [0, 0],
            [0.1, 0],
        ],
        options({
            engine: 'osrm' as const,
            url: 'http://localhost:5000',
            profile: 'car',
            key: 'key',
            headers: { 'x-team': 'field' },
            blockSize: 2,
            concurrency: 1,
            retries: 0,
            timeout: 1,
            maxSnapDistance: 500,
            cache: new Map<string, string>(),
            fetch: answerTwoPlaces,
            onProgress: () => {},
        }),
    ],
    knownTrips: () => [
        [
            [0, 0],
            [0.1, 0],
        ],
        { kind: 'matrix' as const, size: 2, durations: [0, 900, 800, 0], distances: [0, 13_000, 12_000, 0] },
    ],
    readRoads: () => [extract(), options({ profile: 'car' as const, onProgress: () => {} })],
    RoadGraph: {
        create: () => [roadData()],
        statics: {},
        methods: {
            snap: () => [[0.005, 0.001]],
            trip: () => [
                [0, 0],
                [0.005, 0],
            ],
            matrix: () => [
                [
                    [0, 0],
                    [0.005, 0],
                    [0.01, 0],
                ],
                options({ maxSnapDistance: 500 }),
            ],
            table: () => [[[0, 0]], [[0.005, 0]], options({ maxSnapDistance: 500 })],
            route: () => [
                [
                    [0, 0],
                    [0.01, 0],
                ],
                options({ maxSnapDistance: 500 }),
            ],
        },
    },
    withinTravelTime: () => [new PointIndex(places()), [1, 2], 7200, drivingByBands()],
};
