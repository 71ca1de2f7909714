/** The corner is one of the shape's own. */
export const ORIGINAL = 0;
/** The corner was put into a straight edge and may be left out again. */
export const INSERTED = 1;
/** The corner was made by a cut. */
export const CROSSING = 2;

/** The edge is one of the shape's own. */
export const OWN_BORDER = -1;

/**
 * A closed ring in the plane, its area to the left; the last corner joins the first. Each corner carries its longitude and latitude, or NaN
 * where it is made by two cuts and has none of its own.
 */
export interface CutRing {
    readonly x: number[];
    readonly y: number[];
    readonly lng: number[];
    readonly lat: number[];
    /** {@link ORIGINAL}, {@link INSERTED} or {@link CROSSING}. */
    readonly kind: number[];
    /** What the edge to the next corner runs along: the number of a cut's line, or {@link OWN_BORDER}. */
    readonly line: number[];
}

/** A line through `(x, y)`; the side that its normal points to is kept. */
export interface HalfPlane {
    readonly line: number;
    readonly x: number;
    readonly y: number;
    readonly normalX: number;
    readonly normalY: number;
}

/** A run of kept corners between the place where the ring comes over the line and the place where it goes. */
interface Chain {
    readonly ring: CutRing;
    /** Where the chain begins and ends along the line. */
    entry: number;
    exit: number;
}

export function emptyRing(): CutRing {
    return { x: [], y: [], lng: [], lat: [], kind: [], line: [] };
}

export function pushCorner(ring: CutRing, x: number, y: number, lng: number, lat: number, kind: number, line: number): void {
    ring.x.push(x);
    ring.y.push(y);
    ring.lng.push(lng);
    ring.lat.push(lat);
    ring.kind.push(kind);
    ring.line.push(line);
}

/**
 * Cuts an area down to one side of a line. The area may have holes and several parts, and may fall into more.
 *
 * Each chain of kept corners ends on the line; the area lies beside the line from the k-th exit to the k-th entry, in the order along it.
 * Pairing by rank, not by nearness, keeps rings closed whatever rounding does to places that all but coincide.
 */
export function cutRings(rings: readonly CutRing[], plane: HalfPlane): CutRing[] {
    const kept: CutRing[] = [];
    const chains: Chain[] = [];
    for (const ring of rings) cutRing(ring, plane, kept, chains);
    if (chains.length > 0) joinChains(chains, kept);
    return kept;
}

function cutRing(ring: CutRing, plane: HalfPlane, kept: CutRing[], chains: Chain[]): void {
    const size = ring.x.length;
    const sides = new Float64Array(size);
    let insideCount = 0;
    let start = -1;
    for (let i = 0; i < size; i++) {
        sides[i] = (ring.x[i] - plane.x) * plane.normalX + (ring.y[i] - plane.y) * plane.normalY;
        if (sides[i] > 0) insideCount++;
        else start = i;
    }
    if (insideCount === 0) return;
    if (insideCount === size) {
        kept.push(ring);
        return;
    }
    let chain: Chain | undefined;
    // Once around, from a corner that is not inside back to it.
    for (let k = 1, before = start; k <= size; k++) {
        const i = start + k < size ? start + k : start + k - size;
        if (sides[i] > 0) {
            if (chain === undefined) {
                chain = { ring: emptyRing(), entry: 0, exit: 0 };
                pushCrossing(chain.ring, ring, before, i, sides, ring.line[before]);
                chain.entry = alongLine(chain.ring, plane);
            }
            pushCorner(chain.ring, ring.x[i], ring.y[i], ring.lng[i], ring.lat[i], ring.kind[i], ring.line[i]);
        } else if (chain !== undefined) {
            pushCrossing(chain.ring, ring, before, i, sides, plane.line);
            chain.exit = alongLine(chain.ring, plane);
            chains.push(chain);
            chain = undefined;
        }
        before = i;
    }
}

/** The place where the edge from corner `a` to corner `b` crosses the line; a corner that lies on it as it is. */
function pushCrossing(to: CutRing, from: CutRing, a: number, b: number, sides: Float64Array, line: number): void {
    if (sides[b] === 0) {
        pushCorner(to, from.x[b], from.y[b], from.lng[b], from.lat[b], CROSSING, line);
        return;
    }
    const t = sides[a] / (sides[a] - sides[b]);
    const x = from.x[a] + t * (from.x[b] - from.x[a]);
    const y = from.y[a] + t * (from.y[b] - from.y[a]);
    const isOnBorder = from.line[a] === OWN_BORDER;
    const lng = isOnBorder ? from.lng[a] + t * (from.lng[b] - from.lng[a]) : Number.NaN;
    const lat = isOnBorder ? from.lat[a] + t * (from.lat[b] - from.lat[a]) : Number.NaN;
    pushCorner(to, x, y, lng, lat, CROSSING, line);
}

/** How far along the line, with the kept side to the left, the last corner of a chain lies. */
function alongLine({ x, y }: CutRing, plane: HalfPlane): number {
    const last = x.length - 1;
    return (x[last] - plane.x) * plane.normalY - (y[last] - plane.y) * plane.normalX;
}

function joinChains(chains: readonly Chain[], kept: CutRing[]): void {
    const byEntry = chains.map((_, i) => i).sort((a, b) => chains[a].entry - chains[b].entry || a - b);
    const byExit = chains.map((_, i) => i).sort((a, b) => chains[a].exit - chains[b].exit || a - b);
    const next = new Int32Array(chains.length);
    for (let rank = 0; rank < chains.length; rank++) next[byExit[rank]] = byEntry[rank];
    const isUsed = new Uint8Array(chains.length);
    for (let first = 0; first < chains.length; first++) {
        if (isUsed[first] === 1) continue;
        const ring = chains[first].ring;
        isUsed[first] = 1;
        for (let i = next[first]; i !== first; i = next[i]) {
            isUsed[i] = 1;
            const { x, y, lng, lat, kind, line } = chains[i].ring;
            for (let k = 0; k < x.length; k++) pushCorner(ring, x[k], y[k], lng[k], lat[k], kind[k], line[k]);
        }
        kept.push(ring);
    }
}
