/**
 * A contraction hierarchy (Geisberger, Sanders, Schultes and Delling 2008, doi:10.1007/978-3-540-68552-4_24): states in the order of their
 * importance, 0 the most important; a shortest way climbs from its start along `up` and comes down to its end along `down` backwards.
 */
export interface Hierarchy {
    /** By state of the network: its rank. */
    readonly ranks: Int32Array;
    /** Arcs that leave each rank for more important ones. */
    readonly up: RankedArcs;
    /** Arcs that reach each rank from more important ones. */
    readonly down: RankedArcs;
}

/** Arcs by rank. */
export interface RankedArcs {
    /** One more than there are ranks. */
    readonly offsets: Uint32Array;
    /** The more important end, as a rank. */
    readonly ends: Int32Array;
    readonly weights: Float64Array;
    /** The rank in the middle of a shortcut, or `-1 - arc` of the network. */
    readonly vias: Int32Array;
}
