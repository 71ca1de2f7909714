/**
 * Roads between junctions, in typed arrays. Road `r` runs from its first shape point to its last; its arcs are `2 r` along it and
 * `2 r + 1` against it. A state is a junction, or a junction as one sees it who came by an arc with forbidden turns: an arc ends in a
 * state, and a state knows the arcs that may follow.
 */
export interface RoadNetwork {
    /** R + 1 places in `shape`, in points. */
    readonly shapeOffsets: Uint32Array;
    /** Longitude and latitude of each point in ten-millionths of a degree. */
    readonly shape: Int32Array;
    /** By arc, 2 R: see `toWeight`; 0 if the arc is closed. */
    readonly weights: Float64Array;
    /** By arc: the state it ends in, -1 if it is closed. */
    readonly heads: Int32Array;
    /** By state, one more than there are states: where its arcs begin in `arcs`. */
    readonly arcOffsets: Uint32Array;
    /** The arcs that may be taken at each state. */
    readonly arcs: Int32Array;
}

/** Units of `shape` in a degree. */
export const SHAPE_UNITS = 1e7;

/** How many states a network has. */
export function stateCount(network: RoadNetwork): number {
    return network.arcOffsets.length - 1;
}
