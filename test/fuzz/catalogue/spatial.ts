import * as h3 from 'h3-js';
import type * as spatial from '../../../src/spatial/index.js';
import { densityGrid, PointIndex } from '../../../src/spatial/index.js';
import { options, type RoomExamples } from './examples.js';
import { archipelago, places, rectangle } from './shapes.js';

const polygons = () => [
    { id: 'west', geometry: archipelago() },
    { id: 'east', geometry: rectangle(4, 0, 6, 3) },
];

export const SPATIAL_EXAMPLES: RoomExamples<typeof spatial> = {
    densityGrid: () => [
        places(),
        options({ cells: { kind: 'hexagon', size: 100_000 }, weights: [1, 2, 3, 4, 5, 6, 7], area: archipelago() }),
    ],
    densityShapes: () => [densityGrid(places(), { cells: { kind: 'square', size: 200_000 } }), {}],
    getisOrd: () => [[1, 4, 2], { offsets: Int32Array.of(0, 1, 3, 4), indices: Int32Array.of(1, 0, 2, 1) }],
    hotSpots: () => [
        densityGrid(places(), { cells: { kind: 'h3', h3, resolution: 3 } }),
        options({ rings: 1, of: 'sums' as const }),
    ],
    nearestAll: () => [places(), 2],
    BoxIndex: {
        create: () => [options({ metric: 'geographic' as const })],
        prepare: (index) => index.insert('home', [0, 0, 4, 4]),
        statics: {},
        methods: {
            has: () => ['west'],
            insert: () => ['west', [0, 0, 4, 4]],
            insertAll: () => [
                [
                    ['west', [0, 0, 4, 4]],
                    ['east', [5, 0, 6, 3]],
                ],
            ],
            update: () => ['home', [0, 0, 4, 5]],
            remove: () => ['home'],
            search: () => [[0, 0, 4, 4]],
            searchInto: () => [[0, 0, 4, 4], []],
            nearest: () => [[1, 2], options({ count: 2, radius: 1e6, filter: () => true })],
            nearestInto: () => [1, 2, [], options({ count: 2, radius: 1e6, distances: new Float64Array(2) })],
        },
    },
    PointIndex: {
        create: () => [places(), options({ metric: 'geographic' as const, shared: false })],
        statics: { from: () => [new PointIndex(places()).data] },
        methods: {
            nearest: () => [[1, 2], options({ count: 2, radius: 1e6, filter: () => true })],
            nearestInto: () => [1, 2, new Int32Array(2), options({ radius: 1e6, distances: new Float64Array(2) })],
            within: () => [[1, 2], 1e6],
            withinInto: () => [1, 2, 1e6, new Int32Array(7), new Float64Array(7)],
            inBox: () => [[0, 0, 4, 4]],
            inBoxInto: () => [[0, 0, 4, 4], new Int32Array(7)],
            inPolygon: () => [archipelago()],
            inPolygonInto: () => [archipelago(), new Int32Array(7)],
            nearestAll: () => [2],
            withinAll: () => [1e6],
            alongRoute: () => [
                [
                    [0, 0],
                    [2, 2],
                    [6, 1],
                ],
                options({ detour: 1e5 }),
            ],
        },
    },
    PolygonIndex: {
        create: () => [polygons(), options({ metric: 'geographic' as const })],
        statics: {},
        methods: {
            containing: () => [[0.5, 0.5]],
            containingInto: () => [0.5, 0.5, new Int32Array(2)],
            join: () => [places()],
            joinInto: () => [Float64Array.of(0.5, 0.5, 5, 1), new Int32Array(2)],
            joinAll: () => [places()],
            joinAllInto: () => [Float64Array.of(0.5, 0.5, 5, 1), new Int32Array(3), new Int32Array(8)],
            touching: () => [rectangle(1, 1, 7, 3)],
            touchingInto: () => [rectangle(1, 1, 7, 3), new Int32Array(2)],
            touchingAll: () => [],
        },
    },
};
