import { checkStructure, finite, IssueCollector, oneOf, optional, strict } from '../core/index.js';
import { greatCircleDistance } from '../geo/index.js';
import { checkUnits } from './check-units.js';
import { measureOf } from './design-options.js';
import type { Unit } from './unit.js';

/** Options of {@link suggestTerritoryCount}. */
export interface TerritoryCountOptions {
    /** What one rep can work, in the unit of `workload`: seconds per four weeks where `accountUnits` made it. More than 0. */
    readonly repSeconds: number;
    /** No unit should be farther than this from the middle of its territory, metres. Default unlimited. */
    readonly maxDistance?: number;
    /** Not fewer territories than this, whatever the work. Default 1. */
    readonly floor?: number;
    /** How positions are read: degrees, or coordinates in a plane. Default `'geographic'`. */
    readonly metric?: 'geographic' | 'planar';
}

/** A number of territories, and why. */
export interface TerritoryCount {
    readonly count: number;
    /** What asks for so many. */
    readonly reason: 'workload' | 'distance' | 'floor';
    /** What each alone asks for. */
    readonly byWorkload: number;
    readonly byDistance: number;
    /** Workload over what the reps can work, 0 to 1. */
    readonly utilization: number;
    /** For people. */
    readonly message: string;
}

/**
 * Says how many territories a market needs: as many as its work takes (buildup method), and as distances allow.
 *
 * @param units - with a `workload` each, from 1
 * @returns the largest of what work, distance and floor ask for, at most one a unit; O(n · byDistance)
 * @throws BeatplanError `invalid-input` with every problem
 * @example
 * ```ts
 * const { count } = suggestTerritoryCount(units, { repSeconds: 4 * 5 * 6 * 3600 });
 * ```
 * @see Talley 1961, doi:10.2307/1248900 (workload method); Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5 (farthest-first covering)
 */
export function suggestTerritoryCount(units: readonly Unit[], options: TerritoryCountOptions): TerritoryCount {
    const collector = new IssueCollector();
    const schema = strict({
        repSeconds: finite({ moreThan: 0 }),
        maxDistance: optional(finite({ moreThan: 0 })),
        floor: optional(finite({ min: 1, integer: true })),
        metric: optional(oneOf(['geographic', 'planar'])),
    });
    const metric = options?.metric === 'planar' ? 'planar' : 'geographic';
    checkStructure(schema, options, collector);
    checkUnits(units, metric, collector);
    if (units.length === 0) collector.add('empty-input', ['units'], 'has no units to divide');
    collector.throwIfAny('the number of territories');

    const { repSeconds, maxDistance, floor = 1 } = options;
    let work = 0;
    for (const unit of units) work += measureOf(unit, 'workload');
    const byWorkload = Math.max(1, Math.ceil(work / repSeconds - 1e-9));
    const byDistance = maxDistance === undefined ? 1 : coverCount(units, maxDistance, metric);
    const wanted = Math.max(byWorkload, byDistance, floor);
    const count = Math.min(wanted, units.length);
    const reason = wanted === byWorkload ? 'workload' : wanted === byDistance ? 'distance' : 'floor';
    const why = {
        workload: `the work fills ${(work / repSeconds).toFixed(1)} reps`,
        distance: `${byDistance} middles are needed for no unit to be farther than the distance allows`,
        floor: `no fewer than ${floor} are wanted`,
    }[reason];
    const utilization = work / (count * repSeconds);
    const message = `${count} territories: ${why}${count < wanted ? ', and there are no more units' : ''}.`;
    return { count, reason, byWorkload, byDistance, utilization, message };
}

// Middles chosen farthest first until all units are near one.
function coverCount(units: readonly Unit[], most: number, metric: 'geographic' | 'planar'): number {
    const nearest = new Float64Array(units.length).fill(Number.POSITIVE_INFINITY);
    let next = 0;
    for (let count = 1; ; count++) {
        const middle = units[next].position;
        let farthest = 0;
        for (let i = 0; i < units.length; i++) {
            const [x, y] = units[i].position;
            const distance =
                metric === 'planar' ? Math.hypot(x - middle[0], y - middle[1]) : greatCircleDistance(units[i].position, middle);
            if (distance < nearest[i]) nearest[i] = distance;
            if (nearest[i] > farthest) {
                farthest = nearest[i];
                next = i;
            }
        }
        if (farthest <= most) return count;
    }
}
