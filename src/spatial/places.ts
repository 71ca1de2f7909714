import type { Position } from '../geo/index.js';

/** Positions grouped by place, so that hundreds of accounts at one address cost an index no more than one. */
export interface Places {
    readonly lngs: Float64Array;
    readonly lats: Float64Array;
    /** The positions at place `p` are `members[offsets[p]]` to `members[offsets[p + 1] - 1]`, rising. */
    readonly offsets: Int32Array;
    readonly members: Int32Array;
}

/** Groups positions; the antimeridian has one name (-180) and a pole one longitude (0). */
export function groupByPlace(positions: readonly Position[]): Places {
    const size = positions.length;
    const lngs = new Float64Array(size);
    const lats = new Float64Array(size);
    for (let i = 0; i < size; i++) {
        const [lng, lat] = positions[i];
        // Adding 0 turns -0 into 0.
        lngs[i] = lat === 90 || lat === -90 ? 0 : lng === 180 ? -180 : lng + 0;
        lats[i] = lat + 0;
    }
    const members = new Int32Array(size);
    for (let i = 0; i < size; i++) members[i] = i;
    members.sort((a, b) => lngs[a] - lngs[b] || lats[a] - lats[b] || a - b);
    const offsets = new Int32Array(size + 1);
    let places = 0;
    for (let k = 0; k < size; k++) {
        const isNew = k === 0 || lngs[members[k]] !== lngs[members[k - 1]] || lats[members[k]] !== lats[members[k - 1]];
        if (isNew) offsets[places++] = k;
    }
    offsets[places] = size;
    const placeLngs = new Float64Array(places);
    const placeLats = new Float64Array(places);
    for (let p = 0; p < places; p++) {
        placeLngs[p] = lngs[members[offsets[p]]];
        placeLats[p] = lats[members[offsets[p]]];
    }
    return { lngs: placeLngs, lats: placeLats, offsets: offsets.slice(0, places + 1), members };
}
