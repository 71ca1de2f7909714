import type { Feature, FeatureCollection, Geometry, LineString, MultiLineString, Point } from 'geojson';
import {
    anything,
    assertArguments,
    coordinates,
    finite,
    flag,
    list,
    loose,
    optional,
    record,
    type Schema,
    strict,
    text,
} from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import type { Problem, Solution } from '../../routing/index.js';
import { roundPosition, splitLine } from '../tables/split-line.js';
import { strokeColor } from './stroke-colors.js';

/** What {@link solutionToGeoJson} takes. */
export interface SolutionGeoJsonOptions {
    /** Whether stops and visits that no route serves are points in addition to the lines; default true. */
    readonly points?: boolean;
}

const place: Schema = optional(loose({ position: optional(coordinates()) }));
const problemSchema: Schema = loose({
    visits: list(loose({ id: text(), position: optional(coordinates()) })),
    vehicles: list(loose({ id: text(), start: place, end: place })),
    travel: optional(loose({ kind: text() })),
});
const solutionSchema: Schema = loose({
    routes: list(
        loose({ vehicleId: text(), stops: list(loose({ visitId: text(), start: finite() })), load: optional(anything()) }),
    ),
    unserved: list(loose({ visitId: text(), reasons: list(record(anything())) })),
});
const optionsSchema: Schema = strict({ points: optional(flag()) });

/**
 * An answer to a routing problem as GeoJSON: one line a route, one point a stop and an unserved visit.
 *
 * @param problem - what was solved; where travel is Euclidean, positions are written as they are, `[x, y]`
 * @param solution - its routes and unserved visits
 * @param options - whether points are written
 * @returns features in the order of the routes, stops after their line, unserved visits last. Places that have a row of a matrix
 * but no position are left out of lines; a feature without any has no geometry (null)
 */
export function solutionToGeoJson(
    problem: Problem,
    solution: Pick<Solution, 'routes' | 'unserved'>,
    options: SolutionGeoJsonOptions = {},
): FeatureCollection<LineString | MultiLineString | Point | null, Record<string, unknown>> {
    assertArguments(
        'solutionToGeoJson',
        { problem: problemSchema, solution: solutionSchema, options: optionsSchema },
        { problem, solution, options },
    );
    const visits = new Map(problem.visits.map((visit) => [visit.id, visit]));
    const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
    const isPlanar = problem.travel?.kind === 'euclidean';
    const withPoints = options.points !== false;
    const features: Feature<LineString | MultiLineString | Point | null, Record<string, unknown>>[] = [];
    solution.routes.forEach((route, index) => {
        const vehicle = vehicles.get(route.vehicleId);
        const places = route.stops.map((stop) => visits.get(stop.visitId)?.position);
        const path = [vehicle?.start?.position, ...places, vehicle?.end?.position].filter((position) => position !== undefined);
        const { vehicleId, stops, load, ...figures } = route;
        const color = strokeColor(index);
        features.push({
            type: 'Feature',
            geometry: lineThrough(path, isPlanar),
            properties: { kind: 'route', route: index + 1, vehicleId, visits: stops.length, ...figures, load, stroke: color },
        });
        if (!withPoints) return;
        stops.forEach((stop, order) => {
            const visit = { kind: 'visit', route: index + 1, order: order + 1, ...stop, 'marker-color': color };
            features.push({ type: 'Feature', id: stop.visitId, geometry: pointAt(places[order], isPlanar), properties: visit });
        });
    });
    for (const { visitId, reasons } of withPoints ? solution.unserved : []) {
        features.push({
            type: 'Feature',
            id: visitId,
            geometry: pointAt(visits.get(visitId)?.position, isPlanar),
            properties: { kind: 'unserved', visitId, reasons },
        });
    }
    return { type: 'FeatureCollection', features };
}

function lineThrough(path: readonly Position[], isPlanar: boolean): LineString | MultiLineString | null {
    if (path.length < 2) return null;
    return isPlanar ? { type: 'LineString', coordinates: path.map(([x, y]) => [x, y]) } : splitLine(path);
}

function pointAt(position: Position | undefined, isPlanar: boolean): Extract<Geometry, Point> | null {
    if (position === undefined) return null;
    return { type: 'Point', coordinates: isPlanar ? [position[0], position[1]] : roundPosition(position) };
}
