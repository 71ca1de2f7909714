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

export const TRAVEL_EXAMPLES: RoomExamples<typeof travel> = {
    validateTravelModel: () => [{ kind: 'matrix', size: 2, durations: [0, 1, 1, 0] }],
    driveDuration: () => [12_000, drivingByBands()],
    driveEstimator: () => [drivingByBands()],
    travelMatrix: () => [places(), options({ kind: 'euclidean', speed: 2, rounding: 'round', decimals: 1 })],
    tripEstimator: () => [drivingByBands()],
    readRoads: () => [extract(), options({ profile: 'car' as const, onProgress: () => {} })],
    RoadGraph: {
        create: () => [roadData()],
        statics: {},
        methods: {
            snap: () => [[0.005, 0.001]],
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
