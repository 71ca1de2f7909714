import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { EARTH_RADIUS, greatCircleDistance, type Position } from '../geo/index.js';
import { groupByPlace, type Places } from './places.js';

// Kilometres; the radius that geokdbush computes with.
const TREE_RADIUS = 6371;
const NODE_SIZE = 16;

/** Places in a k-d tree; the tree's ids are numbers of places. */
export interface PointTree {
    readonly places: Places;
    readonly tree: KDBush;
}

export function buildPointTree(positions: readonly Position[]): PointTree {
    const places = groupByPlace(positions);
    const tree = new KDBush(places.lngs.length, NODE_SIZE);
    for (let p = 0; p < places.lngs.length; p++) tree.add(places.lngs[p], places.lats[p]);
    tree.finish();
    return { places, tree };
}

/**
 * Writes the nearest positions to `found` and their distances to `distances`, nearest first, ties by index.
 *
 * The tree gives places in the order of its own arithmetic. One more than asked for is fetched: where it is no farther than the last
 * that is wanted, ties may have been cut off, and everything up to that distance is fetched.
 */
export function nearestInto(
    { tree, places }: PointTree,
    position: Position,
    count: number,
    radius: number,
    filter: ((index: number) => boolean) | undefined,
    found: number[],
    distances: number[],
): void {
    const { offsets, members } = places;
    const isWanted = filter === undefined ? undefined : (place: number): boolean => hasMember(place, places, filter);
    const [lng, lat] = position;
    let candidates = around(tree, lng, lat, count + 1, toTreeRadius(radius + slackAt(radius)), isWanted);
    if (candidates.length > count) {
        const last = distanceTo(position, places, candidates[count - 1]);
        const beyond = distanceTo(position, places, candidates[count]);
        const slack = slackAt(last);
        if (beyond - last <= slack) {
            candidates = around(tree, lng, lat, Number.POSITIVE_INFINITY, toTreeRadius(last + slack), isWanted);
        }
    }
    const ids: number[] = [];
    const lengths: number[] = [];
    for (const place of candidates) {
        const distance = distanceTo(position, places, place);
        if (distance > radius) continue;
        let taken = 0;
        for (let k = offsets[place]; k < offsets[place + 1] && taken < count; k++) {
            if (filter !== undefined && !filter(members[k])) continue;
            ids.push(members[k]);
            lengths.push(distance);
            taken++;
        }
    }
    const sorted = sortByDistance(ids, lengths);
    const size = Math.min(count, ids.length);
    for (let k = 0; k < size; k++) {
        found.push(sorted.found[k]);
        distances.push(sorted.distances[k]);
    }
}

function hasMember(place: number, { offsets, members }: Places, filter: (index: number) => boolean): boolean {
    for (let k = offsets[place]; k < offsets[place + 1]; k++) if (filter(members[k])) return true;
    return false;
}

function distanceTo(position: Position, { lngs, lats }: Places, place: number): number {
    return greatCircleDistance(position, [lngs[place], lats[place]]);
}

/** By how many metres the tree's arithmetic and ours may differ: near the antipode the inverse sine loses half of its digits. */
function slackAt(distance: number): number {
    return distance > 2e7 ? 1 : 1e-6 + 1e-9 * distance;
}

/** Kilometres on the tree's sphere. Its search breaks down past half the circumference, where no limit is the same anyway. */
function toTreeRadius(radius: number): number {
    return radius >= Math.PI * EARTH_RADIUS ? Number.POSITIVE_INFINITY : (radius / EARTH_RADIUS) * TREE_RADIUS;
}

export function sortByDistance(found: readonly number[], distances: readonly number[]): { found: number[]; distances: number[] } {
    const order = found.map((_, k) => k).sort((a, b) => distances[a] - distances[b] || found[a] - found[b]);
    return { found: order.map((k) => found[k]), distances: order.map((k) => distances[k]) };
}
