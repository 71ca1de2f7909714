import TinyQueue from 'tinyqueue';
import { checkStructure, finite, IssueCollector, oneOf, optional, strict } from '../../core/index.js';
import { greatCircleDistance } from '../../geo/index.js';
import { PointIndex } from '../../spatial/index.js';
import { checkUnits } from '../model/check-units.js';
import { measureOf } from '../model/measure.js';
import type { Unit } from '../model/unit.js';

/** Options of {@link suggestTerritoryCount}. */
export interface TerritoryCountOptions {
    /** What one rep can work, in the unit of `workload`: seconds per four weeks where `accountUnits` made it. More than 0. */
    readonly repSeconds: number;
    /** Share of that which is to be filled, more than 0 to 1: 0.85 leaves room for growth and sickness. Default 1. */
    readonly targetUtilization?: number;
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
    /** What asks for this number. */
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
 * @returns the largest of what work, distance and floor ask for, at most one a unit; O(n log n + pairs of units no farther apart than `maxDistance`)
 * @throws BeatplanError `invalid-input` with every problem
 * @example
 * ```ts
 * const { count } = suggestTerritoryCount(units, { repSeconds: 4 * 5 * 6 * 3600 });
 * ```
 * @see Talley 1961, doi:10.2307/1248900 (workload method)
 */
export function suggestTerritoryCount(units: readonly Unit[], options: TerritoryCountOptions): TerritoryCount {
    const collector = new IssueCollector();
    const schema = strict({
        repSeconds: finite({ moreThan: 0 }),
        targetUtilization: optional(finite({ min: 0.001, max: 1 })),
        maxDistance: optional(finite({ moreThan: 0 })),
        floor: optional(finite({ min: 1, integer: true })),
        metric: optional(oneOf(['geographic', 'planar'])),
    });
    const metric = options?.metric === 'planar' ? 'planar' : 'geographic';
    checkStructure(schema, options, collector, ['options']);
    checkUnits(units, metric, collector);
    if (Array.isArray(units) && units.length === 0) collector.add('empty-input', ['units'], 'has no units to divide');
    collector.throwIfAny('suggestTerritoryCount');

    const { repSeconds, maxDistance, floor = 1, targetUtilization = 1 } = options;
    let work = 0;
    for (const unit of units) work += measureOf(unit, 'workload');
    const byWorkload = Math.max(1, Math.ceil(work / (repSeconds * targetUtilization) - 1e-9));
    const byDistance = maxDistance === undefined ? 1 : coverCount(units, maxDistance, metric);
    const wanted = Math.max(byWorkload, byDistance, floor);
    const count = Math.min(wanted, units.length);
    const reason = wanted === byWorkload ? 'workload' : wanted === byDistance ? 'distance' : 'floor';
    const aim = targetUtilization === 1 ? '' : `, of whose time ${Math.round(100 * targetUtilization)} % is to be filled`;
    const why = {
        workload: `the work fills ${(work / repSeconds).toFixed(1)} reps${aim}`,
        distance: `${byDistance} middles are needed for no unit to be farther than the distance allows`,
        floor: `no fewer than ${floor} are wanted`,
    }[reason];
    const utilization = work / (count * repSeconds);
    const message = `${count} territories: ${why}${count < wanted ? ', and there are no more units' : ''}.`;
    return { count, reason, byWorkload, byDistance, utilization, message };
}

/**
 * How many middles of a greedy cover are near all units: each next one is the unit that is near most of those that no other is near.
 *
 * @see Johnson 1974, doi:10.1016/S0022-0000(74)80044-9 (greedy covering)
 */
function coverCount(units: readonly Unit[], most: number, metric: 'geographic' | 'planar'): number {
    const index = new PointIndex(
        units.map(({ position }) => position),
        { metric },
    );
    if (isTooMuch(index, units, most)) return spreadCount(units, most, metric);
    const { offsets, indices } = index.withinAll(most);
    const isNear = new Uint8Array(units.length);
    const gains = Float64Array.from(units, (_, i) => offsets[i + 1] - offsets[i] + 1);
    // Gains only fall, so that the first whose gain still holds is the best.
    const queue = new TinyQueue<Candidate>(
        units.map((_, unit) => ({ unit, gain: gains[unit] })),
        (a, b) => b.gain - a.gain || a.unit - b.unit,
    );
    let count = 0;
    let left = units.length;
    const cover = (unit: number): void => {
        if (isNear[unit] === 1) return;
        isNear[unit] = 1;
        left--;
        gains[unit]--;
        for (let e = offsets[unit]; e < offsets[unit + 1]; e++) gains[indices[e]]--;
    };
    for (let next = queue.pop(); next !== undefined && left > 0; next = queue.pop()) {
        const { unit, gain } = next;
        if (gains[unit] === 0) continue;
        if (gains[unit] < gain) {
            queue.push({ unit, gain: gains[unit] });
            continue;
        }
        count++;
        cover(unit);
        for (let e = offsets[unit]; e < offsets[unit + 1]; e++) cover(indices[e]);
    }
    return count;
}

interface Candidate {
    readonly unit: number;
    /** Units that it would be the first to be near. */
    readonly gain: number;
}

// Pairs of units near each other that are listed at most, and units that are asked about theirs.
const MOST_PAIRS = 2e7;
const SAMPLES = 64;

function isTooMuch(index: PointIndex, units: readonly Unit[], most: number): boolean {
    if (units.length * units.length <= MOST_PAIRS) return false;
    let pairs = 0;
    for (let k = 0; k < SAMPLES; k++) {
        const { position } = units[Math.floor((k * units.length) / SAMPLES)];
        pairs += (index.within(position, most).length * units.length) / SAMPLES;
    }
    return pairs > MOST_PAIRS;
}

/**
 * How many middles, each farthest from those before, are near all units: about as many as need be where each is near to very many.
 *
 * @see Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5 (farthest-first covering)
 */
function spreadCount(units: readonly Unit[], most: number, metric: 'geographic' | 'planar'): number {
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
