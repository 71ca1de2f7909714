import { densityGrid } from '../../../src/spatial/index.js';
import { options } from './examples.js';
import { archipelago, places, rectangle } from './shapes.js';

const features = () => ({
    type: 'FeatureCollection' as const,
    features: places().map((coordinates) => ({
        type: 'Feature' as const,
        properties: {},
        geometry: { type: 'Point' as const, coordinates },
    })),
});

/** Examples of calls whose arguments have several forms, by the call's name and the form's. */
export const OTHER_SPATIAL_FORMS: Readonly<Record<string, () => unknown[]>> = {
    'PointIndex of features': () => [features(), options({})],
    'PointIndex of a MultiPoint': () => [{ type: 'MultiPoint', coordinates: places() }, options({ metric: 'planar' })],
    'PointIndex of flat numbers': () => [Float64Array.from(places().flat()), options({})],
    'PolygonIndex of features': () => [
        {
            type: 'FeatureCollection',
            features: [archipelago(), rectangle(4, 0, 6, 3)].map((geometry, i) => ({
                type: 'Feature',
                properties: { code: i },
                geometry,
            })),
        },
        options({ idProperty: 'code' }),
    ],
    'densityGrid of squares': () => [places(), options({ cells: { kind: 'square', size: 100_000 }, area: archipelago() })],
    'densityShapes with values': () => [
        densityGrid(places(), { cells: { kind: 'hexagon', size: 200_000 } }),
        { z: new Float64Array(densityGrid(places(), { cells: { kind: 'hexagon', size: 200_000 } }).keys.length) },
    ],
    'hotSpots of hexagons': () => [
        densityGrid(places(), { cells: { kind: 'hexagon', size: 200_000 } }),
        options({ rings: 2, of: 'counts' }),
    ],
};
