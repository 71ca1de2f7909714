import type { Position } from '../../geo/index.js';
import { Climb } from './climb.js';
import type { ArcTails } from './road-ends.js';
import { alongRoad, arrivingEnds, leavingEnds } from './road-ends.js';
import type { StoredRoads } from './road-file.js';
import type { RoadSnapper, SnappedPoint } from './snap.js';

// Enough for the places of a market; then the oldest half goes.
const MOST_SNAPS = 200_000;

/** Single trips, one after another: searches keep their arrays, and the last start keeps its search. */
export class SingleTrips {
    private readonly roads: StoredRoads;
    private readonly snapper: RoadSnapper;
    private readonly tails: ArcTails;
    private readonly mostSnapped: number;
    private readonly ascent: Climb;
    private readonly descent: Climb;
    private readonly snaps: Map<string, SnappedPoint> = new Map();
    private start: SnappedPoint | undefined;

    constructor(roads: StoredRoads, snapper: RoadSnapper, tails: ArcTails, mostSnapped: number) {
        const { ranks, up, down } = roads.hierarchy;
        this.roads = roads;
        this.snapper = snapper;
        this.tails = tails;
        this.mostSnapped = mostSnapped;
        this.ascent = new Climb(ranks.length, up, down);
        this.descent = new Climb(ranks.length, down, up);
    }

    /** The weight of the quickest trip; `Infinity` if there is none. */
    weight(from: Position, to: Position): number {
        const { network, hierarchy } = this.roads;
        const start = this.snap(from);
        const end = this.snap(to);
        if (start.distance > this.mostSnapped || end.distance > this.mostSnapped) return Number.POSITIVE_INFINITY;
        if (start !== this.start) this.ascent.from(leavingEnds(network, start), hierarchy.ranks);
        this.start = start;
        this.descent.from(arrivingEnds(network, this.tails, end), hierarchy.ranks);
        let { weight } = alongRoad(network, start, end);
        for (const rank of this.descent.settled) {
            weight = Math.min(weight, this.ascent.weightTo(rank) + this.descent.weightTo(rank));
        }
        return weight;
    }

    private snap(position: Position): SnappedPoint {
        const key = `${position[0]} ${position[1]}`;
        const known = this.snaps.get(key);
        if (known !== undefined) return known;
        if (this.snaps.size >= MOST_SNAPS) {
            for (const old of [...this.snaps.keys()].slice(0, MOST_SNAPS / 2)) this.snaps.delete(old);
        }
        const found = this.snapper.snap(position);
        this.snaps.set(key, found);
        return found;
    }
}
