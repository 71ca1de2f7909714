import TinyQueue from 'tinyqueue';
import { type Steps, WorkMeter } from '../../../core/index.js';
import type { Contiguity } from '../../graph/contiguity.js';
import { componentLabels } from '../../graph/graph.js';
import { measureOf } from '../../model/measure.js';
import { territoriesOf } from '../../workload/checked-work.js';
import type { CheckedDesign } from '../check-design.js';

/** Ways between two parts of a group that are compared. */
const WAYS = 4;
/** How much heavier the units of a way are for the next one. */
const DETOUR = 8;

/**
 * The groups of units that one territory must have: those that the options name, and units at one position. Where territories must be
 * connected, a group that lies apart gets units between its parts, so that no search can tear it.
 *
 * @returns groups of at least two units that have no unit in common; O(n + links) a way
 */
export function* groupUnits(design: CheckedDesign, contiguity: Contiguity): Steps<number[][]> {
    const groups = new UnitGroups(design, contiguity);
    yield;
    if (design.keepPlaces) {
        const meter = new WorkMeter();
        for (const place of yield* placesOf(design)) {
            if (meter.spend(place.length * UNITS_A_KEY)) yield;
            groups.joinPlace(place);
        }
    }
    if (design.contiguous) yield* groups.connectAll();
    return groups.list();
}

/** Elementary operations of a text that is made and looked up, about. */
const UNITS_A_KEY = 20;

/** Units that share a position, in order; each list has two at least. */
function* placesOf({ units, metric }: CheckedDesign): Steps<number[][]> {
    const places = new Map<string, number[]>();
    const meter = new WorkMeter();
    for (let unit = 0; unit < units.length; unit++) {
        if (meter.spend(UNITS_A_KEY)) yield;
        const [x, y] = units[unit].position;
        // The antimeridian has two names, and so has zero.
        const key = metric === 'geographic' && x === 180 ? `-180 ${y + 0}` : `${x + 0} ${y + 0}`;
        const place = places.get(key);
        if (place === undefined) places.set(key, [unit]);
        else place.push(unit);
    }
    return [...places.values()].filter((place) => place.length > 1);
}

class UnitGroups {
    private readonly design: CheckedDesign;
    private readonly contiguity: Contiguity;
    /** Group of each unit, -1 if it has none. */
    private readonly groupOf: Int32Array;
    /** Members of each group; empty once it was joined to another. */
    private readonly groups: number[][];
    /** Units with rules of their own, which no other unit is bound to. */
    private readonly isSpecial: Uint8Array;
    /** What the largest territory may have of each balanced measure that there is any of. */
    private readonly most: readonly { readonly measure: string; readonly most: number }[];
    private readonly weights: Float64Array;
    private readonly totalWeight: number;
    private readonly meter: WorkMeter = new WorkMeter();
    /** By unit, the number of the last search that found it, and how many searches there were. */
    private readonly seenBy: Int32Array;
    private stamp = 0;
    /** How many nodes may vanish before there are too few for the territories. */
    private spare: number;

    constructor(design: CheckedDesign, contiguity: Contiguity) {
        const size = design.units.length;
        this.design = design;
        this.contiguity = contiguity;
        this.groups = design.groups.map((group) => [...group]);
        this.groupOf = new Int32Array(size).fill(-1);
        this.isSpecial = new Uint8Array(size);
        this.seenBy = new Int32Array(size);
        for (let at = 0; at < design.forbidden.length; at += 2) this.isSpecial[design.forbidden[at]] = 1;
        for (const unit of design.disjoint) this.isSpecial[unit] = 1;
        const share = design.shares.reduce((most, one) => Math.max(most, one), 0);
        this.most = design.balance.flatMap(({ measure, tolerance }) => {
            const total = design.units.reduce((sum, unit) => sum + measureOf(unit, measure), 0);
            return total > 0 ? [{ measure, most: share * total * (1 + tolerance) }] : [];
        });
        this.weights = weightsOf(design);
        this.totalWeight = this.weights.reduce((sum, weight) => sum + weight, 0);
        let nodes = size;
        this.groups.forEach((group, index) => {
            nodes -= group.length - 1;
            for (const unit of group) this.groupOf[unit] = index;
        });
        const locked = new Set(design.locks.filter((territory) => territory !== -1));
        const lockedUnits = design.locks.reduce((sum, territory) => sum + (territory === -1 ? 0 : 1), 0);
        this.spare = nodes - lockedUnits - (design.territoryIds.length - locked.size);
    }

    list(): number[][] {
        return this.groups.filter((group) => group.length > 1).map((group) => group.sort((a, b) => a - b));
    }

    /** Joins those units of a place that nothing tells apart, where one territory may have them all. */
    joinPlace(place: readonly number[]): void {
        const { locks, incumbent, work } = this.design;
        const kinds = new Map<string, number[]>();
        for (const unit of place) {
            if (this.isSpecial[unit] === 1) continue;
            const reach = work === undefined ? '' : territoriesOf(work, unit).join();
            const kind = `${locks[unit]} ${incumbent[unit] ?? -1} ${reach}`;
            const own = kinds.get(kind);
            if (own === undefined) kinds.set(kind, [unit]);
            else own.push(unit);
        }
        for (const own of kinds.values()) if (own.length > 1 && this.fitsOne(own)) this.join(own);
    }

    /** Whether the largest territory's tolerance has room for units, by every balanced measure and limit. */
    private fitsOne(members: readonly number[]): boolean {
        const { units, limits } = this.design;
        const has = (measure: string): number => members.reduce((sum, unit) => sum + measureOf(units[unit], measure), 0);
        return (
            this.most.every(({ measure, most }) => has(measure) <= most) &&
            limits.every(({ measure, max }) => max === undefined || has(measure) <= max)
        );
    }

    /** Puts units and the groups that they are in into one group, if enough nodes are left for all territories. */
    private join(units: readonly number[]): boolean {
        const known = [...new Set(units.map((unit) => this.groupOf[unit]))].filter((group) => group !== -1);
        const alone = units.filter((unit) => this.groupOf[unit] === -1);
        const lost = known.length + alone.length - 1;
        if (lost > this.spare || !this.agree([...known.flatMap((group) => this.groups[group]), ...alone])) return false;
        this.spare -= lost;
        const target = known[0] ?? this.groups.push([]) - 1;
        for (const group of known.slice(1)) {
            alone.push(...this.groups[group]);
            this.groups[group] = [];
        }
        for (const unit of alone) {
            this.groupOf[unit] = target;
            this.groups[target].push(unit);
        }
        return true;
    }

    /** Whether no two units are locked to different territories. */
    private agree(units: readonly number[]): boolean {
        return new Set(units.map((unit) => this.design.locks[unit]).filter((territory) => territory !== -1)).size <= 1;
    }

    /** Joins the parts of each group: through free units where that is possible, else through other groups too. */
    *connectAll(): Steps<void> {
        for (let group = 0; group < this.groups.length; group++) {
            while (this.groups[group].length > 1 && !this.isWhole(group)) {
                let way = yield* this.findWay(group, false);
                if (way === undefined) way = yield* this.findWay(group, true);
                if (way === undefined || !this.join([this.groups[group][0], ...way])) break;
                // What was joined has the number of the group that came first.
                if (this.groups[group].length === 0) break;
            }
            if (this.meter.spend(this.groups[group].length * UNITS_A_MEMBER)) yield;
        }
    }

    /** Whether a group is connected: most are, and to see that takes no more time than they have members. */
    private isWhole(group: number): boolean {
        return this.firstPart(group).length === this.groups[group].length;
    }

    /** The units of a group that are connected with its first. */
    private firstPart(group: number): number[] {
        const { offsets, neighbours } = this.contiguity;
        const [first] = this.groups[group];
        const part = [first];
        const stamp = ++this.stamp;
        this.seenBy[first] = stamp;
        for (let head = 0; head < part.length; head++) {
            for (let e = offsets[part[head]]; e < offsets[part[head] + 1]; e++) {
                const v = neighbours[e];
                if (this.seenBy[v] === stamp || this.groupOf[v] !== group) continue;
                this.seenBy[v] = stamp;
                part.push(v);
            }
        }
        return part;
    }

    /**
     * The units between the part of a group that its first unit lies in and another part. Of several ways the one that binds least: what it
     * weighs, and what it cuts off that is too little, or in too many parts, for the other territories.
     *
     * @returns undefined if no way leads to another part
     */
    private *findWay(group: number, throughGroups: boolean): Steps<number[] | undefined> {
        const weights = this.weights.slice();
        let best: number[] | undefined;
        let least = Number.POSITIVE_INFINITY;
        for (let k = 0; k < WAYS; k++) {
            const way = yield* this.lightestWay(group, throughGroups, weights);
            if (way === undefined) break;
            const bound = this.boundBy(group, way);
            if (this.meter.spend(this.groupOf.length * UNITS_A_MEMBER)) yield;
            if (bound < least) [best, least] = [way, bound];
            // The next one leads around as much of this one as it can.
            for (const unit of way) weights[unit] *= DETOUR;
        }
        return best;
    }

    private boundBy(group: number, way: readonly number[]): number {
        const { offsets, neighbours } = this.contiguity;
        const isBound = Int32Array.from(this.groupOf, (own) => (own === group ? 1 : 0));
        for (const unit of way) isBound[unit] = 1;
        const { labels, count } = componentLabels(offsets, neighbours, isBound);
        const whole = new Float64Array(count);
        for (let i = 0; i < labels.length; i++) if (isBound[i] === 0) whole[labels[i]] += this.weights[i];
        whole.sort().reverse();
        const others = this.design.territoryIds.length - 1;
        const enough = this.totalWeight / (2 * (others + 1));
        const cutOff = whole.reduce((sum, weight, rank) => sum + (rank >= others || weight < enough ? weight : 0), 0);
        return way.reduce((sum, unit) => sum + this.weights[unit], cutOff);
    }

    private *lightestWay(group: number, throughGroups: boolean, weights: Float64Array): Steps<number[] | undefined> {
        const { offsets, neighbours } = this.contiguity;
        const members = this.groups[group];
        const lock = members.map((unit) => this.design.locks[unit]).find((territory) => territory !== -1) ?? -1;
        const previous = new Int32Array(this.groupOf.length).fill(-1);
        // The part itself first, so that every way begins at its rim.
        const part = this.firstPart(group);
        for (const unit of part) previous[unit] = unit;
        // Dijkstra 1959, doi:10.1007/BF01386390.
        const reached = new Float64Array(this.groupOf.length).fill(Number.POSITIVE_INFINITY);
        const open = new TinyQueue<Reached>([], (a, b) => a.weight - b.weight || a.unit - b.unit);
        for (const unit of part) open.push({ unit, weight: 0 });
        for (let next = open.pop(); next !== undefined; next = open.pop()) {
            const { unit: u, weight } = next;
            if (this.groupOf[u] === group && previous[u] !== u) return walkBack(previous[u], previous);
            if (weight > reached[u]) continue;
            if (this.meter.spend(UNITS_A_NODE)) yield;
            for (let e = offsets[u]; e < offsets[u + 1]; e++) {
                const v = neighbours[e];
                const isGoal = this.groupOf[v] === group;
                if (previous[v] === v || !(isGoal || this.isPassable(v, lock, throughGroups))) continue;
                const whole = weight + (isGoal ? 0 : weights[v]);
                if (whole >= reached[v]) continue;
                reached[v] = whole;
                previous[v] = u;
                open.push({ unit: v, weight: whole });
            }
        }
        return undefined;
    }

    private isPassable(unit: number, lock: number, throughGroups: boolean): boolean {
        const own = this.design.locks[unit];
        if (this.isSpecial[unit] === 1 || (own !== -1 && own !== lock)) return false;
        return throughGroups || this.groupOf[unit] === -1;
    }
}

/** Elementary operations about: of a unit among the members of its group, and of one that a way is searched through. */
const UNITS_A_MEMBER = 6;
const UNITS_A_NODE = 30;

interface Reached {
    readonly unit: number;
    /** Of the way to it. */
    readonly weight: number;
}

// Its shares of the balanced measures; of ways that weigh the same, the one of fewer units.
function weightsOf({ units, balance }: CheckedDesign): Float64Array {
    const weights = new Float64Array(units.length).fill(1e-3 / units.length);
    for (const { measure } of balance) {
        const total = units.reduce((sum, unit) => sum + measureOf(unit, measure), 0);
        if (total > 0) for (let i = 0; i < units.length; i++) weights[i] += measureOf(units[i], measure) / total;
    }
    return weights;
}

function walkBack(from: number, previous: Int32Array): number[] {
    const way: number[] = [];
    for (let unit = from; previous[unit] !== unit; unit = previous[unit]) way.push(unit);
    return way;
}
