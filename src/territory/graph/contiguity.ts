import Delaunator from 'delaunator';
import {
    assertArguments,
    BeatplanError,
    checkStructure,
    finite,
    flag,
    IssueCollector,
    type IssuePath,
    jsonReady,
    list,
    loose,
    numbers,
    optional,
    runSteps,
    type Schema,
    type Steps,
    strict,
    text,
    WorkMeter,
} from '../../core/index.js';
import { type Position, projectPositions } from '../../geo/index.js';
import { checkUnits } from '../model/check-units.js';
import { edgesSchema, metricSchema } from '../model/schemas.js';
import type { Unit } from '../model/unit.js';
import { componentLabels, linkLengths, shortestSpanningLinks, UnionFind } from './graph.js';

/** Which units touch, as a graph in compressed rows: the neighbours of unit `i` are `neighbours[offsets[i]]` to `neighbours[offsets[i + 1] - 1]`. */
export interface Contiguity {
    /** One more than there are units. */
    readonly offsets: Int32Array;
    /** Indices of units, rising in each row; every link stands in the rows of both its ends. */
    readonly neighbours: Int32Array;
    /**
     * Links between units that do not touch, pairs of indices, flat: far islands and the coast nearest to them. Without them the graph
     * would fall apart. Absent if there are none.
     */
    readonly bridges?: Int32Array;
}

/** Options of {@link buildContiguity}. */
export interface ContiguityOptions {
    /** Links that are known, by unit id: borders shared by areas. Default: found from the positions. */
    readonly edges?: readonly (readonly [string, string])[];
    /**
     * A link found from positions is dropped when it is longer than this many times the usual link (the second shortest) of the end
     * whose links are shorter, and longer than twice that of the other, unless the graph would fall apart without it: what is far from all
     * others touches the nearest. From 1; default 4.
     */
    readonly stretch?: number;
    /** Whether parts of the graph that do not touch are joined by the shortest links between them. Default true. */
    readonly bridge?: boolean;
    /** How positions are read: degrees, or coordinates in a plane. Default `'geographic'`. */
    readonly metric?: 'geographic' | 'planar';
}

const optionsSchema: Schema = strict({
    edges: optional(edgesSchema),
    stretch: optional(finite({ moreThan: 0, infinite: true })),
    bridge: optional(flag()),
    metric: optional(metricSchema),
});
const graphSchema: Schema = loose({ offsets: numbers(), neighbours: numbers() });

/**
 * Finds which units are neighbours, so that a territory can be told from a scatter of units.
 *
 * Without `edges`, neighbours are the pairs of the Delaunay triangulation in the plane around the units' centre, less its overlong
 * links; the minimum spanning tree is always kept, so the graph is connected. Units at one place are linked to each other and share the
 * place's neighbours. With `edges`, the graph is theirs, and islands are joined by the shortest links unless `bridge` is false.
 *
 * @param units - any number, ids unique
 * @returns indices into `units`; O(n log n)
 * @throws BeatplanError `invalid-input` with `unknown-id` for an edge to no unit, and the codes of positions
 * @example
 * ```ts
 * const { offsets, neighbours } = buildContiguity(units);
 * const neighboursOfFirst = neighbours.subarray(offsets[0], offsets[1]);
 * ```
 * @see Delaunay 1934, "Sur la sphère vide"; Toussaint 1980, doi:10.1016/0031-3203(80)90066-7 (the spanning tree lies in the triangulation)
 */
export function buildContiguity(units: readonly Unit[], options: ContiguityOptions = {}): Contiguity {
    const collector = new IssueCollector();
    checkStructure(optionsSchema, options, collector, ['options']);
    collector.throwIfAny('buildContiguity');
    const indexOf = checkUnits(units, options.metric ?? 'geographic', collector);
    const known = readEdges(options.edges, indexOf, collector, ['options', 'edges']);
    collector.throwIfAny('buildContiguity');

    return jsonReady(linkPoints(planePoints(units, options.metric ?? 'geographic'), known, options));
}

/** {@link buildContiguity} for points and links that were checked. */
export function linkPoints(points: Float64Array, known: readonly number[] | undefined, options: ContiguityOptions): Contiguity {
    return runSteps(linkSteps(points, known, options));
}

/** {@link linkPoints} in steps; the triangulation is one of them, however many points there are. */
export function* linkSteps(
    points: Float64Array,
    known: readonly number[] | undefined,
    options: ContiguityOptions,
): Steps<Contiguity> {
    const size = points.length / 2;
    if (known === undefined) {
        const links = yield* triangulateSteps(points);
        yield;
        const kept = pruneOverlong(size, links, points, options.stretch ?? 4);
        yield;
        return yield* bridged(size, kept, joinParts(size, kept, links, points));
    }
    if (options.bridge === false) return yield* rowSteps(size, known);
    return yield* bridged(size, known, yield* bridgeSteps(size, known, points));
}

function* bridged(size: number, links: readonly number[], bridges: readonly number[]): Steps<Contiguity> {
    const rows = yield* rowSteps(size, links.concat(bridges));
    return bridges.length === 0 ? rows : { ...rows, bridges: Int32Array.from(bridges) };
}

/**
 * Links that join the parts of a graph: of all ways to do so by Delaunay links, the one of least total length.
 *
 * @param links - pairs of indices, flat
 * @param points - x and y, interleaved
 * @param isLast - links that are taken only where no others join the parts, by both ends
 * @returns pairs of indices, flat; empty if the graph is connected
 */
export function* bridgeSteps(
    size: number,
    links: ArrayLike<number>,
    points: Float64Array,
    isLast?: (a: number, b: number) => boolean,
): Steps<number[]> {
    const parts = partsOf(size, links);
    if (parts.count <= 1) return [];
    const candidates = yield* triangulateSteps(points);
    yield;
    if (isLast === undefined) return shortestSpanningLinks(candidates, linkLengths(candidates, points), parts);
    const first: number[] = [];
    const meter = new WorkMeter();
    for (let e = 0; e < candidates.length; e += 2) {
        if (meter.spend(UNITS_A_CROSSING)) yield;
        if (!isLast(candidates[e], candidates[e + 1])) first.push(candidates[e], candidates[e + 1]);
    }
    return shortestSpanningLinks(first, linkLengths(first, points), parts).concat(
        shortestSpanningLinks(candidates, linkLengths(candidates, points), parts),
    );
}

/** Elementary operations of a search for the lines that a link crosses, about. */
export const UNITS_A_CROSSING = 100;

function joinParts(size: number, links: readonly number[], candidates: readonly number[], points: Float64Array): number[] {
    const parts = partsOf(size, links);
    return parts.count <= 1 ? [] : shortestSpanningLinks(candidates, linkLengths(candidates, points), parts);
}

function partsOf(size: number, links: ArrayLike<number>): UnionFind {
    const parts = new UnionFind(size);
    for (let i = 0; i < links.length; i += 2) parts.join(links[i], links[i + 1]);
    return parts;
}

/** The units' places in a plane: x and y in metres, interleaved. */
export function planePoints(units: readonly Unit[], metric: 'geographic' | 'planar'): Float64Array {
    if (metric === 'geographic') return projectPositions(units.map((unit) => unit.position));
    const points = new Float64Array(units.length * 2);
    for (let i = 0; i < units.length; i++) {
        const position: Position = units[i].position;
        points[2 * i] = position[0];
        points[2 * i + 1] = position[1];
    }
    return points;
}

/** The part of the graph that each unit lies in, numbered by first unit, and how many there are. */
export function connectedParts(contiguity: Contiguity): { labels: Int32Array; count: number } {
    return componentLabels(contiguity.offsets, contiguity.neighbours);
}

/**
 * Lists which units touch by their ids, as `edges` of the other calls takes them.
 *
 * @param contiguity - of these units, in this order
 * @returns each pair once, by first unit
 * @example
 * ```ts
 * const edges = listEdges(units, buildContiguity(units));
 * ```
 */
export function listEdges(units: readonly Unit[], contiguity: Contiguity): [string, string][] {
    assertArguments('listEdges', { units: list(loose({ id: text() })), contiguity: graphSchema }, { units, contiguity });
    const { offsets, neighbours } = contiguity;
    const isSound =
        offsets.length === units.length + 1 &&
        Array.prototype.every.call(offsets, (at, i) => Number.isInteger(at) && at >= (i === 0 ? 0 : offsets[i - 1])) &&
        offsets[units.length] <= neighbours.length &&
        Array.prototype.every.call(neighbours, (unit) => units[unit as number] !== undefined);
    if (!isSound) throw new BeatplanError('dimension-mismatch', 'The contiguity is not of these units.');
    return namedLinks(units, contiguity);
}

/** {@link listEdges} of a contiguity that is known to be of these units. */
export function namedLinks(units: readonly Unit[], { offsets, neighbours }: Contiguity): [string, string][] {
    const edges: [string, string][] = [];
    for (let i = 0; i < units.length; i++) {
        for (let e = offsets[i]; e < offsets[i + 1]; e++)
            if (neighbours[e] > i) edges.push([units[i].id, units[neighbours[e]].id]);
    }
    return edges;
}

/** Edges by id as pairs of indices, flat; undefined if none were given. */
export function readEdges(
    edges: readonly (readonly [string, string])[] | undefined,
    indexOf: ReadonlyMap<string, number>,
    collector: IssueCollector,
    path: IssuePath,
): number[] | undefined {
    if (edges === undefined) return undefined;
    const links: number[] = [];
    edges.forEach((edge, index) => {
        const ends = edge.map((id, side) => {
            const at = indexOf.get(id);
            if (at === undefined) collector.add('unknown-id', [...path, index, side], 'unknown unit id', { received: id });
            return at;
        });
        if (ends[0] !== undefined && ends[1] !== undefined && ends[0] !== ends[1]) links.push(ends[0], ends[1]);
    });
    return links;
}

/** Elementary operations of a text that is made and looked up, about. */
const UNITS_A_KEY = 20;
/** How much longer than usual the links of a place are that lies farther from others than these do. */
const LONE_STRETCH = 2;

// Coordinates become integers below 2^40 before they are triangulated: places closer than a millionth of a millionth of the extent are
// one place, and the triangulation cannot lose a point to its own rounding.
function* triangulateSteps(points: Float64Array): Steps<number[]> {
    const size = points.length / 2;
    const links: number[] = [];
    if (size < 2) return links;
    let extent = 0;
    for (let axis = 0; axis < 2; axis++) {
        let low = Number.POSITIVE_INFINITY;
        let high = Number.NEGATIVE_INFINITY;
        for (let i = axis; i < points.length; i += 2) {
            if (points[i] < low) low = points[i];
            if (points[i] > high) high = points[i];
        }
        extent = Math.max(extent, high - low);
    }
    const scale = extent > 0 ? 1e12 / extent : 0;
    const places = new Map<string, number>();
    const firstUnit: number[] = [];
    const lastUnit: number[] = [];
    const placeOf = new Int32Array(size);
    const coordinates: number[] = [];
    const meter = new WorkMeter();
    for (let i = 0; i < size; i++) {
        if (meter.spend(UNITS_A_KEY)) yield;
        const x = Math.round((points[2 * i] - points[0]) * scale);
        const y = Math.round((points[2 * i + 1] - points[1]) * scale);
        const key = `${x},${y}`;
        const place = places.get(key);
        if (place === undefined) {
            placeOf[i] = firstUnit.length;
            places.set(key, firstUnit.length);
            firstUnit.push(i);
            lastUnit.push(i);
            coordinates.push(x, y);
        } else {
            // Linked to the first and to the one before, so that no unit of the place holds the others together alone.
            placeOf[i] = place;
            links.push(firstUnit[place], i);
            if (lastUnit[place] !== firstUnit[place]) links.push(lastUnit[place], i);
            lastUnit[place] = i;
        }
    }
    yield;
    const placeLinks = triangulatePlaces(Float64Array.from(coordinates));
    yield;
    const others = groupByPlace(placeOf, firstUnit);
    for (let e = 0; e < placeLinks.length; e += 2) {
        const a = placeLinks[e];
        const b = placeLinks[e + 1];
        links.push(firstUnit[a], firstUnit[b]);
        for (const unit of others[a] ?? []) links.push(unit, firstUnit[b]);
        for (const unit of others[b] ?? []) links.push(firstUnit[a], unit);
    }
    return links;
}

function groupByPlace(placeOf: Int32Array, firstUnit: readonly number[]): (number[] | undefined)[] {
    const others: (number[] | undefined)[] = new Array(firstUnit.length).fill(undefined);
    for (let i = 0; i < placeOf.length; i++) {
        if (firstUnit[placeOf[i]] === i) continue;
        others[placeOf[i]] ??= [];
        others[placeOf[i]]!.push(i);
    }
    return others;
}

function triangulatePlaces(coordinates: Float64Array): number[] {
    const count = coordinates.length / 2;
    const links: number[] = [];
    if (count < 2) return links;
    const { triangles, halfedges } = new Delaunator(coordinates);
    if (triangles.length === 0) {
        // All on one line: each place touches the next along it.
        const order = Array.from({ length: count }, (_, i) => i);
        order.sort((a, b) => coordinates[2 * a] - coordinates[2 * b] || coordinates[2 * a + 1] - coordinates[2 * b + 1]);
        for (let i = 1; i < count; i++) links.push(order[i - 1], order[i]);
        return links;
    }
    for (let e = 0; e < triangles.length; e++) {
        if (e < halfedges[e]) continue;
        links.push(triangles[e], triangles[e % 3 === 2 ? e - 2 : e + 1]);
    }
    return links;
}

function pruneOverlong(size: number, links: readonly number[], points: Float64Array, stretch: number): number[] {
    const lengths = linkLengths(links, points);
    const usual = usualLengths(size, links, lengths);
    const kept: number[] = [];
    for (let e = 0; e < lengths.length; e++) {
        const a = links[2 * e];
        const b = links[2 * e + 1];
        // What is far from all others touches the nearest of them, not all that lie around it.
        const [near, far] = [Math.min(usual[a], usual[b]), Math.max(usual[a], usual[b])];
        if (lengths[e] > stretch * near && lengths[e] > Math.min(stretch, LONE_STRETCH) * far) continue;
        kept.push(a, b);
    }
    return kept;
}

// The second shortest link at each unit that leads to another place: even the corner of a cluster has two near neighbours.
function usualLengths(size: number, links: readonly number[], lengths: Float64Array): Float64Array {
    const shortest = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    const second = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    for (let e = 0; e < lengths.length; e++) {
        const length = lengths[e];
        if (length === 0) continue;
        for (let side = 0; side < 2; side++) {
            const unit = links[2 * e + side];
            if (length < shortest[unit]) {
                second[unit] = shortest[unit];
                shortest[unit] = length;
            } else if (length < second[unit]) second[unit] = length;
        }
    }
    return second;
}

/** Elementary operations of a row that is put in order, about. */
const UNITS_A_ROW = 10;

// Rows in rising order, each neighbour once.
function* rowSteps(size: number, links: readonly number[]): Steps<Contiguity> {
    const starts = new Int32Array(size + 1);
    for (let i = 0; i < links.length; i++) starts[links[i] + 1]++;
    for (let i = 0; i < size; i++) starts[i + 1] += starts[i];
    const ends = starts.slice(0, size);
    const entries = new Int32Array(links.length);
    for (let i = 0; i < links.length; i++) entries[ends[links[i]]++] = links[i ^ 1];
    const offsets = new Int32Array(size + 1);
    let kept = 0;
    const meter = new WorkMeter();
    for (let i = 0; i < size; i++) {
        if (meter.spend(UNITS_A_ROW)) yield;
        const row = entries.subarray(starts[i], starts[i + 1]).sort();
        for (let e = 0; e < row.length; e++) if (e === 0 || row[e] !== row[e - 1]) entries[kept++] = row[e];
        offsets[i + 1] = kept;
    }
    return { offsets, neighbours: entries.slice(0, kept) };
}
