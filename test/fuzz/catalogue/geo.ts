import type * as geo from '../../../src/geo/index.js';
import { cutAtAntimeridian } from '../../../src/geo/index.js';
import { options, type RoomExamples } from './examples.js';
import { archipelago, places, rectangle } from './shapes.js';

export const GEO_EXAMPLES: RoomExamples<typeof geo> = {
    bboxContains: () => [
        [170, -10, -170, 10],
        [175, 5],
    ],
    bboxOf: () => [places()],
    splitBbox: () => [[170, -10, -170, 10]],
    wrapBbox: () => [[170, -10, 190, 10]],
    bboxDistance: () => [
        [0, 0, 4, 4],
        [6, 2],
    ],
    dissolvePolygons: () => [[rectangle(0, 0, 2, 2), rectangle(1, 1, 3, 3)]],
    intersectPolygons: () => [archipelago(), rectangle(1, 1, 7, 3)],
    cutAtAntimeridian: () => [rectangle(170, -10, 190, 10)],
    joinAtAntimeridian: () => [cutAtAntimeridian(rectangle(170, -10, 190, 10))],
    convexHull: () => [places()],
    dissolveCells: () => [[rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1)]],
    greatCircleBetween: () => [0, 0, 3, 4],
    greatCircleDistance: () => [
        [0, 0],
        [3, 4],
    ],
    interpolateGreatCircle: () => [[0, 0], [3, 4], 0.25],
    polygonContains: () => [archipelago(), [0.5, 0.5]],
    polygonTester: () => [archipelago()],
    polygonArea: () => [archipelago()],
    polygonBbox: () => [archipelago()],
    polygonCentroid: () => [archipelago()],
    polygonsTouch: () => [archipelago(), rectangle(1, 1, 7, 3)],
    wrapLongitude: () => [190],
    positionInside: () => [archipelago()],
    projectPositions: () => [places(), [3, 2]],
    sphericalMean: () => [places()],
    unprojectPositions: () => [
        [0, 0, 1000, 2000],
        [3, 2],
    ],
    snapBorders: () => [[rectangle(0, 0, 1, 1), rectangle(1.0000000001, 0, 2, 1)], 0.01],
    simplifyPolygons: () => [[archipelago(), rectangle(4, 0, 6, 3)], 100],
    voronoiCells: () => [places(), rectangle(-1, -1, 9, 5)],
    PreparedPolygon: {
        create: () => [archipelago(), options({ planar: false })],
        statics: {},
        methods: { contains: () => [0.5, 0.5], partContains: () => [0, 0.5, 0.5] },
    },
};
