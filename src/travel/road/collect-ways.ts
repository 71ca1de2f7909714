import { type OsmMember, readOsmFile, type Tags } from './osm-file.js';
import { obeysRestriction, type RoadProfile, restrictionKind, type WaySpeeds, waySpeeds } from './profiles.js';
import { roadFault } from './road-fault.js';
import { SHAPE_UNITS } from './road-network.js';

/** Ways that a profile may use, with where their nodes lie. */
export interface Ways {
    /** OpenStreetMap's id of each way, in the order of the file. */
    readonly ids: readonly number[];
    /** By way, one more than there are: where its nodes begin in `nodes`. */
    readonly offsets: readonly number[];
    /** Nodes as places in `lngs` and `lats`, -1 if the extract lacks them. */
    readonly nodes: Int32Array;
    readonly lngs: Int32Array;
    readonly lats: Int32Array;
    readonly tags: readonly Tags[];
    readonly restrictions: readonly Restriction[];
}

/** A turn that is forbidden (`no_...`) or the only one allowed (`only_...`). */
export interface Restriction {
    readonly kind: string;
    readonly fromWay: number;
    readonly toWay: number;
    /** A place in `lngs` and `lats`, -1 if the extract lacks it. */
    readonly via: number;
}

/** Reads the ways and turn restrictions of an extract that concern a profile: one pass for them, one for their nodes. */
export async function collectWays(
    file: Uint8Array,
    profile: RoadProfile,
    onFraction: (fraction: number) => void | Promise<void>,
): Promise<Ways> {
    const ids: number[] = [];
    const offsets = [0];
    const refs: number[] = [];
    const tags: Tags[] = [];
    const restrictions: (Omit<Restriction, 'via'> & { readonly viaNode: number })[] = [];
    const probe = (): number => 1;
    const onWay = (id: number, nodes: readonly number[], wayTags: Tags): void => {
        if (nodes.length < 2 || waySpeeds(wayTags, profile, probe) === undefined) return;
        ids.push(id);
        for (const node of nodes) refs.push(node);
        offsets.push(refs.length);
        tags.push(wayTags);
    };
    const onRelation = (members: readonly OsmMember[], relationTags: Tags): void => {
        const restriction = readRestriction(members, relationTags, profile);
        if (restriction !== undefined) restrictions.push(restriction);
    };
    await readOsmFile(file, { way: onWay, relation: onRelation }, (bytes) => onFraction((0.5 * bytes) / file.length));
    if (ids.length === 0) {
        throw roadFault(`holds no road for a ${profile}`, 'an extract with roads', 'take an extract that is not filtered');
    }
    const nodeIds = sortedUnique(refs);
    const lngs = new Int32Array(nodeIds.length);
    const lats = new Int32Array(nodeIds.length);
    const isKnown = new Uint8Array(nodeIds.length);
    const onNode = (id: number, lng: number, lat: number): void => {
        const place = placeOf(nodeIds, id);
        if (place < 0) return;
        lngs[place] = Math.round(lng * SHAPE_UNITS);
        lats[place] = Math.round(lat * SHAPE_UNITS);
        isKnown[place] = 1;
    };
    await readOsmFile(file, { node: onNode }, (bytes) => onFraction(0.5 + (0.5 * bytes) / file.length));
    const knownPlace = (id: number): number => {
        const place = placeOf(nodeIds, id);
        return place >= 0 && isKnown[place] === 1 ? place : -1;
    };
    return {
        ids,
        offsets,
        nodes: Int32Array.from(refs, knownPlace),
        lngs,
        lats,
        tags,
        restrictions: restrictions.map(({ viaNode, ...rest }) => ({ ...rest, via: knownPlace(viaNode) })),
    };
}

/** Speeds of a way whose length is known. */
export function speedsOf(ways: Ways, way: number, profile: RoadProfile, length: () => number): WaySpeeds {
    return waySpeeds(ways.tags[way], profile, length) ?? { forward: 0, backward: 0 };
}

function readRestriction(
    members: readonly OsmMember[],
    tags: Tags,
    profile: RoadProfile,
): { kind: string; fromWay: number; toWay: number; viaNode: number } | undefined {
    if (!tags.get('type')?.startsWith('restriction') || !obeysRestriction(tags, profile)) return undefined;
    const kind = restrictionKind(tags, profile);
    if (kind === undefined || !/^(?:no|only)_/.test(kind)) return undefined;
    const from = members.filter(({ role, kind: member }) => role === 'from' && member === 'way');
    const to = members.filter(({ role, kind: member }) => role === 'to' && member === 'way');
    const via = members.filter(({ role }) => role === 'via');
    // Turns over whole ways would need more states than they are worth.
    if (from.length !== 1 || to.length !== 1 || via.length !== 1 || via[0].kind !== 'node') return undefined;
    return { kind, fromWay: from[0].id, toWay: to[0].id, viaNode: via[0].id };
}

function sortedUnique(values: readonly number[]): Float64Array {
    const sorted = Float64Array.from(values).sort();
    let count = 0;
    for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i];
    return sorted.slice(0, count);
}

function placeOf(sorted: Float64Array, value: number): number {
    let low = 0;
    let high = sorted.length - 1;
    while (low <= high) {
        const middle = (low + high) >> 1;
        if (sorted[middle] < value) low = middle + 1;
        else if (sorted[middle] > value) high = middle - 1;
        else return middle;
    }
    return -1;
}
