import type { StopCriteria } from '../../core/index.js';
import type { Position } from '../../geo/index.js';
import type { MatrixTravel, StraightTravel } from '../../travel/index.js';
import type { Barrier } from '../graph/barriers.js';
import type { Alignment } from '../model/alignment.js';
import type { BalancedMeasure, TerritoryLimit } from '../model/measure.js';
import type { WorkMatrix } from '../workload/work-matrix.js';
import type { DesignProgress } from './search/search.js';

/** Where a territory starts. */
export interface Seed {
    /** Id of the territory. */
    readonly id: string;
    /** A rep's home, a branch, a town. */
    readonly position: Position;
    /** Whether distances are measured to this place for good, and not to the median of the territory's units. Default false. */
    readonly pinned?: boolean;
}

/** How much of an incumbent plan may change, and what each change costs. */
export interface Disruption {
    /**
     * What moving an average unit to another territory costs, in mean distances to a centre, from 0. Default 10: next to everything, so
     * that plans are compared by violation, then by what moves, then by distance. Where `rebalanceTerritories` has `work`, in mean units of
     * work, by default 1.5.
     */
    readonly weight?: number;
    /** The measure by which moves are counted: `sales` where relationships matter by their worth. Default: every unit counts 1. */
    readonly measure?: string;
    /** Largest share that may move, 0 to 1; a hard cap. Default 1; for `rebalanceTerritories` with `work` see there. */
    readonly maxMoved?: number;
}

/** How long it takes to drive between units: a matrix for roads, such as one of a `RoadGraph`. */
export type UnitTravel = StraightTravel | MatrixTravel;

/** Options of {@link designTerritories}; one of `count`, `seeds` and `incumbent` is needed. */
export interface DesignOptions {
    /** Number of territories, from 1. They are called `territory-1`, `territory-2`, … Default: as many as there are seeds. */
    readonly count?: number;
    /** One for each territory: its id and where it starts. */
    readonly seeds?: readonly Seed[];
    /** What to balance. Default `[{ measure: 'workload', tolerance: 0.05 }]`. */
    readonly balance?: readonly BalancedMeasure[];
    /** Share of each territory by id, in any unit, more than 0: `{ north: 0.5 }` gives north half as much as the others. Default 1. */
    readonly targets?: Readonly<Record<string, number>>;
    /** `'graph'`: territories are connected in the contiguity graph; `'none'`: they need not be. Default `'graph'`. */
    readonly contiguity?: 'graph' | 'none';
    /** Links between units that are known, by id, as in `buildContiguity`; islands are joined by the shortest links. Default: from the positions. */
    readonly edges?: readonly (readonly [string, string])[];
    /** Territory that a unit must stay in, by unit id. */
    readonly locks?: Readonly<Record<string, string>>;
    /** Territories that a unit may not be in, by unit id. */
    readonly forbidden?: Readonly<Record<string, readonly string[]>>;
    /** Pairs of units, by id, that may not share a territory (disjoint assignment, Ríos-Mercado and López-Pérez, 2013). */
    readonly disjoint?: readonly (readonly [string, string])[];
    /**
     * Groups of units, by id, that share a territory: the accounts of one customer. Where territories are connected, units between the
     * parts of a group go with it, those with the least of the balanced measures.
     */
    readonly keepTogether?: readonly (readonly string[])[];
    /**
     * Whether units at one position share a territory, which then draws no border through a house. Those stay apart that rules tell apart
     * (locks, incumbents, `forbidden`, `disjoint`), or that are together more than a territory may have. Default true.
     */
    readonly keepPlaces?: boolean;
    /** Least, most and ideal amounts of a territory, in addition to `balance`. */
    readonly limits?: readonly TerritoryLimit[];
    /**
     * Lines that territories should not reach across: contiguity links that cross one are cut. Where the graph would fall apart, links
     * around barriers join it, and links across only where there are no others; `bridges` of the plan tells them.
     */
    readonly barriers?: readonly Barrier[];
    /** The plan to start from and to change little; units that it leaves out are new. Its territories need no `count`. */
    readonly incumbent?: Alignment;
    /** What it costs to change the incumbent. */
    readonly disruption?: Disruption;
    /** Ids of the territories to design; all others stay as they are in the incumbent. Default: all. */
    readonly scope?: readonly string[];
    /**
     * What each unit means for each territory's rep, as `estimateWork` gives it. Territories are then weighed by the seconds of work instead
     * of distances, `workload` is that of the rep who has the unit, no unit goes to a rep who cannot serve it where another can, and the unit
     * nearest to a seed stays in its territory.
     */
    readonly work?: WorkMatrix;
    /**
     * What each link between units of two territories costs, in mean distances to a centre (with `work`: in mean units of work), from 0:
     * short borders compared with short ways, so that maps have no fingers. Default 0, with `work` 0.1; 0.1 to 1 smooths borders at little cost.
     */
    readonly borderWeight?: number;
    /**
     * What makes a territory compact: how long it takes to drive, where a travel model is given; a matrix has a row for each unit, in
     * input order, and a seed stands at the unit nearest to it. Rounding of Euclidean distances is left out. Default: straight distances.
     */
    readonly travel?: UnitTravel;
    /** How positions are read: degrees, or coordinates in a plane. Default `'geographic'`. */
    readonly metric?: 'geographic' | 'planar';
    /** Any finite number; default 1. */
    readonly seed?: number;
    /**
     * When to stop; an iteration is one move tried, `target` a cost that is low enough, as `onProgress` tells it. Default: 1,000 iterations a unit, 200,000 to
     * 4,000,000, so that the same input gives the same plan everywhere.
     */
    readonly stop?: StopCriteria;
    /** Ends the search; the best plan so far is returned. */
    readonly signal?: AbortSignal;
    /** Told a few hundred times about the best plan so far. */
    readonly onProgress?: (progress: DesignProgress) => void;
}
