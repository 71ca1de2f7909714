import type { GeoJsonProperties } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryObject as Geometry, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import states from 'us-atlas/states-10m.json' with { type: 'json' };
import fineCountries from 'world-atlas/countries-50m.json' with { type: 'json' };
import coarseCountries from 'world-atlas/countries-110m.json' with { type: 'json' };
import { type Bbox, bboxContains, type Position, polygonBbox, polygonTester } from '../geo/index.js';
import type { Outlines } from './report-data.js';
import type { View } from './view.js';

// Beyond this width there is no visible difference between the two scales, and the finer one weighs seven times as much.
const WIDEST_FINE_VIEW = 75;
const MARGIN = 0.6;
const LEAST_MARGIN = 3;

const UNITED_STATES = '840';

/**
 * Chooses the outlines that a report needs: countries around the view, at a scale that fits it, and the states of the United States
 * where at least half of the positions lie there. Where the positions lie is `home`, the rest `others`.
 */
export function outlinesOf(positions: readonly Position[], view: View): Outlines {
    const around = widenView(view);
    let inStates = 0;
    for (const count of countByArea(states, 'states', positions).values()) inStates += count;
    const hasStates = inStates > 0 && inStates * 2 >= positions.length;
    const world = hasStates || view[2] - view[0] <= WIDEST_FINE_VIEW ? fineCountries : coarseCountries;
    const homes = countByArea(world, 'countries', positions);
    const groupOf = (id: string): string | undefined => {
        // The states replace the country, whose coarser border would run next to theirs.
        if (hasStates && id === UNITED_STATES) return undefined;
        return homes.has(id) ? 'home' : 'others';
    };
    const countries = cropTopology(world, 'countries', around, groupOf);
    return hasStates ? { countries, states: cropTopology(states, 'states', around, () => 'home') } : { countries };
}

/** How many of the positions each area of a topology holds, by the area's id; areas without any are left out. */
export function countByArea(topology: Topology, name: string, positions: readonly Position[]): Map<string, number> {
    const collection = feature(topology, topology.objects[name]);
    const areas: { readonly id: string; readonly box: Bbox; readonly contains: (position: Position) => boolean }[] = [];
    for (const { id, geometry } of collection.type === 'FeatureCollection' ? collection.features : []) {
        if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
        const box = polygonBbox(geometry);
        if (box !== undefined) areas.push({ id: String(id), box, contains: polygonTester(geometry) });
    }
    const counts = new Map<string, number>();
    for (const position of positions) {
        const area = areas.find(({ box, contains }) => bboxContains(box, position) && contains(position));
        if (area !== undefined) counts.set(area.id, (counts.get(area.id) ?? 0) + 1);
    }
    return counts;
}

function widenView([west, south, east, north]: View): View {
    const x = Math.max(LEAST_MARGIN, (east - west) * MARGIN);
    const y = Math.max(LEAST_MARGIN, (north - south) * MARGIN);
    return [west - x, south - y, east + x, north + y];
}

/**
 * Keeps the polygons of one object whose boxes meet the view (modulo whole turns), and the arcs that these need.
 *
 * @param groupOf - name of the object that an area goes to, by the area's id; none for areas that are not wanted
 */
export function cropTopology(
    topology: Topology,
    name: string,
    view: View,
    groupOf: (id: string) => string | undefined,
): Topology {
    const boxes = topology.arcs.map((arc) => arcBox(arc, topology));
    const numbers = new Map<number, number>();
    const arcs: Topology['arcs'] = [];
    const renumber = (arc: number): number => {
        const old = arc < 0 ? ~arc : arc;
        let fresh = numbers.get(old);
        if (fresh === undefined) {
            fresh = arcs.length;
            numbers.set(old, fresh);
            arcs.push(topology.arcs[old]);
        }
        return arc < 0 ? ~fresh : fresh;
    };
    const collection = topology.objects[name];
    const groups = new Map<string, MultiPolygon[]>();
    for (const geometry of collection.type === 'GeometryCollection' ? collection.geometries : [collection]) {
        const group = groupOf(String(geometry.id));
        if (group === undefined) continue;
        const polygons = polygonsOf(geometry).filter(([outer]) => {
            const box = joinBoxes(outer.map((arc) => boxes[arc < 0 ? ~arc : arc]));
            return meets(box, view);
        });
        if (polygons.length === 0) continue;
        const kept: MultiPolygon = {
            type: 'MultiPolygon',
            arcs: polygons.map((rings) => rings.map((ring) => ring.map(renumber))),
        };
        const members = groups.get(group);
        if (members === undefined) groups.set(group, [kept]);
        else members.push(kept);
    }
    const objects: Topology['objects'] = {};
    for (const [group, geometries] of groups) objects[group] = { type: 'GeometryCollection', geometries };
    return { type: 'Topology', ...(topology.transform ? { transform: topology.transform } : {}), objects, arcs };
}

function polygonsOf(geometry: Geometry<GeoJsonProperties>): number[][][] {
    if (geometry.type === 'Polygon') return [(geometry as Polygon).arcs];
    if (geometry.type === 'MultiPolygon') return (geometry as MultiPolygon).arcs;
    return [];
}

function arcBox(arc: readonly (readonly number[])[], { transform }: Topology): View {
    const [scaleX, scaleY] = transform?.scale ?? [1, 1];
    const [shiftX, shiftY] = transform?.translate ?? [0, 0];
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    let x = 0;
    let y = 0;
    for (const [stepX, stepY] of arc) {
        x = transform ? x + stepX : stepX;
        y = transform ? y + stepY : stepY;
        west = Math.min(west, x);
        east = Math.max(east, x);
        south = Math.min(south, y);
        north = Math.max(north, y);
    }
    return [west * scaleX + shiftX, south * scaleY + shiftY, east * scaleX + shiftX, north * scaleY + shiftY];
}

function joinBoxes(boxes: readonly View[]): View {
    let [west, south, east, north] = boxes[0];
    for (const box of boxes) {
        west = Math.min(west, box[0]);
        south = Math.min(south, box[1]);
        east = Math.max(east, box[2]);
        north = Math.max(north, box[3]);
    }
    return [west, south, east, north];
}

function meets(box: View, view: View): boolean {
    if (box[1] > view[3] || box[3] < view[1]) return false;
    for (let turn = -360; turn <= 360; turn += 360) {
        if (box[0] + turn <= view[2] && box[2] + turn >= view[0]) return true;
    }
    return false;
}
